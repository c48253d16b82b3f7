"""Differences of two pieces of text, letter by letter, gathered so that a person can read them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

_SPECK = 2
"""Equal stretches of fewer code points, with a change on both sides that is as long, are chance: 的 in two unlike sentences."""

_LONGEST = 20_000
"""Code points beyond which a difference is made of whole halves: an alignment takes time by the product of the lengths."""


class Block(NamedTuple):
    """A stretch that both sides have.

    Attributes:
        old, new: Where it begins.
        length: In code points.
    """

    old: int
    new: int
    length: int


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a difference.

    Attributes:
        kind: ``same``, ``removed`` (only in the old) or ``added`` (only in the new).
        text: Its words.
    """

    kind: Literal["same", "removed", "added"]
    text: str


def difference(old: str, new: str) -> tuple[Piece, ...]:
    """Give how a new text came from an old one; what was removed stands before what was added in its place."""
    pieces = []
    at_old = at_new = 0
    for block in [*blocks(old, new), Block(len(old), len(new), 0)]:
        for kind, text in (("removed", old[at_old : block.old]), ("added", new[at_new : block.new])):
            if text:
                pieces.append(Piece(kind, text))  # type: ignore[arg-type]
        if block.length:
            pieces.append(Piece("same", old[block.old : block.old + block.length]))
        at_old, at_new = block.old + block.length, block.new + block.length
    return tuple(pieces)


def blocks(old: str, new: str) -> list[Block]:
    """Give the stretches that two texts have in common, in the order of both, without those that are there by chance."""
    if old == new:
        return [Block(0, 0, len(old))] if old else []
    if max(len(old), len(new)) > _LONGEST:
        return _ends(old, new)
    from rapidfuzz.distance import Indel  # 25 ms, which the start of the window does not wait for

    found = [Block(*one) for one in Indel.editops(old, new).as_matching_blocks()[:-1]]  # the last is the empty end
    return _without_specks(found, len(old), len(new))


def _without_specks(found: Sequence[Block], old: int, new: int) -> list[Block]:
    kept: list[Block] = []
    for index, block in enumerate(found):
        end_old, end_new = (kept[-1].old + kept[-1].length, kept[-1].new + kept[-1].length) if kept else (0, 0)
        next_old, next_new = (found[index + 1][:2]) if index + 1 < len(found) else (old, new)
        before = max(block.old - end_old, block.new - end_new)
        behind = max(next_old - block.old - block.length, next_new - block.new - block.length)
        if block.length < _SPECK and before >= block.length and behind >= block.length:
            continue
        kept.append(block)
    return kept


def _ends(old: str, new: str) -> list[Block]:
    """Give what two very long texts have in common at their beginning and end."""
    most = min(len(old), len(new))
    head = next((at for at in range(most) if old[at] != new[at]), most)
    tail = next((at for at in range(most - head) if old[-1 - at] != new[-1 - at]), most - head)
    found = [Block(0, 0, head), Block(len(old) - tail, len(new) - tail, tail)]
    return [block for block in found if block.length]
