"""The reading text comes back from its folded form, to the letter."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reader.model import Span
from search.folding import fold
from search.spelling import Spelling

MIXED = st.text(st.sampled_from("，,；;应應當当１1Ａa𠮷\ufffd\ud800\0"), max_size=40)


@given(MIXED | st.text(), st.data())
def test_any_stretch_is_restored_as_it_was_written(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    spelling = Spelling.of(text)
    assert spelling.restore(fold(text), Span(start, end)) == text[start:end]
    again = Spelling(spelling.usual, spelling.offsets, spelling.others)
    assert again.restore(fold(text), Span(0, len(text))) == text


def test_only_exceptions_are_kept() -> None:
    spelling = Spelling.of("甲，乙，丙,丁")
    assert (spelling.usual, spelling.offsets, spelling.others) == ((",", "，"), [5], ",")
