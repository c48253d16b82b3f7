"""The margins beside the text: numbers of headings, signs of bookmarks, and a place to grab the page."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPolygonF, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QToolTip, QWidget

from ui.translation import _
from ui.window.fonts import font, program_family
from ui.window.page.sheet import Sheet
from ui.window.placed import PlacedAnnotation
from ui.window.theme import Theme

_ROOM_FOR_NUMBERS = 76
"""Pixels; a narrower margin shows bookmarks only, since the numbers stand in the text anyway."""
_GAP = 14
_RIBBON = (9.0, 15.0)


class Margin(QWidget):
    """One margin of the page. What it does not need itself, wheel and mouse, it hands to the page beside it.

    Signals:
        bookmark_clicked(str): Id of a bookmark.
    """

    bookmark_clicked = Signal(str)

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

    def bookmark_at(self, y: float) -> PlacedAnnotation | None:
        """Give the bookmark whose sign stands at a height of the margin."""
        return next(
            (
                one
                for one in reversed(self._bookmarks)
                if self._ribbon(one).adjusted(-6, -4, 6, 4).contains(QPointF(self._ribbon(one).center().x(), y))
            ),
            None,
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the numbers and signs that are in sight."""
        if self._sheet is None or not self._numbers:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.width() >= _ROOM_FOR_NUMBERS:
            self._paint_numbers(painter, self._sheet)
        for bookmark in self._bookmarks:
            ribbon = self._ribbon(bookmark)
            if ribbon.intersects(QRectF(self.rect())):
                self._paint_ribbon(painter, ribbon)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll the page."""
        QApplication.sendEvent(self._page.viewport(), event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose a bookmark, or begin to select words from the margin."""
        self._hand_on(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Say what a sign is, or go on selecting."""
        bookmark = self.bookmark_at(event.position().y()) if self._numbers else None
        self.setCursor(Qt.CursorShape.PointingHandCursor if bookmark else Qt.CursorShape.ArrowCursor)
        if bookmark and not event.buttons():
            words = bookmark.annotation.note or _("书签")
            QToolTip.showText(event.globalPosition().toPoint(), words if "<" not in words else _("书签"), self)
        self._hand_on(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Choose a bookmark, or end selecting."""
        bookmark = self.bookmark_at(event.position().y()) if self._numbers else None
        self._hand_on(event)
        if bookmark:
            self.bookmark_clicked.emit(bookmark.annotation.id)

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
        top = self._page.verticalScrollBar().value()
        painter.setFont(font(program_family(), 0.72 * sheet.typography.em))
        painter.setPen(self._theme.color("ink3"))
        visible = sheet.bridge.visible(top, top + self.height())
        for block in range(sheet.bridge.block_at(visible.start), sheet.bridge.block_at(visible.end) + 1):
            clause = sheet.heading_of(block)
            # What is centred, and the first level, stands out by itself.
            if clause is None or clause.kind not in ("heading", "standard") or clause in sheet.bridge.text.clauses:
                continue
            boxes = sheet.bridge.boxes(clause.heading)
            if boxes:
                line = QRectF(0, boxes[0].rect.top() - top, self.width() - _GAP, boxes[0].rect.height())
                painter.drawText(line, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, clause.label)

    def _ribbon(self, bookmark: PlacedAnnotation) -> QRectF:
        if self._sheet is None:
            return QRectF()
        boxes = self._sheet.bridge.boxes(bookmark.spans[0])
        if not boxes:
            return QRectF()
        line = boxes[0].rect.translated(0, -self._page.verticalScrollBar().value())
        width, height = _RIBBON
        left = max(4.0, self.width() - _GAP - width) if self.width() < _ROOM_FOR_NUMBERS else self.width() - 72 - width
        return QRectF(left, line.center().y() - height / 2, width, height)

    def _paint_ribbon(self, painter: QPainter, ribbon: QRectF) -> None:
        notch = QPointF(ribbon.center().x(), ribbon.bottom() - ribbon.width() / 2)
        painter.setBrush(self._theme.color("seal"))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawPolygon(
            QPolygonF([ribbon.topLeft(), ribbon.topRight(), ribbon.bottomRight(), notch, ribbon.bottomLeft()])
        )
