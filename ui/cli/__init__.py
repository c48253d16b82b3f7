"""The command line, for scripts and for tests, on the same Workspace as the window.

With ``--json`` standard output carries one JSON value (``import``: one line a file) and nothing else. Errors are one sentence on
standard error and exit status 1, and so is a file among several that failed; wrong usage is 2.
"""

from __future__ import annotations

import sys
from types import ModuleType

import click

from reader.errors import Cancelled, KnownError
from storage.exports.links import SCHEME
from ui.cli.click_words import translate_click
from ui.cli.common import Choices, Commands, piyue
from ui.translation import _
from ui.wording import sentence


def run(arguments: list[str]) -> int:
    """Run the command line.

    Args:
        arguments: Without the program's name.

    Returns:
        The exit status: 0, 1 with a sentence on standard error, or 2 for wrong usage.
    """
    # Frozen Windows consoles start in the system's code page; the output of this program is UTF-8 everywhere.
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    if arguments and arguments[0].lower().startswith(SCHEME):
        # As the system hands a link over. What follows it, a page smuggled past the quotes: no link may give a command.
        arguments = ["--link", arguments[0]]
    elif len(arguments) == 3 and arguments[0] == "--library" and arguments[-1].lower().startswith(SCHEME):
        # As the command line that is packaged asks the window for it. Behind a command it is a word like others: of a note, of a query.
        arguments = [*arguments[:-1], "--link", arguments[-1]]
    translate_click()
    try:
        piyue.main(arguments, prog_name="piyue", standalone_mode=False, obj=Choices())
    except KnownError as error:
        click.echo(sentence(error), err=True)
        return 1
    except (Cancelled, click.Abort, KeyboardInterrupt):
        click.echo(_("已取消"), err=True)
        return 1
    except click.UsageError as error:
        error.show()
        return 2
    except click.ClickException as error:
        error.show()
        return 1
    except SystemExit as leaving:
        return leaving.code if isinstance(leaving.code, int) else 1
    return 0


def _commands() -> tuple[ModuleType, ...]:
    """Give the modules whose commands stand in the group; importing them puts them there."""
    from ui.cli import (
        annotating,
        checking,
        colors,
        exporting,
        following,
        ledger,
        links,
        mending,
        notes_import,
        recovery,
        searching,
        shelf,
        trash,
        versions,
        words,
    )

    return (
        shelf,
        searching,
        annotating,
        colors,
        mending,
        exporting,
        notes_import,
        trash,
        versions,
        following,
        ledger,
        links,
        recovery,
        checking,
        words,
    )


Commands.load = staticmethod(_commands)
