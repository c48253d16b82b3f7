"""Words without a place find it by what stood around them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reader.letters import letters
from reader.quotes import find_quote
from tests.support.texts import make_text

TEXT = make_text("办法", "第一条 单位应当报告。", "第二条 个人应当报告；逾期不报告的，应当说明。")


def found(exact: str, prefix: str = "", suffix: str = "") -> str | None:
    span = find_quote(TEXT, exact, prefix, suffix)
    return None if span is None else TEXT.text[max(span.start - 2, 0) : span.end]


def test_marks_and_spaces_do_not_matter() -> None:
    assert found("个人,应当 报告") == "条 个人应当报告"


def test_what_stood_around_decides_among_several() -> None:
    assert found("应当报告") is None
    assert found("应当报告", prefix="个人") == "个人应当报告"
    assert found("应当报告", suffix="。第二条") == "单位应当报告"


def test_nothing_is_found_for_nothing() -> None:
    assert found("……") is None
    assert found("没有这句话") is None


@given(st.integers(0, len(TEXT.text) - 1), st.integers(1, 30))
def test_a_place_with_all_that_is_around_it_is_found_again(start: int, length: int) -> None:
    text = TEXT.text
    exact = text[start : start + length]
    span = find_quote(TEXT, exact, text[:start], text[start + length :])
    assert (span is None) == (letters(exact) == "")
    assert span is None or letters(text[span.start : span.end]) == letters(exact)
    assert span is None or letters(text[: span.start]) == letters(text[:start])
