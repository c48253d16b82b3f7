"""Search in one document that is open: every place, by the same rules as verbatim search in the library.

It takes the reading text as it is shown, so it works where the index does not reach: in 原貌, and before a document is indexed.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, partial

from reader.model import Span
from search.folding import fold, letter_offsets, letters
from search.verbatim import Needle, needle


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
    found = places_of(wanted, _folded(text), _own_letters(text), partial(_offsets, text))
    return [place for place in found if within is None or (within.start <= place.start and place.end <= within.end)]


def places_of(wanted: Needle, folded: str, own: str, offsets: Callable[[], list[int]]) -> list[Span]:
    """Give every place of a needle in one text, ascending.

    Args:
        wanted: What is looked for.
        folded: The folded text.
        own: Its letters.
        offsets: Gives ``letter_offsets(folded)``; asked only where something was found.
    """
    if wanted.exact:
        found = _places(folded, wanted.exact)
    else:
        places = [place for form in wanted.forms for place in _places(own, form)]
        at = offsets() if places else []
        found = sorted({Span(at[place.start], at[place.end - 1] + 1) for place in places})
        found = [place for place in found if all(_has_mark(folded, place, joint) for joint in wanted.joints)]
    return [_with_ends(folded, place, wanted.before, wanted.after) for place in found]


def count_of(wanted: Needle, folded: str, own: str) -> int:
    """Give how many places ``places_of`` would give, without looking where they are."""
    if wanted.joints:
        return len(places_of(wanted, folded, own, lambda: letter_offsets(folded)))
    return len(_places(folded, wanted.exact)) if wanted.exact else sum(len(_places(own, form)) for form in wanted.forms)


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
def _own_letters(text: str) -> str:
    return letters(_folded(text))


@lru_cache(maxsize=2)
def _offsets(text: str) -> list[int]:
    return letter_offsets(_folded(text))
