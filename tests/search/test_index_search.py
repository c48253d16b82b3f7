"""What a user gets for what he types: ranking, citations, filters, snippets."""

from __future__ import annotations

from pathlib import Path

import pytest

from search import Entry, Index
from tests.support.search_texts import make_entry


def paths(index: Index, query: str) -> list[tuple[str, str]]:
    return [(hit.document, hit.path) for hit in index.search(query).hits]


def test_the_clause_with_all_words_is_first_and_said_so(index: Index) -> None:
    results = index.search("工作时间 集体合同")
    assert results.how == "all"
    assert [hit.citation for hit in results.hits] == ["《中华人民共和国劳动法》第三十三条"]
    assert results.took_ms > 0


def test_words_inside_longer_words_are_found(index: Index) -> None:
    assert ("law", "第三条") in paths(index, "社会保险")


def test_a_word_of_the_title_counts_for_its_clauses(index: Index) -> None:
    assert paths(index, "劳动法 性别")[0] == ("law", "第十二条")


def test_best_match_when_no_clause_has_all(index: Index) -> None:
    results = index.search("性别 防火分区")
    assert results.how == "best"
    assert {hit.document for hit in results.hits} == {"law", "standard"}


def test_a_question_gets_the_best_match(index: Index) -> None:
    results = index.search("公司因为性别不录用劳动者怎么办？")
    assert (results.how, results.hits[0].path) == ("best", "第十二条")


def test_what_no_word_finds_the_letters_find(index: Index) -> None:
    results = index.search("者就业不因")
    assert results.hits[0].path == "第十二条"
    assert results.hits[0].start == results.hits[0].end - 6


def test_snippet_place_and_marks_are_exact(index: Index, entries: list[Entry]) -> None:
    hit = index.search("休息休假").hits[0]
    text = entries[0].text.text
    assert text[hit.start : hit.end] == "休息休假"
    assert text[hit.clause.start : hit.clause.end] == hit.snippet
    assert [hit.snippet[mark.start : mark.end] for mark in hit.marks] == ["休息休假"]


def test_a_sentence_that_is_longer_than_a_snippet_is_cut_at_a_pause(tmp_path: Path) -> None:
    index = Index(tmp_path / "index")
    text = "第一条 " + "前面说的许多话，" * 30 + "此处是滞纳金，" + "后面说的许多话、" * 30 + "完。"
    index.update([make_entry("d", "某法", text)])
    hit = index.verbatim("滞纳金").hits[0]
    assert hit.snippet.startswith("前面说的许多话，前面")
    assert hit.snippet.endswith("话、后面说的许多话、")
    assert text.index(hit.snippet) + hit.marks[0].start == hit.start
    index.close()


def test_each_place_of_a_clause_has_a_row_that_marks_the_others_too(index: Index, entries: list[Entry]) -> None:
    hits = [hit for hit in index.verbatim("劳动").hits if hit.path == "第一条"]
    text = entries[0].text.text
    assert len(hits) == 2
    for hit in hits:
        assert [hit.snippet[mark.start : mark.end] for mark in hit.marks] == ["劳动", "劳动"]
        assert hit.own in hit.marks
        assert text.index(hit.snippet) + hit.own.start == hit.start
    assert hits[0].own != hits[1].own
    overlapping = index.verbatim("“，”").hits
    assert all(hit.own in hit.marks for hit in overlapping)


def test_a_long_clause_is_shown_in_sentences_around_the_place(tmp_path: Path) -> None:
    index = Index(tmp_path / "index")
    text = "第一条 " + "前面的一句话。" * 30 + "此处规定了滞纳金的计算。" + "后面的一句话。" * 30
    index.update([make_entry("d", "某法", text)])
    hit = index.search("滞纳金").hits[0]
    assert hit.snippet in text
    assert 80 <= len(hit.snippet) <= 130
    assert hit.snippet.startswith("前面的一句话。")
    assert hit.snippet.endswith("。")
    assert [hit.snippet[mark.start : mark.end] for mark in hit.marks] == ["滞纳金"]
    index.close()


def test_exclusion_phrase_and_or(index: Index) -> None:
    assert ("law", "第三条") not in paths(index, "劳动者 -社会保险费")
    assert {document for document, _ in paths(index, "性别 OR 防火分区")} == {"law", "standard"}
    assert paths(index, '"知识、产权"') == [("opinion", "二、")]
    assert paths(index, '"产权、知识"') == []


def test_filters_look_at_the_card(index: Index) -> None:
    assert {document for document, _ in paths(index, "应当 标题:防火")} == {"standard"}
    assert {document for document, _ in paths(index, "应当 年份:2018-2019")} == {"law", "opinion"}
    assert {document for document, _ in paths(index, "应当 机关:国务院")} == {"opinion"}
    assert paths(index, "类型:法律") == [("law", "")]
    assert paths(index, "应当 标题:没有这样的") == []


@pytest.mark.parametrize(
    "query",
    [
        "劳动法第33条",
        "劳动法第三十三条",
        "中华人民共和国劳动法第３３条",
        "劳动法33",
        "《劳动法》第三十三条是什么",
        "勞動法第33條",
    ],
)
def test_a_named_article_is_resolved(index: Index, query: str) -> None:
    results = index.search(query)
    assert results.how == "citation"
    assert results.hits[0].citation == "《中华人民共和国劳动法》第三十三条"


def test_an_article_alone_is_the_first_hit_with_one_law(tmp_path: Path, entries: list[Entry]) -> None:
    index = Index(tmp_path / "one")
    index.update(entries[:1])
    hit = index.search("第三条").hits[0]
    assert (hit.path, entries[0].text.text[hit.start : hit.end]) == ("第三条", "第三条")
    index.close()


def test_the_newest_version_of_a_law_is_meant(tmp_path: Path) -> None:
    index = Index(tmp_path / "versions")
    index.update(
        make_entry(date, "中华人民共和国商标法", "第一条 甲。", date=date)
        for date in ("2001-01-01", "2019-04-23", "2013-08-30")
    )
    assert [hit.document for hit in index.search("商标法第一条").hits] == ["2019-04-23", "2013-08-30", "2001-01-01"]
    index.close()


@pytest.mark.parametrize("query", ["国函〔2016〕65号", "国函[2016]65号", "国函（2016）65号", "國函【2016】65號"])
def test_a_document_number_finds_the_document_and_who_cites_it(index: Index, query: str) -> None:
    results = index.search(query)
    assert results.how == "number"
    assert [(hit.document, hit.path) for hit in results.hits] == [("opinion", ""), ("opinion", ""), ("opinion", "一、")]


@pytest.mark.parametrize("query", ["GB 50016-2014 5.3.2", "GB50016—2014 5.3.2", "gb 50016-2014  5.3.2"])
def test_a_clause_of_a_standard_is_resolved(index: Index, query: str) -> None:
    assert index.search(query).hits[0].citation == "《建筑设计防火规范》5.3.2"


def test_a_standard_that_is_only_cited_is_found_where_it_is(index: Index) -> None:
    results = index.search("GB/T 1.1-2020")
    assert results.how == "number"
    assert [hit.path for hit in results.hits] == ["二、"]


def test_an_unknown_law_before_an_article_is_ranked(index: Index) -> None:
    assert index.search("商标法第三条").how in {"all", "best"}


def test_an_empty_query_has_an_empty_answer(index: Index) -> None:
    assert index.search("  ").hits == []


def test_chosen_documents_only(index: Index) -> None:
    assert {hit.document for hit in index.search("应当", documents={"standard"}).hits} == {"standard"}
    assert index.search("第三条", documents={"standard"}).hits == []


def test_an_answer_tells_how_many_places_each_document_has(index: Index) -> None:
    for found in (index.verbatim("的", limit=1), index.verbatim("的")):
        assert sum(found.counts.values()) == found.total > 1
        assert set(found.counts) == {"law", "opinion", "standard"}
    ranked = index.search("保护", limit=1)
    assert sum(ranked.counts.values()) == ranked.total
    assert set(ranked.counts) == {"law", "opinion"}


def test_hits_can_be_had_by_date_and_in_the_order_of_the_documents(index: Index) -> None:
    newest = dict.fromkeys(hit.document for hit in index.verbatim("应当", sort="date").hits)
    assert list(newest) == ["opinion", "law", "standard"]
    assert list(dict.fromkeys(hit.document for hit in index.verbatim("应当").hits)) == ["law", "opinion", "standard"]
    by_date = index.search("保护", sort="date").hits
    assert [hit.document for hit in by_date] == sorted((hit.document for hit in by_date), key=["opinion", "law"].index)
    in_order = index.search("保护", sort="document").hits
    assert [(hit.document, hit.start) for hit in in_order] == sorted((hit.document, hit.start) for hit in in_order)
