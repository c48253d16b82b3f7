"""How the tables of a Text are cut into the tables of the page.

Qt lays a table out as a whole: one of two thousand cells would stall the window for a fifth of a second. A long one becomes several
that stand one under the other without a gap; none is cut through a cell.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import accumulate

from reader.model import Cell, Span, Table, Text

_MOST_CELLS = 150
"""In one table of the page, unless cells that reach over more rows hold it together."""
_LINE = 44
"""Characters of a table's size that the page is wide."""
_WORD, _PADDING, _MOST_SHARE = 4, 1, 40
"""Characters that a column has room for before any gets more, room that its edges take, and how many count for its width."""


@dataclass(frozen=True, slots=True)
class Grid:
    """A table of the page.

    Attributes:
        rows, columns: Its size.
        cells: With rows counted from its own first one.
        shares: How wide its columns are, in parts of their sum; the same for all that a table is cut into.
        first, last: Whether it begins, and ends, the table.
    """

    rows: int
    columns: int
    cells: tuple[Cell, ...]
    shares: tuple[int, ...]
    first: bool = True
    last: bool = True

    @property
    def span(self) -> Span:
        """From the first cell to the last."""
        return Span(self.cells[0].span.start, self.cells[-1].span.end)


def grids(text: Text) -> tuple[Grid, ...]:
    """Give the tables of the page in the order of the text."""
    return tuple(grid for table in text.tables for grid in _cut(table))


def _cut(table: Table) -> list[Grid]:
    shares = _shares(table)
    reach = [0] * table.rows  # of each row, how far down its cells reach
    for cell in table.cells:
        reach[cell.row] = max(reach[cell.row], cell.row + cell.rows)
    found: list[Grid] = []
    waiting: list[Cell] = []
    start = 0
    cells = iter(table.cells)
    following = next(cells, None)
    for row, down in enumerate(accumulate(reach, max)):
        while following is not None and following.row == row:
            waiting.append(following)
            following = next(cells, None)
        is_last = row + 1 == table.rows
        if waiting and (is_last or (down <= row + 1 and len(waiting) >= _MOST_CELLS)):
            moved = tuple(replace(cell, row=cell.row - start) for cell in waiting)
            found.append(Grid(row + 1 - start, table.columns, moved, shares, start == 0, is_last))
            start, waiting = row + 1, []
    return found


def _shares(table: Table) -> tuple[int, ...]:
    """Give the widths of the columns: what a short word needs to each, the rest by their longest words."""
    longest = [0] * table.columns
    for cell in table.cells:
        if cell.columns == 1:
            longest[cell.column] = max(longest[cell.column], min(len(cell.span), _MOST_SHARE))
    needed = [min(each, _WORD) + _PADDING for each in longest]
    wanted = [max(each - _WORD, 0) for each in longest]
    left = max(_LINE - sum(needed), 0)
    return tuple(10 * need + 10 * left * want // max(sum(wanted), 1) for need, want in zip(needed, wanted, strict=True))
