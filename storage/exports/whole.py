"""The document itself as plain text and Markdown, with the annotations as numbered remarks at its end or without.

Headings are headings and tables are tables again; the words are those of the reading text, marks restored.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from reader.model import Paragraph, Span, Table
from storage.exports.exported import Exported, Labels
from storage.exports.markdown import escape
from storage.exports.rows import NoteRow, note_rows

_DEEPEST = 6
"""Levels of headings that Markdown knows."""


@dataclass(frozen=True, slots=True)
class Remark:
    """An annotation behind the text.

    Attributes:
        number: Of its mark in the text; None where it has no place there.
        said: The annotated words, its type, its tags.
        note: The user's words as typed.
    """

    number: int | None
    said: str
    note: str


def whole_text(documents: Sequence[Exported], _when: datetime.datetime, labels: Labels, *, notes: bool) -> str:
    """Give documents as plain text: a line a paragraph, cells of a row parted by tabs.

    Args:
        documents: In the order in which they appear.
        _when: Time of the export.
        labels: The words.
        notes: With the annotations, numbered where they end and listed behind the text.
    """
    shown = []
    for document in documents:
        rows = _remarks(document, labels) if notes else []
        writer = _Words(document, rows, lambda words: words, lambda number: f"〔{labels.note}{number}〕")
        lines = [writer.row(part) if isinstance(part, list) else writer.of(part.span) for part in _parts(document)]
        lines += ["", *(f"〔{labels.note}{number}〕{_remark(row, labels)}" for number, row in enumerate(rows, start=1))]
        shown.append("\n".join(lines).rstrip("\n") + "\n")
    return "\n\n".join(shown)


def whole_markdown(documents: Sequence[Exported], _when: datetime.datetime, labels: Labels, *, notes: bool) -> str:
    """Give documents as Markdown; annotations are footnotes.

    Args:
        documents: In the order in which they appear.
        _when: Time of the export.
        labels: The words.
        notes: With the annotations.
    """
    blocks: list[str] = []
    first = 1
    for document in documents:
        rows = _remarks(document, labels) if notes else []
        blocks += _blocks(document, _Words(document, rows, escape, lambda number: f"[^{number}]", first))
        remarks = [escape(_remark(row, labels)) for row in rows]
        blocks += [
            f"[^{number}]: {remark}"
            for number, (row, remark) in enumerate(zip(rows, remarks, strict=True), start=first)
            if row.spans
        ]
        # A footnote that nothing refers to would not be shown.
        blocks += [f"- {remark}" for row, remark in zip(rows, remarks, strict=True) if not row.spans]
        first += len(rows)
    return "\n\n".join(blocks) + "\n"


def marked_markdown(document: Exported, labels: Labels, mark: Callable[[int], str]) -> tuple[str, list[Remark]]:
    """Give a document as Markdown with a mark where each annotation ends, and the annotations apart from it.

    Args:
        document: What to show; without annotations there are no marks.
        labels: The words.
        mark: Gives the mark of a number, as Markdown.
    """
    rows = _remarks(document, labels)
    blocks = _blocks(document, _Words(document, rows, escape, mark))
    remarks = [
        Remark(number if row.spans else None, _said(row, "", labels), row.annotation.note)
        for number, row in enumerate(rows, start=1)
    ]
    return "\n\n".join(blocks) + "\n", remarks


def _blocks(document: Exported, writer: _Words) -> list[str]:
    blocks: list[str] = []
    table: list[str] = []
    for part in _parts(document):
        if isinstance(part, list):
            table.append(f"| {writer.row(part, ' | ')} |")
            if len(table) == 1:
                table.append("|" + " --- |" * len(part))
            continue
        if table:
            blocks.append("\n".join(table))
            table = []
        if words := writer.of(part.span):
            blocks.append(_hashes(part) + words)
    if table:
        blocks.append("\n".join(table))
    return blocks


def _hashes(paragraph: Paragraph) -> str:
    if paragraph.role == "title":
        return "# "
    return "#" * min(paragraph.level + 1, _DEEPEST) + " " if paragraph.role == "heading" else ""


def _parts(document: Exported) -> Iterator[Paragraph | list[Span | None]]:
    """Give the paragraphs in order; of a table its rows, a span for each column, None where a cell reaches over."""
    tables = {table.span.start: table for table in document.text.tables}
    inside = -1
    for paragraph in document.text.paragraphs:
        if paragraph.span.start < inside:
            continue
        if table := tables.get(paragraph.span.start):
            inside = table.span.end + 1
            yield from _rows(table)
        else:
            yield paragraph


def _rows(table: Table) -> Iterator[list[Span | None]]:
    for number in range(table.rows):
        row: list[Span | None] = [None] * table.columns
        for cell in table.cells:
            if cell.row == number:
                row[cell.column] = cell.span
        yield row


def _remarks(document: Exported, labels: Labels) -> list[NoteRow]:
    return sorted(note_rows([document], labels), key=lambda row: not row.spans)


def _remark(row: NoteRow, labels: Labels) -> str:
    return _said(row, row.annotation.note, labels)


def _said(row: NoteRow, note: str, labels: Labels) -> str:
    said = [f"“{' '.join(row.quote.split())}”" if row.quote else row.citation, row.type]
    said += [note, " ".join(f"#{tag}" for tag in row.annotation.tags)]
    if not row.spans and row.annotation.anchors:
        said.append(f"（{labels.unplaced}）")
    return " ".join(part for part in said if part)


class _Words:
    """Words of a text with a mark where each annotation ends."""

    def __init__(
        self,
        document: Exported,
        rows: Sequence[NoteRow],
        shown: Callable[[str], str],
        mark: Callable[[int], str],
        first: int = 1,
    ) -> None:
        self._text = document.text.text
        self._shown, self._mark = shown, mark
        self._ends = sorted((row.spans[-1].end, number) for number, row in enumerate(rows, start=first) if row.spans)

    def of(self, span: Span) -> str:
        """Give the words of a span."""
        made, at = [], span.start
        for end, number in self._ends:
            if span.start < end <= span.end:
                made += [self._shown(self._text[at:end]), self._mark(number)]
                at = end
        made.append(self._shown(self._text[at : span.end]))
        return "".join(made)

    def row(self, cells: Sequence[Span | None], between: str = "\t") -> str:
        """Give a row of a table in one line."""
        return between.join(" ".join(self.of(cell).split()) if cell else "" for cell in cells)
