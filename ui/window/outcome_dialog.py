"""What became of each of many things (files of an import or an export, annotations of a file): one row each, what failed first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHeaderView,
    QLabel,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from ui.translation import _
from ui.window.dialog_parts import close_only
from ui.wording import status_word

AnyIndex = QModelIndex | QPersistentModelIndex
_ORDER = ("failed", "skipped", "updated")
"""What asks for a look stands first; the rest as it came."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one thing.

    Attributes:
        status: As ``ui.wording.status_word`` knows it.
        about: What it is about, in a few words.
        said: What is to be said of it.
        whole: What it is about, in full, for who points at it; empty where ``about`` is all.
        document: The document that activating the row opens; empty where there is none.
    """

    status: str
    about: str
    said: str
    whole: str = ""
    document: str = ""


class OutcomeModel(QAbstractTableModel):
    """The rows."""

    def __init__(self, outcomes: Sequence[Outcome], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows = sorted(outcomes, key=lambda one: _ORDER.index(one.status) if one.status in _ORDER else len(_ORDER))
        self._bold = QFont()
        self._bold.setBold(True)

    def outcome(self, number: int) -> Outcome:
        """Give what a row shows."""
        return self._rows[number]

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008
        """Give the number of rows."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008
        """Status, what it is about, what is to be said."""
        return 0 if parent.isValid() else 3

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Name the columns."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return (_("结果"), _("项目"), _("说明"))[section]
        return None

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Give the words of a cell; the status of a failure in bold."""
        if not index.isValid():
            return None
        one = self._rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return (status_word(one.status), one.about, one.said)[index.column()]
            case Qt.ItemDataRole.ToolTipRole:
                return (status_word(one.status), one.whole or one.about, one.said)[index.column()]
            case Qt.ItemDataRole.FontRole if index.column() == 0 and one.status == "failed":
                return self._bold
        return None


class OutcomeDialog(QDialog):
    """The report, beside the window: it can stay open while one reads on.

    Signals:
        open_requested: Id of the document of the row that was activated.
    """

    open_requested = Signal(str)

    def __init__(self, title: str, said: str, outcomes: Sequence[Outcome], parent: QWidget | None = None) -> None:
        """Make the dialog.

        Args:
            title: Of the window.
            said: The sum of it.
            outcomes: The rows.
            parent: The window.
        """
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.resize(720, 440)
        head = QLabel(said)
        head.setProperty("voice", "heading")
        self.model = OutcomeModel(outcomes, self)
        table = QTableView()
        table.setModel(self.model)
        table.setShowGrid(False)
        table.setAccessibleName(title)
        table.setTabKeyNavigation(False)  # from cell to cell, and never out of the table
        table.verticalHeader().hide()
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.horizontalHeader().setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
        table.setColumnWidth(0, 96)
        table.setColumnWidth(1, 280)
        table.activated.connect(self._open)
        buttons = close_only(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 16)
        column.setSpacing(12)
        column.addWidget(head)
        column.addWidget(table, 1)
        column.addWidget(buttons)

    def _open(self, index: QModelIndex) -> None:
        if document := self.model.outcome(index.row()).document:
            self.open_requested.emit(document)
