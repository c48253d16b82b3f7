"""Tables on the page: every offset of every cell leads to Qt and back, and what the user does in cells means their words."""

from __future__ import annotations

import html

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor, QTextTable
from pytestqt.qtbot import QtBot

import reader
from reader.letters import LetterMap
from reader.model import Alignment, Cell, Paragraph, Span, Table, Text
from tests.support.alignment import places_in_source
from tests.support.page_texts import card_of
from ui.window.page.grids import grids
from ui.window.page.reading_page import ReadingPage
from ui.window.page.sheet import Sheet
from ui.window.page.text_bridge import TextBridge
from ui.window.page.typography import Typography
from ui.window.theme import Theme

pytestmark = pytest.mark.usefixtures("qapp")

_WORDS = st.text(st.sampled_from("第条，。a1 \t𠀀𠮷🀄\u0301\u2028\u2029\r\ufdd0\ufdd1\ufffc"), max_size=8)
_TABLE = (
    "<table><tr><th rowspan=2>项目</th><th colspan=2>标准</th></tr><tr><td>甲𠀀</td><td></td></tr>"
    "<tr><td>一</td><td>100</td><td>元</td></tr></table>"
)
PAGE = (
    f"<html><body><h1>某市用水办法</h1><p>第一条　标准如下：</p>{_TABLE}<p>第二条　自2020年起施行。</p></body></html>"
)


@st.composite
def texts(draw: st.DrawFn) -> Text:
    """Give a Text of paragraphs, empty ones among them, and tables anywhere: first, last, one after the other, with merged cells."""
    words: list[str] = []
    shapes: list[tuple[int, int, list[tuple[int, int, int, int]]]] = []
    for _ in range(draw(st.integers(1, 4))):
        if draw(st.booleans()):
            words.append(draw(_WORDS))
            continue
        rows, columns = draw(st.integers(1, 3)), draw(st.integers(1, 3))
        high, wide = draw(st.integers(1, rows)), draw(st.integers(1, columns))
        places = [(0, 0, high, wide)]
        places += [(r, c, 1, 1) for r in range(rows) for c in range(columns) if r >= high or c >= wide]
        left_out = draw(st.sets(st.integers(1, max(len(places) - 1, 1)), max_size=2))
        places = [place for number, place in enumerate(places) if number not in left_out]
        shapes.append((len(words), len(places), places))
        words += [draw(_WORDS) for _ in places]
    spans, at = [], 0
    for each in words:
        spans.append(Span(at, at + len(each)))
        at += len(each) + 1
    tables = []
    for first, count, places in shapes:
        cells = tuple(Cell(span, *place) for span, place in zip(spans[first : first + count], places, strict=True))
        rows, columns = max(cell.row + cell.rows for cell in cells), max(cell.column + cell.columns for cell in cells)
        tables.append(Table(Span(cells[0].span.start, cells[-1].span.end), rows, columns, cells))
    text = "\n".join(words)
    paragraphs = tuple(Paragraph(span, "body") for span in spans)
    return Text("id", 1, text, text, Alignment(()), 0, paragraphs, tables=tuple(tables))


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=texts(), data=st.data())
def test_a_span_comes_back_from_qt_as_it_went(text: Text, data: st.DataObject) -> None:
    bridge = TextBridge(text, data.draw(st.sets(st.integers(0, len(text.text)), max_size=2)))
    start = data.draw(st.integers(0, len(text.text)))
    span = Span(start, start)
    assert bridge.span(bridge.cursor(span)) == span
    for offset in range(len(text.text)):
        (block,) = [one for one in bridge.blocks if one.contains(offset)] or [None]
        if block is not None:
            assert bridge.span(bridge.cursor(Span(offset, offset + 1))) == Span(offset, offset + 1)


@settings(deadline=None, max_examples=80)
@given(text=texts())
def test_every_position_of_qt_lies_in_the_text_and_they_keep_their_order(text: Text) -> None:
    bridge = TextBridge(text)
    cursor = QTextCursor(bridge.document)
    offsets = []
    for qpos in range(bridge.document.characterCount()):
        cursor.setPosition(qpos)
        offsets.append(bridge.span(cursor).start)

    assert offsets == sorted(offsets)
    assert set(offsets) == set(range(len(text.text) + 1))


_PIECES = (
    "第一条　为了规范用水。",
    "𠮷字与𠀀字",
    "e\u0301 a\u0308\u0323",
    "甲\t乙",
    "👩\u200d👧",
    "㈠½Ⅷ",
    "١٢",
    "",
    "  ",
)
_ENDS = ("\n", "\r\n", "\r\n\r\n")
_cells = st.sampled_from(_PIECES) | st.text(max_size=6)


@settings(deadline=None, max_examples=50)
@given(
    rows=st.lists(st.lists(_cells, min_size=2, max_size=3), min_size=2, max_size=4),
    end=st.sampled_from(_ENDS),
    data=st.data(),
)
def test_source_reading_text_letters_and_qt_lead_to_each_other(
    rows: list[list[str]], end: str, data: st.DataObject
) -> None:
    table = end.join("<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    words = data.draw(st.lists(_cells, max_size=3))
    prose = end.join(f"<p>{html.escape(each)}</p>" for each in words)
    text = reader.read(
        f"<html><body><p>甲文</p>{prose}<table>{table}</table>{prose}</body></html>".encode("utf-8", "replace"),
        "a.html",
    )
    bridge, letters, sources = TextBridge(text), LetterMap(text.text), places_in_source(text)

    for offset, character in enumerate(text.text):
        if character == "\n":
            continue
        here = Span(offset, offset + 1)
        assert bridge.span(bridge.cursor(here)) == here
        start, stop = letters.to_letters(offset), letters.to_letters(offset + 1)
        if stop > start:
            assert letters.to_text(start, stop) == here
            assert text.source[sources[offset]] == character


def test_merged_cells_are_merged_on_the_page_and_stay_so_when_styled() -> None:
    text = reader.read(PAGE.encode(), "a.html")
    sheet = Sheet(text, Typography(Theme("light")))
    for _stage in sheet.style():
        pass

    ((table, _grid),) = list(sheet.bridge.tables())
    assert isinstance(table, QTextTable)
    assert (table.rows(), table.columns()) == (3, 3)
    assert (table.cellAt(0, 0).rowSpan(), table.cellAt(0, 1).columnSpan()) == (2, 2)
    assert sheet.bridge.cursor(text.tables[0].cells[2].span).selectedText() == "甲𠀀"


def test_the_code_point_under_a_point_of_a_cell_is_the_one_whose_box_it_is() -> None:
    text = reader.read(PAGE.encode(), "a.html")
    bridge = TextBridge(text)
    bridge.document.setTextWidth(400)

    for offset, character in enumerate(text.text):
        if character != "\n":
            (box,) = bridge.boxes(Span(offset, offset + 1))
            assert bridge.offset_at(box.rect.center()) == offset
            assert bridge.nearest(box.rect.center()) in (offset, offset + 1)
    whole = bridge.visible(0, bridge.document.size().height())
    assert whole == Span(0, len(text.text))


def test_a_table_that_an_edge_of_the_window_cuts_is_visible_as_a_whole() -> None:
    rows = "<tr><td>甲</td><td rowspan=3>乙</td></tr><tr><td>丙</td></tr><tr><td>丁</td></tr>"
    text = reader.read(f"<p>说明。</p><table>{rows}</table><p>完。</p>".encode(), "a.html")
    sheet = Sheet(text, Typography(Theme("light")))
    for _stage in sheet.style():
        pass
    sheet.bridge.document.setTextWidth(400)
    table = text.tables[0]
    third_row = sheet.bridge.boxes(table.cells[3].span)[0].rect.center().y()

    # At the right edge stands a cell that comes before the row in the text.
    assert sheet.bridge.visible(0, third_row).end == table.span.end + 1
    assert sheet.bridge.visible(third_row, third_row + 1).start == table.span.start


def test_a_long_table_is_laid_out_in_parts_that_no_cell_reaches_over() -> None:
    cells = "".join(f"<tr><td rowspan=2>甲{row}</td><td>乙</td></tr><tr><td>丙</td></tr>" for row in range(150))
    text = reader.read(f"<p>说明。</p><table>{cells}</table><p>完。</p>".encode(), "a.html")

    parts = grids(text)

    assert len(parts) > 1
    assert [cell.span for part in parts for cell in part.cells] == [cell.span for cell in text.tables[0].cells]
    assert all(cell.row + cell.rows <= part.rows for part in parts for cell in part.cells)
    assert [part.first for part in parts] == [True] + [False] * (len(parts) - 1)
    bridge = TextBridge(text)
    last = text.tables[0].cells[-1].span
    assert bridge.cursor(last).selectedText() == "丙"
    assert bridge.span(bridge.cursor(Span(len(text.text) - 2, len(text.text)))) == Span(
        len(text.text) - 2, len(text.text)
    )


def test_keys_select_over_several_cells(qtbot: QtBot) -> None:
    text = reader.read(PAGE.encode(), "a.html")
    page = ReadingPage(Theme("light"))
    qtbot.addWidget(page)
    page.resize(700, 600)
    page.show_document(text, card_of(text), [])
    page.show()
    qtbot.waitUntil(lambda: page.has_settled)
    page.setFocus()
    qtbot.keyClick(page, Qt.Key.Key_F7)
    cells = text.tables[0].cells
    at = QTextCursor(page.document())
    at.setPosition(page._sheet.bridge.cursor(cells[4].span).selectionStart())
    page.setTextCursor(at)

    qtbot.keyClick(page, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(page, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert [text.text[span.start : span.end] for span in page.marking.subject()] == ["一\n100"]
    qtbot.keyClick(page, Qt.Key.Key_Up, Qt.KeyboardModifier.ShiftModifier)
    assert [text.text[span.start : span.end] for span in page.marking.subject()] == ["项目", "甲𠀀", "一\n100"]
    assert page.createMimeDataFromSelection().text() == "项目\n甲𠀀\n一\n100"
    page.grab()  # the selection is painted cell by cell

    with qtbot.waitSignal(page.marking.annotate_requested) as asked:
        qtbot.keyClick(page, Qt.Key.Key_2)
    assert asked.args[0] == [cells[0].span, cells[2].span, Span(cells[4].span.start, cells[5].span.end)]
