"""您是不是要找: slips of sound, missing characters and plain pinyin lead to words of the library."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from search import Entry, Index
from search.vocabulary import NAME, VocabularyWriter, load
from tests.support.search_texts import make_entry


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("知时产权", "知识产权"),
        ("知识产全", "知识产权"),
        ("知识权", "知识产权"),
        ("知识产劝", "知识产权"),
        ("知识产产权", "知识产权"),
        ("社会宝险费", "社会保险费"),
        ("zhi shi chan quan", "知识产权"),
        ("zhishichanquan", "知识产权"),
        ("laodongfa", "劳动法"),
        ("集体合痛", "集体合同"),
        ("zhishicanquan", "知识产权"),
    ],
)
def test_what_was_meant_is_suggested(index: Index, typed: str, meant: str) -> None:
    assert meant in index.suggest(typed)


def test_of_several_words_only_the_unknown_one_is_mended(index: Index) -> None:
    assert "知识产权 合同" not in index.suggest("知识产权 合同")
    assert "劳动者 知识产权" in index.suggest("劳动者 知时产权")


def test_what_is_of_the_language_of_queries_is_no_slip(index: Index) -> None:
    assert index.suggest("机关:劳动者 知时产权")[0] == "机关:劳动者 知识产权"
    for typed in ("机关:知时产权", "-知时产权", "劳动者 机关:知时产权"):
        assert index.suggest(typed) == []


def test_a_known_word_and_nonsense_get_no_suggestion(index: Index) -> None:
    assert index.suggest("知识产权") == []
    assert index.suggest("") == index.suggest("x") == index.suggest("，。") == index.suggest("12345678") == []
    assert len(index.suggest("shi", limit=2)) <= 2


def test_a_word_of_two_readings_is_found_by_the_right_one(tmp_path: Path) -> None:
    index = Index(tmp_path / "index")
    index.update([make_entry("a", "重庆办法", "第一条 重庆的办法。")])
    assert "重庆" in index.suggest("chongqing")
    index.close()


def test_words_of_later_documents_are_appended_and_known_too(tmp_path: Path, entries: list[Entry]) -> None:
    folder = tmp_path / "index"
    index = Index(folder)
    index.update(entries)
    before = (folder / NAME).read_text("utf-8")
    index.update([make_entry("late", "某办法", "第一条 数据出境。")])
    assert (folder / NAME).read_text("utf-8").startswith(before), "a small update costs what it adds"
    assert "出境" in index.suggest("chujing")
    index.close()


def test_a_torn_or_lost_file_costs_suggestions_only(index: Index, tmp_path: Path) -> None:
    path = tmp_path / "index" / NAME
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    assert load(tmp_path / "index") is not None
    path.write_bytes(b"\xff\x00\n\t\t\nabc\tx\n")
    assert index.suggest("zhishichanquan") == []
    path.unlink()
    again = Index(tmp_path / "index")
    assert again.state == "ready"
    assert again.suggest("zhishichanquan") == []
    again.close()


def test_the_words_that_are_suggested_are_let_go_of_when_something_else_is_searched_for_a_while(
    index: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [1000.0]
    monkeypatch.setattr("search.index.time.monotonic", lambda: now[0])
    index.suggest("知时产权")
    held = index._suggester
    assert held is not None
    now[0] += 15
    index.search("知识产权")
    index.suggest("知识权")
    assert index._suggester is held, "while somebody types they are not read again and again"
    now[0] += 15
    index.search("知识产权")
    assert index._suggester is held
    now[0] += 15
    index.search("知识产权")
    assert index._suggester is None
    assert "知识产权" in index.suggest("知时产权")


def test_reading_suggestions_never_loads_the_dictionaries_of_pypinyin(
    index: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pypinyin", None)  # importing it fails
    assert "知识产权" in index.suggest("知时产权")


@pytest.mark.parametrize("fold", [True, False])
def test_a_vocabulary_made_anew_forgets(tmp_path: Path, fold: bool) -> None:
    for words in (["甲乙"], ["丙丁"]):
        writer = VocabularyWriter(tmp_path, anew=True)
        writer.add("某办法", words)
        writer.save(documents=1, fold=fold)
    held = load(tmp_path)
    assert held is not None
    assert set(held.counts) == {"丙丁", "某办法"}


def test_what_was_only_appended_counts_and_is_read_out_when_it_is_folded_in(tmp_path: Path) -> None:
    for number, fold in enumerate((True, False, False)):
        writer = VocabularyWriter(tmp_path, anew=not number)
        writer.add("某办法", ["知识产权"])
        writer.save(documents=100, fold=fold)
    held = load(tmp_path)
    assert held is not None
    assert held.counts == {"某办法": 3, "知识产权": 3}
    lines = (tmp_path / NAME).read_text(encoding="utf-8").split("\n")
    writer = VocabularyWriter(tmp_path, anew=False)
    writer.add("某办法", ["行会"])
    writer.save(documents=100, fold=True)
    folded = (tmp_path / NAME).read_text(encoding="utf-8").strip().split("\n")
    assert folded[0] == lines[0]
    assert sorted(folded[1:]) == ["某办法\t4\tmou ban fa", "知识产权\t3\tzhi shi chan quan", "行会\t1\t-"]


def test_the_words_of_a_small_library_are_suggested_also_after_it_was_indexed_in_passing(tmp_path: Path) -> None:
    index = Index(tmp_path / "index")
    index.update([make_entry("a", "甲办法", "第一条 数据出境应当公开。")], in_passing=True)
    index.update([make_entry("b", "乙办法", "第一条 试验。")], in_passing=True)
    index.update([])
    assert "公开" in index.suggest("公凯")
    index.close()
