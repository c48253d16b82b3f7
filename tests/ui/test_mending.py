"""Corrections from the command line: they show everywhere, are found, outlive another reading, and can be undone."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from reader.letters import letters
from tests.support.cli import CommandLine
from ui.cli import run

SAMPLE = Path(__file__).resolve().parents[2] / "assets" / "sample" / "sample.txt"
PLAN = """关于试验的意见

一、总体要求

坚持试验，推进公开。

保障措施

建设甲。（责任单位：市教育局、市财政局）
"""


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library with the plan, to be copied: an import starts two processes."""
    folder = tmp_path_factory.mktemp("plan")
    (folder / "plan.txt").write_text(PLAN, "utf-8")
    assert run(["--library", str(folder / "library"), "import", str(folder / "plan.txt")]) == 0
    return folder / "library"


@pytest.fixture
def piyue(library: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> CommandLine:
    return CommandLine(shutil.copytree(library, tmp_path / "library"), capsys)


def test_a_mended_mark_is_shown_and_found_and_undone(piyue: CommandLine) -> None:
    text = piyue("show", "试验")["text"]
    at = text.index("，推进")
    note = piyue("annotate", "试验", "--quote", "推进公开")
    (row,) = piyue("mend", "mark", "试验", str(at), "；")
    assert (row["kind"], row["value"], row["text"], row["start"], row["end"]) == ("mark", "；", "；", at, at + 1)
    assert piyue("show", "试验")["text"] == text.replace("试验，推进", "试验；推进")
    assert piyue("search", "--verbatim", '"试验；推进"')["total"] == 1
    assert piyue("search", "--verbatim", '"试验，推进"')["total"] == 0
    assert [(one["id"], one["start"]) for one in piyue("notes")] == [(note["id"], note["start"])]
    assert piyue("undo") == {"action": "mend-mark", "which": "undo", "documents": 1}
    assert piyue("show", "试验")["text"] == text
    assert piyue("search", "--verbatim", '"试验，推进"')["total"] == 1
    piyue("redo")
    assert "试验；推进" in piyue("show", "试验")["text"]
    assert piyue("mend", "take-back", "试验", row["name"]) == []
    assert piyue("show", "试验")["text"] == text


def test_a_level_moves_the_outline(piyue: CommandLine) -> None:
    text = piyue("show", "试验")["text"]
    (row,) = piyue("mend", "level", "试验", str(text.index("措施")), "1")
    assert (row["kind"], row["value"], row["text"]) == ("level", 1, "保障措施")
    shown = piyue("show", "试验")
    assert [clause["title"] for clause in shown["clauses"]] == ["总体要求", "保障措施"]
    assert shown["tasks"][0]["clause"] == "保障措施"
    piyue("mend", "level", "试验", str(text.index("总体")), "0")
    assert [clause["title"] for clause in piyue("show", "试验")["clauses"]] == ["保障措施"]
    for offset, level in ((0, "1"), (text.index("措施"), "10")):
        piyue("mend", "level", "试验", str(offset), level, status=1)


def test_the_bodies_of_a_task(piyue: CommandLine) -> None:
    at = str(piyue("show", "试验")["text"].index("建设甲"))
    (row,) = piyue("mend", "bodies", "试验", at, "市财政局=lead", "新区=support")
    assert row["value"] == [{"name": "市财政局", "role": "lead"}, {"name": "新区", "role": "support"}]
    (task,) = piyue("show", "试验")["tasks"]
    assert (task["bodies"], task["roles"]) == (["市财政局", "新区"], ["lead", "support"])
    assert len(piyue("mend", "list", "试验")) == 1
    piyue("mend", "bodies", "试验", at)
    assert piyue("show", "试验")["tasks"] == []
    assert piyue("mend", "take-back", "试验", "--all") == []
    assert piyue("show", "试验")["tasks"][0]["bodies"] == ["市教育局", "市财政局"]


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (("mark", "试验", "9", "字"), 1, "不能放在这里"),
        (("bodies", "试验", "0", "市局"), 1, "没有写明责任单位"),
        (("bodies", "试验", "0", "市局=boss"), 2, "lead、support、responsible"),
        (("take-back", "试验", "mark:1"), 1, "没有这一条更正"),
        (("take-back", "试验"), 2, "--all"),
    ],
)
def test_what_cannot_be_is_a_sentence(piyue: CommandLine, arguments: tuple[str, ...], status: int, said: str) -> None:
    piyue("mend", *arguments, status=status)
    assert said in piyue.error
    assert piyue("mend", "list", "试验") == []


def test_scrambled_marks_are_mended_and_the_original_stays(piyue: CommandLine) -> None:
    (imported,) = piyue("import", SAMPLE)
    document = imported["document"]
    before = piyue("show", document)
    at = before["text"].index("，")
    piyue("mend", "mark", document, str(at), "。")
    after = piyue("show", document)
    assert after["text"] == before["text"][:at] + "。" + before["text"][at + 1 :]
    assert (letters(after["text"]), after["restored"]) == (letters(before["text"]), before["restored"])
    (row,) = piyue("import", SAMPLE)
    assert row["status"] == "unchanged"
    assert piyue("show", document)["text"] == after["text"], "reading the same file again keeps it"
