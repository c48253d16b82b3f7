"""Makes the dictionary by which words are cut, ``assets/dictionaries/words.txt`` and ``emissions.bin``, of what jieba ships.

``uv run build/dictionary.py`` writes both, the same bytes each time. They are kept in the repository: the program runs from its sources
without a step, and jieba changes once in some years. Made as rjieba reads jieba's tables: each word once, emissions rounded to six places.
"""

from __future__ import annotations

import sys
from importlib.metadata import version
from pathlib import Path

import jieba
from jieba.finalseg.prob_emit import P as EMITTED

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from search.dictionary import EMISSION, EMISSIONS, FIRST, FOLDER, LAST, WORDS

STATES = "BEMS"
"""jieba's names for the beginning, end, middle and whole of a word, in the order in which they are written."""


def main() -> None:
    """Write both files."""
    (FOLDER / WORDS).write_bytes(words())
    (FOLDER / EMISSIONS).write_bytes(emissions())


def words() -> bytes:
    """Give the lines of the words: a heading that ends with the sum of all frequencies, then each word with its own."""
    table = Path(jieba.__file__).with_name("dict.txt").read_text("utf-8")
    frequencies = {word: int(frequency) for word, frequency, _kind in map(str.split, table.splitlines())}
    origin = f"jieba {version('jieba')} (github.com/fxsjy/jieba, MIT License, Sun Junyi)"
    heading = f"# Words and frequencies of {origin}, in all {sum(frequencies.values())}"
    lines = sorted(f"{word} {frequency}".encode() for word, frequency in frequencies.items())
    return b"\n".join((heading.encode(), *lines, b""))


def emissions() -> bytes:
    """Give the logarithms of all characters from ``FIRST`` to ``LAST`` in millionths."""
    return b"".join(
        EMISSION.pack(*(round(EMITTED[state].get(chr(code), 0) * 1e6) for state in STATES))
        for code in range(FIRST, LAST + 1)
    )


if __name__ == "__main__":
    main()
