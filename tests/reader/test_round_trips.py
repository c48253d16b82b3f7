"""Offsets of source text, reading text and letters lead to each other and back, whatever characters a document has."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

import reader
from reader.anchor import describe, place
from reader.letters import LetterMap, letters
from reader.model import Span, Text
from reader.original import original
from tests.support.alignment import places_in_source
from tests.support.noise import scramble

PIECES = (
    "第一条　为了规范用水，制定本条例。",
    "一、总体要求",
    "（一）𠮷字与𠀀字。",  # beyond the first plane: two units in Qt, one code point here
    "e\u0301 a\u0308\u0323",  # combining marks
    "葛\U000e0100城",  # an ideographic variation
    "👩\u200d👩\u200d👧 ☂\ufe0f",
    "㈠ﬁ㎏½Ⅷ①",  # one character, several letters
    "甲\t乙\t\t丙",
    "丁\u200b戊\ufeff己\u00ad庚",
    "１２ａｂＡ",
    "《某法》（2020年）",
    "اب אב",
    "",
    "   ",
    "\u3000\u3000某市人民政府",
)
ENDS = ("\n", "\r\n", "\r", "\n\n\n", "\r\n\r\n", "\u2028")
documents = st.lists(
    st.tuples(st.sampled_from(PIECES) | st.text(max_size=12), st.sampled_from(ENDS)), min_size=1, max_size=25
).map(lambda lines: "甲文" + "".join(words + end for words, end in lines))
scrambled = st.tuples(documents, st.integers(0, 5)).map(lambda drawn: "某市.关于 " * 15 + scramble(drawn[0], drawn[1]))


def check(text: Text) -> None:
    """Assert every way there and back."""
    in_text, in_source = LetterMap(text.text), LetterMap(text.source)
    assert len(in_text) == len(letters(text.text))
    sources = places_in_source(text)
    for offset, character in enumerate(text.text):
        start, end = in_text.to_letters(offset), in_text.to_letters(offset + 1)
        assert end - start == len(letters(character))
        if end > start:
            assert in_text.to_text(start, end) == Span(offset, offset + 1)
            at = sources[offset]
            assert text.source[at] == character
            if letters(text.source) == letters(text.text):
                assert in_source.to_text(start, end) == Span(at, at + 1)


def check_faces(text: Text) -> None:
    """Assert that a stretch keeps its letters on the page as restored and as printed, and that its anchor finds it."""
    printed = original(text)
    check(printed)
    restored_map, printed_map = LetterMap(text.text), LetterMap(printed.text)
    assert len(restored_map) == len(printed_map)
    total = len(restored_map)
    for start, end in ((0, total), (total // 3, total // 2), (total // 2, total // 2 + 1)):
        here, there = restored_map.to_text(start, end), printed_map.to_text(start, end)
        assert letters(text.text[here.start : here.end]) == letters(printed.text[there.start : there.end])
        assert place(text, describe(text, here)) == here
        assert place(printed, describe(text, here)) == there


@settings(deadline=None, max_examples=60)
@given(documents)
def test_plain_text(document: str) -> None:
    text = reader.read(document.encode("utf-8", "replace"), "a.txt")
    check(text)
    check_faces(text)


@settings(deadline=None, max_examples=60)
@given(documents)
def test_markdown(document: str) -> None:
    text = reader.read(document.encode("utf-8", "replace"), "a.md")
    check(text)
    check_faces(text)


@settings(deadline=None, max_examples=60)
@given(scrambled)
def test_scrambled_text(document: str) -> None:
    text = reader.read(document.encode("utf-8", "replace"), "a.txt")
    assert text.restored
    check(text)
    check_faces(text)
