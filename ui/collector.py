"""How often Python looks for what nothing holds any more."""

from __future__ import annotations

import gc

_OBJECTS_BETWEEN_COLLECTIONS = 20_000
"""Python's 700 is a twentieth of the window's start, and a tenth of an import: what is made there stays."""


def collect_seldom() -> None:
    """Let more objects be made between two collections; for the window's process, before it imports anything large."""
    gc.set_threshold(_OBJECTS_BETWEEN_COLLECTIONS, 10, 20)
