"""The command line does the whole job, and keeps to its word on output and exit status."""

from __future__ import annotations

import json
import random
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from reader.letters import letters
from tests.support.cli import CommandLine
from ui.cli import run
from ui.translation import language

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "assets" / "sample" / "sample.txt"

LAW = """# 中华人民共和国试验法

2020年5月1日 第十三届全国人民代表大会第三次会议通过

## 第一章 总则

第一条 为了试验，制定本法。

第二条 本法所称试验，是指下列活动：

（一）读；

（二）写。

第三条 国家鼓励试验。

## 第二章 附则

第四条 试验应当公开。

第五条 本法自公布之日起施行。
"""


@pytest.fixture
def piyue(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> CommandLine:
    return CommandLine(tmp_path / "library", capsys)


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library with the sample and a small law, to be copied: an import starts two processes."""
    folder = tmp_path_factory.mktemp("two")
    law = folder / "试验法.md"
    law.write_text(LAW, "utf-8")
    assert run(["--library", str(folder / "library"), "import", str(SAMPLE), str(law)]) == 0
    return folder / "library"


@pytest.fixture
def shelf(two: Path, piyue: CommandLine) -> CommandLine:
    """A library with the sample and a small law."""
    shutil.copytree(two, piyue.library)
    return piyue


def test_import_reports_every_file(piyue: CommandLine, tmp_path: Path) -> None:
    folder = tmp_path / "公文"
    folder.mkdir()
    (folder / "试验法.md").write_text(LAW, "utf-8")
    (folder / "说明.xyz").write_text("不是文档", "utf-8")
    empty = tmp_path / "空.txt"
    empty.write_bytes(b"")
    rows = piyue("import", folder, empty, tmp_path / "没有.txt", status=1)
    assert [(Path(row["path"]).name, row["status"]) for row in rows] == [
        ("试验法.md", "imported"),
        ("空.txt", "failed"),
        ("没有.txt", "failed"),
    ] or {row["status"] for row in rows} == {"imported", "failed"}
    assert len(rows) == 3
    assert all(row["message"] for row in rows if row["status"] == "failed")
    again = piyue("import", folder)
    assert [row["status"] for row in again] == ["unchanged"]
    (folder / "试验法.md").write_text(LAW.replace("鼓励", "支持"), "utf-8")
    (row,) = piyue("import", folder)
    assert row["status"] == "updated"
    assert len(piyue("list")) == 1


def test_show_agrees_with_the_truth_of_the_seed(piyue: CommandLine, data_dir: Path) -> None:
    truth = json.loads((data_dir / "seed" / "truth.json").read_text("utf-8"))
    (row,) = piyue("import", data_dir / "seed" / "page.txt")
    shown = piyue("show", row["document"])
    assert shown["title"] == truth["title"]
    assert shown["issuers"] == [truth["issuer"]]
    assert shown["date"] == truth["date"]
    assert shown["kind"] == truth["doc_type"]
    assert shown["addressees"] == truth["addressees"]
    assert shown["numbers_cited"] == truth["doc_numbers_cited"]
    assert _numbered(shown["clauses"]) == _numbered(truth["sections"])
    assert [task["bodies"] for task in shown["tasks"]] == [unit["units"] for unit in truth["responsible_units"]]
    line = (data_dir / "seed" / "page.txt").read_text("utf-8").split("\n")[1]
    assert letters(shown["text"]) == letters(line), "nothing of the document lost, nothing of the site kept"
    for word in ("批注书签", "热门资源", "开通VIP", "百度贴吧"):
        assert piyue("search", "--verbatim", word)["total"] == 0
        assert word not in json.dumps(piyue("search", word)["hits"], ensure_ascii=False)


def _numbered(nodes: list[dict[str, Any]]) -> list[Any]:
    return [[node["number"], node["title"], _numbered(node["children"])] for node in nodes if node["number"]]


def test_verbatim_finds_any_piece_of_the_text_at_its_place(shelf: CommandLine) -> None:
    text = shelf("show", "示范区建设")["text"]
    chance = random.Random(20161102)
    drawn = 0
    while drawn < 200:
        start = chance.randrange(len(text) - 12)
        piece = text[start : start + chance.randint(2, 12)]
        if letters(piece) != piece.lower():
            continue  # a piece with a mark inside: marks are not counted
        drawn += 1
        places = [hit["start"] for hit in shelf("search", "--verbatim", piece, "--limit", "100000")["hits"]]
        assert start in places, piece
    word = "知识产权"
    places = [(hit["start"], hit["end"]) for hit in shelf("search", "--verbatim", word)["hits"]]
    assert places == [(at, at + len(word)) for at in range(len(text)) if text.startswith(word, at)]


def test_an_article_is_found_first_by_its_number(shelf: CommandLine) -> None:
    hit = shelf("search", "第五条")["hits"][0]
    assert hit["citation"] == "《中华人民共和国试验法》第五条"
    assert "本法自公布之日起施行" in hit["snippet"]


def test_style_and_type_of_annotations_and_notes_on_a_whole_document(shelf: CommandLine) -> None:
    made = shelf("annotate", "试验法", "--quote", "国家鼓励试验", "--style", "wavy", "--type", "question")
    assert (made["style"], made["type"], made["kind"]) == ("wavy", "question", "highlight")
    whole = shelf("note", "试验法", "全文要点", "--type", "ours", "--tag", "汇总")
    assert (whole["kind"], whole["note"], whole["start"], whole["spans"]) == ("page", "全文要点", None, [])
    assert [(one["kind"], one["type"]) for one in shelf("notes", "试验法")] == [
        ("highlight", "question"),
        ("page", "ours"),
    ]


def test_annotate_note_undo_export(shelf: CommandLine, tmp_path: Path) -> None:
    made = shelf(
        "annotate",
        "示范区",
        "--quote",
        "知识产权",
        "--occurrence",
        "2",
        "--color",
        "green",
        "--note",
        "核对口径",
        "--tag",
        "指标",
    )
    text = shelf("show", "示范区")["text"]
    assert text[made["start"] : made["end"]] == "知识产权" == made["quote"]
    assert text[: made["start"]].count("知识产权") == 1
    marked = shelf("bookmark", "试验法", "--clause", "第三条")
    assert marked["kind"] == "bookmark"
    assert [note["id"] for note in shelf("notes", "示范区")] == [made["id"]]
    assert len(shelf("notes")) == 2
    assert any(hit["kind"] == "note" for hit in shelf("search", "核对口径")["hits"])
    assert shelf("undo")["action"] == "bookmark"
    assert shelf("notes", "试验法") == []
    output = tmp_path / "批注.md"
    (row,) = shelf("export", "示范区", "--format", "markdown", "--output", output)
    written = output.read_text("utf-8")
    assert row["status"] == "exported"
    for piece in ("知识产权", "核对口径", "指标", "大连市人民政府", "2016-11-02"):
        assert piece in written


def test_several_documents_export_to_a_folder(shelf: CommandLine, tmp_path: Path) -> None:
    shelf("annotate", "试验法", "--quote", "国家鼓励试验")
    shelf("annotate", "示范区", "--quote", "总体要求")
    rows = shelf("export", "--output", tmp_path / "导出")
    assert len(rows) == 2
    assert sorted(Path(row["path"]).name for row in rows) == sorted(p.name for p in (tmp_path / "导出").iterdir())


def test_remove_takes_a_document_out_and_undo_brings_it_back_with_its_notes(shelf: CommandLine) -> None:
    shelf("annotate", "试验法", "--quote", "国家鼓励试验", "--note", "要点")
    shelf("remove", "试验法")
    assert len(shelf("list")) == 1
    assert shelf("search", "--verbatim", "国家鼓励试验")["total"] == 0
    shelf("undo")
    assert len(shelf("list")) == 2
    assert shelf("notes", "试验法")[0]["note"] == "要点"
    assert shelf("search", "--verbatim", "国家鼓励试验")["total"] == 1


def test_reindex_makes_the_index_again(shelf: CommandLine) -> None:
    for path in (shelf.library / "index").rglob("*"):
        if path.is_file():
            path.write_bytes(b"broken")
    assert shelf("reindex") == {"documents": 2}
    assert shelf("search", "国家鼓励试验")["hits"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("show", "没有这份"), "没有这份"),
        (("annotate", "试验法", "--quote", "根本没有的话"), "根本没有的话"),
        (("annotate", "试验法", "--quote", "试验", "--occurrence", "99"), "99"),
        (("bookmark", "试验法", "--clause", "第九十九条"), "第九十九条"),
    ],
)
def test_errors_are_one_sentence_on_standard_error(shelf: CommandLine, arguments: tuple[str, ...], said: str) -> None:
    shelf(*arguments, status=1)
    assert said in shelf.error
    assert len(shelf.error.strip().splitlines()) == 1
    assert "Traceback" not in shelf.error


def test_a_name_that_fits_two_documents_is_asked_back(shelf: CommandLine, tmp_path: Path) -> None:
    other = tmp_path / "另一个.md"
    other.write_text(LAW.replace("试验法", "试验管理法").replace("鼓励", "支持"), "utf-8")
    shelf("import", other)
    shelf("show", "试验", status=1)
    assert "试验管理法" in shelf.error
    assert "2" in shelf.error


def test_a_person_is_told_that_a_list_is_empty(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for command in (["list"], ["backups"], ["trash", "list"], ["words", "list"], ["notes"], ["search", "试验"]):
        assert run(["--library", str(tmp_path / "library"), *command]) == 0
        assert capsys.readouterr().out.strip(), command


def test_a_person_sees_whose_text_is_shown(shelf: CommandLine, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--library", str(shelf.library), "show", "试验法"]) == 0
    head, _blank, text = capsys.readouterr().out.partition("\n\n")
    assert "标题：中华人民共和国试验法" in head.splitlines()
    assert any(line.startswith("日期：2020-0") for line in head.splitlines())
    assert "第一条　为了试验" in text or "第一条 为了试验" in text


def test_click_speaks_the_language_of_the_program(capsys: pytest.CaptureFixture[str]) -> None:
    for arguments, said in (
        (["list", "--frob"], "没有选项 '--frob'"),
        (["frob"], "没有命令 'frob'"),
        (["show"], "还要给出 'DOCUMENT'"),
        (["search", "词", "--limit", "x"], "'x' 不是整数"),
    ):
        assert run(arguments) == 2
        told = capsys.readouterr().err
        assert said in told
        assert told.startswith("用法：")
        assert "Error" not in told
    assert run(["mend", "--help"]) == 0
    told = capsys.readouterr().out
    assert "\n选项" in told
    assert "\n命令" in told
    assert "..." not in told.split("\n命令")[1], "the help of a command is cut"
    with language("en"):
        assert run(["frob"]) == 2
        assert "No such command 'frob'." in capsys.readouterr().err


def test_wrong_usage_exits_2(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["search"]) == 2
    assert run(["no-such-command"]) == 2
    assert run(["annotate", "x", "--quote", "y", "--style", "mauve"]) == 2
    assert "Traceback" not in capsys.readouterr().err


def test_options_are_taken_before_and_after_the_subcommand(
    shelf: CommandLine, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["list", "--library", str(shelf.library), "--json"]) == 0
    after = capsys.readouterr().out
    assert run(["--json", "--library", str(shelf.library), "list"]) == 0
    assert after == capsys.readouterr().out
    assert len(json.loads(after)) == 2


def test_beside_an_open_library_one_reads_and_is_told_why_one_cannot_write(shelf: CommandLine) -> None:
    from ui.workspace import Workspace

    with Workspace.open(shelf.library):
        assert len(shelf("list")) == 2
        assert shelf("search", "试验")["hits"]
        shelf("annotate", "试验法", "--quote", "试验", status=1)
        assert str(shelf.library) in shelf.error
    shelf("annotate", "试验法", "--quote", "试验")


def test_the_program_as_a_script_calls_it(tmp_path: Path) -> None:
    def call(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run([sys.executable, "main.py", *arguments], cwd=ROOT, capture_output=True, encoding="utf-8")

    imported = call("import", str(SAMPLE), "--library", str(tmp_path / "library"), "--json")
    assert imported.returncode == 0, imported.stderr
    assert json.loads(imported.stdout)["status"] == "imported"
    assert imported.stderr == ""


def test_self_test_passes(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["self-test", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["ok"] is True


def test_a_link_opens_the_window_at_its_place(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    asked: list[tuple[object, str]] = []
    monkeypatch.setattr("ui.display.open_window", lambda folder, link: asked.append((folder, link)) or 0)
    assert run(["--library", str(tmp_path), "piyue://annotation/ab12"]) == 0
    assert asked == [(tmp_path, "piyue://annotation/ab12")]


def test_a_damaged_library_comes_back_by_command(shelf: CommandLine, tmp_path: Path) -> None:
    (backup,) = shelf("backups")
    library = tmp_path / "library"
    (library / "library.db").write_bytes(b"noise" * 1000)
    shelf("list", status=1)
    assert "restore-backup" in shelf.error
    shelf("restore-backup", "library-20200101T000000Z-1.db", status=1)
    assert "的完好备份" in shelf.error

    told = shelf("restore-backup")
    assert Path(told["aside"]).read_bytes() == b"noise" * 1000
    assert len(shelf("list")) == 2
    assert shelf("restore-backup", backup["name"])["taken"] == backup["taken"] == told["taken"]


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (("search", "--regex", "["), 1, "正则表达式写得不对"),
        (("search", ""), 2, "请给出一个检索词"),
        (("search", "词", "--across"), 2, "--across 要与 --regex 同用"),
        (("search", "--from", "none.txt"), 1, "读不了“none.txt”：没有这个文件或文件夹。"),
        (("restore-backup",), 1, "里没有完好的备份。"),
        (("restore-backup", "x.db"), 1, "没有叫“x.db”的完好备份"),
        (("note", "x", " "), 2, "批注是空的"),
    ],
)
def test_an_empty_library_refuses_what_is_wrong(
    piyue: CommandLine, arguments: tuple[str, ...], status: int, said: str
) -> None:
    piyue(*arguments, status=status)
    assert said in piyue.error


def test_queries_that_are_no_text_are_told(piyue: CommandLine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    queries = tmp_path / "queries.txt"
    queries.write_bytes(bytes(range(1, 256)) * 20)
    piyue("search", "--from", queries, status=1)
    assert f"“{queries}”不是 UTF-8 编码的文字；请另存为 UTF-8" in piyue.error
    # What comes through a pipe is answered line by line: nobody can look at the whole of it first.
    piped = tmp_path / "piped"
    piped.write_bytes("劳动".encode("gb18030"))
    with piped.open() as stdin:
        monkeypatch.setattr(sys, "stdin", stdin)
        piyue("search", "--from", "-", status=1)
    assert "请另存为 UTF-8" in piyue.error
    queries.write_bytes(b"")
    assert run(["--library", str(piyue.library), "search", "--from", str(queries)]) == 0


def test_a_place_outside_of_the_text_and_no_clause_are_refused(shelf: CommandLine) -> None:
    shelf("mend", "mark", "试验法", 99_999, "，", status=1)
    assert "位置 99999 在正文之外" in shelf.error
    assert shelf("mend", "list", "试验法") == []
    shelf("bookmark", "试验法", "--clause", "", status=1)
    assert "没有“”这一条款" in shelf.error


def test_an_export_is_not_given_a_name_that_promises_something_else(shelf: CommandLine, tmp_path: Path) -> None:
    shelf("note", "试验法", "记")
    shelf("export", "--output", tmp_path / "notes.pdf", status=1)
    assert "文件名要以 .md" in shelf.error
    assert not (tmp_path / "notes.pdf").exists()
    shelf("export", "--output", tmp_path / "v1.2")
    assert (tmp_path / "v1.2").is_dir()


def test_a_person_is_told_that_there_is_nothing_to_show(
    shelf: CommandLine, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bookmark = shelf("bookmark", "试验法", "--clause", "第一条")["id"]
    assert run(["--library", str(shelf.library), "history", bookmark]) == 0
    assert capsys.readouterr().out == "这条批注没有写过文字\n"
    assert run(["--library", str(tmp_path / "new"), "search", "词"]) == 0
    assert capsys.readouterr().out == "文库里还没有文件\n"


def test_the_usage_is_in_one_language_and_its_columns_stand(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["export", "--help"]) == 0
    told = capsys.readouterr().out
    assert told.startswith("用法： piyue export [选项] [DOCUMENTS]...")
    for word in ("OPTIONS", "TEXT", "PATH", "DIRECTORY", "%Y"):
        assert word not in told
    lines = [line for line in told.splitlines() if line.lstrip().startswith(("--tag", "--json", "--since"))]
    columns = {len(words := line.rsplit("  ", 1)[0] + "  ") + sum(one > "\u2e80" for one in words) for line in lines}
    assert len(columns) == 1, lines
    assert run(["mend", "--help"]) == 0
    assert capsys.readouterr().out.startswith("用法： piyue mend [选项] 命令 [参数]...")
