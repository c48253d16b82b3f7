"""How long a long piece of work still takes, and how that is said."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable

from ui.translation import _

_LOOK_BACK = 15.0
"""Seconds whose pace counts: long enough to even out large files, short enough to forget a beginning that had nothing to do."""
_FIRST = 2.0
"""Seconds before anything is said: a promise made after three files is worth nothing."""


class Remaining:
    """Guesses the time left from the pace of the last seconds.

    Args:
        clock: Gives seconds.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._looks: deque[tuple[float, int]] = deque([(clock(), 0)])

    def seconds(self, done: int, total: int) -> float | None:
        """Give the seconds left when ``done`` of ``total`` are done; None while nobody can tell."""
        now = self._clock()
        if done < self._looks[-1][1]:
            self._looks = deque([(now, done)])
        # Ten looks a second are enough, however often one asks.
        if now - self._looks[-1][0] >= 0.1:
            self._looks.append((now, done))
        while len(self._looks) > 2 and self._looks[1][0] < now - _LOOK_BACK:
            self._looks.popleft()
        then, before = self._looks[0]
        if now - then < _FIRST or done <= before:
            return None
        return (total - done) * (now - then) / (done - before)


def in_words(seconds: float) -> str:
    """Say how long something still takes, no more exactly than it is known."""
    if seconds < 10:
        return _("还需几秒")
    if seconds < 60:
        return _("约还需 {count} 秒").format(count=-(-int(seconds) // 10) * 10)
    return _("约还需 {count} 分钟").format(count=-(-int(seconds) // 60))
