"""The headings above a place, under which exports put its annotations."""

from __future__ import annotations

from collections.abc import Sequence

from reader.model import Clause, Text

# Kinds of clauses that have a heading of their own; 款, 项 and 目 are told by the citation.
_HEADED = {"part", "chapter", "section", "article", "heading", "standard", "annex"}


def headings_around(text: Text, offset: int) -> list[Clause]:
    """Give the clauses with headings around a place, from the root down."""
    found: list[Clause] = []
    level: Sequence[Clause] = text.clauses
    while around := next((clause for clause in level if clause.span.contains(offset)), None):
        if around.kind in _HEADED:
            found.append(around)
        level = around.children
    return found
