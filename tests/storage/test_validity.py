"""The standing of documents on the shelf: what they say of each other, and what the user says."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import reader
from reader.validity import Validity
from storage.library import Library

OLD = ("某供水办法", "1999年3月1日 某市人民代表大会通过", "第一条 甲。", "第二条 本办法自1999年5月1日起施行。")
NEW = (
    "某供水条例",
    "2019年3月1日 某市人民代表大会通过",
    "第一条 乙。",
    "第二条 本条例自2020年1月1日起施行。《某供水办法》同时废止。",
)
LATER = (
    "某供水条例（2021修正）",
    "2019年3月1日 某市人民代表大会通过",
    "2021年5月7日 某市人民代表大会修正",
    "第一条 丙。",
    "第二条 本条例自2020年1月1日起施行。《某供水办法》同时废止。",
)


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    opened = Library.open(tmp_path / "library")
    yield opened
    opened.close()


def put(library: Library, lines: tuple[str, ...]) -> str:
    data = "\n".join(lines).encode()
    name = f"{lines[0]}.txt"
    return library.add(reader.read(data, name), data, f"/{name}", name).document


def states(library: Library) -> dict[str, str]:
    listed = {card.id: card.validity for card in library.cards()}
    assert listed == {id_: library.card(id_).validity for id_ in listed}
    return {card.title: card.validity.state for card in library.cards()}


def test_documents_tell_of_each_other(library: Library) -> None:
    put(library, OLD)
    assert states(library) == {"某供水办法": "in-force"}
    new = put(library, NEW)
    assert states(library) == {"某供水办法": "repealed", "某供水条例": "in-force"}
    put(library, LATER)
    assert states(library)["某供水条例"] == "amended"
    assert states(library)["某供水条例（2021修正）"] == "in-force"
    later = next(card for card in library.cards() if card.title.endswith("修正）"))
    assert (later.effective, library.card(new).validity.date) == ("2020-01-01", "2021-05-07")


def test_a_removed_document_says_nothing(library: Library) -> None:
    put(library, OLD)
    new = put(library, NEW)
    library.remove([new])
    assert states(library) == {"某供水办法": "in-force"}


def test_the_user_knows_better(library: Library) -> None:
    old = put(library, OLD)
    library.correct(old, "validity", {"state": "repealed", "source": "某市公报", "date": "2018-01-01"})
    assert library.card(old).validity == Validity("repealed", "2018-01-01", "某市公报", by_hand=True)
    assert library.check() == []
    library.undo()
    assert library.card(old).validity.state == "in-force"
    library.redo()
    library.correct(old, "validity", None)
    assert not library.card(old).validity.by_hand
