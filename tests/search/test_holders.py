"""A longer query looks only where the shorter one stood: never at the price of a place."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reader.errors import Cancelled
from search import Index
from tests.support.search_texts import make_entry


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    texts=st.lists(st.text(st.sampled_from("第一二1条，甲.2"), min_size=1, max_size=14), min_size=5, max_size=9),
    query=st.text(st.sampled_from("第一二1条，甲.2"), min_size=2, max_size=6),
    before=st.lists(st.text(st.sampled_from("第一二1条，甲.2"), min_size=1, max_size=3), max_size=4),
    chosen=st.sets(st.integers(0, 8)),
)
def test_what_was_typed_before_changes_no_answer(
    tmp_path: Path, texts: list[str], query: str, before: list[str], chosen: set[int]
) -> None:
    index = Index(tmp_path / "index")
    index.clear()
    index.update([make_entry(f"d{n}", "某法", text) for n, text in enumerate(texts)])
    documents = {f"d{n}" for n in chosen}
    fresh = Index(tmp_path / "index")
    asked_at_once = fresh.verbatim(query), fresh.verbatim(query, documents=documents)
    for typed_before in (*before, *(query[:length] for length in range(1, len(query)))):
        index.verbatim(typed_before)
    letter_by_letter = index.verbatim(query), index.verbatim(query, documents=documents)
    for typed, at_once in zip(letter_by_letter, asked_at_once, strict=True):
        assert (typed.hits, typed.counts) == (at_once.hits, at_once.counts)
    fresh.close()
    index.close()


def test_a_search_that_nobody_waits_for_ends_though_nothing_was_found(index: Index) -> None:
    def stop() -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        index.verbatim("不在其中", proceed=stop)
    assert index.verbatim("应当").total == 4, "the next search is answered"
