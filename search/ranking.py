"""The second stage of the ranking: the clauses of the best documents, scored by words and pairs of characters.

BM25 over the letters of the clauses, and the score of their document, which speaks for its title. Words and pairs together rank
better than either alone (``search.weights``), and pairs find what the segmenter cut otherwise.
"""

from __future__ import annotations

import heapq
import math
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from typing import NamedTuple

from search.clauses import ClauseTable
from search.corpus import Corpus, Document
from search.folding import fold, letters
from search.manifest import Record
from search.query import Part, Query
from search.results import Sort
from search.weights import CLAUSE_B, CLAUSE_K1, DOCUMENT_WEIGHT

_PAIR = 2


class Scored(NamedTuple):
    """A clause with its score.

    Attributes:
        record: Its document.
        clause: Its place in the document's clause table.
        score: Higher is better.
    """

    record: Record
    clause: int
    score: float


class Ranked(NamedTuple):
    """The clauses that answer a query.

    Attributes:
        best: The best of them, in no order, perhaps more than were wanted; none that is wanted is missing.
        counts: How many there are in each document that has any.
    """

    best: list[Scored]
    counts: list[tuple[Record, int]]


def order(scored: Scored) -> tuple[float, int, int]:
    """Give the key that sorts the best clause first."""
    return -scored.score, scored.record.ordinal, scored.clause


def newest(record: Record) -> tuple[int, int]:
    """Give the key that sorts the newest document first, those without a date last."""
    return newest_first(record.date), record.ordinal


def newest_first(date: str) -> int:
    """Give the key that sorts the newest date first, none last."""
    return -int("".join(filter(str.isdecimal, date)) or 0)


ORDERS: dict[Sort, Callable[[Scored], tuple[float, ...]]] = {
    "relevance": order,
    "date": lambda scored: (*newest(scored.record), *order(scored)),
    "document": lambda scored: (scored.record.ordinal, scored.clause),
}
"""The keys of each way to sort."""


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
        self._level, self._slope = CLAUSE_K1 * (1 - CLAUSE_B), CLAUSE_K1 * CLAUSE_B / max(mean_letters, 1.0)
        # A term of no clause is not looked for: half of the pairs of a lay question are none of the language of the law.
        known = {term: seen for term in query.terms() if (seen := frequency(term))}
        self.weights = {term: _weight(seen, clauses) for term, seen in known.items()}
        # A word of two characters is a word and a pair at once and counts as both (STARD, a quarter: .346 without, .364 with).
        for word in query.asked():
            if len(word) == _PAIR and word in self.weights:
                self.weights[word] *= 2
        # What a clause must have is looked for even where it says little about it.
        for part in query.parts:
            for word in part.words():
                self.weights.setdefault(word, 0.0)
        # A query of several words that stands in the clause as typed counts as one rare word.
        for part in query.parts:
            if part.letters not in self.weights:
                self.weights[part.letters] = max(self.weights.values(), default=1.0)
        self._words = frozenset(query.asked())
        self._required = [[(part, part.words()) for part in group] for group in query.groups]

    def rank(self, documents: Iterable[tuple[Record, float]], *, every: bool, most: int | None = None) -> Ranked:
        """Give the clauses that answer the query.

        Args:
            documents: With their scores of the first stage.
            every: Only clauses that have all that is wanted, the title of their document included; else those with any word.
            most: How many of the best are wanted; None for all.
        """
        best: list[Scored] = []
        counts: list[tuple[Record, int]] = []
        lowest = -math.inf if most is None or most else math.inf
        for record, score in documents:
            base = score * DOCUMENT_WEIGHT
            found = list(self._score_every(record, base)) if every else self._score_any(record, base)
            if found:
                counts.append((record, len(found)))
            # Of ten thousand clauses that a question finds, some hundred are ever among the best: the others are counted only.
            best += [Scored(record, clause, score) for clause, score in found if score >= lowest]
            if most and len(best) > 2 * most:
                lowest = heapq.nlargest(most, [each.score for each in best])[-1]
                best = [each for each in best if each.score >= lowest]
        return Ranked(best, counts)

    def count(self, document: Document) -> int:
        """Give how many clauses of a document have all that is wanted: as many as ``rank`` finds with ``every``.

        Args:
            document: The document.
        """
        title = letters(fold(document.record.title))
        if any(len(group) > 1 for group in self._required):
            return sum(1 for _ in self._score(document, title, 0.0))
        required = [each for group in self._required for each in group]
        phrases = [part for part, _words in required if part.phrase]
        needed = {word for part, words in required if not part.phrase for word in words if word not in title}
        needed.update(part.letters for part in phrases)
        if self._words.isdisjoint(needed):  # the title has them: any word will do
            return sum(1 for _ in self._score(document, title, 0.0))
        anchor, *others = sorted(needed, key=lambda word: self.weights[word], reverse=True)
        text, starts, ends = document.letters, document.clauses.starts, document.clauses.ends
        excluded = [part.letters for part in self._query.excluded]
        found, index, size = 0, 0, len(anchor)
        at = text.find(anchor)
        while at >= 0:
            index = bisect_right(starts, at, index)  # of the next clause
            end = ends[index - 1]
            if at + size <= end:
                start = starts[index - 1]
                for word in others:
                    if text.find(word, start, end) < 0:
                        break
                else:
                    is_meant = not phrases or all(_says(document, index - 1, part) for part in phrases)
                    if is_meant and excluded:
                        is_meant = not any(text.find(word, start, end) >= 0 for word in excluded)
                    found += is_meant
            at = text.find(anchor, end)
        return found

    def _score_any(self, record: Record, base: float) -> list[tuple[int, float]]:
        document = self._corpus.document(record)
        text, starts, ends = document.letters, document.clauses.starts.tolist(), document.clauses.ends.tolist()
        level, slope = self._level, self._slope
        norms = [level + slope * (end - start) for start, end in zip(starts, ends, strict=True)]
        scores = [base] * len(starts)
        worded: set[int] = set()
        for term, weight in self.weights.items():
            size, once = len(term), weight * (CLAUSE_K1 + 1)
            found = worded.add if term in self._words else None
            index = -1
            at = text.find(term)
            while at >= 0:
                index = bisect_right(starts, at, index + 1) - 1
                end = ends[index]
                after = at + size
                next_at = text.find(term, after)
                if after > end:  # it runs on into the next clause
                    at = text.find(term, end)
                    continue
                if 0 <= next_at < end:
                    count = text.count(term, at, end)
                    scores[index] += weight * count * (CLAUSE_K1 + 1) / (count + norms[index])
                    next_at = text.find(term, end)
                else:  # nearly always
                    scores[index] += once / (1 + norms[index])
                if found is not None:
                    found(index)
                at = next_at
        if self._query.excluded:
            worded = {index for index in worded if not self._is_excluded(text, starts[index], ends[index])}
        # Pairs of neighbouring words alone say nothing.
        return [(index, scores[index]) for index in worded]

    def _score_every(self, record: Record, base: float) -> Iterable[tuple[int, float]]:
        return self._score(self._corpus.document(record), letters(fold(record.title)), base)

    def _score(self, document: Document, title: str, base: float) -> Iterable[tuple[int, float]]:
        table = document.clauses
        weights = self.weights
        level, slope = self._level, self._slope
        anchor = self._anchor(title)
        text = document.letters
        found = _beside(anchor, text, table, weights) if anchor else _occurrences(text, table, weights)
        for index, counts in found.items():
            if self._words.isdisjoint(counts):
                # Pairs of neighbouring words alone say nothing.
                continue
            if not self._is_complete(document, index, counts, title):
                continue
            start, end = table.starts[index], table.ends[index]
            if self._is_excluded(text, start, end):
                continue
            norm = level + slope * (end - start)
            score = base
            for term, count in counts.items():
                score += weights[term] * count * (CLAUSE_K1 + 1) / (count + norm)
            yield index, score

    def _is_excluded(self, text: str, start: int, end: int) -> bool:
        return any(text.find(part.letters, start, end) >= 0 for part in self._query.excluded)

    def _anchor(self, title: str) -> str:
        """Give the rarest of the letters that a clause cannot do without; empty where the title or another word may do."""
        needed = [
            word
            for group in self._required
            if len(group) == 1
            for part, words in group
            for word in ([part.letters] if part.phrase else words)
            if part.phrase or word not in title
        ]
        return max(needed, key=lambda word: self.weights.get(word, 0.0), default="")

    def _is_complete(self, document: Document, index: int, counts: dict[str, int], title: str) -> bool:
        for group in self._required:
            for part, words in group:
                if part.phrase:
                    if _says(document, index, part):
                        break
                elif all(word in counts or word in title for word in words):
                    break
            else:
                return False
        return True


def _says(document: Document, index: int, phrase: Part) -> bool:
    """Tell whether a clause has a phrase with its marks."""
    span = document.clauses.span(index)
    return document.folded.find(phrase.text, span.start, span.end) >= 0


def _weight(frequency: int, clauses: int) -> float:
    return math.log(1 + (clauses - frequency + 0.5) / (frequency + 0.5)) if frequency < clauses else 0.01


def _beside(anchor: str, text: str, table: ClauseTable, terms: Collection[str]) -> dict[int, dict[str, int]]:
    """Give for each clause that has the anchor how often it has each term."""
    found: dict[int, dict[str, int]] = {}
    at = text.find(anchor)
    while at >= 0:
        index = bisect_right(table.starts, at) - 1
        end = table.ends[index]
        clause = text[table.starts[index] : end]
        if anchor in clause:
            found[index] = {term: count for term in terms if (count := clause.count(term))}
        at = text.find(anchor, end)
    return found


def _occurrences(text: str, table: ClauseTable, terms: Iterable[str]) -> dict[int, dict[str, int]]:
    """Give for each clause how often it has each term."""
    found: dict[int, dict[str, int]] = defaultdict(dict)
    for term in terms:
        at = text.find(term)
        while at >= 0:
            index = bisect_right(table.starts, at) - 1
            end = table.ends[index]
            # None where the term runs on into the next clause.
            if count := text.count(term, at, end):
                found[index][term] = count
            at = text.find(term, end)
    return found
