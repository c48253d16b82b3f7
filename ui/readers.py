"""The processes that read what is imported. One stays warm for the next import: to start it takes longer than all the rest.

It holds 14 MB of its own, 20 after a document of Word. What has grown further is not kept.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from reader.model import Text
from ui.workers import MANY, Worker

_ANYTHING = ("第一条 试验。".encode(), "warm.txt")
_LIGHT = 30_000_000
"""Bytes that one may hold while nothing is imported."""


class Readers:
    """Hands out readers. Safe in any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._idle: Worker | None = None
        self._closed = False

    @contextmanager
    def one(self) -> Iterator[Worker]:
        """Give a reader for some time: the one that is warm, else a new one."""
        with self._lock:
            worker, self._idle = self._idle or Worker(), None
        try:
            yield worker
        finally:
            # One that has read very many yields to the index.
            is_fit = worker.served <= MANY and worker.memory() <= _LIGHT
            with self._lock:
                is_kept = is_fit and self._idle is None and not self._closed
                if is_kept:
                    self._idle = worker
            if not is_kept:
                worker.stop()

    def read(self, data: bytes, name: str) -> Text:
        """Read a file's bytes, as ``Worker.read`` does."""
        with self.one() as worker:
            return worker.read(data, name)

    def warm_up(self, cancelled: Callable[[], bool] = lambda: False) -> None:
        """Have one ready before it is asked for.

        Args:
            cancelled: Asked every 50 ms.

        Raises:
            KnownError, Cancelled: As ``Worker.read_packed``.
        """
        with self.one() as worker:
            if not worker.served:
                worker.read_packed(*_ANYTHING, cancelled)

    def stop(self) -> None:
        """End the one that waits, and keep none from now on."""
        with self._lock:
            idle, self._idle, self._closed = self._idle, None, True
        if idle is not None:
            idle.stop()
