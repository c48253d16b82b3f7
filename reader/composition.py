"""Builds the reading text over the source text and keeps the alignment exact while doing so."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import groupby

from reader.formats.grid import Place
from reader.model import Alignment, Cell, Span, Table

_INVISIBLE = re.compile("[\t\u00ad\u200b-\u200f\u2060\ufeff]")


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph of the reading text before anybody knows its role.

    Attributes:
        span: In the reading text.
        heading: Depth by markup; 0 where none.
        centred: By markup.
        cell: Where it stands in a table; None outside of all.
    """

    span: Span
    heading: int = 0
    centred: bool = False
    cell: Place | None = None


@dataclass(frozen=True, slots=True)
class Composition:
    """The reading text, its paragraphs and how it lies over the source.

    Attributes:
        text: Paragraphs joined by line ends.
        blocks: They cover ``text``.
        alignment: To the source text.
        restored: At how many places marks were restored; a place may take several (``》（``).
    """

    text: str
    blocks: tuple[Block, ...]
    alignment: Alignment
    restored: int

    def words(self, index: int) -> str:
        """Give the characters of a paragraph; empty beyond the last."""
        if index >= len(self.blocks):
            return ""
        return self.text[self.blocks[index].span.start : self.blocks[index].span.end]

    def tables(self) -> tuple[Table, ...]:
        """Give the tables, each cell a paragraph."""
        found = []
        for table, run in groupby(self.blocks, lambda block: block.cell.table if block.cell else None):
            if table is None:
                continue
            cells = [
                Cell(block.span, cell.row, cell.column, cell.rows, cell.columns)
                for block in run
                if (cell := block.cell) is not None
            ]
            rows = max(cell.row + cell.rows for cell in cells)
            columns = max(cell.column + cell.columns for cell in cells)
            found.append(Table(Span(cells[0].span.start, cells[-1].span.end), rows, columns, tuple(cells)))
        return tuple(found)


class Composer:
    """Writes a reading text, character after character of the source or mark after restored mark.

    Args:
        source: The source text.
    """

    def __init__(self, source: str) -> None:
        self._source = source
        self._pieces: list[str] = []
        self._runs: list[tuple[int, int, int]] = []
        self._blocks: list[Block] = []
        self._length = 0
        self._paragraph_start = 0
        self._restored = 0

    def take(self, span: Span) -> None:
        """Append characters of the source. Tabs become spaces, invisible characters go."""
        start = span.start
        for match in _INVISIBLE.finditer(self._source, span.start, span.end):
            self._copy(start, match.start())
            if match[0] == "\t":
                self._append(" ")
            start = match.end()
        self._copy(start, span.end)

    def count_place(self) -> None:
        """Count a place whose marks are restored, before the first of them is written."""
        self._restored += 1

    def write(self, mark: str, at: int) -> None:
        """Append a restored mark.

        Args:
            mark: One character, no letter.
            at: Source offset of the mark that stands there. Where it is the same one, it is taken from the source.
        """
        if self._source[at : at + 1] == mark and (not self._runs or self._run_end() <= at):
            self._copy(at, at + 1)
        else:
            self._append(mark)

    def end_paragraph(
        self, *, heading: int = 0, centred: bool = False, cell: Place | None = None, keep: bool = False
    ) -> None:
        """End the paragraph; an empty one vanishes unless it is the cell of a table, or is to be kept."""
        if self._length == self._paragraph_start and cell is None and not keep:
            return
        self._blocks.append(Block(Span(self._paragraph_start, self._length), heading, centred, cell))
        self._append("\n")
        self._paragraph_start = self._length

    def finish(self) -> Composition:
        """Give what was written."""
        self.end_paragraph()
        return Composition(
            "".join(self._pieces)[:-1], tuple(self._blocks), Alignment(tuple(self._runs)), self._restored
        )

    def _run_end(self) -> int:
        _, source, length = self._runs[-1]
        return source + length

    def _copy(self, start: int, end: int) -> None:
        if start >= end:
            return
        reading, source, length = self._runs[-1] if self._runs else (0, start, 0)
        if reading + length == self._length and source + length == start:
            self._runs[-1:] = [(reading, source, length + end - start)]
        else:
            self._runs.append((self._length, start, end - start))
        self._append(self._source[start:end])

    def _append(self, characters: str) -> None:
        self._pieces.append(characters)
        self._length += len(characters)
