"""Commands for the way back from a damaged library: backups, restore-backup."""

from __future__ import annotations

import click

from ui.cli.common import Choices, common, piyue
from ui.recovery import backups as known_backups
from ui.recovery import chosen_backup, recover
from ui.translation import _


@piyue.command(help=_("列出文库的备份，新的在前"))
@common
def backups(choices: Choices) -> None:
    found = known_backups(choices.folder)
    choices.show(
        [{"name": one.path.name, "taken": one.taken.isoformat(), "ops": one.ops} for one in found],
        lambda: (f"{one.taken.astimezone():%Y-%m-%d %H:%M:%S}  {one.path.name}" for one in found),
        _("这个文库还没有备份"),
    )


@piyue.command("restore-backup", help=_("用备份代替文库文件，默认用最新的完好备份；现有的文件留在旁边"))
@click.argument("name", default="")
@common
def restore_backup(choices: Choices, name: str) -> None:
    recovered = recover(choices.folder, chosen_backup(choices.folder, name))
    aside = "" if recovered.aside is None else str(recovered.aside)
    choices.show(
        {"taken": recovered.taken.isoformat(), "aside": aside},
        lambda: iter(
            [
                _("文库已恢复到 {when}。").format(when=f"{recovered.taken.astimezone():%Y-%m-%d %H:%M}"),
                *([_("原来的文件留在 {path}。").format(path=aside)] if aside else []),
            ]
        ),
    )
