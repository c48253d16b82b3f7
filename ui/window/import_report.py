"""An import as the user sees it: a small panel while it runs, a report with a row for each file afterwards."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import PurePath

from PySide6.QtCore import QAbstractTableModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QProgressBar,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from ui.importing import ImportRow
from ui.remaining import Remaining, in_words
from ui.translation import _
from ui.window.theme import Theme
from ui.wording import status_word

_MARGIN = 16
_WIDTH = 320

AnyIndex = QModelIndex | QPersistentModelIndex


class ImportProgress(QFrame):
    """Floats at the lower right of its parent while files are imported; the window stays free.

    Signals:
        cancel_requested: The user wants to stop.
    """

    cancel_requested = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("progressPanel")
        self.setFixedWidth(_WIDTH)
        self._room = parent
        self._label = QLabel()
        self._left = QLabel()
        self._left.setProperty("voice", "hint")
        self._remaining = Remaining()
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._cancel = QPushButton(_("取消"))
        self._cancel.setProperty("link", True)
        self._cancel.clicked.connect(self._stop)
        line = QHBoxLayout()
        line.addWidget(self._label, 1)
        line.addWidget(self._left)
        line.addWidget(self._cancel)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 8, 10, 14)
        column.setSpacing(6)
        column.addLayout(line)
        column.addWidget(self._bar)
        parent.installEventFilter(self)
        self.hide()

    def begin(self) -> None:
        """Show that an import has begun."""
        self._label.setText(_("正在导入…"))
        self._left.clear()
        self._remaining = Remaining()
        self._bar.setRange(0, 0)
        self._cancel.setEnabled(True)
        self._settle()
        self.show()
        self.raise_()

    def advance(self, done: int, total: int) -> None:
        """Show how far it is."""
        if self._cancel.isEnabled():
            self._label.setText(_("正在导入 {done} / {total}").format(done=done, total=total))
            left = self._remaining.seconds(done, total)
            self._left.setText(in_words(left) if left is not None else "")
        self._bar.setRange(0, total)
        self._bar.setValue(done)

    def _stop(self) -> None:
        self._cancel.setEnabled(False)
        self._label.setText(_("正在停止…"))
        self._left.clear()
        self.cancel_requested.emit()

    def _settle(self) -> None:
        self.adjustSize()
        room = self._room.rect()
        self.move(room.width() - self.width() - _MARGIN, room.height() - self.height() - _MARGIN - 28)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay in place when the window changes its size."""
        if event.type() == QEvent.Type.Resize and not self.isHidden():
            self._settle()
        return super().eventFilter(watched, event)


def summary(rows: Sequence[ImportRow]) -> str:
    """Give one sentence for an import: how many files came to what."""
    counts = Counter(row.status for row in rows)
    parts = (
        (counts["imported"], _("已导入 {count} 件")),
        (counts["updated"], _("更新 {count} 件")),
        (counts["unchanged"], _("{count} 件已在文库")),
        (counts["skipped"], _("跳过 {count} 件")),
        (counts["failed"], _("{count} 件失败")),
    )
    return _("，").join(words.format(count=count) for count, words in parts if count)


class ReportModel(QAbstractTableModel):
    """Rows of an import: status, file, what is to be said. What failed stands first."""

    def __init__(self, rows: Sequence[ImportRow], theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        order = ("failed", "skipped", "updated", "imported", "unchanged")
        self._rows = sorted(rows, key=lambda row: order.index(row.status))
        self._theme = theme

    def row(self, number: int) -> ImportRow:
        """Give a row."""
        return self._rows[number]

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008
        """Give the number of files."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008
        """Status, file, what is to be said."""
        return 0 if parent.isValid() else 3

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Name the columns."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return (_("结果"), _("文件"), _("说明"))[section]
        return None

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Give the words of a cell; the status of a failure in the accent."""
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return (status_word(row.status), PurePath(row.path).name or _("剪贴板"), row.message or row.title)[
                    index.column()
                ]
            case Qt.ItemDataRole.ToolTipRole:
                return (status_word(row.status), row.path, row.message or row.title)[index.column()]
            case Qt.ItemDataRole.ForegroundRole if index.column() == 0:
                return self._theme.color("seal" if row.status == "failed" else "ink2")
        return None


class ImportReport(QDialog):
    """The report, beside the window: it can stay open while one reads on.

    Signals:
        open_requested: Document id of the row that was activated.
    """

    open_requested = Signal(str)

    def __init__(self, rows: Sequence[ImportRow], theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("导入报告"))
        self.resize(720, 440)
        self._model = ReportModel(rows, theme, self)
        head = QLabel(summary(rows))
        head.setProperty("voice", "heading")
        table = QTableView()
        table.setModel(self._model)
        table.setShowGrid(False)
        table.setAccessibleName(_("导入报告"))
        table.verticalHeader().hide()
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.horizontalHeader().setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
        table.setColumnWidth(0, 96)
        table.setColumnWidth(1, 240)
        table.activated.connect(self._open)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.button(QDialogButtonBox.StandardButton.Close).setAutoDefault(False)  # nothing here calls for the accent
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 16)
        column.setSpacing(12)
        column.addWidget(head)
        column.addWidget(table, 1)
        column.addWidget(buttons)

    def _open(self, index: QModelIndex) -> None:
        if document := self._model.row(index.row()).document:
            self.open_requested.emit(document)
