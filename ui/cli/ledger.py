"""Commands about tasks: tasks, set-task."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from reader.errors import KnownError
from storage.ledger import STATUSES, TaskStatus
from ui import portrait
from ui.cli.common import Choices, common, piyue
from ui.ledger import LedgerFilter, LedgerRow, by_body, change, ledger, narrowed, usable_date
from ui.ledger_export import STATUS_WORDS, bodies_words, clause_words, export_ledger, totals_words
from ui.translation import _, counted
from ui.wording import status_word


@piyue.command(help=_("任务台账：措施、条款、责任单位、期限、目标、状态、备注；不写文件名就是整个文库"))
@click.argument("documents", nargs=-1)
@click.option(
    "--output", type=click.Path(path_type=Path, dir_okay=False), help=_("写到 .xlsx、.csv 或 .md 文件；不写就显示")
)
@click.option("--body", default="", help=_("只要这个单位的"))
@click.option("--status", "statuses", multiple=True, type=click.Choice(STATUSES), help=_("只要这种状态的，可多次给出"))
@click.option("--until", default="", help=_("只要期限不晚于这一天的，如 2020、2020-06、2020-06-30"))
@click.option("--words", default="", help=_("只要含有这些词语的"))
@click.option("--by-body", "grouped", is_flag=True, help=_("按单位排列"))
@common
def tasks(
    choices: Choices,
    documents: tuple[str, ...],
    output: Path | None,
    body: str,
    statuses: tuple[TaskStatus, ...],
    until: str,
    words: str,
    grouped: bool,
) -> None:
    wanted = LedgerFilter(body, frozenset(statuses), usable_date(until), words)
    with choices.workspace(writing=False) as workspace:
        chosen = [workspace.find_document(name).id for name in documents]
        rows = narrowed(ledger(workspace, chosen or [card.id for card in workspace.cards()]), wanted)
    if output is None:
        choices.show(portrait.of_ledger(rows), lambda: _grouped(rows, body) if grouped else _listed(rows))
        return
    written = export_ledger(rows, output, body)
    choices.show(
        [portrait.of_export(row) for row in written],
        lambda: (f"{status_word(row.status)}  {row.title}  {row.path}  {row.message}" for row in written),
    )


@piyue.command("set-task", help=_("写下任务的状态、备注、期限或目标；TASKS 是 tasks 列出的编号；可撤销"))
@click.argument("document")
@click.argument("tasks", nargs=-1, required=True, type=int)
@click.option("--status", type=click.Choice(STATUSES), default=None, help=_("未开始、进行中、已完成、有困难"))
@click.option("--note", default=None, help=_("备注；空串去掉它"))
@click.option("--deadline", default=None, help=_("期限，如 2020-06；空串表示没有，写成原文的就恢复原文"))
@click.option("--figure", default=None, help=_("目标；空串表示没有，写成原文的就恢复原文"))
@common
def set_task(
    choices: Choices,
    document: str,
    tasks: tuple[int, ...],
    status: TaskStatus | None,
    note: str | None,
    deadline: str | None,
    figure: str | None,
) -> None:
    if all(value is None for value in (status, note, deadline, figure)):
        raise click.UsageError(_("写出要改的：--status、--note、--deadline 或 --figure"))
    with choices.workspace() as workspace:
        card = workspace.find_document(document)
        meant = _named(ledger(workspace, [card.id]), tasks)
        change(workspace, meant, status=status, note=note, deadline=deadline, figure=figure)
        rows = _named(ledger(workspace, [card.id]), tasks)
    choices.show(portrait.of_ledger(rows)["tasks"], lambda: _listed(rows))


def _named(rows: Sequence[LedgerRow], numbers: Sequence[int]) -> list[LedgerRow]:
    """Give the tasks that a person means; of two with one number, that of the current text."""
    known = {row.entry.letters: row for row in reversed(rows)}
    for number in numbers:
        if number not in known:
            raise KnownError("task-unknown")
    return [known[number] for number in dict.fromkeys(numbers)]


def _listed(rows: Sequence[LedgerRow]) -> Iterator[str]:
    for row in rows:
        yield _line(row)
    yield totals_words(rows)


def _grouped(rows: Sequence[LedgerRow], only: str) -> Iterator[str]:
    for one in by_body(rows, only):
        yield counted("{name}：{count} 项，牵头或列首位 {leads} 项", len(one.rows)).format(
            name=one.name, count=len(one.rows), leads=one.leads
        )
        for row in one.rows:
            yield f"  {_line(row)}"
    yield totals_words(rows)


def _line(row: LedgerRow) -> str:
    parts = (
        str(row.entry.letters),
        STATUS_WORDS[row.entry.status](),
        row.deadline,
        row.title,
        clause_words(row),
        bodies_words(row),
        row.figure,
        row.entry.measure,
        row.entry.note,
    )
    return "  ".join(part for part in parts if part)
