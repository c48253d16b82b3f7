"""What changed between two versions of a document, clause by clause."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from reader.model import Span, Text
from reader.versions.difference import Piece, difference
from reader.versions.pairing import Group, Pairing, pair
from reader.versions.units import Unit

Change = Literal["same", "renumbered", "moved", "edited", "split", "merged", "added", "gone"]
"""``renumbered``: same letters under another number; ``moved``: same letters at another place in the order; ``edited``: other
letters, whatever its number; ``split`` and ``merged``: more than one clause on one side (both on both sides is ``split``)."""

CHANGES: tuple[Change, ...] = get_args(Change)


@dataclass(frozen=True, slots=True)
class Place:
    """A clause as one side of a row has it.

    Attributes:
        path: Its address; empty for words outside of clauses.
        span: In the reading text.
        text: Its words, label included.
    """

    path: str
    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Row:
    """What became of one clause.

    Attributes:
        change: See ``Change``.
        old, new: The clause on both sides; empty where it is added or gone, several where it was split or merged.
        score: Likeness of the letters, 0 to 1.
        pieces: The new words against the old ones; labels count.
    """

    change: Change
    old: tuple[Place, ...]
    new: tuple[Place, ...]
    score: float
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two versions, clause by clause in the order of the new one; what is gone stands where it was.

    Attributes:
        rows: The clauses.
        counts: How many rows of each change there are.
    """

    rows: tuple[Row, ...]
    counts: Mapping[Change, int]


def compare(old: Text, new: Text, pairing: Pairing | None = None) -> Comparison:
    """Tell what changed from one version to another.

    Args:
        old: The older version.
        new: The newer one.
        pairing: Of these two, where it is at hand.
    """
    pairing = pairing or pair(old, new)
    still = _in_order(pairing.groups)
    keyed: list[tuple[tuple[int, int, int], Row]] = []
    for group in pairing.groups:
        keyed.append(((group.new[0], 1, group.old[0]), _row(pairing, group, group in still)))
    for j, unit in enumerate(pairing.new_units):
        if j not in pairing.of_new:
            here = _place(new, unit)
            keyed.append(((j, 1, 0), Row("added", (), (here,), 0.0, difference("", here.text))))
    behind = 0
    for i, unit in enumerate(pairing.old_units):
        if group := pairing.of_old.get(i):  # type: ignore[assignment]
            behind = group.new[-1] + 1 if group in still else behind
        else:
            here = _place(old, unit)
            keyed.append(((behind, 0, i), Row("gone", (here,), (), 0.0, difference(here.text, ""))))
    rows = tuple(row for _, row in sorted(keyed, key=lambda one: one[0]))
    return Comparison(rows, Counter(row.change for row in rows))


def _row(pairing: Pairing, group: Group, in_order: bool) -> Row:
    old = tuple(_place(pairing.old, pairing.old_units[i]) for i in group.old)
    new = tuple(_place(pairing.new, pairing.new_units[j]) for j in group.new)
    pieces = difference("\n".join(place.text for place in old), "\n".join(place.text for place in new))
    return Row(_change(pairing, group, in_order), old, new, group.score, pieces)


def _change(pairing: Pairing, group: Group, in_order: bool) -> Change:
    if len(group.new) > 1:
        return "split"
    if len(group.old) > 1:
        return "merged"
    old, new = pairing.old_units[group.old[0]], pairing.new_units[group.new[0]]
    if old.body != new.body:
        return "edited"
    if not in_order:
        return "moved"
    return "same" if old.path == new.path else "renumbered"


def _place(text: Text, unit: Unit) -> Place:
    return Place(unit.path, unit.span, text.text[unit.span.start : unit.span.end])


def _in_order(groups: Sequence[Group]) -> set[Group]:
    """Give the most groups that stand in the same order on both sides (the longest ascending run, by patience)."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    ordered = sorted(groups, key=lambda group: group.old[0])
    for index, group in enumerate(ordered):
        at = bisect_left(tails, group.new[0])
        before.append(ends[at - 1] if at else -1)
        if at == len(tails):
            tails.append(group.new[0])
            ends.append(index)
        else:
            tails[at] = group.new[0]
            ends[at] = index
    found = set()
    index = ends[-1] if ends else -1
    while index >= 0:
        found.add(ordered[index])
        index = before[index]
    return found
