"""In how many clauses of the library each word and each pair of characters stands: what BM25 weighs terms by.

A table of a fixed number of counters, addressed by a checksum of the term, lies mapped in the index folder: a look-up touches
one page, an update costs the same however large the library is, a removal is subtracted. Two terms may share a counter; that
shifts a weight a little and can lose no hit.
"""

from __future__ import annotations

import operator
import sys
import zlib
from array import array
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from search.integrity import Mapped

COUNTERS = 1 << 21
"""167,000 clauses of law have about 900,000 terms, two thirds of them in one clause only."""

TABLE_BYTES = COUNTERS * 4


def terms(words: Iterable[str], letters: str) -> set[str]:
    """Give what is counted of one clause.

    Args:
        words: Its words, from ``search_words``.
        letters: Its letters.
    """
    found = {word for word in words if len(word) != 2}
    found.update(pairs(letters))
    return found


def pairs(letters: str) -> Iterable[str]:
    """Give each two neighbouring letters. A word of two characters is its pair, so it is not counted twice."""
    return map(operator.add, letters, letters[1:])


def slot(term: str) -> int:
    """Give the index of a term's counter."""
    return zlib.crc32(term.encode()) & (COUNTERS - 1)


class Counts(NamedTuple):
    """In how many clauses of some documents each term stands, by its counter; negative for documents that go.

    Attributes:
        slots: The counters.
        counts: What is to be added to each of them.
    """

    slots: array[int]
    counts: array[int]

    @classmethod
    def of(cls, counts: Mapping[str, int]) -> Counts:
        """Give the counts of terms."""
        return cls(array("I", map(slot, counts)), array("i", counts.values()))


def changed(table: bytes, changes: Iterable[Counts]) -> bytes:
    """Give a table with counts added, one after the other; never below zero.

    Args:
        table: ``TABLE_BYTES`` long, or empty for the first table.
        changes: What is to be added.
    """
    counters = array("I", table or bytes(TABLE_BYTES))
    if sys.byteorder == "big":
        counters.byteswap()
    for slots, counts in changes:
        if min(counts, default=0) >= 0:  # as good as always, and in half of the time
            for index, count in zip(slots, counts, strict=True):
                counters[index] += count
        else:
            for index, count in zip(slots, counts, strict=True):
                counters[index] = max(0, counters[index] + count)
    if sys.byteorder == "big":
        counters.byteswap()
    return counters.tobytes()


def look_up(table: Mapped, term: str) -> int:
    """Give in how many clauses a term stands, about."""
    at = slot(term) * 4
    return int.from_bytes(table[at : at + 4], "little")
