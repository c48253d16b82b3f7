"""Anchors: where an annotation is attached, counted in letters so that it survives every later reading of the same source."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from reader.letters import LetterMap, letters
from reader.model import Span, Text

CONTEXT = 32
"""Letters kept before and after the quote, for finding the place again in another version of the text."""

_MARGIN = 8 * CONTEXT
"""Code points looked through for the context: marks and spaces are seldom more than half of a text."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """A stretch of a document.

    Attributes:
        text_id: The Text on which it was made.
        start: In letters.
        end: In letters, excluded.
        quote: The reading text as it was selected, marks included.
        prefix: Up to 32 letters before.
        suffix: Up to 32 letters behind.
        clause: Path of the innermost clause around the start; empty outside of all.
    """

    text_id: str
    start: int
    end: int
    quote: str
    prefix: str
    suffix: str
    clause: str


def describe(text: Text, span: Span) -> Anchor:
    """Give the anchor of a selection.

    Args:
        text: The Text, as it is read or its ``original``.
        span: Of its reading text. Marks at either end are in the quote, and not in the count of letters.
    """
    places = _places(text.text)
    clause = text.clause_at(span.start)
    return Anchor(
        text_id=text.text_id,
        start=places.to_letters(span.start),
        end=places.to_letters(span.end),
        quote=text.text[span.start : span.end],
        prefix=letters(text.text[max(span.start - _MARGIN, 0) : span.start])[-CONTEXT:],
        suffix=letters(text.text[span.end : span.end + _MARGIN])[:CONTEXT],
        clause=clause.path if clause else "",
    )


def place(text: Text, anchor: Anchor) -> Span | None:
    """Give where an anchor stands; None where the text has other letters than the anchor's.

    Args:
        text: Any reading of the Text the anchor was made on, whatever its marks.
        anchor: From ``describe``.

    Returns:
        The place of its letters, with the marks at the ends of the quote where this reading prints the same ones (3.5% is
        not 3.5).
    """
    if text.text_id != anchor.text_id:
        return None
    span = _places(text.text).to_text(anchor.start, anchor.end)
    before, behind = _marks_around(anchor.quote)
    start = span.start - len(before) if text.text.endswith(before, 0, span.start) else span.start
    end = span.end + len(behind) if text.text.startswith(behind, span.end) else span.end
    return Span(start, end)


def _marks_around(quote: str) -> tuple[str, str]:
    """Give what stands in a quote before its first letter and behind its last; nothing where it has no letters."""
    first = next((at for at, character in enumerate(quote) if letters(character)), None)
    if first is None:
        return "", ""
    last = next(at for at in range(len(quote) - 1, -1, -1) if letters(quote[at]))
    return quote[:first], quote[last + 1 :]


@lru_cache(maxsize=4)
def _places(text: str) -> LetterMap:
    # A page places all its annotations at once, and at most three documents stay open.
    return LetterMap(text)
