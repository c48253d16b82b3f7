"""Small helpers of the delegates: what a style option holds, with types, and text in a row."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

MIDDLE = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)


def rect_of(option: QStyleOptionViewItem) -> QRect:
    """Give the rectangle of a row (PySide's type stubs leave the fields of style options out)."""
    return QRect(option.rect)  # type: ignore[attr-defined]


def has_state(option: QStyleOptionViewItem, flag: QStyle.StateFlag) -> bool:
    """Tell whether a row is hovered, selected, focused."""
    return bool(option.state & flag)  # type: ignore[attr-defined]


def draw_elided(painter: QPainter, row: QRect, text: str, where: Qt.TextElideMode = Qt.TextElideMode.ElideRight) -> int:
    """Draw one line in the middle of a rectangle, with … where it does not fit; gives the width it took."""
    metrics = painter.fontMetrics()
    shown = text.replace("\n", " ")
    width = metrics.horizontalAdvance(shown)
    if width > row.width():  # most fit, and each look at the glyphs of a row counts: lists draw dozens at once
        shown = metrics.elidedText(shown, where, row.width())
        width = metrics.horizontalAdvance(shown)
    painter.drawText(row, MIDDLE, shown)
    return width
