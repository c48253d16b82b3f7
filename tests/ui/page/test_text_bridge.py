"""Offsets of the reading text must survive the way to Qt and back, whatever characters a document holds."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPointF
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QApplication

from reader.model import Alignment, Paragraph, Span, Text
from ui.window.page.text_bridge import TextBridge

pytestmark = pytest.mark.usefixtures("qapp")

# Planes beyond the first, both halves of a pair, and everything that Qt takes for the end of a block or the border of a table.
_CHARACTERS = st.sampled_from("第条款，。a1 \t𠀀𠮷🀄\u2028\u2029\r\x0b\x0c\x85\0\ufdd0\ufdd1\ufffc\ud800\udc00\u0301")
_PARAGRAPHS = st.lists(st.text(_CHARACTERS, max_size=12), min_size=1, max_size=6)


def make(*paragraphs: str) -> Text:
    """Give a Text of these paragraphs, whatever is in them."""
    spans, at = [], 0
    for paragraph in paragraphs:
        spans.append(Span(at, at + len(paragraph)))
        at += len(paragraph) + 1
    text = "\n".join(paragraphs)
    return Text("id", 1, text, text, Alignment(()), 0, tuple(Paragraph(span, "body") for span in spans))


@settings(deadline=None, max_examples=120, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(paragraphs=_PARAGRAPHS, data=st.data())
def test_a_span_comes_back_from_qt_as_it_went(paragraphs: list[str], data: st.DataObject) -> None:
    text = make(*paragraphs)
    length = len(text.text)
    cuts = data.draw(st.sets(st.integers(0, length), max_size=3))
    bridge = TextBridge(text, cuts)
    start = data.draw(st.integers(0, length))
    span = Span(start, data.draw(st.integers(start, length)))

    assert bridge.span(bridge.cursor(span)) == span
    assert bridge.document.blockCount() == len(bridge.blocks)


@given(paragraphs=_PARAGRAPHS)
@settings(deadline=None, max_examples=60)
def test_every_position_of_qt_lies_in_the_text_and_they_keep_their_order(paragraphs: list[str]) -> None:
    text = make(*paragraphs)
    bridge = TextBridge(text)
    cursor = QTextCursor(bridge.document)
    offsets = []
    for qpos in range(bridge.document.characterCount()):
        cursor.setPosition(qpos)
        offsets.append(bridge.span(cursor).start)

    assert offsets == sorted(offsets)
    assert offsets[0] == 0
    assert offsets[-1] == len(text.text)
    assert set(offsets) == set(range(len(text.text) + 1))


def test_a_selection_over_characters_beyond_the_first_plane_is_counted_in_code_points() -> None:
    text = make("甲𠀀乙", "𠮷丙")
    bridge = TextBridge(text)
    cursor = bridge.cursor(Span(1, 5))

    assert cursor.selectedText() == "𠀀乙\u2029𠮷"
    assert (cursor.selectionStart(), cursor.selectionEnd()) == (1, 7)


def test_half_of_a_pair_is_the_whole_character() -> None:
    bridge = TextBridge(make("甲𠀀乙"))
    cursor = QTextCursor(bridge.document)
    cursor.setPosition(2)

    assert bridge.span(cursor) == Span(1, 1)


def test_the_boxes_of_a_span_cover_exactly_its_code_points(qapp: QApplication) -> None:
    text = make("甲𠀀乙" * 40, "丙丁")
    bridge = TextBridge(text)
    bridge.document.setTextWidth(200)
    span = Span(5, 122)

    boxes = bridge.boxes(span)

    assert len(boxes) > 3
    assert "".join(text.text[box.span.start : box.span.end] for box in boxes) == text.text[5:120] + "丙"
    assert [box.rect.top() for box in boxes] == sorted(box.rect.top() for box in boxes)


def test_the_code_point_under_a_point_is_the_one_whose_box_it_is() -> None:
    text = make("甲𠀀乙" * 20, "丙丁")
    bridge = TextBridge(text)
    bridge.document.setTextWidth(200)

    for offset in [*range(60), 61, 62]:
        (box,) = bridge.boxes(Span(offset, offset + 1))
        assert bridge.offset_at(box.rect.center()) == offset
    assert bridge.offset_at(QPointF(199, bridge.boxes(Span(61, 63))[0].rect.center().y())) is None


def test_a_paragraph_can_be_cut_without_moving_what_follows() -> None:
    text = make("措施。（责任单位：甲局）", "下一段")
    bridge = TextBridge(text, [3])

    assert [text.text[block.start : block.end] for block in bridge.blocks] == ["措施。", "（责任单位：甲局）", "下一段"]
    assert bridge.cursor(Span(0, 3)).selectedText() == "措施。"
    assert bridge.cursor(Span(13, 16)).selectedText() == "下一段"
    assert bridge.span(bridge.cursor(Span(1, 6))) == Span(1, 6)
