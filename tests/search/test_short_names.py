"""Titles by the short names that the documents of a library give them, and clauses of the document that is being read."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from search import Entry, Index
from tests.support.search_texts import make_entry

SECRETS = """中华人民共和国保守国家秘密法
第一条 为了保守国家秘密，制定本法。
第三条 国家秘密受法律保护。"""

RULES = """保密工作实施办法
第一条 根据《中华人民共和国保守国家秘密法》（以下简称保密法）和《关于供水的若干规定》（国发〔2016〕5号，以下简称《规定》），制定本办法。
第三条 违反保密法的，依照本办法第一条处理。"""

WATER = """关于供水的若干规定
第一条 供水应当保密，不得外传。
第三条 供水按时，申请取水的单位或者个人（以下简称申请人）缴费。"""

OTHER = """关于排水的若干规定
第一条 《关于排水的若干规定》（以下简称《规定》）由《某市实施〈中华人民共和国水法〉办法》（以下简称省水法办法）补充。
第二条 申请人缴费。"""

PROVINCE = """某市实施《中华人民共和国水法》办法
第一条 水是生命之源。"""


@pytest.fixture
def index(tmp_path: Path) -> Iterator[Index]:
    made = Index(tmp_path / "index")
    made.update(entries())
    yield made
    made.close()


def entries() -> list[Entry]:
    return [
        make_entry("secrets", "中华人民共和国保守国家秘密法", SECRETS, date="2010-04-29", kind="法律"),
        make_entry("rules", "保密工作实施办法", RULES, date="2017-01-01"),
        make_entry("water", "关于供水的若干规定", WATER, date="2016-01-01"),
        make_entry("other", "关于排水的若干规定", OTHER, date="2018-01-01"),
        make_entry("province", "某市实施《中华人民共和国水法》办法", PROVINCE, date="2018-01-01"),
    ]


def first(index: Index, query: str, here: str = "") -> tuple[str, str, str]:
    results = index.search(query, here=here)
    return results.how, results.hits[0].document, results.hits[0].path


@pytest.mark.parametrize(
    "query", ["保密法第三条", "保密法3", "《保密法》第3条", "保密法 3 条", "保密法三", "保守国家秘密法第三条"]
)
def test_a_clause_is_named_by_the_short_name_of_its_law(index: Index, query: str) -> None:
    assert first(index, query) == ("citation", "secrets", "第三条")


def test_short_name_and_title_find_each_other(index: Index) -> None:
    titles = SECRETS.count("保守国家秘密法") + RULES.count("保守国家秘密法")
    for query in ("保密法", "保守国家秘密法", "中华人民共和国保守国家秘密法"):
        found = index.verbatim(query)
        assert found.counts == {"secrets": 1, "rules": 3}, query
        assert found.total == titles + RULES.count("保密法")
    assert index.verbatim("“保密法”").total == RULES.count("保密法"), "in quotes, as it stands"
    hits = index.search("保密法").hits
    assert hits[0].document == "secrets"
    assert {(hit.document, hit.path) for hit in hits} >= {("rules", "第一条"), ("rules", "第三条")}


def test_a_short_name_that_two_give_to_different_titles_is_nobody_s_but_in_a_document_that_says_so(
    index: Index,
) -> None:
    assert index.search("规定第三条").how != "citation"
    assert first(index, "规定第三条", here="rules") == ("citation", "water", "第三条")
    assert index.search("规定第一条", here="other").hits[0].document == "other"
    assert index.verbatim("申请人").counts == {"water": 1, "other": 1}, (
        "a short form of no title means something else elsewhere"
    )


def test_a_title_with_a_title_in_it_has_its_short_name(index: Index) -> None:
    assert first(index, "省水法办法第一条") == ("citation", "province", "第一条")


def test_what_is_defined_counts_as_long_as_its_document_is_there(index: Index) -> None:
    assert first(index, "保密法第三条")[0] == "citation"
    index.update([], removed=["rules"])
    assert index.search("保密法第三条").how != "citation"
    index.update([make_entry("again", "保密工作实施办法", RULES)])
    assert first(index, "保密法第三条") == ("citation", "secrets", "第三条")


def test_clauses_of_this_law_are_those_of_the_document_that_is_read(index: Index) -> None:
    for query in ("本法第三条", "本法第3条", "本法 3条"):
        assert first(index, query, here="secrets") == ("citation", "secrets", "第三条")
        assert index.search(query).how != "citation", "nothing is read"
    assert first(index, "本办法第一条", here="rules") == ("citation", "rules", "第一条")
    assert index.search("本办法第一条", here="rules").total == 1
    assert index.search("本法第三百条", here="secrets").how != "citation", "it has none"
    results = index.search("第三条", here="water")
    assert [hit.document for hit in results.hits] == ["water", "secrets", "rules"]
    assert index.search("本法第三条", here="gone").how != "citation"


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Index]:
    made = Index(tmp_path / "empty")
    yield made
    made.close()


def test_a_clause_of_the_standard_that_is_read(empty: Index) -> None:
    for name in ("a", "b"):
        empty.update([make_entry(name, f"规范{name}", f"规范{name}\n5.3.2 面积不应大于{name}。")])
    assert [hit.document for hit in empty.search("5.3.2", here="b").hits] == ["b"]
    assert {hit.document for hit in empty.search("5.3.2").hits} == {"a", "b"}


def test_a_document_whose_title_is_typed_is_on_top(empty: Index) -> None:
    swearing = "宪法宣誓办法\n" + "\n".join(f"第{n}条 宪法，宪法，宪法宣誓。" for n in "一二三四五")
    empty.update(
        [
            *(make_entry(f"oath{number}", f"{number}市宪法宣誓办法", swearing) for number in range(3)),
            make_entry("old", "中华人民共和国宪法（1999年修正）", "中华人民共和国宪法\n第一条 旧。", date="1999-01-01"),
            make_entry("new", "中华人民共和国宪法", "中华人民共和国宪法\n第一条 国体。", date="2018-01-01"),
        ]
    )
    results = empty.search("宪法")
    assert [(hit.document, hit.start) for hit in results.hits[:2]] == [("new", 0), ("old", 0)]
    assert len({(hit.document, hit.clause) for hit in results.hits}) == len(results.hits) == results.total
    assert results.total == sum(results.counts.values())
    assert empty.search("宪法", limit=1).total == results.total
    assert empty.search("宪法", documents=["oath1"]).hits[0].document == "oath1"
    assert empty.search("宪法", sort="document").hits[0].document == "oath0"
