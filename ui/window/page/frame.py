"""How the sheet lies in the page: its column between two margins, and what of it is in sight."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QPainter, QTextCursor
from PySide6.QtWidgets import QTextEdit

from reader.model import Span
from ui.placed import PlacedAnnotation
from ui.window.page.margin import Margin
from ui.window.page.sheet import Sheet
from ui.window.theme import Theme

_NARROWEST_MARGIN = 34


class Frame:
    """What lies around the column of words, and the way from the document's coordinates to the page's.

    Attributes:
        left, right: The margins.
        column: Width of the column as the margins leave it, in pixels.
    """

    def __init__(self, theme: Theme, page: QTextEdit) -> None:
        self.left = Margin(theme, page, numbers=True)
        self.right = Margin(theme, page, numbers=False)
        self.column = 0
        self._page = page
        self._sheet: Sheet | None = None

    def set_sheet(self, sheet: Sheet, annotations: Sequence[PlacedAnnotation]) -> None:
        """Take another sheet, with what is marked on it."""
        self._sheet = sheet
        self.left.set_sheet(sheet)
        self.left.set_annotations(annotations)

    def widths(self, sheet: Sheet) -> tuple[int, int]:
        """Give the width of the column, and the width that it shares with the margins."""
        room = self._page.contentsRect().width() - self._page.verticalScrollBar().sizeHint().width()
        return sheet.typography.column(room - 2 * _NARROWEST_MARGIN), room

    def set_margins(self, column: int, room: int) -> None:
        """Lay the margins to both sides of the column."""
        self.column = column
        area = self._page.contentsRect()
        left = max(0, (room - column) // 2)
        right = max(0, room - column - left)
        self._page.setViewportMargins(left, 0, right, 0)
        self.left.setGeometry(area.left(), area.top(), left, area.height())
        self.right.setGeometry(area.left() + left + column, area.top(), right, area.height())

    def visible(self) -> Span:
        """Give what is in sight."""
        if self._sheet is None:
            return Span(0, 0)
        top = self._page.verticalScrollBar().value()
        return self._sheet.bridge.visible(top, top + self._page.viewport().height())

    def lines_of(self, spans: Sequence[Span]) -> list[QRect]:
        """Give the visible lines of some spans in the page's coordinates."""
        if self._sheet is None:
            return []
        viewport = self._page.viewport()
        visible, corner = self.visible(), viewport.pos() - QPoint(0, self._page.verticalScrollBar().value())
        boxes = [box for span in spans if span.overlaps(visible) for box in self._sheet.bridge.boxes(span, visible)]
        lines = [box.rect.toAlignedRect().translated(corner) for box in boxes]
        return [line for line in lines if line.intersects(viewport.geometry())]

    def select(self, words: QTextCursor) -> None:
        """Select words and stay where the page is: Qt would go to their end, which may be pages away."""
        bar = self._page.verticalScrollBar()
        place = bar.value()
        self._page.setTextCursor(words)
        bar.setValue(place)

    def painter(self) -> QPainter:
        """Give a painter on the page that takes the document's coordinates."""
        painter = QPainter(self._page.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(0, -self._page.verticalScrollBar().value())
        return painter
