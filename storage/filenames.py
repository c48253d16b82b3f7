"""File names out of titles, safe on every system and in every sync service."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection

# Linux allows 255 bytes a name; sync services and archives add suffixes of their own.
_MAX_BYTES = 120
_TAIL_BYTES = 36
_LEFT_OUT = "…"
_FORBIDDEN = re.compile(r'[<>:"/\\|?*]')
# Device names of Windows, whatever follows the first dot.
_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\.|$)", re.IGNORECASE)


def safe_name(title: str, suffix: str, taken: Collection[str] = ()) -> str:
    """Give a file name for a title.

    Args:
        title: Any text.
        suffix: With its dot: ``.md``.
        taken: Names that are in use, compared without regard to case, as Windows and macOS do.

    Returns:
        At most 120 bytes of UTF-8 in NFC, without control, bidirectional or forbidden characters, not a device name, and not
        in ``taken``: ``办法.md``, then ``办法 (2).md``.
    """
    stem = _clean(title)
    used = {unicodedata.normalize("NFC", name).casefold() for name in taken}
    number, ending = 1, suffix
    while True:
        name = _shorten(stem, _MAX_BYTES - len(ending.encode())) + ending
        if name.casefold() not in used:
            return name
        number += 1
        ending = f" ({number}){suffix}"


def _clean(title: str) -> str:
    composed = unicodedata.normalize("NFC", title)
    # Category C: control, format (bidirectional marks among them), surrogate, private, unassigned.
    visible = "".join(" " if c.isspace() else c for c in composed if c.isspace() or unicodedata.category(c)[0] != "C")
    stem = _FORBIDDEN.sub("_", " ".join(visible.split())).strip(". ")
    if _RESERVED.match(stem):
        stem = f"_{stem}"
    return stem or "_"


def _shorten(stem: str, room: int) -> str:
    """Leave out the middle: the titles of a series differ at their ends, （一） and （二）."""
    words = stem.encode()
    if len(words) <= room:
        return stem
    head = words[: room - _TAIL_BYTES - len(_LEFT_OUT.encode())].decode(errors="ignore")
    return head + _LEFT_OUT + words[-_TAIL_BYTES:].decode(errors="ignore")
