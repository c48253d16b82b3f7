"""Waiting for a moment in which the user rests: work that stops the window, however short, is done then."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from shiboken6 import isValid

_INPUT = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseButtonRelease,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.InputMethod,
        QEvent.Type.DragMove,
    }
)


class Rest(QObject):
    """Tells once that nothing was pressed, moved or typed for a while. It listens only until then.

    It listens where input comes in: at the windows, and at what has the keyboard, which input methods write to. A filter of the application would
    look at each event of each widget in Python, twenty microseconds each: a page took 48 ms to make instead of 26.

    Signals:
        came: The user rests.
    """

    came = Signal()

    def __init__(self, milliseconds: int, parent: QObject) -> None:
        """Begin to wait.

        Args:
            milliseconds: How long nothing must happen.
            parent: The owner; with it the waiting ends.
        """
        super().__init__(parent)
        self._timer = QTimer(self, singleShot=True, interval=milliseconds)
        self._timer.timeout.connect(self._on_rest)
        self._heard: list[QObject] = []
        self._application = QGuiApplication.instance()
        assert isinstance(self._application, QGuiApplication)
        for window in self._application.topLevelWindows():
            self._hear(window)
        self._hear(self._application.focusObject())
        self._application.focusWindowChanged.connect(self._hear)
        self._application.focusObjectChanged.connect(self._hear)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Begin anew with whatever the user does; the event goes on."""
        if event.type() in _INPUT:
            self._timer.start()
        return False

    def _hear(self, source: QObject | None) -> None:
        """Listen there, too, and begin anew: the user has gone there."""
        if source is not None and source not in self._heard:
            source.installEventFilter(self)
            self._heard.append(source)
        self._timer.start()

    def _on_rest(self) -> None:
        assert isinstance(self._application, QGuiApplication)
        self._application.focusWindowChanged.disconnect(self._hear)
        self._application.focusObjectChanged.disconnect(self._hear)
        for source in filter(isValid, self._heard):
            source.removeEventFilter(self)
        self._heard.clear()
        self.came.emit()
