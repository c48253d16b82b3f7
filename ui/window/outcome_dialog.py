"""What became of each of many things (files of an export, annotations of a file): one row each, what failed first."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from ui.translation import _
from ui.wording import status_word

AnyIndex = QModelIndex | QPersistentModelIndex
Outcome = tuple[str, str, str]
"""Status, what it is about, what is to be said."""
_ORDER = ("failed", "skipped")


class OutcomeModel(QAbstractTableModel):
    """The rows."""

    def __init__(self, outcomes: Sequence[Outcome], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows = sorted(outcomes, key=lambda one: _ORDER.index(one[0]) if one[0] in _ORDER else len(_ORDER))

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
        """Give the words of a cell."""
        if not index.isValid() or role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        status, what, said = self._rows[index.row()]
        return (status_word(status), what, said)[index.column()]


class OutcomeDialog(QDialog):
    """The report, beside the window."""

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
        table.verticalHeader().hide()
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.horizontalHeader().setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
        table.setColumnWidth(0, 96)
        table.setColumnWidth(1, 280)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.button(QDialogButtonBox.StandardButton.Close).setAutoDefault(False)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 16)
        column.setSpacing(12)
        column.addWidget(head)
        column.addWidget(table, 1)
        column.addWidget(buttons)
