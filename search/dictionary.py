"""What words are cut by, read from mapped files a few lines at a time: nothing is loaded, and nothing stays in memory.

``words.txt`` has the 349,045 words of jieba with their frequencies, sorted, a line each. ``emissions.bin`` has how likely each character is to
begin, end, continue or be a word that no dictionary has. build/dictionary.py makes both of what jieba ships.
"""

from __future__ import annotations

import mmap
import struct
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent / "assets" / "dictionaries"
WORDS = "words.txt"
EMISSIONS = "emissions.bin"

FIRST, LAST = 0x4E00, 0x9FD5
"""The code points that ``emissions.bin`` speaks of."""
EMISSION = struct.Struct("<4i")
"""Of one character, in millionths: its logarithms as the beginning, end, middle and whole of a word. 0 where it never is."""
NEVER = -3.14e100
"""What jieba takes for the logarithm of the impossible."""

Emission = tuple[float, float, float, float]


class DamagedDictionary(Exception):
    """A file of the dictionary is missing, or not as it was shipped.

    Args:
        path: The file.
    """

    def __init__(self, path: Path) -> None:
        super().__init__(str(path))
        self.path = path


class Dictionary:
    """The words and emissions in a folder.

    Args:
        folder: Holds both files.

    Attributes:
        total: The frequencies of all words together.

    Raises:
        DamagedDictionary: One is missing, or not whole. Inside of a whole one only what is looked at can tell: then ``words_at`` raises it.
    """

    def __init__(self, folder: Path = FOLDER) -> None:
        self._path = folder / WORDS
        self._lines = _mapped(self._path)
        self._emissions = _mapped(folder / EMISSIONS)
        if len(self._emissions) != (LAST - FIRST + 1) * EMISSION.size:
            raise DamagedDictionary(folder / EMISSIONS)
        # A line is named by the line feed before it; the first one is a heading.
        self._begin = self._lines.find(b"\n")
        self._end = self._lines.rfind(b"\n")
        if self._end != len(self._lines) - 1:
            raise DamagedDictionary(self._path)
        try:
            self.total = int(self._lines[: self._begin].rpartition(b" ")[2])
        except ValueError as error:
            raise DamagedDictionary(self._path) from error
        self._initials: dict[str, tuple[int, int, int]] = {}

    def words_at(self, text: str, start: int) -> dict[int, int]:
        """Give the words that begin at a place of a text: where each ends, and its frequency; the shortest first.

        Args:
            text: Any that UTF-8 can hold.
            start: The place.
        """
        line, stop, frequency = self._of_initial(text[start])
        found = {start + 1: frequency} if frequency else {}
        key = b"\n" + text[start].encode()
        for at in range(start + 1, len(text)):
            key += text[at].encode()
            line = self._lines.find(key, line, stop)
            if line < 0:
                break
            if frequency := self._frequency(line + len(key)):
                found[at + 1] = frequency
        return found

    def emission(self, char: str) -> Emission:
        """Give the logarithms of a character from ``FIRST`` to ``LAST`` as the beginning, end, middle and whole of a word."""
        beginning, end, middle, whole = EMISSION.unpack_from(self._emissions, (ord(char) - FIRST) * EMISSION.size)
        return (
            beginning / 1e6 if beginning else NEVER,
            end / 1e6 if end else NEVER,
            middle / 1e6 if middle else NEVER,
            whole / 1e6 if whole else NEVER,
        )

    def _of_initial(self, char: str) -> tuple[int, int, int]:
        """Give where the lines of a first character begin and end, and its frequency as a word."""
        known = self._initials.get(char)
        if known is None:
            key = char.encode()
            line = self._line_from(key, self._begin)
            stop = self._line_from(chr(ord(char) + 1).encode(), line)
            known = self._initials[char] = line, stop, self._frequency(line + 1 + len(key)) if line < stop else 0
        return known

    def _frequency(self, after: int) -> int:
        """Give the frequency of the word that ends at a place; 0 where longer words only begin so.

        Of the lines that begin with a word its own comes first: a space sorts before all that words are made of.
        """
        if self._lines[after] != _SPACE:
            return 0
        try:
            return int(self._lines[after : self._lines.find(b"\n", after)])
        except ValueError as error:
            raise DamagedDictionary(self._path) from error

    def _line_from(self, key: bytes, low: int) -> int:
        """Give the first line behind another that does not sort before a key, by halves."""
        high = self._end
        while low < high:
            middle = self._lines.rfind(b"\n", low, (low + high) // 2 + 1)
            next_line = self._lines.find(b"\n", middle + 1)
            if self._lines[middle + 1 : next_line] < key:
                low = next_line
            else:
                high = middle
        return low


@cache
def dictionary() -> Dictionary:
    """Give the dictionary of the program."""
    return Dictionary()


_SPACE = ord(" ")


def _mapped(path: Path) -> mmap.mmap:
    try:
        with path.open("rb") as file:
            return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    except (OSError, ValueError) as error:  # the second where it is empty
        raise DamagedDictionary(path) from error
