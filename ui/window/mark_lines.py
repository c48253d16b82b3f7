"""The line of each annotation colour, so that none is told apart by its colour alone: on the page, in the dots, in the cards."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

_Draw = Callable[[QPainter, QColor, float, float, float], None]


def draw_mark_line(painter: QPainter, name: str, color: QColor, left: float, right: float, y: float) -> None:
    """Draw the line of an annotation colour.

    Args:
        painter: Where.
        name: Of the annotation colour (``yellow``): solid, dashed, dotted, wavy or double.
        color: To draw it in.
        left: x of its beginning.
        right: x of its end.
        y: Its middle.
    """
    _LINES[name](painter, color, left, right, y)


def _ruled(*dashes: float) -> _Draw:
    def draw(painter: QPainter, color: QColor, left: float, right: float, y: float) -> None:
        pen = QPen(color, 1.4)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        if dashes:
            pen.setDashPattern(dashes)
        painter.setPen(pen)
        painter.drawLine(QPointF(left, y), QPointF(right, y))

    return draw


def _double(painter: QPainter, color: QColor, left: float, right: float, y: float) -> None:
    painter.setPen(QPen(color, 1))
    painter.drawLine(QPointF(left, y - 1.5), QPointF(right, y - 1.5))
    painter.drawLine(QPointF(left, y + 1), QPointF(right, y + 1))


def _wave(painter: QPainter, color: QColor, left: float, right: float, y: float) -> None:
    steps = max(1, round((right - left) / 4))
    step = (right - left) / steps
    wave = QPainterPath(QPointF(left, y))
    for number in range(steps):
        crest = QPointF(left + (number + 0.5) * step, y + (2.8 if number % 2 else -2.8))
        wave.quadTo(crest, QPointF(left + (number + 1) * step, y))
    painter.setPen(QPen(color, 1.2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(wave)


_LINES: dict[str, _Draw] = {
    "yellow": _ruled(),
    "green": _ruled(5, 3),
    "blue": _ruled(1.4, 2),
    "pink": _wave,
    "violet": _double,
}
