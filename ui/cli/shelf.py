"""Commands about documents: import, list, show, remove."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import click

from reader.errors import KnownError
from storage.cards import Card
from ui import portrait
from ui.cli.common import Choices, common, piyue, update_index
from ui.importing import ImportRow, sources
from ui.named_apart import names_apart
from ui.standing import told
from ui.translation import _
from ui.wording import status_word


@piyue.command("import", help=_("导入文件或文件夹，逐个文件报告结果"))
@click.argument("paths", nargs=-1, required=True)
@common
def import_(choices: Choices, paths: tuple[str, ...]) -> None:
    with choices.workspace() as workspace:

        def report(row: ImportRow, _done: int, _total: int) -> None:
            choices.show(portrait.of_import(row), lambda: iter([_import_line(row)]))

        rows = workspace.import_all(list(sources(paths)), report=report)
        update_index(workspace)
    if not rows:
        raise KnownError("nothing-to-import", paths="、".join(paths))
    if any(row.status == "failed" for row in rows):  # as with export: a script must learn that not all is there
        sys.exit(1)


@piyue.command("list", help=_("列出文库里的文件"))
@common
def list_(choices: Choices) -> None:
    with choices.workspace(writing=False) as workspace:
        cards = workspace.cards()
    names = names_apart(cards)
    choices.show(
        [portrait.of_card(card) for card in cards],
        lambda: (
            "  ".join(
                part
                for part in (card.id, card.date or "----------", card.title, names.get(card.id), card.number)
                if part
            )
            for card in cards
        ),
        _("文库里还没有文件"),
    )


@piyue.command(help=_("显示一份文件：元数据、正文、条款、任务、引用"))
@click.argument("document")
@common
def show(choices: Choices, document: str) -> None:
    with choices.workspace(writing=False) as workspace:
        card = workspace.find_document(document)
        text = workspace.text(card.id)
        keywords = workspace.keywords(card.id) if choices.json else ()
        names = workspace.names() if choices.json else None
    choices.show(portrait.of_document(card, text, keywords, names), lambda: _document_lines(card, text.text))


@piyue.command(help=_("从文库移除一份文件；批注留存，可撤销"))
@click.argument("document")
@common
def remove(choices: Choices, document: str) -> None:
    with choices.workspace() as workspace:
        card = workspace.find_document(document)
        workspace.remove([card.id])
        update_index(workspace)
    choices.show(
        {"removed": card.id, "title": card.title}, lambda: iter([_("已移除《{title}》").format(title=card.title)])
    )


def _document_lines(card: Card, text: str) -> Iterator[str]:
    head = (
        (_("标题"), card.title),
        (_("发文机关"), "、".join(card.issuers)),
        (_("文号"), card.number),
        (_("日期"), card.date or ""),
        (_("效力"), told(card.validity)),
    )
    for name, value in head:
        if value:
            yield _("{name}：{value}").format(name=name, value=value)
    yield ""
    yield text


def _import_line(row: ImportRow) -> str:
    return f"{status_word(row.status)}  {row.path}  {row.title}  {row.message}".rstrip()
