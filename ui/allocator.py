"""What the system's allocator keeps of memory that was given back.

The C library of Linux gives each thread a heap of its own, and keeps in it what came back from that thread; and once a block of some
megabytes was given back, it takes those of that size from these heaps, too. A window has six lanes, and each list of 35,000 documents
that one of them made left its hole: 40 MB after an import. The lanes run in turn, for the interpreter has one lock, so one heap does.
"""

from __future__ import annotations

import ctypes
import sys
import time
from collections.abc import Callable

_TRIM_THRESHOLD, _MMAP_THRESHOLD, _ARENA_MAX = -1, -3, -8  # names of malloc.h
_LARGE = 1 << 20
"""Bytes of a block that goes back to the system at once. A slice of a scan has 0.4 MB: these stay at hand."""
_SPARE = 4 << 20
"""Bytes at the end of the heap that stay at hand."""
_SELDOM_SECONDS = 10.0

_given_back = 0.0


def keep_little() -> None:
    """Have little kept of what is given back; for the window's process, before it makes a thread. Elsewhere than with glibc it does nothing."""
    set_option = _of_the_c_library("mallopt")
    for option, value in ((_ARENA_MAX, 1), (_MMAP_THRESHOLD, _LARGE), (_TRIM_THRESHOLD, _SPARE)):
        set_option(option, value)


def give_back() -> None:
    """Give back what lies free between other things, too: some milliseconds, after work that made much and left little."""
    _of_the_c_library("malloc_trim")(0)


def give_back_seldom() -> None:
    """Give back what lies free, unless it was done just now: after work that comes again and again. Not for the main thread."""
    global _given_back
    now = time.monotonic()
    if now - _given_back > _SELDOM_SECONDS:
        _given_back = now
        give_back()


def _of_the_c_library(name: str) -> Callable[..., object]:
    return getattr(ctypes.CDLL(None), name, _nothing) if sys.platform == "linux" else _nothing


def _nothing(*_arguments: int) -> None:
    pass
