"""Deadlines and target figures of measures."""

from __future__ import annotations

import pytest

import reader
from reader.goals import deadline, figures
from reader.model import Span


def when(measure: str, statement: str = "") -> str | None:
    whole = measure + statement
    found = deadline(whole, Span(0, len(measure)), Span(len(measure), len(whole)))
    return found.value if found else None


@pytest.mark.parametrize(
    ("measure", "expected"),
    [
        ("到2018年，培育企业50家以上。", "2018"),
        ("2018年6月底前制定办法。", "2018-06"),
        ("2019年12月31日前完成验收。", "2019-12-31"),
        ("于2020年底前建成。", "2020"),
        ("2018年12月完成平台建设。", "2018-12"),
        ("到2018年达到50家，到2020年达到100家。", "2020"),
        ("“十三五”末，研发投入占比达到3.5%。", "2020"),
        ("“十四五”时期末，", "2025"),
        ("落实中国制造2025。", None),
        ("2016—2025年规划。", None),
        ("2016年至2018年，每年安排资金。", None),
        ("自2016年起建立制度，2017年启动。", None),
        ("某发〔2016〕65号文件要求。", None),
        ("2018年前三季度增长。", None),
        ("2018年13月底前完成。", None),
    ],
)
def test_deadlines(measure: str, expected: str | None) -> None:
    assert when(measure) == expected


def test_the_statement_may_name_the_deadline() -> None:
    assert when("推进审批改革。", "（2018年6月底前完成，牵头单位：某局）") == "2018-06"


@pytest.mark.parametrize(
    ("measure", "expected"),
    [
        ("培育50家以上，投入占比达到3.5%，增长30%以上。", ["50家以上", "3.5%", "30%以上"]),
        ("产值达到1,600亿元，转化成果2000余项，引进100名人才。", ["1,600亿元", "2000余项", "100名"]),
        ("面积50万平方米，占比30%—50%，下降2个百分点。", ["50万平方米", "30%—50%", "2个百分点"]),
        ("建设3-5个基地，服务10万人次。", ["3-5个", "10万人次"]),
        ("发展3D打印，支持985大学，落实中国制造2025和“5+22”人才政策。", []),
        ("用3—5年时间，6个月内，20个工作日，2018年6月底。", []),
        ("按照某发〔2016〕65号、第3条、GB/T 1.1—2020和2016—2025年规划。", []),
    ],
)
def test_figures(measure: str, expected: list[str]) -> None:
    found = figures(measure, Span(0, len(measure)))
    assert [figure.value for figure in found] == expected
    for figure in found:
        assert figure.span
        assert measure[figure.span.start : figure.span.end] == figure.value


def test_a_task_carries_them() -> None:
    lines = (
        "某市人民政府关于甲的意见",
        "一、建设",
        "到2018年，建设学校5所以上。（责任单位：市教育局）修道路。（责任单位：市交通局）",
    )
    first, second = reader.read("\n".join(lines).encode(), "a.txt").tasks
    assert first.deadline
    assert (first.deadline.value, [figure.value for figure in first.figures]) == ("2018", ["5所以上"])
    assert (second.deadline, second.figures) == (None, ())
