"""Preparing documents with a second process: both take what is next, and the writer gets everything in the order it was given.

The helper is a help and nothing more: where it fails, its documents are prepared here, and it is not asked again.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from typing import Protocol

from reader.errors import Cancelled
from search.lexicon import NO_WORDS, Lexicon
from search.preparation import Batch, prepare
from search.results import Entry

log = logging.getLogger(__name__)

TOGETHER = 8
"""Documents that are taken in one go, about an eighth of a second of work; fewer near the end, so that both end together."""

_AHEAD = 64
"""Batches that wait for one that was taken before them, until the writer's process takes no more."""

_LOOK_SECONDS = 0.05


class Helper(Protocol):
    """Another process that can prepare documents."""

    def prepare(self, positions: range) -> Batch:
        """Prepare the entries at some positions; blocks until it is done, and may raise anything."""


def batches(
    entries: Iterable[Entry | None],
    helper: Helper | None = None,
    cancelled: Callable[[], bool] = lambda: False,
    own: Lexicon = NO_WORDS,
) -> Iterator[Batch]:
    """Prepare documents, in their order.

    Args:
        entries: The documents; a ``Sequence`` of entries made when they are asked for, if there is a helper.
        helper: Prepares some of them, by the same words.
        cancelled: Asked between documents.
        own: Words of the user.

    Raises:
        Cancelled: As asked.
    """
    if helper is not None and isinstance(entries, Sequence):
        with closing(_Shared(entries, helper, own)) as shared:
            yield from shared.batches(cancelled)
        return
    for entry in entries:
        if cancelled():
            raise Cancelled
        yield prepare([entry], own)


class _Shared:
    def __init__(self, entries: Sequence[Entry | None], helper: Helper, own: Lexicon) -> None:
        self._entries = entries
        self._helper = helper
        self._own = own
        self._next = 0
        self._given_back: range | None = None
        self._ready: dict[int, tuple[range, Batch]] = {}
        self._changed = threading.Condition()
        threading.Thread(target=self._help, name="index-helper", daemon=True).start()

    def batches(self, cancelled: Callable[[], bool]) -> Iterator[Batch]:
        written = 0
        while written < len(self._entries):
            if cancelled():
                raise Cancelled
            with self._changed:
                part, batch = self._ready.pop(written, (None, None))
                if batch is None and (part := self._take()) is None:
                    self._changed.wait(_LOOK_SECONDS)
            if part is None:
                continue
            if batch is None:
                batch = prepare((self._entries[position] for position in part), self._own)
                if part.start != written:
                    with self._changed:
                        self._ready[part.start] = part, batch
                    continue
            written = part.stop
            yield batch

    def close(self) -> None:
        """Hand out nothing more. Whoever owns the helper ends it."""
        with self._changed:
            self._next = len(self._entries)

    def _take(self, *, by_helper: bool = False) -> range | None:
        """Give what is to be prepared next; None where there is nothing, or too much waits already."""
        if not by_helper and self._given_back is not None:
            part, self._given_back = self._given_back, None
            return part
        left = len(self._entries) - self._next
        if not left or (not by_helper and len(self._ready) >= _AHEAD):
            return None
        start = self._next
        self._next += max(1, min(TOGETHER, left // 4))
        return range(start, self._next)

    def _help(self) -> None:
        while True:
            with self._changed:
                part = self._take(by_helper=True)
            if part is None:
                return
            try:
                batch = self._helper.prepare(part)
            except Exception:  # whatever went wrong over there, the document is prepared here
                log.info("the helper of the index failed", exc_info=True)
                with self._changed:
                    self._given_back = part
                    self._changed.notify_all()
                return
            with self._changed:
                self._ready[part.start] = part, batch
                self._changed.notify_all()
