"""Chinese numerals as clauses, dates and queries use them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.numerals import number_of, to_chinese, to_int


@pytest.mark.parametrize(
    ("chinese", "value"),
    [
        ("十", 10),
        ("二十", 20),
        ("廿一", 21),
        ("一百零八", 108),
        ("一百一十", 110),
        ("一千二百六十", 1260),
        ("二〇一六", 2016),
        ("二○○四", 2004),
        ("两千零一十六", 2016),
        ("三万", 30000),
        ("12", 12),
        ("１２", 12),
    ],
)
def test_numerals_in_documents(chinese: str, value: int) -> None:
    assert to_int(chinese) == value


@pytest.mark.parametrize("words", ["", "条", "十十", "百千", "一带一路", "二十一百", "一二十"])
def test_what_is_no_numeral_is_refused(words: str) -> None:
    with pytest.raises(ValueError, match="numeral"):
        to_int(words)


@given(st.integers(0, 99_999_999))
def test_there_and_back(number: int) -> None:
    assert to_int(to_chinese(number)) == number


def test_laws_write_twelve_without_one() -> None:
    assert [to_chinese(number) for number in (0, 12, 20, 112, 1008)] == ["零", "十二", "二十", "一百一十二", "一千零八"]


@pytest.mark.parametrize("number", [-1, 100_000_000])
def test_numbers_that_no_clause_has_are_refused(number: int) -> None:
    with pytest.raises(ValueError, match="outside"):
        to_chinese(number)


def test_inserted_articles_sort_behind_their_article() -> None:
    labels = ["第二百条", "第一百三十三条之一", "第20条", "第一百三十三条", "第一百三十三条之二"]
    assert sorted(labels, key=number_of) == [labels[2], labels[3], labels[1], labels[4], labels[0]]


def test_a_label_without_number_is_refused() -> None:
    with pytest.raises(ValueError, match="number of a clause"):
        number_of("附则")
