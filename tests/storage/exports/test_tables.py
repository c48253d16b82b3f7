"""A table of notes has a row for each and never a formula."""

from __future__ import annotations

import csv
import io
import re

from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from storage.exports.table import csv_bytes, csv_table, workbook, xlsx
from tests.support.exports import EVIL, document, evil_document, labels, placed, text_of


def rows_of(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_a_row_tells_where_the_note_stands_and_who_is_responsible() -> None:
    text = text_of(
        "某市实施意见\n一、总体要求\n各单位要建立制度。（责任单位：市科技局、市财政局）\n二、其他\n另行通知。\n"
    )
    (row,) = rows_of(
        csv_table([document(placed(text, 1, "建立制度", note="已办", tags=("甲",), type="todo"), text=text)], labels())
    )
    assert row["条款"] == "《数据安全管理办法》一、"
    assert row["标出的文字"] == "建立制度"
    assert row["责任单位"] == "市科技局、市财政局"
    assert (row["批注"], row["标签"], row["类型"], row["颜色"], row["文号"]) == (
        "已办",
        "甲",
        "待落实",
        "黄色",
        "某发〔2026〕1号",
    )
    assert "各单位要建立制度" in row["原文"]


def test_nothing_is_lost_and_nothing_calculates() -> None:
    whole = evil_document()
    book = load_workbook(io.BytesIO(xlsx([whole], labels())))
    (sheet,) = book.worksheets
    cells = [cell for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells if cell.value is not None} == {"s"}
    assert sheet.max_row == 1 + len(whole.annotations)
    heading = [cell.value for cell in sheet[1]]
    notes = {row[heading.index("批注")].value for row in sheet.iter_rows(min_row=2)}
    assert {EVIL[0], EVIL[1], "两处", "全文", "找不到了"} <= notes
    assert sheet.freeze_panes == "A2"
    assert rows_of(csv_table([whole], labels()))[1]["批注"] == "'" + EVIL[0]


@given(st.lists(st.text(max_size=40), min_size=1, max_size=4))
def test_no_line_of_a_csv_begins_like_a_formula(cells: list[str]) -> None:
    data = csv_bytes([cells]).decode("utf-8-sig")
    (row,) = csv.reader(io.StringIO(data, newline=""))
    for cell in row:
        for line in cell.split("\n"):
            assert not re.match("[\\s\u200b-\u200f\u2060\ufeff]*[=+@＝＋－＠-]", line)


@given(st.lists(st.text(max_size=40), min_size=1, max_size=4))
def test_any_text_fits_a_workbook(cells: list[str]) -> None:
    book = load_workbook(io.BytesIO(workbook("表", ["甲"] * len(cells), [cells], [10] * len(cells))))
    assert all(cell.data_type == "s" or cell.value is None for row in book.worksheets[0].iter_rows() for cell in row)
