"""User words: they change what is cut where they stand and nothing else, and only documents that hold them are indexed again."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.errors import Cancelled
from search import Entry, Index, builder, manifest
from search.analyzer import indexed_words, search_words, words
from search.folding import letters
from search.lexicon import Lexicon
from search.preparation import Batch, prepare
from search.query import parse
from tests.support.killing import KILLED
from tests.support.search_texts import make_entry

ROOT = Path(__file__).resolve().parents[2]

_LETTERS = st.text("新质生产力发展全要素ab12", min_size=2, max_size=5)
_TEXT = st.text("新质生产力发展全要素ab12，。 \n", max_size=30)

WORD = "新质生产力"


def shelf() -> list[Entry]:
    return [
        make_entry("whole", "甲意见", "第一条 加快发展新质生产力。\n第二条 罚款。"),
        make_entry("apart", "乙意见", "第一条 生产力发展，新质产品。\n第二条 新、质生产力。"),
        make_entry("title", "发展新质生产力的意见", "第一条 罚款。"),
        make_entry("none", "丙意见", "第一条 处以罚款。"),
    ]


@pytest.fixture
def held(tmp_path: Path) -> Iterator[Index]:
    index = Index(tmp_path / "index")
    index.update(shelf())
    yield index
    index.close()


def give(index: Index, wanted: set[str]) -> set[str]:
    """Bring an index up to date as ``ui.indexing`` does; tells what was indexed again."""
    stale = index.cut_otherwise(wanted)
    index.update([entry for entry in shelf() if entry.document in stale], words=wanted)
    return stale


@given(_TEXT, st.sets(_LETTERS, max_size=4))
def test_the_words_cover_the_text_as_without_those_of_the_user(text: str, own: set[str]) -> None:
    cut = words(text, Lexicon(own))
    assert letters("".join(cut)) == letters("".join(words(text)))
    assert set(search_words(text)) <= set(indexed_words(text, Lexicon(own))), "nothing is lost to a search"


@given(_TEXT, _LETTERS, _TEXT)
def test_a_word_that_stands_in_a_text_is_found_by_itself(before: str, word: str, after: str) -> None:
    own = Lexicon([word])
    text = f"{before} {word}，{after}"
    assert word in words(text, own)
    assert set(search_words(word, own)) <= set(indexed_words(text, own))


@given(_TEXT, st.sets(_LETTERS, min_size=1, max_size=4))
def test_each_word_is_found_wherever_it_stands_among_others(text: str, own: set[str]) -> None:
    """One inside of another, one that begins where another ends: the first and longest covers it, a search finds it."""
    lexicon = Lexicon(own)
    indexed = set(indexed_words(text, lexicon))
    for word in own:
        if any(piece == word for piece in words(text, Lexicon([word]))):
            assert set(words(word, lexicon)) <= indexed


def test_documents_are_found_by_words_that_overlap(tmp_path: Path) -> None:
    entry = make_entry("one", "甲办法", "第一条 罚款。\n第二条 加强数据安全管理。")
    with closing(Index(tmp_path / "index")) as index:
        index.update([entry], words={"数据安全", "安全管理", "安全", "全管"})
        for word in ("数据安全", "安全管理", "安全", "全管", "数据安全管理"):
            (hit,) = index.search(word).hits
            assert hit.path == "第二条", word


def test_no_document_is_passed_over_where_hundreds_of_words_overlap(tmp_path: Path) -> None:
    """Another word may stand across the end of the one that is asked for, and each document is cut from another place on."""
    sentence = "国家网络主体个人信息处理数据安全管理责任制度保护办法"
    own = {sentence[at : at + size] for size in (2, 3, 4, 5) for at in range(len(sentence) - size + 1)}
    texts = (sentence, sentence[3:], sentence[5:-4], f"及{sentence[7:]}", f"{sentence[:12]}，{sentence[12:]}")
    entries = [make_entry(f"{number}", f"办法{number}", f"第一条 {text}。") for number, text in enumerate(texts)]
    with closing(Index(tmp_path / "index")) as index:
        index.update(entries, words=own)
        asked = {sentence[at : at + size] for size in (3, 4, 6, 7) for at in range(len(sentence) - size + 1)}
        for query in sorted(asked):
            standing = {number for number, text in enumerate(texts) if query in text}
            found = index.search(query)
            assert found.how != "all" or {int(one) for one in found.counts} >= standing, query


def test_the_first_and_longest_word_counts_and_latin_words_stand_alone() -> None:
    own = Lexicon(["新质", "新质生产力", "生产力发展", "api"])
    assert words("新质生产力发展，capital的api", own) == ["新质生产力", "发展", "capital", "的", "api"]
    assert own.held_in("只有新质").words == ("新质",)


def test_a_query_is_cut_by_the_words() -> None:
    own = Lexicon([WORD])
    assert parse("发展新质生产力", own).parts[0].words() == ["发展", WORD]
    assert parse("发展新质生产力").parts[0].words() == ["发展", "新质", "生产力"]
    assert WORD in parse("发展新质生产力", own).index_words()


def test_only_documents_that_hold_a_word_are_indexed_again(held: Index) -> None:
    before = manifest.load(held._folder)
    assert {hit.document for hit in held.search(WORD).hits} == {"whole", "apart"}, "words apart from each other"
    assert give(held, {WORD}) == {"whole", "title"}
    after = manifest.load(held._folder)
    assert before is not None
    assert after is not None
    kept = {one.document: one.ordinal for one in before.records.values()}
    assert {one.document for one in after.records.values() if kept[one.document] != one.ordinal} == {"whole", "title"}
    found = held.search(WORD)
    assert found.how == "all"
    assert {hit.document for hit in found.hits} == {"whole"}, "one word now"
    assert [hit.snippet[mark.start : mark.end] for hit in found.hits for mark in hit.marks] == [WORD]
    assert {hit.document for hit in held.search("罚款 新质生产力").hits} == {"title"}
    assert {hit.document for hit in held.search("生产力").hits} >= {"whole", "apart"}, "what is inside is still found"
    assert give(held, set()) == {"whole", "title"}
    assert {hit.document for hit in held.search(WORD).hits} == {"whole", "apart"}


def test_a_word_that_no_document_holds_costs_no_commit(held: Index) -> None:
    before = manifest.load(held._folder)
    assert give(held, {"数字孪生"}) == set()
    after = manifest.load(held._folder)
    assert before is not None
    assert after is not None
    assert (after.words, after.files) == (("数字孪生",), before.files)
    assert held.cut_otherwise({"数字孪生"}) == set()
    assert held.words == {"数字孪生"}


def test_what_is_removed_takes_its_words_off_the_frequencies(held: Index) -> None:
    give(held, {WORD, "发展"})
    held.update([], removed=["whole", "apart", "title", "none"], words={WORD, "发展"})
    state = manifest.load(held._folder)
    assert state is not None
    assert state.held_words == {}
    frequencies = next((held._folder / state.folder).glob("frequencies-*.bin"))
    assert not any(frequencies.read_bytes())


def test_an_index_that_was_given_words_is_the_one_that_was_built_with_them(tmp_path: Path, held: Index) -> None:
    give(held, {WORD})
    built = Index(tmp_path / "built")
    built.update(shelf(), words={WORD})
    for query in (WORD, "生产力", "发展 新质生产力", "发展新质生产力有什么办法", "新质"):
        one, other = held.search(query), built.search(query)
        found = [sorted((hit.document, hit.start, hit.end) for hit in each.hits) for each in (one, other)]
        assert found[0] == found[1], query
        assert found[0], query
    built.close()


def test_a_document_that_another_process_added_meanwhile_is_cut_the_next_time(held: Index) -> None:
    stale = [entry for entry in shelf() if entry.document in held.cut_otherwise({WORD})]
    late = make_entry("late", "丁意见", "第一条 因地制宜发展新质生产力。")
    other = Index(held._folder)
    other.update([late])
    other.close()
    held.update(stale, words={WORD})
    assert held.words == frozenset()
    assert {hit.document for hit in held.search("因地制宜 新质生产力").hits} == {"late"}
    assert held.cut_otherwise({WORD}) == {"late"}
    held.update([], words={WORD, "发展"})
    assert "late" in held.cut_otherwise({WORD, "发展"}), "it is not forgotten"
    held.update([late, *shelf()], words={WORD, "发展"})
    assert held.words == {WORD, "发展"}
    assert held.cut_otherwise({WORD, "发展"}) == set()


def test_a_batch_crosses_a_pipe_with_its_words() -> None:
    batch = prepare(shelf(), Lexicon([WORD]))
    assert [one.own for one in batch.documents] == [(WORD,), (), (WORD,), ()]
    assert Batch.from_bytes(batch.to_bytes()) == batch


@pytest.mark.parametrize("calls", [1, 3])
def test_killed_on_the_way_everything_is_found_and_the_next_update_ends_it(held: Index, calls: int) -> None:
    code = f"""
import psutil, sys
from pathlib import Path
from search import Index, builder, manifest
from tests.search.test_words import WORD, give
builder.COMMIT_LETTERS = 0
real, called = manifest.save, []
def killing(*arguments):
    called.append(1)
    if len(called) == {calls}:
        psutil.Process().kill()
    return real(*arguments)
manifest.save = killing
give(Index(Path(sys.argv[1])), {{WORD}})
"""
    done = subprocess.run(
        [sys.executable, "-c", code, str(held._folder)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        check=False,
    )
    assert done.returncode == KILLED
    held.refresh()
    assert held.words == frozenset()
    assert {hit.document for hit in held.verbatim(WORD).hits} == {"whole", "apart"}
    assert len(give(held, {WORD})) == 3 - calls
    assert held.words == {WORD}
    assert {hit.document for hit in held.search(WORD).hits} == {"whole"}


def test_a_word_taken_back_before_it_counted_leaves_nothing_behind(
    held: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(builder, "COMMIT_LETTERS", 0)
    stale = sorted(held.cut_otherwise({WORD}))
    late = make_entry("late", "丁意见", f"第一条 {WORD}。")
    held.update([entry for entry in shelf() if entry.document == stale[0]], words={WORD})
    assert held.words == frozenset(), "one document lacks it"
    held.update([late], words=())
    assert held.cut_otherwise(set()) == {stale[0]}
    assert give(held, set()) == {stale[0]}
    assert held.cut_otherwise({WORD}) == {*stale, "late"}


def test_a_word_that_comes_back_while_it_is_taken_away_counts_again(
    held: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(builder, "COMMIT_LETTERS", 0)
    stale = sorted(give(held, {WORD}))
    seen: list[int] = []
    with pytest.raises(Cancelled):
        held.update(
            [entry for entry in shelf() if entry.document in stale],
            progress=lambda done, _total: seen.append(done),
            cancelled=lambda: len(seen) == 1,
        )
    again = Index(held._folder)
    assert len(again.cut_otherwise({WORD})) == 1, "the one that was cut without it meanwhile"
    give(again, {WORD})
    assert {hit.document for hit in again.search(WORD).hits} == {"whole"}
    assert again.cut_otherwise({WORD}) == set()
    again.close()


def test_a_word_of_the_user_is_marked_whole(tmp_path: Path) -> None:
    text = "第一条 劳动期限届满。\n第二条 劳动者的期限，劳动期限另定。\n第三条 劳动有期限。"
    with closing(Index(tmp_path / "index")) as index:
        index.update([make_entry("a", "甲办法", text), make_entry("b", "劳动期限规定", "第一条 期限另定。")])
        before = index.search("劳动期限").hits
        assert ["劳动", "期限"] in [[hit.snippet[mark.start : mark.end] for mark in hit.marks] for hit in before]
        stale = index.cut_otherwise({"劳动期限"})
        assert stale == {"a", "b"}
        index.update(
            [make_entry("a", "甲办法", text), make_entry("b", "劳动期限规定", "第一条 期限另定。")], words={"劳动期限"}
        )
        marked = {
            (hit.document, hit.path): [hit.snippet[mark.start : mark.end] for mark in hit.marks]
            for hit in index.search("劳动期限").hits
        }
        assert marked == {
            ("a", "第一条"): ["劳动期限"],
            ("a", "第二条"): ["劳动期限"],
            ("b", "第一条"): ["期限"],
        }, "where the title alone has it whole, what the clause has of it"
        both = index.search("劳动期限 届满").hits[0]
        assert [both.snippet[mark.start : mark.end] for mark in both.marks] == ["劳动期限届满"]


def test_a_phrase_in_quotes_is_marked_whole(tmp_path: Path) -> None:
    text = "第一条 劳动者可以解除劳动合同，劳动关系终止。"
    with closing(Index(tmp_path / "index")) as index:
        index.update([make_entry("a", "甲办法", text)])
        for query, wanted in (
            ("“解除劳动合同”", ["解除劳动合同"]),
            ("“解除劳动合同” 劳动", ["劳动", "解除劳动合同", "劳动"]),
            ("解除劳动合同", ["劳动", "解除劳动合同", "劳动"]),
        ):
            (hit,) = index.search(query).hits
            assert [hit.snippet[mark.start : mark.end] for mark in hit.marks] == wanted, query
