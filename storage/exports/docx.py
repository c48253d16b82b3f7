"""Documents as Word files with the annotations as real Word comments on the words that they stand on."""

from __future__ import annotations

import datetime
import io
import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_COLOR_INDEX, WD_UNDERLINE
from docx.oxml.ns import qn

from reader.model import Paragraph, Span, Table, Text
from storage.exports.exported import Exported, Labels
from storage.exports.rows import NoteRow, note_rows

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.run import Run

_COLORS = {
    "yellow": WD_COLOR_INDEX.YELLOW,
    "green": WD_COLOR_INDEX.BRIGHT_GREEN,
    "blue": WD_COLOR_INDEX.TURQUOISE,
    "pink": WD_COLOR_INDEX.PINK,
    "violet": WD_COLOR_INDEX.VIOLET,
}
_FONT = "宋体"
# What XML 1.0 has no place for.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_DEEPEST = 9
_MOST_INITIALS = 9


def word(documents: Sequence[Exported], when: datetime.datetime, labels: Labels) -> bytes:
    """Give documents with their annotations as one DOCX file; nothing in it points outside.

    Highlights without a word of the user are coloured only; what carries a note, tags or a type is a comment too. A place in
    several pieces has a comment on each.

    Args:
        documents: In the order in which they appear.
        when: Time of the export: the file is the same for the same time.
        labels: The words.
    """
    book = docx.Document()
    normal = book.styles["Normal"]
    normal.font.name = _FONT
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), _FONT)
    properties = book.core_properties
    properties.title = _writable(documents[0].card.title if len(documents) == 1 else labels.collection)[:255]
    properties.author = properties.last_modified_by = labels.program
    properties.created = properties.modified = when.astimezone(datetime.UTC).replace(tzinfo=None)
    for number, document in enumerate(documents):
        if number:
            book.add_page_break()  # type: ignore[no-untyped-call]
        _Writer(book, document, labels).write()
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


class _Writer:
    """Writes one document into a Word file."""

    def __init__(self, book: Document, document: Exported, labels: Labels) -> None:
        self._book = book
        self._text: Text = document.text
        self._labels = labels
        self._rows = list(note_rows([document], labels))
        self._cuts = sorted({edge for row in self._rows for span in row.spans for edge in (span.start, span.end)})
        self._runs: list[tuple[Span, Run]] = []

    def write(self) -> None:
        tables = {table.span.start: table for table in self._text.tables}
        inside = -1
        for paragraph in self._text.paragraphs:
            if paragraph.span.start < inside:
                continue
            if table := tables.get(paragraph.span.start):
                self._table(table)
                inside = table.span.end + 1
            else:
                self._paragraph(self._book.add_paragraph(style=_style(paragraph)), paragraph.span, paragraph.role)
        for row in self._rows:
            self._mark(row)
        self._rest()

    def _table(self, table: Table) -> None:
        grid = self._book.add_table(table.rows, table.columns, style="Table Grid")
        for cell in table.cells:
            place = grid.cell(cell.row, cell.column)
            if cell.rows > 1 or cell.columns > 1:
                place = place.merge(grid.cell(cell.row + cell.rows - 1, cell.column + cell.columns - 1))
            self._paragraph(place.paragraphs[0], cell.span, "body")

    def _paragraph(self, into: Any, span: Span, role: str) -> None:
        if role in ("title", "number"):
            into.alignment = WD_ALIGN_PARAGRAPH.CENTER
        elif role in ("signature", "date"):
            into.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        for piece in self._pieces(span):
            run = into.add_run(_writable(self._text.text[piece.start : piece.end]))
            self._runs.append((piece, run))

    def _pieces(self, span: Span) -> Iterator[Span]:
        """Cut a paragraph where annotations begin and end."""
        edges = [span.start, *(cut for cut in self._cuts if span.start < cut < span.end), span.end]
        for start, end in pairwise(edges):
            if start < end:
                yield Span(start, end)

    def _mark(self, row: NoteRow) -> None:
        annotation = row.annotation
        for number, span in enumerate(row.spans, start=1):
            runs = [run for piece, run in self._runs if piece.overlaps(span)]
            if not runs:
                continue
            for run in runs:
                _draw(run, annotation.style, annotation.color)
            if annotation.note or annotation.tags or annotation.type or annotation.bookmark:
                part = f"{number}/{len(row.spans)} " if len(row.spans) > 1 else ""
                words = _writable(part + self._comment(row))
                self._book.add_comment(
                    [runs[0], runs[-1]], words, self._labels.program, self._labels.note[:_MOST_INITIALS]
                )

    def _comment(self, row: NoteRow) -> str:
        annotation = row.annotation
        head = [word for word in (row.kind if annotation.bookmark else "", row.type) if word]
        head += [f"#{tag}" for tag in annotation.tags]
        return "\n".join(part for part in (" ".join(head), annotation.note) if part)

    def _rest(self) -> None:
        """What has no place in this text is not left out."""
        rest = [row for row in self._rows if not row.spans]
        if not rest:
            return
        self._book.add_paragraph(self._labels.unplaced, style="Heading 1")
        for row in rest:
            words = [row.citation, f"“{row.quote}”" if row.quote else "", self._comment(row)]
            self._book.add_paragraph(_writable("\n".join(word for word in words if word)))


def _style(paragraph: Paragraph) -> str:
    if paragraph.role == "title":
        return "Title"
    return f"Heading {min(paragraph.level, _DEEPEST)}" if paragraph.role == "heading" else "Normal"


def _draw(run: Run, style: str, color: str) -> None:
    if style == "solid":
        run.font.highlight_color = _COLORS[color]
    elif style == "strike":
        run.font.strike = True
    else:
        run.font.underline = WD_UNDERLINE.WAVY if style == "wavy" else WD_UNDERLINE.SINGLE


def _writable(words: str) -> str:
    return _UNWRITABLE.sub("", words)
