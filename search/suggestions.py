"""您是不是要找: words of the library that a query may have meant.

A character of the same sound (劳动和同), one missing or too many (劳动同), or plain pinyin (laodonghetong). What sounds alike comes
first, among equals what more documents have. Every word is compared, by rapidfuzz: 60,000 take some 30 ms.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from search.folding import fold, letters
from search.query import MEANT_AS_IT_IS
from search.vocabulary import Vocabulary

_MOST_LETTERS = 16
_NEAR = 2
"""Letters that the pinyin of a word may differ by: zh for z, ang for an, h for f."""
_CANDIDATES = 400
_LONGEST_WINDOW = 6
_LONGEST_COMPOUND = 8


class Suggester:
    """Suggests words of one vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        # Not the vocabulary itself, which has an object for each word.
        self._counts = vocabulary.counts
        self._readings = vocabulary.readings
        self._texts = [word.text for word in vocabulary.words]
        self._sounds = [word.pinyin.replace(" ", "") for word in vocabulary.words]
        # The numbers of the words by their sound: as lists in a dictionary, those of 50,000 words took 7 MB.
        self._by_sound = array("I", sorted(range(len(self._sounds)), key=self._sounds.__getitem__))

    def suggest(self, query: str, limit: int = 5) -> list[str]:
        """Give what may have been meant, the likeliest first.

        Args:
            query: As typed. Of several words, each is looked at by itself.
            limit: How many at most.
        """
        parts = fold(query).split()
        found: dict[str, None] = {}
        known = self._counts
        for number, part in enumerate(parts):
            if part in known or MEANT_AS_IT_IS.match(part) or (len(parts) > 1 and part.isascii()):
                continue
            for meant in self._meant(letters(part), limit):
                found.setdefault(" ".join((*parts[:number], meant, *parts[number + 1 :])))
        if not found and all(part.isascii() for part in parts):
            # Pinyin is typed with spaces or without.
            found = dict.fromkeys(self._meant(letters("".join(parts)), limit))
        return [text for text in found if text != " ".join(parts)][:limit]

    def _meant(self, part: str, limit: int) -> list[str]:
        if not 2 <= len(part) <= (_MOST_LETTERS * 4 if part.isascii() else _MOST_LETTERS):
            return []
        if part.isascii():
            return self._spelled(part, limit)
        whole = self._alike(part, limit)
        # In a whole sentence, something sounds like something always.
        inside = self._windows(part) if len(part) <= _LONGEST_COMPOUND else []
        return list(dict.fromkeys([*whole, *inside]))[:limit]

    def _spelled(self, sound: str, limit: int) -> list[str]:
        """Give the words of a pinyin, then those it begins, then those nearly spelled so."""
        ranked: dict[int, float] = {}
        near = process.extract(sound, self._sounds, scorer=Levenshtein.distance, score_cutoff=_NEAR, limit=_CANDIDATES)
        for _text, distance, number in near:
            if len(sound) > 2 * distance + 2:
                ranked[number] = distance
        for number, each in enumerate(self._sounds):
            if len(sound) > 3 and each.startswith(sound):
                ranked.setdefault(number, 0.5)
        return self._best(ranked, limit)

    def _alike(self, part: str, limit: int) -> list[str]:
        """Give the words that sound like a part, or are one character away."""
        ranked: dict[int, float] = {}
        letters_away = process.extract(
            part, self._texts, scorer=Levenshtein.distance, score_cutoff=1, limit=_CANDIDATES
        )
        for text, distance, number in letters_away:
            # A character more or less is likelier than another one that sounds otherwise.
            if distance:
                ranked[number] = 2.0 if len(text) == len(part) else 1.0
        for sound in (way.replace(" ", "") for way in self._readings.pinyin(part)):
            heard = process.extract(
                sound, self._sounds, scorer=Levenshtein.distance, score_cutoff=_NEAR, limit=_CANDIDATES
            )
            for _text, distance, number in heard:
                if len(self._texts[number]) == len(part) and self._texts[number] != part:
                    changed = sum(one != other for one, other in zip(part, self._texts[number], strict=True))
                    # Of a word of which hardly a character is left, nothing tells that it was meant.
                    cost = 0.3 * changed + 0.9 * distance + (0.6 if changed * 2 > len(part) else 0.0)
                    ranked[number] = min(ranked.get(number, cost), cost)
        return self._best(ranked, limit)

    def _windows(self, part: str) -> list[str]:
        """Give a longer query with one stretch replaced by the word of the same sound that is commonest."""
        found: list[tuple[int, str]] = []
        known = self._counts
        for start in range(len(part)):
            for end in range(start + 2, min(len(part), start + _LONGEST_WINDOW) + 1):
                window = part[start:end]
                if (start, end) == (0, len(part)) or known.get(window):
                    continue
                for way in self._readings.pinyin(window):
                    for word in self._of_sound(way.replace(" ", "")):
                        if len(word) == len(window):
                            found.append((len(window) * 1_000_000 + known[word], part[:start] + word + part[end:]))
        return [text for _weight, text in sorted(found, reverse=True)]

    def _of_sound(self, sound: str) -> list[str]:
        """Give the words that sound so."""
        first = bisect_left(self._by_sound, sound, key=self._sounds.__getitem__)
        last = bisect_right(self._by_sound, sound, first, key=self._sounds.__getitem__)
        return [self._texts[number] for number in self._by_sound[first:last]]

    def _best(self, ranked: dict[int, float], limit: int) -> list[str]:
        texts, counts = self._texts, self._counts
        order = sorted(ranked, key=lambda number: (ranked[number], -counts[texts[number]], texts[number]))
        return [self._texts[number] for number in order[:limit]]
