"""Enter presses the tool button that has the keyboard, as the space bar does.

Qt lets Enter press a button in a dialog only; who came to a button by Tab expects both keys everywhere. The filter is put on
the one button that has the keyboard: a filter of the whole program would look at every event.
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
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
