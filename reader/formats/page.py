"""What every format gives: the source text and its lines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from reader.formats.grid import Place, RawCell, placed
from reader.model import Span

BLANK = " \t\u00a0\u1680\u2000-\u200b\u2028\u2029\u202f\u205f\u3000\ufeff"
"""Characters, as of a pattern's set, that print nothing: they never begin or end a line."""

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_SPACES = re.compile(f"[{BLANK}\r\n\f\v]+")
_TRIMMED = re.compile(f"[{BLANK}\r\n\f\v]*(.*?)[{BLANK}\r\n\f\v]*", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the source that is not blank, or a cell of a table, which may be.

    Attributes:
        span: In the source text, without the blanks around.
        heading: Depth of the heading by markup (``#`` or ``h1`` is 1); 0 where the markup makes it none.
        centred: By markup.
        site: The markup places it among the site's own words: navigation, footer, forms.
        cell: Where it stands in a table; None outside of all.
    """

    span: Span
    heading: int = 0
    centred: bool = False
    site: bool = False
    cell: Place | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """A file without its markup.

    Attributes:
        source: Its characters, site furniture included.
        lines: Its lines that are not blank, in order; each cell of a table is one of them.
        title: What the file calls itself outside of its text (``<title>``); empty where it does not.
    """

    source: str
    lines: tuple[Line, ...]
    title: str = ""


def without_controls(text: str) -> str:
    """Give the text without control characters, NULs and lone surrogates; tabs and line ends stay."""
    return _CONTROL.sub("", text)


def squeeze(text: str) -> str:
    """Give the text with every stretch of blanks and line ends as one space, none at the ends."""
    return _SPACES.sub(" ", text).strip()


class PageWriter:
    """Builds a Page from lines that a markup parser hands over, one after the other."""

    def __init__(self) -> None:
        self._texts: list[str] = []
        self._lines: list[Line] = []
        self._length = 0
        self._tables = 0

    def add(self, text: str, *, heading: int = 0, centred: bool = False, site: bool = False) -> None:
        """Append a line; a blank one is left out.

        Args:
            text: The words, without markup and without line ends.
            heading: See ``Line``.
            centred: See ``Line``.
            site: See ``Line``.
        """
        if text:
            self._write(text, heading, centred, site, None)

    def add_table(self, rows: Sequence[Sequence[RawCell]]) -> None:
        """Append a table, or its lines one after the other where it only lays them out on the page.

        Args:
            rows: The cells of each row as the markup names them, left to right.
        """
        cells = placed(rows)
        for cell, place in cells:
            self._write(cell.text, 0, False, False, replace(place, table=self._tables))
        self._tables += bool(cells)
        if not cells:
            for line in (line for row in rows for cell in row for line in cell.lines):
                self.add(line.text, heading=line.heading, centred=line.centred)

    def _write(self, text: str, heading: int, centred: bool, site: bool, cell: Place | None) -> None:
        start = self._length
        self._texts.append(text)
        self._lines.append(Line(Span(start, start + len(text)), heading, centred, site, cell))
        self._length += len(text) + 1

    def page(self, title: str = "") -> Page:
        """Give what was written."""
        return Page("\n".join(self._texts), tuple(self._lines), title)


def lines_between(source: str, ends: Iterable[int]) -> tuple[Line, ...]:
    """Give the lines of a source that is kept as it is, blank ones left out.

    Args:
        source: The source text.
        ends: Ascending offsets at which its lines end.
    """
    lines = []
    start = 0
    for end in ends:
        match = _TRIMMED.fullmatch(source, start, end)
        if match and match[1]:
            lines.append(Line(Span(*match.span(1))))
        start = end
    return tuple(lines)
