"""From what a scan finds among the letters of a document to a stretch of its reading text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.model import Span
from search.finding import packed
from search.units import UNIT

if TYPE_CHECKING:
    from search.corpus import Document, Strings
    from search.finding import Stretch
    from search.verbatim import Needle


class Placing:
    """Gives the places of a needle in one document. All of them are to be asked for, ascending, until nobody wants more.

    Args:
        document: The document.
        where: What was scanned: its letters, or its folded text where marks count.
        wanted: What was looked for.
        stretch: What was scanned, of it and of others.
        begin: Where in ``stretch`` its string begins.
    """

    def __init__(self, document: Document, where: Strings, wanted: Needle, stretch: Stretch, begin: int) -> None:
        self._record, self._folded, self._table = document.record, document.folded, document.clauses
        self._where = where
        self._wanted = wanted
        self._stretch = stretch
        self._begin = begin
        self._length = len(self._folded) if wanted.exact else self._table.total
        # A character outside the basic plane takes two units.
        self._is_plain = self._length * UNIT == where.size(self._record)
        form = wanted.forms[0] if len(wanted.forms) == 1 and self._is_plain else ""
        self._form = "" if overlaps(form) else form
        self._packed = packed(self._form)
        self._next = -1
        self._until = 0

    def span(self, at: int, size: int) -> Span:
        """Give a place in the reading text.

        Args:
            at: Units behind the beginning of the document's string.
            size: In units.
        """
        start, end = at, at + size
        if not self._is_plain:
            start = self._where.offset(self._record, self._length, start)
            end = self._where.offset(self._record, self._length, end)
        span = Span(start, end) if self._wanted.exact else self._in_text(start, end)
        return self._with_ends(span) if self._wanted.before or self._wanted.after else span

    def _in_text(self, start: int, end: int) -> Span:
        if not self._form:
            return self._table.to_text(self._folded, start, end)
        if start >= self._until:
            self._enter(start)
        if self._next < 0 or end > self._until:
            return self._table.to_text(self._folded, start, end)
        found = self._next
        self._next = self._folded.find(self._form, found + 1)
        return Span(found, found + end - start)

    def _enter(self, letter: int) -> None:
        """Look into the clause that holds a letter, the first of a place.

        Each place without a mark inside is one of the letters, too. Where there are as many in the text as among the letters, they are the
        same, one after the other, and nothing need be counted.
        """
        index = self._table.at_letter(letter)
        span, own = self._table.span(index), self._table.letters(index)
        of_letters = self._stretch.count(self._packed, self._begin + own.start, self._begin + own.end)
        is_same = of_letters == self._folded.count(self._form, span.start, span.end)
        self._next = self._folded.find(self._form, span.start) if is_same else -1
        self._until = own.end

    def _with_ends(self, span: Span) -> Span:
        before, after = self._wanted.before, self._wanted.after
        start, end = span.start - len(before), span.end + len(after)
        return Span(
            start if start >= 0 and self._folded.startswith(before, start) else span.start,
            end if self._folded.startswith(after, span.end) else span.end,
        )


def overlaps(form: str) -> bool:
    """Tell whether two places of a string can overlap, as those of 一一 do in 一一一."""
    return any(form.endswith(form[:size]) for size in range(1, len(form)))
