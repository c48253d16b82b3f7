"""The margins beside the text: numbers of headings, signs of bookmarks, and a place to grab the page."""

from __future__ import annotations

import html
from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPolygonF, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QToolTip, QWidget

from reader.model import Span
from ui.placed import PlacedAnnotation
from ui.translation import _
from ui.window.fonts import font, program_family
from ui.window.page.sheet import Sheet
from ui.window.theme import Theme

_ROOM_FOR_NUMBERS = 76
"""Pixels; a narrower margin shows bookmarks only, since the numbers stand in the text anyway."""
_GAP = 14
_RIBBON = QRectF(0, 0, 9, 15)


class Margin(QWidget):
    """One margin of the page. What it does not need itself, wheel and mouse, it hands to the page beside it.

    Signals:
        bookmark_chosen(PlacedAnnotation): The sign of a bookmark was clicked.
    """

    bookmark_chosen = Signal(object)

    def __init__(self, theme: Theme, page: QAbstractScrollArea, *, numbers: bool) -> None:
        super().__init__(page)
        self._theme = theme
        self._page = page
        self._numbers = numbers
        self._sheet: Sheet | None = None
        self._bookmarks: list[PlacedAnnotation] = []
        self.setMouseTracking(True)
        self.setCursor(Qt.CursorShape.ArrowCursor)

    def set_theme(self, theme: Theme) -> None:
        """Draw in the colours of another theme."""
        self._theme = theme
        self.update()

    def set_sheet(self, sheet: Sheet) -> None:
        """Stand beside another page."""
        self._sheet = sheet
        self.update()

    def set_annotations(self, annotations: Sequence[PlacedAnnotation]) -> None:
        """Take the annotations of the document; the bookmarks among them get a sign."""
        self._bookmarks = [one for one in annotations if one.annotation.kind == "bookmark" and one.spans]
        self.update()

    def signs(self) -> list[tuple[QRectF, PlacedAnnotation]]:
        """Give the bookmarks that are in sight, each with the rectangle of its sign."""
        if self._sheet is None or not self._numbers:
            return []
        visible = self._visible(self._sheet)
        found = []
        for bookmark in self._bookmarks:
            if visible.contains(bookmark.spans[0].start):
                line = self._sheet.bridge.line_at(bookmark.spans[0].start)
                height = line.center().y() - self._page.verticalScrollBar().value()
                narrow = self.width() < _ROOM_FOR_NUMBERS
                left = (
                    max(4.0, self.width() - _GAP - _RIBBON.width()) if narrow else self.width() - 72 - _RIBBON.width()
                )
                found.append((_RIBBON.translated(left, height - _RIBBON.height() / 2), bookmark))
        return found

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the numbers and signs that are in sight."""
        if self._sheet is None or not self._numbers:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.width() >= _ROOM_FOR_NUMBERS:
            self._paint_numbers(painter, self._sheet)
        painter.setBrush(self._theme.color("seal"))
        painter.setPen(Qt.PenStyle.NoPen)
        for ribbon, _bookmark in self.signs():
            notch = QPointF(ribbon.center().x(), ribbon.bottom() - ribbon.width() / 2)
            corners = [ribbon.topLeft(), ribbon.topRight(), ribbon.bottomRight(), notch, ribbon.bottomLeft()]
            painter.drawPolygon(QPolygonF(corners))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll the page."""
        QApplication.sendEvent(self._page.viewport(), event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin to select words from the margin."""
        self._hand_on(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Say what a sign is, or go on selecting."""
        bookmark = self._bookmark_at(event.position())
        self.setCursor(Qt.CursorShape.PointingHandCursor if bookmark else Qt.CursorShape.ArrowCursor)
        if bookmark and not event.buttons():
            words = html.escape(bookmark.annotation.note or _("书签"))  # a tip takes what looks like HTML for HTML
            QToolTip.showText(event.globalPosition().toPoint(), f"<p style='white-space:pre-wrap'>{words}</p>", self)
        self._hand_on(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Choose a bookmark, or end selecting."""
        bookmark = self._bookmark_at(event.position())
        self._hand_on(event)
        if bookmark:
            self.bookmark_chosen.emit(bookmark)

    def _bookmark_at(self, point: QPointF) -> PlacedAnnotation | None:
        signs = reversed(self.signs())
        return next((bookmark for ribbon, bookmark in signs if ribbon.adjusted(-6, -4, 6, 4).contains(point)), None)

    def _visible(self, sheet: Sheet) -> Span:
        top = self._page.verticalScrollBar().value()
        return sheet.bridge.visible(top, top + self.height())

    def _hand_on(self, event: QMouseEvent) -> None:
        viewport = self._page.viewport()
        place = QPointF(viewport.mapFromGlobal(event.globalPosition()))
        QApplication.sendEvent(
            viewport,
            QMouseEvent(
                event.type(),
                place,
                event.globalPosition(),
                event.button(),
                event.buttons(),
                event.modifiers(),
                event.pointingDevice(),
            ),
        )

    def _paint_numbers(self, painter: QPainter, sheet: Sheet) -> None:
        painter.setFont(font(program_family(), 0.72 * sheet.typography.em))
        painter.setPen(self._theme.color("ink3"))
        top, visible = self._page.verticalScrollBar().value(), self._visible(sheet)
        for block in range(sheet.bridge.block_at(visible.start), sheet.bridge.block_at(visible.end) + 1):
            label = sheet.margin_label(block)
            if label:
                line = sheet.bridge.line_at(sheet.bridge.blocks[block].start)
                beside = QRectF(0, line.top() - top, self.width() - _GAP, line.height())
                painter.drawText(beside, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, label)
