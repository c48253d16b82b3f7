"""Find in a document: the places that the index finds in it, and any piece of it."""

from __future__ import annotations

import random

import pytest

from reader.model import Span
from search import Index
from search.within import find_in
from tests.search.conftest import LABOUR, OPINION, STANDARD

TEXTS = {"law": LABOUR, "opinion": OPINION, "standard": STANDARD}


@pytest.mark.parametrize(
    "query",
    [
        "社会保险",
        "知识产权",
        "第12条",
        "〔2016〕65号",
        "“意见的批复”",
        "5.3.2",
        "1.1",
        "，",
        "的",
        "𠮷林省",
        "GB/T 1.1",
    ],
)
def test_it_finds_what_verbatim_search_finds(index: Index, query: str) -> None:
    for document, text in TEXTS.items():
        expected = [(hit.start, hit.end) for hit in index.verbatim(query, documents=[document]).hits]
        assert [(place.start, place.end) for place in find_in(text, query)] == expected, document


def test_any_piece_is_found_where_it_stands() -> None:
    chance = random.Random(4)
    for _ in range(300):
        text = chance.choice(list(TEXTS.values()))
        start = chance.randrange(len(text) - 12)
        piece = text[start : start + chance.randint(1, 12)]
        if piece.strip() == piece and piece[0].isalnum() and piece[-1].isalnum():
            assert Span(start, start + len(piece)) in find_in(text, piece), piece


def test_a_stretch_keeps_out_what_lies_outside() -> None:
    everywhere = find_in(LABOUR, "劳动")
    chapter = Span(LABOUR.index("第三条"), LABOUR.index("第十二条"))
    inside = find_in(LABOUR, "劳动", chapter)
    assert inside
    assert inside == [place for place in everywhere if chapter.start <= place.start < chapter.end]
    assert len(inside) < len(everywhere)
    assert find_in(LABOUR, "") == find_in(LABOUR, "没有的词") == []
