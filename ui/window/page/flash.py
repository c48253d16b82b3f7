"""The flash that shows where a jump has landed."""

from __future__ import annotations

from PySide6.QtCore import QObject, QVariantAnimation, Signal
from PySide6.QtGui import QColor, QPainter, Qt

from reader.model import Span
from ui.window.page.text_bridge import TextBridge

_MILLISECONDS = 900
_STEPS = ((0.0, 0.0), (0.12, 1.0), (0.32, 0.35), (0.5, 1.0), (0.8, 1.0), (1.0, 0.0))
"""Time and strength: up, half down, up again, away; each change takes less than 200 ms."""


class Flash(QObject):
    """One span lit up for less than a second.

    Signals:
        changed: It looks different now.
    """

    changed = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.span: Span | None = None
        self._wanted: Span | None = None
        self._animation = QVariantAnimation(self)
        self._animation.setDuration(_MILLISECONDS)
        for when, strength in _STEPS:
            self._animation.setKeyValueAt(when, strength)
        self._animation.valueChanged.connect(self.changed)
        self._animation.finished.connect(self._end)

    def want(self, span: Span | None) -> None:
        """Light up a span when the page has come to it; None for nothing."""
        self._wanted = span

    def begin(self) -> None:
        """Light up what is wanted, instead of the one before, and once: a page that is set anew stands where it stood."""
        if self._wanted is not None:
            self._animation.stop()
            self.span, self._wanted = self._wanted, None
            self._animation.start()

    def stop(self) -> None:
        """Go dark at once, and want nothing."""
        self._wanted = None
        self._animation.stop()
        self._end()

    def _end(self) -> None:
        self.span = None
        self.changed.emit()

    def paint(self, painter: QPainter, bridge: TextBridge, visible: Span, color: QColor) -> None:
        """Paint it, behind the text, in the document's coordinates."""
        if self.span is None or not self.span.overlaps(visible):
            return
        color.setAlphaF(color.alphaF() * float(self._animation.currentValue() or 0.0))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color)
        for box in bridge.boxes(self.span, visible):
            painter.drawRoundedRect(box.rect.adjusted(-1, -2, 1, 3), 3, 3)
