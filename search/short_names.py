"""Short names of titles, as the documents of a library define them: 《中华人民共和国保守国家秘密法》（以下简称保密法）.

Only what stands in 《》 is a title and means one and the same everywhere; 以下简称申请人 means somebody else in each document. The folded
texts are scanned once and what was added since is scanned alone: 25 ms for 17 million letters.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping

from search.citations import bare_name
from search.corpus import Slice, Strings
from search.finding import Stretch, packed
from search.folding import letters
from search.manifest import Record

_SAYS_SO = packed("简称")
_DEFINITION = re.compile(
    r"》(?:\([^()《》\n]{1,40}\))?[(,](?:[^()《》\n]{1,40}[,;、])?(?:以下|下)(?:均|合)?(?P<says>简称)(?:为|作)?:?[“《\"‘「]?"
    r"(?P<short>[^“”‘’「」《》(),。;、\n\"]{2,20})[”》\"’」]?[),。;、]"
)
"""As folded: （ is ( and ， is , there."""
_WINDOW = 96
_LONGEST_TITLE = 120
_LEAST = 2
_MOST_NAMES = 4


class ShortNames:
    """The short names that the documents of an index define. Of several generations, one after the other."""

    def __init__(self) -> None:
        self._folder = ""
        self._next = 0
        # By short name, then by the document that says so.
        self._full: dict[str, dict[int, str]] = defaultdict(dict)
        self._short: dict[str, set[str]] = defaultdict(set)
        self._records: Mapping[int, Record] = {}

    def take_up(self, folder: str, texts: Strings, records: Mapping[int, Record]) -> None:
        """Look through what was added since.

        Args:
            folder: Of the files of the index; in another one, everything is other.
            texts: The folded texts.
            records: The living documents by ordinal, ascending.
        """
        if folder != self._folder:
            self._folder, self._next = folder, 0
            self._full.clear()
            self._short.clear()
        added = [record for ordinal, record in records.items() if ordinal >= self._next]
        for part in texts.slices(added):
            self._look_through(texts.read(part), part)
        self._next = added[-1].ordinal + 1 if added else self._next
        self._records = records

    def full(self, short: str, here: Record | None = None) -> str:
        """Give the title that a short name stands for, as letters; empty where none or where the documents do not agree.

        Args:
            short: As letters.
            here: The document that is being read: what it says goes before.
        """
        said = self._full.get(short, {})
        if here is not None and here.ordinal in said:
            return said[here.ordinal]
        counts = Counter(full for ordinal, full in said.items() if ordinal in self._records)
        best = counts.most_common(1)
        return best[0][0] if best and best[0][1] * 3 >= counts.total() * 2 else ""

    def others(self, name: str) -> tuple[str, ...]:
        """Give the other names of what a name stands for, as letters: its title for a short name, its short names for a title.

        A name that is part of the other one is left out: whoever looks for either finds both.

        Args:
            name: As letters.
        """
        title = self.full(name) or bare_name(name)
        names = [title, *sorted(short for short in self._short.get(title, ()) if self.full(short) == title)]
        found: list[str] = []
        for other in names:
            if not any(other in known or known in other for known in (name, *found)):
                found.append(other)
        return tuple(found[:_MOST_NAMES])

    def _look_through(self, stretch: Stretch, part: Slice) -> None:
        for short, full, at in _definitions(stretch.units, stretch.places(_SAYS_SO)):
            self._full[short][part.records[bisect_right(part.starts, at) - 1].ordinal] = full
            self._short[full].add(short)


def _definitions(text: str, places: Iterable[int]) -> Iterator[tuple[str, str, int]]:
    """Give short name, title and place of each definition."""
    for at in places:
        close = text.rfind("》", max(0, at - _WINDOW), at)
        match = _DEFINITION.match(text, close) if close >= 0 else None
        if match is None or match.start("says") != at:
            continue
        short, full = letters(match["short"]), bare_name(_title(text, close))
        if len(short) >= _LEAST and len(full) >= _LEAST and short != full:
            yield short, full, at


def _title(text: str, close: int) -> str:
    """Give the title that ends at a 》, with the titles inside of it."""
    depth = 0
    for at in range(close, max(-1, close - _LONGEST_TITLE), -1):
        depth += (text[at] == "》") - (text[at] == "《")
        if not depth:
            return text[at + 1 : close]
    return ""
