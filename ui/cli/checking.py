"""The command that tries the program itself: self-test."""

from __future__ import annotations

from ui.cli.common import Choices, common, piyue
from ui.translation import _


@piyue.command("self-test", help=_("在临时文库里把主要功能走一遍"))
@common
def self_test(choices: Choices) -> None:
    from ui.self_test import run

    steps = run()
    choices.show({"ok": True, "steps": steps}, lambda: iter([_("自检通过：{steps}").format(steps="、".join(steps))]))
