"""compare, review and link on the command line."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.support.amended import NEW, OLD
from tests.support.cli import CommandLine
from ui.cli import run


@pytest.fixture
def piyue(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> CommandLine:
    return CommandLine(tmp_path / "library", capsys)


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    old, new = tmp_path / "old.txt", tmp_path / "new.txt"
    old.write_text(OLD, "utf-8")
    new.write_text(NEW, "utf-8")
    return old, new


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library with an annotated document whose file was amended, to be copied: an import starts two processes."""
    folder = tmp_path_factory.mktemp("amended")
    old = folder / "old.txt"

    def piyue(*arguments: str) -> None:
        assert run(["--library", str(folder / "library"), *arguments]) == 0

    old.write_text(OLD, "utf-8")
    piyue("import", str(old))
    for quote in ("如实填写记录", "在三十日内公开", "按照物价部门的规定"):
        piyue("annotate", "试验管理办法", "--quote", quote)
    old.write_text(NEW, "utf-8")
    piyue("import", str(old))
    return folder / "library"


@pytest.fixture
def amended(library: Path, piyue: CommandLine) -> CommandLine:
    """A library with an annotated document whose file was amended."""
    shutil.copytree(library, piyue.library)
    return piyue


def test_a_review_is_listed_accepted_and_refused(amended: CommandLine) -> None:
    waiting = amended("review", "试验管理办法")["waiting"]
    assert [(row["status"], row["certain"]) for row in waiting] == [("moved", True), ("edited", True), ("gone", False)]
    answer = amended("review", "试验管理办法", "--accept-certain")
    assert (answer["accepted"], [row["status"] for row in answer["waiting"]]) == (2, ["gone"])
    assert [note["quote"] for note in amended("notes")][:2] == ["如实填写记录", "在十五日内公开"]
    gone = answer["waiting"][0]["annotation"]
    amended("review", "试验管理办法", "--accept", gone, status=1)
    assert gone in amended.error
    assert amended("review", "试验管理办法", "--reject", gone) == {"accepted": 0, "rejected": 1, "waiting": []}
    assert amended("undo")["action"] == "reject"
    assert len(amended("review", "试验管理办法")["waiting"]) == 1


def test_a_document_is_compared_with_its_former_text(amended: CommandLine) -> None:
    compared = amended("compare", "试验管理办法")
    assert compared["counts"] == {"same": 3, "added": 1, "renumbered": 1, "edited": 1, "gone": 1}
    assert compared["old"] != compared["new"]


def test_a_law_is_compared_with_its_former_version_on_the_shelf(piyue: CommandLine, tmp_path: Path) -> None:
    for year, days in ((2020, "六十日"), (2009, "三十日")):
        file = tmp_path / f"{year}.txt"
        passed = f"（{year}年8月27日 第十三届全国人民代表大会常务委员会第一次会议通过）"
        file.write_text(
            f"中华人民共和国试验法\n{passed}\n第一条 应当在{days}内办结。\n第二条 本法自公布之日起施行。\n", "utf-8"
        )
        piyue("import", file)
    for document in piyue("list"):
        rows = piyue("compare", document["id"])["rows"]
        pieces = [piece for row in rows for piece in row["pieces"] if piece[1] in "三六"]
        assert pieces == [["removed", "三"], ["added", "六"]], "the older one first, whichever is named"


def test_two_files_are_compared_without_a_library(piyue: CommandLine, files: tuple[Path, Path]) -> None:
    assert piyue("compare", *files)["counts"]["edited"] == 1
    assert not piyue.library.exists()


def test_a_comparison_is_written_as_its_file_name_says(
    piyue: CommandLine, files: tuple[Path, Path], tmp_path: Path
) -> None:
    old, new = files
    new.write_text(NEW.replace("科学研究", "<script>*研究*"), "utf-8")
    outputs = [tmp_path / name for name in ("a.md", "a.html", "a.json")]
    for output in outputs:
        piyue("compare", old, new, "--output", output)
    markdown, page, packed = [output.read_text("utf-8") for output in outputs]
    assert "<del>三十</del><ins>十五</ins>" in markdown
    assert r"\<script\>\*研究\*" in markdown
    assert "<del>三十</del>" in page
    assert "<ins>十五</ins>" in page
    assert "<script" not in page
    assert json.loads(packed)["counts"]["added"] == 1
    piyue("compare", old, new, "--output", tmp_path / "a.xyz", status=1)
    assert "a.xyz" in piyue.error


def test_another_file_is_linked_as_the_newer_version(piyue: CommandLine, files: tuple[Path, Path]) -> None:
    rows = piyue("import", *files)
    older, newer = (row["document"] for row in rows)
    piyue("annotate", older, "--quote", "如实填写记录")
    assert piyue("link", older, newer) == {"document": older, "linked": newer, "waiting": 1}
    assert [card["id"] for card in piyue("list")] == [older]
    assert piyue("compare", older)["counts"]["edited"] == 1
    piyue("link", older, older, status=1)
    piyue("undo")
    assert len(piyue("list")) == 2


def test_a_version_is_told_by_the_date_that_the_shelf_shows(piyue: CommandLine, tmp_path: Path) -> None:
    notes = """2010年10月28日 全国人民代表大会常务委员会第十七次会议《关于修改<试验法>的决定》第二次修正

2015年8月29日 全国人民代表大会常务委员会第十六次会议《关于修改<试验法>

<试行法>的决定》第三次修正"""
    for days in ("三十日", "六十日"):
        (tmp_path / f"{days}.txt").write_text(f"中华人民共和国试验法\n{notes}\n第一条 应当在{days}内办结。\n", "utf-8")
        piyue("import", tmp_path / f"{days}.txt")
    (shown,) = {row["date"] for row in piyue("list")}
    assert shown == "2015-08-29"
    old, new = (row["id"] for row in piyue("list"))
    assert piyue("compare", old, new)["old"].startswith(f"中华人民共和国试验法 ({shown})")
