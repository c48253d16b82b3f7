"""Waiting for a moment in which the user rests: work that stops the window, however short, is done then."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer, Signal

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
        self._timer.start()
        self._application = QCoreApplication.instance()
        assert self._application is not None
        self._application.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Begin anew with whatever the user does; the event goes on."""
        if event.type() in _INPUT:
            self._timer.start()
        return False

    def _on_rest(self) -> None:
        assert self._application is not None
        self._application.removeEventFilter(self)
        self.came.emit()
