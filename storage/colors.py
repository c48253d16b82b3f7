"""What the user calls the highlight colours (重点, 疑问 …). The role of a colour is what annotations keep; its name is an op of its own.

A name belongs to the library and not to an annotation: naming a colour renames it for all that carry it, on every device.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from typing import cast, get_args

from storage import actions
from storage.annotations import Color
from storage.changes import Changes
from storage.database import Database
from storage.folding import ALIVE
from storage.ops import Write
from storage.part import Part

LONGEST = 20
"""Code points of a name: more does not fit into a menu, a filter or a column."""

NO_NAMES: Mapping[Color, str] = {}
"""The user named no colour."""

_OBJECT = "color:"


class Colors(Part):
    """What ``Library.colors`` is; its errors are those of ``Library``."""

    def names(self) -> dict[Color, str]:
        """Give the names of the colours that the user named, by role."""
        with self._reading() as db:
            return named(db)

    def rename(self, names: Mapping[Color, str]) -> Changes:
        """Name colours, as one action.

        Args:
            names: By role; an empty name gives a colour the program's own name back.

        Raises:
            ValueError: No such role.
        """
        with self._writing() as db:
            now = named(db)
            # To take back what was never given is no change; the log would keep it as one.
            return actions.perform(
                db,
                "name-color",
                naming({role: name for role, name in names.items() if tidy(name) != now.get(role, "")}),
            )


def named(db: Database) -> dict[Color, str]:
    """Give the names of the colours that the user named; see ``Colors.names``."""
    rows = dict(db.execute("SELECT id, name FROM color WHERE alive AND name <> ''").fetchall())
    return {role: rows[_OBJECT + role] for role in get_args(Color) if _OBJECT + role in rows}


def naming(names: Mapping[Color, str]) -> list[Write]:
    """Give the writes that name colours; white space in names is folded, and what is too long is cut."""
    writes = []
    for role, words in names.items():
        if role not in get_args(Color):
            raise ValueError(f"no colour {role!r}")
        name = tidy(words)
        # An object of one id on all devices, so that a name given on another is the same thing and not a second one.
        writes += [Write(_OBJECT + role, "color", "name", name or None), Write(_OBJECT + role, "color", ALIVE, True)]
    return writes


def tidy(name: str) -> str:
    """Give a name as it is kept: inner white space single, none at the ends, nothing that is not to be seen, not too long."""
    return "".join(filter(_is_shown, " ".join(name.split())))[:LONGEST].strip()


def _is_shown(character: str) -> bool:
    # Controls, halves of characters, and what turns the direction of the words around a name in a menu.
    return unicodedata.category(character) not in ("Cc", "Cf", "Cs")


def checked(names: Mapping[str, object]) -> dict[Color, str]:
    """Give what of some names, from a file that anybody may have written, can be kept."""
    found = {cast(Color, role): tidy(name) for role, name in names.items() if isinstance(name, str)}
    return {role: name for role, name in found.items() if role in get_args(Color) and name}
