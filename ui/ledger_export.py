"""The task ledger as a file: XLSX with a sheet of tasks, one by body and one of bodies; CSV with the tasks; Markdown with both."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from reader.errors import KnownError
from storage.exports.markdown import escape
from storage.files import write_atomically
from storage.ledger import TaskStatus
from ui.exporting import ExportRow
from ui.ledger import LedgerRow, by_body, titles, totals
from ui.mending import role_word
from ui.translation import _, counted

SUFFIXES = (".xlsx", ".csv", ".md")

STATUS_WORDS: dict[TaskStatus, Callable[[], str]] = {
    "todo": lambda: _("未开始"),
    "doing": lambda: _("进行中"),
    "done": lambda: _("已完成"),
    "stuck": lambda: _("有困难"),
}


def export_ledger(rows: Sequence[LedgerRow], output: Path, body: str = "") -> list[ExportRow]:
    """Write tasks as a file of the form that its ending names; gives a row for each document.

    Args:
        rows: The tasks.
        output: The file.
        body: The one that they were narrowed to: each task still names all of its bodies, and what is told by body is told of this
            one, as in the window. Empty for all.

    Raises:
        KnownError: ``form-unknown``; ``nothing-to-export`` where there are no tasks; ``disk-full`` or ``file-unwritable``.
    """
    form = output.suffix.lower()
    if form not in SUFFIXES:
        raise KnownError("form-unknown", path=output, forms="、".join(SUFFIXES))
    if not rows:
        raise KnownError("nothing-to-export")
    write_atomically(output, _WRITERS[form](rows, body))
    counts = Counter(row.entry.document for row in rows)
    return [
        ExportRow(
            document,
            title,
            output,
            "exported",
            counted("{count} 项任务", counts[document]).format(count=counts[document]),
        )
        for document, title in titles(rows).items()
    ]


def bodies_words(row: LedgerRow) -> str:
    """Give the bodies of a task in their order, with what each is to do where the document makes a distinction."""
    return "、".join(
        body.name
        if body.role == "responsible"
        else _("{name}（{role}）").format(name=body.name, role=role_word(body.role))
        for body in row.bodies
    )


def clause_words(row: LedgerRow) -> str:
    """Give the address of a task's clause, and that it is one of an older version where it is."""
    if row.span is not None:
        return row.entry.clause
    return _("{clause}（旧版本）").format(clause=row.entry.clause)


def _xlsx(rows: Sequence[LedgerRow], only: str) -> bytes:
    from storage.exports.table import Sheet, workbook_of

    groups = by_body(rows, only)
    heading = _heading()
    body, leads = _("单位"), _("牵头或列首位")
    grouped = ([one.name, leads if row.leads(one.name) else "", *_cells(row)] for one in groups for row in one.rows)
    sums = ([one.name, str(len(one.rows)), str(one.leads)] for one in groups)
    return workbook_of(
        [
            Sheet(_("任务台账"), heading, map(_cells, rows), _WIDTHS),
            Sheet(_("按单位"), [body, leads, *heading], grouped, [22, 14, *_WIDTHS]),
            Sheet(_("单位汇总"), [body, _("任务数"), leads], sums, [28, 12, 14]),
        ]
    )


def _csv(rows: Sequence[LedgerRow], _only: str) -> bytes:
    from storage.exports.table import csv_bytes

    return csv_bytes([_heading(), *map(_cells, rows)])


def _markdown(rows: Sequence[LedgerRow], only: str) -> bytes:
    return ("\n\n".join(_blocks(rows, only)) + "\n").encode(errors="replace")


def _blocks(rows: Sequence[LedgerRow], only: str) -> Iterator[str]:
    yield f"# {_('任务台账')}"
    yield totals_words(rows)
    for document, title in titles(rows).items():
        yield f"## {escape(title)}"
        own = [_cells(row)[1:] for row in rows if row.entry.document == document]
        yield _table(_heading()[1:], own)
    yield f"## {_('按单位')}"
    for one in by_body(rows, only):
        count = counted("{count} 项，牵头或列首位 {leads} 项", len(one.rows)).format(
            count=len(one.rows), leads=one.leads
        )
        aside = _("（{words}）").format(words=count)
        yield f"### {escape(one.name)}{aside}"
        yield "\n".join(_listed(row, one.name) for row in one.rows)


def totals_words(rows: Sequence[LedgerRow]) -> str:
    """Give what a ledger amounts to in one line."""
    counted = totals(rows)
    return _("{tasks} 项任务，{mentions} 次列为责任单位，{bodies} 个单位，已完成 {done} 项").format(
        tasks=counted.tasks, mentions=counted.mentions, bodies=counted.bodies, done=counted.done
    )


def _listed(row: LedgerRow, body: str) -> str:
    parts = [
        STATUS_WORDS[row.entry.status](),
        *(escape(part) for part in (row.citation, row.deadline, row.figure) if part),
    ]
    words = f"**{escape(row.entry.measure)}**" if row.leads(body) else escape(row.entry.measure)
    return f"- {words} · {' · '.join(parts)}"


def _table(heading: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [
        [escape(cell) for cell in heading],
        ["---"] * len(heading),
        *([escape(cell) for cell in row] for row in rows),
    ]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


_WIDTHS = [28, 16, 60, 30, 12, 18, 10, 30]


def _heading() -> list[str]:
    return [_("文件"), _("条款"), _("任务"), _("责任单位"), _("期限"), _("目标"), _("状态"), _("备注")]


def _cells(row: LedgerRow) -> list[str]:
    return [
        row.title,
        clause_words(row),
        row.entry.measure,
        bodies_words(row),
        row.deadline,
        row.figure,
        STATUS_WORDS[row.entry.status](),
        row.entry.note,
    ]


_WRITERS: dict[str, Callable[[Sequence[LedgerRow], str], bytes]] = {".xlsx": _xlsx, ".csv": _csv, ".md": _markdown}
