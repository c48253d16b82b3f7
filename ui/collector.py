"""How often Python looks for what nothing holds any more."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_OBJECTS_BETWEEN_COLLECTIONS = 20_000
"""Python's 700 is a twentieth of the window's start, and a tenth of an import: what is made there stays."""


def collect_seldom() -> None:
    """Let more objects be made between two collections; for the window's process, before it imports anything large."""
    gc.set_threshold(_OBJECTS_BETWEEN_COLLECTIONS, 10, 20)


def collect_nothing() -> None:
    """Collect nothing until ``collect_again``: of what a start makes all stays, and to look through it takes 40 ms."""
    gc.disable()


def collect_again() -> None:
    """Collect what is made from now on; what is there stays, so that no collection looks at it."""
    gc.freeze()
    gc.enable()


@contextmanager
def collecting_later() -> Iterator[None]:
    """Let nothing be collected while a large shelf is read: what is made on the way goes by itself, and a collection stops all threads.

    Where so much was made that stays (a large shelf is read for the first time), it is passed over from now on: else the main thread
    would look at all of it with one of its next steps.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
        if was_on and gc.get_count()[0] > _OBJECTS_BETWEEN_COLLECTIONS:
            gc.freeze()
    finally:
        if was_on:
            gc.enable()
