"""The head of the task ledger: whose tasks, what they are narrowed by, and what is done with them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from reader.errors import KnownError
from storage.ledger import STATUSES
from ui.ledger import LedgerFilter, usable_date
from ui.ledger_export import STATUS_WORDS
from ui.translation import _
from ui.window.narrow import ElidedBox
from ui.window.theme import Theme


class LedgerHead(QFrame):
    """Two lines over the table.

    Signals:
        changed: A filter or the grouping.
        scope_chosen: ``CURRENT``, ``CHOSEN`` or ``ALL``.
        export_requested: What is shown is to be written to a file.
        entered: Enter or the arrow down in the field: the keyboard goes to the table.
        body_lifted: No more only one body.
        left: Esc, or the button.
    """

    changed = Signal()
    scope_chosen = Signal(str)
    export_requested = Signal()
    entered = Signal()
    body_lifted = Signal()
    left = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("ledgerHead")
        title = QLabel(_("任务台账"))
        title.setProperty("voice", "heading")
        self.scope = ElidedBox()
        self.scope.setAccessibleName(_("哪些文件的任务"))
        self.scope.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.scope.setMinimumContentsLength(14)
        self.scope.activated.connect(self._on_scope)
        self.export = QPushButton(_("导出…"))
        self.export.clicked.connect(self.export_requested)
        self.back = QToolButton()
        self.back.setToolTip(_("回到正文（Esc）"))
        self.back.setAccessibleName(_("回到正文"))
        self.back.clicked.connect(self.left)
        self.summary = QLabel()
        self.summary.setProperty("voice", "hint")
        first = QHBoxLayout()
        first.setSpacing(10)
        for widget, stretch in ((title, 0), (self.scope, 2), (self.summary, 3), (self.export, 0), (self.back, 0)):
            first.addWidget(widget, stretch)
        second = self._filters()
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 12, 14, 10)
        column.setSpacing(9)
        column.addLayout(first)
        column.addLayout(second)
        self.set_theme(theme)

    def _filters(self) -> QHBoxLayout:
        self.words = QLineEdit()
        self.words.setPlaceholderText(_("筛选任务"))
        self.words.setAccessibleName(_("筛选任务"))
        self.words.textChanged.connect(self.changed)
        self.status = QComboBox()
        self.status.setAccessibleName(_("状态"))
        self.status.addItem(_("全部状态"), "")
        for status in STATUSES:
            self.status.addItem(STATUS_WORDS[status](), status)
        self.status.currentIndexChanged.connect(self.changed)
        self.until = QLineEdit()
        self.until.setPlaceholderText(_("期限不晚于，如 2020-06"))
        self.until.setAccessibleName(_("期限不晚于"))
        self.until.textChanged.connect(self.changed)
        self.body = QToolButton()
        self.body.setToolTip(_("不再只看这个单位"))
        self.body.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.body.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self.body.setIconSize(QSize(12, 12))
        self.body.clicked.connect(self.body_lifted)
        self.body.hide()
        self.grouped = QToolButton()
        self.grouped.setText(_("按单位"))
        self.grouped.setToolTip(_("每个单位列出它的任务，牵头的在前"))
        self.grouped.setCheckable(True)
        self.grouped.toggled.connect(self.changed)
        row = QHBoxLayout()
        row.setSpacing(8)
        for widget, stretch in ((self.words, 3), (self.until, 2), (self.status, 0), (self.grouped, 0), (self.body, 0)):
            row.addWidget(widget, stretch)
        row.addStretch(2)
        return row

    def set_scopes(self, scopes: Sequence[tuple[str, str]], chosen: str) -> None:
        """Offer whose tasks can be shown: id and words."""
        self.scope.blockSignals(True)
        self.scope.clear()
        for scope, words in scopes:
            self.scope.addItem(words, scope)
        self.scope.setCurrentIndex(max(self.scope.findData(chosen), 0))
        self.scope.setToolTip(self.scope.currentText())
        self.scope.blockSignals(False)

    def filter(self, body: str) -> LedgerFilter:
        """Give what the rows are narrowed by; a date that is being typed does not count yet."""
        try:
            until = usable_date(self.until.text())
        except KnownError:
            until = ""
        status = self.status.currentData()
        return LedgerFilter(body, frozenset({status}) if status else frozenset(), until, self.words.text())

    def is_grouped(self) -> bool:
        """Tell whether the tasks stand under their bodies."""
        return self.grouped.isChecked()

    def set_body(self, name: str) -> None:
        """Show which body the table is narrowed to."""
        self.body.setText(self.body.fontMetrics().elidedText(name, Qt.TextElideMode.ElideMiddle, 180))
        self.body.setVisible(bool(name))

    def set_summary(self, words: str) -> None:
        """Tell what is shown."""
        self.summary.setText(words)

    def set_progress(self, done: int, total: int) -> None:
        """Tell how many documents were read."""
        if total:
            self.summary.setText(_("正在汇总 {done}/{total} 件").format(done=f"{done:,}", total=f"{total:,}"))

    def set_exportable(self, is_possible: bool) -> None:
        """Say whether there is something to export."""
        self.export.setEnabled(is_possible)

    def set_theme(self, theme: Theme) -> None:
        """Draw in another theme."""
        self.back.setIcon(theme.icon("close"))
        self.body.setIcon(theme.icon("close", "seal"))

    def fit(self, width: int) -> None:
        """Leave the summary out where there is no room."""
        self.summary.setVisible(width >= 760)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and the arrow down go to the table, Esc leaves."""
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter | Qt.Key.Key_Down:
                self.entered.emit()
            case Qt.Key.Key_Escape:
                self.left.emit()
            case _:
                super().keyPressEvent(event)

    def _on_scope(self, number: int) -> None:
        self.scope_chosen.emit(self.scope.itemData(number))
