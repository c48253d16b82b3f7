"""回收站 and the history of a note on the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.cli import CommandLine
from ui.workspace import Workspace

LAW = "试验管理办法\n\n第一条 试验应当安全。\n第二条 试验机构应当备案。\n"


def test_deleted_notes_and_removed_documents_are_listed_and_restored(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    piyue = CommandLine(tmp_path / "library", capsys)
    (tmp_path / "a.txt").write_text(LAW, "utf-8")
    (tmp_path / "b.txt").write_text(LAW.replace("试验", "检验"), "utf-8")
    piyue("import", tmp_path / "a.txt", tmp_path / "b.txt")
    note = piyue("annotate", "试验管理办法", "--quote", "应当备案", "--note", "何时？", "--tag", "期限")["id"]
    assert piyue("trash", "list") == []
    with Workspace.open(tmp_path / "library") as workspace:
        workspace.change([note], note="何时备案？")
        workspace.delete([note])
    piyue("remove", "检验管理办法")

    document, deleted = piyue("trash", "list")
    assert document["kind"] == "document"
    assert document["title"] == "检验管理办法"
    assert deleted["id"] == note
    assert (deleted["title"], deleted["quote"], deleted["note"]) == ("试验管理办法", "应当备案", "何时备案？")
    assert deleted["deleted"].startswith("20")
    assert document["deleted"] >= deleted["deleted"]
    assert piyue("notes") == []
    assert [one["note"] for one in piyue("history", note)] == ["何时备案？", "何时？"]

    piyue("trash", "restore", note, "nobody", status=1)
    assert "nobody" not in {one["id"] for one in piyue("notes")}
    assert piyue("notes") == [], "one that is unknown leaves all as it was"
    assert piyue("trash", "restore", note, document["id"]) == [note, document["id"]]
    (back,) = piyue("notes")
    assert (back["id"], back["note"], back["tags"]) == (note, "何时备案？", ["期限"])
    assert {hit["title"] for hit in piyue("search", "备案")["hits"]} == {"试验管理办法", "检验管理办法"}
    assert piyue("trash", "list") == []
    piyue("history", "nobody", status=1)
    assert piyue.error
