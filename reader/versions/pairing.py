"""Two texts with their units aligned: which hang together, and where their letters are the same."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from reader.letters import LetterMap, letters
from reader.model import Text
from reader.versions.difference import Block, blocks
from reader.versions.linking import Link, link_units
from reader.versions.units import Unit, units


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
        old_letters, new_letters: The letters of their reading texts.
        old_units, new_units: Their units.
        links: In the order of the old units.
        groups: What hangs together, in the order of the old units; units without a link are in none.
        of_old, of_new: The group of a unit.
    """

    old: Text
    new: Text
    old_letters: str
    new_letters: str
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
    old_units, new_units = units(old, LetterMap(old.text)), units(new, LetterMap(new.text))
    links = link_units(old_units, new_units)
    groups = _groups(links)
    return Pairing(
        old,
        new,
        letters(old.text),
        letters(new.text),
        old_units,
        new_units,
        links,
        groups,
        {index: group for group in groups for index in group.old},
        {index: group for group in groups for index in group.new},
    )


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
