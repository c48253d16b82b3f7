"""改标点: a small surface beside a gap, with the likely marks and a field for any other."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ui.translation import _
from ui.window.mending.gap_words import CLOSING, OPENING, PARAGRAPH, STOPS, meant, shown, toggled, with_stop
from ui.window.page.floating import SHADOW, Floating
from ui.window.theme import Theme

_GAP = 8
"""Pixels between the surface and the line that it belongs to."""


class MarkPopup(Floating):
    """Asks which marks stand in a gap.

    Signals:
        chosen(str): All that is to stand there; empty for nothing.
        closed: It went away, with an answer or without.
    """

    chosen = Signal(str)
    closed = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, parent)
        self.setAccessibleName(_("改标点"))
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self._around = QLabel()
        self._around.setTextFormat(Qt.TextFormat.PlainText)
        self.field = QLineEdit()
        self.field.setAccessibleName(_("这里的标点"))
        self.field.setPlaceholderText(_("无标点"))
        self.field.setMaxLength(32)
        self.field.returnPressed.connect(self._commit)
        done = QPushButton(_("改定"))
        done.setDefault(True)
        done.clicked.connect(self._commit)
        marks = QGridLayout()
        marks.setSpacing(2)
        for place, mark in enumerate(STOPS):
            marks.addWidget(self._button(mark, _("改为“{mark}”").format(mark=mark), self._take_stop), 0, place)
        for place, mark in enumerate(OPENING + CLOSING + PARAGRAPH):
            hint = _("分段，或不分段") if mark == PARAGRAPH else _("加上或去掉“{mark}”").format(mark=mark)
            marks.addWidget(self._button(mark, hint, self._toggle), 1, place)
        last = QHBoxLayout()
        last.setSpacing(8)
        last.addWidget(self.field, 1)
        last.addWidget(done)
        column = QVBoxLayout(self)
        column.setContentsMargins(SHADOW + 12, SHADOW + 10, SHADOW + 12, SHADOW + 12)
        column.setSpacing(8)
        column.addWidget(self._around)
        column.addLayout(marks)
        column.addLayout(last)
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        """Draw in the colours of another theme."""
        super().set_theme(theme)
        self._around.setStyleSheet(f"color: {theme.color('ink2').name()}; font-size: 13px; background: transparent;")

    def ask(self, before: str, value: str, after: str, line: QRect, within: QRect) -> None:
        """Show it.

        Args:
            before: The words before the gap.
            value: What stands in it.
            after: The words behind it.
            line: The line of the gap, in the parent's coordinates; it is not covered.
            within: The part of the parent to stay in.
        """
        self._around.setText(f"{before}【{shown(value)}】{after}")
        self.field.setText(shown(value))
        self.adjustSize()
        height = self.sizeHint().height() - 2 * SHADOW
        top = line.bottom() + _GAP
        if top + height > within.bottom():
            top = max(line.top() - _GAP - height, within.top())
        self.float_at(line.center().x() - (self.sizeHint().width() - 2 * SHADOW) // 2, top, within)
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)
        self.field.selectAll()

    def dismiss(self) -> None:
        """Go away without an answer."""
        if self.isVisible():
            self.hide()
            self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes; nothing goes on to the page."""
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
        event.accept()

    def _button(self, mark: str, hint: str, act: Callable[[], None]) -> QToolButton:
        button = QToolButton(self)
        button.setText(mark)
        button.setToolTip(hint)
        button.setAccessibleName(hint)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.setFixedSize(32, 30)
        button.clicked.connect(act)
        return button

    def _take_stop(self) -> None:
        button = self.sender()
        if isinstance(button, QToolButton):
            self.field.setText(with_stop(self.field.text(), button.text()))
            self._commit()

    def _toggle(self) -> None:
        button = self.sender()
        if isinstance(button, QToolButton):
            self.field.setText(toggled(self.field.text(), button.text()))

    def _commit(self) -> None:
        value = meant(self.field.text())
        self.dismiss()
        self.chosen.emit(value)
