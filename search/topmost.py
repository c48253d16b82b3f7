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
from collections.abc import Iterable, Sequence
from itertools import accumulate, islice

from search.postings import Postings
from search.weights import DOCUMENT_K1

Scores = dict[int, float]
"""By Whoosh's numbers of the documents."""

_LOOKED_UP = 6
"""A posting that is looked up costs as much as so many that are passed over."""
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
        self.numbers = array("I")
        self._weights = array("f")
        for numbers, weights in postings.blocks():
            self.numbers += array("I", numbers)
            self._weights += array("f", weights)
        self._gains = _Gains(math.log(size / (postings.documents + 1)) + 1)
        self.most = self._gains[postings.greatest] if self.numbers else 0.0
        """What it gives at most."""

    def __len__(self) -> int:
        return len(self.numbers)

    def give(self, scores: Scores) -> None:
        """Add what it gives to all documents that have it."""
        gains, known = self._gains, scores.get
        for number, weight in zip(self.numbers, self._weights, strict=True):
            scores[number] = known(number, 0.0) + gains[weight]

    def give_only(self, scores: Scores) -> None:
        """Add what it gives to the documents that are among some."""
        gains = self._gains
        if len(scores) * _LOOKED_UP < len(self.numbers):
            for number in scores:
                scores[number] += self.gain(number)
            return
        for number, weight in zip(self.numbers, self._weights, strict=True):
            if number in scores:
                scores[number] += gains[weight]

    def gain(self, number: int) -> float:
        """Give what it gives to one document."""
        at = bisect_left(self.numbers, number)
        is_there = at < len(self.numbers) and self.numbers[at] == number
        return self._gains[self._weights[at]] if is_there else 0.0


class _Gains(dict[float, float]):
    """What a word gives for each weight. Weights were levelled by the length of the document when it was added; few are different."""

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
    scores: Scores = dict.fromkeys(_having(needed), 0.0) if needed else {}
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


def _having(words: Sequence[Word]) -> Iterable[int]:
    """Give the documents that have all of some words."""
    rarest, *others = sorted(words, key=len)
    found: set[int] | array[int] = rarest.numbers
    for word in others:
        is_small = len(found) * _LOOKED_UP < len(word)
        found = set(filter(word.gain, found)) if is_small else set(found).intersection(word.numbers)
    return found
