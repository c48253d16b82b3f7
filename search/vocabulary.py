"""The words of a library with their frequencies and pinyin, in one small file that is read only when something is to be suggested.

``vocabulary.txt`` in the index folder: in its first line each character with its readings, then a word a line: how many documents have
it, and its pinyin. Updates append words without pinyin; now and then everything is folded together, and pinyin is looked up by
``pypinyin``, in the process of the builder: the window never loads it. The file is of no consequence: a torn or damaged line is a
word less.
"""

from __future__ import annotations

import contextlib
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import product
from pathlib import Path

from search.folding import fold, letters
from search.manifest import put_in_place

NAME = "vocabulary.txt"

_WORD = re.compile(r"[㐀-鿿]{2,16}")
_VERSION = re.compile(r"\([^()]*\)$")
_COUNTRY = "中华人民共和国"
_FEW_DOCUMENTS = 50
"""A library of fewer documents suggests words that only one of them has."""
_UNFOLDED = 4
"""Appended lines are folded in when they are more than one in so many."""
_MOST_READINGS = 8
_UNREAD = "-"


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the library.

    Attributes:
        text: The word.
        count: In how many documents it stands.
        pinyin: Its syllables without tones, apart.
    """

    text: str
    count: int
    pinyin: str


class Readings:
    """How characters are read.

    Args:
        head: First line of the file of words.
    """

    def __init__(self, head: str) -> None:
        self._of_character = {entry[0]: entry[1:] for entry in head.split(" ") if len(entry) > 1}

    def pinyin(self, text: str) -> list[str]:
        """Give the ways to read a text, the usual one first; characters without a known reading stand for themselves."""
        each = [self._of_character.get(character, character).split(",") for character in text]
        usual = " ".join(readings[0] for readings in each)
        ways = 1
        for readings in each:
            ways *= len(readings)
        return [usual] if ways > _MOST_READINGS else [" ".join(way) for way in product(*each)]


class Vocabulary:
    """All words of a library, read from their file.

    Args:
        lines: Of the file.

    Attributes:
        readings: How its characters are read.
        counts: In how many documents each word stands.
        words: Those that can be suggested.
    """

    def __init__(self, lines: list[str]) -> None:
        self.readings = Readings(lines[0] if lines else "")
        self.counts: Counter[str] = Counter()
        known: dict[str, str] = {}
        for line in lines[1:]:
            word, _, rest = line.partition("\t")
            count, _, pinyin = rest.partition("\t")
            if count.isdecimal():
                self.counts[word] += int(count)
                if pinyin:
                    known[word] = pinyin
        self.words = [
            Word(word, count, known.get(word) or self.readings.pinyin(word)[0])
            for word, count in self.counts.items()
            if known.get(word) != _UNREAD
        ]


def load(index: Path) -> Vocabulary | None:
    """Give the vocabulary of an index folder; None where there is none."""
    lines = _lines(index)
    return Vocabulary(lines) if lines else None


class VocabularyWriter:
    """Counts the words of documents as they are indexed.

    Args:
        index: The index folder.
        anew: Forget what it knew: the index is made from nothing.
    """

    def __init__(self, index: Path, *, anew: bool) -> None:
        self._index = index
        self._anew = anew
        self._counts: Counter[str] = Counter()

    def add(self, title: str, words: Iterable[str]) -> None:
        """Count a document.

        Args:
            title: Its title, suggested as a whole.
            words: All words of its text.
        """
        self._counts.update(set(words))
        stem = letters(_VERSION.sub("", fold(title)).removeprefix(_COUNTRY))
        if _WORD.fullmatch(stem):
            self._counts[stem] += 1

    def save(self, *, documents: int, fold: bool) -> None:
        """Write what was counted. A file that cannot be written is done without: nothing but suggestions comes of it.

        Args:
            documents: How many the library has by now, however many updates brought them.
            fold: Fold in what was only appended, if that is much: it takes as long as indexing a hundred laws.
        """
        self._counts = Counter({word: count for word, count in self._counts.items() if _WORD.fullmatch(word)})
        with contextlib.suppress(OSError):
            if fold and self.is_fold_due():
                self._fold([] if self._anew else _lines(self._index), least=1 if documents < _FEW_DOCUMENTS else 2)
            elif self._counts or self._anew:
                with (self._index / NAME).open("w" if self._anew else "a", encoding="utf-8", newline="\n") as file:
                    # The line feed first ends a line that was torn.
                    file.write("\n" + "".join(f"{word}\t{count}\n" for word, count in self._counts.items()))
        self._counts.clear()
        self._anew = False

    def is_fold_due(self) -> bool:
        """Tell whether much was appended that is not folded in."""
        held = b""
        with contextlib.suppress(OSError):
            held = b"" if self._anew else (self._index / NAME).read_bytes()
        # Counted without taking it apart, as every single document asks: a line that was folded in has two tabs, one that was appended one.
        lines = held.count(b"\n")
        appended = 2 * lines - held.count(b"\t") + len(self._counts)
        return appended * _UNFOLDED > lines + 1

    def _fold(self, lines: list[str], least: int) -> None:
        held = Vocabulary(lines)
        counts = held.counts
        counts.update(self._counts)
        parts = (line.split("\t") for line in lines[1:])
        read = {part[0]: part[2] for part in parts if len(part) == 3 and part[2] not in ("", _UNREAD)}
        fresh = self._index / f"{NAME}.new"
        fresh.write_text("\n".join(_folded(counts, least, read)) + "\n", encoding="utf-8", newline="\n")
        put_in_place(fresh, self._index / NAME)


def _folded(counts: Mapping[str, int], least: int, known: Mapping[str, str]) -> list[str]:
    # Brings 40 MB of dictionaries along: for the builder's process only.
    from pypinyin import lazy_pinyin

    characters = sorted({character for word in counts for character in word}.union(_common()))
    head = " ".join(f"{one}{ways}" for one in characters if (ways := _ways(one)))
    # A word that one document has may be a slip of its own; it is counted on, and not read out.
    return [
        head,
        *(
            f"{word}\t{count}\t{known.get(word) or (' '.join(lazy_pinyin(word)) if count >= least else _UNREAD)}"
            for word, count in counts.items()
        ),
    ]


@cache
def _ways(character: str) -> str:
    """Give the ways to read a character, the usual one first. Looked up once: a small library folds with each of its first imports."""
    from pypinyin import Style, pinyin

    return "".join(",".join(ways) for ways in pinyin(character, style=Style.NORMAL, heteronym=True, errors="ignore"))


def _common() -> str:
    """Give the 6,763 characters of GB 2312: what is typed for another one need not stand in the library."""
    rows = (bytes((row, column)) for row in range(0xB0, 0xF8) for column in range(0xA1, 0xFF))
    return b"".join(rows).decode("gb2312", errors="ignore")


def _lines(index: Path) -> list[str]:
    try:
        return (index / NAME).read_text(encoding="utf-8", errors="replace").split("\n")
    except OSError:
        return []
