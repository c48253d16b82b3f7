"""Laying out a long document in small steps, so that neither a far jump nor a new width stalls the window."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from ui.window.page.text_bridge import TextBridge

_STEP = 6000
"""Characters laid out in one go: 2 to 6 ms."""


class LayoutPump(QObject):
    """Drives the layout of one document to its end, and tells when a place that is waited for has its height.

    Qt lays out the first screen at once and the rest in steps that double, the last of which would take longer than a window
    may stand still. This keeps ahead of it, a few milliseconds at a time, between the events of the user.

    Attributes:
        landing: Offset that is waited for; None while nothing is.

    Signals:
        advanced: More of the document has its place.
        landed: What was waited for can be scrolled to.
    """

    advanced = Signal()
    landed = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.landing: int | None = None
        self._ahead = 0
        self._bridge: TextBridge | None = None
        self._done = 0
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._step)

    def start(self, bridge: TextBridge) -> None:
        """Begin with another document."""
        self._bridge, self._done, self.landing = bridge, 0, None
        self._timer.start()

    def land(self, offset: int, ahead: int) -> None:
        """Wait for an offset; ``landed`` follows at once where it is laid out already.

        Args:
            offset: Where to go.
            ahead: Characters after it that must have their place too: a page.
        """
        self.landing, self._ahead = offset, ahead
        self._land_if_reached()

    def _land_if_reached(self) -> None:
        if self.landing is None:
            return
        offset = self.landing
        # The beginning is laid out as soon as it is asked for; past the end the timer rests.
        if offset == 0 or self._done >= offset + self._ahead or not self._timer.isActive():
            self.landing = None
            self.landed.emit()

    def _step(self) -> None:
        if self._bridge is None:
            return
        end = len(self._bridge.text.text)
        self._done = min(end, self._done + _STEP)
        self._bridge.block_rect(self._bridge.block_at(self._done))
        if self._done >= end:
            self._timer.stop()
        self.advanced.emit()
        self._land_if_reached()
