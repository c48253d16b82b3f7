"""The second stage of the ranking: the clauses of the best documents, scored by words and pairs of characters.

BM25 over the letters of the clauses, with the title of the document counted as part of each. Words and pairs together rank
better than either alone (STARD, nDCG@10: words .364, pairs .370, both .381), and pairs find what the segmenter cut otherwise.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from search.corpus import Corpus, Document
from search.folding import fold, letters
from search.manifest import Record
from search.query import Part, Query

_K1 = 1.2
_B = 0.75
_PAIR = 2
_DOCUMENT_WEIGHT = 0.15
"""What the score of the document counts for beside the clause's own."""


@dataclass(frozen=True, slots=True)
class Scored:
    """A clause with its score.

    Attributes:
        record: Its document.
        index: Its place in the document's clause table.
        score: Higher is better.
    """

    record: Record
    index: int
    score: float


class ClauseRanking:
    """Scores clauses for one query.

    Args:
        corpus: The texts.
        query: What is wanted.
        frequency: Gives in how many clauses of the library a term stands.
        clauses: How many clauses the library has.
        mean_letters: How many letters a clause has on the average.
    """

    def __init__(
        self, corpus: Corpus, query: Query, frequency: Callable[[str], int], clauses: int, mean_letters: float
    ) -> None:
        self._corpus = corpus
        self._query = query
        self._mean_letters = max(mean_letters, 1.0)
        self.weights = {term: _weight(frequency(term), clauses) for term in query.terms()}
        # A word of two characters is a word and a pair at once and counts as both (STARD, a quarter: .346 without, .364 with).
        for word in query.marked():
            if len(word) == _PAIR and word in self.weights:
                self.weights[word] *= 2
        # A query of several words that stands in the clause as typed counts as one rare word.
        for part in query.parts:
            if part.letters not in self.weights:
                self.weights[part.letters] = max(self.weights.values(), default=1.0)
        self._words = frozenset(query.marked())
        self._required = [[(part, part.words()) for part in group] for group in query.groups]

    def rank(self, documents: Iterable[tuple[Record, float]], *, every: bool) -> list[Scored]:
        """Give the clauses that answer the query, best first.

        Args:
            documents: With their scores of the first stage.
            every: Only clauses that have all that is wanted, the title of their document included; else those with any word.
        """
        scored: list[Scored] = []
        for record, score in documents:
            scored += self._score(record, score * _DOCUMENT_WEIGHT, every)
        scored.sort(key=lambda each: (-each.score, each.record.ordinal, each.index))
        return scored

    def _score(self, record: Record, base: float, every: bool) -> Iterable[Scored]:
        document = self._corpus.document(record)
        text, table = document.letters, document.clauses
        title = letters(fold(record.title))
        in_title = {term: count for term in self.weights if (count := title.count(term))}
        for index, counts in _occurrences(text, table.starts, self.weights).items():
            if self._words.isdisjoint(counts):
                # Pairs of neighbouring words alone say nothing.
                continue
            span = table.letters(index)
            own = text[span.start : span.end]
            if any(part.letters in own for part in self._query.excluded):
                continue
            if every and not self._is_complete(document, index, own, title):
                continue
            norm = _K1 * (1 - _B + _B * (len(span) + len(title)) / self._mean_letters)
            score = base
            for term, weight in self.weights.items():
                count = counts.get(term, 0) + in_title.get(term, 0)
                if count:
                    score += weight * count * (_K1 + 1) / (count + norm)
            yield Scored(record, index, score)

    def _is_complete(self, document: Document, index: int, own: str, title: str) -> bool:
        def has(part: Part, words: Sequence[str]) -> bool:
            if part.phrase:
                span = document.clauses.span(index)
                return document.folded.find(part.text, span.start, span.end) >= 0
            return all(word in own or word in title for word in words)

        return all(any(has(part, words) for part, words in group) for group in self._required)


def _weight(frequency: int, clauses: int) -> float:
    return math.log(1 + (clauses - frequency + 0.5) / (frequency + 0.5)) if frequency < clauses else 0.01


def _occurrences(text: str, starts: Sequence[int], terms: Iterable[str]) -> dict[int, dict[str, int]]:
    """Give for each clause how often it has each term. A term counts where it begins."""
    found: dict[int, dict[str, int]] = defaultdict(dict)
    for term in terms:
        at = text.find(term)
        while at >= 0:
            counts = found[bisect_right(starts, at) - 1]
            counts[term] = counts.get(term, 0) + 1
            at = text.find(term, at + 1)
    return found
