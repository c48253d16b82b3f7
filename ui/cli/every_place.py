"""Every place of a string or pattern: counted at once, then given batch by batch, so that no more than a batch of them is in memory.

的 has half a million places in all laws. Made in one go they took 1.4 GB, and the first was told after 40 s.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from itertools import accumulate, takewhile

from search.results import Hit, Results

_FIRST = 20
_MOST = 4_000
_GROWS = 4
"""The first batch is told at once; later ones are larger, as each asks the index anew."""

Answer = Callable[[int, Collection[str] | None], Results]
"""Gives the first places in some documents, in all for None; the documents of ``Results.counts`` are in the order of the places."""


class EveryPlace:
    """The places of one query.

    Args:
        answer: Gives them.
        limit: How many are wanted at most.
        documents: Where they are looked for; None for everywhere.

    Attributes:
        total: How many there are.
        documents: Where the wanted ones stand, in their order.
        took_ms: How long the search took until now, in milliseconds.
    """

    def __init__(self, answer: Answer, limit: int, documents: Collection[str] | None) -> None:
        counted = answer(0, documents)
        self._answer = answer
        self._limit = limit
        before = accumulate(counted.counts.values(), initial=0)
        wanted = takewhile(lambda pair: pair[1] < limit, zip(counted.counts.items(), before, strict=False))
        self._counts = [count for count, _ in wanted]
        self.total = counted.total
        self.documents = [document for document, _ in self._counts]
        self.took_ms = counted.took_ms

    def batches(self) -> Iterator[list[Hit]]:
        """Give the places, some documents' at a time."""
        left, size = self._limit, _FIRST
        waiting: list[str] = []
        count = 0
        for document, own in self._counts:
            waiting.append(document)
            count += own
            if count >= size:
                yield self._hits(waiting, left)
                left, size = left - count, min(size * _GROWS, _MOST)
                waiting, count = [], 0
        if waiting:
            yield self._hits(waiting, left)

    def _hits(self, documents: list[str], limit: int) -> list[Hit]:
        found = self._answer(limit, documents)
        self.took_ms += found.took_ms
        return found.hits
