"""What lists show of a document."""

from __future__ import annotations

from typing import Any

import pytest

from reader.model import Text
from storage import cards
from storage.cards import Card
from storage.changes import Changes
from storage.documents import Added
from storage.library import Library
from tests.support.texts import make_text, source_of

LAW = make_text(
    "测绘法", "第一章 总则", "第一条 为了规范测绘。", "第二条 测绘应当合法。", issuers=("国务院", "自然资源部")
)
AMENDED = make_text("测绘法", "第一章 总则", "第一条 为了加强和规范测绘。")


def add(library: Library, text: Text, path: str = "/laws/a.txt", name: str = "a.txt") -> Added:
    return library.add(text, source_of(text), path, name)


def test_corrections_show_in_place_of_what_was_read_and_can_be_taken_back(library: Library) -> None:
    document = add(library, LAW).document
    changed = Changes(documents=frozenset({document}))
    assert library.correct(document, "title", "测绘法（修订）") == changed
    assert library.correct(document, "issuers", ["全国人大常委会"]) == changed
    assert library.correct(document, "date", "2017-04-27") == changed
    card = library.card(document)
    assert (card.title, card.issuers, card.date) == ("测绘法（修订）", ("全国人大常委会",), "2017-04-27")
    library.correct(document, "title", None)
    library.correct(document, "issuers", [])
    card = library.card(document)
    assert (card.title, card.issuers) == ("测绘法", ())


def test_a_document_without_a_title_is_called_by_its_file(library: Library) -> None:
    assert library.card(add(library, make_text("一、内容", title=""), name="通知.v2.txt").document).title == "通知.v2"


def test_a_card_is_made_anew_only_where_it_is_another_however_large_the_shelf(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = add(library, LAW), add(library, AMENDED, "/laws/b.txt", "b.txt")
    made: list[str] = []
    fresh = cards._fresh_card

    def noting(row: tuple[Any, ...], *rest: Any) -> Card:
        made.append(row[0])
        return fresh(row, *rest)

    monkeypatch.setattr(cards, "_fresh_card", noting)
    monkeypatch.setattr(cards, "_made", {})
    assert len(library.cards()) == 2
    assert sorted(made) == sorted([one.document, other.document])
    library.correct(other.document, "title", "测绘法实施办法")
    assert {card.title for card in library.cards()} == {"测绘法", "测绘法实施办法"}
    assert made[2:] == [other.document]
    monkeypatch.setattr(cards, "_FEW", -1)
    monkeypatch.setattr(cards, "_SPARE", 0)
    library.cards()
    assert not cards._made, "cards of libraries that were closed must not stay for ever"
