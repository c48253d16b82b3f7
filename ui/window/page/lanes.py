"""Lanes: how highlights over the same words are kept apart. Pure: of spans alone.

Each annotation, the older ones first, takes the lowest lane that no older one over the same words has. So a lane depends on nothing that is
younger: what was added last, as nearly everything is, leaves all others in theirs.
"""

from __future__ import annotations

from collections.abc import Sequence

from reader.model import Span

Pieces = Sequence[Span]
"""The spans of one annotation."""

_FEW = 12
"""So many annotations are compared one by one with all that are older: more of them are faster swept over in the order of the text."""


def lanes(annotations: Sequence[Pieces], known: Sequence[int] = ()) -> list[int]:
    """Give the lane of each annotation.

    Args:
        annotations: The older ones first.
        known: The lanes of the first of them, from a call with the same ones at the beginning.
    """
    given = list(known)
    young = range(len(given), len(annotations))
    older = _one_by_one(annotations, young) if len(young) <= _FEW else _swept(annotations)
    for age in young:
        taken = {given[other] for other in older.get(age, ())}
        lane = 0
        while lane in taken:
            lane += 1
        given.append(lane)
    return given


def _one_by_one(annotations: Sequence[Pieces], young: range) -> dict[int, list[int]]:
    """Give for each of some annotations those older ones that it overlaps."""
    return {
        age: [
            other
            for other in range(age)
            if any(piece.overlaps(one) for one in annotations[other] for piece in annotations[age])
        ]
        for age in young
    }


def _swept(annotations: Sequence[Pieces]) -> dict[int, list[int]]:
    """Give for each annotation that overlaps older ones these, in one pass over the text."""
    pieces = sorted((span.start, span.end, age) for age, spans in enumerate(annotations) for span in spans)
    older: dict[int, list[int]] = {}
    open_pieces: list[tuple[int, int]] = []
    for start, end, age in pieces:
        if open_pieces:
            open_pieces = [piece for piece in open_pieces if piece[0] > start]
        for _end, other in open_pieces:
            if other < age:
                older.setdefault(age, []).append(other)
            elif other > age:
                older.setdefault(other, []).append(age)
        open_pieces.append((end, age))
    return older
