"""Python's own import, which PySide6 puts one of its own in the place of.

PySide6's asks at every import statement whether the module wants Qt with other names (``from __feature__ import snake_case``), and reads the
source of what is imported to see whether it knows of Qt: 0.2 to 0.7 ms a module. Here nobody asks for such names.
"""

from __future__ import annotations

import builtins


def import_plainly() -> None:
    """Import as Python does from now on. For a moment in which nothing is imported: PySide6 puts its own back at the end of an import."""
    plain = vars(builtins).get("__orig_import__")  # where PySide6 keeps the one that it found
    if plain is not None:
        builtins.__import__ = plain
