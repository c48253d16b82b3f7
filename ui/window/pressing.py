"""How buttons feel: Enter presses the one that has the keyboard, as the space bar does, and one whose menu closed forgets the mouse.

Qt lets Enter press a button in a dialog only; who came to a button by Tab expects both keys everywhere. The filter is put on
the one button that has the keyboard: a filter of the whole program would look at every event.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QCursor, QKeyEvent
from PySide6.QtWidgets import QApplication, QDialog, QPushButton, QToolButton, QWidget
from shiboken6 import isValid


class EnterPresses(QObject):
    """Follows the keyboard from button to button."""

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        application.focusChanged.connect(self._follow)

    def _follow(self, before: QWidget | None, now: QWidget | None) -> None:
        if isinstance(before, QToolButton | QPushButton) and isValid(before):
            before.removeEventFilter(self)
        # In a dialog Enter presses push buttons already.
        if isinstance(now, QToolButton) or (isinstance(now, QPushButton) and not isinstance(now.window(), QDialog)):
            now.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Make Enter the space bar, down and up: what opens a menu opens it, what is on or off changes."""
        if (
            not isinstance(event, QKeyEvent)
            or event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            or event.type() not in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease)
        ):
            return False
        if not event.isAutoRepeat():
            space = QKeyEvent(event.type(), Qt.Key.Key_Space, Qt.KeyboardModifier.NoModifier, " ")
            QCoreApplication.sendEvent(watched, space)
        return True


def forgets_mouse(button: QToolButton | QPushButton) -> None:
    """Let a button look as the mouse is, once its menu closes: closed elsewhere, Qt does not tell it that the mouse went, and it stays grey.

    Args:
        button: One that has its menu by now.
    """
    button.menu().aboutToHide.connect(partial(_look_for_mouse, button))


def _look_for_mouse(button: QWidget) -> None:
    is_there = button.rect().contains(button.mapFromGlobal(QCursor.pos()))
    button.setAttribute(Qt.WidgetAttribute.WA_UnderMouse, is_there)
    button.update()
