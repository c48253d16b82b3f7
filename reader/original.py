"""原貌: a Text with the marks as the source printed them.

Same letters, same paragraphs, same text_id; every span is carried over through the letters, so anchors, outline and tasks hold
on both faces.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from reader.composition import Composer
from reader.letters import LetterMap
from reader.model import Body, Clause, Field, Span, Table, Task, Text

_LINE_END = re.compile("[\r\n]")


def original(text: Text) -> Text:
    """Give the same Text with the marks of its source; the Text itself where nothing was restored.

    Args:
        text: From ``read``.
    """
    if not text.restored:
        return text
    composer = Composer(text.source)
    for span in _source_spans(text):
        composer.take(span)
        composer.end_paragraph(keep=True)  # a cell without words is a paragraph all the same
    composition = composer.finish()
    carry = _Carrier(text.text, composition.text)
    blocks = composition.blocks
    return replace(
        text,
        text=composition.text,
        alignment=composition.alignment,
        restored=0,
        paragraphs=tuple(
            replace(paragraph, span=block.span) for block, paragraph in zip(blocks, text.paragraphs, strict=True)
        ),
        title=carry.field(text.title),
        number=carry.field(text.number),
        date=carry.field(text.date),
        kind=carry.field(text.kind),
        issuers=carry.fields(text.issuers),
        addressees=carry.fields(text.addressees),
        numbers_cited=carry.fields(text.numbers_cited),
        clauses=carry.clauses(text.clauses),
        tasks=tuple(carry.task(task) for task in text.tasks),
        references=tuple(replace(reference, span=carry.span(reference.span)) for reference in text.references),
        published=carry.field(text.published),
        effective=carry.field(text.effective),
        amended=carry.field(text.amended),
        repeals=carry.fields(text.repeals),
        signature=carry.fields(text.signature),
        attachments=carry.fields(text.attachments),
        definitions=tuple(replace(definition, span=carry.span(definition.span)) for definition in text.definitions),
        tables=_tables(text, [block.span for block in blocks]),
        mended=(),
    )


def _tables(text: Text, blocks: Sequence[Span]) -> tuple[Table, ...]:
    """Carry tables: a cell is a paragraph, also where it has no letters to hold on to."""
    now = {paragraph.span: block for paragraph, block in zip(text.paragraphs, blocks, strict=True)}
    carried = []
    for table in text.tables:
        cells = tuple(replace(cell, span=now[cell.span]) for cell in table.cells)
        carried.append(replace(table, span=Span(cells[0].span.start, cells[-1].span.end), cells=cells))
    return tuple(carried)


def _source_spans(text: Text) -> list[Span]:
    """Give what of the source belongs to each paragraph: from its first character to the next paragraph or line end.

    A mark behind the last letter closes its paragraph; it never opens the one that follows.
    """
    starts = [_first_in_source(text, paragraph.span) for paragraph in text.paragraphs]
    spans = []
    for start, following in pairwise([*starts, len(text.source)]):
        line_end = _LINE_END.search(text.source, start, following)
        stop = line_end.start() if line_end else following
        spans.append(Span(start, start + len(text.source[start:stop].rstrip())))
    return spans


def _first_in_source(text: Text, paragraph: Span) -> int:
    """Give the source offset of the first character of a paragraph that the source has."""
    runs = text.alignment.runs
    at = bisect_right(runs, paragraph.start, key=lambda run: run[0]) - 1
    if at < 0 or runs[at][0] + runs[at][2] <= paragraph.start:
        at += 1  # the paragraph begins with a restored mark, or is empty
    if at == len(runs):
        return len(text.source)
    reading, source, _ = runs[at]
    return source + max(paragraph.start - reading, 0)


class _Carrier:
    """Carries spans from one reading text to another with the same letters."""

    def __init__(self, old: str, new: str) -> None:
        self._old = LetterMap(old)
        self._new = LetterMap(new)

    def span(self, span: Span) -> Span:
        return self._new.to_text(self._old.to_letters(span.start), self._old.to_letters(span.end))

    def field(self, field: Field | None) -> Field | None:
        if field is None or field.span is None:
            return field
        return Field(field.value, self.span(field.span))

    def fields(self, fields: Sequence[Field]) -> tuple[Field, ...]:
        return tuple(carried for field in fields if (carried := self.field(field)))

    def clauses(self, clauses: Sequence[Clause]) -> tuple[Clause, ...]:
        """Carry a tree; it is no deeper than the families have levels."""
        return tuple(
            replace(
                clause,
                span=self.span(clause.span),
                heading=self.span(clause.heading),
                children=self.clauses(clause.children),
            )
            for clause in clauses
        )

    def task(self, task: Task) -> Task:
        bodies = tuple(Body(body.name, body.role, self.span(body.span)) for body in task.bodies)
        return replace(
            task,
            bodies=bodies,
            measure=self.span(task.measure),
            statement=self.span(task.statement),
            deadline=self.field(task.deadline),
            figures=self.fields(task.figures),
        )
