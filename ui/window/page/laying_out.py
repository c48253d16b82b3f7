"""Laying out a long document in small steps, so that neither a far jump nor a new width stalls the window."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from ui.window.page.sheet import Sheet

_STEP = 6000
"""Characters laid out in one go: 2 to 6 ms."""


class LayoutPump(QObject):
    """Drives the layout of one document to its end.

    Qt lays out the first screen at once and the rest in steps that double, the last of which would take longer than a window
    may stand still. This keeps ahead of it, a few milliseconds at a time, between the events of the user.

    Signals:
        advanced: More of the document has its place.
    """

    advanced = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._sheet: Sheet | None = None
        self._done = 0
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._step)

    def start(self, sheet: Sheet) -> None:
        """Begin with another document."""
        self._sheet, self._done = sheet, 0
        self._timer.start()

    def has_reached(self, offset: int) -> bool:
        """Tell whether everything up to an offset is laid out, so that its place on the page is known and cheap."""
        return self._sheet is not None and (self._done >= offset or not self._timer.isActive())

    def _step(self) -> None:
        if self._sheet is None:
            return
        bridge = self._sheet.bridge
        self._done = min(len(bridge.text.text), self._done + _STEP)
        bridge.block_rect(bridge.block_at(self._done))
        if self._done >= len(bridge.text.text):
            self._timer.stop()
        self.advanced.emit()
