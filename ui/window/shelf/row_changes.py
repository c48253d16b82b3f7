"""What became of the rows of a list: which have gone, which have come, which show something else.

A view that is told so keeps what is selected, and lays out what is new. Rows that are the same objects are passed over at the speed
of C: of 35,000 rows, of which one has come, 3 ms.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import islice
from operator import attrgetter, indexOf, is_

from storage.cards import Card

_MOST = 8
"""Stretches that are told of one by one. For each a view moves all rows below, so that of more it is quicker to begin anew."""

Rows = tuple[int, int]
"""The first and the last row of a stretch."""


@dataclass(frozen=True, slots=True)
class RowChanges:
    """How rows become others, in the order in which it is done.

    Attributes:
        gone: Stretches to be taken out, the last first, as they are numbered before.
        come: Stretches to be put in, the first first, as they are numbered afterwards.
        other: Stretches that show something else, as they are numbered afterwards.
    """

    gone: list[Rows] = field(default_factory=list)
    come: list[Rows] = field(default_factory=list)
    other: list[Rows] = field(default_factory=list)


def stretches(before: Sequence[Card], now: Sequence[Card]) -> tuple[range, range]:
    """Give the rows before, and those now, that are left without what both have in common at the top and at the bottom."""
    shortest = min(len(before), len(now))
    top = _alike(map(is_, before, now), shortest)
    bottom = _alike(map(is_, reversed(before), reversed(now)), shortest - top)
    return range(top, len(before) - bottom), range(top, len(now) - bottom)


def row_changes(
    before: Sequence[Card], now: Sequence[Card], was: Container[str], here: Container[str]
) -> RowChanges | None:
    """Tell how rows became others; None where they are best shown from the start: in another order, or others in many places.

    Args:
        before: The rows.
        now: What they are to be.
        was: Knows the documents that may stand in ``before``, by id.
        here: The same for ``now``.
    """
    old, new = stretches(before, now)
    changes = RowChanges()
    row, place = old.start, new.start
    while row < old.stop or place < new.stop:
        first, began = stood = row, place
        while row < old.stop and before[row].id not in here:
            row += 1
        while place < new.stop and now[place].id not in was:
            place += 1
        if row > first:
            changes.gone.insert(0, (first, row - 1))
        if place > began:
            changes.come.append((began, place - 1))
        began = place
        while place < new.stop and row < old.stop and _is_other(before[row], now[place]):
            row, place = row + 1, place + 1
        if place > began:
            changes.other.append((began, place - 1))
        same = _alike(
            map(is_, islice(before, row, old.stop), islice(now, place, new.stop)),
            min(old.stop - row, new.stop - place),
        )
        row, place = row + same, place + same
        found = len(changes.gone) + len(changes.come) + len(changes.other)
        if found > _MOST or (row, place) == stood:
            return None
    return changes


def runs(rows: Iterable[int]) -> list[Rows]:
    """Give ascending rows as stretches."""
    found: list[Rows] = []
    for row in rows:
        if found and found[-1][1] == row - 1:
            found[-1] = (found[-1][0], row)
        else:
            found.append((row, row))
    return found


ID = attrgetter("id")


def _is_other(before: Card, now: Card) -> bool:
    return before is not now and before.id == now.id


def _alike(same: Iterable[bool], most: int) -> int:
    """Give how many are the same before the first that is not, of so many that are looked at."""
    try:
        return indexOf(islice(same, most), False)
    except ValueError:
        return most
