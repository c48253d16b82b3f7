"""PDF and OFD: the words of placed characters in reading order, with what the layout did to them undone."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.errors import KnownError
from reader.formats import Page, parse_file
from reader.formats.rows import Glyph, rows_of
from tests.support.fixed_pages import OFD, Put, ofd, ofd_page, pdf, pdf_of, prose
from tests.support.packages import zipped

Write = Callable[[Sequence[Sequence[Put]]], bytes]
both = pytest.mark.parametrize("write", [pdf, ofd])

FULL = "为了规范行政机关的行为保护公民法人和其他组织的合法权益促进政务公开根据宪法制定本办法并向社会公布"
"""A row of 48 characters, as wide as the pages of these tests print."""


def lines(page: Page) -> list[str]:
    return [page.source[line.span.start : line.span.end] for line in page.lines]


def words(data: bytes) -> list[str]:
    return lines(parse_file(data, "a.bin"))


@both
def test_rows_are_joined_to_paragraphs_by_indent_and_end(write: Write) -> None:
    page = prose(["　　" + FULL[:46], FULL[:47] + "，", "到此为止。", "　　" + FULL[:46], "完。"])
    assert words(write([page])) == [FULL[:46] + FULL[:47] + "，到此为止。", FULL[:46] + "完。"]


@both
def test_a_paragraph_goes_on_over_the_page_and_the_page_numbers_go(write: Write) -> None:
    first = [*prose(["　　" + FULL[:46], FULL]), Put(280, 800, "— 1 —")]
    second = [*prose([FULL, "尾。", "　　第二条 完。"]), Put(280, 800, "— 2 —")]
    assert words(write([first, second])) == [FULL[:46] + FULL + FULL + "尾。", "第二条 完。"]


@both
def test_running_heads_go_and_a_title_stays(write: Write) -> None:
    def page(number: int) -> list[Put]:
        body = prose([f"　　第{'一二三四'[number]}条 甲。", f"　　由{'甲乙丙丁'[number]}负责。"])
        return [
            Put(50, 40, "某市人民政府公报"),
            Put(400, 40, f"2024年第{number + 1}期"),
            *body,
            Put(300, 810, str(number + 11)),
        ]

    found = words(write([page(number) for number in range(4)]))
    assert found == [
        part for a, b in zip("一二三四", "甲乙丙丁", strict=True) for part in (f"第{a}条 甲。", f"由{b}负责。")
    ]


@both
def test_a_lone_page_keeps_what_only_looks_like_a_running_head(write: Write) -> None:
    assert words(write([[Put(50, 40, "某市文件"), Put(50, 80, "2024")]])) == ["某市文件", "2024"]


@both
def test_centred_lines_are_told(write: Write) -> None:
    page = parse_file(write([[Put(230, 60, "某市公开办法", 20), *prose([FULL, FULL, "尾。"])]]), "a.bin")
    assert [line.centred for line in page.lines] == [True, False]


@both
def test_two_columns_are_read_one_after_the_other(write: Write) -> None:
    left = prose(["　　" + FULL[:20]] + [FULL[:22]] * 9 + [FULL[:21] + "。"])
    right = prose([FULL[22:44]] * 10 + ["完。"], x=300)
    mixed = [put for pair in zip(left, right, strict=True) for put in pair]
    head = Put(220, 60, "某市人民政府公报", 20)
    found = words(write([[head, *mixed]]))
    assert found == [
        "某市人民政府公报",
        FULL[:20] + FULL[:22] * 9 + FULL[:21] + "。" + FULL[22:44] * 10 + "完。",
    ] or found == [
        "某市人民政府公报",
        FULL[:20] + FULL[:22] * 9 + FULL[:21] + "。",
        FULL[22:44] * 10 + "完。",
    ]


@both
def test_a_table_is_read_row_by_row(write: Write) -> None:
    rows = [["指标", "单位", "目标"], ["研发投入", "亿元", "160"], ["创新企业", "家", "2000"]]
    page = [Put(50 + 150 * at, 100 + 20 * down, cell) for down, row in enumerate(rows) for at, cell in enumerate(row)]
    assert words(write([page])) == [cell for row in rows for cell in row]


@both
def test_gaps_are_blanks_where_one_was_meant(write: Write) -> None:
    page = [Put(50, 100, "第一条"), Put(90, 100, "为了"), Put(112, 100, "规范"), Put(132, 100, "A"), Put(145, 100, "B")]
    assert words(write([page])) == ["第一条 为了规范A B"]


@both
def test_what_is_printed_twice_for_bold_is_read_once(write: Write) -> None:
    assert words(write([[Put(50, 100, "总则"), Put(50.3, 100, "总则"), Put(50, 120, "一一")]])) == ["总则", "一一"]


@both
def test_latin_words_part_at_the_end_of_a_row_and_hyphens_heal(write: Write) -> None:
    page = prose([FULL[:43] + "internatio-", "nal " + FULL[:41] + "the", "law of " + FULL[:9]])
    assert words(write([page])) == [FULL[:43] + "international " + FULL[:41] + "the law of " + FULL[:9]]


@both
def test_a_contents_line_stays_a_line(write: Write) -> None:
    page = prose(["第一章 总则" + "." * 78 + "1", "第二章 附则" + "." * 78 + "2"])
    assert len(words(write([page]))) == 2


def test_radicals_that_fonts_mix_up_become_characters() -> None:
    assert words(ofd([[Put(50, 100, "⼈⺠")]])) in (["人民"], ["⼈⺠"])


def test_a_pdf_without_words_is_a_scan() -> None:
    with pytest.raises(KnownError) as error:
        words(pdf([[], []]))
    assert error.value.case == "file-is-scan"


def test_a_pdf_with_a_password_says_so() -> None:
    key = b"<" + b"00" * 32 + b">"
    encrypt = b"<</Filter/Standard/V 1/R 2/O " + key + b"/U " + key + b"/P -4>>"
    pages = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[]/Count 0>>", encrypt]
    with pytest.raises(KnownError) as error:
        words(pdf_of(pages, trailer=b"/Root 1 0 R/Encrypt 3 0 R/ID[<00><00>]"))
    assert error.value.case == "file-encrypted"


@pytest.mark.parametrize("data", [b"%PDF-1.7", b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<</Root 1 0 R>>"])
def test_a_broken_pdf_says_so(data: bytes) -> None:
    with pytest.raises(KnownError) as error:
        words(data)
    assert error.value.case == "file-damaged"


def test_a_pdf_behind_a_few_bytes_is_a_pdf() -> None:
    assert words(b"\xef\xbb\xbf\r\n" + pdf([prose(["第一条 完。"])])) == ["第一条 完。"]


def document(page: str, *, root: str = OFD, more: str = "", **members: str) -> bytes:
    return zipped(
        {
            "OFD.xml": f'<OFD xmlns="{root}"><DocBody><DocRoot>/Doc_0/Document.xml</DocRoot></DocBody></OFD>',
            "Doc_0/Document.xml": f'<Document xmlns="{root}"><CommonData>{more}</CommonData><Pages>'
            '<Page ID="1" BaseLoc="/doc_0/P.xml"/></Pages></Document>',
            "Doc_0/P.xml": page,
            **{name.replace("__", "/") + ".xml": content for name, content in members.items()},
        }
    )


def test_templates_deltas_and_matrices_of_an_ofd() -> None:
    template = ofd_page(
        '<ofd:TextObject Boundary="10 10 9 9" Size="5"><ofd:TextCode X="0" Y="5">发票代码：</ofd:TextCode></ofd:TextObject>'
    )
    page = ofd_page(
        '<ofd:TextObject Boundary="36 10 9 9" Size="5"><ofd:TextCode X="0" Y="5" DeltaX="g 3 2.5">0310</ofd:TextCode></ofd:TextObject>'
        '<ofd:TextObject Boundary="10 30 9 9" Size="1" CTM="5 0 0 5 0 0"><ofd:TextCode X="0" Y="1" DeltaX="1 1">备注栏'
        '</ofd:TextCode></ofd:TextObject><ofd:TextObject Boundary="60 8 9 9" Size="5">'
        '<ofd:TextCode X="0" Y="5" DeltaY="5 5">购买方</ofd:TextCode></ofd:TextObject>',
        '<ofd:Template TemplateID="7" ZOrder="Background"/>',
    )
    data = document(page, more='<TemplatePage ID="7" BaseLoc="T.xml"/>', Doc_0__T=template)
    assert words(data) == ["发票代码：0310 购买方", "备注栏"]


@pytest.mark.parametrize("root", ["", "urn:other"])
def test_an_ofd_without_the_standard_namespace(root: str) -> None:
    page = '<Page><Content><TextObject Boundary="1 1 9 9" Size="5"><TextCode X="0" Y="5">甲乙</TextCode></TextObject></Content></Page>'
    assert words(document(page, root=root)) == ["甲乙"]


def test_an_ofd_without_words_is_a_scan() -> None:
    with pytest.raises(KnownError) as error:
        words(document("<Page><Content/></Page>"))
    assert error.value.case == "file-is-scan"


def test_an_ofd_without_pages_is_damaged() -> None:
    with pytest.raises(KnownError) as error:
        words(zipped({"OFD.xml": "<OFD/>"}))
    assert error.value.case == "file-damaged"


glyphs = st.builds(
    Glyph,
    st.sampled_from("甲乙一1aA 。-—"),
    st.floats(-1000, 1000),
    st.floats(-1000, 1000),
    st.floats(0, 100),
    st.floats(0.1, 100),
)


@given(st.lists(glyphs, max_size=60))
def test_no_letter_is_lost_or_made_up_wherever_characters_stand(placed: list[Glyph]) -> None:
    found = "".join(row.text for row in rows_of(placed, 0)).replace(" ", "")
    drawn = "".join(glyph.text for glyph in placed).replace(" ", "")
    assert set(found) == set(drawn)
    assert len(found) <= len(drawn)


def test_words_that_stand_nowhere_do_not_take_the_others_along() -> None:
    """Beyond what a float holds the place is no number at all; found by fuzzing."""
    nowhere = Put("5" * 51 + ".0", 80, "无处可放")  # type: ignore[arg-type]  # a float would be written with an exponent
    assert words(pdf([[nowhere, *prose(["某市用水办法"])]])) == ["某市用水办法"]


def test_a_file_of_nothing_but_repeated_rows_keeps_them() -> None:
    page = parse_file(pdf([prose(["某市用水办法"])] * 3), "a.pdf")
    assert [page.source[line.span.start : line.span.end] for line in page.lines] == ["某市用水办法"] * 3


def test_a_short_row_left_of_the_text_does_not_tear_paragraphs() -> None:
    full = "区" * 40
    rows = [
        Put(30, 80, "报告："),
        *prose(["　　" + full[2:], full, full, "完。", "　　" + full[2:], full, full, "完。"]),
    ]
    page = parse_file(pdf([rows]), "a.pdf")
    assert [len(line.span) for line in page.lines] == [3, 120, 120]
