"""The user's highlights on the page: which covers what, how overlapping ones stay apart, and how they are painted.

Each colour has a line of its own kind under its highlight, so that none is told apart by colour alone. Where highlights overlap, each
gets a lane: a newer one lies a little lower on the older ones, whose upper edge and own line stay visible, and a click reaches
all of them, the newest first. What is drawn as a line (underlined, wavy, struck out) leaves the paper as it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QPainter, QPen

from reader.model import Span
from ui.placed import PlacedAnnotation
from ui.translation import _
from ui.window.fonts import font, program_family
from ui.window.mark_lines import draw_mark_line, draw_style_line
from ui.window.page.lanes import lanes
from ui.window.page.text_bridge import TextBridge
from ui.window.theme import Theme

_LANES = 3
"""Overlaps deeper than this share lanes again: there is no more room between two lines."""
_LANE_STEP = 3.0
_CORNER = 2.0


@dataclass(slots=True)
class _Highlight:
    placed: PlacedAnnotation
    lane: int
    start: int  # of its first span
    end: int  # of its last


class HighlightLayer:
    """All highlights of the open document."""

    def __init__(self, theme: Theme) -> None:
        self.theme = theme
        self.active: str | None = None  # the annotation whose bar is open, drawn with an outline
        self._highlights: list[_Highlight] = []  # the older ones first

    def set_annotations(self, annotations: Sequence[PlacedAnnotation]) -> None:
        """Take the annotations to show; bookmarks and orphans have no highlight."""
        shown = sorted((one for one in annotations if one.spans and not one.annotation.bookmark), key=_age)
        before = {one.placed.annotation.id: one for one in self._highlights}
        same = sum(1 for _pair in takewhile(_stands_as_before, zip(shown, self._highlights, strict=False)))
        found = lanes([one.spans for one in shown], [one.lane for one in self._highlights[:same]])
        self._highlights = [
            known
            if (known := before.get(one.annotation.id)) is not None and known.placed is one and known.lane == lane
            else _Highlight(one, lane, one.spans[0].start, one.spans[-1].end)
            for one, lane in zip(shown, found, strict=True)
        ]

    def at(self, offset: int) -> list[PlacedAnnotation]:
        """Give the annotations that cover a code point, the newest first."""
        return [one.placed for one in reversed(self._highlights) if one.placed.contains(offset)]

    def paint(self, painter: QPainter, bridge: TextBridge, visible: Span) -> None:
        """Paint what lies behind the text.

        Args:
            painter: In the document's coordinates.
            bridge: Tells where spans stand.
            visible: Nothing outside of it is measured or painted.
        """
        boxes = [(one, self._boxes(one, bridge, visible)) for one in self._visible(visible)]
        for one, rects in boxes:  # first all surfaces, older ones below
            if one.placed.annotation.style != "solid":
                continue
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self.theme.color(f"highlight-{one.placed.annotation.color}"))
            for rect in rects:
                painter.drawRoundedRect(rect, _CORNER, _CORNER)
        for one, rects in boxes:  # then all lines, so that no surface hides one
            annotation = one.placed.annotation
            mark = self.theme.color(f"mark-{annotation.color}")
            for rect in rects:
                if annotation.style == "solid":
                    draw_mark_line(painter, annotation.color, mark, rect.left(), rect.right(), rect.bottom() - 0.5)
                else:
                    draw_style_line(painter, annotation.color, annotation.style, mark, rect)
                if annotation.id == self.active:
                    painter.setPen(QPen(mark, 1))
                    painter.setBrush(Qt.BrushStyle.NoBrush)
                    painter.drawRoundedRect(rect.adjusted(-0.5, -0.5, 0.5, 0.5), _CORNER, _CORNER)

    def paint_signs(self, painter: QPainter, bridge: TextBridge, visible: Span, em: float) -> None:
        """Paint the sign 批 above the end of each highlight that carries a note, between the lines, not among the words."""
        painter.setFont(font(program_family(), 0.6 * em, weight=QFont.Weight.Bold))
        taken: dict[int, int] = {}
        right_edge = bridge.document.textWidth()
        for one in self._visible(visible):
            end = one.placed.spans[-1].end
            if not one.placed.annotation.note or not visible.start < end <= visible.end:
                continue
            box = bridge.boxes(Span(end - 1, end))
            if not box:
                continue
            beside = taken.get(end, 0)
            taken[end] = beside + 1
            size = 0.7 * em
            left = min(box[-1].rect.right() - 0.35 * size + beside * size, right_edge - 0.7 * size)
            painter.setPen(self.theme.color(f"mark-{one.placed.annotation.color}"))
            painter.drawText(
                QRectF(left, box[-1].rect.top() - 0.62 * size, size, size), Qt.AlignmentFlag.AlignCenter, _("批")
            )

    def _visible(self, visible: Span) -> list[_Highlight]:
        start, end = visible.start, visible.end
        return [one for one in self._highlights if one.start < end and start < one.end]

    @staticmethod
    def _boxes(one: _Highlight, bridge: TextBridge, visible: Span) -> list[QRectF]:
        down = one.lane % _LANES * _LANE_STEP
        return [
            box.rect.adjusted(0, down, 0, down)
            for span in one.placed.spans
            if span.overlaps(visible)
            for box in bridge.boxes(span, visible)
        ]


def _age(placed: PlacedAnnotation) -> str:
    return placed.annotation.created


def _stands_as_before(pair: tuple[PlacedAnnotation, _Highlight]) -> bool:
    now, before = pair
    return now is before.placed or (
        now.annotation.id == before.placed.annotation.id and now.spans == before.placed.spans
    )
