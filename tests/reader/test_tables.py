"""Tables stay tables: each cell one paragraph in its place, merged cells included, and the outline goes on around them."""

from __future__ import annotations

import json

import pytest

import reader
from reader.model import Text
from reader.original import original
from reader.packing import pack, unpack
from tests.support.noise import scramble
from tests.support.packages import docx, paragraph

HTML = (
    "<html><body><h1>某市用水办法</h1><p>第一条　为了规范用水，制定本办法。</p><p>第二条　标准如下：</p>"
    "<table><caption>表1</caption><tr><th rowspan=2>项目</th><th colspan=2>标准</th></tr>"
    "<tr><td><p>甲</p><p>乙</p></td><td></td></tr><tr><td>第九条</td><td>100</td><td>元<br>每年</td></tr></table>"
    "<p>第三条　本办法自2020年1月1日起施行。</p></body></html>"
)
Row = tuple[str, int, int, int, int]


def cells(text: Text, table: int = 0) -> list[Row]:
    """Give the words and places of a table's cells, each checked to be a paragraph."""
    paragraphs = {one.span for one in text.paragraphs}
    assert all(cell.span in paragraphs for cell in text.tables[table].cells)
    return [
        (text.text[cell.span.start : cell.span.end], cell.row, cell.column, cell.rows, cell.columns)
        for cell in text.tables[table].cells
    ]


def html(body: str) -> Text:
    return reader.read(f"<html><body>{body}</body></html>".encode(), "a.html")


def tc(words: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(words)}</w:tc>"


def tr(*cells: str) -> str:
    return f"<w:tr>{''.join(cells)}</w:tr>"


def test_html_cells_stand_where_their_spans_put_them() -> None:
    text = reader.read(HTML.encode(), "a.html")

    assert cells(text) == [
        ("项目", 0, 0, 2, 1),
        ("标准", 0, 1, 1, 2),
        ("甲 乙", 1, 1, 1, 1),
        ("", 1, 2, 1, 1),
        ("第九条", 2, 0, 1, 1),
        ("100", 2, 1, 1, 1),
        ("元 每年", 2, 2, 1, 1),
    ]
    assert (text.tables[0].rows, text.tables[0].columns) == (3, 3)
    assert unpack(json.loads(json.dumps(pack(text)))) == text


def test_a_cell_is_no_clause_and_the_clause_before_a_table_holds_it() -> None:
    text = reader.read(HTML.encode(), "a.html")

    assert [clause.label for clause in text.walk() if clause.label] == ["第一条", "第二条", "第三条"]
    second = text.clauses[1]
    assert second.span.start < text.tables[0].span.start
    assert second.span.end == text.tables[0].span.end


def test_a_table_numbered_like_a_document_gives_its_clauses() -> None:
    rows = "".join(f"<tr><td>{head}</td><td>全国</td></tr>" for head in ("一、质量", "（一）门诊", "二、效率"))
    text = html(f"<h1>某指标</h1><p>现印发指标如下。</p><table><tr><td>指标</td><td>范围</td></tr>{rows}</table>")

    assert [clause.path for clause in text.walk()] == ["一、", "一、（一）", "二、"]
    assert len(cells(text)) == 8


@pytest.mark.parametrize(
    "markup",
    [
        "<table><tr><td>专栏1</td></tr><tr><td>甲工程。</td></tr></table>",
        "<table><tr><td>甲局</td><td>2020年1月1日</td></tr></table>",
        "<table><tr><td><h2>一、总则</h2></td><td>甲</td></tr><tr><td>乙</td><td>丙</td></tr></table>",
        "<table><tr><td>导航</td><td>"
        + "<p>第一段的话。</p>" * 30
        + "</td></tr><tr><td>甲</td><td>乙</td></tr></table>",
    ],
)
def test_what_only_lays_out_the_page_is_no_table(markup: str) -> None:
    text = html(f"<h1>某市办法</h1><p>甲乙丙丁。</p>{markup}")

    assert not text.tables
    assert all(len(paragraph.span) for paragraph in text.paragraphs)


def test_of_tables_in_a_table_the_inner_ones_are_the_tables() -> None:
    inner = "<table><tr><td>甲</td><td>1</td></tr><tr><td>乙</td><td>2</td></tr></table>"
    text = html(
        f"<table><tr><td>菜单</td><td><h1>某市办法</h1><p>说明如下。</p>{inner}<p>以上。</p>{inner}</td></tr></table>"
    )

    assert [[words for words, *_place in cells(text, at)] for at in range(2)] == [["甲", "1", "乙", "2"]] * 2


def test_a_cell_that_claims_thousands_of_columns_is_as_wide_as_the_table() -> None:
    text = html(
        "<p>说明。</p><table><tr><td colspan=99999 rowspan=99999>甲</td></tr><tr><td>乙</td><td>丙</td></tr></table>"
    )

    assert cells(text)[0] == ("甲", 0, 0, 2, 1)
    assert text.tables[0].columns < 4


def test_word_cells_keep_merges_of_rows_and_columns() -> None:
    down, on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    body = (
        paragraph("某市办法")
        + "<w:tbl>"
        + tr(tc("项目", down), tc("标准", '<w:gridSpan w:val="2"/>'))
        + tr(tc("", on), tc("甲"), f"<w:tc>{paragraph('乙')}{paragraph('丙')}</w:tc>")
        + tr(tc(""), tc("丁"), tc("戊"))
        + "</w:tbl>"
        + paragraph("表后。")
    )
    text = reader.read(docx(body), "a.docx")

    assert cells(text) == [
        ("项目", 0, 0, 2, 1),
        ("标准", 0, 1, 1, 2),
        ("甲", 1, 1, 1, 1),
        ("乙 丙", 1, 2, 1, 1),
        ("", 2, 0, 1, 1),
        ("丁", 2, 1, 1, 1),
        ("戊", 2, 2, 1, 1),
    ]
    assert text.text.endswith("戊\n表后。")


def test_two_word_tables_after_one_another_are_two() -> None:
    one = "<w:tbl>" + tr(tc("甲"), tc("乙")) + tr(tc("丙"), tc("丁")) + "</w:tbl>"
    text = reader.read(docx(paragraph("某市办法") + one + one), "a.docx")

    assert [len(table.cells) for table in text.tables] == [4, 4]


def test_markdown_pipes_are_a_table() -> None:
    text = reader.read(
        "# 某市办法\n\n| 甲 | 乙 |\n|---|---|\n| 1 | |\n| 第二条 | 3<br>4 |\n\n表后。\n".encode(), "a.md"
    )

    assert [words for words, *_place in cells(text)] == ["甲", "乙", "1", "", "第二条", "3 4"]
    assert text.text.endswith("3 4\n表后。")


def test_a_title_stands_above_or_below_a_table_of_index_entries() -> None:
    entries = "<table><tr><td>索引号</td><td>000014349</td></tr><tr><td>成文日期</td><td>2020年1月1日</td></tr></table>"
    text = html(
        f"{entries}<p>某市人民政府关于加强用水的通知</p><p>甲发〔2020〕1号</p><p>各县人民政府：</p><p>现通知如下。</p>"
    )

    assert text.title is not None
    assert text.title.value == "某市人民政府关于加强用水的通知"
    assert len(text.tables) == 1


def test_tables_are_the_same_on_the_page_as_printed() -> None:
    prose = scramble("第一条　为了规范用水，制定本办法。国家鼓励、支持节约；违反的，予以处罚。" * 12, 3)
    table = "<table><tr><td>甲</td><td></td></tr><tr><td></td><td>乙</td></tr><tr><td>丙</td><td></td></tr></table>"
    text = html(f"<h1>某市用水办法</h1><p>{prose}</p>{table}")
    assert text.restored

    printed = original(text)

    assert cells(printed) == cells(text)
    assert [words for words, *_place in cells(text)] == ["甲", "", "", "乙", "丙", ""]


def test_a_table_is_not_cut_where_its_last_cells_speak_like_a_site() -> None:
    rows = "<tr><td>渠道</td><td>说明</td></tr><tr><td>微信公众号</td><td>客户端</td></tr>"
    text = html(f"<h1>某市办事指南</h1><p>办理渠道如下，请自行选择。</p><table>{rows}</table><p>版权所有</p>")

    assert [words for words, *_place in cells(text)] == ["渠道", "说明", "微信公众号", "客户端"]
    assert text.text.endswith("客户端")
