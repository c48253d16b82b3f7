"""Commands about cross references: references, cited-by."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import click

from reader.errors import KnownError
from reader.model import Reference, cite
from reader.targets import clauses_at
from ui.cli.common import Choices, common, piyue
from ui.following import Absent, Citation, Meaning, told
from ui.translation import _


@piyue.command(help=_("列出一份文件引用了什么、在文库的哪里；--absent 只列文库里没有的，不给文件时查整个文库"))
@click.argument("document", required=False)
@click.option("--absent", is_flag=True, help=_("只列文库里没有的文件，引用多的在前"))
@common
def references(choices: Choices, document: str | None, absent: bool) -> None:
    with choices.workspace(writing=False) as workspace:
        if absent:
            wanted = workspace.find_document(document).id if document else ""
            if not wanted:
                workspace.following.look_at_all()
            missing = workspace.following.absent(wanted)
            choices.show([_of_absent(one) for one in missing], lambda: _absent_lines(missing))
            return
        if document is None:
            raise click.UsageError(_("请给出文件，或加上 --absent 查整个文库"))
        card = workspace.find_document(document)
        found = workspace.following.references(card.id)
        text = workspace.text(card.id).text
    choices.show(
        [_of_reference(one, meaning, text) for one, meaning in found],
        lambda: _reference_lines(found, text),
        _("没有引用别的文件和条款"),
    )


@piyue.command("cited-by", help=_("列出引用一个条款的地方，本文件的和文库里其他文件的；不给条款时是引用整份文件的"))
@click.argument("document")
@click.argument("clause", default="")
@common
def cited_by(choices: Choices, document: str, clause: str) -> None:
    with choices.workspace(writing=False) as workspace:
        card = workspace.find_document(document)
        if clause and not clauses_at(workspace.text(card.id), clause):
            raise KnownError("clause-unknown", name=clause)
        workspace.following.look_at_all()
        found = workspace.following.citing(card.id, clause).citations
    choices.show(
        [_of_citation(one) for one in found],
        lambda: (f"{cite(one.title, one.path)}  {one.words}" for one in found),
        _("没有引用它的地方"),
    )


def _of_reference(reference: Reference, meaning: Meaning, text: str) -> dict[str, Any]:
    return {
        "kind": reference.kind,
        "text": text[reference.span.start : reference.span.end],
        "start": reference.span.start,
        "end": reference.span.end,
        "target": reference.target,
        "path": reference.path,
        "where": meaning.where,
        "document": meaning.document or None,
        "title": meaning.title,
        "clause": meaning.path,
        "target_start": meaning.span.start if meaning.span else None,
        "target_end": meaning.span.end if meaning.span else None,
    }


def _of_citation(one: Citation) -> dict[str, Any]:
    return {
        "document": one.document,
        "title": one.title,
        "path": one.path,
        "start": one.span.start,
        "end": one.span.end,
        "words": one.words,
    }


def _of_absent(one: Absent) -> dict[str, Any]:
    return {"name": one.name, "count": one.count, "cited_by": [_of_citation(place) for place in one.citations]}


def _absent_lines(missing: list[Absent]) -> Iterator[str]:
    for one in missing:
        yield f"{one.count:>4}  {one.name}"
    if not missing:
        yield _("引用的文件都在文库里")


def _reference_lines(found: list[tuple[Reference, Meaning]], text: str) -> Iterator[str]:
    for reference, meaning in found:
        words = text[reference.span.start : reference.span.end]
        yield f"{words}  → {told(meaning)}"
