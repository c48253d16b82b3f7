"""Python's garbage, collected on the main thread alone and while the user rests."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from ui.collector import Collecting, collect_by_hand, pass_over
from ui.window.rest import Rest

_LOOK_MS = 1000
_REST_MS = 300


class Collector(QObject):
    """Collects by hand from now on. One for the process: it lives as long as the application."""

    def __init__(self, parent: QObject, look_ms: int = _LOOK_MS) -> None:
        """Begin.

        Args:
            parent: The owner, in the main thread.
            look_ms: How often is looked whether a collection is due.
        """
        super().__init__(parent)
        collect_by_hand()
        self._collecting = Collecting()
        self._rest: Rest | None = None
        self._timer = QTimer(self, interval=look_ms)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    def pause(self) -> None:
        """Collect nothing until ``go_on``: what a library makes that opens stays, and looking at it stops the lane and the window."""
        self._timer.stop()
        self._forget_rest()

    def go_on(self) -> None:
        """Collect again; what is there by now is passed over."""
        pass_over()
        self._timer.start()

    def _look(self) -> None:
        if self._collecting.is_overdue():  # the user never rests, or lanes are at work
            self._collecting.collect()
        elif self._collecting.is_due() and self._rest is None:
            self._rest = Rest(_REST_MS, self)
            self._rest.came.connect(self._on_rest)

    def _on_rest(self) -> None:
        self._forget_rest()
        self._collecting.collect()

    def _forget_rest(self) -> None:
        if self._rest is not None:
            self._rest.deleteLater()
            self._rest = None
