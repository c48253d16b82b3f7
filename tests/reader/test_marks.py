"""Scrambled marks on other documents than the sample: told apart from sound ones, and restored."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

import reader
from reader.formats import parse
from reader.letters import letters
from reader.marks import scrambled
from reader.model import Text
from tests.support.noise import scramble

SOUND = """某县人民政府关于加快发展现代农业的意见
各乡镇人民政府，县政府各部门、各直属机构：
为贯彻落实《某省人民政府关于推进乡村振兴的意见》（某政发〔2019〕12号）精神，加快发展现代农业，现提出如下意见：
一、总体要求
（一）指导思想。坚持绿色、协调、共享的理念，以农民增收为目标，全面提高农业质量。
（二）工作目标。到2022年，绿色农产品占比达到30%，农户收入年均增长8%以上。
二、重点任务
（三）建设高标准农田。完善灌溉设施，推广节水技术，实施“沃土”计划。（责任单位：县农业局、县水利局）
（四）培育新型主体。支持合作社、家庭农场和龙头企业发展。（责任单位：县农业局、县财政局、县供销社）
三、保障措施
（五）加强组织领导。成立县现代农业领导小组，统筹推进各项工作。（责任单位：县政府办）
（六）强化资金支持。整合涉农资金，用3-5年时间建立稳定的投入机制。（责任单位：县财政局、县农业局）
某县人民政府
2019年5月6日
"""


def is_scrambled(text: str) -> bool:
    page = parse(text, "a.txt")
    return scrambled(page.source, page.lines)


def headings(text: Text) -> list[tuple[str, str]]:
    return [(clause.path, clause.title) for clause in text.walk()]


def test_sound_documents_are_left_alone() -> None:
    assert not is_scrambled(SOUND)
    assert reader.read(SOUND.encode(), "a.txt").restored == 0


@pytest.mark.parametrize(
    "words",
    [
        "第一条 为了规范管理，制定本办法。\n" * 50,  # a space behind each label, nothing in brackets
        "总 则\n第 一 章 总 则\n" * 50,
        "网址是 www.gov.cn，电话 010.8888。\n" * 50,
        "春 眠 不 觉 晓\n" * 50,
    ],
)
def test_sound_documents_with_odd_marks_are_left_alone(words: str) -> None:
    assert not is_scrambled(words)


@pytest.mark.parametrize("seed", range(8))
def test_the_draw_carries_no_information(seed: int) -> None:
    """Whatever the symbols, the same document comes back."""
    text = reader.read(scramble(SOUND, seed).encode(), "a.txt")
    sound = reader.read(SOUND.encode(), "a.txt")
    assert text.restored > 50
    assert headings(text) == headings(sound)
    assert [[body.name for body in task.bodies] for task in text.tasks] == [
        [body.name for body in task.bodies] for task in sound.tasks
    ]
    assert text.title == sound.title
    assert text.date
    assert sound.date
    assert text.date.value == sound.date.value
    assert [field.value for field in text.addressees] == [field.value for field in sound.addressees]
    assert [field.value for field in text.numbers_cited] == ["某政发〔2019〕12号"]
    assert text.text_id == sound.text_id


def test_the_documents_own_number_behind_its_title() -> None:
    numbered = SOUND.replace("的意见\n", "的意见\n某政发〔2019〕7号\n", 1).replace(
        "各乡镇", "各省、自治区、直辖市人民政府，各乡镇"
    )
    text = reader.read(scramble(numbered, 2).encode(), "a.txt")
    assert text.title
    assert text.title.value == "某县人民政府关于加快发展现代农业的意见"
    assert text.number
    assert text.number.value == "某政发〔2019〕7号"
    assert text.addressees[0].value == "各省、自治区、直辖市人民政府"
    assert [field.value for field in text.numbers_cited] == ["某政发〔2019〕12号"]


def test_places_are_counted_whatever_was_drawn() -> None:
    places = sum(not run.isspace() for run in re.findall(r"[^\w]+", SOUND))
    assert {reader.read(scramble(SOUND, seed).encode(), "a.txt").restored for seed in range(8)} == {places}


def test_restored_figures_titles_and_quotations() -> None:
    text = reader.read(scramble(SOUND, 1).encode(), "a.txt").text
    for piece in (
        "《某省人民政府关于推进乡村振兴的意见》（某政发〔2019〕12号）精神",
        "达到30%，",
        "8%以上",
        "“沃土”计划",
        "3-5年",
    ):
        assert piece in text


def test_second_level_may_restart_under_each_first() -> None:
    restarting = (
        SOUND.replace("（三）", "（一）")
        .replace("（四）", "（二）")
        .replace("（五）", "（一）")
        .replace("（六）", "（二）")
    )
    text = reader.read(scramble(restarting, 3).encode(), "a.txt")
    assert [path for path, _ in headings(text)] == [
        *("一、", "一、（一）", "一、（二）"),
        *("二、", "二、（一）", "二、（二）"),
        *("三、", "三、（一）", "三、（二）"),
    ]


def test_a_line_end_behind_a_heading_leaves_no_mark() -> None:
    """Before a body, before 1. and before the 一、 of an annex; a list inside a paragraph does not take its number up."""
    lines = (
        "某市关于开展治理工作的通知",
        "各县人民政府，市政府各部门：",
        "为做好治理工作，经市政府同意，现通知如下：",
        "一、总体要求",
        "以服务群众为宗旨，全面摸清底数，落实各方责任，建立长效机制。",
        "二、工作任务",
        "1.摸底排查。各县要逐项核查，列出清单，按时上报。",
        "2.全面整改。对问题要逐一整改，限期完成，按时报告：1、整改情况；2、遗留问题。",
        "三、工作措施",
        "1.落实责任。各部门要密切配合，形成合力，加强督导。",
        "2.加强保障。财政部门要安排资金，足额拨付，专款专用。",
        "某市人民政府",
        "2019年1月9日",
        "附件",
        "治理指标说明",
        "一、运行质量",
        "（一）设施功能。设施齐全，运行正常，维护及时。",
        "（二）服务水平。服务规范，群众满意，投诉减少。",
        "二、管理效率",
        "（三）成本控制。支出合理，管理有序，账目清楚。",
    )
    text = reader.read(scramble("\n".join(lines), 1).encode(), "a.txt")
    assert [(clause.path, clause.title[:4]) for clause in text.walk()] == [
        *(("一、", "总体要求"), ("二、", "工作任务"), ("二、1.", "摸底排查"), ("二、2.", "全面整改")),
        *(("三、", "工作措施"), ("三、1.", "落实责任"), ("三、2.", "加强保障")),
        *(("一、", "运行质量"), ("一、（一）", "设施功能"), ("一、（二）", "服务水平")),
        *(("二、", "管理效率"), ("二、（三）", "成本控制")),
    ]


@given(
    st.text(alphabet=st.sampled_from("一二十责任单位市局关于意见各部门5年2016号以上等计划的实施 ,.。、"), max_size=300)
)
def test_whatever_is_scrambled_keeps_its_letters(words: str) -> None:
    noise = "中.国 " * 30
    data = (noise + words).encode()
    text = reader.read(data, "a.txt")
    assert text.restored
    assert letters(text.text) == letters(noise + words)
    for reading, source, length in text.alignment.runs:
        assert text.text[reading : reading + length] == text.source[source : source + length]


NAMED = """某县关于加快发展服务业的意见
各乡镇人民政府，县政府各部门：
为加快发展服务业，现提出以下意见：
一、总体要求
坚持政府引导、社会参与，推动服务业发展，到2022年建成三个园区。
二、重点任务
（一）培育企业。支持企业做大做强，引导全社会参与，完善服务体系。（县商务局、县发展改革委、县财政局等负责。列第一位者为牵头单位，下同）
（二）改善环境。简化办事流程，减少审批环节，由县政府办负责督促，有关部门配合。（县政务办、县总工会等和各乡镇人民政府负责）
（三）扩大消费。举办促销活动，发展夜间经济，拓宽农产品销路。（县商务局牵头，县文化和旅游局、县妇联配合）
三、保障措施
（四）加强组织领导。定期研究工作，及时解决问题，确保取得实效。（县政府办负责）
某县人民政府
2019年5月6日
"""


@pytest.mark.parametrize("seed", range(3))
def test_statements_in_brackets_without_a_label(seed: int) -> None:
    text = reader.read(scramble(NAMED, seed).encode(), "a.txt")
    sound = reader.read(NAMED.encode(), "a.txt")
    assert text.restored
    assert len(sound.tasks) == 4
    assert [[(body.name, body.role) for body in task.bodies] for task in text.tasks] == [
        [(body.name, body.role) for body in task.bodies] for task in sound.tasks
    ]
    assert "（县商务局、县发展改革委、县财政局等负责，列第一位者为牵头单位，下同）" in text.text


JOINT = """甲市财政局、乙市财政局关于加强资金管理的通知
甲财发〔2019〕3号
各县（市、区）人民政府，市政府各部门：
为加强资金管理，根据有关规定，现通知如下：
一、总体要求
坚持公开透明原则，完善管理制度，加强监督检查，提高使用效益，防范各类风险。
二、主要任务
（一）统筹资金使用，优化支出结构。
1.整合资金。各区县（自治县）和乡（镇）要清理存量，集中办理重点事项，按月报告进展。
2.严格审批。各省、自治区、直辖市的做法值得借鉴，要规范流程，减少环节，限时办结。
（二）强化监督。公开使用情况，接受群众监督，落实“放管服”等要求，严肃查处问题。
三、保障措施
各级部门要密切配合，形成合力，建立台账，定期通报，确保各项任务落到实处。
甲市财政局　乙市财政局
2019年1月9日
（此件公开发布）
"""


@pytest.mark.parametrize("seed", range(3))
def test_levels_notes_and_several_signatures(seed: int) -> None:
    text = reader.read(scramble(JOINT, seed).encode(), "a.txt")
    assert text.restored
    for piece in (
        "各县（市、区）人民政府",
        "各区县（自治县）和乡（镇）要",
        "各省、自治区、直辖市的做法",
        "（一）统筹资金使用，优化支出结构。\n1.整合资金。",
        "\n甲市财政局\n乙市财政局\n2019年1月9日\n（此件公开发布）",
    ):
        assert piece in text.text
    assert [field.value for field in text.issuers] == ["甲市财政局", "乙市财政局"]


def test_a_law_lists_and_hardly_quotes() -> None:
    """等, 的 and verbs stand beside quotations in 公文; in a law they stand beside lists."""
    law = "某县条例\n" + "\n".join(
        f"第{number}条　县财政、商务、有关部门应当建设、管理平台，公布标准、规划等的结果。" for number in "一二三四五"
    )
    text = reader.read(scramble(law * 3, 1).encode(), "a.txt")
    assert text.restored
    assert not set("“”") & set(text.text)
