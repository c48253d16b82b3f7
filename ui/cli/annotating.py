"""Commands about annotations: annotate, bookmark, note, notes, undo, redo."""

from __future__ import annotations

from typing import get_args

import click

from reader.errors import KnownError
from reader.model import Clause
from storage.annotations import Style, Type
from ui import portrait, quoting
from ui.cli.common import Choices, common, piyue, update_index
from ui.coloring import color_of, colors_of
from ui.exporting import Choice
from ui.replayed import redone_words, undone_words
from ui.translation import _
from ui.workspace import Workspace


@piyue.command(help=_("给引文加高亮，可带批注和标签"))
@click.argument("document")
@click.option("--quote", required=True, help=_("要标的文字"))
@click.option("--occurrence", type=click.IntRange(min=1), default=1, help=_("第几处"))
@click.option("--color", default="yellow", help=_("颜色，可用自己起的名称；colors 命令列出它们"))
@click.option("--style", type=click.Choice(get_args(Style)), default="solid", help=_("样式"))
@click.option("--type", "kind", type=click.Choice(tuple(filter(None, get_args(Type)))), help=_("类型"))
@click.option("--note", default="", help=_("批注"))
@click.option("--tag", "tags", multiple=True, help=_("标签，可多次给出"))
@common
def annotate(
    choices: Choices,
    document: str,
    quote: str,
    occurrence: int,
    color: str,
    style: Style,
    kind: Type | None,
    note: str,
    tags: tuple[str, ...],
) -> None:
    with choices.workspace() as workspace:
        card = workspace.find_document(document)
        span = quoting.find_quote(workspace.text(card.id), quote, occurrence)
        made, _changes = workspace.annotate(
            card.id,
            [span],
            color=color_of(workspace.library.colors.names(), color),
            style=style,
            type=kind or "",
            note=note,
            tags=tags,
        )
        _show_annotation(choices, workspace, card.id, made)


@piyue.command(help=_("给整份文件写批注"))
@click.argument("document")
@click.argument("text")
@click.option("--type", "kind", type=click.Choice(tuple(filter(None, get_args(Type)))), help=_("类型"))
@click.option("--tag", "tags", multiple=True, help=_("标签，可多次给出"))
@common
def note(choices: Choices, document: str, text: str, kind: Type | None, tags: tuple[str, ...]) -> None:
    if not text.strip():
        raise click.UsageError(_("批注是空的"))
    with choices.workspace() as workspace:
        card = workspace.find_document(document)
        made, _changes = workspace.annotate(card.id, [], note=text, type=kind or "", tags=tags)
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
@click.option("--color", "colors", multiple=True, help=_("只要这种颜色，可用自己起的名称，可多次给出"))
@click.option(
    "--type",
    "types",
    multiple=True,
    type=click.Choice(tuple(filter(None, get_args(Type)))),
    help=_("只要这种类型，可多次给出"),
)
@click.option("--tag", "tags", multiple=True, help=_("只要带这个标签的，可多次给出"))
@common
def notes(
    choices: Choices, document: str | None, colors: tuple[str, ...], types: tuple[str, ...], tags: tuple[str, ...]
) -> None:
    with choices.workspace(writing=False) as workspace:
        wanted_colors = colors_of(workspace.library.colors.names(), colors)
        choice = Choice(wanted_colors, frozenset(types), frozenset(tags))
        wanted = workspace.find_document(document).id if document else None
        titles = {card.id: card.title for card in workspace.cards()}
        found = [
            portrait.of_annotation(placed, titles[placed.annotation.document])
            for placed in workspace.placed(wanted)
            if choice.takes(placed.annotation)
        ]
    choices.show(
        found,
        lambda: (f"{row['citation']}  {row['quote']}  {row['note']}".rstrip() for row in found),
        _("没有批注"),
    )


@piyue.command(help=_("撤销上一步"))
@common
def undo(choices: Choices) -> None:
    _replay(choices, "undo")


@piyue.command(help=_("重做撤销的一步"))
@common
def redo(choices: Choices) -> None:
    _replay(choices, "redo")


def _replay(choices: Choices, which: str) -> None:
    with choices.workspace() as workspace:
        undone = workspace.undo() if which == "undo" else workspace.redo()
        if undone is not None:
            update_index(workspace)
    if undone is None:
        raise KnownError("nothing-to-undo" if which == "undo" else "nothing-to-redo")
    told = undone_words(undone) if which == "undo" else redone_words(undone)
    row = {"action": undone.label_case, "which": which, "documents": len(undone.changes.documents)}
    choices.show(row, lambda: iter([told]))


def _show_annotation(choices: Choices, workspace: Workspace, document: str, annotation: str) -> None:
    placed = next(placed for placed in workspace.placed(document) if placed.annotation.id == annotation)
    row = portrait.of_annotation(placed, workspace.library.card(document).title)
    choices.show(row, lambda: iter([f"{row['id']}  {row['citation']}  {row['quote']}"]))
