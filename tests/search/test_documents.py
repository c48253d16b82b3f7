"""Documents are found by their words over several segments of Whoosh, and those that are gone are passed over."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from search import documents
from search.documents import DocumentSearcher, DocumentWriter
from search.preparation import levelled
from search.segments import crowded


@pytest.fixture
def searcher(tmp_path: Path) -> Iterator[DocumentSearcher]:
    """Give three segments of documents 0 to 8: every one has 常见, the even ones 偶数, and 5 alone 罕见."""
    with closing(DocumentWriter(tmp_path, 0)) as writer:
        for ordinal in range(9):
            words = ["常见"] * (ordinal + 1) + ["偶数"] * (ordinal % 2 == 0) + ["罕见"] * (ordinal == 5)
            writer.add(ordinal, levelled([(words, 1.0)]).items())
            if ordinal % 3 == 2:
                writer.commit(merge=False)
        writer.remove(4)
        generation = writer.commit(merge=False)
    with closing(DocumentSearcher(tmp_path, generation)) as made:
        yield made


def ordinals(searcher: DocumentSearcher, *words: str, every: bool, limit: int = 20) -> list[int]:
    found = searcher.best(words, needed=words if every else (), limit=limit, allowed=lambda ordinal: ordinal != 4)
    assert [score for _, score in found] == sorted((score for _, score in found), reverse=True)
    return [ordinal for ordinal, _ in found]


def test_all_words_are_wanted_or_any(searcher: DocumentSearcher) -> None:
    assert set(ordinals(searcher, "常见", "偶数", every=True)) == {0, 2, 6, 8}
    assert set(ordinals(searcher, "罕见", "偶数", every=False)) == {0, 2, 5, 6, 8}
    assert ordinals(searcher, "常见", "不在", every=True) == []
    assert ordinals(searcher, "不在", every=False) == []
    assert ordinals(searcher, every=True) == []


def test_the_document_that_says_it_more_and_has_the_rare_word_comes_first(searcher: DocumentSearcher) -> None:
    assert ordinals(searcher, "常见", every=False)[:3] == [8, 7, 6]
    assert ordinals(searcher, "罕见", "常见", every=False)[0] == 5


def test_documents_that_are_gone_make_room_for_others(searcher: DocumentSearcher) -> None:
    best = searcher.best(["常见"], limit=2, allowed=lambda ordinal: ordinal in {0, 1, 2})
    assert [ordinal for ordinal, _ in best] == [2, 1]


def test_a_document_that_is_gone_is_not_given_for_the_one_that_got_its_ordinal(tmp_path: Path) -> None:
    with closing(DocumentWriter(tmp_path, 0)) as writer:
        for ordinal in range(3):
            writer.add(ordinal, levelled([(["常见"], 1.0)]).items())
        writer.commit(merge=False)
        writer.remove(1)
        writer.add(1, levelled([(["常见", "新的"], 1.0)]).items())
        generation = writer.commit(merge=False)
    with closing(DocumentSearcher(tmp_path, generation)) as searcher:
        found = searcher.best(["常见"], limit=20, allowed=lambda ordinal: True)
        assert sorted(ordinal for ordinal, _ in found) == [0, 1, 2]


def test_segments_are_put_together_and_answer_as_before(tmp_path: Path) -> None:
    def answers() -> list[dict[int, float]]:
        with closing(DocumentSearcher(tmp_path, generation)) as searcher:
            asked = (["常见"], ["偶数", "罕见"], ["词33"], ["词7", "常见"])
            return [dict(searcher.best(words, limit=99, allowed=gone.__ne__)) for words in asked]

    gone = 12
    with closing(DocumentWriter(tmp_path, 0)) as writer:
        for ordinal in range(40):
            words = (
                ["常见"] * (ordinal + 1) + ["偶数"] * (ordinal % 2 == 0) + ["罕见"] * (ordinal == 5) + [f"词{ordinal}"]
            )
            writer.add(ordinal, levelled([(words, 1.0)]).items())
            if ordinal % 2:
                generation = writer.commit(merge=False)
        before = answers()
        count = len(list(tmp_path.glob("*.trm")))
        assert writer.is_crowded()
        assert not writer.is_crowded(patient=True)
        while writer.is_crowded():
            generation = writer.commit(merge=True)
        assert answers() == before, "what it was made of stays until the manifest speaks of it"
        writer.sweep()
        assert len(list(tmp_path.glob("*.trm"))) < count / 2
        assert answers() == before
        writer.remove(gone)
        for ordinal in range(40, 56):
            writer.add(ordinal, levelled([(["新的"], 1.0)]).items())
            writer.commit(merge=False)
        while writer.is_crowded():
            generation = writer.commit(merge=True)
        with closing(DocumentSearcher(tmp_path, generation)) as searcher:
            found = {ordinal for ordinal, _ in searcher.best(["常见", "新的"], limit=99, allowed=lambda _: True)}
    assert found == set(range(56)) - {gone}


def test_no_more_documents_are_put_together_than_fit_into_memory() -> None:
    class Segment:
        def __init__(self, documents: int) -> None:
            self.documents = documents

        def doc_count(self) -> int:
            return self.documents

    held = [Segment(700) for _ in range(50)]
    together = crowded(held)
    assert 2 <= len(together) < 50
    assert sum(one.doc_count() for one in together) <= 8192
    assert crowded([Segment(7000) for _ in range(50)]) == []
    assert crowded([Segment(size) for size in (1, 2, 8, 60, 500, 700, 3000, 8000)]) == []
    assert [one.documents for one in crowded([*held, *(Segment(1) for _ in range(9))])] == [1] * 8, (
        "small ones first, soon done"
    )


@pytest.mark.parametrize("gone", [range(1, 8), range(18)])
def test_words_of_documents_that_are_gone_end_with_the_segments_that_had_them(tmp_path: Path, gone: range) -> None:
    generation = 0
    for number in range(9):
        with closing(DocumentWriter(tmp_path, generation)) as writer:
            for ordinal in (number, number + 9):
                writer.add(ordinal, [(f"词{ordinal}", 1.0), ("共有", 1.0)])
            generation = writer.commit(merge=False)
    with closing(DocumentWriter(tmp_path, generation)) as writer:
        for number in gone:
            writer.remove(number)
        writer.add(18, [("共有", 1.0)])
        generation = writer.commit(merge=False)
        assert writer.is_crowded()
        while writer.is_crowded():
            generation = writer.commit(merge=True)
    with closing(DocumentSearcher(tmp_path, generation)) as searcher:
        for word, holders in (("共有", {*range(19)}), ("词3", {3}), ("词8", {8}), ("词17", {17})):
            found = searcher.best([word], limit=20, allowed=lambda _ordinal: True)
            assert {ordinal for ordinal, _score in found} == holders - {*gone}


def test_no_more_words_are_kept_than_there_is_room_for(
    searcher: DocumentSearcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = [ordinals(searcher, word, every=False) for word in ("常见", "偶数", "罕见")]
    one = max(word.size for word in searcher._words.values())
    monkeypatch.setattr(documents, "_KEPT_BYTES", 2 * one)
    assert [ordinals(searcher, word, every=False) for word in ("常见", "偶数", "罕见", "不在")][:3] == before
    assert set(searcher._words) == {"罕见", "不在"}
