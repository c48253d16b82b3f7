"""Tasks in the forms in which documents write them."""

from __future__ import annotations

import pytest

import reader
from reader.model import Text


def read(*lines: str) -> Text:
    return reader.read("\n".join(("某市人民政府关于甲的意见", *lines)).encode(), "a.txt")


def bodies(text: Text) -> list[list[tuple[str, str]]]:
    return [[(body.name, body.role) for body in task.bodies] for task in text.tasks]


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ("（责任单位：市教育局、市财政局）", [("市教育局", "responsible"), ("市财政局", "responsible")]),
        (
            "（牵头单位：市教育局；配合单位：市财政局，各县区政府）",
            [("市教育局", "lead"), ("市财政局", "support"), ("各县区政府", "support")],
        ),
        (
            "（教育部牵头，财政部、税务总局配合）",
            [("教育部", "lead"), ("财政部", "support"), ("税务总局", "support")],
        ),
        ("（教育部、财政部负责）", [("教育部", "responsible"), ("财政部", "responsible")]),
        (
            "（教育部、财政部等部门按职责分工负责）",
            [("教育部", "responsible"), ("财政部", "responsible")],
        ),
        (
            "（教育部、全国总工会等和各省级人民政府负责）",
            [("教育部", "responsible"), ("全国总工会", "responsible"), ("各省级人民政府", "responsible")],
        ),
        ("(教育部牵头负责)", [("教育部", "lead")]),
        ("责任单位：市教育局、市财政局", [("市教育局", "responsible"), ("市财政局", "responsible")]),
    ],
)
def test_forms(statement: str, expected: list[tuple[str, str]]) -> None:
    text = read("一、建设", f"建设学校。{statement}")
    assert bodies(text) == [expected]
    task = text.tasks[0]
    assert text.text[task.measure.start : task.measure.end] == "建设学校。"
    assert text.text[task.statement.start : task.statement.end] == statement
    assert task.clause == "一、"
    for body in task.bodies:
        assert text.text[body.span.start : body.span.end] == body.name
    assert text.paragraphs[2].role == "task"


@pytest.mark.parametrize(
    "words",
    [
        "由各项任务责任单位编制方案。",
        "学校（含幼儿园）由教育部门负责。",
        "企业（以下简称责任单位）应当履行义务。",
        "学校（技工院校内由教育行政部门负责）。",
        "（一）对安全工作全面负责。",
    ],
)
def test_prose_is_no_statement(words: str) -> None:
    assert read("一、建设", words).tasks == ()


def test_a_measure_begins_behind_its_heading_and_behind_the_statement_before() -> None:
    text = read("（一）建设。建学校。（责任单位：市教育局）修道路。（责任单位：市交通局）")
    measures = [text.text[task.measure.start : task.measure.end] for task in text.tasks]
    assert measures == ["建学校。", "修道路。"]


@pytest.mark.parametrize(
    ("statement", "names"),
    [
        ("（市财政局、市商务局负责，排在第一位的部门为牵头部门，下同）", ["市财政局", "市商务局"]),
        ("（市财政局、市商务局等负责。列第一位者为牵头单位，下同）", ["市财政局", "市商务局"]),
        ("（市财政局指导，县政府负责落实。以下均需县政府落实，不再列出）", ["市财政局", "县政府"]),
    ],
)
def test_a_remark_in_a_statement_is_no_body(statement: str, names: list[str]) -> None:
    assert [body.name for body in read("一、建设", f"建设学校。{statement}").tasks[0].bodies] == names


def test_who_leads_may_be_said_once_for_all_below() -> None:
    text = read(
        "（一）建设。建学校。（市教育局负责）",
        "（二）培训。训教师。（市教育局、市财政局负责。列第一位者为牵头单位，下同）",
        "（三）督导。查进度。（市政府办、市教育局负责）",
        "（四）考核。评成效。（市政府办负责）",
        "（五）宣传。讲政策。（市教育局、市广电局指导）",
    )
    assert [[body.role for body in task.bodies] for task in text.tasks] == [
        ["responsible"],
        ["lead", "responsible"],
        ["lead", "responsible"],
        ["responsible"],
        ["support", "support"],
    ]
