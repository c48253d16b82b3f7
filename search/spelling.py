"""How a reading text was written: what turns its folded form back into it.

The index holds the folded text only. A document writes nearly every folded character in one way throughout (，for a comma), so the
usual writings and a short list of exceptions restore any stretch of it: 200 KB for 20 million characters of law.
"""

from __future__ import annotations

from bisect import bisect_left

from reader.model import Span
from search.folding import fold

_FEW = 24
"""A law writes five characters in another way than they are folded; a text in traditional ones hundreds."""

Writings = tuple[str, str]
"""Characters of equal number: as folded, and as written."""


class Spelling:
    """Restores the reading text from the folded text of one document.

    Args:
        usual: Folded characters, and how the document usually writes them; others are written as they are folded.
        offsets: Where it does not write as usual, in code points, ascending.
        others: What it writes there.
    """

    def __init__(self, usual: Writings, offsets: list[int], others: str) -> None:
        self.usual = usual
        self.offsets = offsets
        self.others = others
        self._pairs = tuple(zip(*usual, strict=True))
        self._table = str.maketrans(*usual) if len(self._pairs) > _FEW else {}

    @classmethod
    def of(cls, text: str) -> Spelling:
        """Give the spelling of a reading text."""
        writings: dict[str, list[str]] = {}
        characters = "".join(sorted(set(text)))
        for folded, character in zip(fold(characters), characters, strict=True):
            writings.setdefault(folded, []).append(character)
        usual: dict[str, str] = {}
        others: dict[int, str] = {}
        for folded, written in writings.items():
            most = max(written, key=text.count) if len(written) > 1 else written[0]
            if most != folded:
                usual[folded] = most
            for character in written:
                if character != most:
                    others.update(dict.fromkeys(_places(text, character), character))
        offsets = sorted(others)
        return cls(("".join(usual), "".join(usual.values())), offsets, "".join(others[at] for at in offsets))

    def restore(self, folded: str, span: Span) -> str:
        """Give a stretch of the reading text.

        Args:
            folded: The whole folded text.
            span: The stretch.
        """
        written = self._as_usual(folded[span.start : span.end])
        first, last = bisect_left(self.offsets, span.start), bisect_left(self.offsets, span.end)
        if first == last:
            return written
        characters = list(written)
        for at, other in zip(self.offsets[first:last], self.others[first:last], strict=True):
            characters[at - span.start] = other
        return "".join(characters)

    def _as_usual(self, folded: str) -> str:
        if len(self._pairs) > _FEW:
            return folded.translate(self._table)
        # Ten times as fast, and the same: nothing is written as another character is folded.
        for character, written in self._pairs:
            folded = folded.replace(character, written)
        return folded


def _places(text: str, character: str) -> list[int]:
    found = []
    at = text.find(character)
    while at >= 0:
        found.append(at)
        at = text.find(character, at + 1)
    return found
