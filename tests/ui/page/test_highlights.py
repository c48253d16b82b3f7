"""Overlapping highlights: each keeps a lane of its own, and every one can be reached."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from reader.model import Span, Text
from storage.annotations import Style
from tests.support.page_texts import page_text, placed, span_of
from ui.placed import PlacedAnnotation
from ui.window.mark_lines import draw_mark_line, draw_style_line
from ui.window.page.highlights import HighlightLayer
from ui.window.page.lanes import lanes
from ui.window.page.reading_page import ReadingPage
from ui.window.theme import ANNOTATION_COLORS, Theme

pytestmark = pytest.mark.usefixtures("qapp")
TEXT = page_text("body " + "甲乙丙丁戊己庚辛壬癸" * 4)


def on(start: int, end: int, number: int) -> PlacedAnnotation:
    return placed(TEXT, TEXT.text[start:end], number, occurrence=start // 10)


def test_the_newest_is_hit_first_and_the_others_after_it() -> None:
    layer = HighlightLayer(Theme("light"))
    layer.set_annotations([on(0, 9, 3), on(2, 6, 1), on(4, 8, 2)])

    assert [one.annotation.id for one in layer.at(5)] == ["a3", "a2", "a1"]
    assert [one.annotation.id for one in layer.at(1)] == ["a3"]
    assert layer.at(9) == []


def test_bookmarks_and_orphans_have_no_highlight() -> None:
    layer = HighlightLayer(Theme("light"))
    layer.set_annotations([placed(TEXT, "甲乙", 1, bookmark=True), placed(TEXT, None, 2)])

    assert layer.at(0) == []


_PIECES = st.lists(
    st.builds(lambda start, length: Span(start, start + length), st.integers(0, 60), st.integers(0, 12)),
    min_size=1,
    max_size=3,
)


@given(st.lists(_PIECES, max_size=30), st.integers(0, 30))
@settings(deadline=None, max_examples=60)
def test_each_takes_the_lowest_lane_that_no_older_one_over_its_words_has(
    annotations: list[list[Span]], kept: int
) -> None:
    found = lanes(annotations)

    for age, pieces in enumerate(annotations):
        taken = {
            found[older]
            for older in range(age)
            if any(one.overlaps(other) for one in pieces for other in annotations[older])
        }
        assert found[age] == min(set(range(len(taken) + 1)) - taken)
    assert lanes(annotations, found[:kept]) == found, "those that are known are not looked at again"


@given(st.lists(st.tuples(st.sampled_from(("add", "drop", "color", "move")), st.integers(0, 30)), max_size=25))
@settings(deadline=None, max_examples=40)
def test_after_any_changes_the_layer_is_as_if_it_was_new(steps: list[tuple[str, int]]) -> None:
    layer, fresh = HighlightLayer(Theme("light")), HighlightLayer(Theme("light"))
    shown = [on(start, start + 6, number) for number, start in enumerate((0, 2, 13, 14))]
    layer.set_annotations(shown)
    for number, (what, where) in enumerate(steps, start=len(shown)):
        start = where // 10 * 10 + where % 4
        at = where % max(len(shown), 1)
        if what == "add":
            shown = [*shown, on(start, start + 5, number)]
        elif what == "drop":
            shown = [*shown[:at], *shown[at + 1 :]]
        elif shown and what == "color":
            one = shown[at]
            shown = [*shown[:at], replace(one, annotation=replace(one.annotation, color="pink")), *shown[at + 1 :]]
        elif shown:
            shown = [*shown[:at], replace(shown[at], spans=(Span(start, start + 7),)), *shown[at + 1 :]]
        layer.set_annotations(shown)
    fresh.set_annotations(shown)

    assert layer._highlights == fresh._highlights


def test_an_older_highlight_stays_visible_under_one_that_covers_it(page: ReadingPage, text: Text) -> None:
    older = placed(text, "创新、协调、绿色", 1, color="green")
    newer = placed(text, "贯彻创新、协调、绿色、开放", 2, color="pink")
    page.set_annotations([older, newer])
    page.go_to(older.spans[0], flash=False)
    (line,) = page._frame.lines_of([span_of(text, "协调")])
    shot = page.grab(line.adjusted(0, -4, 0, 10)).toImage()

    seen = [shot.pixelColor(x, y) for x in range(shot.width()) for y in range(shot.height())]

    theme = Theme("light")
    assert theme.color("highlight-pink") in seen
    assert theme.color("highlight-green") in seen  # its upper edge
    mark = theme.color("mark-green")  # its line, blended at the edges
    assert any(
        abs(one.red() - mark.red()) + abs(one.green() - mark.green()) + abs(one.blue() - mark.blue()) < 90
        for one in seen
    )


def test_colours_differ_without_their_colour(qapp: object) -> None:
    shots = []
    for name in ANNOTATION_COLORS:
        shot = QImage(60, 12, QImage.Format.Format_Grayscale8)
        shot.fill(255)
        painter = QPainter(shot)
        draw_mark_line(painter, name, QColor(0, 0, 0), 0, 60, 6)
        painter.end()
        shots.append(bytes(shot.constBits()))

    assert len(set(shots)) == len(ANNOTATION_COLORS)


@pytest.mark.parametrize("sharp", [1.0, 1.25, 2.0])
def test_a_wave_goes_on_from_its_first_pixel_to_its_last_however_long_it_is(qapp: object, sharp: float) -> None:
    left, right = 10, 1800  # longer than what is drawn at once
    shot = QImage(round(1810 * sharp), round(40 * sharp), QImage.Format.Format_Grayscale8)
    shot.setDevicePixelRatio(sharp)
    shot.fill(255)
    with QPainter(shot) as painter:
        draw_style_line(painter, "yellow", "wavy", QColor(0, 0, 0), QRectF(left, 0, right - left, 30))

    ink = [
        [y / sharp for y in range(shot.height()) if shot.pixelColor(x, y).lightness() < 200]
        for x in range(shot.width())
    ]

    assert all(ink[round(left * sharp) + 1 : round(right * sharp) - 1]), "there is no gap in it"
    assert not any(ink[: round(left * sharp)])
    assert not any(ink[round(right * sharp) :])
    rows = [y for column in ink for y in column]
    assert 24 < min(rows) < 26.5 < 30 < max(rows) < 33, "it swings around the foot of the words and is cut nowhere"


def painted(page: ReadingPage, color: str, style: Style) -> QImage:
    one = placed(page_text(), "创新、协调、绿色", 1, color=color)
    page.set_annotations([replace(one, annotation=replace(one.annotation, style=style))])
    page.go_to(one.spans[0], flash=False)
    (box,) = page._sheet.bridge.boxes(one.spans[0])  # type: ignore[union-attr]
    image = QImage(round(box.rect.width()) + 20, round(box.rect.height()) + 20, QImage.Format.Format_RGB32)
    image.fill(page._theme.color("paper"))
    painter = QPainter(image)
    painter.translate(10 - box.rect.left(), 10 - box.rect.top())
    page._surface.highlights.paint(painter, page._sheet.bridge, one.spans[0])  # type: ignore[union-attr]
    painter.end()
    return image


def test_no_two_looks_are_told_apart_by_colour_alone(page: ReadingPage) -> None:
    """Of five colours in four styles each looks otherwise than all others, also where only dark and light are seen."""
    seen = set()
    for color in ANNOTATION_COLORS:
        for style in get_args(Style):
            image = painted(page, color, style)
            paper = page._theme.color("paper")
            middle = image.pixelColor(image.width() // 2, 12)
            assert (middle != paper) == (style == "solid"), "only a solid one colours the paper behind the words"
            # What differs from the background at the foot and in the middle, as a shape.
            ground = image.pixelColor(image.width() // 2, 14)
            shape = "".join(
                "1" if abs(image.pixelColor(x, y).lightness() - ground.lightness()) > 12 else "0"
                for y in range(10, image.height())
                for x in range(20, 60)
            )
            seen.add((style == "solid", shape))
    assert len(seen) == 20
