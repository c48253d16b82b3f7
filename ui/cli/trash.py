"""Commands for what was deleted and what was written before: trash, history."""

from __future__ import annotations

import click

from reader.errors import KnownError
from storage.annotations import Annotation
from ui.cli.common import Choices, common, piyue, update_index
from ui.portrait import Json
from ui.translation import _
from ui.workspace import Workspace

_QUOTE = 40
_DAY = 10
"""Characters of a date at the beginning of a time."""


@piyue.group(help=_("回收站：删除的批注和移除的文件"))
def trash() -> None:
    pass


@trash.command("list", help=_("列出回收站里有什么，后删的在前"))
@common
def list_(choices: Choices) -> None:
    with choices.workspace(writing=False) as workspace:
        titles = {card.id: card.title for card in workspace.cards()}
        rows = [
            {"id": one.annotation.id, "kind": one.annotation.kind, "deleted": one.when}
            | _told(one.annotation, titles[one.annotation.document])
            for one in workspace.library.trash.listed()
        ]
        removed = [
            {"id": one.card.id, "kind": "document", "deleted": one.when, "title": one.card.title}
            for one in workspace.library.trash.removed()
        ]
    choices.show(
        [*removed, *rows],
        lambda: (
            f"{row['id']}  {str(row['deleted'])[:_DAY]}  《{row['title']}》  "
            f"{str(row.get('quote', ''))[:_QUOTE]}  {row.get('note', '')}".rstrip()
            for row in (*removed, *rows)
        ),
        _("回收站是空的"),
    )


@trash.command(help=_("从回收站恢复批注和文件，按编号"))
@click.argument("ids", nargs=-1, required=True)
@common
def restore(choices: Choices, ids: tuple[str, ...]) -> None:
    ids = tuple(dict.fromkeys(ids))
    with choices.workspace() as workspace:
        removed = {card.id for card in workspace.library.removed()}
        deleted = {one.annotation.id for one in workspace.library.trash.listed()}
        if unknown := [one for one in ids if one not in removed | deleted]:
            raise KnownError("annotation-unknown", annotation=unknown[0])
        if notes := [one for one in ids if one in deleted]:
            workspace.restore_notes(notes)
        if documents := [one for one in ids if one in removed]:
            workspace.restore(documents)
            update_index(workspace)
    choices.show(list(ids), lambda: iter([_("已恢复 {count} 条").format(count=len(ids))]))


@piyue.command(help=_("列出一条批注写过的每一稿，新的在前；编号见 notes --json"))
@click.argument("annotation")
@common
def history(choices: Choices, annotation: str) -> None:
    with choices.workspace(writing=False) as workspace:
        if annotation not in _known(workspace):
            raise KnownError("annotation-unknown", annotation=annotation)
        found = [{"note": one.words, "when": one.when} for one in workspace.library.trash.note_history(annotation)]
    choices.show(
        found, lambda: (f"{row['when'][:19]}  {row['note']}".rstrip() for row in found), _("这条批注没有写过文字")
    )


def _told(annotation: Annotation, title: str) -> Json:
    quote = " ".join(anchor.quote for anchor in annotation.anchors)
    return {"document": annotation.document, "title": title, "quote": quote, "note": annotation.note}


def _known(workspace: Workspace) -> set[str]:
    """Give the annotations that are there or in the trash."""
    deleted = {one.annotation.id for one in workspace.library.trash.listed()}
    return deleted | {one.id for one in workspace.library.annotations.listed()}
