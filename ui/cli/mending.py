"""Commands about corrections of what was read: ``mend mark``, ``level``, ``bodies``, ``list``, ``take-back``."""

from __future__ import annotations

from typing import Any

import click

from reader.corrections import ROLES
from ui import mending, portrait
from ui.cli.common import Choices, common, piyue, update_index
from ui.mending import ShownCorrection
from ui.translation import _
from ui.workspace import Workspace


@piyue.group(help=_("更正程序读到的标点、标题层级和责任单位；重新读取也保留，可撤销"))
def mend() -> None:
    pass


@mend.command(
    help=_("改一处标点：OFFSET 是标点所在的位置，或要在其前加标点的字；MARKS 是这里该有的全部标点，空串表示没有"),
    short_help=_("改一处标点"),
)
@click.argument("document")
@click.argument("offset", type=click.IntRange(min=0))
@click.argument("marks")
@common
def mark(choices: Choices, document: str, offset: int, marks: str) -> None:
    with choices.workspace() as workspace:
        card = workspace.find_document(document)
        # A line end is hard to type in a shell; \n is what everybody tries.
        mending.mend_marks(workspace, card.id, offset, marks.replace("\\n", "\n"))
        update_index(workspace)
        _show(choices, workspace, card.id)


@mend.command(help=_("定一段的标题层级：OFFSET 在这一段里；LEVEL 从 1 起，0 表示不是标题"))
@click.argument("document")
@click.argument("offset", type=click.IntRange(min=0))
@click.argument("level", type=int)
@common
def level(choices: Choices, document: str, offset: int, level: int) -> None:
    with choices.workspace() as workspace:
        card = workspace.find_document(document)
        mending.mend_level(workspace, card.id, offset, level)
        update_index(workspace)
        _show(choices, workspace, card.id)


@mend.command(
    help=_(
        "改一项任务的责任单位：OFFSET 在这项任务里；按次序写出 名称 或 名称=lead、名称=support，一个不写表示不是任务"
    ),
    short_help=_("改一项任务的责任单位"),
)
@click.argument("document")
@click.argument("offset", type=click.IntRange(min=0))
@click.argument("bodies", nargs=-1)
@common
def bodies(choices: Choices, document: str, offset: int, bodies: tuple[str, ...]) -> None:
    with choices.workspace() as workspace:
        card = workspace.find_document(document)
        mending.mend_bodies(workspace, card.id, offset, [_named(body) for body in bodies])
        update_index(workspace)
        _show(choices, workspace, card.id)


@mend.command("list", help=_("列出一份文件的更正"))
@click.argument("document")
@common
def list_(choices: Choices, document: str) -> None:
    with choices.workspace(writing=False) as workspace:
        _show(choices, workspace, workspace.find_document(document).id)


@mend.command("take-back", help=_("撤回更正，如 mark:120；--all 撤回全部"))
@click.argument("document")
@click.argument("names", nargs=-1)
@click.option("--all", "everything", is_flag=True, help=_("撤回这份文件的全部更正"))
@common
def take_back(choices: Choices, document: str, names: tuple[str, ...], everything: bool) -> None:
    if bool(names) == everything:
        raise click.UsageError(_("写出要撤回的更正，或用 --all"))
    with choices.workspace() as workspace:
        card = workspace.find_document(document)
        wanted = [one.field for one in workspace.library.corrections.listed(card.id)] if everything else names
        mending.take_back(workspace, card.id, wanted)
        update_index(workspace)
        _show(choices, workspace, card.id)


def _named(body: str) -> tuple[str, str]:
    name, equals, role = body.rpartition("=")
    if not equals:
        return body, "responsible"
    if role not in ROLES:
        raise click.UsageError(_("责任单位的作用只能是 {roles}").format(roles="、".join(ROLES)))
    return name, role


def _show(choices: Choices, workspace: Workspace, document: str) -> None:
    found = mending.listed(workspace, document)
    values: list[Any] = [portrait.of_correction(one) for one in found]
    choices.show(values, lambda: map(_line, found), _("这份文件没有更正"))


def _line(one: ShownCorrection) -> str:
    words = f"{one.before}【{one.here}】{one.after}"
    return f"{mending.short_name(one.correction)}  {mending.value_words(one.correction.value)}  {one.clause}  {words}"
