"""Where the characters of a reading text stand in its source, one by one."""

from __future__ import annotations

from itertools import pairwise

from reader.model import Text


def places_in_source(text: Text) -> dict[int, int]:
    """Give the offset in the source of each offset of the reading text that has one, no two the same."""
    for (reading, source, length), (next_reading, next_source, _) in pairwise(text.alignment.runs):
        assert reading + length <= next_reading
        assert source + length <= next_source
    return {reading + step: source + step for reading, source, length in text.alignment.runs for step in range(length)}
