"""Commands that try the program itself: self-test, smoke."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from ui.cli.common import Choices, common, piyue
from ui.translation import _


@piyue.command("self-test", help=_("在临时文库里把主要功能走一遍"))
@common
def self_test(choices: Choices) -> None:
    from ui.self_test import run

    steps = run()
    choices.show({"ok": True, "steps": steps}, lambda: iter([_("自检通过：{steps}").format(steps="、".join(steps))]))


@piyue.command(hidden=True, help=_("打包后的窗口自检，见 build/smoke_test.py"))
@click.argument("report", type=click.Path(path_type=Path))
@common
def smoke(choices: Choices, report: Path) -> None:
    from ui.display import check
    from ui.window.smoke import run as run_journey

    check()
    sys.exit(run_journey(choices.library, report))
