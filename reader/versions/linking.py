"""Which unit of an older text became which of a newer one: letters first, then their order, numbers only as hints.

After an amendment only 42 % of the surviving clauses keep their number (counted in 26 laws with two versions), so a number never decides
alone.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import compress
from operator import add
from typing import NamedTuple, Self

from reader.versions.difference import blocks
from reader.versions.units import Unit

CERTAIN = 0.75
"""From this likeness on two units are the same clause wherever they stand."""

LEAST = 0.4
"""Below this likeness two units are no pair; between the two they are one where their neighbours are."""

_PART = 0.6
"""How much of a unit must stand in another one for being a part of it (split and merged clauses)."""

_LEAST_PART = 8
_STRETCH = 4
"""Letters in a row that count for a part: shorter ones any two sentences of a law share."""

_CANDIDATES = 5
_GRAM = 2
_COMMON = 24
"""Pairs of letters in more units than this say nothing about which unit it is."""

_NEARLY_ALL = 0.9
_WHOLE = 0.95
"""A unit that stands whole in another one counts like a pair of this likeness."""

_DIVISIONS = ("part", "chapter", "section")


@dataclass(frozen=True, slots=True)
class Link:
    """Two units that belong together.

    Attributes:
        old, new: Indexes of the units.
        score: Likeness of their letters, 0 to 1; of a part (split, merged) how much of the part stands in the other.
        part: Whether one holds only a part of the other.
    """

    old: int
    new: int
    score: float
    part: bool = False


class _Side(NamedTuple):
    """The units of a text with the pairs of letters in each, which are asked for often."""

    units: Sequence[Unit]
    grams: Sequence[Set[str]]

    @classmethod
    def of(cls, units: Sequence[Unit]) -> Self:
        return cls(units, [_grams(unit.body) for unit in units])


def link_units(old: Sequence[Unit], new: Sequence[Unit]) -> list[Link]:
    """Give which units of two texts belong together, in the order of the old ones."""
    found = _same_letters(old, new)
    taken_new = set(found.values())
    wanted = [i for i in range(len(old)) if i not in found]
    left = [j for j in range(len(new)) if j not in taken_new]
    olds, news = _Side.of(old), _Side.of(new)
    free = {i: set(those) for i, those in _likely(olds, news, wanted, left).items()}
    for j, those in _likely(news, olds, left, wanted).items():
        for i in those:
            free[i].add(j)
    links = [Link(i, j, 1.0) for i, j in found.items()]
    links += _assigned(old, new, _rated(olds, news, free, found))
    return sorted(links + _parts(olds, news, links), key=lambda link: (link.old, link.new))


def _same_letters(old: Sequence[Unit], new: Sequence[Unit]) -> dict[int, int]:
    """Pair units of the same letters: those that exist once, then repeated ones by their neighbours."""
    where_old, where_new = _by_letters(old), _by_letters(new)
    found: dict[int, int] = {}
    repeated = []
    for key, here in where_old.items():
        there = where_new.get(key, [])
        if len(here) == 1 and len(there) == 1:
            found[here[0]] = there[0]
        elif there:
            repeated.append((here, there))
    for here, there in repeated:
        if len(here) == len(there):
            found.update(zip(here, there, strict=True))
            continue
        fits = sorted(
            (_neighbours(found, len(old), len(new), i, j), old[i].path == new[j].path, -abs(i - j), i, j)
            for i in here
            for j in there
        )
        taken: set[int] = set()
        for _, _, _, i, j in reversed(fits):
            if i not in found and j not in taken:
                found[i] = j
                taken.add(j)
    return found


def _by_letters(those: Sequence[Unit]) -> dict[tuple[bool, str], list[int]]:
    where: dict[tuple[bool, str], list[int]] = defaultdict(list)
    for index, unit in enumerate(those):
        where[bool(unit.kind), unit.body].append(index)
    return where


def _neighbours(found: Mapping[int, int], olds: int, news: int, i: int, j: int) -> int:
    """Count on how many sides the neighbours of two units are a pair; the ends of both texts count as one."""
    before = found.get(i - 1) == j - 1 if i and j else i == j
    behind = found.get(i + 1) == j + 1 if i + 1 < olds and j + 1 < news else olds - i == news - j
    return before + behind


def _likely(old: _Side, new: _Side, wanted: Iterable[int], among: Iterable[int] | None = None) -> dict[int, list[int]]:
    """Give for some old units the new ones (all, or some) that share their rarer pairs of letters, best first."""
    holders: dict[str, list[int]] = defaultdict(list)
    for j in range(len(new.units)) if among is None else among:
        for gram in new.grams[j]:
            holders[gram].append(j)
    common = max(_COMMON, len(new.units) // 40)
    weighty = {gram: (1 / math.sqrt(len(those)), those) for gram, those in holders.items() if len(those) <= common}
    telling, every = weighty.keys(), range(len(new.units))
    found = {}
    for i in wanted:
        shared = [0.0] * len(new.units)
        for gram in telling & old.grams[i]:
            weight, those = weighty[gram]
            for j in those:
                shared[j] += weight
        best = sorted(compress(every, shared), key=shared.__getitem__, reverse=True)[: 3 * _CANDIDATES]
        # A long clause that holds everything must not hide the short one that is meant.
        length = len(old.units[i].body)
        weighed = {j: shared[j] / (len(new.units[j].body) + length) for j in best}
        ranked = best[:_CANDIDATES] + sorted(best, key=weighed.__getitem__, reverse=True)[:_CANDIDATES]
        found[i] = list(dict.fromkeys(ranked))
    return found


def _grams(body: str) -> Set[str]:
    return frozenset(map(add, body, body[1:]))


def _assigned(
    old: Sequence[Unit], new: Sequence[Unit], rated: Iterable[tuple[float, float, bool, int, int]]
) -> list[Link]:
    """Pair what is alike or holds the other whole, the best first; order and number may lift a likeness but never make one.

    A clause that was merged into another one, or that is half of one that was split, is more sure than one that is somewhat like it.
    """
    of_old: dict[int, list[int]] = defaultdict(list)
    of_new: dict[int, list[int]] = defaultdict(list)
    links = []
    for _, score, is_part, i, j in sorted(rated, key=lambda row: (-row[0], row[3], row[4])):
        if not of_old[i] and not of_new[j]:
            links.append(Link(i, j, score, part=is_part))
        elif is_part and len(old[i].body) < len(new[j].body) and not of_old[i]:
            if not _part_of(old[i].body, new[j].body, [old[one].body for one in of_new[j]]):
                continue
            links.append(Link(i, j, score, part=True))
        elif is_part and len(new[j].body) < len(old[i].body) and not of_new[j]:
            if not _part_of(new[j].body, old[i].body, [new[one].body for one in of_old[i]]):
                continue
            links.append(Link(i, j, score, part=True))
        else:
            continue
        of_old[i].append(j)
        of_new[j].append(i)
    return links


def _rated(
    olds: _Side, news: _Side, free: Mapping[int, Iterable[int]], found: Mapping[int, int]
) -> list[tuple[float, float, bool, int, int]]:
    """Give the pairs that may be linked: rating, score, whether one is only a part of the other, and the two units."""
    from rapidfuzz.distance import Indel  # 25 ms, which the start of the window does not wait for

    old, new = olds.units, news.units
    rated = []
    keys = sorted(found)
    for i, those in free.items():
        low, high = _between(found, keys, i, len(new))
        for j in those:
            if _level(old[i]) != _level(new[j]):
                continue
            in_order = low < j < high
            likeness = Indel.normalized_similarity(old[i].body, new[j].body, score_cutoff=LEAST)
            held = 0.0 if likeness >= CERTAIN else _held(olds, i, news, j)
            hints = 0.08 * in_order + 0.04 * (old[i].path == new[j].path)
            if held * _WHOLE > likeness:
                rated.append((held * _WHOLE + hints, held, True, i, j))
            elif likeness >= CERTAIN or (likeness >= 0.5 and in_order) or (likeness and in_order and high - low <= 4):
                rated.append((likeness + hints, likeness, False, i, j))
    return rated


def _level(unit: Unit) -> str:
    """Tell apart clauses, the divisions around them, and loose words: none of them becomes another."""
    return "division" if unit.kind in _DIVISIONS else ("clause" if unit.kind else "")


def _held(old: _Side, i: int, new: _Side, j: int) -> float:
    """Give how much of the shorter unit stands in the longer one where that is nearly all of it, else 0."""
    (part, parts), (whole, wholes) = sorted(
        ((old.units[i].body, old.grams[i]), (new.units[j].body, new.grams[j])), key=lambda side: len(side[0])
    )
    if len(part) < _LEAST_PART:
        return 0.0
    # Cheap to know, and rarely so: the letters are compared only then.
    if len(parts & wholes) < 0.8 * len(parts):
        return 0.0
    share = sum(len(stretch) for stretch in _stretches(part, whole)) / len(part)
    return share if share >= _NEARLY_ALL else 0.0


def _between(found: Mapping[int, int], keys: Sequence[int], i: int, last: int) -> tuple[int, int]:
    """Give between which new units an old one belongs by its nearest paired neighbours; -1 and ``last`` at the ends."""
    at = bisect_left(keys, i)
    low = found[keys[at - 1]] if at else -1
    high = found[keys[at]] if at < len(keys) else last
    return (low, high) if low < high else (-1, last)


def _parts(olds: _Side, news: _Side, links: Sequence[Link]) -> list[Link]:
    """Find the other part of a clause that was split, and the other source of one that was merged."""
    old, new = olds.units, news.units
    of_old: dict[int, list[str]] = defaultdict(list)
    of_new: dict[int, list[str]] = defaultdict(list)
    for link in links:
        of_old[link.old].append(new[link.new].body)
        of_new[link.new].append(old[link.old].body)
    lone_old = [i for i, unit in enumerate(old) if i not in of_old and len(unit.body) >= _LEAST_PART]
    lone_new = [j for j, unit in enumerate(new) if j not in of_new and len(unit.body) >= _LEAST_PART]
    added = {}
    for j, those in _likely(news, olds, lone_new).items():
        likely = (i for i in those if _may_hold(olds.grams[i], new[j].body))
        score, i = max(((_part_of(new[j].body, old[i].body, of_old[i]), i) for i in likely), default=(0.0, -1))
        if score:
            added[i, j] = Link(i, j, score, part=True)
    for i, those in _likely(olds, news, lone_old).items():
        likely = (j for j in those if _may_hold(news.grams[j], old[i].body))
        score, j = max(((_part_of(old[i].body, new[j].body, of_new[j]), j) for j in likely), default=(0.0, -1))
        if score:
            added[i, j] = Link(i, j, score, part=True)
    return list(added.values())


def _may_hold(whole: Set[str], part: str) -> bool:
    """Tell cheaply whether ``_part_of`` can be more than 0: of n letters in stretches at least n - n / _STRETCH begin a known pair."""
    known = sum(map(whole.__contains__, map(add, part, part[1:])))
    return known >= _PART * (1 - 1 / _STRETCH) * len(part)


def _part_of(part: str, whole: str, partners: Sequence[str]) -> float:
    """Give how much of a unit stands in another one, 0 where that is little or the same words already have a counterpart."""
    mine = _stretches(part, whole)
    share = sum(len(stretch) for stretch in mine) / len(part)
    if share < _PART:
        return 0.0
    theirs = {at for partner in partners for stretch in _stretches(partner, whole) for at in stretch}
    taken = sum(at in theirs for stretch in mine for at in stretch)
    return share if taken <= share * len(part) / 2 else 0.0


def _stretches(part: str, whole: str) -> list[range]:
    """Give where in a whole the longer stretches of a part stand."""
    at = whole.rfind(part)
    if at >= 0:
        # Sentences that begin alike would let the letters of one be found in the other.
        return [range(at, at + len(part))]
    return [range(block.new, block.new + block.length) for block in blocks(part, whole) if block.length >= _STRETCH]
