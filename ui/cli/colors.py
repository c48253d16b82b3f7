"""Commands about the names of the colours: colors."""

from __future__ import annotations

import click

from ui.cli.common import Choices, common, piyue
from ui.coloring import ROLES, color_of, name_colors
from ui.translation import _
from ui.wording import color_word


@piyue.command(help=_("列出颜色和它们的名称；给出颜色和名称则改名，名称为空则恢复原名"))
@click.argument("color", required=False)
@click.argument("name", required=False)
@common
def colors(choices: Choices, color: str | None, name: str | None) -> None:
    if color is not None and name is None:
        raise click.UsageError(_("还要给出名称。"))
    with choices.workspace(writing=color is not None) as workspace:
        if color is not None and name is not None:
            name_colors(workspace, {color_of(workspace.library.colors.names(), color): name})
        names = workspace.library.colors.names()
    choices.show(
        [{"color": role, "name": color_word(role, names), "renamed": role in names} for role in ROLES],
        lambda: (f"{role}  {color_word(role, names)}" for role in ROLES),
    )
