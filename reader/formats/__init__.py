"""File formats: bytes of a file -> ``Page``, one module each.

A format only takes its own markup away and says what the markup told. What the lines mean is found later, by evidence that
is the same for every format. Which format a file has, its first bytes decide; the name only counts among those of text.
A format is loaded when the first file of its kind is read: the window knows the suffixes and tables, and reads nothing itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import PurePath

from reader.decode import decode
from reader.errors import KnownError
from reader.formats import plain
from reader.formats.page import Line, Page

__all__ = ["SUFFIXES", "Line", "Page", "parse", "parse_file"]


def _markdown(text: str) -> Page:
    from reader.formats import markdown

    return markdown.parse(text)


def _hypertext(text: str) -> Page:
    from reader.formats import hypertext

    return hypertext.parse(text)


_PARSERS: dict[str, Callable[[str], Page]] = {
    ".txt": plain.parse,
    ".md": _markdown,
    ".markdown": _markdown,
    ".html": _hypertext,
    ".htm": _hypertext,
}

SUFFIXES = (*_PARSERS, ".mhtml", ".mht", ".docx", ".pdf", ".epub", ".ofd")
"""What a folder import picks up."""

_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
"""Stream of a compound file in which Office keeps a document that has a password."""

_ZIP = b"PK\x03\x04"
_PDF = b"%PDF-"
_PDF_WITHIN = 1024
"""Bytes before a PDF's header that its readers put up with."""
_FOREIGN_STARTS = (
    b"%PDF-",
    _COMPOUND,
    b"{\\rtf",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"II*\0",
    b"MM\0*",
    b"Rar!",
    b"7z\xbc\xaf",
)
_HYPERTEXT = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?<(?:!doctype\s+html|html)\b", re.IGNORECASE)


def parse_file(data: bytes, name: str) -> Page:
    """Give the lines of a file.

    Args:
        data: The whole file.
        name: Its name.

    Raises:
        KnownError: ``file-empty``, ``file-undecodable``, ``file-kind-unsupported`` with the suffix, ``file-damaged``,
            ``file-encrypted``, ``file-too-heavy``.
    """
    if data.startswith(_ZIP):
        return _parse_archive(data, name)
    if _PDF in data[:_PDF_WITHIN]:
        from reader.formats import pdf

        return pdf.parse(data, name)
    if data.startswith(_COMPOUND) and _ENCRYPTED_PACKAGE in data:
        raise KnownError("file-encrypted", name=name)
    if data.startswith(_FOREIGN_STARTS):
        raise _unsupported(name)
    from reader.formats import mhtml

    if mhtml.is_mhtml(data):
        return mhtml.parse(data, name)
    return parse(decode(data, name), name)


def parse(text: str, name: str) -> Page:
    """Give the lines of a decoded file, by its suffix unless its first characters say that it is HTML.

    Args:
        text: Its characters.
        name: Its name. An unknown suffix is read as plain text.
    """
    if _HYPERTEXT.match(text[:1000]):
        return _hypertext(text)
    return _PARSERS.get(PurePath(name).suffix.lower(), plain.parse)(text)


def _parse_archive(data: bytes, name: str) -> Page:
    """Give the lines of a ZIP by what it holds: its name is often .zip, or wrong."""
    from reader.formats import docx, epub, ofd  # loaded when the first such file comes
    from reader.formats.archive import Archive

    archive = Archive(data, name)
    if main := docx.main_part(archive, name):
        return docx.parse(archive, main, name)
    if epub.CONTAINER in archive:
        return epub.parse(archive, name)
    if archive.nearest(ofd.ROOT):
        return ofd.parse(archive, name)
    raise _unsupported(name)


def _unsupported(name: str) -> KnownError:
    return KnownError("file-kind-unsupported", name=name, suffix=PurePath(name).suffix.lower())
