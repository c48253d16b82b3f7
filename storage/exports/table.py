"""Annotations as a table, one row each, for Excel, WPS and LibreOffice: XLSX and CSV.

No cell is ever a formula. In XLSX every cell is text by its type; in CSV, where a program guesses, what could be taken for a formula
gets an apostrophe in front.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from storage.exports.exported import Exported, Labels
from storage.exports.rows import NoteRow, note_rows

_LONGEST_CELL = 32_767
"""Code points that Excel takes in a cell (Excel specifications and limits); what is longer ends in ``……``."""
_INVISIBLE = " \t\u00a0\u3000\u200b\u200c\u200d\u200e\u200f\u2028\u2029\u2060\ufeff"
_FORMULA = re.compile(f"^(?:[{_INVISIBLE}]*[=+\\-@＝＋－＠]|\t)", re.MULTILINE)
_LINE_ENDS = re.compile("\r\n?|[\v\f\x1c-\x1e\x85\u2028\u2029]")
# What XML 1.0 has no place for.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_WIDTHS = {"title": 28, "citation": 30, "clause": 60, "quote": 40, "note": 40, "issuers": 20, "bodies": 24}
_NARROW = 14


class Sheet(NamedTuple):
    """One table of an XLSX file.

    Attributes:
        name: Of the sheet.
        heading: First row, in bold, always in view, with filters.
        rows: Text only.
        widths: Of the columns, in characters.
    """

    name: str
    heading: Sequence[str]
    rows: Iterable[Sequence[str]]
    widths: Sequence[int]


def xlsx(documents: Iterable[Exported], labels: Labels) -> bytes:
    """Give the annotations of documents as an XLSX file with one sheet: the heading row stays in view and filters."""
    return workbook(labels.collection, list(labels.columns.values()), _cells(documents, labels), _widths(labels))


def csv_table(documents: Iterable[Exported], labels: Labels) -> bytes:
    """Give the annotations of documents as CSV: UTF-8 with a mark, so that Excel knows it; all cells in quotes."""
    return csv_bytes([list(labels.columns.values()), *_cells(documents, labels)])


def workbook(sheet: str, heading: Sequence[str], rows: Iterable[Sequence[str]], widths: Sequence[int]) -> bytes:
    """Give a table as an XLSX file; the arguments are those of ``Sheet``."""
    return workbook_of([Sheet(sheet, heading, rows, widths)])


def workbook_of(sheets: Iterable[Sheet]) -> bytes:
    """Give tables as an XLSX file with a sheet for each."""
    book = Workbook(write_only=True)
    for sheet in sheets:
        page = book.create_sheet(sheet.name[:31])  # as long as Excel lets a name be
        page.freeze_panes = "A2"
        for number, width in enumerate(sheet.widths, start=1):
            page.column_dimensions[get_column_letter(number)].width = width
        count = 1
        page.append([_cell(page, word, bold=True) for word in sheet.heading])
        for row in sheet.rows:
            page.append([_cell(page, word) for word in row])
            count += 1
        page.auto_filter.ref = f"A1:{get_column_letter(len(sheet.heading))}{count}"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def csv_bytes(rows: Iterable[Sequence[str]]) -> bytes:
    """Give rows of text as CSV that no program runs."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, quoting=csv.QUOTE_ALL)
    for row in rows:
        writer.writerow([_harmless(cell) for cell in row])
    return b"\xef\xbb\xbf" + out.getvalue().encode(errors="replace")


def _cells(documents: Iterable[Exported], labels: Labels) -> Iterable[list[str]]:
    for row in note_rows(documents, labels):
        values = _values(row, labels)
        yield [values[name] for name in labels.columns]


def _values(row: NoteRow, labels: Labels) -> dict[str, str]:
    card, annotation = row.card, row.annotation
    return {
        "title": card.title,
        "number": card.number,
        "issuers": "、".join(card.issuers),
        "date": card.date,
        "validity": labels.validities[card.validity.state],
        "version": row.version or (labels.current if row.path else ""),
        "citation": row.citation,
        "clause": row.clause,
        "quote": row.quote,
        "note": annotation.note,
        "tags": "、".join(annotation.tags),
        "type": row.type,
        "color": row.color,
        "kind": row.kind,
        "bodies": "、".join(row.bodies),
        "created": annotation.created[:19].replace("T", " "),
        "modified": annotation.modified[:19].replace("T", " "),
        "id": annotation.id,
    }


def _widths(labels: Labels) -> list[int]:
    return [_WIDTHS.get(name, _NARROW) for name in labels.columns]


def _cell(page: WriteOnlyWorksheet, words: str, *, bold: bool = False) -> Cell:
    words = _UNWRITABLE.sub("", words)
    if len(words) > _LONGEST_CELL:
        words = words[: _LONGEST_CELL - 2] + "……"
    cell: Cell = WriteOnlyCell(page, value=words)
    cell.data_type = "s"  # text, also where it begins with = as a formula would
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    if bold:
        cell.font = Font(bold=True)
    return cell


def _harmless(words: str) -> str:
    """Put an apostrophe before every line that a program might take for a formula."""
    return _FORMULA.sub(lambda match: "'" + match[0], _LINE_ENDS.sub("\n", words))
