"""Outlines around the bodies responsible for a task. The words inside are the document's own and stay selectable text."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen

from reader.model import Span
from ui.window.page.sheet import Sheet
from ui.window.theme import Theme


def paint_chips(painter: QPainter, sheet: Sheet, visible: Span, theme: Theme) -> None:
    """Paint the outlines that lie in ``visible``; the lead body's in the seal's colour.

    Args:
        painter: In the document's coordinates.
        sheet: The page.
        visible: Code points that are on the screen.
        theme: Gives the colours.
    """
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for span, leads in sheet.chips:
        if span.overlaps(visible):
            painter.setPen(QPen(theme.color("seal" if leads else "line"), 1))
            for outline in _outlines(sheet, span):
                painter.drawPath(outline)


def _outlines(sheet: Sheet, span: Span) -> Iterator[QPainterPath]:
    """Give the outline of a body; one that runs over the end of a line is left open there, as the name is."""
    boxes = sheet.bridge.boxes(span)
    pad, gap, up = sheet.typography.chip_pad, sheet.typography.chip_gap, 0.2 * sheet.typography.em
    for box in boxes:
        # The room on the right is spacing behind the last character and so inside the box already, the gap included.
        rect = box.rect.adjusted(-pad if box is boxes[0] else 0, -up, -gap if box is boxes[-1] else 0, up)
        yield _pill(rect, left=box is boxes[0], right=box is boxes[-1])


def _pill(rect: QRectF, *, left: bool, right: bool) -> QPainterPath:
    rect = QRectF(round(rect.left()) + 0.5, round(rect.top()) + 0.5, round(rect.width()), round(rect.height()))
    radius = rect.height()
    path = QPainterPath()
    if left:
        path.moveTo(rect.left() + radius / 2, rect.bottom())
        path.arcTo(QRectF(rect.left(), rect.top(), radius, radius), 270, -180)
    else:
        path.moveTo(rect.topLeft())
    if right:
        path.lineTo(rect.right() - radius / 2, rect.top())
        path.arcTo(QRectF(rect.right() - radius, rect.top(), radius, radius), 90, -180)
    else:
        path.lineTo(rect.topRight())
        path.moveTo(rect.bottomRight())
    path.lineTo(rect.left() + (radius / 2 if left else 0), rect.bottom())
    return path
