"""The words that a user gave the library (用户词), and where they stand in a text.

They are laid over what the segmenter cuts and not handed to it: ``rjieba.Jieba.add_word`` weighs a word against the others, so that it is
either not one word everywhere, or changes what is cut of texts that do not hold it. Here a word is one wherever it stands and changes
nothing elsewhere, which is why only the documents that hold it are indexed again (docs/decisions/0015).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import cached_property


class Lexicon:
    """Words of a user.

    Args:
        words: Folded, of letters and numerals only.

    Attributes:
        words: Each once, in order.
    """

    def __init__(self, words: Iterable[str] = ()) -> None:
        self.words = tuple(sorted(set(words)))

    def held_in(self, *texts: str) -> Lexicon:
        """Give those of the words that stand in some folded texts."""
        if not self.words:
            return self
        return Lexicon(word for word in self.words if any(word in text for text in texts))

    def counts_in(self, folded: str) -> Counter[str]:
        """Give how often each of the words stands in a folded text, where they overlap each of them."""
        counts = {word: len(re.findall(_bounded(word), folded)) for word in self.words if word in folded}
        return Counter({word: count for word, count in counts.items() if count})

    def split(self, folded: str) -> list[tuple[str, bool]]:
        """Give a folded text in pieces that cover it, each with whether it is one of the words.

        Where words overlap the first one counts, and of those that begin together the longest.
        """
        if not self.words:
            return [(folded, False)]
        # With one group in the pattern, every second piece is what it matched.
        pieces = self._pattern.split(folded)
        return [(piece, number % 2 == 1) for number, piece in enumerate(pieces) if piece]

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        longest_first = sorted(self.words, key=len, reverse=True)
        return re.compile(f"({'|'.join(map(_bounded, longest_first))})")


NO_WORDS = Lexicon()
"""The user gave none."""


def _bounded(word: str) -> str:
    """Give the pattern of a word; API is no word inside of capital."""
    before = "(?<![a-z0-9])" if word[0].isascii() else ""
    after = "(?![a-z0-9])" if word[-1].isascii() else ""
    return f"{before}{re.escape(word)}{after}"
