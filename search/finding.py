"""The places of a string in a stretch of UTF-16, as it lies in the file.

Stringzilla compares 16 bytes at a time: all places of a word among the 17 M letters of all laws take 2 ms besides the reading, with
``re`` 12 to 20 (docs/decisions/0020). It knows bytes, not units: what begins at an odd one is none. As a unit, each half of a character
outside of the basic plane counts on its own; no half is ever mistaken for another character, so nothing is found that is not there.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

import stringzilla

from search.units import ENCODING, UNIT, units_of

# Of its ways to search those that the tests compare with a plain scan on any machine: wider ones are no faster, as memory is what is waited for.
stringzilla.reset_capabilities(("serial", "westmere"))


class Stretch:
    """A stretch of UTF-16, to be scanned. Offsets count units.

    Args:
        data: A part of a buffer that can be written to; what it holds must stay until the scan is over.
    """

    def __init__(self, data: memoryview) -> None:
        self._data = data
        self._bytes = stringzilla.Str(data)

    def __len__(self) -> int:
        return len(self._data) // UNIT

    @cached_property
    def units(self) -> str:
        """The stretch as a string with one code point for each unit."""
        return units_of(self._data)

    def places(self, form: bytes) -> Iterator[int]:
        """Give the offset of every place of a string, ascending, as they are asked for; those that overlap, too.

        Args:
            form: From ``packed``, not empty.
        """
        find = self._bytes.find
        at: int = find(form)
        while at >= 0:
            if at % UNIT:
                at = find(form, at + 1)
            else:
                yield at // UNIT
                at = find(form, at + UNIT)

    def count(self, form: bytes, start: int, end: int) -> int:
        """Give how many places of a string lie in a part of the stretch, or more: what begins at an odd byte counts here.

        Args:
            form: From ``packed``; no two places of it overlap.
            start: First unit of the part.
            end: Behind the last one.
        """
        found: int = self._bytes.count(form, start * UNIT, end * UNIT)
        return found


def packed(form: str) -> bytes:
    """Give a string as a stretch holds it."""
    return form.encode(ENCODING, "surrogatepass")


def unpacked(form: bytes) -> str:
    """Give what ``packed`` gave as a string with one code point for each unit."""
    return units_of(memoryview(bytearray(form)))
