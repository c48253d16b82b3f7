"""References to other documents and inside a document."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import reader
from reader.targets import Address, clauses_at


def references(*lines: str) -> list[tuple[str, str, str, str]]:
    text = reader.read("\n".join(("某条例", *lines)).encode(), "a.txt")
    return [(r.kind, text.text[r.span.start : r.span.end], r.target, r.short) for r in text.references]


def test_documents_with_number_and_short_form() -> None:
    assert references("第一条 根据《甲〈乙〉规划》（以下简称《规划》）和《丙办法》（某发[2019]2号）。")[:3] == [
        ("document", "《甲〈乙〉规划》", "甲〈乙〉规划", "规划"),
        ("document", "《丙办法》", "丙办法", ""),
        ("number", "某发[2019]2号", "某发〔2019〕2号", ""),
    ]


def test_a_number_starts_where_its_code_does() -> None:
    assert references("第一条 为贯彻落实国发〔2019〕2号文件。")[0][1] == "国发〔2019〕2号"


def test_standards() -> None:
    assert [found[:3] for found in references("第一条 应符合GB/T 1.1-2020、GB 50016和DB21/T 1234—2019。")] == [
        ("standard", "GB/T 1.1-2020", "GB/T 1.1—2020"),
        ("standard", "GB 50016", "GB 50016"),
        ("standard", "DB21/T 1234—2019", "DB21/T 1234—2019"),
    ]


def test_clauses_of_the_same_document() -> None:
    assert [
        found[1:3]
        for found in references(
            "第一条 甲：",
            "（一）乙；",
            "（二）丙。",
            "依照前款规定。",
            "第二条 依照第一条第一款第二项、本条例第三条，以及前条、第九条。",
            "第三条 丁。",
        )
    ] == [
        ("前款", "第一条第一款"),
        ("第一条第一款第二项", "第一条第一款第（二）项"),
        ("第三条", "第三条"),
        ("前条", "第一条"),
    ]


def paths(*lines: str) -> list[tuple[str, str, str]]:
    """Give the references that name a clause: as printed, the document where it is another one, the path."""
    text = reader.read("\n".join(("某条例", *lines)).encode(), "a.txt")
    return [
        (text.text[r.span.start : r.span.end], "" if r.kind == "clause" else r.target, r.path or r.target)
        for r in text.references
        if r.kind == "clause" or r.path
    ]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("依照《甲法》第三十三条办理。", [("《甲法》第三十三条", "甲法", "第三十三条")]),
        (
            "依照《甲法》（2018年修正）第二条第一款第三项、第四项和第五条办理。",
            [
                ("《甲法》（2018年修正）第二条第一款第三项", "甲法", "第二条第一款第（三）项"),
                ("第四项", "甲法", "第二条第一款第（四）项"),
                ("第五条", "甲法", "第五条"),
            ],
        ),
        (
            "依照民法典第三条和刑法第二条处理。",
            [("民法典第三条", "民法典", "第三条"), ("刑法第二条", "刑法", "第二条")],
        ),
        ("可以认定为刑法第二百一十七条规定的情形", [("刑法第二百一十七条", "刑法", "第二百一十七条")]),
        (
            "根据《中华人民共和国甲法》（以下简称甲法）制定。违反甲法第三条的，适用《甲法》。",
            [("甲法第三条", "中华人民共和国甲法", "第三条")],
        ),
        ("《甲法》公布后，依照该法第二条办理。", [("第二条", "甲法", "第二条")]),
        ("《甲法》第十条至第十二条", [("《甲法》第十条至第十二条", "甲法", "第十条至第十二条")]),
        ("有关法律第二条、条例第三条的规定", []),
        ("适用修改前商标法第二条、原民法第三条", []),
        ("比照刑法第二条，实施刑法第三条的行为", [("刑法第二条", "刑法", "第二条"), ("刑法第三条", "刑法", "第三条")]),
    ],
)
def test_clauses_of_another_document(sentence: str, expected: list[tuple[str, str, str]]) -> None:
    assert paths(f"第一条 {sentence}", "第二条 乙。", "第三条 丙。") == expected


LAW = (
    *("第一条 甲：", "（一）乙；", "（二）丙；", "（三）丁。", "戊。", "己。"),
    *("第二条 庚。", "第三条 辛。", "第三条之一 壬。"),
)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("依照第一条至第三条的规定", [("第一条至第三条", "第一条至第三条")]),
        (
            "第一条第一款第（一）项至第（三）项",
            [("第一条第一款第（一）项至第（三）项", "第一条第一款第（一）项至第一条第一款第（三）项")],
        ),
        (
            "第一条第一款、第三款和第二条",
            [("第一条第一款", "第一条第一款"), ("第三款", "第一条第三款"), ("第二条", "第二条")],
        ),
        ("本法第三条之一", [("第三条之一", "第三条之一")]),
        ("前条规定", [("前条", "第三条之一")]),
        ("前两条规定", [("前两条", "第三条至第三条之一")]),
        ("目前条件下，之前款项，本条例，本条约，网上条款", []),
        ("第九十九条", []),
        ("该条例第三条", []),
    ],
)
def test_clauses_are_resolved_where_they_stand(sentence: str, expected: list[tuple[str, str]]) -> None:
    assert [(words, path) for words, _, path in paths(*LAW, f"第四条 {sentence}。")] == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("前款规定", [("前款", "第四条第三款")]),
        ("前两款规定", [("前两款", "第四条第二款至第四条第三款")]),
        ("前款第二项", [("前款第二项", "第四条第三款")]),
        ("本款规定", [("本款", "第四条第四款")]),
        ("本条第一款", [("本条第一款", "第四条第一款")]),
        ("第一款第二项", [("第一款第二项", "第四条第一款第（二）项")]),
        ("第九款", []),
    ],
)
def test_paragraphs_are_counted_from_where_they_are_named(sentence: str, expected: list[tuple[str, str]]) -> None:
    lines = ("第四条 一：", "（一）二；", "（二）三。", "四。", "五。", f"六{sentence}。")
    assert [(words, path) for words, _, path in paths(*LAW, *lines)] == expected


def test_what_follows_is_named_as_such() -> None:
    lines = ("第一条 有下列情形之一的：", "（一）甲；", "（二）乙。", "第二条 除下列外，丙。")
    assert paths(*lines) == [("下列", "", "第一条第（一）项至第一条第（二）项")]


def test_a_decision_means_the_articles_of_the_law_that_it_amends() -> None:
    lines = ("关于修改《甲法》的决定", "一、将第五条修改为：“乙。”", "二、删去第六条、第七条。")
    text = reader.read("\n".join(lines).encode(), "a.txt")
    assert [(r.target, r.path) for r in text.references if r.path] == [
        ("甲法", "第五条"),
        ("甲法", "第六条"),
        ("甲法", "第七条"),
    ]


def test_a_short_title_means_the_document_that_was_so_called() -> None:
    text = reader.read("某通知\n按照《甲规划》（以下简称《规划》）执行，《规划》第三条不变。".encode(), "a.txt")
    assert [(r.target, r.short, r.path) for r in text.references] == [("甲规划", "规划", ""), ("甲规划", "", "第三条")]


def test_a_number_may_leave_its_code_out() -> None:
    assert [found[2] for found in references("第一条 按照某发〔2016〕65号、〔2016〕66号办理，面积(2016)12号。")] == [
        "某发〔2016〕65号",
        "〔2016〕66号",
        "面积〔2016〕12号",
    ]


def test_a_path_leads_to_its_clauses() -> None:
    text = reader.read("\n".join(("某法", *LAW)).encode(), "a.txt")

    def at(path: str) -> list[str]:
        return [clause.path for clause in clauses_at(text, path)]

    assert at("第一条第一款第（二）项") == ["第一条第一款第（二）项"]
    assert at("第一条第二项") == ["第一条第一款第（二）项"]
    assert at("第二条第一款") == ["第二条"]
    assert at("第3条之一") == ["第三条之一"]
    assert at("第一条至第三条") == ["第一条", "第二条", "第三条"]
    assert at("第九条") == at("") == at("某某") == []


@given(
    st.builds(
        Address,
        article=st.integers(1, 1260),
        insert=st.integers(0, 20),
        paragraph=st.integers(0, 30),
        item=st.integers(0, 30),
        subitem=st.integers(0, 30),
    )
)
def test_an_address_is_written_and_read_back(address: Address) -> None:
    assert Address.parse(str(address)) == address
