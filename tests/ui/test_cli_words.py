"""The words of the user on the command line: added, searched by, undone, removed, and refused in plain words."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.cli import CommandLine

WHOLE = "第一条 加快发展新质生产力。\n"
APART = "第一条 提高生产力，扩大新质产品的供应。\n"


def test_words_are_searched_whole_from_the_command_on(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    piyue = CommandLine(tmp_path / "library", capsys)
    for name, text in (("甲办法", WHOLE), ("乙办法", APART)):
        (tmp_path / f"{name}.txt").write_text(f"{name}\n\n{text}", "utf-8")
    piyue("import", tmp_path / "甲办法.txt", tmp_path / "乙办法.txt")

    def found() -> set[str]:
        return {hit["title"] for hit in piyue("search", "新质生产力")["hits"]}

    assert piyue("words", "list") == []
    assert found() == {"甲办法", "乙办法"}
    assert piyue("words", "add", "新质生产力", "数字孪生") == ["数字孪生", "新质生产力"]
    assert found() == {"甲办法"}
    piyue("words", "add", "新质、生产力", status=1)
    assert "只能是文字和数字" in piyue.error
    piyue("words", "remove", "从未有过", status=1)
    assert piyue.error == "没有检索用词“从未有过”。\n"
    piyue("undo")
    assert piyue("words", "list") == []
    assert found() == {"甲办法", "乙办法"}
    piyue("redo")
    assert found() == {"甲办法"}
    piyue("reindex")
    assert found() == {"甲办法"}, "an index that is made anew is made with the words"
    assert piyue("words", "remove", "新质生产力") == ["数字孪生"]
    assert found() == {"甲办法", "乙办法"}
