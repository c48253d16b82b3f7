"""Search by regular expression, over the same folded texts as verbatim search.

A pattern is folded as the texts are (width, case, traditional characters); what folds to a character of meaning is escaped, so that
（ finds a bracket and opens no group. ``regex`` can be stopped, which the standard library's ``re`` cannot: ``(a+)+b`` ends in time.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable, Iterator

import regex

from reader.errors import KnownError
from reader.model import Span
from search.corpus import Corpus
from search.folding import fold
from search.manifest import Record
from search.verbatim import Place

SECONDS = 3.0
"""So long a pattern may take over the whole library, unless told otherwise."""

_ESCAPE = regex.compile(r"\\(?:[pPNgk]\{[^}]*\}|.)|\(\?P?[A-Za-z0-9<=!:#-]*|.", regex.DOTALL)


def compiled(pattern: str, *, across: bool = False) -> regex.Pattern[str]:
    """Give the folded pattern, ready to search.

    Args:
        pattern: As typed.
        across: Whether ``.`` and the rest may run across the ends of paragraphs.

    Raises:
        KnownError: ``pattern-invalid`` with the ``reason`` in the words of ``regex``, and the ``position`` of the character at which
            reading stopped, from 1 (0: not known).
    """
    flags = regex.MULTILINE | regex.VERSION1 | (regex.DOTALL if across else 0)
    try:
        return regex.compile(_folded(pattern), flags)
    except (regex.error, RecursionError, OverflowError, ValueError) as error:
        reason, position = _told(pattern, flags, error)
        raise KnownError("pattern-invalid", reason=reason, position=position) from error


def _told(pattern: str, flags: int, error: Exception) -> tuple[str, int]:
    """Give why and where a pattern is refused, counted in what was typed: folding may move characters."""
    try:
        regex.compile(pattern, flags)
    except regex.error as typed:
        position = getattr(typed, "pos", None)  # the types that come with regex know neither of the two
        return getattr(typed, "msg", str(typed)), 0 if position is None else min(position + 1, len(pattern))
    except (RecursionError, OverflowError, ValueError):
        pass
    return getattr(error, "msg", "too complex"), 0


def find_pattern(
    corpus: Corpus,
    records: Iterable[Record],
    pattern: regex.Pattern[str],
    limit: int,
    *,
    across: bool,
    seconds: float = SECONDS,
) -> tuple[list[Place], Counter[str]]:
    """Give the first places of a pattern, and how many there are in each document that has any. A place is never empty.

    Args:
        corpus: Where to look.
        records: The documents, in the order of the places.
        pattern: From ``compiled``.
        limit: How many places at most.
        across: As for ``compiled``.
        seconds: How long it may take.

    Raises:
        KnownError: ``pattern-too-slow``.
    """
    places: list[Place] = []
    counts: Counter[str] = Counter()
    deadline = time.monotonic() + seconds
    try:
        for record in records:
            for span in matches(pattern, corpus.texts.of(record), across, deadline):
                counts[record.document] += 1
                if len(places) < limit:
                    places.append(Place(record, span))
    except TimeoutError as error:
        raise KnownError("pattern-too-slow", seconds=round(seconds)) from error
    return places, counts


def matches(pattern: regex.Pattern[str], text: str, across: bool, deadline: float) -> Iterator[Span]:
    """Give the places of a pattern in one folded text, none of them empty.

    Args:
        pattern: From ``compiled``.
        text: The text.
        across: As for ``compiled``.
        deadline: By ``time.monotonic``.

    Raises:
        TimeoutError: It passed.
    """
    at = 0
    while at < len(text):
        found = pattern.search(text, at, timeout=_left(deadline), concurrent=True)
        if found is None:
            return
        start, end = found.span()
        if not across and "\n" in found[0]:
            # What ran on into the next paragraph may stop before.
            stop = text.find("\n", start)
            found = pattern.search(text, start, stop, timeout=_left(deadline), concurrent=True)
            if found is None:
                at = stop + 1
                continue
            start, end = found.span()
        if end > start:
            yield Span(start, end)
        at = max(end, start + 1)


def _left(deadline: float) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left


def _folded(pattern: str) -> str:
    return "".join(_folded_piece(piece) for piece in _ESCAPE.findall(pattern))


def _folded_piece(piece: str) -> str:
    if len(piece) > 1:
        return piece  # \S, \p{Han}, (?P<…: their case has a meaning
    folded = fold(piece)
    return regex.escape(folded) if folded != piece and folded.isascii() and not folded.isalnum() else folded
