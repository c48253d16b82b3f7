"""Search in one document that is open: every place, by the same rules as verbatim search in the library.

It takes the reading text as it is shown, so it works where the index does not reach: in 原貌, and before a document is indexed.
"""

from __future__ import annotations

from functools import lru_cache

from reader.model import Span
from search.folding import fold, letter_offsets, letters
from search.verbatim import needle


def find_in(text: str, query: str, within: Span | None = None) -> list[Span]:
    """Give every place of a query in a reading text, ascending.

    Args:
        text: The reading text.
        query: As for ``Index.verbatim``: in quotes its marks count.
        within: Places inside of this stretch only.
    """
    wanted = needle(query)
    if wanted is None:
        return []
    folded = _folded(text)
    if wanted.exact:
        found = _places(folded, wanted.exact)
    else:
        own, offsets = _letters(text)
        places = (place for form in wanted.forms for place in _places(own, form))
        found = sorted({Span(offsets[place.start], offsets[place.end - 1] + 1) for place in places})
        found = [place for place in found if all(_has_mark(folded, place, joint) for joint in wanted.joints)]
    ends = (_with_ends(folded, place, wanted.before, wanted.after) for place in found)
    return [place for place in ends if within is None or (within.start <= place.start and place.end <= within.end)]


def _places(text: str, wanted: str) -> list[Span]:
    found = []
    at = text.find(wanted)
    while at >= 0:
        found.append(Span(at, at + len(wanted)))
        at = text.find(wanted, at + 1)
    return found


def _has_mark(folded: str, place: Span, joint: int) -> bool:
    offsets = letter_offsets(folded[place.start : place.end])
    return offsets[joint] - offsets[joint - 1] > 1


def _with_ends(folded: str, place: Span, before: str, after: str) -> Span:
    """Take in the marks at the ends of the query where the text has the very same."""
    start = place.start - len(before)
    return Span(
        start if start >= 0 and folded.startswith(before, start) else place.start,
        place.end + len(after) if folded.startswith(after, place.end) else place.end,
    )


# The document is one and the same while the user types.
@lru_cache(maxsize=2)
def _folded(text: str) -> str:
    return fold(text)


@lru_cache(maxsize=2)
def _letters(text: str) -> tuple[str, list[int]]:
    folded = _folded(text)
    return letters(folded), letter_offsets(folded)
