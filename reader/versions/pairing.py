"""Which unit of an older text became which of a newer one: letters first, then their order, numbers only as hints.

After an amendment only 42 % of the surviving clauses keep their number (findings/readers.md 5.1), so a number never decides alone.
"""

from __future__ import annotations

import heapq
import math
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from rapidfuzz.distance import Indel

from reader.letters import LetterMap
from reader.model import Text
from reader.versions.difference import Block, blocks
from reader.versions.units import Unit, units

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


@dataclass(frozen=True, slots=True)
class Group:
    """Units that belong together through their links: one and one mostly, one and two where a clause was split.

    Attributes:
        old, new: Indexes of the units, ascending.
        score: The worst likeness among the links.
    """

    old: tuple[int, ...]
    new: tuple[int, ...]
    score: float


@dataclass(frozen=True)
class Pairing:
    """Two texts with their units and the links between them.

    Attributes:
        old, new: The texts.
        old_places, new_places: The letters of their reading texts.
        old_units, new_units: Their units.
        links: In the order of the old units.
        groups: What hangs together, in the order of the old units; units without a link are in none.
        of_old, of_new: The group of a unit.
    """

    old: Text
    new: Text
    old_places: LetterMap
    new_places: LetterMap
    old_units: Sequence[Unit]
    new_units: Sequence[Unit]
    links: Sequence[Link]
    groups: Sequence[Group]
    of_old: Mapping[int, Group]
    of_new: Mapping[int, Group]
    _blocks: dict[Group, list[Block]] = field(default_factory=dict, compare=False, repr=False)

    def blocks(self, group: Group) -> list[Block]:
        """Give the stretches of equal letters of a group: its old bodies joined against its new bodies joined."""
        if group not in self._blocks:
            self._blocks[group] = blocks(self.old_body(group), self.new_body(group))
        return self._blocks[group]

    def old_body(self, group: Group) -> str:
        """Give the old bodies of a group, joined."""
        return "".join(self.old_units[index].body for index in group.old)

    def new_body(self, group: Group) -> str:
        """Give the new bodies of a group, joined."""
        return "".join(self.new_units[index].body for index in group.new)


def pair(old: Text, new: Text) -> Pairing:
    """Align the clauses of two versions of a document."""
    old_places, new_places = LetterMap(old.text), LetterMap(new.text)
    old_units, new_units = units(old, old_places), units(new, new_places)
    links = _link(old_units, new_units)
    groups = _groups(links)
    return Pairing(
        old,
        new,
        old_places,
        new_places,
        old_units,
        new_units,
        links,
        groups,
        {index: group for group in groups for index in group.old},
        {index: group for group in groups for index in group.new},
    )


def _link(old: Sequence[Unit], new: Sequence[Unit]) -> list[Link]:
    found = _same_letters(old, new)
    taken_new = set(found.values())
    wanted = [i for i in range(len(old)) if i not in found]
    free = _likely(old, new, wanted, [j for j in range(len(new)) if j not in taken_new])
    links = [Link(i, j, 1.0) for i, j in found.items()]
    links += _assigned(old, new, free, found)
    return sorted(links + _parts(old, new, links), key=lambda link: (link.old, link.new))


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


def _likely(
    old: Sequence[Unit], new: Sequence[Unit], wanted: Iterable[int], among: Iterable[int] | None = None
) -> dict[int, list[int]]:
    """Give for some old units the new ones (all, or some) that share their rarer pairs of letters, best first."""
    holders: dict[str, list[int]] = defaultdict(list)
    for j in range(len(new)) if among is None else among:
        for gram in _grams(new[j].body):
            holders[gram].append(j)
    common = max(_COMMON, len(new) // 40)
    found = {}
    for i in wanted:
        shared: dict[int, float] = defaultdict(float)
        for gram in _grams(old[i].body):
            those = holders.get(gram, ())
            if 0 < len(those) <= common:
                weight = 1 / math.sqrt(len(those))
                for j in those:
                    shared[j] += weight
        best = heapq.nlargest(3 * _CANDIDATES, shared, key=shared.__getitem__)
        # A long clause that holds everything must not hide the short one that is meant.
        weighed = {j: shared[j] / (len(new[j].body) + len(old[i].body)) for j in best}
        ranked = best[:_CANDIDATES] + heapq.nlargest(_CANDIDATES, best, key=weighed.__getitem__)
        found[i] = list(dict.fromkeys(ranked))
    return found


def _grams(body: str) -> set[str]:
    return {body[at : at + _GRAM] for at in range(len(body) - _GRAM + 1)}


def _assigned(
    old: Sequence[Unit], new: Sequence[Unit], free: Mapping[int, Sequence[int]], found: Mapping[int, int]
) -> list[Link]:
    """Pair what is alike, the best first, where order and number may lift a likeness but never make one."""
    rated = []
    keys = sorted(found)
    for i, those in free.items():
        low, high = _between(found, keys, i, len(new))
        for j in those:
            likeness = Indel.normalized_similarity(old[i].body, new[j].body, score_cutoff=LEAST)
            if likeness < LEAST or bool(old[i].kind) != bool(new[j].kind):
                continue
            in_order = low < j < high
            if likeness >= CERTAIN or (likeness >= 0.5 and in_order) or (in_order and high - low <= 4):
                rated.append((likeness + 0.08 * in_order + 0.04 * (old[i].path == new[j].path), likeness, i, j))
    taken_old: set[int] = set()
    taken_new: set[int] = set()
    links = []
    for _, likeness, i, j in sorted(rated, key=lambda row: (-row[0], row[2], row[3])):
        if i not in taken_old and j not in taken_new:
            taken_old.add(i)
            taken_new.add(j)
            links.append(Link(i, j, likeness))
    return links


def _between(found: Mapping[int, int], keys: Sequence[int], i: int, last: int) -> tuple[int, int]:
    """Give between which new units an old one belongs by its nearest paired neighbours; -1 and ``last`` at the ends."""
    at = bisect_left(keys, i)
    low = found[keys[at - 1]] if at else -1
    high = found[keys[at]] if at < len(keys) else last
    return (low, high) if low < high else (-1, last)


def _parts(old: Sequence[Unit], new: Sequence[Unit], links: Sequence[Link]) -> list[Link]:
    """Find the other part of a clause that was split, and the other source of one that was merged."""
    of_old: dict[int, list[str]] = defaultdict(list)
    of_new: dict[int, list[str]] = defaultdict(list)
    for link in links:
        of_old[link.old].append(new[link.new].body)
        of_new[link.new].append(old[link.old].body)
    lone_old = [i for i, unit in enumerate(old) if i not in of_old and len(unit.body) >= _LEAST_PART]
    lone_new = [j for j, unit in enumerate(new) if j not in of_new and len(unit.body) >= _LEAST_PART]
    added = {}
    for j, those in _likely(new, old, lone_new).items():
        score, i = max(((_part_of(new[j].body, old[i].body, of_old[i]), i) for i in those), default=(0.0, -1))
        if score:
            added[i, j] = Link(i, j, score, part=True)
    for i, those in _likely(old, new, lone_old).items():
        score, j = max(((_part_of(old[i].body, new[j].body, of_new[j]), j) for j in those), default=(0.0, -1))
        if score:
            added[i, j] = Link(i, j, score, part=True)
    return list(added.values())


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
    return [range(block.new, block.new + block.length) for block in blocks(part, whole) if block.length >= _STRETCH]


def _groups(links: Sequence[Link]) -> list[Group]:
    leader: dict[tuple[str, int], tuple[str, int]] = {}

    def find(node: tuple[str, int]) -> tuple[str, int]:
        while leader.setdefault(node, node) != node:
            node = leader[node]
        return node

    for link in links:
        leader[find(("old", link.old))] = find(("new", link.new))
    members: dict[tuple[str, int], list[Link]] = defaultdict(list)
    for link in links:
        members[find(("old", link.old))].append(link)
    return [
        Group(
            tuple(sorted({link.old for link in those})),
            tuple(sorted({link.new for link in those})),
            min(link.score for link in those),
        )
        for those in members.values()
    ]
