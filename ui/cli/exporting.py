"""Commands that write files for others: export."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import get_args

import click

from reader.errors import KnownError
from storage.annotations import Type
from storage.exports.forms import CONTENTS, FORMS, SUFFIXES, Contents, Form
from ui import portrait
from ui.cli.common import Choices, common, piyue
from ui.coloring import colors_of
from ui.exporting import Choice, Order, form_of
from ui.translation import _
from ui.wording import status_word

_DAY = click.DateTime(["%Y-%m-%d"])
_ENDING = re.compile(r"\.[A-Za-z]{1,5}")


@piyue.command(help=_("导出批注"))
@click.argument("documents", nargs=-1)
@click.option(
    "--format", "form", type=click.Choice(FORMS), default=None, help=_("默认按输出文件的后缀，其余为 markdown")
)
@click.option("--output", required=True, type=click.Path(path_type=Path), help=_("文件，或放多个文件的文件夹"))
@click.option("--color", "colors", multiple=True, help=_("只要这种颜色，可用自己起的名称，可多次给出"))
@click.option(
    "--type", "types", multiple=True, type=click.Choice(get_args(Type)[1:]), help=_("只要这种类型，可多次给出")
)
@click.option("--tag", "tags", multiple=True, help=_("只要带这个标签的，可多次给出"))
@click.option("--since", type=_DAY, default=None, metavar=_("日期"), help=_("只要这一天起改过的，如 2026-01-31"))
@click.option("--until", type=_DAY, default=None, metavar=_("日期"), help=_("只要到这一天为止改过的"))
@click.option(
    "--content", "contents", type=click.Choice(CONTENTS), default="notes", help=_("只要批注、只要正文，还是都要")
)
@click.option("--template", default="", help=_("Markdown 模板的名称或文件"))
@common
def export(
    choices: Choices,
    documents: tuple[str, ...],
    form: Form | None,
    output: Path,
    colors: tuple[str, ...],
    types: tuple[str, ...],
    tags: tuple[str, ...],
    since: object,
    until: object,
    contents: Contents,
    template: str,
) -> None:
    days = [str(day)[:10] if day else "" for day in (since, until)]
    with choices.workspace(writing=False) as workspace:
        wanted_colors = colors_of(workspace.library.colors.names(), colors)
        choice = Choice(wanted_colors, frozenset(types), frozenset(tags), *days)
        wanted = [workspace.find_document(name).id for name in documents]
        annotated = [card.id for card in workspace.cards() if card.annotations]
        form = form or _form(output)
        rows = workspace.export_notes(Order(wanted or annotated, output, form, choice, contents, template))
    choices.show(
        [portrait.of_export(row) for row in rows],
        lambda: (f"{status_word(row.status)}  {row.title}  {row.path}  {row.message}".rstrip() for row in rows),
    )
    if any(row.status == "failed" for row in rows):
        sys.exit(1)


def _form(output: Path) -> Form:
    """Give the form that the name of a file asks for; a folder is filled with Markdown.

    Raises:
        KnownError: ``form-unknown``: it is named like a file that this program does not write.
    """
    form = form_of(output)
    if form is None and _ENDING.fullmatch(output.suffix) and not output.is_dir():
        raise KnownError("form-unknown", path=output, forms="、".join(SUFFIXES.values()))
    return form or "markdown"
