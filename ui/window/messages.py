"""What the program tells the user: one bar that floats over the window, and a question where something would be lost.

Four verbs (``info``, ``warn``, ``error``, ``confirm``) and ``report`` for exceptions. Everything said is also logged.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Collection
from typing import Literal

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QWidget,
)
from shiboken6 import isValid

from reader.errors import Cancelled, KnownError
from ui.translation import _
from ui.window.theme import Theme
from ui.wording import sentence

log = logging.getLogger(__name__)

Kind = Literal["info", "warning", "error"]

_SHOWN_MS = 6000
_MARGIN = 16
_WIDEST = 640
_MOVING = (QEvent.Type.Resize, QEvent.Type.Move, QEvent.Type.Show, QEvent.Type.Hide)


class MessageBar(QFrame):
    """A sentence that floats at the foot of its parent, with at most one thing to do about it.

    Information goes by itself after six seconds. What offers something to do stays until that is done, the bar is closed, or
    something else is told, so that nobody has to hurry; so do warnings and errors. ``take_keyboard`` brings the keyboard here.
    """

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("messageBar")
        self._theme = theme
        self._room = parent
        self._kind: Kind = "info"
        self._act: Callable[[], object] | None = None
        self._brief = False
        self._about: set[str] = set()
        self._came_from: QWidget | None = None
        self._clear: list[QWidget] = []
        self._floating: list[QWidget] = []
        self._icon = QLabel()
        self._text = QLabel(wordWrap=True)
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._button = QPushButton()
        self._button.setProperty("link", True)
        self._close = QToolButton()
        self._close.setAccessibleName(_("关闭"))
        self._close.setToolTip(_("关闭"))
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(14, 8, 8, 8)
        row.setSpacing(10)
        for widget in (self._icon, self._text, self._button, self._close):
            row.addWidget(widget)
        self._timer = QTimer(self, singleShot=True, interval=_SHOWN_MS)
        self._timer.timeout.connect(self.dismiss)
        self._button.clicked.connect(self._do)
        self._close.clicked.connect(self.dismiss)
        self.set_theme(theme)
        parent.installEventFilter(self)
        self.hide()

    def say(
        self,
        kind: Kind,
        text: str,
        label: str = "",
        act: Callable[[], object] | None = None,
        *,
        brief: bool = False,
        about: Collection[str] = (),
    ) -> None:
        """Show a sentence instead of the one before.

        Args:
            kind: Decides the icon and whether it goes by itself.
            text: The sentence.
            label: Words of the button; no button where empty.
            act: What the button does.
            brief: It would do another thing once something else has changed: ``outdate`` takes it away then.
            about: Documents that it shows: when all of them are gone, ``forget`` takes it away.
        """
        self._kind, self._act, self._brief = kind, act, brief
        self._about = set(about)
        self.setProperty("kind", kind)
        self.style().unpolish(self)
        self.style().polish(self)
        self._text.setText(text)
        self._button.setText(label)
        self._button.setVisible(bool(label))
        self._button.setToolTip(_("{what}（{key}）").format(what=label, key="F6") if label else "")
        self.set_theme(self._theme)
        self._timer.stop()
        if kind == "info" and not label:
            self._timer.start()
        self._settle()
        self.show()
        self.raise_()

    def outdate(self) -> None:
        """Take an offer away that no longer means what it says."""
        if self._brief:
            self.dismiss()

    def forget(self, documents: Collection[str]) -> None:
        """Take an offer away that shows documents of which none is left."""
        if self._about and not self._about.difference(documents):
            self.dismiss()
        self._about.difference_update(documents)

    def keep_clear(self, widget: QWidget) -> None:
        """Stand above a widget at the foot of the window while that is seen: what is told of one step must not hide the next."""
        self._clear.append(widget)
        widget.installEventFilter(self)

    def keep_off(self, widget: QWidget) -> None:
        """Go to the head of the page while a widget that floats over the page is where this bar would be: it belongs to what the user does now."""
        self._floating = [one for one in self._floating if isValid(one)] + [widget]
        widget.installEventFilter(self)

    def take_keyboard(self) -> None:
        """Bring the keyboard here: to what is offered, else to the close button. Enter does it, Esc closes and goes back."""
        if not self.isHidden():
            self._came_from = QApplication.focusWidget()
            (self._close if self._button.isHidden() else self._button).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def dismiss(self) -> None:
        """Close; the keyboard goes back to where it came from."""
        back, self._came_from = self._came_from, None
        had_keyboard = self.isAncestorOf(QApplication.focusWidget() or self._room)
        self._brief = False
        self._timer.stop()
        self.hide()
        if had_keyboard and back is not None and isValid(back):
            back.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close by Esc; press what has the keyboard by Enter."""
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            (self._button if self._button.hasFocus() else self._close).click()
        else:
            super().keyPressEvent(event)

    def text(self) -> str:
        """Give the sentence that is shown; empty where none is."""
        return "" if self.isHidden() else self._text.text()

    def set_theme(self, theme: Theme) -> None:
        """Draw in another theme."""
        self._theme = theme
        role = "ink2" if self._kind == "info" else "seal"
        self._icon.setPixmap(theme.icon(self._kind, role).pixmap(18, 18))
        self._close.setIcon(theme.icon("close", "ink3"))

    def _do(self) -> None:
        act, self._act = self._act, None
        self.dismiss()
        if act is not None:
            act()

    def _settle(self) -> None:
        """Take the foot of the parent, in the middle, above what is to be kept clear."""
        room = self._room.rect()
        width = min(_WIDEST, room.width() - 2 * _MARGIN)
        # A label that wraps asks for a narrow column of its own accord; here it gets one line while there is room.
        words = self._text.fontMetrics().horizontalAdvance(self._text.text()) + 4
        others = sum(
            w.sizeHint().width() + self._row.spacing()
            for w in (self._icon, self._button, self._close)
            if not w.isHidden()
        )
        margins = self._row.contentsMargins()
        width = min(width, words + others + margins.left() + margins.right())
        self.resize(width, self._row.totalHeightForWidth(width))
        seen = [widget.mapTo(self._room, QPoint(0, 0)).y() for widget in self._clear if widget.isVisible()]
        foot = min([room.height() - 28, *seen]) - _MARGIN
        self.move((room.width() - self.width()) // 2, max(foot - self.height(), 0))
        for widget in self._floating:
            if isValid(widget) and widget.isVisible():
                there = QRect(widget.mapTo(self._room, QPoint(0, 0)), widget.size())
                if there.intersects(self.geometry()):
                    page = widget.parentWidget() or self._room
                    self.move(self.x(), page.mapTo(self._room, QPoint(0, 0)).y() + _MARGIN)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay in place when the window changes its size, or what is to be kept clear comes and goes."""
        # A window that is taken apart still hides its children, and is none any more for Python.
        if event.type() in _MOVING and isValid(self._room) and not self.isHidden():
            self._settle()
        return super().eventFilter(watched, event)


class Messages:
    """The voice of the program in one window."""

    def __init__(self, bar: MessageBar) -> None:
        self._bar = bar
        self._row = 0

    def set_theme(self, theme: Theme) -> None:
        """Draw in another theme."""
        self._bar.set_theme(theme)

    def keep_clear(self, widget: QWidget) -> None:
        """Say nothing over a widget at the foot of the window while it is seen."""
        self._bar.keep_clear(widget)

    def keep_off(self, widget: QWidget) -> None:
        """Say nothing over a widget that floats over the page."""
        self._bar.keep_off(widget)

    def take_keyboard(self) -> None:
        """Bring the keyboard to what is told."""
        self._bar.take_keyboard()

    def outdate(self, row: int | None = None) -> None:
        """Take an offer to undo away: something else would be undone now.

        Args:
            row: Where the log of changes ends. An offer that was made with the same end stays: only what is shown was read anew.
        """
        if row is None or row != self._row:
            self._bar.outdate()
        if row is not None:
            self._row = row

    def forget(self, documents: Collection[str]) -> None:
        """Take an offer away whose documents all left the shelf."""
        self._bar.forget(documents)

    def info(
        self, text: str, label: str = "", act: Callable[[], object] | None = None, *, about: Collection[str] = ()
    ) -> None:
        """Say that something went well, with at most one thing to do (查看), as long as a document that it is about is there."""
        log.info("told: %s", text)
        self._bar.say("info", text, label, act, about=about)

    def offer_undo(self, text: str, undo: Callable[[], object]) -> None:
        """Say what was done, and offer to take it back as long as it is the last thing that was done."""
        log.info("told: %s", text)
        self._bar.say("info", text, _("撤销"), undo, brief=True)

    def warn(self, text: str, label: str = "", act: Callable[[], object] | None = None) -> None:
        """Say that something deserves attention."""
        log.info("warned: %s", text)
        self._bar.say("warning", text, label, act)

    def error(self, text: str, label: str = "", act: Callable[[], object] | None = None) -> None:
        """Say that something did not work, and why."""
        log.info("error told: %s", text)
        self._bar.say("error", text, label, act)

    def confirm(self, question: str, yes: str, parent: QWidget | None = None) -> bool:
        """Ask before something that cannot be undone. The safe answer is the default.

        Args:
            question: The whole question, with what would be lost.
            yes: Words of the button that does it.
            parent: The window in question.
        """
        from PySide6.QtWidgets import QMessageBox  # 7 ms of a start

        box = QMessageBox(parent or self._bar.window())
        box.setText(question)
        do = box.addButton(yes, QMessageBox.ButtonRole.AcceptRole)
        stay = box.addButton(_("取消"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(stay)
        box.exec()
        agreed = box.clickedButton() is do
        box.deleteLater()
        return agreed

    def report(self, error: BaseException) -> None:
        """Tell of an exception: a known case in its sentence, a bug through the crash dialog, a cancel not at all."""
        if isinstance(error, Cancelled):
            return
        if isinstance(error, KnownError):
            log.info("known error: %s", error)
            self.error(sentence(error))
            return
        sys.excepthook(type(error), error, error.__traceback__)
