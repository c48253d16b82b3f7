"""Keeping the index in step with the shelf, behind the window: when its worker begins, and when what it wrote is taken up.

An update begins whenever the shelf is another. While an import runs it begins every few seconds, so that what is there already can be
ranked, and what a long update has committed is taken up while it goes on. The worker is warmed up when an import begins: a single
document is indexed in the time that a warm one takes.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection
from functools import partial

from PySide6.QtCore import QObject, Signal

from reader.errors import KnownError
from storage.documents import Card
from ui.indexed import Indexed
from ui.window import library_work as work
from ui.window.tasks import TaskRunner
from ui.workers import Worker
from ui.workspace import Workspace

_WHILE_IMPORTING_SECONDS = 4.0
"""Between the beginnings of two updates while an import runs: with the time that one takes, what is imported is ranked within ten."""
_ONE_READER = (2.0, 60.0)
"""From when to when after its beginning an update that follows an import has a processor of its own: one process less reads beside it."""
_NO_READER = (6.0, 20.0)
"""The same for no process at all, on a machine that has much else to do: what is imported is to be ranked after ten seconds or so."""
_LOOK_SECONDS = 2.0
"""How often it is looked whether an update has committed something, at most."""
_LOOK_SHARE = 20
"""Taking up a commit checks the whole index; it may take one part in so many of the lane's time."""


class IndexKeeper(QObject):
    """Keeps the index of one library.

    Signals:
        progressed: ``(done, total)``, None when the index is complete.
        ready: The index answers otherwise than before, and is complete.
        grew: The index answers for more than before, and is still being made.
        skipped: Tuple of ``Skipped``: the documents that the last update could not read.
    """

    progressed = Signal(object)
    ready = Signal()
    grew = Signal()
    skipped = Signal(object)

    def __init__(self, tasks: TaskRunner, cards: Callable[[], Collection[Card]], parent: QObject | None = None) -> None:
        """Keep no index yet.

        Args:
            tasks: The lanes.
            cards: Gives the shelf.
            parent: The owner.
        """
        super().__init__(parent)
        self._tasks = tasks
        self._cards = cards
        self._worker = Worker()
        self._workspace: Workspace | None = None
        self._busy = self._again = False
        self._follows = self._followed = False
        self._imports = 0
        self._begun = 0.0
        self._look_at = 0.0
        self._skipped: tuple[object, ...] = ()

    def open(self, workspace: Workspace) -> None:
        """Keep the index of an open library."""
        self._workspace = workspace

    def close(self) -> None:
        """Take nothing more up. ``stop`` ends the worker, once the lanes have ended."""
        self._workspace = None

    def stop(self) -> None:
        """End the worker."""
        self._worker.stop()

    def is_busy(self) -> bool:
        """Tell whether an update is under way."""
        return self._busy

    def update(self) -> None:
        """Bring the index up to date; called again meanwhile, once more after."""
        if self._workspace is None:
            return
        if self._busy:
            self._again = True
            return
        self._busy, self._again = True, False
        self._begun = time.monotonic()
        # The search lane is the index's reader: it alone may look at it.
        check = partial(work.index_is_stale, self._workspace, tuple(self._cards()), self._imports > 0)
        self._tasks.run(check, lane="search", done=self._on_checked, failed=self._on_failed)

    def begin_import(self) -> None:
        """Know that an import begins: the worker loads what it needs while the file is read."""
        self._imports += 1
        if not self._busy and self._workspace is not None:
            self._tasks.run(self._worker.warm_up, lane="index", failed=self._on_cold)

    def follow_import(self) -> None:
        """Know that an import has filled the shelf further."""
        if time.monotonic() - self._begun > _WHILE_IMPORTING_SECONDS:
            self.update()

    def spared(self) -> int:
        """Give how many of the readers of an import are to wait, as what was imported waits for the index. Safe in any thread."""
        takes = time.monotonic() - self._begun if self._follows else 0.0
        return sum(begin < takes < end for begin, end in (_ONE_READER, _NO_READER))

    def end_import(self) -> None:
        """Know that an import has ended, whatever came of it."""
        self._imports -= 1

    def _on_checked(self, stale: bool) -> None:
        if self._workspace is None:
            return
        if not stale:
            self._on_updated(Indexed())
            return
        self.progressed.emit((0, len(self._cards())))
        self._look_at = time.monotonic() + _LOOK_SECONDS
        self._follows = self._imports > 0
        in_passing = self._follows or self._followed
        if in_passing and not self._follows:
            self._again = True  # what an import left is ranked first, and tidied then
        self._followed = self._follows
        self._tasks.run(
            partial(self._worker.index, in_passing=in_passing),
            self._workspace.library.folder,
            lane="index",
            progress=self._on_progress,
            done=self._on_updated,
            failed=self._on_failed,
        )

    def _on_progress(self, done: int, total: int) -> None:
        self.progressed.emit((done, total))
        now = time.monotonic()
        if now > self._look_at and self._workspace is not None:
            self._look_at = now + 3600.0  # until it was looked
            self._tasks.run(_looked, self._workspace, lane="search", done=self._on_looked)

    def _on_looked(self, outcome: tuple[bool, float]) -> None:
        fresh, took = outcome
        self._look_at = time.monotonic() + max(_LOOK_SECONDS, took * _LOOK_SHARE)
        if fresh:
            self.grew.emit()

    def _on_updated(self, indexed: Indexed) -> None:
        workspace = self._workspace
        self._busy = self._follows = False
        if workspace is None:
            return
        if indexed.skipped != self._skipped:
            self._skipped = indexed.skipped
            self.skipped.emit(indexed.skipped)
        self._tasks.run(workspace.index.refresh, lane="search", done=self._on_refreshed)
        if self._again:
            self.update()

    def _on_refreshed(self, _fresh: bool) -> None:
        if not self._busy and not self._imports:
            self.progressed.emit(None)
        (self.grew if self._imports else self.ready).emit()

    def _on_failed(self, error: BaseException) -> None:
        self._busy = self._follows = False
        if self._again:
            self.update()
        elif not isinstance(error, KnownError):
            raise error

    def _on_cold(self, error: BaseException) -> None:
        if not isinstance(
            error, KnownError
        ):  # a worker that could not start is started again, and says so, when it is needed
            raise error


def _looked(workspace: Workspace) -> tuple[bool, float]:
    begun = time.monotonic()
    fresh = workspace.index.refresh()
    return fresh, time.monotonic() - begun
