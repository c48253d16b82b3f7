"""Makes the table by which a title is found by its pinyin, ``assets/dictionaries/readings.txt``, of what pypinyin ships.

``uv run build/readings.py`` writes it, the same bytes each time. It is kept in the repository: pypinyin with its dictionaries takes a
window 45 MB and 0.3 s, this table 30 KB and 2 ms.
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from importlib.metadata import version
from pathlib import Path

import jieba
from pypinyin import lazy_pinyin

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from ui.spoken import TABLE, WAYS

LEAST_SHARE = 0.005
"""Of the words of a character, below which a reading does not count: all second readings of a title are tried together."""


def main() -> None:
    """Write the table."""
    TABLE.write_bytes(table())


def table() -> bytes:
    """Give the lines of the table: a heading, then each syllable with the characters that are read so first and second."""
    syllables: defaultdict[str, list[str]] = defaultdict(lambda: [""] * WAYS)
    met = _met()
    for character in _characters():
        counts = met[character]
        least = LEAST_SHARE * counts.total()
        ways = [way for way, count in counts.most_common(WAYS) if count >= least]
        for place, way in enumerate(ways or lazy_pinyin(character)):
            syllables[way][place] += character
    origin = f"pypinyin {version('pypinyin')} (github.com/mozillazg/python-pinyin, MIT License, mozillazg)"
    heading = f"# Readings of characters by {origin}, by the words of jieba"
    lines = ["\t".join((syllable, *ways)).rstrip() for syllable, ways in sorted(syllables.items())]
    return "\n".join([heading, *lines, ""]).encode()


def _met() -> defaultdict[str, Counter[str]]:
    """Give how often each character is read in each way in the words that jieba knows: 解 is jie, and xie in a name or two."""
    met: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for line in Path(jieba.__file__).with_name("dict.txt").read_text("utf-8").splitlines():
        word, frequency, _kind = line.split()
        read = lazy_pinyin(word)
        if len(word) > 1 and len(read) == len(word):
            for character, way in zip(word, read, strict=True):
                met[character][way] += int(frequency)
    return met


def _characters() -> str:
    """Give the 6,763 characters of GB 2312, in which the titles of what is published are written."""
    rows = (bytes((row, column)) for row in range(0xB0, 0xF8) for column in range(0xA1, 0xFF))
    return b"".join(rows).decode("gb2312", errors="ignore")


if __name__ == "__main__":
    main()
