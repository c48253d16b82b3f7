"""Folding: the form in which texts and queries are compared, one code point for one code point.

Width, case, traditional characters and circles that stand for the numeral 〇 are folded, and nothing else, so that an offset in the
folded text is the offset in the reading text. What needs more than one code point (第12条 for 第十二条) is an alternative of the query
(``search.verbatim``).

``letters`` are the folded text without marks and spaces: what verbatim search and clause scoring run over.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from itertools import chain
from pathlib import Path

from reader.errors import KnownError

TABLE = Path(__file__).resolve().parent.parent / "assets" / "dictionaries" / "traditional.txt"
"""Traditional characters with their simplified form; its first lines tell the origin."""

LETTER = re.compile(r"[^\W_]")
"""One letter or numeral of any script; everything else is a mark or a space."""

LETTERS = re.compile(r"[^\W_]+")
"""A run of letters and numerals."""

CIRCLES = "○◯"
"""What is written for the numeral 〇: 二○一六年 in papers of many bodies, as keyboards had no 〇."""

FOLDING = 1
"""Raise it whenever something folds otherwise; ``search.refolding`` tells what that means for an index that was made before."""

_UNREADABLE = 0xFFFD


def fold(text: str) -> str:
    """Give the folded form; ``len(fold(text)) == len(text)`` always, and folding twice changes nothing.

    A lone surrogate, which no file of the index can carry, and NUL, which keeps its documents apart, become U+FFFD.

    Raises:
        KnownError: ``program-damaged``: the table of traditional characters is missing or unreadable.
    """
    return text.translate(_folds())


def letters(folded: str) -> str:
    """Give the letters and numerals of a folded text, without marks and spaces."""
    return "".join(LETTERS.findall(folded))


def letter_offsets(folded: str) -> list[int]:
    """Give the offset of each letter of a folded text, in code points: entry n is where ``letters(folded)[n]`` stands."""
    return list(chain.from_iterable(range(*run.span()) for run in LETTERS.finditer(folded)))


class _Folds(dict[int, int]):
    """What each code point folds to, worked out when it is first met: most of Unicode never is."""

    def __init__(self, simplified: dict[int, int]) -> None:
        super().__init__()
        self._simplified = simplified

    def __missing__(self, code: int) -> int:
        folded = self[code] = self._fold(code)
        return folded

    def _fold(self, code: int) -> int:
        if code == 0 or 0xD800 <= code <= 0xDFFF:
            return _UNREADABLE
        seen = code
        # Some forms fold in two steps (a full-width capital; a compatibility form of a traditional character).
        for _ in range(4):
            step = self._step(seen)
            if step == seen:
                break
            seen = step
        return seen

    def _step(self, code: int) -> int:
        character = chr(code)
        for changed in (unicodedata.normalize("NFKC", character), character.lower()):
            if len(changed) == 1 and changed != character:
                return ord(changed)
        return self._simplified.get(code, code)


@cache
def _folds() -> _Folds:
    try:
        lines = TABLE.read_text(encoding="utf-8").splitlines()
        simplified = {ord(line[0]): ord(line[1]) for line in lines if line and line[0] != "#"}
    except (OSError, ValueError, IndexError) as error:
        # An index that is made without it would not find what one with it finds.
        raise KnownError("program-damaged", path=TABLE) from error
    return _Folds(simplified | {ord(circle): ord("〇") for circle in CIRCLES})
