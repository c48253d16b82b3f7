"""The clauses of a best match are scored by what stands in each of them, whatever runs on from one into the next."""

from __future__ import annotations

from array import array
from types import SimpleNamespace
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.clauses import ClauseTable
from search.manifest import Record
from search.query import parse
from search.ranking import ClauseRanking, order
from search.weights import CLAUSE_B, CLAUSE_K1

_CLAUSE = st.text("一罚款合同", min_size=1, max_size=9)
_QUERY = st.text("一罚款合同", min_size=1, max_size=6)
MEAN = 5.0
BASE = 3.0


def scored(query: str, clauses: list[str]) -> tuple[dict[int, float], ClauseRanking]:
    values = array("I")
    at = 0
    for clause in clauses:
        values.extend((at, at + len(clause), at, at + len(clause)))
        at += len(clause)
    document = SimpleNamespace(letters="".join(clauses), clauses=ClauseTable(values))
    corpus: Any = SimpleNamespace(document=lambda record: document)
    ranking = ClauseRanking(corpus, parse(query), lambda term: 3, 40, MEAN)
    found = ranking.rank([(cast(Record, None), BASE)], every=False)
    assert sum(count for _, count in found.counts) == len(found.best)
    return {each.clause: each.score for each in found.best}, ranking


@given(_QUERY, st.lists(_CLAUSE, min_size=1, max_size=6))
def test_a_clause_counts_by_what_stands_in_it(query: str, clauses: list[str]) -> None:
    found, ranking = scored(query, clauses)
    for index, clause in enumerate(clauses):
        if not any(word in clause for word in parse(query).asked()):
            assert index not in found
            continue
        norm = CLAUSE_K1 * (1 - CLAUSE_B) + CLAUSE_K1 * CLAUSE_B / MEAN * len(clause)
        counts = {term: clause.count(term) for term in ranking.weights}
        gains = [ranking.weights[term] * n * (CLAUSE_K1 + 1) / (n + norm) for term, n in counts.items() if n]
        assert found[index] == pytest.approx(BASE + sum(gains))


def test_a_clause_with_what_is_not_wanted_is_left_out() -> None:
    assert set(scored("罚款 NOT 合同", ["罚款", "罚款合同", "合同"])[0]) == {0}


@given(_QUERY, st.lists(st.lists(_CLAUSE, min_size=1, max_size=6), min_size=1, max_size=8), st.integers(0, 4))
def test_the_best_few_are_those_of_all(query: str, texts: list[list[str]], most: int) -> None:
    documents = {}
    for number, clauses in enumerate(texts):
        values = array("I")
        for clause in clauses:
            at = values[-1] if values else 0
            values.extend((at, at + len(clause), at, at + len(clause)))
        record: Any = SimpleNamespace(ordinal=number)
        documents[number] = record, SimpleNamespace(letters="".join(clauses), clauses=ClauseTable(values))
    corpus: Any = SimpleNamespace(document=lambda record: documents[record.ordinal][1])
    ranking = ClauseRanking(corpus, parse(query), lambda term: 3, 40, MEAN)
    candidates = [(record, BASE - number / 4) for number, (record, _) in documents.items()]
    whole, few = (ranking.rank(candidates, every=False, most=each) for each in (None, most))
    assert few.counts == whole.counts
    assert sorted(few.best, key=order)[:most] == sorted(whole.best, key=order)[:most]
    if most:
        assert len(few.best) <= 2 * most + max(map(len, texts))
    else:
        assert not few.best
