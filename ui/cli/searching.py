"""Commands about the index: search, reindex."""

from __future__ import annotations

import sys

import click

from ui import portrait
from ui.cli.common import Choices, common, piyue
from ui.translation import _


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


@piyue.command(help=_("重建索引"))
@common
def reindex(choices: Choices) -> None:
    with choices.workspace() as workspace:
        workspace.index.clear()
        workspace.bring_index_up_to_date()
        count = len(workspace.cards())
    choices.show({"documents": count}, lambda: iter([_("已为 {count} 件文件重建索引").format(count=count)]))
