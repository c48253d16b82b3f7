"""Word documents: what is printed comes in order, automatic numbers included; what is not printed stays out."""

from __future__ import annotations

import pytest

from reader.errors import KnownError
from reader.formats import Page, parse_file
from reader.formats.numbering import spell
from tests.support.packages import docx, paragraph


def lines(page: Page) -> list[str]:
    return [page.source[line.span.start : line.span.end] for line in page.lines]


def words(body: str, **parts: str) -> list[str]:
    return lines(parse_file(docx(body, **parts), "a.docx"))


def level(depth: int, form: str, pattern: str, more: str = "") -> str:
    return f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{pattern}"/>{more}</w:lvl>'


def item(number: int, depth: int, text: str) -> str:
    return paragraph(text, f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>')


OFFICIAL = (
    '<w:abstractNum w:abstractNumId="0">'
    + level(0, "chineseCounting", "%1、")
    + level(1, "chineseCountingThousand", "（%2）")
    + level(2, "decimal", "%3.")
    + level(3, "lowerLetter", "%4)")
    + '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
)


def test_headings_come_by_outline_level_through_the_styles() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="a"><w:name w:val="heading 1"/><w:pPr><w:outlineLvl w:val="0"/>'
        '<w:jc w:val="center"/></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="b"><w:name w:val="公文一级"/><w:basedOn w:val="a"/>'
        '<w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="t"><w:name w:val="Title"/><w:basedOn w:val="t"/></w:style>'
    )
    page = parse_file(
        docx(
            paragraph("某法", '<w:pStyle w:val="t"/>')
            + paragraph("第一章 总则", '<w:pStyle w:val="a"/>')
            + paragraph("第一节", '<w:pStyle w:val="b"/>')
            + paragraph("第一条", '<w:pStyle w:val="b"/><w:outlineLvl w:val="9"/><w:jc w:val="both"/>'),
            styles=styles,
        ),
        "a.docx",
    )
    assert [line.heading for line in page.lines] == [1, 1, 2, 0]
    assert [line.centred for line in page.lines] == [False, True, True, False]


def test_automatic_numbers_are_written_as_word_shows_them() -> None:
    body = (
        item(1, 0, "总体要求") + item(1, 1, "指导思想") + item(1, 1, "目标") + item(1, 2, "甲") + item(1, 3, "子")
        + item(1, 0, "任务") + item(1, 1, "创新") + item(1, 2, "乙") + item(2, 0, "另表") + item(2, 0, "再表")
    )  # fmt: skip
    assert words(body, numbering=OFFICIAL) == [
        "一、总体要求", "（一）指导思想", "（二）目标", "1.甲", "a)子",
        "二、任务", "（一）创新", "1.乙", "一、另表", "二、再表",
    ]  # fmt: skip


def test_a_level_may_go_on_across_its_parents_and_show_them() -> None:
    numbering = (
        '<w:abstractNum w:abstractNumId="7">'
        + level(0, "chineseCountingThousand", "第%1章", '<w:suff w:val="space"/>')
        + level(1, "chineseCountingThousand", "第%2条", '<w:lvlRestart w:val="0"/>')
        + level(2, "decimal", "%1.%2.%3", "<w:isLgl/>")
        + '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
    )
    body = item(1, 0, "总则") + item(1, 1, "甲") + item(1, 0, "附则") + item(1, 1, "乙") + item(1, 2, "丙")
    assert words(body, numbering=numbering) == ["第一章 总则", "第一条 甲", "第二章 附则", "第二条 乙", "2.2.1 丙"]


def test_a_level_may_restart_only_below_a_certain_one() -> None:
    numbering = (
        '<w:abstractNum w:abstractNumId="7">'
        + level(0, "decimal", "%1.")
        + level(1, "decimal", "%2.")
        + level(2, "decimal", "%3.", '<w:lvlRestart w:val="1"/>')
        + '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
    )
    body = "".join(item(1, depth, "甲") for depth in (0, 1, 2, 1, 2, 0, 1, 2))
    assert words(body, numbering=numbering) == ["1.甲", "1.甲", "1.甲", "2.甲", "2.甲", "2.甲", "1.甲", "1.甲"]


def test_numbers_come_from_styles_and_may_be_switched_off() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="n"><w:name w:val="x"/><w:pPr><w:numPr><w:ilvl w:val="1"/>'
        '<w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    body = paragraph("甲", '<w:pStyle w:val="n"/>') + paragraph(
        "乙", '<w:pStyle w:val="n"/><w:numPr><w:numId w:val="0"/></w:numPr>'
    )
    assert words(body, styles=styles, numbering=OFFICIAL) == ["（一）甲", "乙"]


@pytest.mark.parametrize(
    ("form", "count", "written"),
    [
        ("chineseCounting", 11, "十一"),
        ("chineseCountingThousand", 120, "一百二十"),
        ("chineseLegalSimplified", 12, "拾贰"),
        ("ideographDigital", 105, "一〇五"),
        ("ideographTraditional", 3, "丙"),
        ("decimalEnclosedCircleChinese", 2, "②"),
        ("decimalFullWidth", 10, "１０"),
        ("upperRoman", 14, "XIV"),
        ("lowerLetter", 28, "bb"),
        ("decimalZero", 7, "07"),
        ("somethingNew", 7, "7"),
        ("none", 7, ""),
        ("chineseCounting", -5, "-5"),
        ("lowerRoman", 99_999_999, "mmmmmmmmmcmxcix"),
    ],
)
def test_counts_are_spelled(form: str, count: int, written: str) -> None:
    assert spell(count, form) == written


def test_tracked_changes_count_as_accepted() -> None:
    body = (
        "<w:p><w:r><w:t>第一条</w:t></w:r><w:del><w:r><w:delText>旧</w:delText><w:t>旧</w:t></w:r></w:del>"
        "<w:ins><w:r><w:t> 新</w:t></w:r></w:ins><w:moveFrom><w:r><w:t>走</w:t></w:r></w:moveFrom></w:p>"
        "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>前半</w:t></w:r></w:p>"
        + paragraph("后半")
        + "<w:tbl><w:tr>"
        f"<w:trPr><w:del/></w:trPr><w:tc>{paragraph('删行')}</w:tc></w:tr><w:tr><w:tc>{paragraph('留行')}</w:tc></w:tr></w:tbl>"
    )
    assert words(body) == ["第一条 新", "前半后半", "留行"]


def test_a_table_gives_its_cells_row_by_row() -> None:
    def row(*cells: str) -> str:
        return "<w:tr>" + "".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in cells) + "</w:tr>"

    assert words("<w:tbl>" + row("指标", "单位") + row("投入", "亿元") + "</w:tbl>") == ["指标", "单位", "投入", "亿元"]


def test_footnotes_stand_at_the_end_with_the_mark_of_their_place() -> None:
    footnotes = (
        '<w:footnote w:id="0" w:type="separator"><w:p><w:r><w:t>线</w:t></w:r></w:p></w:footnote>'
        f'<w:footnote w:id="5">{paragraph("注乙")}</w:footnote><w:footnote w:id="3">{paragraph("注甲")}</w:footnote>'
    )
    body = '<w:p><w:r><w:t>甲</w:t><w:footnoteReference w:id="3"/><w:t>，乙</w:t><w:footnoteReference w:id="5"/></w:r></w:p>'
    assert words(body + paragraph("尾"), footnotes=footnotes) == ["甲[1]，乙[2]", "尾", "[1] 注甲", "[2] 注乙"]


def test_text_boxes_are_read_once_and_hidden_words_never() -> None:
    box = f"<w:txbxContent>{paragraph('特急')}</w:txbxContent>"
    body = (
        f"<w:p><w:r><mc:AlternateContent><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>"
        "<w:t>某市文件</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>藏</w:t></w:r></w:p>"
    )
    assert words(body) == ["特急", "某市文件"]


def test_breaks_tabs_and_fields() -> None:
    body = (
        "<w:p><w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t><w:tab/><w:t>丙</w:t><w:noBreakHyphen/><w:t>1</w:t></w:r>"
        '<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>PAGE</w:instrText><w:t>3</w:t></w:r></w:p>'
    )
    assert words(body) == ["甲", "乙 丙-13"]


@pytest.mark.parametrize(
    "body",
    [
        "<w:p><w:r><w:t>断</w:t></w:r>",
        "<w:a>" * 300 + "</w:a>" * 300,
    ],
)
def test_damage_is_named(body: str) -> None:
    with pytest.raises(KnownError) as error:
        words(body)
    assert error.value.case == "file-damaged"


def test_a_doctype_is_refused() -> None:
    part = '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hostname">]><a>&b;</a>'
    with pytest.raises(KnownError) as error:
        parse_file(docx(paragraph("甲"), extra={"word/styles.xml": part}), "a.docx")
    assert error.value.case == "file-damaged"


def test_a_package_that_is_no_word_document_is_not_read() -> None:
    from tests.support.packages import zipped

    with pytest.raises(KnownError) as error:
        parse_file(zipped({"xl/workbook.xml": "<a/>"}), "a.xlsx")
    assert error.value.case == "file-kind-unsupported"
