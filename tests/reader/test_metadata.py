"""Title, issuers, number, date, kind and addressees."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import reader
from reader.model import Field, Text


def read(*lines: str, name: str = "a.txt") -> Text:
    return reader.read("\n".join(lines).encode(), name)


def value(field: Field | None) -> str | None:
    return field.value if field else None


def values(fields: tuple[Field, ...]) -> list[str]:
    return [field.value for field in fields]


NOTICE = (
    "某部 某委员会",
    "关于印发甲办法的通知",
    "某发[２０２０]３号",
    "各省、自治区、直辖市人民政府，国务院各部委、各直属机构：",
    "现印发给你们。",
    "某部　某委员会",
    "二〇二〇年十二月三十日",
)


def test_a_notice() -> None:
    text = read(*NOTICE)
    assert value(text.title) == "某部 某委员会关于印发甲办法的通知"
    assert text.text.split("\n")[0] == value(text.title)
    assert value(text.number) == "某发〔2020〕3号"
    assert value(text.date) == "2020-12-30"
    assert value(text.kind) == "通知"
    assert values(text.issuers) == ["某部", "某委员会"]
    assert values(text.addressees) == ["各省、自治区、直辖市人民政府", "国务院各部委", "各直属机构"]
    assert [paragraph.role for paragraph in text.paragraphs] == [
        *("title", "number", "addressees", "body", "signature", "date")
    ]


def test_each_field_stands_where_it_says() -> None:
    text = read(*NOTICE)
    for field in (text.title, text.kind, *text.issuers, *text.addressees):
        assert field
        assert field.span
        assert text.text[field.span.start : field.span.end] == field.value
    assert text.number
    assert text.number.span
    assert text.text[text.number.span.start : text.number.span.end] == "某发[２０２０]３号"


def test_the_number_may_stand_above_the_title() -> None:
    text = read("某市人民政府文件", "某政发〔2020〕1号", "某市人民政府关于甲的意见", "各县政府：", "乙。")
    assert (value(text.number), value(text.title)) == ("某政发〔2020〕1号", "某市人民政府关于甲的意见")
    assert values(text.issuers) == ["某市人民政府"]


def test_a_law_is_dated_by_its_last_amendment_and_issued_by_its_congress() -> None:
    text = read(
        "某市供水条例（2021修正）",
        "2019年3月1日 某市第三届人民代表大会常务委员会第二次会议通过",
        "2021年5月7日 某市第四届人民代表大会常务委员会第九次会议修正",
        "2021年7月1日 施行",
        "第一条 甲。",
    )
    assert value(text.date) == "2021-05-07"
    assert value(text.kind) == "条例"
    assert [paragraph.role for paragraph in text.paragraphs][:5] == ["title", "note", "note", "note", "body"]
    assert value(read("某法", "第一条 甲。").kind) == "法律"


def test_a_part_of_a_code_has_its_notes_behind_its_own_name() -> None:
    text = read("某法典", "人格权编", "2020年5月28日 第三届全国人民代表大会第三次会议通过", "第一条 甲。")
    assert value(text.title) == "某法典"
    assert value(text.date) == "2020-05-28"
    assert values(text.issuers) == ["全国人民代表大会"]
    assert [clause.path for clause in text.walk()] == ["人格权编", "第一条"]


@pytest.mark.parametrize(
    ("passed", "issuer"),
    [
        ("（1994年7月5日第八届全国人民代表大会常务委员会第八次会议通过）", "全国人民代表大会常务委员会"),
        ("（2020年9月24日日照市人民代表大会常务委员会第四次会议通过）", "日照市人民代表大会常务委员会"),
        ("2020年9月24日 日照市人民代表大会常务委员会第四次会议通过", "日照市人民代表大会常务委员会"),
    ],
)
def test_the_day_of_a_date_without_a_space_is_no_part_of_the_issuer(passed: str, issuer: str) -> None:
    assert values(read("某条例", passed, "第一条 甲。").issuers) == [issuer]


def test_an_order_names_its_issuer() -> None:
    text = read("某管理办法", "2021年8月2日 国家某管理总局令第46号公布", "第一条 甲。")
    assert values(text.issuers) == ["国家某管理总局"]


def test_a_fragment_has_no_metadata() -> None:
    text = read("推进大数据、云计算等领域的研发，支持企业发展。")
    assert (text.title, text.number, text.date, text.kind, text.issuers) == (None, None, None, None, ())


def test_a_letterhead_alone_is_no_title() -> None:
    assert read("某市人民政府文件", "某政发〔2020〕1号", "一、甲。").title is None


def test_a_day_that_no_calendar_has_is_no_date() -> None:
    assert read("某通知", "甲。", "某市人民政府", "2020年13月45日").date is None


def test_a_date_inside_the_body_is_not_the_documents() -> None:
    text = read("某通知", "自2019年1月1日起施行。", "2019年2月2日", "之后停止。", "再办理。", "另议。", "又及。")
    assert text.date is None


def test_numbers_cited_are_those_of_others_each_once() -> None:
    text = read(
        "某通知",
        "某发〔2020〕1号",
        "根据某函〔2019〕2号和《甲意见》（某政发［2018］3号）、某函〔2019〕2号精神，某发〔2020〕1号不变。",
    )
    assert values(text.numbers_cited) == ["某函〔2019〕2号", "某政发〔2018〕3号"]


def test_state_council_pages(data_dir: Path) -> None:
    truth = json.loads((data_dir / "gov" / "truth.json").read_text(encoding="utf-8"))
    for entry in truth:
        name = f"{entry['n']:02}.html"
        text = reader.read((data_dir / "gov" / name).read_bytes(), name)
        found = (value(text.title), "、".join(values(text.issuers)), value(text.number))
        assert found == (entry["title"], entry["issuer"], entry["number"]), name
        assert text.date, name
        assert text.kind, name


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("某局关于甲的复函", "函"),
        ("某市甲行动计划（2020—2025年）", "行动计划"),
        ("某市甲管理办法（试行）", "办法"),
        ("某省实施《甲法》办法", "办法"),
    ],
)
def test_kinds(title: str, kind: str) -> None:
    assert value(read(title, "第一条 乙。").kind) == kind


def test_all_lines_above_the_number_are_the_title() -> None:
    """The second line ends as a title may, and is not the end."""
    text = read(
        "某市政府关于全面推行",
        "行政执法公示制度",
        "重大决定审核制度的指导意见",
        "某政发〔2018〕1号",
        "各县人民政府：",
        "甲。",
    )
    assert value(text.title) == "某市政府关于全面推行行政执法公示制度重大决定审核制度的指导意见"
    assert value(text.number) == "某政发〔2018〕1号"


@pytest.mark.parametrize("part", ["总则", "人格权编", "附则"])
def test_the_parts_of_a_code_are_cited_by_its_title(part: str) -> None:
    """民法典 comes as one file a part, with two headings of the first level."""
    lines = (
        "# 某法典",
        "",
        f"# {part}",
        "",
        "2020年5月28日 某大会通过",
        "",
        "2021年1月1日 施行",
        "",
        "第五十四条 甲。",
    )
    text = read(*lines, name="a.md")
    assert text.title
    article = next(clause for clause in text.walk() if clause.kind == "article")
    assert reader.model.cite(text.title.value, article.path) == "《某法典》第五十四条"
    assert (value(text.date), value(text.effective)) == ("2020-05-28", "2021-01-01")
