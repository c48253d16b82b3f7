"""Tables: which markup is one, and where each of its cells stands once spans of rows and columns are laid out.

Much markup of tables only places words on a page: a box of one column, a letterhead beside a date, a whole document in a cell. Those
are no tables of the document, and their lines are lines like any other.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field

_LEAST_ROWS = 2
_LEAST_COLUMNS = 2
_MOST_CELLS = 20_000
"""Some hundred pages; what has more is data that nobody reads as a page, and is read line by line."""
_WIDEST = 200
"""Columns that a cell may say it fills."""
_MOST_LINES = 20
"""A cell of more lines that has most of the table's words is a document laid out in a table."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a cell stands.

    Attributes:
        row, column: Where it begins, from 0.
        rows, columns: How many it fills.
        table: Number of the table in its file, from 0.
    """

    row: int
    column: int
    rows: int = 1
    columns: int = 1
    table: int = 0


@dataclass(frozen=True, slots=True)
class RawLine:
    """A line inside a cell, with what its markup tells, as of ``Line``."""

    text: str
    heading: int = 0
    centred: bool = False


@dataclass(slots=True)
class RawCell:
    """A cell as the markup has it.

    Attributes:
        lines: Its lines that are not blank.
        rows, columns: How many it says it fills.
        before: Columns that are left out before it.
    """

    lines: list[RawLine] = field(default_factory=list)
    rows: int = 1
    columns: int = 1
    before: int = 0

    @property
    def text(self) -> str:
        """Its words as one paragraph: a cell is exactly one."""
        return " ".join(line.text for line in self.lines)


def placed(rows: Sequence[Sequence[RawCell]]) -> list[tuple[RawCell, Place]]:
    """Give the cells with their places, row after row; none where the markup is no table of the document.

    Columns that no cell begins in are dropped: writers give a cell two of them to make it wide.

    Args:
        rows: The cells of each row as the markup names them.
    """
    rows = [row for row in rows if row]
    if len(rows) < _LEAST_ROWS or not _is_table(rows):
        return []
    found: list[tuple[RawCell, Place]] = []
    taken: list[int] = []  # of each column, the first row in which it is free
    for number, row in enumerate(rows):
        column = 0
        for cell in row:
            column += min(max(cell.before, 0), _WIDEST)
            while column < len(taken) and taken[column] > number:
                column += 1
            width = _free(taken, column, min(max(cell.columns, 1), _WIDEST), number)
            height = min(max(cell.rows, 1), len(rows) - number)
            if column + width > len(taken):
                taken += [0] * (column + width - len(taken))
            taken[column : column + width] = [number + height] * width
            found.append((cell, Place(number, column, height, width)))
            column += width
    starts = sorted({place.column for _cell, place in found})
    if len(starts) < _LEAST_COLUMNS or len(starts) * len(rows) > _MOST_CELLS:
        return []
    return [(cell, _squeezed(place, starts)) for cell, place in found]


def _is_table(rows: Sequence[Sequence[RawCell]]) -> bool:
    cells = [cell for row in rows for cell in row]
    if len(cells) > _MOST_CELLS or any(line.heading for cell in cells for line in cell.lines):
        return False
    words = [len(cell.text) for cell in cells]
    return all(len(cell.lines) <= _MOST_LINES or 2 * own < sum(words) for cell, own in zip(cells, words, strict=True))


def _free(taken: Sequence[int], column: int, width: int, row: int) -> int:
    """Give how many columns a cell can fill before it meets one that reaches down from above."""
    for step in range(1, width):
        if column + step < len(taken) and taken[column + step] > row:
            return step
    return width


def _squeezed(place: Place, starts: Sequence[int]) -> Place:
    first = bisect_left(starts, place.column)
    stop = bisect_left(starts, place.column + place.columns)
    return Place(place.row, first, place.rows, max(stop - first, 1))
