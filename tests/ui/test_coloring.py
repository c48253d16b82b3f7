"""Colours by the user's names: on the command line, in exports of every form, and from one library to another."""

from __future__ import annotations

import csv
import io
import json
import shutil
from pathlib import Path

import pytest

from reader.errors import KnownError
from storage.annotations import Color
from storage.exports.forms import SUFFIXES
from tests.support.cli import CommandLine
from tests.support.exports import EVIL
from ui.cli import run
from ui.coloring import color_of, name_colors, taken_along
from ui.exporting import Order
from ui.note_import import import_notes
from ui.wording import sentence
from ui.workspace import Workspace

LAW = "中华人民共和国试验法\n\n第一条 为了试验，制定本法。\n\n第二条 国家鼓励试验。\n"


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library with the law, to be copied: an import starts two processes."""
    folder = tmp_path_factory.mktemp("law")
    law = folder / "试验法.txt"
    law.write_text(LAW, "utf-8")
    assert run(["--library", str(folder / "library"), "import", str(law)]) == 0
    return folder / "library"


@pytest.fixture
def shelf(library: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> CommandLine:
    return CommandLine(shutil.copytree(library, tmp_path / "library"), capsys)


def test_a_color_is_meant_by_its_role_the_users_name_or_the_programs() -> None:
    names: dict[Color, str] = {"yellow": "重点", "green": "黄色"}
    assert [color_of(names, word) for word in ("yellow", " 重点", "黄色", "绿色", "violet")] == [
        "yellow",
        "yellow",
        "green",
        "green",
        "violet",
    ]
    with pytest.raises(KnownError, match="color-unknown") as unknown:
        color_of(names, "puce")
    assert "重点（yellow）、黄色（green）" in sentence(unknown.value)
    # A library of another device may have names that cannot be given here: scripts still mean the roles.
    assert [color_of({"blue": "Violet", "pink": "TODO"}, word) for word in ("violet", "ToDo")] == ["violet", "pink"]


def test_names_that_arrive_never_make_two_colors_of_one_name(tmp_path: Path) -> None:
    with Workspace.open(tmp_path / "library") as workspace:
        arriving: dict[Color, str] = {"yellow": "Key", "green": "key", "blue": "Pink", "pink": "绿色", "violet": "存疑"}
        assert taken_along(workspace, arriving) == {"yellow": "Key", "violet": "存疑"}


def test_no_two_colors_are_called_the_same(tmp_path: Path) -> None:
    with Workspace.open(tmp_path / "library") as workspace:
        with pytest.raises(KnownError, match="color-name-taken"):
            name_colors(workspace, {"yellow": "绿色"})
        with pytest.raises(KnownError, match="color-name-taken"):
            name_colors(workspace, {"yellow": "Green"})
        name_colors(workspace, {"yellow": "绿色", "green": "黄色"})  # changed about, they are two again
        name_colors(workspace, {"yellow": "黄色", "green": ""})
        assert workspace.library.colors.names() == {}


def test_the_command_line_speaks_the_users_names(shelf: CommandLine, tmp_path: Path) -> None:
    assert [row["name"] for row in shelf("colors")] == ["黄色", "绿色", "蓝色", "粉色", "紫色"]
    rows = shelf("colors", "粉色", "待落实")
    assert rows[3] == {"color": "pink", "name": "待落实", "renamed": True}
    made = shelf("annotate", "试验法", "--quote", "鼓励试验", "--color", "待落实")
    assert made["color"] == "pink"
    shelf("annotate", "试验法", "--quote", "制定本法")
    assert [row["quote"] for row in shelf("notes", "--color", "待落实")] == ["鼓励试验"]
    assert len(shelf("notes", "--color", "pink", "--color", "黄色")) == 2
    output = tmp_path / "out.csv"
    shelf("export", "--output", output, "--color", "待落实")
    (row,) = csv.DictReader(io.StringIO(output.read_text("utf-8-sig")))
    assert (row["颜色"], row["标出的文字"]) == ("待落实", "鼓励试验")
    shelf("undo")
    shelf("undo")
    shelf("undo")
    assert shelf("colors")[3]["name"] == "粉色"
    assert (
        run(["annotate", "试验法", "--quote", "制定", "--color", "puce", "--library", str(tmp_path / "library")]) == 1
    )


def test_every_form_is_written_whatever_a_color_is_called(tmp_path: Path, shelf: CommandLine) -> None:
    shelf("annotate", "试验法", "--quote", "鼓励试验", "--note", "看")
    with Workspace.open(tmp_path / "library") as workspace:
        (annotation,) = workspace.library.annotations.listed()
        for name in (*EVIL, '"a\\'):
            workspace.library.colors.rename({"yellow": name})
            for form, suffix in SUFFIXES.items():
                output = tmp_path / f"out{suffix}"
                rows = workspace.export_notes(Order([annotation.document], output, form))
                assert [row.status for row in rows] == ["exported"]
                if form == "html":
                    assert "<script>alert" not in output.read_text("utf-8")


def test_names_go_along_and_are_taken_where_nothing_is_named(tmp_path: Path, shelf: CommandLine) -> None:
    shelf("annotate", "试验法", "--quote", "鼓励试验")
    shelf("colors", "yellow", "重点")
    shelf("colors", "pink", "疑问")
    shelf("colors", "blue", "待落实")
    output = tmp_path / "notes.json"
    shelf("export", "--output", output)
    with Workspace.open(tmp_path / "two") as other:
        # Its own names stay, and none comes that is in use here.
        other.library.colors.rename({"pink": "存疑", "violet": "待落实"})
        import_notes(other, output.read_bytes(), "notes.json")
        assert other.library.colors.names() == {"yellow": "重点", "pink": "存疑", "violet": "待落实"}
        whole = json.loads(output.read_text("utf-8"))
        whole["piyue"]["colors"] = {"green": ["x"], "puce": "y", "blue": "z" * 1000}
        import_notes(other, json.dumps(whole).encode(), "notes.json")
        assert other.library.colors.names()["blue"] == "z" * 20
        assert "green" not in other.library.colors.names()
