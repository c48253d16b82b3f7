"""Letters: what of a text is the same however its marks and spaces are printed.

The identity of a Text and every anchor count in letters, so a note stays where it is when a later version of the reader
restores a mark differently.
"""

from __future__ import annotations

import hashlib
import unicodedata
from bisect import bisect_left, bisect_right
from itertools import accumulate

from reader.model import Span


class _Folding(dict[int, str]):
    """Character -> its letters, filled on first meeting: a text uses a few thousand different characters."""

    def __missing__(self, code: int) -> str:
        folded = unicodedata.normalize("NFKC", chr(code)).lower()
        kept = "".join(character for character in folded if unicodedata.category(character)[0] in "LN")
        self[code] = kept
        return kept


_FOLDING = _Folding()


def letters(text: str) -> str:
    """Give the letters of a text: each character folded by itself (NFKC, lower case), of it the letters and numbers.

    Folding is per character, so the letters of two texts joined are their letters joined.
    """
    return text.translate(_FOLDING)


def has_letters(text: str) -> bool:
    """Tell whether a text has any letters; nearly always the first character settles it."""
    return any(_FOLDING[ord(character)] for character in text)


def identity(text: str) -> str:
    """Give the ``text_id``: the SHA-256 of the letters, in hex."""
    return hashlib.sha256(letters(text).encode()).hexdigest()


class LetterMap:
    """Offsets in a text as offsets in its letters, and back.

    Args:
        text: The reading text.
    """

    def __init__(self, text: str) -> None:
        # Letters before each character, one more entry than characters. One character may give none or several letters.
        self._before = [0, *accumulate(map(len, map(_FOLDING.__getitem__, map(ord, text))))]

    def __len__(self) -> int:
        """Give the number of letters."""
        return self._before[-1]

    def to_letters(self, offset: int) -> int:
        """Give the number of letters before a code point; offsets beyond either end count as that end."""
        return self._before[min(max(offset, 0), len(self._before) - 1)]

    def to_text(self, start: int, end: int) -> Span:
        """Give the span tight around the letters ``start`` to ``end`` (excluded).

        An empty stretch gives an empty span before its letter. A character that folds to several letters is taken whole.
        """
        last = len(self._before) - 1
        start = min(max(start, 0), len(self))
        first = bisect_right(self._before, start) - 1 if start < len(self) else last
        if end <= start:
            return Span(first, first)
        return Span(first, bisect_left(self._before, min(end, len(self))))
