"""The colours as a person calls them: by the name that he gave, by the program's own, or by role."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, cast, get_args

from reader.errors import KnownError
from storage.annotations import Color
from storage.changes import Changes
from storage.colors import tidy
from ui.translation import _
from ui.wording import color_word

if TYPE_CHECKING:
    from ui.workspace import Workspace

ROLES: tuple[Color, ...] = get_args(Color)


def color_of(names: Mapping[Color, str], word: str) -> Color:
    """Give the colour that a person means.

    Args:
        names: What he calls colours, by role.
        word: The role, his name for it, or the program's.

    Raises:
        KnownError: ``color-unknown`` with the names that there are.
    """
    wanted = tidy(word).casefold()
    called: dict[str, Color] = {color_word(role).casefold(): role for role in ROLES}
    # His own names go before the program's, and the roles, which scripts rely on, before both.
    called |= {names[role].casefold(): role for role in reversed(ROLES) if role in names}
    called |= {role: role for role in ROLES}
    if wanted not in called:
        known = "、".join(_("{name}（{role}）").format(name=color_word(role, names), role=role) for role in ROLES)
        raise KnownError("color-unknown", name=word, names=known)
    return called[wanted]


def colors_of(names: Mapping[Color, str], words: Iterable[str]) -> frozenset[Color]:
    """Give the colours that a person means; see ``color_of``."""
    return frozenset(color_of(names, word) for word in words)


def name_colors(workspace: Workspace, names: Mapping[Color, str]) -> Changes:
    """Name colours, as one action; what a colour is called by itself, or nothing at all, takes its name back.

    Raises:
        KnownError: ``color-name-taken``: two colours would be called the same.
    """
    wanted = {role: "" if tidy(name) == color_word(role) else tidy(name) for role, name in names.items()}
    if twice := name_twice_used({**workspace.library.colors.names(), **wanted}):
        raise KnownError("color-name-taken", name=twice)
    return workspace.library.colors.rename(cast("Mapping[Color, str]", wanted))


def name_twice_used(names: Mapping[Color, str]) -> str:
    """Give a name by which two colours would be called; empty where there is none."""
    taken: set[str] = set()
    for role in ROLES:
        called = color_word(role, names).casefold()
        if called in taken or (called in ROLES and called != role):
            return color_word(role, names)
        taken.add(called)
    return ""


def taken_along(workspace: Workspace, names: Mapping[Color, str]) -> dict[Color, str]:
    """Give the names of a file that the library takes over: only for colours that are not named here, none that is in use."""
    here = workspace.library.colors.names()
    used = {color_word(role, here).casefold() for role in ROLES}
    taken: dict[Color, str] = {}
    for role, name in names.items():
        if role not in here and name.casefold() not in used and name.casefold() not in ROLES:
            taken[role] = name
            used.add(name.casefold())
    return taken
