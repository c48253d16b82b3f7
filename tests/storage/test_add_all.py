"""Several readings stored in one go: each an import of its own, all of them or none."""

from __future__ import annotations

import pytest

from reader.errors import KnownError
from storage.library import Arrival, Library
from storage.readings import pack_reading, unpack_reading
from storage.sources import source_name
from tests.support.texts import make_text, source_of

TEXTS = [make_text(f"第{number}号办法", f"第一条 为了第{number}件事，制定本办法。") for number in range(5)]


def _arrivals() -> list[Arrival]:
    return [
        Arrival(pack_reading(text), source_of(text), f"/{number}.txt", f"{number}.txt")
        for number, text in enumerate(TEXTS)
    ]


def test_a_packed_reading_is_the_text() -> None:
    for text in TEXTS:
        assert unpack_reading(pack_reading(text).data) == text


def test_each_is_an_import_of_its_own(library: Library) -> None:
    added = library.add_all(_arrivals())
    assert [one.status for one in added] == ["imported"] * 5
    assert [card.title for card in library.cards()] == [f"第{number}号办法" for number in range(5)]
    assert [library.text(card.text_id) for card in library.cards()] == TEXTS
    library.undo()
    assert len(library.cards()) == 4
    assert not library.check()


def test_the_same_letters_twice_in_one_go_are_one_document(library: Library) -> None:
    first, second = _arrivals()[:2]
    added = library.add_all([first, second, first._replace(path="/copy.txt")])
    assert [one.status for one in added] == ["imported", "imported", "unchanged"]
    assert added[2].document == added[0].document


def test_a_disk_that_fills_up_in_the_middle_leaves_nothing_of_it(library: Library) -> None:
    library.add_all(_arrivals()[:1])
    (pages,) = library._db.execute("PRAGMA page_count").fetchone()
    library._db.execute(f"PRAGMA max_page_count = {pages}")
    many = [
        Arrival(pack_reading(text), source_of(text), f"/{number}.txt", f"{number}.txt")
        for number, text in ((at, make_text(f"第{at}号规定", f"第一条 {at}。")) for at in range(100, 200))
    ]
    with pytest.raises(KnownError) as caught:
        library.add_all(many)
    assert caught.value.case == "disk-full"
    assert len(library.cards()) == 1
    assert not library.check()


def test_what_was_stored_is_known_by_its_file(library: Library) -> None:
    arrivals = _arrivals()
    library.add_all(arrivals)
    known = library.known_sources()
    assert {name: library.known_source(name) for name in known} == known
    assert {source: card.path for source, card in known.items()} == {
        source_name(one.data, one.name): one.path for one in arrivals
    }
    (removed,) = (card.id for card in library.cards() if card.path == "/2.txt")
    library.remove([removed])
    assert source_name(arrivals[2].data, arrivals[2].name) not in library.known_sources()
    assert library.known_source(source_name(arrivals[2].data, arrivals[2].name)) is None
