"""The places that find in document has found, painted behind the words: all on the ground of a hit, the current one framed."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPen

from reader.model import Span
from ui.window.page.text_bridge import TextBridge
from ui.window.theme import Theme

_CORNER = 3.0


class Found:
    """Marked places of a document.

    Attributes:
        current: The one that the user is at; None where there is none.
    """

    def __init__(self) -> None:
        self.current: Span | None = None
        self._places: Sequence[Span] = ()
        self._ends: list[int] = []

    def set_places(self, places: Sequence[Span], current: Span | None) -> None:
        """Mark these places, in the order of the text."""
        self._places, self.current = places, current
        self._ends = [place.end for place in places]

    def paint(self, painter: QPainter, bridge: TextBridge, visible: Span, theme: Theme) -> None:
        """Paint them in the document's coordinates; nothing outside of ``visible`` is measured."""
        painter.setBrush(theme.color("flash"))
        for number in range(bisect_left(self._ends, visible.start), len(self._places)):
            place = self._places[number]
            if place.start >= visible.end:
                break
            is_current = place == self.current
            painter.setPen(QPen(theme.color("seal"), 1.5) if is_current else Qt.PenStyle.NoPen)
            for box in bridge.boxes(place, visible):
                painter.drawRoundedRect(box.rect.adjusted(-1, -1, 1, 1), _CORNER, _CORNER)
