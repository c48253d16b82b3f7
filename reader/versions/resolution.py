"""Where an anchor of an older version stands in a newer one, or that it has to be asked, or that it is gone.

The clauses are aligned first; the quote is then looked for inside of what its clause became: letter for letter, verified by what
stands around it, at last by likeness with a minimum and a margin over the next best place. What could as well be elsewhere is
``uncertain``: it is proposed, never placed. A place that holds the words of another old place is not free (this is what
makes a quote of eight letters safe: a quarter of them stand more than once in their law, counted in 26 laws).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby, pairwise
from operator import attrgetter
from typing import TYPE_CHECKING, Literal, NamedTuple

from reader.anchor import Anchor, place
from reader.letters import letters
from reader.model import Span, Text
from reader.versions.difference import Block
from reader.versions.pairing import Group, Pairing, pair

if TYPE_CHECKING:
    from rapidfuzz.distance import ScoreAlignment
from reader.versions.units import Unit

Status = Literal["kept", "moved", "edited", "uncertain", "gone"]
"""``kept``: same letters in the same clause; ``moved``: same letters, the clause has another number or place; ``edited``: other
letters, the place is sure; ``uncertain``: a proposal; ``gone``: nothing like it."""

STATUSES: Sequence[Status] = ("kept", "moved", "edited", "uncertain", "gone")
"""From the best to the worst."""

# The figures below were set on made amendments and on pairs of dated laws that are not in the table of bench/anchors.py.
AROUND = 16
"""Letters on either side that speak for a place."""

SURE = 0.55
"""From this share of quote and surroundings kept on, an edited place is sure."""

LEAST_KEPT = 0.34
"""The least share of the quote's own letters for being placed without asking."""

MARGIN = 0.08
"""By how much a place must be better than the next best one."""

_VERIFIED = 16
"""Letters of quote and surroundings that must agree where words stand elsewhere than their clause went."""

_LIKE = 82.0
"""The least likeness (of 100) for proposing a place elsewhere."""

_LONG = 12
_SHORT = 6


@dataclass(frozen=True, slots=True)
class Resolution:
    """What became of an anchor.

    Attributes:
        status: See ``Status``.
        span: Its place in the new reading text, for ``uncertain`` a proposal; None where there is none.
        score: How much of the quote and its surroundings speaks for the place, 0 to 1.
        runner_up: The score of the next best place.
    """

    status: Status
    span: Span | None
    score: float
    runner_up: float = 0.0

    @property
    def certain(self) -> bool:
        """Whether it may be placed without asking."""
        return self.status in ("kept", "moved", "edited")


class _Found(NamedTuple):
    """A place in letters of the whole new text."""

    status: Status
    start: int
    end: int
    score: float
    runner_up: float = 0.0


_GONE = _Found("gone", 0, 0, 0.0)


def resolve(anchor: Anchor, old: Text | None, new: Text, pairing: Pairing | None = None) -> Resolution:
    """Find an anchor in another version of its document.

    Args:
        anchor: Made on ``old``.
        old: The version it was made on; None where that can no longer be read: the quote then has nothing but its surroundings.
        new: The version that is current now.
        pairing: Of ``old`` and ``new``, where it is at hand; for many anchors of one document make it once.
    """
    if anchor.text_id == new.text_id:
        return Resolution("kept", place(new, anchor), 1.0)
    found = _by_quote(anchor, letters(new.text)) if old is None else _resolve(anchor, pairing or pair(old, new))
    if found.status == "gone":
        return Resolution("gone", None, found.score)
    there = Anchor(new.text_id, found.start, found.end, anchor.quote, "", "", "")
    return Resolution(found.status, place(new, there), found.score, found.runner_up)


def _resolve(anchor: Anchor, pairing: Pairing) -> _Found:
    """Resolve the part in each clause by itself: a highlight may run over several."""
    if anchor.start >= anchor.end:
        return _GONE
    here = [i for i, unit in enumerate(pairing.old_units) if unit.start < anchor.end and anchor.start < unit.end]
    parts = []
    for group, those in groupby(here, key=pairing.of_old.get):
        run = list(those)
        start = max(anchor.start, pairing.old_units[run[0]].start)
        end = min(anchor.end, pairing.old_units[run[-1]].end)
        parts.append((_in_group(pairing, group, start, end) if group else _elsewhere(pairing, start, end), end - start))
    return _joined(parts)


def _joined(parts: Sequence[tuple[_Found, int]]) -> _Found:
    if len(parts) <= 1:
        return parts[0][0] if parts else _GONE
    total = sum(length for _, length in parts)
    there = [(found, length) for found, length in parts if found.status != "gone"]
    kept = sum(length for _, length in there)
    if not there or kept < LEAST_KEPT * total / 2:
        return _GONE
    score = sum(found.score * length for found, length in there) / total
    first, last = there[0][0], there[-1][0]
    new_length = last.end - first.start
    in_order = all(a.end <= b.start for (a, _), (b, _) in pairwise(there))
    status = max((found.status for found, _ in there), key=STATUSES.index)
    if kept < total and status != "uncertain":
        status = "edited" if kept >= 0.5 * total else "uncertain"
    if not in_order or new_length > 2 * total + 200:
        best = max(there, key=lambda one: one[1])[0]
        return _Found("uncertain", best.start, best.end, score)
    if new_length != total and status in ("kept", "moved"):
        status = "edited"
    return _Found(status, first.start, last.end, score, max(found.runner_up for found, _ in there))


def _in_group(pairing: Pairing, group: Group, start: int, end: int) -> _Found:
    """Find letters ``start`` to ``end`` of the old text in what their clause became."""
    old = _Joined([pairing.old_units[i] for i in group.old])
    new = _Joined([pairing.new_units[j] for j in group.new])
    low, high = old.inward(start), old.inward(end)
    if low == high:
        return _label(pairing, group, start)
    quote = pairing.old_body(group)[low:high]
    place = _exact(pairing, group, low, high) or _edited(pairing, group, low, high)
    if place is None:
        return _elsewhere(pairing, start, end)
    status, first, last, score, runner_up = place
    if status == "kept" and not _same_clause(old.unit(low), new.unit(first)):
        status = "moved"
    begin, finish = new.outward(first), new.outward(last - 1) + 1
    if finish - begin > 2 * len(quote) + 400:
        # Its halves went to places far apart.
        return _Found("uncertain", begin, new.unit(first).end, score, runner_up)
    # A selection that began with the number of its clause begins with the new number.
    if start < old.unit(low).label and first == new.begin_of(first):
        begin = new.unit(first).start
    return _Found(status, begin, finish, score, runner_up)


def _same_clause(old: Unit, new: Unit) -> bool:
    return old.path == new.path


def _label(pairing: Pairing, group: Group, start: int) -> _Found:
    """Give the number of what a clause became, for an anchor on a number alone (a bookmark)."""
    i = next(i for i in group.old if pairing.old_units[i].start <= start < pairing.old_units[i].end)
    links = [link for link in pairing.links if link.old == i]
    if not links:
        return _GONE
    best = max(links, key=lambda link: (not link.part, link.score))
    old, new = pairing.old_units[i], pairing.new_units[best.new]
    end = max(new.label, new.start + 1)
    if best.score < SURE or new.label == new.start:
        return _Found("uncertain", new.start, end, best.score)
    return _Found("kept" if _same_clause(old, new) else "moved", new.start, end, best.score)


def _exact(pairing: Pairing, group: Group, low: int, high: int) -> _Found | None:
    """Find the same letters inside a group; offsets of the answer are in its joined new bodies."""
    old, new, blocks = pairing.old_body(group), pairing.new_body(group), pairing.blocks(group)
    quote = old[low:high]
    aligned = _through(blocks, low, high)
    hits = []
    for at in _occurrences(quote, new):
        if at != aligned and _taken(blocks, low, high, at):
            continue
        around = _alike_before(old[:low], new[:at]) + _alike_behind(old[high:], new[at + len(quote) :])
        hits.append((around, at == aligned, at))
    if not hits:
        return None
    hits.sort(reverse=True)
    around, is_aligned, at = hits[0]
    score, runner_up = _share(len(quote) + around), _share(len(quote) + hits[1][0]) if len(hits) > 1 else 0.0
    sure = is_aligned or (len(quote) + around >= _VERIFIED and (len(hits) == 1 or around > hits[1][0]))
    if aligned is None and not sure:
        # Letters of its clause were kept somewhere else: let the likeness decide which of the two is meant.
        return None
    return _Found("kept" if sure else "uncertain", at, at + len(quote), score, runner_up)


def _edited(pairing: Pairing, group: Group, low: int, high: int) -> _Found | None:
    """Find words that were changed, by what is left of them and of their surroundings."""
    old, blocks = pairing.old_body(group), pairing.blocks(group)
    inside = list(_clipped(blocks, low, high))
    if not inside:
        return None
    first, last = _with_replacements(blocks, inside, low, high)
    kept = sum(block.length for block in inside)
    before = [block for block in _clipped(blocks, max(low - AROUND, 0), low) if first - block.new <= 2 * AROUND]
    behind = [block for block in _clipped(blocks, high, min(high + AROUND, len(old))) if block.new - last <= 2 * AROUND]
    around = sum(block.length for block in [*before, *behind])
    room = low - max(low - AROUND, 0) + min(high + AROUND, len(old)) - high
    score = (kept + around) / (high - low + room)
    share = kept / (high - low)
    runner_up = _next_best(pairing, group, old[max(low - AROUND, 0) : high + AROUND], (first, last))
    wide = last - first > 3 * (high - low) + AROUND
    sure = score >= SURE and share >= LEAST_KEPT and score - runner_up >= MARGIN and not wide
    if share < LEAST_KEPT and score < SURE:
        return None
    return _Found("edited" if sure else "uncertain", first, last, score, runner_up)


def _with_replacements(blocks: Sequence[Block], inside: Sequence[Block], low: int, high: int) -> tuple[int, int]:
    """Give where what is left of a quote stands, with the words that came in place of those at its ends."""
    first, last = inside[0].new, inside[-1].new + inside[-1].length
    before = max((block for block in blocks if block.old < inside[0].old), default=None)
    if inside[0].old > low and before is not None and before.old + before.length >= low - 1:
        begin = before.new + before.length
        first = begin if first - begin <= 2 * (inside[0].old - low) + 4 else first
    end_old = inside[-1].old + inside[-1].length
    behind = min((block for block in blocks if block.old >= end_old), default=None)
    if end_old < high and behind is not None and behind.old <= high + 1:
        last = behind.new if behind.new - last <= 2 * (high - end_old) + 4 else last
    return first, last


def _next_best(pairing: Pairing, group: Group, words: str, ours: tuple[int, int]) -> float:
    """Give how much like the words the best other free place is."""
    from rapidfuzz import fuzz  # 25 ms, which the start of the window does not wait for

    here = pairing.new_body(group)
    best = 0.0
    for text in (here[: max(ours[0] - AROUND, 0)], here[ours[1] + AROUND :], *_free(pairing, group)):
        # A text shorter than the words would be looked for in them, and not the other way round.
        like = fuzz.partial_ratio if len(text) >= len(words) else fuzz.ratio
        best = max(best, like(words, text, score_cutoff=50))
    return best / 100


def _free(pairing: Pairing, group: Group | None) -> Iterator[str]:
    """Give the new units whose words have no old counterpart."""
    for j, unit in enumerate(pairing.new_units):
        if j not in pairing.of_new and (group is None or j not in group.new):
            yield unit.body


def _elsewhere(pairing: Pairing, start: int, end: int) -> _Found:
    """Look for letters of the old text in all of the new one: their clause is gone, or went on without them."""
    old, new = pairing.old_letters, pairing.new_letters
    quote = old[start:end]
    hits = []
    for at in _occurrences(quote, new) if len(quote) >= _SHORT else ():
        if not _occupied(pairing, at, at + len(quote)):
            before = _alike_before(old[:start], new[:at])
            hits.append((before + _alike_behind(old[end:], new[at + len(quote) :]), at))
    if hits:
        hits.sort(reverse=True)
        around, at = hits[0]
        runner_up = _share(len(quote) + hits[1][0]) if len(hits) > 1 else 0.0
        sure = len(quote) >= _LONG and len(quote) + around >= 2 * _VERIFIED and (not runner_up or around > hits[1][0])
        return _Found("moved" if sure else "uncertain", at, at + len(quote), _share(len(quote) + around), runner_up)
    if len(quote) >= _LONG:
        like = _most_alike(quote, new)
        if like is not None and not _occupied(pairing, like.dest_start, like.dest_end):
            return _Found("uncertain", like.dest_start, like.dest_end, like.score / 100)
    return _GONE


def _by_quote(anchor: Anchor, new: str) -> _Found:
    """Find a quote of a text that can no longer be read."""
    quote = letters(anchor.quote)
    hits = sorted(
        (
            (_alike_before(anchor.prefix, new[:at]) + _alike_behind(anchor.suffix, new[at + len(quote) :]), at)
            for at in _occurrences(quote, new)
        ),
        reverse=True,
    )
    if hits:
        around, at = hits[0]
        runner_up = _share(len(quote) + hits[1][0]) if len(hits) > 1 else 0.0
        sure = around >= AROUND and (len(hits) == 1 or around >= hits[1][0] + AROUND // 2)
        return _Found("moved" if sure else "uncertain", at, at + len(quote), _share(len(quote) + around), runner_up)
    if len(quote) >= _LONG:
        like = _most_alike(quote, new)
        if like is not None:
            return _Found("uncertain", like.dest_start, like.dest_end, like.score / 100)
    return _GONE


def _most_alike(quote: str, new: str) -> ScoreAlignment | None:
    from rapidfuzz import fuzz

    return fuzz.partial_ratio_alignment(quote, new, score_cutoff=_LIKE)


def _through(blocks: Sequence[Block], low: int, high: int) -> int | None:
    """Give where a stretch went whole; None where it was touched."""
    for block in blocks:
        if block.old <= low and high <= block.old + block.length:
            return block.new + low - block.old
    return None


def _taken(blocks: Sequence[Block], low: int, high: int, at: int) -> bool:
    """Tell whether a place of the new side is the counterpart of another place of the old side."""
    return any(
        block.new <= at and at + high - low <= block.new + block.length and block.old + at - block.new != low
        for block in blocks
    )


def _occupied(pairing: Pairing, start: int, end: int) -> bool:
    """Tell whether letters of the new text came whole from other letters of the old one."""
    index = bisect_right(pairing.new_units, start, key=attrgetter("start")) - 1
    group = pairing.of_new.get(index)
    if group is None:
        return False
    joined = _Joined([pairing.new_units[j] for j in group.new])
    low, high = joined.inward(start), joined.inward(end)
    kept = sum(max(min(block.new + block.length, high) - max(block.new, low), 0) for block in pairing.blocks(group))
    return kept >= 0.8 * (high - low)


def _clipped(blocks: Sequence[Block], low: int, high: int) -> Iterator[Block]:
    for block in blocks:
        start, end = max(block.old, low), min(block.old + block.length, high)
        if start < end:
            yield Block(start, block.new + start - block.old, end - start)


def _occurrences(quote: str, text: str) -> Iterator[int]:
    at = text.find(quote)
    while at >= 0:
        yield at
        at = text.find(quote, at + 1)


def _alike_before(old: str, new: str) -> int:
    """Count the letters that agree going back from two places."""
    most = min(len(old), len(new), 2 * AROUND)
    return next((n for n in range(most) if old[-1 - n] != new[-1 - n]), most)


def _alike_behind(old: str, new: str) -> int:
    """Count the letters that agree going on from two places."""
    most = min(len(old), len(new), 2 * AROUND)
    return next((n for n in range(most) if old[n] != new[n]), most)


def _share(agreeing: int) -> float:
    """Give a score for letters that agree: 32 of them leave no doubt."""
    return min(agreeing / 32, 1.0)


class _Joined:
    """Offsets in the joined bodies of some units, and in letters of the whole text."""

    def __init__(self, units: Sequence[Unit]) -> None:
        self._units = units
        self._begins = [0, *accumulate(len(unit.body) for unit in units)]

    def inward(self, letter: int) -> int:
        """Give the offset of a letter of the text; inside a label, or between units, the next body's beginning."""
        for unit, begin in zip(self._units, self._begins, strict=False):
            if letter <= unit.end:
                return begin + max(letter - unit.label, 0)
        return self._begins[-1]

    def outward(self, offset: int) -> int:
        """Give the letter of the text at an offset."""
        index = self._index(offset)
        return self._units[index].label + offset - self._begins[index]

    def unit(self, offset: int) -> Unit:
        """Give the unit around an offset."""
        return self._units[self._index(offset)]

    def begin_of(self, offset: int) -> int:
        """Give the offset at which the unit around an offset begins."""
        return self._begins[self._index(offset)]

    def _index(self, offset: int) -> int:
        return min(bisect_right(self._begins, offset) - 1, len(self._units) - 1)
