"""The best documents of the first stage, without adding up what every word gives to every document.

A question has twenty words, and half of them stand in most documents. How much a word can give at most is known: once what the words
to come can give together is less than what the last of the best has already, only documents that were met before can be among the
best, and of these few. For 34,716 documents and 200 questions a twentieth of the postings are added up, at the 95th a quarter; the
others are looked up for some hundred documents. The answer is that of adding up everything, to the last bit.
"""

from __future__ import annotations

import heapq
import math
from array import array
from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from itertools import accumulate, compress, count, islice

from search.postings import Postings
from search.weights import DOCUMENT_K1

Scores = dict[int, float]
"""By Whoosh's numbers of the documents."""

_LISTED = 8
"""A word that no more than one document of so many has is kept as a list, in which a posting takes so many bytes."""
_BYTE = 255
"""Different gains that a byte can name, beside none."""
_WORD_BYTES = 1_000
"""Of a word beside its postings, about."""
_FEW = 4
"""Times what is wanted: so few documents need not be made fewer before they are added up."""
_AGAIN = 2_000
"""Postings to be added up before it is worth asking again what the best will have."""
_SLACK = 1e-9
"""Sums that were made in another order differ by less."""


class Word:
    """A word of a query, and what it gives the documents that have it.

    Args:
        postings: Of the word.
        size: How many documents the index has.
    """

    def __init__(self, postings: Postings, size: int) -> None:
        gains = _Gains(math.log(size / (postings.documents + 1)) + 1)
        is_common = postings.documents * _LISTED > size
        self._held = _Spread(postings, size, gains) if is_common else _Listed(postings, gains)
        self._count = len(self._held)
        self.most = gains[postings.greatest] if self._count else 0.0
        """What it gives at most."""
        self.gain: Callable[[int], float] = self._held.gain
        """Gives what it gives to one document."""

    def __len__(self) -> int:
        return self._count

    @property
    def size(self) -> int:
        """How many bytes it takes, about."""
        return _WORD_BYTES + self._held.size

    @property
    def numbers(self) -> Collection[int]:
        """The documents that have it."""
        return self._held.numbers

    def is_quicker_for(self, numbers: Collection[int]) -> bool:
        """Tell whether looking some documents up takes less time than going through all that have it."""
        return len(numbers) * self._held.looked_up < self._count

    def give(self, scores: Scores) -> None:
        """Add what it gives to all documents that have it."""
        known = scores.get
        for number, gain in self._held.gains():
            scores[number] = known(number, 0.0) + gain

    def give_only(self, scores: Scores) -> None:
        """Add what it gives to the documents that are among some."""
        if self.is_quicker_for(scores):
            gain = self.gain
            for number in scores:
                scores[number] += gain(number)
            return
        for number, gain_ in self._held.gains():
            if number in scores:
                scores[number] += gain_


class _Listed:
    """The gains of a word that few documents have: their numbers, ascending, and its weight in each."""

    looked_up = 6
    """A posting that is looked up costs as much as so many that are passed over."""

    def __init__(self, postings: Postings, gains: _Gains) -> None:
        self.numbers = array("I")
        self._weights = array("f")
        self._gains = gains
        for numbers, weights in postings.blocks():
            self.numbers += array("I", numbers)
            self._weights += array("f", weights)

    def __len__(self) -> int:
        return len(self.numbers)

    @property
    def size(self) -> int:
        return len(self) * (self.numbers.itemsize + self._weights.itemsize)

    def gain(self, number: int) -> float:
        at = bisect_left(self.numbers, number)
        is_there = at < len(self.numbers) and self.numbers[at] == number
        return self._gains[self._weights[at]] if is_there else 0.0

    def gains(self) -> Iterator[tuple[int, float]]:
        return zip(self.numbers, map(self._gains.__getitem__, self._weights), strict=True)


class _Spread:
    """The gains of a word that many documents have: for every document of the index the place of its gain among the different ones.

    A byte a document: of a word that all have, an eighth of what their numbers and its weights take, so that more words are kept, and one
    is looked up without a search. Making it takes longer than a list.
    """

    looked_up = 0

    def __init__(self, postings: Postings, size: int, gains: _Gains) -> None:
        places = _Places()
        self._count = 0
        self._places: bytearray | array[int] = bytearray(size)
        for numbers, weights in postings.blocks():
            found = list(map(places.__getitem__, weights))
            if len(places) > _BYTE and isinstance(self._places, bytearray):
                self._places = array("I", list(self._places))  # of bytes it would take four for one number
            self._count += len(found)
            held = self._places
            for number, place in zip(numbers, found, strict=True):
                held[number] = place
        self._gains = [0.0, *map(gains.__getitem__, places)]

    def __len__(self) -> int:
        return self._count

    @property
    def size(self) -> int:
        return len(self._places) * memoryview(self._places).itemsize

    @property
    def numbers(self) -> list[int]:
        return list(compress(count(), self._places))

    def gain(self, number: int) -> float:
        return self._gains[self._places[number]]

    def gains(self) -> Iterator[tuple[int, float]]:
        return zip(self.numbers, map(self._gains.__getitem__, filter(None, self._places)), strict=True)


class _Places(dict[float, int]):
    """A place for each weight, from 1 on. Weights were levelled by the length of the document when it was added; few are different."""

    def __missing__(self, weight: float) -> int:
        place = self[weight] = len(self) + 1
        return place


class _Gains(dict[float, float]):
    """What a word gives for each weight."""

    def __init__(self, idf: float) -> None:
        super().__init__()
        self._idf = idf

    def __missing__(self, weight: float) -> float:
        gain = self[weight] = self._idf * weight * (DOCUMENT_K1 + 1) / (weight + DOCUMENT_K1)
        return gain


def best(words: Sequence[Word], reach: int, needed: Sequence[Word] = ()) -> list[tuple[int, float]]:
    """Give the best documents with their BM25, best first, those of the lower number first where two are alike.

    Args:
        words: Of the query.
        reach: How many at most.
        needed: Those that a document must have; where there are none, any of the words.
    """
    rarest_first = sorted(words, key=len)
    # What the words from each one on can give together.
    to_come = [*accumulate((word.most for word in reversed(rarest_first)), initial=0.0)][::-1]
    scores: Scores = dict.fromkeys(having(needed), 0.0) if needed else {}
    is_closed = bool(needed)
    bar, asked, given = 0.0, 0, 0
    for at, word in enumerate(rarest_first):
        if at and len(scores) > _FEW * reach:
            is_stale = len(scores) * _FEW < asked if is_closed else given > _AGAIN + len(scores) // 2
            if not bar or is_stale:
                bar = max(bar, _bar(scores, rarest_first[at:], reach))
                asked, given = len(scores), 0
            is_closed = is_closed or to_come[at] < bar
            if is_closed:
                scores = _from(bar - to_come[at], scores)
        if is_closed:
            word.give_only(scores)
        else:
            word.give(scores)
            given += len(word)
    if len(scores) > reach:
        scores = _from(heapq.nlargest(reach, scores.values())[-1] * (1 - _SLACK), scores)
    # In the order of the query, as if everything had been added up in it.
    found = ((number, sum(word.gain(number) for word in words)) for number in sorted(scores))
    return heapq.nlargest(reach, found, key=lambda each: each[1])


def _bar(scores: Scores, to_come: Iterable[Word], reach: int) -> float:
    """Give a score that as many documents as are wanted have in the end, or more: a little less than the best so far will have."""
    lowest = heapq.nlargest(reach, scores.values())[-1]
    top = dict(islice(_from(lowest, scores).items(), _FEW * reach))
    for word in to_come:
        word.give_only(top)
    return heapq.nlargest(reach, top.values())[-1] * (1 - _SLACK)


def _from(lowest: float, scores: Scores) -> Scores:
    return {number: score for number, score in scores.items() if score >= lowest}


def having(words: Sequence[Word]) -> Iterable[int]:
    """Give the documents that have all of some words, of which there is one at least."""
    rarest, *others = sorted(words, key=len)
    found = rarest.numbers
    for word in others:
        found = set(filter(word.gain, found)) if word.is_quicker_for(found) else set(found).intersection(word.numbers)
    return found
