"""Addresses of 款, 项 and 目 in twenty laws, labelled by hand, and the same of a reading.

Nineteen laws came from two draws with ``random.Random(3)`` among those that have 目, ASCII brackets or many 项; where a draw gave two versions of
one law, only one was taken. The twentieth is 刑法, the only one with 之一. The first words and the last mark of every paragraph of an
article were read in the raw Markdown, and the address of each row was written down
beside its line before the parser ran, and only then hashed. A row is the law, the 条, its 款 (0 where it has but one and is cited without),
项, 目 (0 for none), how many letters (at most twelve) of the text that stands there are kept, and the start of their SHA-256. The text of
an item begins with its own number, that of a 款 behind 第…条.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from reader.letters import letters
from reader.model import Clause, Text
from reader.numerals import to_int
from tests.support.gov_truth import digest

TRUTH = Path(__file__).resolve().parents[1] / "reader" / "truth" / "law_addresses.csv"
_FAR = 80


class Place(NamedTuple):
    """Where something stands in a law: 条, and the ordinals of 款, 项 and 目 with 0 for none."""

    article: str
    paragraph: int = 0
    item: int = 0
    subitem: int = 0


class Labelled(NamedTuple):
    """A row of ``law_addresses.csv``."""

    law: str
    place: Place
    letters: int
    start: str


def wanted_addresses() -> list[Labelled]:
    """Give the labelled addresses."""
    with TRUTH.open(encoding="utf-8", newline="") as handle:
        return [
            Labelled(
                row["law"],
                Place(row["article"], int(row["paragraph"]), int(row["item"]), int(row["subitem"])),
                int(row["letters"]),
                row["start"],
            )
            for row in csv.DictReader(handle)
        ]


def wrong_addresses(text: Text, rows: Sequence[Labelled]) -> list[Labelled]:
    """Give the rows of a law that its reading has not at all, more than once, or with other letters."""
    places: dict[Place, list[str]] = {}
    for place, words in _places(text, text.clauses, Place("")):
        places.setdefault(place, []).append(letters(words))
    wrong = []
    for row in rows:
        here = places.get(row.place, [])
        if len(here) != 1 or digest(here[0][: row.letters]) != row.start:
            wrong.append(row)
    return wrong


def _places(text: Text, clauses: Sequence[Clause], around: Place) -> Iterator[tuple[Place, str]]:
    for clause in clauses:
        here = around
        if clause.kind == "article":
            here = Place(clause.label)
            behind = clause.heading.end
            if clause.children[:1] and clause.children[0].kind == "paragraph":
                behind = -1  # its 款 tell
            if behind >= 0:
                yield here, text.text[behind : min(behind + _FAR, clause.span.end)]
        elif clause.kind in ("paragraph", "item", "subitem"):
            here = around._replace(**{clause.kind: to_int(clause.number)})
            yield here, text.text[clause.span.start : min(clause.span.start + _FAR, clause.span.end)]
        yield from _places(text, clause.children, here)
