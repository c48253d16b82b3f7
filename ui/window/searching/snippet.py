"""The snippet of a hit, laid out in at most three lines with its marks on a ground of their own.

A layout alone, without the document that a text field has around it: a list of hits shows a dozen of them with each keystroke.
"""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QTextCharFormat, QTextLayout, QTextOption

from search.results import Hit
from ui.window.page.text_bridge import qlength

MOST_LINES = 3
_LINE_SCALE = 1.18
"""Of the font's own line height, which is roomy for Chinese fonts (1.45 em)."""


class Snippet:
    """A snippet at one width.

    Attributes:
        height: In pixels, of the lines that are shown.
    """

    def __init__(self, hit: Hit, font: QFont, width: float, ground: QColor) -> None:
        """Lay it out.

        Args:
            hit: Whose snippet it is.
            font: Of its words.
            width: Where lines break.
            ground: Of its marks.
        """
        marked = QTextCharFormat()
        marked.setBackground(ground)
        # Where a clause has several places, each has a row: it tells which of them it goes to.
        own = QTextCharFormat(marked)
        own.setFontUnderline(True)
        meant = hit.own if len(hit.marks) > 1 else None
        marks = iter(hit.marks)
        words, ranges = "", []
        for piece, is_marked in pieces(hit):
            if is_marked:
                one = QTextLayout.FormatRange()
                look = own if next(marks) == meant else marked
                one.start, one.length, one.format = qlength(words), qlength(piece), look  # type: ignore[attr-defined]
                ranges.append(one)
            words += piece
        self._layout = QTextLayout(words, font)
        self._layout.setCacheEnabled(True)  # else each drawing chooses its glyphs anew
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self._layout.setTextOption(option)
        self._layout.setFormats(ranges)
        self.height = self._break(width, QFontMetricsF(font).height() * _LINE_SCALE)

    def draw(self, painter: QPainter, place: QPointF) -> None:
        """Draw it in the painter's colour, its upper left corner at a place."""
        self._layout.draw(painter, place)

    def _break(self, width: float, step: float) -> int:
        """Break the lines that are shown; gives the height of all."""
        self._layout.beginLayout()
        lines = 0
        while lines < MOST_LINES:
            line = self._layout.createLine()
            if not line.isValid():
                break
            line.setLineWidth(width)
            line.setPosition(QPointF(0, lines * step + (step - line.height()) / 2))
            lines += 1
        self._layout.endLayout()
        return round(lines * step)


def pieces(hit: Hit) -> Iterator[tuple[str, bool]]:
    """Give the words of a snippet that are shown, in one line, in pieces, and whether each is marked."""
    at = label_length(hit)
    for mark in hit.marks:
        yield _in_line(hit.snippet[at : mark.start]), False
        yield _in_line(hit.snippet[mark.start : mark.end]), True
        at = mark.end
    yield _in_line(hit.snippet[at:]), False


def label_length(hit: Hit, *, marks: bool = True) -> int:
    """Give how much of a snippet is the clause's own number, which stands beside it already.

    Args:
        hit: The hit.
        marks: Whether its marks are shown: a number that is marked stays then.
    """
    labels = (hit.path[start:] for start in range(max(0, len(hit.path) - 1)))
    label = next((one for one in labels if hit.snippet.startswith(one)), "")
    if not label or (marks and any(mark.start < len(label) for mark in hit.marks)):
        return 0
    return len(hit.snippet) - len(hit.snippet[len(label) :].lstrip(" 　、"))


def _in_line(words: str) -> str:
    return words.replace("\n", " ")
