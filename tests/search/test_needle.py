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
        ("第108条", ["第一百零八条", "第一百〇八条"]),
        ("第一百〇八条", ["第108条", "第一百零八条"]),
        ("2016年4月1日", ["二〇一六年四月一日", "二零一六年四月一日"]),
        ("二〇一六年四月", ["2016年4月", "二零一六年四月"]),
        ("二零一六年", ["2016年", "二〇一六年"]),
        ("1998年", ["一九九八年"]),
        ("零售2016年第5号", ["零售二〇一六年第五号", "零售二零一六年第五号"]),
        ("十二月", ["12月"]),
        ("31日", ["三十一日"]),
        ("三个月", []),
        ("十二", []),
        ("12", []),
        ("国发2016年", ["国发二〇一六年", "国发二零一六年"]),
        ("一千年", []),
    ],
)
def test_numbers_and_dates_in_their_other_spelling(typed: str, others: list[str]) -> None:
    assert respelled(typed) == [other for other in others if other != typed]


@pytest.mark.parametrize("query", ["试验法第20条", "试验法第二十条", "试验法第二○条", "试验法第二〇条", "试验法20"])
@pytest.mark.parametrize("label", ["第二十条", "第二〇条", "第二○条"])
def test_a_clause_is_named_in_any_spelling_of_its_number(index: Index, query: str, label: str) -> None:
    index.update([make_entry("a", "试验法", f"第一条 读。\n{label} 写。\n第二一条 画。")])
    found = index.search(query)
    assert found.how == "citation"
    assert (found.hits[0].document, found.hits[0].path) == ("a", label)


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
