"""What a query looks for letter by letter: the spellings that count as the same."""

from __future__ import annotations

import pytest

from search import Index
from search.verbatim import needle, respelled
from tests.support.search_texts import make_entry


@pytest.mark.parametrize(
    ("typed", "others"),
    [
        ("第12条", ["第十二条"]),
        ("第十二届", ["第12届"]),
        ("第七十三号", ["第73号"]),
        ("第3次", ["第三次"]),
        ("2016年4月1日", ["二〇一六年四月一日"]),
        ("二〇一六年四月", ["2016年4月"]),
        ("二零一六年", ["2016年"]),
        ("2016年第5号", ["2016年第5号", "二〇一六年第五号"]),
        ("十二月", ["12月"]),
        ("31日", ["三十一日"]),
        ("三个月", []),
        ("十二", []),
        ("12", []),
        ("国发2016年", ["国发二〇一六年"]),
        ("一千年", []),
    ],
)
def test_numbers_and_dates_in_their_other_spelling(typed: str, others: list[str]) -> None:
    assert respelled(typed) == [other for other in others if other != typed]


def test_a_date_is_found_in_both_spellings(index: Index) -> None:
    index.update(
        [make_entry("a", "甲", "自二〇一六年四月一日起施行。"), make_entry("b", "乙", "自2016年4月1日起施行。")]
    )
    for query in ("2016年4月1日", "二〇一六年四月一日"):
        assert index.verbatim(query).counts == {"a": 1, "b": 1}
    assert index.verbatim('"2016年4月1日"').counts == {"b": 1}


@pytest.mark.parametrize("query", ["“；”", '"；"', "「；」"])
def test_a_mark_in_quotes_is_the_mark(index: Index, query: str) -> None:
    index.update([make_entry("a", "甲", "一；二；三。")])
    assert index.verbatim(query).counts == index.verbatim("；").counts == {"a": 2}
    found = needle("”“")
    assert found is not None
    assert found.exact == "”“", "quotes alone are marks"
