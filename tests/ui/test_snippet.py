"""Snippets: marked where the words stand, whatever Qt counts, and never longer than the room in a list."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from pytestqt.qtbot import QtBot

from reader.model import Span
from search.results import Hit
from ui.window.fonts import document_family, font
from ui.window.searching.snippet import Snippet, pieces

GROUND = QColor(Qt.GlobalColor.yellow)


def hit(snippet: str, *marks: Span) -> Hit:
    return Hit("d", "t", "c", "", 0, 1, Span(0, 1), snippet, marks)


def test_a_snippet_is_one_line_in_pieces_of_which_some_are_marked() -> None:
    found = hit("<b>𠀀甲</b>\n乙", Span(3, 5))
    assert list(pieces(found)) == [("<b>", False), ("𠀀甲", True), ("</b> 乙", False)]


@pytest.mark.parametrize("before", ["甲乙", "𠀀𠀁"])
def test_a_mark_stands_where_its_words_do(qtbot: QtBot, before: str) -> None:
    image = QImage(200, 40, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    Snippet(hit(f"{before}丙丁戊", Span(2, 3)), font(document_family(), 20), 200, GROUND).draw(painter, QPointF(0, 0))
    painter.end()
    yellow = [x for x in range(200) if any(image.pixelColor(x, y) == GROUND for y in range(40))]
    assert yellow[0] in range(38, 43), "after two characters of 20 pixels"
    assert yellow[-1] in range(57, 62)


def test_the_place_that_a_row_goes_to_is_told_from_the_others(qtbot: QtBot) -> None:
    def underlined(own: Span, *marks: Span) -> list[int]:
        image = QImage(200, 60, QImage.Format.Format_RGB32)
        image.fill(Qt.GlobalColor.white)
        painter = QPainter(image)
        shown = replace(hit("\u3000" * 4, *marks), own=own)  # no font has ink for it: what is dark is the line under it
        Snippet(shown, font(document_family(), 20), 200, GROUND).draw(painter, QPointF(0, 0))
        painter.end()
        return [column for column in range(4) if _is_dark(image, column * 20 + 10)]

    assert underlined(Span(2, 3), Span(0, 1), Span(2, 3)) == [2]
    assert underlined(Span(0, 1), Span(0, 1), Span(2, 3)) == [0]
    assert underlined(Span(2, 3), Span(2, 3)) == [], "there is nothing to be told apart"


def _is_dark(image: QImage, x: int) -> bool:
    return any(image.pixelColor(x, y).lightness() < 90 for y in range(60))


def test_three_lines_are_shown_at_the_most(qtbot: QtBot) -> None:
    small = font(document_family(), 15)
    heights = [Snippet(hit("应当" * count), small, 300, GROUND).height for count in (1, 20, 30, 300)]
    one = heights[0]
    assert heights == [one, *(pytest.approx(lines * one, abs=2) for lines in (2, 3, 3))]
