"""The ranking as a whole: the best documents by their words, and of these the best clauses; how far it looks, and how much there is.

Only the best documents are looked into while somebody types. What they have is less than there is, and a filter brings others among the
best: until the clauses of all documents are counted, a count says ``at_least``.
"""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from itertools import chain
from typing import TYPE_CHECKING

from search import ranking, snippets
from search.corpus import Corpus, Document
from search.manifest import Record
from search.query import Query
from search.results import How, Results, Sort
from search.weights import CANDIDATES

if TYPE_CHECKING:
    from search.documents import DocumentSearcher

_MORE = 4
"""So many times the documents that were looked into are looked into where more is wanted."""
_COUNTED_AT_ONCE = 10
"""Documents whose clauses are counted between two looks whether somebody still waits for it: about a millisecond."""


class TwoStages:
    """The ranking for one query.

    Args:
        query: What is wanted.
        documents: The first stage.
        scorer: The second stage.
        corpus: The texts.
    """

    def __init__(
        self, query: Query, documents: DocumentSearcher, scorer: ranking.ClauseRanking, corpus: Corpus
    ) -> None:
        self._query = query
        self._documents = documents
        self._scorer = scorer
        self._corpus = corpus
        self._either = any(len(group) > 1 for group in query.groups)

    def search(self, allowed: Mapping[int, Record], limit: int, sort: Sort, *, beyond: bool) -> Results:
        """Give the best clauses.

        Args:
            allowed: The documents that may be given, by ordinal.
            limit: Hits at most.
            sort: Their order.
            beyond: Where the best documents have too few clauses for the limit, look into more of them. What they give comes behind, so
                that nothing moves of what is listed, where the best is to come first.
        """
        wanted = self._query
        how: How = "best" if wanted.question else "all"
        most = limit if sort == "relevance" else None
        for every in (False,) if wanted.question or self._either else (True, False):
            best = self._candidates(allowed, CANDIDATES, every=every)
            candidates = [(allowed[ordinal], score) for ordinal, score in best.items()]
            ranked = self._scorer.rank(candidates, every=not wanted.question, most=most)
            at_least = len(best) >= CANDIDATES
            if beyond and at_least and not wanted.question:
                found = self._beyond(ranked, best, allowed, limit, sort, every=every)
            else:
                found = self._results([ranked], limit, how, sort, at_least=at_least)
            if found.total:
                return found
        # A phrase in quotes is meant as it stands: without it there is no best match.
        is_phrase = any(part.phrase for part in wanted.parts)
        loose = ranking.Ranked([], []) if is_phrase else self._scorer.rank(candidates, every=False, most=most)
        return self._results([loose], limit, "best", sort, at_least=len(best) >= CANDIDATES)

    def count(self, allowed: Mapping[int, Record], proceed: Callable[[], None]) -> dict[str, int]:
        """Give how many clauses have all that is wanted, by the ids of their documents: of all that ``search`` would ever look into.

        Args:
            allowed: The documents that may be given, by ordinal.
            proceed: Called every few milliseconds; what it raises ends the counting.
        """
        wanted = self._query
        words = wanted.index_words() if self._either else wanted.needed_words()
        ordinals = self._documents.having(words, every=not self._either)
        if not self._either and (own := wanted.own_words()):
            ordinals |= self._documents.having(own, every=True)
        counts: dict[str, int] = {}
        for number, ordinal in enumerate(sorted(ordinals.intersection(allowed))):
            if not number % _COUNTED_AT_ONCE:
                proceed()
            record = allowed[ordinal]
            # Not of those that the corpus keeps at hand: they are wanted again, and these are not.
            if count := self._scorer.count(Document(self._corpus, record)):
                counts[record.document] = count
        return counts

    def _beyond(
        self,
        ranked: ranking.Ranked,
        best: Mapping[int, float],
        allowed: Mapping[int, Record],
        limit: int,
        sort: Sort,
        *,
        every: bool,
    ) -> Results:
        parts, looked, reach = [ranked], set(best), CANDIDATES
        total = sum(count for _record, count in ranked.counts)
        while len(looked) >= reach and total < limit:
            reach *= _MORE
            best = self._candidates(allowed, reach, every=every)
            more = [(allowed[ordinal], score) for ordinal, score in best.items() if ordinal not in looked]
            looked.update(best)
            parts.append(self._scorer.rank(more, every=True, most=limit if sort == "relevance" else None))
            total += sum(count for _record, count in parts[-1].counts)
        return self._results(parts, limit, "all", sort, at_least=len(looked) >= reach)

    def _candidates(self, allowed: Mapping[int, Record], reach: int, *, every: bool) -> dict[int, float]:
        """Give the ordinals and scores of the documents whose clauses are worth scoring.

        Args:
            allowed: The documents that may be given.
            reach: How many are enough.
            every: Those that have all of the words; else those with any.
        """
        words, own = self._query.index_words(), self._query.own_words()
        ways = [self._query.needed_words() if every else []]
        if every and own:
            # Between two words of the user a document may be cut otherwise than the query: another of them may stand across what
            # lies between. Its clauses tell.
            ways.append(own)
        found: dict[int, float] = {}
        for needed in ways:
            if len(found) < reach:
                best = self._documents.best(words, needed=needed, limit=reach, allowed=allowed.__contains__)
                found = dict(best) | found
        return found

    def _results(self, parts: Sequence[ranking.Ranked], limit: int, how: How, sort: Sort, *, at_least: bool) -> Results:
        order = ranking.ORDERS[sort]
        if sort == "relevance":
            best = list(chain.from_iterable(heapq.nsmallest(limit, part.best, key=order) for part in parts))[:limit]
        else:
            best = heapq.nsmallest(limit, chain.from_iterable(part.best for part in parts), key=order)
        # A clause that has no more than a piece of a word of the user's shows that.
        terms = self._query.marked(), self._query.asked()
        hits = [snippets.clause_hit(self._corpus, each.record, each.clause, terms, each.score) for each in best]
        counts = Counter({record.document: count for part in parts for record, count in part.counts})
        return Results(hits, counts.total(), how, counts=counts, at_least=at_least)
