"""What the formats give: the words of a file line by line, and what its markup told."""

from __future__ import annotations

import pytest

from reader.errors import KnownError
from reader.formats import SUFFIXES, Page, hypertext, parse, parse_file


def lines(page: Page, *, site: bool = False) -> list[str]:
    return [page.source[line.span.start : line.span.end] for line in page.lines if line.site == site]


def test_plain_text_keeps_its_source_and_gives_lines_without_blanks() -> None:
    page = parse("　　第一条\t \r\n\r\n第二条\r第三条\u2028第四条\n", "a.txt")
    assert lines(page) == ["第一条", "第二条", "第三条", "第四条"]
    assert page.source.startswith("　　第一条\t ")


def test_control_characters_and_surrogates_go() -> None:
    assert lines(parse("第\0一\x07条\ud800", "a.txt")) == ["第一条"]


def test_markdown_gives_words_and_depth_of_headings() -> None:
    page = parse("# 某法\n\n<!-- INFO -->\n\n## 第一章 总则\n\n**第一条** 为了*规范*<br>第二条\n第三条\n", "a.md")
    assert lines(page) == ["某法", "第一章 总则", "第一条 为了规范", "第二条", "第三条"]
    assert [line.heading for line in page.lines] == [1, 2, 0, 0, 0]


def test_numbers_and_bullets_of_markdown_belong_to_the_text() -> None:
    assert lines(parse("1. 加强领导\n2. 落实责任\n\n- 甲\n\n    缩进\n", "a.md")) == [
        "1. 加强领导",
        "2. 落实责任",
        "- 甲",
        "缩进",
    ]


def test_a_markdown_table_gives_a_line_for_each_cell() -> None:
    assert lines(parse("|指标|单位|\n|---|---|\n|研发投入|亿元|\n", "a.md")) == [
        "指标",
        "单位",
        "研发投入",
        "亿元",
    ]


def test_html_gives_a_line_for_each_block_break_and_cell() -> None:
    page = parse("<html><p>国务院<b>关于</b>某事<br>的通知<table><tr><td>甲<td>乙</table>尾", "a.html")
    assert lines(page) == ["国务院关于某事", "的通知", "甲", "乙", "尾"]


def test_html_under_another_name_is_still_html() -> None:
    assert lines(parse("<!DOCTYPE html><p>第一条&nbsp;&nbsp;为了&lt;规范&gt;", "a.txt")) == ["第一条 为了<规范>"]


def test_a_line_wrapped_in_the_file_has_no_gap_between_characters() -> None:
    assert lines(parse("<p>为了规范\n   政务 公开", "a.html")) == ["为了规范政务 公开"]


def test_scripts_and_hidden_words_are_no_words() -> None:
    page = parse("<html><script>var a</script><style>p{}</style><p style='display:none'>藏<p>第一条", "a.html")
    assert page.source == "第一条"


def test_the_words_of_the_site_are_told_by_structure() -> None:
    clauses = "".join(f"<p>第{n}条，应当公开；不公开的，责令改正。</p>" for n in "一二三四五")
    page = parse(
        "<html><title>某市公开办法_某网</title><nav>首页 政策</nav><h1>某市公开办法</h1><div>访问 12</div>"
        f"<div class=a><div class=b>{clauses}</div></div><div><a>相关政策一</a></div><footer>电话</footer>",
        "a.html",
    )
    assert lines(page)[0] == "某市公开办法"
    assert len(lines(page)) == 6
    assert lines(page, site=True) == ["首页 政策", "访问 12", "相关政策一", "电话"]


def test_centred_lines_are_told() -> None:
    page = parse("<html><p style='text-align: center'><span>某通知</span></p><center>附件</center><p>正文", "a.html")
    assert [line.centred for line in page.lines] == [True, True, False]


@pytest.mark.parametrize(
    ("html", "evened"),
    [
        ("甲</html>乙</HTML >", "甲</body>乙</body>"),
        ("甲&nbsp乙&lt丙&nbsp;", "甲&nbsp;乙&lt;丙&nbsp;"),
        ('<a href="?x=1&copy=2&lt2">&noting', '<a href="?x=1&copy=2&lt2">&noting'),
        ("甲&#150;乙&#X96;&#0128;&#151", "甲–乙–€—"),
        ("&#160;&#1500;&#x960;&#12288", "&#160;&#1500;&#x960;&#12288"),
    ],
)
def test_older_parsers_are_given_html_as_newer_ones_read_it(html: str, evened: str) -> None:
    """In lxml for Windows there is one that loses all that stands behind ``</html>``."""
    assert hypertext.evened(html) == evened


def test_what_stands_behind_the_end_of_html_is_read() -> None:
    page = parse("<html><body><p>第一条 甲&nbsp乙。</p></body></html><p>第二条 丙&#150;丁。</p>", "a.html")
    assert [page.source[line.span.start : line.span.end] for line in page.lines] == [
        "第一条 甲 乙。",
        "第二条 丙–丁。",
    ]


def test_depth_of_nesting_does_not_matter() -> None:
    assert lines(parse("<html>" + "<div>" * 50_000 + "第一条", "a.html")) == ["第一条"]


@pytest.mark.parametrize("data", [b"{\\rtf1}", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"])
def test_foreign_formats_are_named(data: bytes) -> None:
    with pytest.raises(KnownError) as error:
        parse_file(data, "文件.DOC")
    assert error.value.case == "file-kind-unsupported"
    assert error.value.details == {"name": "文件.DOC", "suffix": ".doc"}


def test_a_folder_import_picks_up_what_can_be_read() -> None:
    assert SUFFIXES == (".txt", ".md", ".markdown", ".html", ".htm", ".mhtml", ".mht", ".docx", ".pdf", ".epub", ".ofd")


def test_an_office_file_with_a_password_says_so() -> None:
    with pytest.raises(KnownError) as error:
        parse_file(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "a.docx")
    assert error.value.case == "file-encrypted"
