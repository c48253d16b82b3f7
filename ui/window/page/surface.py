"""What is painted on the sheet besides its words, in its order: highlights, flash, selection, chips below them, signs of notes above."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QPainter

from reader.model import Span
from ui.window.page.chips import paint_chips
from ui.window.page.flash import Flash
from ui.window.page.found import Found
from ui.window.page.highlights import HighlightLayer
from ui.window.page.sheet import Sheet
from ui.window.theme import Theme


class Surface:
    """The painted layers of a page. All painters come in the document's coordinates.

    Attributes:
        highlights: The user's highlights.
        flash: The hit that is lit up.
        found: The places of find in document.
    """

    def __init__(self, theme: Theme, parent: QObject) -> None:
        self.highlights = HighlightLayer(theme)
        self.flash = Flash(parent)
        self.found = Found()
        self._theme = theme

    def set_theme(self, theme: Theme) -> None:
        """Paint in the colours of another theme."""
        self._theme = self.highlights.theme = theme

    def paint_behind(self, painter: QPainter, sheet: Sheet, visible: Span, selection: Sequence[Span]) -> None:
        """Paint what lies behind the words; nothing outside of ``visible`` is measured or painted."""
        self.highlights.paint(painter, sheet.bridge, visible)
        self.found.paint(painter, sheet.bridge, visible, self._theme)
        self.flash.paint(painter, sheet.bridge, visible, self._theme.color("flash"))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color("selection"))
        for span in selection:
            for box in sheet.bridge.boxes(span, visible):
                painter.drawRect(box.rect)
        paint_chips(painter, sheet, visible, self._theme)

    def paint_above(self, painter: QPainter, sheet: Sheet, visible: Span) -> None:
        """Paint what stands over the words."""
        self.highlights.paint_signs(painter, sheet.bridge, visible, sheet.typography.em)
