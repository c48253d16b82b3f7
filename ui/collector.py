"""Who looks for what nothing but itself holds, and how often.

The command line leaves that to Python, only more seldom. In the window's process nobody does it but the main thread
(ui/window/collecting.py): Python looks in whichever thread makes an object, what it finds there is destroyed there, and Qt's
objects must not be destroyed, stopped or given to a parent outside of their own thread.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Iterator
from contextlib import contextmanager

_OBJECTS_BETWEEN_COLLECTIONS = 20_000
"""Python's 700 is a twentieth of the window's start, and a tenth of an import: what is made there stays."""
_MOST_OBJECTS = 80_000
"""So many objects are looked through in 5 ms where all stay, and in 12 where all go; a busy machine takes twice that."""
_LONG_S = 0.02

_makers: list[None] = []
"""One for each ``staying`` that is not over; several threads put in and take out."""


def collect_seldom() -> None:
    """Let Python look less often; for a process without Qt's objects."""
    gc.set_threshold(_OBJECTS_BETWEEN_COLLECTIONS, 10, 20)


def collect_by_hand() -> None:
    """Let nothing be collected by Python itself, in no thread: from now on ``Collecting`` does it."""
    gc.disable()


def pass_over() -> None:
    """Let no collection look at what is there: it stays. Nothing is destroyed by this, so that any thread may ask for it."""
    gc.freeze()


@contextmanager
def staying() -> Iterator[None]:
    """Make what stays: nothing is collected meanwhile, and if it is much, no collection ever looks at it. For any thread.

    One look at the records of 34,716 documents stops everything for 50 ms; one that came while they were made hid how many there were.
    """
    _makers.append(None)
    try:
        yield
    finally:
        if gc.get_count()[0] > _OBJECTS_BETWEEN_COLLECTIONS:
            gc.freeze()
        _makers.pop()


class Collecting:
    """Collects in small bites: what is new, and when much of that has stayed, everything once. For the main thread."""

    def __init__(self) -> None:
        self._stayed = 0

    def is_due(self) -> bool:
        """Tell whether enough was made since the last time, and nobody makes what stays."""
        return not _makers and gc.get_count()[0] > _OBJECTS_BETWEEN_COLLECTIONS

    def is_overdue(self) -> bool:
        """Tell whether so much was made that it may not wait: it would take too long, and hold too much."""
        return not _makers and gc.get_count()[0] > _MOST_OBJECTS

    def collect(self) -> None:
        """Collect if that is due. What makes it take long is passed over from then on: it has just been looked at, and stays."""
        if not self.is_due():
            return
        self._stayed += gc.get_count()[0]
        if self._stayed <= _MOST_OBJECTS:
            self._stayed -= gc.collect(0)
            return
        self._stayed = 0
        began = time.thread_time()
        gc.collect()
        if time.thread_time() - began > _LONG_S:
            gc.freeze()
