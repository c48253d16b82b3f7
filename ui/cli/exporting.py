"""Commands that write files for others: export."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from ui import portrait
from ui.cli.common import Choices, common, piyue
from ui.translation import _
from ui.wording import status_word


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
