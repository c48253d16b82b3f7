"""The command line, for scripts and for tests, on the same Workspace as the window.

With ``--json`` standard output carries one JSON value (``import``: one line a file) and nothing else. Errors are one sentence on
standard error and exit status 1; wrong usage is 2.
"""

from __future__ import annotations

import functools
import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

import click

from reader.errors import Cancelled, KnownError
from reader.model import Clause
from storage.annotations import Color
from ui import portrait, quoting
from ui.importing import ImportRow, import_sources, sources
from ui.places import default_library
from ui.translation import _
from ui.wording import sentence, status_word
from ui.workspace import Workspace


@dataclass
class Choices:
    """What ``--library`` and ``--json`` said, before or after the subcommand."""

    library: Path | None = None
    json: bool = False

    @contextmanager
    def workspace(self, *, writing: bool = True) -> Iterator[Workspace]:
        """Open the library for the time of a command; beside an open window it can still be read."""
        folder = self.library or default_library()
        try:
            opened = Workspace.open(folder, read_only=not writing)
        except KnownError as error:
            if error.case not in ("library-absent", "library-older"):
                raise
            opened = Workspace.open(
                folder
            )  # a new library is made, an old one brought up to date, by whoever comes first
        with opened as workspace:
            yield workspace
            if writing:
                _back_up(workspace)

    def show(self, value: Any, lines: Callable[[], Iterator[str]]) -> None:
        """Print a result: as JSON, or as lines for a person."""
        if self.json:
            click.echo(json.dumps(value, ensure_ascii=False))
        else:
            for line in lines():
                click.echo(line)


def common(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command ``--library`` and ``--json``, which click otherwise takes only before the subcommand."""

    @click.option("--library", type=click.Path(path_type=Path, file_okay=False), help=_("文库所在的文件夹"))
    @click.option("--json", "as_json", is_flag=True, help=_("以 JSON 输出"))
    @functools.wraps(command)
    def with_choices(library: Path | None, as_json: bool, **arguments: Any) -> None:
        choices = click.get_current_context().ensure_object(Choices)
        choices.library = library or choices.library
        choices.json = as_json or choices.json
        command(choices, **arguments)

    return with_choices


@click.group(invoke_without_command=True, help=_("批阅：离线阅读、批注、检索公文、法律和标准。不带子命令时打开窗口。"))
@common
def piyue(choices: Choices) -> None:
    if click.get_current_context().invoked_subcommand is None:
        from ui.display import open_window

        sys.exit(open_window(choices.library))


@piyue.command("import", help=_("导入文件或文件夹，逐个文件报告结果"))
@click.argument("paths", nargs=-1, required=True)
@common
def import_(choices: Choices, paths: tuple[str, ...]) -> None:
    with choices.workspace() as workspace:

        def report(row: ImportRow, _done: int, _total: int) -> None:
            choices.show(portrait.of_import(row), lambda: iter([_import_line(row)]))

        rows = import_sources(list(sources(paths)), workspace.add, report=report)
        workspace.bring_index_up_to_date()
    if not rows:
        raise KnownError("nothing-to-import", paths="、".join(paths))
    if all(row.status == "failed" for row in rows):
        sys.exit(1)


@piyue.command("list", help=_("列出文库里的文件"))
@common
def list_(choices: Choices) -> None:
    with choices.workspace(writing=False) as workspace:
        cards = workspace.cards()
    choices.show(
        [portrait.of_card(card) for card in cards],
        lambda: (f"{card.id}  {card.date or '----------'}  {card.title}  {card.number}".rstrip() for card in cards),
    )


@piyue.command(help=_("显示一份文件：元数据、正文、条款、任务、引用"))
@click.argument("document")
@common
def show(choices: Choices, document: str) -> None:
    with choices.workspace(writing=False) as workspace:
        card = workspace.find_document(document)
        text = workspace.text(card.id)
    choices.show(portrait.of_document(card, text), lambda: iter([text.text]))


@piyue.command(help=_("检索文库；--verbatim 逐字检索"))
@click.argument("query")
@click.option("--verbatim", is_flag=True, help=_("逐字检索，列出每一处"))
@click.option(
    "--limit", type=click.IntRange(min=1), default=None, help=_("最多列出多少处；逐字检索默认全部，其余默认 20")
)
@common
def search(choices: Choices, query: str, verbatim: bool, limit: int | None) -> None:
    with choices.workspace(writing=False) as workspace:
        results = (
            workspace.verbatim(query, limit=limit or sys.maxsize)
            if verbatim
            else workspace.search(query, limit=limit or 20)
        )
    choices.show(
        portrait.of_results(results),
        lambda: (f"{hit.citation}  {' '.join(hit.snippet.split())}" for hit in results.hits),
    )


@piyue.command(help=_("给引文加高亮，可带批注和标签"))
@click.argument("document")
@click.option("--quote", required=True, help=_("要标的文字"))
@click.option("--occurrence", type=click.IntRange(min=1), default=1, help=_("第几处"))
@click.option("--color", type=click.Choice(get_args(Color)), default="yellow")
@click.option("--note", default="", help=_("批注"))
@click.option("--tag", "tags", multiple=True, help=_("标签，可多次给出"))
@common
def annotate(
    choices: Choices, document: str, quote: str, occurrence: int, color: Color, note: str, tags: tuple[str, ...]
) -> None:
    with choices.workspace() as workspace:
        card = workspace.find_document(document)
        span = quoting.find_quote(workspace.text(card.id), quote, occurrence)
        made, _changes = workspace.annotate(card.id, [span], color=color, note=note, tags=tags)
        _show_annotation(choices, workspace, card.id, made)


@piyue.command(help=_("给一个条款加书签"))
@click.argument("document")
@click.option("--clause", "label", required=True, help=_("条款，如 第五条、（三）、5.3.2"))
@common
def bookmark(choices: Choices, document: str, label: str) -> None:
    with choices.workspace() as workspace:
        card = workspace.find_document(document)
        clause: Clause = quoting.find_clause(workspace.text(card.id), label)
        made, _changes = workspace.annotate(card.id, [clause.heading], bookmark=True)
        _show_annotation(choices, workspace, card.id, made)


@piyue.command(help=_("列出批注"))
@click.argument("document", required=False)
@common
def notes(choices: Choices, document: str | None) -> None:
    with choices.workspace(writing=False) as workspace:
        wanted = workspace.find_document(document).id if document else None
        titles = {card.id: card.title for card in workspace.cards()}
        found = [
            portrait.of_annotation(placed, titles[placed.annotation.document]) for placed in workspace.placed(wanted)
        ]
    choices.show(found, lambda: (f"{row['citation']}  {row['quote']}  {row['note']}".rstrip() for row in found))


@piyue.command(help=_("撤销上一步"))
@common
def undo(choices: Choices) -> None:
    _replay(choices, "undo")


@piyue.command(help=_("重做撤销的一步"))
@common
def redo(choices: Choices) -> None:
    _replay(choices, "redo")


@piyue.command(help=_("从文库移除一份文件；批注留存，可撤销"))
@click.argument("document")
@common
def remove(choices: Choices, document: str) -> None:
    with choices.workspace() as workspace:
        card = workspace.find_document(document)
        workspace.remove([card.id])
        workspace.bring_index_up_to_date()
    choices.show(
        {"removed": card.id, "title": card.title}, lambda: iter([_("已移除《{title}》").format(title=card.title)])
    )


@piyue.command(help=_("导出批注"))
@click.argument("documents", nargs=-1)
@click.option("--format", "form", type=click.Choice(["markdown"]), default="markdown")
@click.option("--output", required=True, type=click.Path(path_type=Path), help=_("文件，或放多个文件的文件夹"))
@common
def export(choices: Choices, documents: tuple[str, ...], form: str, output: Path) -> None:
    with choices.workspace(writing=False) as workspace:
        wanted = [workspace.find_document(name).id for name in documents]
        rows = workspace.export_markdown(wanted or [card.id for card in workspace.cards() if card.annotations], output)
    choices.show(
        [portrait.of_export(row) for row in rows],
        lambda: (f"{status_word(row.status)}  {row.title}  {row.path}  {row.message}".rstrip() for row in rows),
    )
    if any(row.status == "failed" for row in rows):
        sys.exit(1)


@piyue.command(help=_("重建索引"))
@common
def reindex(choices: Choices) -> None:
    with choices.workspace() as workspace:
        workspace.index.clear()
        workspace.bring_index_up_to_date()
        count = len(workspace.cards())
    choices.show({"documents": count}, lambda: iter([_("已为 {count} 件文件重建索引").format(count=count)]))


@piyue.command("self-test", help=_("在临时文库里把主要功能走一遍"))
@common
def self_test(choices: Choices) -> None:
    from ui.self_test import run

    steps = run()
    choices.show({"ok": True, "steps": steps}, lambda: iter([_("自检通过：{steps}").format(steps="、".join(steps))]))


@piyue.command(hidden=True, help=_("打包后的窗口自检，见 build/smoke_test.py"))
@click.argument("report", type=click.Path(path_type=Path))
@common
def smoke(choices: Choices, report: Path) -> None:
    from ui.display import check
    from ui.window.smoke import run as run_journey

    check()
    sys.exit(run_journey(choices.library, report))


def run(arguments: list[str]) -> int:
    """Run the command line.

    Args:
        arguments: Without the program's name.

    Returns:
        The exit status: 0, 1 with a sentence on standard error, or 2 for wrong usage.
    """
    # Frozen Windows consoles start in the system's code page; the output of this program is UTF-8 everywhere.
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        piyue.main(arguments, prog_name="piyue", standalone_mode=False, obj=Choices())
    except KnownError as error:
        click.echo(sentence(error), err=True)
        return 1
    except (Cancelled, click.Abort, KeyboardInterrupt):
        click.echo(_("已取消"), err=True)
        return 1
    except click.UsageError as error:
        error.show()
        return 2
    except click.ClickException as error:
        error.show()
        return 1
    except SystemExit as leaving:
        return leaving.code if isinstance(leaving.code, int) else 1
    return 0


def _back_up(workspace: Workspace) -> None:
    try:
        workspace.library.back_up_when_due()
    except KnownError as error:  # what the command did is done and saved; that there is no copy of it is said beside it
        click.echo(sentence(error), err=True)


def _replay(choices: Choices, which: str) -> None:
    with choices.workspace() as workspace:
        undone = workspace.undo() if which == "undo" else workspace.redo()
        if undone is not None:
            workspace.bring_index_up_to_date()
    if undone is None:
        raise KnownError("nothing-to-undo" if which == "undo" else "nothing-to-redo")
    said = _("已撤销：{action}") if which == "undo" else _("已重做：{action}")
    choices.show(
        {"action": undone.label_case, "which": which},
        lambda: iter([said.format(action=status_word(undone.label_case))]),
    )


def _show_annotation(choices: Choices, workspace: Workspace, document: str, annotation: str) -> None:
    placed = next(placed for placed in workspace.placed(document) if placed.annotation.id == annotation)
    row = portrait.of_annotation(placed, workspace.library.card(document).title)
    choices.show(row, lambda: iter([f"{row['id']}  {row['citation']}  {row['quote']}"]))


def _import_line(row: ImportRow) -> str:
    return f"{status_word(row.status)}  {row.path}  {row.title}  {row.message}".rstrip()
