"""The best documents are those that adding up everything gives, to the last bit, however few postings are added up."""

from __future__ import annotations

import heapq
import random
from collections.abc import Iterator, Sequence
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search import topmost
from search.postings import Postings
from search.topmost import Word, best

SIZE = 400
_WEIGHTS = (0.25, 0.5, 1.0, 2.0, 4.0)


class Given:
    """The postings of a word in two blocks."""

    def __init__(self, postings: dict[int, float]) -> None:
        self._postings = sorted(postings.items())
        self.documents = len(postings)
        self.greatest = max(postings.values(), default=0.0)

    def blocks(self) -> Iterator[tuple[list[int], list[float]]]:
        half = len(self._postings) // 2
        for part in (self._postings[:half], self._postings[half:]):
            if part:
                yield [number for number, _ in part], [weight for _, weight in part]


def words_of(seed: int, shares: Sequence[float]) -> list[Word]:
    """Give words that stand in such shares of the documents."""
    drawn = random.Random(seed)
    made = []
    for share in shares:
        held = {number: drawn.choice(_WEIGHTS) for number in range(SIZE) if drawn.random() < share}
        made.append(Word(cast(Postings, Given(held)), SIZE))
    return made


def everything(words: Sequence[Word], reach: int, needed: Sequence[Word]) -> list[tuple[int, float]]:
    found = []
    for number in range(SIZE):
        gains = [word.gain(number) for word in words]
        if all(word.gain(number) for word in needed) if needed else any(gains):
            found.append((number, sum(gains)))
    return heapq.nlargest(reach, found, key=lambda each: each[1])


@given(
    st.integers(0, 10_000),
    st.lists(st.sampled_from((0.0, 0.01, 0.1, 0.5, 0.95)), min_size=1, max_size=8),
    st.sampled_from((1, 3, 20, SIZE)),
    st.integers(0, 2),
)
def test_the_best_are_those_of_adding_up_everything(
    seed: int, shares: list[float], reach: int, how_many_needed: int
) -> None:
    words = words_of(seed, shares)
    needed = words[:how_many_needed]
    assert best(words, reach, needed) == everything(words, reach, needed)


@pytest.mark.parametrize("again", [0, topmost._AGAIN])
def test_words_of_most_documents_are_looked_up_for_few(monkeypatch: pytest.MonkeyPatch, again: int) -> None:
    monkeypatch.setattr(topmost, "_AGAIN", again)
    words = words_of(7, [0.02, 0.03, 0.05, 0.9, 0.95, 0.95])
    given_whole: list[Word] = []
    give = Word.give

    def remember(word: Word, scores: topmost.Scores) -> None:
        given_whole.append(word)
        give(word, scores)

    monkeypatch.setattr(Word, "give", remember)
    assert best(words, 2) == everything(words, 2, [])
    assert not {*map(id, given_whole)} & {*map(id, words[3:])}


@pytest.mark.parametrize("different", [len(_WEIGHTS), 350])
def test_what_a_word_gives_does_not_hang_on_how_it_is_kept(monkeypatch: pytest.MonkeyPatch, different: int) -> None:
    held = {number: 1 + number % different / 8 for number in range(SIZE) if number % 7}
    kept = []
    for listed in (0, SIZE):
        monkeypatch.setattr(topmost, "_LISTED", listed)
        kept.append(Word(cast(Postings, Given(held)), SIZE))
    as_list, spread = kept
    assert len(as_list) == len(spread) == len(held)
    assert as_list.most == spread.most
    assert list(as_list.numbers) == list(spread.numbers) == sorted(held)
    assert [as_list.gain(number) for number in range(SIZE)] == [spread.gain(number) for number in range(SIZE)]
    given: list[topmost.Scores] = [{}, {}]
    among: list[topmost.Scores] = [dict.fromkeys(range(5, SIZE, 7), 1.0) for _ in kept]
    for word, scores, some in zip(kept, given, among, strict=True):
        word.give(scores)
        word.give_only(some)
    assert given[0] == given[1]
    assert among[0] == among[1]
    assert sorted(given[0]) == sorted(held)
    assert spread.size < as_list.size or different > len(_WEIGHTS)
