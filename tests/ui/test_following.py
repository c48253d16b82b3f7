"""What references mean, what cites a clause, and what is cited but not there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import reader
from reader.model import Reference
from tests.support.cli import CommandLine
from ui.following import citable, reference_at
from ui.workspace import Workspace

LAW = """试验法
第一条 为了规范试验，制定本法。
第二条 试验应当公开。
第三条 违反本法第二条规定的，依照第五条第一款处罚。
第四条 试验费用依照《收费法》第九条执行，记录依照《档案法》保存。
第五条 罚款由试验机关决定。
罚款上缴国库。
"""
RULES = """试验法实施细则
第一条 根据《试验法》第二条、第三条，制定本细则。
第二条 收费依照《收费法》执行。
第三条 依照《试验法》办理；《试验法》第九十九条除外。
"""


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with Workspace.open(tmp_path / "library") as opened:
        yield opened


def put(workspace: Workspace, text: str, name: str) -> str:
    return workspace.library.add(reader.read(text.encode(), name), text.encode(), f"/papers/{name}", name).document


@pytest.fixture
def law(workspace: Workspace) -> str:
    return put(workspace, LAW, "law.txt")


def named(workspace: Workspace, document: str, words: str) -> Reference:
    text = workspace.text(document)
    found = reference_at(text, text.text.index(words))
    assert found is not None
    return found


def test_a_reference_means_the_clause_of_its_own_document(workspace: Workspace, law: str) -> None:
    meaning = workspace.following.meaning(law, named(workspace, law, "第五条第一款处罚"))
    assert (meaning.where, meaning.document, meaning.path) == ("here", law, "第五条第一款")
    assert "罚款由试验机关决定" in meaning.words
    assert "上缴" not in meaning.words
    assert meaning.span is not None
    assert workspace.text(law).text[meaning.span.start : meaning.span.end] == meaning.words


def test_a_reference_to_another_document_means_its_clause_or_the_whole_or_says_that_it_is_not_there(
    workspace: Workspace, law: str
) -> None:
    rules = put(workspace, RULES, "rules.txt")
    text = workspace.text(rules)
    clause = workspace.following.meaning(rules, named(workspace, rules, "《试验法》第二条"))
    assert (clause.where, clause.document, clause.words) == ("there", law, "第二条 试验应当公开。")
    whole = workspace.following.meaning(rules, reference_at(text, text.text.index("《试验法》办理")))  # type: ignore[arg-type]
    assert (whole.where, whole.document, whole.path) == ("there", law, "")
    assert whole.words.startswith("第一条")
    nowhere = workspace.following.meaning(rules, reference_at(text, text.text.index("《试验法》第九十九条")))  # type: ignore[arg-type]
    assert (nowhere.where, nowhere.span, nowhere.words) == ("nowhere", None, "")
    absent = workspace.following.meaning(rules, named(workspace, rules, "《收费法》"))
    assert (absent.where, absent.title, absent.span) == ("absent", "收费法", None)


def test_what_cites_a_clause_is_told_for_the_document_at_once_and_for_the_library_once_it_was_looked_at(
    workspace: Workspace, law: str
) -> None:
    rules = put(workspace, RULES, "rules.txt")
    before = workspace.following.citing(law, "第二条")
    assert ([one.path for one in before.citations], before.done, before.total) == (["第三条"], 0, 2)
    assert workspace.following.look(1) == (1, 2)
    workspace.following.look_at_all()
    cited = workspace.following.citing(law, "第二条")
    assert [(one.document, one.path) for one in cited.citations] == [(law, "第三条"), (rules, "第一条")]
    assert (cited.done, cited.total) == (2, 2)
    # A reference to a part of a clause cites the clause
    assert [one.path for one in workspace.following.citing(law, "第五条").citations] == ["第三条"]
    assert not workspace.following.citing(law, "第一条").citations
    assert not [one for one in workspace.following.citing(law, "第五条第二款").citations if one.document == law]
    # The document as a whole
    assert {one.path for one in workspace.following.citing(law, "").citations} == {"第一条", "第三条"}


def test_what_came_and_went_since_is_known(workspace: Workspace, law: str) -> None:
    workspace.following.look_at_all()
    rules = put(workspace, RULES, "rules.txt")
    workspace.following.forget()
    assert workspace.following.look(0) == (1, 2)
    workspace.following.look_at_all()
    assert len(workspace.following.citing(law, "第二条").citations) == 2
    workspace.remove([rules])
    assert len(workspace.following.citing(law, "第二条").citations) == 1


def test_documents_that_are_cited_and_not_there_are_listed_the_most_cited_first(workspace: Workspace, law: str) -> None:
    put(workspace, RULES, "rules.txt")
    workspace.following.look_at_all()
    assert [(one.name, one.count) for one in workspace.following.absent()] == [("收费法", 2), ("档案法", 1)]
    assert [one.name for one in workspace.following.absent(law)] == ["收费法", "档案法"]
    assert [one.count for one in workspace.following.absent(law)] == [1, 1]


def test_the_clause_that_others_would_cite_is_the_article(workspace: Workspace, law: str) -> None:
    text = workspace.text(law)
    clause = citable(text, text.text.index("上缴国库"))
    assert clause is not None
    assert clause.path == "第五条"


def test_the_command_line_tells_targets_and_what_cites(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    piyue = CommandLine(tmp_path / "library", capsys)
    for name, text in (("law.txt", LAW), ("rules.txt", RULES)):
        (tmp_path / name).write_text(text, "utf-8")
        piyue("import", tmp_path / name)
    told = piyue("references", "试验法实施细则")
    first = told[0]
    assert (first["text"], first["where"], first["title"], first["clause"]) == (
        "《试验法》第二条",
        "there",
        "试验法",
        "第二条",
    )
    law_text = piyue("show", "试验法")["text"]
    assert law_text[first["target_start"] : first["target_end"]] == "第二条 试验应当公开。"
    assert [one["title"] for one in piyue("cited-by", "试验法", "第二条")] == ["试验法", "试验法实施细则"]
    assert [(one["name"], one["count"]) for one in piyue("references", "--absent")] == [("收费法", 2), ("档案法", 1)]
    piyue("cited-by", "试验法", "第九十条", status=1)
    assert "第九十条" in piyue.error
