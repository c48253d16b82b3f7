"""Commands about versions of documents: compare, review, link."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import click

from reader.model import Text
from reader.versions import compare as compare_texts
from storage.versions import Version
from ui import comparing
from ui.cli.common import Choices, common, piyue, update_index
from ui.families import version_beside
from ui.importing import Source
from ui.translation import _, counted
from ui.versioning import ReviewRow, Side
from ui.workers import Worker
from ui.workspace import Workspace


@piyue.command(help=_("比对两个版本：文库里的文件，或磁盘上的文件；只给一份时，比对它最近的两个版本"))
@click.argument("old")
@click.argument("new", required=False)
@click.option("--output", type=click.Path(path_type=Path, dir_okay=False), help=_("写到 .md、.html 或 .json 文件"))
@common
def compare(choices: Choices, old: str, new: str | None, output: Path | None) -> None:
    with ExitStack() as opened:
        compared = _compared(choices, opened, old, new)
    if output is not None:
        comparing.write(compared, output)
    choices.show(comparing.portrait(compared), lambda: _comparison_lines(compared, output))


@piyue.command(help=_("审阅换了新版本的文件：每条批注现在在哪里"))
@click.argument("document")
@click.option("--accept-certain", is_flag=True, help=_("接受所有有把握的"))
@click.option("--accept", "accepted", multiple=True, metavar="ID", help=_("接受这一条的新位置，可多次给出"))
@click.option("--reject", "rejected", multiple=True, metavar="ID", help=_("这一条不放到新版本，可多次给出"))
@common
def review(
    choices: Choices, document: str, accept_certain: bool, accepted: tuple[str, ...], rejected: tuple[str, ...]
) -> None:
    count = 0
    with choices.workspace(writing=bool(accept_certain or accepted or rejected)) as workspace:
        wanted = workspace.find_document(document).id
        if accepted:
            workspace.versions.accept(wanted, accepted)
        if rejected:
            workspace.versions.reject(wanted, rejected)
        if accept_certain:
            count, _changes = workspace.versions.accept_all_certain(wanted)
        rows = workspace.versions.reviews(wanted)
    count += len(accepted)
    choices.show(
        {"accepted": count, "rejected": len(rejected), "waiting": [_of_row(row) for row in rows]},
        lambda: _review_lines(rows, count),
    )


@piyue.command(help=_("把另一份文件关联为这份文件的新版本"))
@click.argument("document")
@click.argument("newer")
@common
def link(choices: Choices, document: str, newer: str) -> None:
    with choices.workspace() as workspace:
        older, other = workspace.find_document(document), workspace.find_document(newer)
        workspace.versions.link(older.id, other.id)
        update_index(workspace)
        waiting = workspace.versions.waiting().get(older.id, 0)
    choices.show(
        {"document": older.id, "linked": other.id, "waiting": waiting},
        lambda: iter(
            [
                counted("已把《{title}》关联为新版本；{count} 条批注待审阅", waiting).format(
                    title=other.title, count=waiting
                )
            ]
        ),
    )


def _compared(choices: Choices, opened: ExitStack, old: str, new: str | None) -> comparing.Compared:
    workspace: Workspace | None = None
    # Two files are compared without a library, and without making one.
    if new is None or not (Path(old).is_file() and Path(new).is_file()):
        workspace = opened.enter_context(choices.workspace(writing=False))
    if new is None:
        assert workspace is not None
        document = workspace.find_document(old).id
        if two := _on_the_shelf(workspace, document):
            old, new = two
    if new is None:
        assert workspace is not None
        before, now, comparison = workspace.versions.comparison_of(document)
        names = _name(workspace, before), _name(workspace, now)
        first, second = comparing.apart(names, (before.added[:23], now.added[:23]))
        return comparing.Compared(first, second, comparison)
    older, old_name = _text(workspace, opened, old)
    newer, new_name = _text(workspace, opened, new)
    first, second = comparing.apart((old_name, new_name), (old, new))
    return comparing.Compared(first, second, compare_texts(older, newer))


def _on_the_shelf(workspace: Workspace, document: str) -> tuple[str, str] | None:
    """Give a document of one version and another version of the same law on the shelf, the older one first."""
    cards = {card.id: card for card in workspace.cards()}
    if len(workspace.versions.chain(document)) > 1 or not (other := version_beside(document, cards)):
        return None
    return (other, document) if cards[other].date < cards[document].date else (document, other)


def _name(workspace: Workspace, version: Version) -> str:
    return comparing.name_of(workspace.library.text(version.text_id), version.name)


def _text(workspace: Workspace | None, opened: ExitStack, name: str) -> tuple[Text, str]:
    if Path(name).is_file():
        worker = opened.enter_context(Worker())
        text = worker.read(Source(name, Path(name).name).bytes(), Path(name).name)
        return text, comparing.name_of(text, Path(name).stem)
    assert workspace is not None
    card = workspace.find_document(name)
    text = workspace.text(card.id)
    return text, comparing.name_of(text, card.title)


def _comparison_lines(compared: comparing.Compared, output: Path | None) -> Iterator[str]:
    yield comparing.summary(compared.comparison)
    if output is not None:
        yield str(output)
        return
    for row in compared.comparison.rows:
        if row.change == "same":
            continue
        yield ""
        yield comparing.label(row)
        words = {"same": "{}", "removed": "[-{}-]", "added": "{{+{}+}}"}
        yield "".join(words[piece.kind].format(piece.text) for piece in row.pieces)


def _review_lines(rows: list[ReviewRow], accepted: int) -> Iterator[str]:
    if accepted:
        yield _("已接受 {count} 条").format(count=accepted)
    for row in rows:
        there = row.new.path if row.new and row.spans else "—"
        old = row.old.path if row.old else row.annotation.anchors[0].clause
        quote = " ".join(row.annotation.anchors[0].quote.split())
        yield f"{row.annotation.id}  {comparing.REVIEW_WORDS[row.status]()}  {old} → {there}  {quote}"
    if not rows:
        yield _("没有待审阅的批注")


def _of_row(row: ReviewRow) -> dict[str, Any]:
    return {
        "annotation": row.annotation.id,
        "status": row.status,
        "certain": row.certain,
        "score": round(row.score, 3),
        "note": row.annotation.note,
        "old": _of_side(row.old),
        "new": _of_side(row.new),
        "spans": [[span.start, span.end] for span in row.spans],
        "pieces": [[piece.kind, piece.text] for piece in row.pieces],
    }


def _of_side(side: Side | None) -> dict[str, Any] | None:
    if side is None:
        return None
    return {
        "path": side.path,
        "start": side.span.start,
        "end": side.span.end,
        "text": side.text,
        "words": [[span.start, span.end] for span in side.words],
    }
