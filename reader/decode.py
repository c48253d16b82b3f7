"""Bytes -> characters, by content: the name of a file and what a page says of itself are often wrong."""

from __future__ import annotations

import codecs
import re

from reader.errors import KnownError

_MARKS = (
    # UTF-32 first: its little-endian mark begins with that of UTF-16.
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_GUESSES = ("gb18030", "utf-16-le", "utf-16-be")
_LIKELY = re.compile(r"[\t\r\n -~\u2010-\u2026\u3000-\u3017\u4e00-\u9fff\uff01-\uff5e]")
_SAMPLE = 20_000
_LEAST_LIKELY_SHARE = 0.7
_MOST_DAMAGE = 0.005
"""A share of unreadable characters up to this is a damaged text; above it is no text."""


def decode(data: bytes, name: str) -> str:
    """Give the characters of a text file: UTF-8 with or without BOM, GB18030, UTF-16.

    A few damaged places become U+FFFD rather than losing the document.

    Args:
        data: The whole file.
        name: Its name, for the error.

    Raises:
        KnownError: ``file-empty``, ``file-undecodable``.
    """
    if not data.strip():
        raise KnownError("file-empty", name=name)
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _forgiving(data, encoding, name)
    text = data.decode("utf-8", errors="replace")
    # Other encodings read as UTF-8 are nothing but damage, so a few damaged places are still UTF-8. Only ASCII with NULs may be
    # UTF-16 as well.
    if text.count("\ufffd") <= len(text) * _MOST_DAMAGE and not ("\0" in text and data.isascii()):
        return text
    best = max(_GUESSES, key=lambda encoding: _likelihood(data, encoding))
    if _likelihood(data, best) < _LEAST_LIKELY_SHARE:
        best = "utf-8"
    return _forgiving(data, best, name)


def _likelihood(data: bytes, encoding: str) -> float:
    """Give the share of characters at the start that a Chinese document is made of."""
    sample = data[:_SAMPLE].decode(encoding, errors="replace")
    return len(_LIKELY.findall(sample)) / len(sample) if sample else 0.0


def _forgiving(data: bytes, encoding: str, name: str) -> str:
    text = data.decode(encoding, errors="replace")
    if text.count("\ufffd") > 1 + len(text) * _MOST_DAMAGE:
        raise KnownError("file-undecodable", name=name)
    return text
