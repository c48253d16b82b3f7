"""The line of each annotation colour, so that none is told apart by its colour alone: on the page, in the dots, in the cards.

An annotation that is drawn as a line (underline, wavy, strike) is drawn in the line of its colour too, only bolder: a green wave is a
dashed one.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPaintEngine, QPainter, QPainterPath, QPen

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
    painter.setPen(_pen(color, _BOLD, _DASHES[name]))
    y = box.center().y() + 1 if style == "strike" else box.bottom() - 1.5
    for line in (y - 1.7, y + 1.7) if name == "violet" else (y,):
        if style == "wavy":
            _draw_wave(painter, _Wave(12, 5, _BOLD, _DASHES[name]), color, box.left(), box.right(), line)
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
    _draw_wave(painter, _Wave(8, 2.8, 1.2, ()), color, left, right, y)


class _Wave(NamedTuple):
    """A kind of wavy line, in pixels: from crest to crest, how far its curves are pulled, its width and dashes."""

    pitch: int
    crest: float
    width: float
    dashes: tuple[float, ...]


def _draw_wave(painter: QPainter, wave: _Wave, color: QColor, left: float, right: float, y: float) -> None:
    """Draw a wave: cut from a strip that is drawn once where the screen is meant, since a line of it takes a millisecond to draw."""
    if painter.paintEngine().type() != QPaintEngine.Type.Raster or painter.worldTransform().isScaling():
        painter.setPen(_pen(color, wave.width, wave.dashes))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(_waves(left, right, y, wave))
        return
    sharp = painter.device().devicePixelRatioF()
    strip = _strip(wave, color.rgba(), sharp)
    # On whole pixels of the screen: in between a picture is blurred.
    left, right, top = (round(one * sharp) / sharp for one in (left, right, y - _STRIP_HEIGHT / 2))
    while right > left:
        wide = min(right - left, float(_STRIP))
        painter.drawImage(QRectF(left, top, wide, _STRIP_HEIGHT), strip, QRectF(0, 0, wide * sharp, strip.height()))
        left += _STRIP


@lru_cache(maxsize=32)
def _strip(wave: _Wave, color: int, sharp: float) -> QImage:
    """Draw a strip of a wave for screens of so many pixels to one of ours."""
    strip = QImage(round(_STRIP * sharp), round(_STRIP_HEIGHT * sharp), QImage.Format.Format_ARGB32_Premultiplied)
    strip.fill(Qt.GlobalColor.transparent)
    with QPainter(strip) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(sharp, sharp)
        painter.setPen(_pen(QColor.fromRgba(color), wave.width, wave.dashes))
        painter.drawPath(_waves(0, _STRIP, _STRIP_HEIGHT / 2, wave))
    return strip


def _waves(left: float, right: float, y: float, wave: _Wave) -> QPainterPath:
    steps = max(1, round(2 * (right - left) / wave.pitch))
    step = (right - left) / steps
    path = QPainterPath(QPointF(left, y))
    for number in range(steps):
        peak = QPointF(left + (number + 0.5) * step, y + (wave.crest if number % 2 else -wave.crest))
        path.quadTo(peak, QPointF(left + (number + 1) * step, y))
    return path


def _pen(color: QColor, width: float, dashes: tuple[float, ...]) -> QPen:
    pen = QPen(color, width)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    if dashes:
        pen.setDashPattern([length / width for length in dashes])
    return pen


_STRIP = 720
"""Pixels of a wave that are drawn at once, whole waves of either pitch: as much as a line of the page."""
_STRIP_HEIGHT = 10
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
