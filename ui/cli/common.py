"""What all commands share: the group, ``--library`` and ``--json``, and the open library."""

from __future__ import annotations

import functools
import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from reader.errors import KnownError
from ui.cli.click_words import Group
from ui.indexed import in_words
from ui.places import default_library
from ui.translation import _
from ui.wording import sentence
from ui.workspace import Workspace


@dataclass
class Choices:
    """What ``--library`` and ``--json`` said, before or after the subcommand."""

    library: Path | None = None
    json: bool = False

    @property
    def folder(self) -> Path:
        """The library's folder."""
        return self.library or default_library()

    @contextmanager
    def workspace(self, *, writing: bool = True) -> Iterator[Workspace]:
        """Open the library for the time of a command; beside an open window it can still be read."""
        try:
            opened = Workspace.open(self.folder, read_only=not writing)
        except KnownError as error:
            if error.case not in ("library-absent", "library-older"):
                raise
            # A new library is made, an old one brought up to date, by whoever comes first.
            opened = Workspace.open(self.folder)
        with opened as workspace:
            yield workspace
            if writing:
                _back_up(workspace)

    def show(self, value: Any, lines: Callable[[], Iterator[str]], empty: str = "") -> None:
        """Print a result: as JSON, or as lines for a person.

        Args:
            value: The result for ``--json``.
            lines: The result for a person.
            empty: What a person is told where there are no lines, so that nothing looks like nothing done.
        """
        if self.json:
            click.echo(json.dumps(value, ensure_ascii=False))
        else:
            for line in list(lines()) or filter(None, [empty]):
                click.echo(line)


def common(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command ``--library`` and ``--json``, which click otherwise takes only before the subcommand."""

    @click.option("--library", type=click.Path(path_type=Path, file_okay=False), help=_("文库所在的文件夹"))
    @click.option("--json", "as_json", is_flag=True, help=_("以 JSON 输出"))
    @functools.wraps(command)
    def with_choices(library: Path | None, as_json: bool, **arguments: Any) -> None:
        choices = click.get_current_context().ensure_object(Choices)
        choices.library = library or choices.library
        choices.json = as_json or choices.json
        command(choices, **arguments)

    return with_choices


class Commands(Group):
    """The group of the commands, which are imported when one of them is asked for: a window that opens needs none.

    Attributes:
        load: Imports them.
    """

    group_class = Group
    load: Callable[[], object] = staticmethod(tuple)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Give a command by its name."""
        self.load()
        return super().get_command(ctx, cmd_name)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Give the names of all commands."""
        self.load()
        return super().list_commands(ctx)


@click.group(
    cls=Commands,
    invoke_without_command=True,
    help=_("批阅：离线阅读、批注、检索公文、法律和标准。不带子命令时打开窗口。"),
)
@click.option("--link", default="", help=_("打开窗口，到 piyue:// 链接指的地方"))
@common
def piyue(choices: Choices, link: str) -> None:
    if click.get_current_context().invoked_subcommand is None:
        from ui.display import open_window

        sys.exit(open_window(choices.library, link))


def update_index(workspace: Workspace) -> None:
    """Bring the index up to date, and say beside what the command prints which documents it had to leave out."""
    for skipped in workspace.bring_index_up_to_date().skipped:
        click.echo(in_words(skipped), err=True)


def _back_up(workspace: Workspace) -> None:
    try:
        workspace.library.back_up_when_due()
    except KnownError as error:  # what the command did is done and saved; that there is no copy of it is said beside it
        click.echo(sentence(error), err=True)
