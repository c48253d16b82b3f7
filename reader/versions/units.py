"""The units of a text that are compared with those of another version: articles, headings with their words, loose paragraphs.

Together they hold all letters of the text, in its order, none twice.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from reader.letters import LetterMap, letters
from reader.model import Clause, ClauseKind, Span, Text

_INSIDE = ("paragraph", "item", "subitem")
"""Clauses that stay part of the one around them: a 款 has no number of its own, and items are renumbered with their article."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A stretch of a text that is compared as one.

    Attributes:
        kind: Of its clause; empty for words outside of all clauses.
        path: Address of its clause; empty outside.
        span: In the reading text, label included.
        label: The end of the label in letters of the whole text: the unit's own words begin there.
        start: Where the unit begins, in letters of the whole text.
        body: The letters behind the label: what a new number does not change.
    """

    kind: ClauseKind | Literal[""]
    path: str
    span: Span
    start: int
    label: int
    body: str

    @property
    def end(self) -> int:
        """Where it ends, in letters of the whole text."""
        return self.label + len(self.body)


def units(text: Text, places: LetterMap) -> list[Unit]:
    """Give the units of a text in its order.

    Args:
        text: The text.
        places: The letters of its reading text.
    """
    found = []
    for clause, span in _pieces(text):
        start = places.to_letters(span.start)
        own = clause is not None and span.start == clause.span.start
        label = start + len(letters(clause.label)) if clause is not None and own else start
        body = letters(text.text[span.start : span.end])[label - start :]
        if body or label > start:
            kind = clause.kind if clause is not None and own else ""
            found.append(Unit(kind, clause.path if clause else "", span, start, label, body))
    return found


def _pieces(text: Text) -> Iterator[tuple[Clause | None, Span]]:
    at = 0
    for clause in text.clauses:
        yield from _loose(text, None, Span(at, clause.span.start))
        yield from _of_clause(text, clause)
        at = max(at, clause.span.end)
    yield from _loose(text, None, Span(at, len(text.text)))


def _of_clause(text: Text, clause: Clause) -> Iterator[tuple[Clause | None, Span]]:
    inner = [child for child in clause.children if child.kind not in _INSIDE]
    if not inner:
        yield clause, clause.span
        return
    yield clause, Span(clause.span.start, inner[0].span.start)
    at = inner[0].span.start
    for child in inner:
        yield from _loose(text, clause, Span(at, child.span.start))
        yield from _of_clause(text, child)
        at = max(at, child.span.end)
    yield from _loose(text, clause, Span(at, clause.span.end))


def _loose(text: Text, clause: Clause | None, gap: Span) -> Iterator[tuple[Clause | None, Span]]:
    """Give words between clauses paragraph by paragraph."""
    at = gap.start
    while at < gap.end:
        stop = text.text.find("\n", at, gap.end)
        end = gap.end if stop < 0 else stop
        if end > at:
            yield clause, Span(at, end)
        at = end + 1
