"""From clause heads in the order of the text to a tree whose spans nest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reader.model import Clause, ClauseKind, Span


@dataclass(frozen=True, slots=True)
class Head:
    """Where a clause begins.

    Attributes:
        kind: See ``ClauseKind``.
        rank: What may contain what: a head ends all clauses before it whose rank is the same or greater.
        number: As ``Clause.number``.
        label: As ``Clause.label``.
        title: As ``Clause.title``.
        heading: Label and title in the reading text; the clause starts where this does.
        address: What the clause adds to the path.
        absolute: The address is enough by itself inside the document or its annex: 条 run through all 章.
    """

    kind: ClauseKind
    rank: int
    number: str
    label: str
    title: str
    heading: Span
    address: str
    absolute: bool = False


ANNEX_RANK = 0


def grow(heads: Sequence[Head], text: str, end: int) -> tuple[Clause, ...]:
    """Give the roots of the tree.

    Args:
        heads: Ascending by start.
        text: The reading text.
        end: Where the last clause ends at the latest.
    """
    parents, ends = _places(heads, end)
    paths = _paths(heads, parents)
    children: list[list[Clause]] = [[] for _ in heads]
    roots: list[Clause] = []
    # Backwards, so that a clause is made when all below it are.
    for index in range(len(heads) - 1, -1, -1):
        head = heads[index]
        stop = head.heading.end + len(text[head.heading.end : ends[index]].rstrip())
        span = Span(head.heading.start, stop)
        below = tuple(reversed(children[index]))
        clause = Clause(head.kind, head.number, head.label, head.title, paths[index], span, head.heading, below)
        siblings = roots if parents[index] is None else children[parents[index] or 0]
        siblings.append(clause)
    return tuple(reversed(roots))


def _places(heads: Sequence[Head], end: int) -> tuple[list[int | None], list[int]]:
    parents: list[int | None] = []
    ends = [end] * len(heads)
    open_heads: list[int] = []
    for index, head in enumerate(heads):
        while open_heads and heads[open_heads[-1]].rank >= head.rank:
            ends[open_heads.pop()] = head.heading.start
        parents.append(open_heads[-1] if open_heads else None)
        open_heads.append(index)
    return parents, ends


def _paths(heads: Sequence[Head], parents: Sequence[int | None]) -> list[str]:
    paths: list[str] = []
    annex = ""
    for head, parent in zip(heads, parents, strict=True):
        if head.rank == ANNEX_RANK:
            annex = head.address
            paths.append(annex)
        elif head.absolute or parent is None:
            paths.append(annex + head.address)
        else:
            paths.append(paths[parent] + head.address)
    return paths
