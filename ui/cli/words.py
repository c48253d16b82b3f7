"""Commands about user words: words list, words add, words remove."""

from __future__ import annotations

import click

from reader.errors import KnownError
from ui.cli.common import Choices, common, piyue, update_index
from ui.indexing import folded_words
from ui.translation import _
from ui.workspace import Workspace


@piyue.group(help=_("检索用词：检索时不拆开的词"))
def words() -> None:
    pass


@words.command("list", help=_("列出检索用词"))
@common
def list_(choices: Choices) -> None:
    with choices.workspace(writing=False) as workspace:
        found = workspace.library.words.listed()
    choices.show(found, lambda: iter(found), _("没有检索用词"))


@words.command(help=_("添加检索用词；只有含这些词的文件会重新索引"))
@click.argument("wanted", nargs=-1, required=True)
@common
def add(choices: Choices, wanted: tuple[str, ...]) -> None:
    with choices.workspace() as workspace:
        workspace.add_words(wanted)
        _show(choices, workspace)


@words.command(help=_("删除检索用词"))
@click.argument("unwanted", nargs=-1, required=True)
@common
def remove(choices: Choices, unwanted: tuple[str, ...]) -> None:
    with choices.workspace() as workspace:
        for word in unwanted:
            if not folded_words([word]) <= workspace.words:
                raise KnownError("word-unknown", word=word)
        workspace.forget_words(unwanted)
        _show(choices, workspace)


def _show(choices: Choices, workspace: Workspace) -> None:
    update_index(workspace)
    found = workspace.library.words.listed()
    choices.show(found, lambda: iter(found), _("没有检索用词"))
