"""What one query gives the window: what stands there as typed goes before what comes close to it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from itertools import chain, repeat
from pathlib import Path

import pytest

from reader.errors import Cancelled
from search.weights import CANDIDATES
from ui.filtering import Filters
from ui.importing import Source
from ui.window.searching.answer import Answer, Question, answer_to
from ui.workspace import Workspace

LAWS = {
    "甲数据办法": "甲数据办法\n第一条 数据应当分类。\n第二条 流动人口的登记，另行规定。\n",
    "乙数据办法": "乙数据办法\n第一条 数据跨境应当评估。\n",
}
LATE = "丙数据办法\n第一条 为了规范数据跨境流动，制定本办法。\n第二条 数据跨境流动应当评估。\n"


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library whose index has two of its three documents, to be copied: to import and to index starts a process each."""
    folder = tmp_path_factory.mktemp("laws") / "library"
    with Workspace.open(folder) as opened:
        opened.import_all([Source(name, f"{name}.txt", text.encode()) for name, text in LAWS.items()])
        opened.bring_index_up_to_date()
        opened.import_all([Source("丙", "丙数据办法.txt", LATE.encode())])
    return folder


@pytest.fixture
def workspace(library: Path, tmp_path: Path) -> Iterator[Workspace]:
    """A library whose index has two of its three documents."""
    with Workspace.open(shutil.copytree(library, tmp_path / "library")) as opened:
        yield opened


def _asked(workspace: Workspace, query: str) -> tuple[Answer, list[Answer]]:
    heard: list[Answer] = []
    answer = answer_to(workspace, Question(query), {card.id: card for card in workspace.cards()}, heard.append)
    return answer, heard


def test_what_stands_there_as_typed_goes_before_the_best_match_though_the_index_has_it_not_yet(
    workspace: Workspace,
) -> None:
    answer, heard = _asked(workspace, "数据跨境流动")
    assert {hit.title for hit in heard[0].ranked.hits} == {"甲数据办法", "乙数据办法"}, "the index knows no better"
    assert heard[0].ranked.how == "best"
    for told in (heard[-1], answer):
        assert [(hit.title, hit.path) for hit in told.ranked.hits[:2]] == [
            ("丙数据办法", "第一条"),
            ("丙数据办法", "第二条"),
        ]
        assert {hit.title for hit in told.ranked.hits[2:]} == {"甲数据办法", "乙数据办法"}
        assert told.ranked.how == "all", "nobody is told that no clause has all words"
    assert answer.ranked.total == len(answer.ranked.hits) == sum(answer.ranked.counts.values())
    assert len({(hit.document, hit.clause) for hit in answer.ranked.hits}) == len(answer.ranked.hits)


def test_the_command_line_puts_on_top_what_the_window_does(workspace: Workspace) -> None:
    answer, _heard = _asked(workspace, "数据跨境流动")
    told = workspace.search("数据跨境流动")
    assert [(hit.document, hit.clause) for hit in told.hits] == [
        (hit.document, hit.clause) for hit in answer.ranked.hits
    ]
    assert (told.how, told.total) == (answer.ranked.how, answer.ranked.total)


def test_a_clause_that_has_it_several_times_stands_there_once(workspace: Workspace) -> None:
    workspace.import_all([Source("丁", "丁.txt", "丁办法\n第一条 数据跨境流动，即数据跨境流动。\n".encode())])
    answer, _heard = _asked(workspace, "数据跨境流动")
    assert [hit.title for hit in answer.ranked.hits].count("丁办法") == 1
    assert answer.verbatim.counts[answer.verbatim.hits[-1].document] == 2


def test_an_answer_that_is_none_of_the_best_match_stays_as_it_is(workspace: Workspace) -> None:
    answer, heard = _asked(workspace, "数据跨境")
    assert answer.ranked is heard[0].ranked
    assert answer.ranked.how == "all"


def test_the_places_of_what_ranks_best_come_first_however_many_were_asked_for(workspace: Workspace) -> None:
    workspace.import_all([Source("评估", "评估.txt", "评估办法\n第一条 评估由专家进行。\n".encode())])
    workspace.bring_index_up_to_date()
    cards = {card.id: card for card in workspace.cards()}
    asked = [
        answer_to(workspace, question, cards).verbatim.hits
        for question in (Question("评估"), Question("评估", wider=1), Question("评估", sort="document"))
    ]
    assert asked[0][0].title == "评估办法", "which came last into the library"
    assert asked[0] == asked[1]
    assert asked[2][0].title == "乙数据办法"
    assert {(hit.document, hit.start) for hit in asked[0]} == {(hit.document, hit.start) for hit in asked[2]}


def test_a_search_lets_the_window_have_its_turn_and_ends_at_each_where_it_is_overtaken(workspace: Workspace) -> None:
    cards = {card.id: card for card in workspace.cards()}
    waited: list[float] = []
    answer_to(workspace, Question("数据"), cards, overtaken=lambda seconds: bool(waited.append(seconds)))
    # A search that waits for nothing takes the interpreter back before the window's thread has woken.
    assert waited
    assert all(0 < seconds <= 0.1 for seconds in waited)
    for turns in (0, 1):
        asked = chain(repeat(False, turns), repeat(True))
        with pytest.raises(Cancelled):
            answer_to(workspace, Question("数据"), cards, overtaken=lambda _seconds, asked=asked: next(asked))  # type: ignore[misc]


def test_all_places_are_told_before_the_clauses_are_counted(workspace: Workspace) -> None:
    many = [Source(f"{n}", f"{n}.txt", f"第{n}号办法\n第一条 船舶登记{n}。\n".encode()) for n in range(CANDIDATES + 5)]
    workspace.import_all(many)
    workspace.bring_index_up_to_date()
    answer, heard = _asked(workspace, "船舶登记")
    assert heard[-1].at_least == (True, False, False)
    assert heard[-1].verbatim.total == answer.verbatim.total == len(many)
    assert heard[-1].counts[1] == answer.counts[1]
    assert heard[-1].ranked.total < answer.ranked.total == len(many)
    assert answer.at_least == (False, False, False)


def test_a_chosen_value_has_what_is_listed_of_it_though_only_another_one_has_all_words(workspace: Workspace) -> None:
    """The list showed the best match of the chosen year, and the menu said that it had nothing."""
    for year, said in (("2001", "潜水应当登记"), ("2002", "潜水应当合法")):
        (row,) = workspace.import_all([Source(year, f"{year}.txt", f"办法{year}\n第一条 {said}。\n".encode())])
        workspace.library.correct(row.document, "date", f"{year}-01-02")
    workspace.bring_index_up_to_date()
    cards = {card.id: card for card in workspace.cards()}
    narrowed = Filters({"year": frozenset({"2002"})})
    answer = answer_to(workspace, Question("潜水 登记", narrowed), cards)
    assert answer.ranked.how == "best"
    assert answer.ranked.total == 1
    assert answer.counts[0]["year"] == [("2002", 1), ("2001", 1)]


def test_a_place_is_one_of_the_marks_that_stand_though_the_index_has_those_of_before(
    workspace: Workspace, tmp_path: Path
) -> None:
    """A jump went some letters too far or not far enough, until the index had its turn."""
    path = tmp_path / "丁.txt"
    for marks in ("，", "——"):
        path.write_text(
            f"丁数据办法\n第一条 为了规范{marks}制定本办法。\n第二条 数据出境另行规定。\n", encoding="utf-8"
        )
        (row,) = workspace.import_all([Source(str(path), path.name)])
        answer, _heard = _asked(workspace, "数据出境")
        (hit,) = answer.verbatim.hits
        now = workspace.library.corrected_text(row.document).text
        assert marks in now
        assert now[hit.start : hit.end] == "数据出境"
        if marks == "，":
            workspace.bring_index_up_to_date()
