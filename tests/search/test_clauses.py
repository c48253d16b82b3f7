"""A text is cut into what a reader cites, without losing a letter."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from reader.model import Clause, Span
from search.clauses import ClauseTable, cut
from search.folding import fold, letters
from tests.support.search_texts import make_search_text

LINES = st.lists(
    st.sampled_from(["第一条 甲，乙。", "续段𠮷。", "一、题目", "5.3.2 面积", "", "  ", "（略）", "第二条"]),
    max_size=12,
)


@given(LINES)
def test_pieces_hold_every_letter_in_order(lines: list[str]) -> None:
    text = make_search_text("\n".join(lines))
    pieces = cut(text)
    table, strings = ClauseTable.build(pieces, fold(text.text))
    assert "".join(strings) == letters(fold(text.text))
    assert all(one.span.end <= other.span.start for one, other in pairwise(pieces))
    assert [table.span(index) for index in range(len(table))] == [piece.span for piece in pieces]


@given(LINES)
def test_letters_map_back_to_the_text(lines: list[str]) -> None:
    text = make_search_text("\n".join(lines))
    folded = fold(text.text)
    own = letters(folded)
    table, _ = ClauseTable.build(cut(text), folded)
    for start in range(len(own)):
        for end in range(start + 1, len(own) + 1):
            span = table.to_text(folded, start, end)
            assert letters(folded[span.start : span.end]) == own[start:end]


def test_an_article_keeps_its_paragraphs_and_the_rest_goes_by_paragraph() -> None:
    text = make_search_text("某法\n某年通过\n第一条 甲。\n乙。\n第二条 丙。")
    assert [(text.text[p.span.start : p.span.end], p.path) for p in cut(text)] == [
        ("某法", ""),
        ("某年通过", ""),
        ("第一条 甲。\n乙。", "第一条"),
        ("第二条 丙。", "第二条"),
    ]


def test_a_heading_ends_where_the_one_below_begins() -> None:
    text = make_search_text("一、总则\n总的说明。\n（一）分则\n分的说明。\n（1）项。")
    item = Clause("item", "1", "（1）", "", "一、（一）（1）", Span(23, 28), Span(23, 26))
    below = Clause("heading", "一", "（一）", "分则", "一、（一）", Span(11, 28), Span(11, 16), (item,))
    text = replace(text, clauses=(replace(text.clauses[0], path="一、", children=(below,)),))
    assert [(text.text[p.span.start : p.span.end], p.path) for p in cut(text)] == [
        ("一、总则\n总的说明。", "一、"),
        ("（一）分则\n分的说明。\n（1）项。", "一、（一）"),
    ]
