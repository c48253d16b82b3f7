"""References to other documents and inside a document."""

from __future__ import annotations

import reader


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


def test_articles_of_another_law_lead_nowhere() -> None:
    assert [
        found[1] for found in references("第一条 依照《甲法》第二条和民法典第三条处理。", "第二条 乙。", "第三条 丙。")
    ] == ["《甲法》"]
