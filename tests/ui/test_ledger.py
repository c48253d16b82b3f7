"""The task ledger: what is read, what is kept of it and what becomes of that in another version; by body, narrowed, exported."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

import reader
from reader.errors import KnownError
from reader.letters import letters
from tests.support.cli import CommandLine
from ui.importing import Reading, Source
from ui.ledger import LedgerFilter, by_body, change, last_day, ledger, narrowed, totals, usable_date
from ui.ledger_export import export_ledger
from ui.workspace import Workspace

PLAN = """关于试验的意见

一、甲类

（一）建设甲中心，到2018年6月底引进50家以上。（牵头单位：市教育局；配合单位：市财政局、新区管委会）

（二）建设乙中心。（责任单位：市财政局、市教育局）

二、乙类

（三）建设丙中心，2020年底前建成。（责任单位：市财政局）
"""

Import = Callable[[str], str]


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with Workspace.open(tmp_path / "library") as opened:
        yield opened


@pytest.fixture
def bring(workspace: Workspace) -> Import:
    """Import words as one file, again and again; gives the document."""

    def bring(words: str) -> str:
        source = Source("/plans/plan.txt", "plan.txt")
        return workspace.add(Reading(source, words.encode(), reader.read(words.encode(), source.name))).document

    return bring


@pytest.fixture
def piyue(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> CommandLine:
    return CommandLine(tmp_path / "library", capsys)


def test_a_row_tells_measure_clause_bodies_deadline_and_figure(workspace: Workspace, bring: Import) -> None:
    document = bring(PLAN)
    rows = ledger(workspace, [document])
    text = workspace.text(document).text
    assert [text[row.span.start : row.span.end] for row in rows if row.span is not None] == [
        row.entry.measure for row in rows
    ]
    first = rows[0]
    assert first.entry.measure.startswith("建设甲中心")
    assert first.citation == "《关于试验的意见》一、（一）"
    assert [tuple(body) for body in first.bodies] == [
        ("市教育局", "lead"),
        ("市财政局", "support"),
        ("新区管委会", "support"),
    ]
    assert (first.deadline, first.figure) == ("2018-06", "50家以上")
    assert {row.entry.status for row in rows} == {"todo"}
    assert totals(rows) == type(totals(rows))(tasks=3, mentions=6, bodies=3, done=0)


def test_each_body_has_its_rows_what_it_leads_first(workspace: Workspace, bring: Import) -> None:
    groups = by_body(ledger(workspace, [bring(PLAN)]))
    assert [(one.name, [row.entry.clause for row in one.rows], one.leads) for one in groups] == [
        ("市财政局", ["一、（二）", "二、（三）", "一、（一）"], 2),
        ("市教育局", ["一、（一）", "一、（二）"], 1),
        ("新区管委会", ["一、（一）"], 0),
    ]


def test_what_is_kept_is_undone_and_what_was_read_comes_back(workspace: Workspace, bring: Import) -> None:
    document = bring(PLAN)
    rows = ledger(workspace, [document])
    change(workspace, rows[:2], status="doing")
    change(workspace, rows[:1], note=" 已开会 ", deadline="2019年3月", figure="60 家")
    changed = ledger(workspace, [document])
    assert [row.entry.status for row in changed] == ["doing", "doing", "todo"]
    assert (changed[0].entry.note, changed[0].deadline, changed[0].figure) == ("已开会", "2019-03", "60 家")
    change(workspace, changed[:1], deadline="", figure="50家以上")
    first = ledger(workspace, [document])[0]
    assert (first.deadline, first.figure, first.entry.figure) == ("", "50家以上", None)
    change(workspace, changed[:1], deadline="2018-06")
    assert ledger(workspace, [document])[0].entry.deadline is None
    for _number in range(4):
        workspace.undo()
    assert ledger(workspace, [document]) == rows


def test_a_newer_version_keeps_what_is_certain_and_loses_nothing(workspace: Workspace, bring: Import) -> None:
    document = bring(PLAN)
    rows = ledger(workspace, [document])
    for row, note in zip(rows, ("一", "二", "三"), strict=True):
        change(workspace, [row], note=note)
    newer = PLAN.replace("二、乙类", "二、新的一类\n\n（三）建设丁中心。（责任单位：市教育局）\n\n三、乙类")
    newer = (
        newer.replace("（三）建设丙", "（四）建设丙")
        .replace("建设乙中心", "撤销乙中心")
        .replace("50家以上。", "50家以上；")
    )
    assert bring(newer) == document
    now = ledger(workspace, [document])
    assert [(row.entry.measure[:5], row.entry.note, row.span is None) for row in now] == [
        ("建设甲中心", "一", False),
        ("撤销乙中心", "", False),
        ("建设丁中心", "", False),
        ("建设丙中心", "三", False),
        ("建设乙中心", "二", True),
    ]
    change(workspace, [now[0], now[4]], status="done")
    again = ledger(workspace, [document])
    assert [(row.entry.note, row.entry.status) for row in again] == [
        ("一", "done"),
        ("", "todo"),
        ("", "todo"),
        ("三", "todo"),
        ("二", "done"),
    ]
    change(workspace, [again[4]], status="todo", note="")
    assert len(ledger(workspace, [document])) == 4, "an old task of which nothing is kept is no row"
    bring(PLAN)
    assert [row.entry.note for row in ledger(workspace, [document])] == ["一", "", "三"]


def test_what_stands_twice_is_not_guessed(workspace: Workspace, bring: Import) -> None:
    document = bring(PLAN)
    change(workspace, ledger(workspace, [document])[1:2], note="哪个")
    bring(PLAN.replace("建设丙中心，2020年底前建成", "建设乙中心"))
    rows = ledger(workspace, [document])
    assert [(row.entry.note, row.span is None) for row in rows] == [
        ("", False),
        ("", False),
        ("", False),
        ("哪个", True),
    ]


def test_mended_bodies_show_and_texts_are_read_once(workspace: Workspace, bring: Import) -> None:
    from ui.mending import mend_bodies

    document = bring(PLAN)
    known = {}  # type: ignore[var-annotated]
    rows = ledger(workspace, [document], known)
    change(workspace, rows[:1], status="done")
    span = rows[0].span
    assert span is not None
    mend_bodies(workspace, document, span.start, [("新局", "lead")])
    now = ledger(workspace, [document], known)
    assert ([body.name for body in now[0].bodies], now[0].entry.status) == (["新局"], "done")
    workspace.library.corrected_text = None  # type: ignore[method-assign, assignment]
    assert ledger(workspace, [document], known) == now


def test_a_text_without_tasks_is_not_opened(workspace: Workspace, bring: Import) -> None:
    document = bring("试验法\n\n第一条 为了试验，制定本法。\n")
    assert workspace.library.card(document).tasks == 0
    workspace.library.corrected_text = None  # type: ignore[method-assign, assignment]
    assert ledger(workspace, [document]) == []


def test_filters_narrow_by_body_status_deadline_and_words(workspace: Workspace, bring: Import) -> None:
    document = bring(PLAN)
    change(workspace, ledger(workspace, [document])[2:], status="stuck", note="缺地")
    rows = ledger(workspace, [document])

    def shown(wanted: LedgerFilter) -> list[str]:
        return [row.entry.clause for row in narrowed(rows, wanted)]

    assert shown(LedgerFilter()) == ["一、（一）", "一、（二）", "二、（三）"]
    assert shown(LedgerFilter(body="新区管委会")) == ["一、（一）"]
    assert shown(LedgerFilter(statuses=frozenset({"stuck", "done"}))) == ["二、（三）"]
    assert shown(LedgerFilter(until="2018")) == ["一、（一）"]
    assert shown(LedgerFilter(until="2018-06-29")) == []
    assert shown(LedgerFilter(until="2020-12")) == ["一、（一）", "二、（三）"]
    assert shown(LedgerFilter(words="缺地 丙")) == ["二、（三）"]


def test_dates_are_taken_as_people_write_them() -> None:
    written = ("2018", "2018年", "2018-6", "2018/06/30", "2018年6月30日", "2018.6", "")
    assert [usable_date(one) for one in written] == [
        "2018",
        "2018",
        "2018-06",
        "2018-06-30",
        "2018-06-30",
        "2018-06",
        "",
    ]
    for wrong in ("年底", "2018-13", "2018-02-30", "18-6", "2018-6-"):
        with pytest.raises(KnownError, match="value-unusable"):
            usable_date(wrong)


@given(st.dates())
def test_the_last_day_of_a_date_is_itself_and_no_earlier_than_its_beginnings(day: object) -> None:
    assert last_day(str(day)) == str(day) <= last_day(str(day)[:7]) <= last_day(str(day)[:4])


def test_the_seed_has_41_rows_165_mentions_and_30_bodies(piyue: CommandLine, data_dir: Path, tmp_path: Path) -> None:
    truth = json.loads((data_dir / "seed" / "truth.json").read_text("utf-8"))["responsible_units"]
    (row,) = piyue("import", data_dir / "seed" / "page.txt")
    told = piyue("tasks", row["document"])
    assert (len(told["tasks"]), told["mentions"], len(told["bodies"])) == (41, 165, 30)
    first = told["tasks"][0]["task"]
    note = '=HYPERLINK("http://x")'
    piyue("set-task", row["document"], str(first), "--status", "done", "--note", note)
    output = tmp_path / "台账.xlsx"
    (written,) = piyue("tasks", row["document"], "--output", output)
    assert written["status"] == "exported"
    book = openpyxl.load_workbook(output)
    tasks, grouped, counted = (list(sheet.iter_rows(min_row=2, values_only=True)) for sheet in book)
    assert (len(tasks), len(grouped), len(counted)) == (41, 165, 30)
    assert [cells[3].split("、") for cells in tasks] == [unit["units"] for unit in truth]
    assert (tasks[0][6], tasks[0][7]) == ("已完成", note)
    assert sum(int(cells[1]) for cells in counted) == 165
    assert sum(int(cells[2]) for cells in counted) == 41
    assert "f" not in {cell.data_type for sheet in book for cells in sheet.iter_rows() for cell in cells}
    assert book.sheetnames == ["任务台账", "按单位", "单位汇总"]
    piyue("tasks", row["document"], "--output", tmp_path / "台账.csv")
    read = list(csv.reader(io.StringIO((tmp_path / "台账.csv").read_text("utf-8-sig"), newline="")))
    assert len(read) == 42
    assert read[1][7] == "'" + note
    piyue("tasks", row["document"], "--output", tmp_path / "台账.md")
    words = (tmp_path / "台账.md").read_text("utf-8")
    assert words.count("\n### ") == 30
    assert words.count("\n- ") == 165
    measures = {letters(cells[2]) for cells in tasks}
    assert all(measure in letters(words) for measure in measures)


def test_markdown_of_hostile_words_carries_nothing_active(workspace: Workspace, bring: Import, tmp_path: Path) -> None:
    document = bring(PLAN)
    rows = ledger(workspace, [document])
    change(workspace, rows, note="<script>|[x](javascript:1)|\n# 题")
    export_ledger(ledger(workspace, [document]), tmp_path / "a.md")
    words = (tmp_path / "a.md").read_text("utf-8")
    assert not re.search(r"(?<!\\)[<\[\]]", words)
    table = [line for line in words.splitlines() if line.startswith("| ")]
    assert len(table) == 5
    assert {line.replace("\\|", "").count("|") for line in table} == {8}


def test_the_command_line_narrows_groups_and_refuses(piyue: CommandLine, tmp_path: Path) -> None:
    (tmp_path / "plan.txt").write_text(PLAN, "utf-8")
    piyue("import", tmp_path / "plan.txt")
    told = piyue("tasks")
    assert [(one["name"], one["tasks"], one["leads"]) for one in told["bodies"]] == [
        ("市财政局", 3, 2),
        ("市教育局", 2, 1),
        ("新区管委会", 1, 0),
    ]
    second = told["tasks"][1]["task"]
    (changed,) = piyue("set-task", "试验", str(second), "--status", "stuck", "--deadline", "2019年")
    assert (changed["status"], changed["deadline"]) == ("stuck", "2019")
    assert [one["task"] for one in piyue("tasks", "--status", "stuck")["tasks"]] == [second]
    assert [one["task"] for one in piyue("tasks", "--body", "新区管委会", "--until", "2018")["tasks"]] == [
        told["tasks"][0]["task"]
    ]
    piyue("set-task", "试验", "1", "--status", "done", status=1)
    piyue("set-task", "试验", str(second), status=2)
    piyue("set-task", "试验", str(second), "--deadline", "年底", status=1)
    piyue("tasks", "--output", tmp_path / "a.doc", status=1)
    piyue("tasks", "--body", "没有的局", "--output", tmp_path / "a.xlsx", status=1)
    piyue("tasks", "--body", "市教育局", "--output", tmp_path / "a.xlsx")
    tasks, grouped, counted = (
        list(sheet.iter_rows(min_row=2, values_only=True)) for sheet in openpyxl.load_workbook(tmp_path / "a.xlsx")
    )
    assert len(tasks) == 2
    assert any("市财政局" in cells[3] for cells in tasks), "each task names all of its bodies"
    assert [cells[0] for cells in grouped] == ["市教育局"] * 2, "of the others these are not all tasks"
    assert counted == [("市教育局", "2", "1")]
    piyue("tasks", "--body", "市教育局", "--output", tmp_path / "a.md")
    assert re.findall("### (.*)（", (tmp_path / "a.md").read_text("utf-8")) == ["市教育局"]
    piyue("undo")
    assert piyue("tasks", "--status", "stuck")["tasks"] == []
