"""Commands about the index: search, reindex."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import replace
from functools import partial
from typing import Any, TextIO

import click

from reader.errors import KnownError
from reader.validity import STATES
from search.results import Hit, Results, Sort
from storage.cards import Card
from ui import portrait
from ui.cli.common import Choices, common, piyue, update_index
from ui.cli.every_place import EveryPlace
from ui.cli.queries import Queries, lines
from ui.families import folded, newer_among, newer_versions
from ui.filtering import FACETS, Facet, Filters
from ui.translation import _, counted
from ui.wording import sentence

_SHOWN = 20
_IN_A_LINE = 1_000
"""Places in the line that answers one query of many: whoever reads line by line holds each of them in memory."""


@piyue.command(help=_("检索文库；--verbatim 逐字检索"))
@click.argument("query", required=False)
@click.option("--from", "queries", type=Queries(), help=_("从文件读取检索词，每行一个，每行输出一个 JSON"))
@click.option("--verbatim", is_flag=True, help=_("逐字检索，列出每一处"))
@click.option("--regex", is_flag=True, help=_("检索词是正则表达式，列出每一处"))
@click.option("--across", is_flag=True, help=_("与 --regex 同用：可以跨段匹配"))
@click.option(
    "--limit",
    type=click.IntRange(min=1),
    default=None,
    help=_("最多列出多少处；逐字检索默认全部（用 --from 时每词 1000），其余默认 20"),
)
@click.option("--issuer", multiple=True, help=_("只查这个机关的文件；可以给出多次"))
@click.option("--kind", multiple=True, help=_("只查这个文种；可以给出多次"))
@click.option("--year", multiple=True, help=_("只查这一年的文件；可以给出多次"))
@click.option(
    "--validity",
    multiple=True,
    type=click.Choice([state for state in STATES if state]),
    help=_("只查这种效力的文件；可以给出多次"),
)
@click.option("--tag", multiple=True, help=_("只查有这个标签的文件；可以给出多次"))
@click.option("--annotated", is_flag=True, help=_("只查有批注的文件"))
@click.option("--sort", type=click.Choice(["relevance", "date", "document"]), default="relevance", help=_("排列次序"))
@click.option("--here", help=_("正在读的文件：“本法第三条”指它的条款"))
@click.option("--all-versions", is_flag=True, help=_("同一部法律的旧版本也逐条列出"))
@common
def search(
    choices: Choices,
    query: str | None,
    queries: TextIO | None,
    verbatim: bool,
    regex: bool,
    across: bool,
    limit: int | None,
    sort: Sort,
    here: str | None,
    annotated: bool,
    all_versions: bool,
    **facets: tuple[str, ...],
) -> None:
    if (query is None) == (queries is None) or (query is not None and not query.strip()):
        raise click.UsageError(_("请给出一个检索词，或用 --from 给出文件"))
    if across and not regex:
        raise click.UsageError(_("--across 要与 --regex 同用"))
    filters = Filters(_chosen(facets), annotated)
    with choices.workspace(writing=False) as workspace:
        cards = {card.id: card for card in workspace.cards()}
        workspace.unindexed.follow(cards)
        shelf = workspace.shelf(cards)
        documents = shelf.narrowed(filters)
        reading = workspace.find_document(here).id if here else ""

        def answer(text: str, limit: int, documents: Collection[str] | None) -> Results:
            if regex:
                return workspace.pattern(text, limit=limit, documents=documents, sort=sort, across=across)
            if verbatim:
                return workspace.verbatim(text, limit=limit, documents=documents, sort=sort)
            from search.query import of_notes  # later: with what it cuts words by

            if said := of_notes(text)[0]:
                documents = shelf.narrowed(replace(filters, said=said))
            return workspace.search(text, limit=limit, documents=documents, sort=sort, here=reading)

        empty = _("没有找到") if cards else _("文库里还没有文件")
        if queries is not None:
            most = limit or (_IN_A_LINE if verbatim or regex else _SHOWN)
            _answer_each(queries, lambda text: answer(text, most, documents), cards)
        elif query is not None and (verbatim or regex):
            # Letter for letter, every place is wanted.
            every = EveryPlace(partial(answer, query), limit or sys.maxsize, documents)
            if choices.json:
                _tell_json(every, newer_among(every.documents, cards))
            else:
                _tell_lines(every, empty)
        elif query is not None:
            results = answer(query, limit or _SHOWN, documents)
            newer = newer_versions(results.hits, cards)
            choices.show(
                portrait.of_results(results, newer), lambda: _lines(results, {} if all_versions else newer), empty
            )


def _answer_each(queries: TextIO, answer: Callable[[str], Results], cards: Mapping[str, Card]) -> None:
    """Answer one query a line with one line of JSON each."""
    failed = False
    for text in lines(queries):
        try:
            results = answer(text)
            said = portrait.of_results(results, newer_versions(results.hits, cards))
        except KnownError as error:  # a pattern that is none keeps no other line from its answer
            failed, said = True, {"error": sentence(error)}
        # Whoever asks line by line waits for each answer: nothing may stay in a buffer.
        print(json.dumps({"query": text, **said}, ensure_ascii=False), flush=True)
    if failed:
        sys.exit(1)


def _tell_json(every: EveryPlace, newer: Mapping[str, str]) -> None:
    """Print one JSON value, a hit a line, while the hits are found."""
    click.echo(f'{{"total": {every.total}, "how": "verbatim", "hits": [', nl=False)
    between = "\n"
    for hits in every.batches():
        told = (json.dumps(portrait.of_hit(hit, newer.get(hit.document, "")), ensure_ascii=False) for hit in hits)
        click.echo(between + ",\n".join(told), nl=False)
        between = ",\n"
    click.echo(f'], "took_ms": {every.took_ms:.2f}}}')


def _tell_lines(every: EveryPlace, empty: str) -> None:
    for hits in every.batches():
        click.echo("\n".join(map(_line, hits)))
    if not every.total:
        click.echo(empty)


def _lines(results: Results, newer: Mapping[str, str]) -> Iterator[str]:
    shown = folded(results.hits, newer, direct=results.how in ("citation", "number"))
    yield from map(_line, shown)
    if len(shown) < len(results.hits):
        count = len(results.hits) - len(shown)
        yield _("另有 {count} 处在旧版本中；加上 --all-versions 全部列出").format(count=count)


def _line(hit: Hit) -> str:
    return f"{hit.citation}  {' '.join(hit.snippet.split())}"


def _chosen(facets: dict[str, Any]) -> dict[Facet, frozenset[str]]:
    return {name: frozenset(facets[name]) for name in FACETS if facets[name]}


@piyue.command(help=_("重建索引"))
@common
def reindex(choices: Choices) -> None:
    with choices.workspace() as workspace:
        workspace.index.clear()
        update_index(workspace)
        count = len(workspace.cards())
    choices.show(
        {"documents": count}, lambda: iter([counted("已为 {count} 件文件重建索引", count).format(count=count)])
    )
