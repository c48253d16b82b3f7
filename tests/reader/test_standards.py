"""Construction standards: 条 of three numbers with 款 and 项, their explanations, and the number of a standard."""

from __future__ import annotations

import reader
from reader.model import Text

DESIGN = (
    "中华人民共和国国家标准",
    "某建筑设计规范",
    "GB 50099-2011",
    "1 总 则",
    "1.0.1 为使设计满足使用要求，制定本规范。",
    "1.0.2 本规范适用于下列工程：",
    "1 新建工程；",
    "2 改建和扩建工程，并应符合下列规定：",
    "1）甲；",
    "2）乙。",
    "2 术 语",
    "2.0.1 学校",
    "实施教育的机构。",
    "3 场 地",
    "3.2 布 局",
    "3.2.1 场地应符合下列规定：",
    "1 不应与危险品库毗邻；",
    "2 不应有高压线穿越。",
    "附录A 计算方法",
    "A.0.1 按下式计算。",
    "本规范用词说明",
    "1 为便于执行，对用词说明如下：",
    "条文说明",
    "1 总 则",
    "1.0.1 本条说明目的。",
)


def read(*lines: str) -> Text:
    return reader.read("\n".join(lines).encode(), "a.txt")


def test_clauses_of_a_construction_standard() -> None:
    text = read(*DESIGN)
    assert [clause.path for clause in text.walk()] == [
        *("1", "1.0.1", "1.0.2", "1.0.2第1款", "1.0.2第2款", "1.0.2第2款第1项", "1.0.2第2款第2项"),
        *("2", "2.0.1", "3", "3.2", "3.2.1", "3.2.1第1款", "3.2.1第2款", "附录A", "A.0.1"),
        *("本规范用词说明", "本规范用词说明第1款", "条文说明", "条文说明1", "条文说明1.0.1"),
    ]
    assert [clause.title for clause in text.clauses][:3] == ["总 则", "术 语", "场 地"]


def test_title_and_number_of_a_standard() -> None:
    text = read(*DESIGN)
    assert text.title
    assert text.title.value == "某建筑设计规范"
    assert text.number
    assert text.number.span
    assert text.number.value == "GB 50099—2011"
    assert text.text[text.number.span.start : text.number.span.end] == "GB 50099-2011"


def test_chapters_without_clauses_stay_chapters() -> None:
    text = read(
        *("某某技术规程", "DB21/T 1234—2019", "1 范围", "本标准规定了甲。", "2 规范性引用文件", "下列文件不可少。"),
        *("3 术语和定义", "3.1 甲", "乙。", "3.2 丙", "丁。", "3.3 戊", "a) 己；", "1) 庚。"),
    )
    assert [clause.path for clause in text.walk()] == ["1", "2", "3", "3.1", "3.2", "3.3", "3.3 a)", "3.3 a) 1)"]
    assert text.number
    assert text.number.value == "DB21/T 1234—2019"


def test_a_standard_that_is_cited_is_not_the_documents_number() -> None:
    assert read("某市关于甲的通知", "执行GB 50016-2014。").number is None


def test_clauses_of_the_same_standard_are_references() -> None:
    text = read(
        *DESIGN[:5],
        "1.0.2 应符合本规范第1.0.1条第1款、附录A和《某规范》第1.0.1条的规定；GB 50016-2014第1.0.1条除外。",
        "1.0.3 丙。",
        "附录A 计算方法",
        "A.0.1 丁。",
    )
    assert [(text.text[r.span.start : r.span.end], r.target) for r in text.references if r.kind == "clause"] == [
        ("第1.0.1条第1款", "1.0.1"),
        ("附录A", "附录A"),
    ]


def test_a_chapter_has_its_own_clauses_below() -> None:
    text = read("某规范", "1 总则", "1.0.1 甲。", "2 乙丙", "1.0.2 丁。", "1.0.3 戊。")
    assert [clause.path for clause in text.walk()] == ["1", "1.0.1", "1.0.2", "1.0.3"]
