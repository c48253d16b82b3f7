"""What every format gives: the source text and its lines."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from reader.model import Span

BLANK = " \t\u00a0\u1680\u2000-\u200b\u2028\u2029\u202f\u205f\u3000\ufeff"
"""Characters, as of a pattern's set, that print nothing: they never begin or end a line."""

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_SPACES = re.compile(f"[{BLANK}\r\n\f\v]+")
_TRIMMED = re.compile(f"[{BLANK}\r\n\f\v]*(.*?)[{BLANK}\r\n\f\v]*", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the source that is not blank.

    Attributes:
        span: In the source text, without the blanks around.
        heading: Depth of the heading by markup (``#`` or ``h1`` is 1); 0 where the markup makes it none.
        centred: By markup.
        site: The markup places it among the site's own words: navigation, footer, forms.
    """

    span: Span
    heading: int = 0
    centred: bool = False
    site: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """A file without its markup.

    Attributes:
        source: Its characters, site furniture included.
        lines: Its lines that are not blank, in order.
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

    def add(self, text: str, *, heading: int = 0, centred: bool = False, site: bool = False) -> None:
        """Append a line; a blank one is left out.

        Args:
            text: The words, without markup and without line ends.
            heading: See ``Line``.
            centred: See ``Line``.
            site: See ``Line``.
        """
        if not text:
            return
        start = self._length
        self._texts.append(text)
        self._lines.append(Line(Span(start, start + len(text)), heading, centred, site))
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
