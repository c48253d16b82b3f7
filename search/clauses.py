"""Cutting a Text into the clauses that search ranks and cites.

A clause here is what a reader would cite as one rule: a 条, a numbered heading with its own paragraphs, 5.3.2. A 款 or 项 belongs
to its 条, as half a rule seldom answers a question. Text outside of all clauses counts by its paragraph.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from reader.model import Clause, Span, Text
from search.folding import LETTER, LETTERS

_INNER = frozenset({"paragraph", "item", "subitem"})
_COLUMNS = 4


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a reading text that is ranked as one.

    Attributes:
        span: In the reading text, without spaces at either end.
        path: Of the clause; empty outside of all clauses.
    """

    span: Span
    path: str


def cut(text: Text) -> list[Piece]:
    """Give the pieces of a text: ascending, apart from each other, together holding every letter of the reading text."""
    pieces: list[Piece] = []
    position = 0
    for root in text.clauses:
        if root.span.start < position or not _is_piece(root):
            continue
        pieces += _paragraphs(text, position, root.span.start)
        pieces += _below(text, root)
        position = root.span.end
    pieces += _paragraphs(text, position, len(text.text))
    return pieces


class ClauseTable:
    """The pieces of one document in offsets of the reading text and of its letters: compact, read at each query.

    Args:
        values: From ``build(...).values``: four numbers a piece.
    """

    def __init__(self, values: array[int]) -> None:
        self.values = values
        self.starts = values[2::_COLUMNS]
        self.ends = values[3::_COLUMNS]

    @classmethod
    def build(cls, pieces: list[Piece], folded: str) -> tuple[ClauseTable, list[str]]:
        """Give the table of pieces and the letters of each.

        Args:
            pieces: From ``cut``.
            folded: The folded reading text.
        """
        values = array("I")
        strings = []
        before = 0
        for piece in pieces:
            own = "".join(LETTERS.findall(folded, piece.span.start, piece.span.end))
            values.extend((piece.span.start, piece.span.end, before, before + len(own)))
            strings.append(own)
            before += len(own)
        return cls(values), strings

    def __len__(self) -> int:
        return len(self.starts)

    @cached_property
    def _begins(self) -> array[int]:
        return self.values[::_COLUMNS]

    @property
    def total(self) -> int:
        """How many letters the pieces have together."""
        return self.ends[-1] if self.ends else 0

    def at_letter(self, letter: int) -> int:
        """Give the index of the piece that holds a letter."""
        return bisect_right(self.starts, letter) - 1

    def at_offset(self, offset: int) -> int:
        """Give the index of the piece that holds a code point, or else of the one before it; -1 before the first."""
        return bisect_right(self._begins, offset) - 1

    def span(self, index: int) -> Span:
        """Give the span of a piece in the reading text."""
        at = index * _COLUMNS
        return Span(self.values[at], self.values[at + 1])

    def letters(self, index: int) -> Span:
        """Give the span of a piece in letters."""
        return Span(self.starts[index], self.ends[index])

    def to_text(self, folded: str, start: int, end: int) -> Span:
        """Give the span tight around some letters, in the reading text.

        Args:
            folded: The folded reading text.
            start: First letter.
            end: Behind the last letter; more than ``start``.
        """
        first = self._offset(folded, start)
        last = first + end - start - 1
        # Most places have no mark inside.
        together = LETTERS.fullmatch(folded, first, last + 1)
        return Span(first, (last if together else self._offset(folded, end - 1)) + 1)

    def _offset(self, folded: str, letter: int) -> int:
        index = self.at_letter(letter)
        span = self.span(index)
        left = letter - self.letters(index).start
        for run in LETTERS.finditer(folded, span.start, span.end):
            first, last = run.span()
            if left < last - first:
                return first + left
            left -= last - first
        raise IndexError(letter)


def _is_piece(clause: Clause) -> bool:
    # a) and 1) below 5.3.2 are listed items, though the tree calls every level of a standard "standard".
    return clause.kind not in _INNER and not (clause.kind == "standard" and clause.label.endswith((")", "）")))


def _below(text: Text, clause: Clause) -> Iterator[Piece]:
    position = clause.span.start
    stack = [child for child in clause.children if _is_piece(child)]
    for child in stack:
        yield from _trimmed(text, position, child.span.start, clause.path)
        yield from _below(text, child)
        position = child.span.end
    yield from _trimmed(text, position, clause.span.end, clause.path)


def _paragraphs(text: Text, start: int, end: int) -> Iterator[Piece]:
    while start < end:
        stop = text.text.find("\n", start, end)
        stop = end if stop < 0 else stop
        yield from _trimmed(text, start, stop, "")
        start = stop + 1


def _trimmed(text: Text, start: int, end: int, path: str) -> Iterator[Piece]:
    while start < end and text.text[start].isspace():
        start += 1
    while end > start and text.text[end - 1].isspace():
        end -= 1
    if LETTER.search(text.text, start, end):
        yield Piece(Span(start, end), path)
