"""The command about the links that exports hold: links."""

from __future__ import annotations

import click

from ui.cli.common import Choices, common, piyue
from ui.links.handling import handling, in_words, system_registrar, this_program, turn_off, turn_on
from ui.translation import _


@piyue.command(help=_("说明系统把 piyue:// 链接交给谁；on 交给这里的批阅，off 取消"))
@click.argument("wanted", required=False, type=click.Choice(["on", "off"]))
@common
def links(choices: Choices, wanted: str | None) -> None:
    registrar, program = system_registrar(), this_program()
    if wanted == "on":
        turn_on(registrar, program)
    elif wanted == "off":
        turn_off(registrar, program)
    found = handling(registrar, program)
    choices.show({"state": found.standing, "program": found.program or None}, lambda: iter([in_words(found)]))
