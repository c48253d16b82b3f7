"""File formats: characters of a file -> ``Page``, one module each.

A format only takes its own markup away and says what the markup told. What the lines mean is found later, by evidence that
is the same for every format.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import PurePath

from reader.errors import KnownError
from reader.formats import hypertext, markdown, plain
from reader.formats.page import Line, Page

__all__ = ["SUFFIXES", "Line", "Page", "parse", "refuse_unreadable"]

_PARSERS: dict[str, Callable[[str], Page]] = {
    ".txt": plain.parse,
    ".md": markdown.parse,
    ".markdown": markdown.parse,
    ".html": hypertext.parse,
    ".htm": hypertext.parse,
}

SUFFIXES = tuple(_PARSERS)
"""What a folder import picks up."""

_FOREIGN_STARTS = (b"%PDF-", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"{\\rtf", b"\x89PNG", b"\xff\xd8\xff")
_HYPERTEXT = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?<(?:!doctype\s+html|html)\b", re.IGNORECASE)


def refuse_unreadable(data: bytes, name: str) -> None:
    """Refuse the formats that are not text, before anybody decodes them.

    Raises:
        KnownError: ``file-kind-unsupported`` with the name and its suffix.
    """
    if data.startswith(_FOREIGN_STARTS):
        raise KnownError("file-kind-unsupported", name=name, suffix=PurePath(name).suffix.lower())


def parse(text: str, name: str) -> Page:
    """Give the lines of a file, by its suffix unless its first characters say that it is HTML.

    Args:
        text: The decoded file.
        name: Its name. An unknown suffix is read as plain text.
    """
    if _HYPERTEXT.match(text[:1000]):
        return hypertext.parse(text)
    return _PARSERS.get(PurePath(name).suffix.lower(), plain.parse)(text)
