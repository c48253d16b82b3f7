"""A Text as plain JSON and back: how it crosses a pipe and lies in texts.db.

Rows are lists rather than objects: a law of 300 KB has thousands of clauses, and opening it must not wait for keys to be parsed.
"""

from __future__ import annotations

from dataclasses import fields, make_dataclass
from typing import Any, TypeVar

from reader.model import (
    Alignment,
    Body,
    Cell,
    Clause,
    Definition,
    Field,
    Paragraph,
    Reference,
    Span,
    Table,
    Task,
    Text,
)

Row = list[Any]
T = TypeVar("T")


def _thawed(frozen: type[T]) -> Any:
    """Give the twin of a frozen class, with the same slots: its objects can be given the class of the frozen ones.

    A frozen dataclass sets each field through a function. A law of 300 KB has 10,000 of these objects, and making them so is half of
    the time that unpacking it takes.
    """
    return make_dataclass(f"_{frozen.__name__}", [field.name for field in fields(frozen)], slots=True)  # type: ignore[arg-type]


_Span, _Paragraph, _Clause = map(_thawed, (Span, Paragraph, Clause))


def pack(text: Text) -> dict[str, Any]:
    """Give a Text as JSON values. ``unpack(pack(text)) == text``."""
    return {
        "text_id": text.text_id,
        "reader_version": text.reader_version,
        "source": text.source,
        "text": text.text,
        "runs": [list(run) for run in text.alignment.runs],
        "restored": text.restored,
        "paragraphs": [
            [p.span.start, p.span.end, p.role, p.level, *([1] if p.centred else [])] for p in text.paragraphs
        ],
        "title": _pack_field(text.title),
        "number": _pack_field(text.number),
        "date": _pack_field(text.date),
        "kind": _pack_field(text.kind),
        "issuers": [_pack_field(field) for field in text.issuers],
        "addressees": [_pack_field(field) for field in text.addressees],
        "numbers_cited": [_pack_field(field) for field in text.numbers_cited],
        "clauses": [_pack_clause(clause) for clause in text.clauses],
        "tasks": [_pack_task(task) for task in text.tasks],
        "references": [[r.kind, r.span.start, r.span.end, r.target, r.short, r.path] for r in text.references],
        "published": _pack_field(text.published),
        "effective": _pack_field(text.effective),
        "amended": _pack_field(text.amended),
        "repeals": [_pack_field(field) for field in text.repeals],
        "signature": [_pack_field(field) for field in text.signature],
        "attachments": [_pack_field(field) for field in text.attachments],
        "definitions": [[d.short, d.full, d.span.start, d.span.end] for d in text.definitions],
        "tables": [_pack_table(table) for table in text.tables],
        "mended": [[span.start, span.end] for span in text.mended],
    }


def unpack(values: dict[str, Any]) -> Text:
    """Give the Text that ``pack`` was given.

    Args:
        values: From ``pack``, possibly through JSON.

    Raises:
        KeyError, TypeError, ValueError: The values are not from ``pack``; the caller reads the source again.
    """
    return Text(
        text_id=values["text_id"],
        reader_version=values["reader_version"],
        source=values["source"],
        text=values["text"],
        alignment=Alignment(tuple((r, s, n) for r, s, n in values["runs"])),
        restored=values["restored"],
        paragraphs=tuple(
            _paragraph(_span(start, end), role, level, bool(centred))
            for start, end, role, level, *centred in values["paragraphs"]
        ),
        title=_unpack_field(values["title"]),
        number=_unpack_field(values["number"]),
        date=_unpack_field(values["date"]),
        kind=_unpack_field(values["kind"]),
        issuers=_unpack_fields(values["issuers"]),
        addressees=_unpack_fields(values["addressees"]),
        numbers_cited=_unpack_fields(values["numbers_cited"]),
        clauses=tuple(_unpack_clause(row) for row in values["clauses"]),
        tasks=tuple(_unpack_task(row) for row in values["tasks"]),
        references=tuple(
            Reference(kind, _span(start, end), target, short, path)
            for kind, start, end, target, short, path in values["references"]
        ),
        published=_unpack_field(values["published"]),
        effective=_unpack_field(values["effective"]),
        amended=_unpack_field(values["amended"]),
        repeals=_unpack_fields(values["repeals"]),
        signature=_unpack_fields(values["signature"]),
        attachments=_unpack_fields(values["attachments"]),
        definitions=tuple(Definition(short, full, Span(at, end)) for short, full, at, end in values["definitions"]),
        tables=tuple(_unpack_table(row) for row in values["tables"]),
        mended=tuple(Span(start, end) for start, end in values.get("mended", ())),
    )


def _span(start: int, end: int) -> Span:
    span = _Span(start, end)
    span.__class__ = Span
    return span  # type: ignore[no-any-return]


def _paragraph(span: Span, role: Any, level: int, centred: bool) -> Paragraph:
    paragraph = _Paragraph(span, role, level, centred)
    paragraph.__class__ = Paragraph
    return paragraph  # type: ignore[no-any-return]


def _pack_field(field: Field | None) -> Row | None:
    if field is None:
        return None
    return [field.value, *([field.span.start, field.span.end] if field.span else [])]


def _unpack_field(row: Row | None) -> Field | None:
    if row is None:
        return None
    return Field(row[0], Span(row[1], row[2]) if len(row) == 3 else None)


def _unpack_fields(rows: list[Row]) -> tuple[Field, ...]:
    return tuple(field for row in rows if (field := _unpack_field(row)) is not None)


def _pack_clause(clause: Clause) -> Row:
    return [
        clause.kind,
        clause.number,
        clause.label,
        clause.title,
        clause.path,
        clause.span.start,
        clause.span.end,
        clause.heading.start,
        clause.heading.end,
        [_pack_clause(child) for child in clause.children],
    ]


def _unpack_clause(row: Row) -> Clause:
    kind, number, label, title, path, start, end, head_start, head_end, children = row
    below = tuple([_unpack_clause(child) for child in children]) if children else ()
    clause = _Clause(kind, number, label, title, path, _span(start, end), _span(head_start, head_end), below)
    clause.__class__ = Clause
    return clause  # type: ignore[no-any-return]


def _pack_table(table: Table) -> Row:
    cells = [[c.span.start, c.span.end, c.row, c.column, c.rows, c.columns] for c in table.cells]
    return [table.rows, table.columns, cells]


def _unpack_table(row: Row) -> Table:
    rows, columns, packed = row
    cells = tuple(Cell(Span(start, end), *place) for start, end, *place in packed)
    return Table(Span(cells[0].span.start, cells[-1].span.end), rows, columns, cells)


def _pack_task(task: Task) -> Row:
    bodies = [[body.name, body.role, body.span.start, body.span.end] for body in task.bodies]
    return [
        bodies,
        task.measure.start,
        task.measure.end,
        task.statement.start,
        task.statement.end,
        task.clause,
        _pack_field(task.deadline),
        [_pack_field(figure) for figure in task.figures],
    ]


def _unpack_task(row: Row) -> Task:
    bodies, measure_start, measure_end, start, end, clause, deadline, figures = row
    named = tuple(Body(name, role, Span(at, stop)) for name, role, at, stop in bodies)
    measure, statement = Span(measure_start, measure_end), Span(start, end)
    return Task(named, measure, statement, clause, _unpack_field(deadline), _unpack_fields(figures))
