"""Titles as they are typed in pinyin: ``laodong`` and ``ld`` find 劳动法.

The readings of characters come from a table that ``build/readings.py`` makes of pypinyin's: a window has no room for its dictionaries.
A character that is read in two ways counts in both, all of a title in their first, then in their second.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

_log = logging.getLogger(__name__)

TABLE = Path(__file__).resolve().parent.parent / "assets" / "dictionaries" / "readings.txt"
"""Each line: a syllable without its tone, and the characters that are read so first, then second; the first line tells the origin."""
WAYS = 2
"""Readings of a character that count: a third is hardly met in a title."""

_TYPED = re.compile(r"[a-z]{2,30}")
"""One letter would find almost every title."""
_SAID_BY_ALL = "中华人民共和国"
"""The name before that of nearly every law: nobody tells laws apart by it, but its first letters would find them all."""


def spoken(title: str) -> str:
    """Give a title as it is spoken, to be looked through for what is ``heard`` in a word.

    Each syllable stands behind an apostrophe, the first letters of all stand in capitals; every other character ends a row of syllables.
    """
    title = title.replace(_SAID_BY_ALL, " ")
    said = dict.fromkeys(title.translate(table) for tables in _tables() for table in tables)
    return " ".join(said)


def heard(typed: str) -> tuple[str, re.Pattern[str]] | None:
    """Give what to look for in a spoken title where a word is typed; None where that is no pinyin.

    Args:
        typed: Folded.

    Returns:
        The first letters as they stand there, and a pattern of the syllables, of which the last may be unfinished. Where a syllable ends
        the title knows: ``xian`` is 县 and 西安.
    """
    if not _TYPED.fullmatch(typed):
        return None
    syllables = "'?".join(typed.replace("nue", "nve").replace("lue", "lve"))
    return typed.upper(), re.compile(f"'{syllables}")


@cache
def _lines() -> Mapping[str, Sequence[str]]:
    try:
        lines = [line.split("\t") for line in TABLE.read_text("utf-8").splitlines()[1:]]
    except (OSError, ValueError):
        _log.warning("%s is missing or damaged: no title is found by its pinyin", TABLE)
        return {}
    return {syllable: ways for syllable, *ways in lines}


class _Said(dict[int, str]):
    """What a character becomes, for ``str.translate``: of what has no reading, a space."""

    def __missing__(self, code: int) -> str:
        return self.setdefault(code, " ")


@cache
def _tables() -> Sequence[tuple[_Said, _Said]]:
    """Give what characters become in each way of reading: their syllable, and its first letter; who has no second way keeps the first."""
    syllables, letters = _Said(), _Said()
    tables = []
    for way in range(WAYS):
        for syllable, characters in _lines().items():
            for character in characters[way] if way < len(characters) else "":
                syllables[ord(character)] = f"'{syllable}"
                letters[ord(character)] = syllable[0].upper()
        tables.append((_Said(syllables), _Said(letters)))
    return tables
