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

from reader.model import Span, Table, Text
from storage.exports.exported import Exported, Labels
from storage.exports.official import CELL, PLAIN, dress, heads_of, style_of
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
# What XML 1.0 has no place for.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
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
    dress(book)
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
        self._heads = heads_of(document.text)
        edges = {edge for row in self._rows for span in row.spans for edge in (span.start, span.end)}
        self._cuts = sorted(edges | {end for end, _style in self._heads.inline.values()})
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
                into = self._book.add_paragraph(style=style_of(paragraph, self._heads))
                self._paragraph(into, paragraph.span, paragraph.role)
        for row in self._rows:
            self._mark(row)
        self._rest()

    def _table(self, table: Table) -> None:
        grid = self._book.add_table(table.rows, table.columns, style="Table Grid")
        for cell in table.cells:
            place = grid.cell(cell.row, cell.column)
            if cell.rows > 1 or cell.columns > 1:
                place = place.merge(grid.cell(cell.row + cell.rows - 1, cell.column + cell.columns - 1))
            place.paragraphs[0].style = CELL
            self._paragraph(place.paragraphs[0], cell.span, "cell")

    def _paragraph(self, into: Any, span: Span, role: str) -> None:
        if role == "number":
            into.alignment = WD_ALIGN_PARAGRAPH.CENTER
        end, style = self._heads.inline.get(span.start, (0, "")) if role in ("body", "task") else (0, "")
        for piece in self._pieces(span):
            run = into.add_run(_writable(self._text.text[piece.start : piece.end]))
            if piece.end <= end:
                run.style = style
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
            for run in () if annotation.bookmark else runs:
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
        whole = [row for row in self._rows if not row.annotation.anchors]
        lost = [row for row in self._rows if row.annotation.anchors and not row.spans]
        for heading, rest in ((self._labels.kinds["page"], whole), (self._labels.unplaced, lost)):
            if rest:
                self._book.add_paragraph(heading, style="Heading 1")
            for row in rest:
                words = [row.citation, f"“{row.quote}”" if row.quote else "", self._comment(row)]
                self._book.add_paragraph(_writable("\n".join(word for word in words if word)), style=PLAIN)


def _draw(run: Run, style: str, color: str) -> None:
    if style == "solid":
        run.font.highlight_color = _COLORS[color]
    elif style == "strike":
        run.font.strike = True
    else:
        run.font.underline = WD_UNDERLINE.WAVY if style == "wavy" else WD_UNDERLINE.SINGLE


def _writable(words: str) -> str:
    return _UNWRITABLE.sub("", words)
