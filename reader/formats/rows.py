"""Placed characters of one page -> its rows, in reading order.

PDF and OFD only say where each character stands, and not in what order to read. Distances are counted in em of the row.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

_SAME_ROW = 0.45
"""Em between baselines up to which characters stand in one row; a raised figure is within it, the next row is not."""
_DRAWN_TWICE = 0.5
"""Share of its width up to which a character over the same character is a second stroke for bold print."""
_RUN_PLAY = 0.35
"""Em between characters that were drawn in one go."""
_WORD_GAP = 0.2
"""A gap between two letters or two Han characters beyond this is a blank that was not drawn."""
_MIXED_GAP = 0.7
"""Word sets Han and Latin apart by a quarter em, and marks bring white of their own."""
_CELL_GAP = 2.0
"""A gap from here on may part two cells of a table."""
_GUTTER = 0.9
"""The gap between two columns at the least."""
_LEAST_COLUMN_ROWS = 8
_LEAST_COLUMN_WIDTH = 8
_LEAST_FILLED = 0.6
"""Share of rows that reach the gutter where columns hold running text; cells of a table seldom do."""
_RAGGED = 1.6
_LATIN = re.compile(r"[0-9A-Za-z]{2}")
_HAN = re.compile("[\u4e00-\u9fff]{2}")


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character, or a few that belong together, on a page.

    Attributes:
        text: The characters.
        x: Left edge.
        y: Baseline, growing downwards.
        width: Advance.
        size: Of the font; all four in the same unit.
    """

    text: str
    x: float
    y: float
    width: float
    size: float


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a page, or the part of one that stands in a column or a cell.

    Attributes:
        text: Its words; blanks where there are gaps.
        left: Left edge.
        right: Right edge.
        y: Baseline, growing downwards.
        size: Of most of its characters.
        page: Number of its page, from 0.
        column: 0 over the whole width, 1 and 2 for the left and right column.
        cell: Stands beside another part of the row and is no piece of running text.
    """

    text: str
    left: float
    right: float
    y: float
    size: float
    page: int
    column: int = 0
    cell: bool = False


@dataclass(slots=True)
class _Band:
    """Characters on one baseline, from left to right, and the gaps between them as indexes of the character behind."""

    glyphs: list[Glyph]
    size: float
    gaps: list[tuple[float, float]] = field(default_factory=list)


def rows_of(glyphs: Sequence[Glyph], page: int) -> list[Row]:
    """Give the rows of a page in reading order: column after column, in a table row after row and cell after cell.

    Args:
        glyphs: In any order.
        page: Number of the page, from 0.
    """
    bands = _bands(glyphs)
    gutter = _gutter(bands)
    rows: list[Row] = []
    waiting: list[Row] = []
    for index, band in enumerate(bands):
        parts = _at_gutter(band, gutter) if gutter is not None else None
        if parts is not None:
            for column, part in enumerate(parts, start=1):
                if part:
                    row = _row(part, band.size, page, column=column)
                    (rows if column == 1 else waiting).append(row)
            continue
        # A band over the whole width ends the columns above it.
        rows += waiting
        waiting = []
        cells = _cells(bands, index)
        rows += [_row(cell, band.size, page, cell=len(cells) > 1) for cell in cells]
    return [row for row in rows + waiting if row.text]


def _bands(glyphs: Sequence[Glyph]) -> list[_Band]:
    gathered: list[list[Glyph]] = []
    order = {id(glyph): place for place, glyph in enumerate(glyphs)}
    base, size = 0.0, 0.0
    for glyph in sorted(glyphs, key=lambda glyph: glyph.y):
        if gathered and glyph.y - base <= _SAME_ROW * max(size, glyph.size):
            gathered[-1].append(glyph)
            if glyph.size > size:  # the baseline of a row is that of its largest characters
                base, size = glyph.y, glyph.size
        else:
            gathered.append([glyph])
            base, size = glyph.y, glyph.size
    bands = []
    for each in gathered:
        kept = _without_outer_blanks(_by_runs(_once(each), order))
        if kept:
            band = _Band(kept, max(median(glyph.size for glyph in kept), 0.1))
            band.gaps = _gaps(band)
            bands.append(band)
    return bands


def _once(glyphs: list[Glyph]) -> list[Glyph]:
    """Leave out characters that are drawn over themselves."""
    seen: dict[tuple[str, int], float] = {}
    kept = []
    for glyph in glyphs:
        step = max(_DRAWN_TWICE * glyph.width, 0.01)
        place = int(glyph.x // step)
        if any(abs(seen.get((glyph.text, place + by), math.inf) - glyph.x) < step for by in (-1, 0, 1)):
            continue
        seen[glyph.text, place] = glyph.x
        kept.append(glyph)
    return kept


def _by_runs(glyphs: list[Glyph], order: dict[int, int]) -> list[Glyph]:
    """Give the characters of a row from left to right.

    Those that were drawn in one go stay together, for what fills in a form may lie over what was printed there.
    """
    runs: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda glyph: order[id(glyph)]):
        before = runs[-1][-1] if runs else None
        reach = _RUN_PLAY * glyph.size
        if before is not None and -reach <= glyph.x - before.x - before.width <= reach and glyph.x >= before.x:
            runs[-1].append(glyph)
        else:
            runs.append([glyph])
    return [glyph for run in sorted(runs, key=lambda run: run[0].x) for glyph in run]


def _without_outer_blanks(glyphs: list[Glyph]) -> list[Glyph]:
    start, stop = 0, len(glyphs)
    while start < stop and not glyphs[start].text.strip():
        start += 1
    while stop > start and not glyphs[stop - 1].text.strip():
        stop -= 1
    return glyphs[start:stop]


def _gaps(band: _Band) -> list[tuple[float, float]]:
    """Give the stretches without ink that are at least as wide as a gutter; drawn blanks are no ink."""
    gaps = []
    right = band.glyphs[0].x
    for glyph in band.glyphs:
        if not glyph.text.strip():
            continue
        if glyph.x - right >= _GUTTER * band.size:
            gaps.append((right, glyph.x))
        right = max(right, glyph.x + glyph.width)
    return gaps


def _gutter(bands: Sequence[_Band]) -> float | None:
    """Give where two columns of running text part; None where the page has one."""
    if len(bands) < _LEAST_COLUMN_ROWS:
        return None
    left = min(band.glyphs[0].x for band in bands)
    right = max(band.glyphs[-1].x + band.glyphs[-1].width for band in bands)
    votes: Counter[int] = Counter()
    step = median(band.size for band in bands) / 2
    for band in bands:
        for start, end in band.gaps:
            middle = (start + end) / 2
            if 0.3 < (middle - left) / max(right - left, 0.1) < 0.7 and end - start < 0.3 * (right - left):
                first = int(start / step) + 1
                votes.update(range(first, min(int(end / step), first + 100) + 1))
    if not votes:
        return None
    best = max(votes.values())
    places = [place for place, count in votes.items() if count == best]
    gutter = places[len(places) // 2] * step
    # A row of running text in columns has no gap but the gutter; a row of a table has more.
    parted = [band.gaps[0] for band in bands if len(band.gaps) == 1 and band.gaps[0][0] <= gutter <= band.gaps[0][1]]
    torn = sum(len(band.gaps) > 1 for band in bands)
    if len(parted) < max(_LEAST_COLUMN_ROWS, torn, 0.3 * len(bands)):
        return None
    edge = median(start for start, _end in parted)
    start_of_right = median(end for _start, end in parted)
    filled = sum(edge - start < _RAGGED * 2 * step for start, _end in parted)
    flush = sum(abs(end - start_of_right) < _RAGGED * 2 * step for _start, end in parted)
    is_text = min(filled, flush) >= _LEAST_FILLED * len(parted) and edge - left > _LEAST_COLUMN_WIDTH * 2 * step
    return gutter if is_text else None


def _at_gutter(band: _Band, gutter: float) -> tuple[list[Glyph], list[Glyph]] | None:
    """Give the characters on either side of a gutter; None where some stand in it."""
    parts: tuple[list[Glyph], list[Glyph]] = ([], [])
    for glyph in band.glyphs:
        if glyph.text.strip() and glyph.x < gutter < glyph.x + glyph.width:
            return None
        parts[glyph.x >= gutter].append(glyph)
    left, right = parts
    if left and right and not any(start <= gutter <= end for start, end in band.gaps):
        return None
    return parts


def _cells(bands: Sequence[_Band], index: int) -> list[list[Glyph]]:
    """Give the cells of a band: it parts where it has a wide gap over or under a gap of its neighbours."""
    band = bands[index]
    beside = [bands[at] for at in (index - 1, index + 1) if 0 <= at < len(bands)]
    cuts = [
        end
        for start, end in band.gaps
        if end - start >= _CELL_GAP * band.size
        and any(
            other_start < end and start < other_end and other_end - other_start >= _CELL_GAP * other.size
            for other in beside
            for other_start, other_end in other.gaps
        )
    ]
    cells: list[list[Glyph]] = [[]]
    for glyph in band.glyphs:
        if cuts and glyph.x >= cuts[0]:
            cuts.pop(0)
            cells.append([])
        cells[-1].append(glyph)
    return cells


def _row(glyphs: Sequence[Glyph], size: float, page: int, *, column: int = 0, cell: bool = False) -> Row:
    kept = _without_outer_blanks(list(glyphs))
    if not kept:
        return Row("", 0, 0, 0, size, page)
    pieces = [kept[0].text]
    gaps = [glyph.x - before.x - before.width for before, glyph in pairwise(kept)]
    usual = median(gaps) if gaps else 0.0  # setting that is stretched to the right edge has some between all characters
    for gap, before, glyph in zip(gaps, kept, kept[1:], strict=False):
        both = before.text[-1] + glyph.text[0]
        alike = _LATIN.fullmatch(both) or _HAN.fullmatch(both)
        if gap - usual > (_WORD_GAP if alike else _MIXED_GAP) * size:
            pieces.append(" ")
        pieces.append(glyph.text)
    own_size = median(glyph.size for glyph in kept)
    right = max(glyph.x + glyph.width for glyph in kept)
    return Row("".join(pieces), kept[0].x, right, median(glyph.y for glyph in kept), own_size, page, column, cell)
