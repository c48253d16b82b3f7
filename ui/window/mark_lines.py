"""The line of each annotation colour, so that none is told apart by its colour alone: on the page, in the dots, in the cards.

An annotation that is drawn as a line (underline, wavy, strike) is drawn in the line of its colour too, only bolder: a green wave is a
dashed one.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from storage.annotations import Style

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


def draw_style_line(painter: QPainter, name: str, style: Style, color: QColor, box: QRectF) -> None:
    """Draw the line of an annotation that is not a surface; nothing for one that is.

    Args:
        painter: Where.
        name: Of the annotation colour.
        style: ``underline`` or ``wavy`` stands at the foot of the words, ``strike`` goes through them.
        color: To draw it in.
        box: Around the words of one line.
    """
    if style == "solid":
        return
    pen = QPen(color, _BOLD)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    if dashes := _DASHES[name]:
        pen.setDashPattern([length / _BOLD for length in dashes])
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    y = box.center().y() + 1 if style == "strike" else box.bottom() - 1.5
    for line in (y - 1.7, y + 1.7) if name == "violet" else (y,):
        if style == "wavy":
            painter.drawPath(_waves(box.left(), box.right(), line, pitch=12, crest=5))
        else:
            painter.drawLine(QPointF(box.left(), line), QPointF(box.right(), line))


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
    painter.setPen(QPen(color, 1.2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(_waves(left, right, y, pitch=8, crest=2.8))


def _waves(left: float, right: float, y: float, *, pitch: float, crest: float) -> QPainterPath:
    steps = max(1, round(2 * (right - left) / pitch))
    step = (right - left) / steps
    wave = QPainterPath(QPointF(left, y))
    for number in range(steps):
        peak = QPointF(left + (number + 0.5) * step, y + (crest if number % 2 else -crest))
        wave.quadTo(peak, QPointF(left + (number + 1) * step, y))
    return wave


_BOLD = 1.8
# Of a bold line, in pixels: of the pink one a dash and a dot, since a wave of its own kind is one of the styles.
_DASHES: dict[str, tuple[float, ...]] = {
    "yellow": (),
    "green": (8, 4),
    "blue": (2, 3),
    "pink": (9, 3, 2, 3),
    "violet": (),
}

_LINES: dict[str, _Draw] = {
    "yellow": _ruled(),
    "green": _ruled(5, 3),
    "blue": _ruled(1.4, 2),
    "pink": _wave,
    "violet": _double,
}
