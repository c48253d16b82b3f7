"""Keeping the index in step with the shelf, behind the window: when its worker begins, and when what it wrote is taken up.

An update begins whenever the shelf is another. What came is indexed in short turns that follow each other at once, the first that came
first; each is taken up as it ends, so that what an import brings is ranked some seconds after it stands on the shelf. What only makes
searches quicker comes last. The worker is warmed up when an import begins: a single document is indexed in the time that a warm one takes.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from reader.errors import KnownError
from storage.cards import Card
from ui.allocator import give_back
from ui.behind import Behind, Stamps
from ui.indexed import Indexed, Skipped
from ui.indexing import HELPED_FROM
from ui.window.importing.pace import Pace
from ui.window.tasks import TaskRunner
from ui.workers import Worker
from ui.workspace import Workspace

if TYPE_CHECKING:
    from search.index import Index

_BETWEEN_SECONDS = 2.5
"""Between the beginnings of two turns while an import runs: each has some costs of its own, however little there is to do."""
_MOST = 1000
"""Documents that a turn is told of: more than it has time for."""
_LOOK_SECONDS = 4.0
"""How often it is looked whether a long update has committed something, at most."""
_LOOK_SHARE = 20
"""Taking up a commit checks the whole index; it may take one part in so many of the lane's time."""


@dataclass(frozen=True, slots=True)
class _Turn:
    """What came of one turn.

    Attributes:
        behind: What there was to do.
        indexed: What was done.
        is_some: Whether it was documents only, of all that there was to do.
        deferred: Whether something was put off.
    """

    behind: Behind
    indexed: Indexed
    is_some: bool = False
    deferred: bool = False

    @property
    def taken(self) -> int:
        """How many documents are ranked now that were not."""
        return max(len(self.behind.documents) - self.left - len(self.indexed.skipped), 0)

    @property
    def left(self) -> int:
        """How many documents there was no time for."""
        unsaid = max(len(self.behind.documents) - _MOST, 0) if self.is_some else 0
        return self.indexed.left + unsaid


class IndexKeeper(QObject):
    """Keeps the index of one library.

    Signals:
        progressed: ``(done, total)``, None when the index is complete.
        ready: The index answers otherwise than before, and is complete.
        grew: The index answers for more than before, and is still being made.
        skipped: Tuple of ``Skipped``: the documents that the last update could not read.
        gave_up: Why the index stays as it is until the shelf changes: the disk is full, or its worker died twice.

    Attributes:
        pace: Of the imports.
    """

    progressed = Signal(object)
    ready = Signal()
    grew = Signal()
    skipped = Signal(object)
    gave_up = Signal(object)

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
        self._stamps = Stamps()
        self._workspace: Workspace | None = None
        self._busy = self._again = False
        self._followed = False
        self._has_failed = False
        self._imports = 0
        self._begun = 0.0
        self._look_at = 0.0
        self._next = QTimer(self, singleShot=True)
        self._next.timeout.connect(self.update)
        self._skipped: tuple[Skipped, ...] = ()
        self.pace = Pace()

    def open(self, workspace: Workspace) -> None:
        """Keep the index of an open library."""
        self._workspace = workspace

    def close(self) -> None:
        """Take nothing more up. ``stop`` ends the worker, once the lanes have ended."""
        self._next.stop()
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
        self._next.stop()
        self._busy, self._again = True, False
        self._begun = time.monotonic()
        self._look_at = self._begun + _LOOK_SECONDS
        self.pace.look()
        follows = self._imports > 0
        self._tasks.run(
            partial(self._turn, self._workspace, tuple(self._cards()), follows or self._followed),
            lane="index",
            progress=self._on_progress,
            done=partial(self._on_updated, self._workspace),
            failed=self._on_failed,
        )
        self._followed = follows

    def begin_import(self) -> None:
        """Know that an import begins: the worker loads what it needs while the file is read."""
        self._imports += 1
        if not self._busy and self._workspace is not None:
            self._tasks.run(self._warm_up, lane="index", progress=self._on_progress, failed=self._on_cold)

    def follow_import(self) -> None:
        """Know that an import has filled the shelf further."""
        wait = self._begun + _BETWEEN_SECONDS - time.monotonic()
        if wait <= 0:
            self.update()
        elif not self._next.isActive():  # what came is not left to whatever comes after it, which may take long
            self._next.start(round(wait * 1000))

    def end_import(self) -> None:
        """Know that an import has ended, whatever came of it."""
        self._imports -= 1

    def _warm_up(self, *, progress: object, cancelled: Callable[[], bool]) -> None:
        """Warm the worker up; a window that closes does not wait for that, a second and more."""
        self._worker.warm_up(cancelled)

    def _turn(
        self,
        workspace: Workspace,
        cards: Sequence[Card],
        in_turns: bool,
        *,
        progress: Callable[[int, int], None],
        cancelled: Callable[[], bool],
    ) -> _Turn:
        """Look what the index lacks, have the worker do it or some of it, and take it up. For the lane of the index.

        Args:
            workspace: The open library.
            cards: The shelf.
            in_turns: An import runs, or has just ended: however much waits, it is ranked in turn.
            progress: Hears done and to do.
            cancelled: Asked often.
        """
        index, folder = workspace.index, workspace.library.folder
        behind = self._stamps.behind(index, workspace.words, cards)
        if not behind:
            return _Turn(behind, Indexed())
        # What could not be read last time comes last: it is not to keep the others from being read.
        lost = {one.document for one in self._skipped}
        documents = sorted(behind.documents, key=lost.__contains__)[:_MOST]
        # What a whole library lacks is left to two processes, which do the rest as well.
        is_few = len(documents) < HELPED_FROM and not behind.whole
        is_some = bool(documents or behind.gone) and (in_turns or is_few)
        if is_some:
            self.pace.begin(len(behind.documents))
        before = len(cards) - len(behind.documents)
        progress(before, len(cards))

        def tell(done: int, total: int) -> None:
            self.pace.went_on(done)
            progress(*((before + done, len(cards)) if is_some else (done, total)))

        some = (documents, behind.gone) if is_some else None
        indexed = self._worker.index(folder, tell, cancelled, some=some)
        _take_up(index)
        turn = _Turn(behind, indexed, is_some, index.has_deferred)
        self.pace.end(turn.taken)
        return turn

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

    def _on_updated(self, workspace: Workspace, turn: _Turn) -> None:
        self._busy = self._has_failed = False
        if workspace is not self._workspace:
            return
        if not turn.behind:
            self._begun = 0.0  # what cost nothing keeps nothing waiting
        goes_on = turn.left > 0 and turn.taken > 0
        if turn.indexed.skipped != self._skipped and not goes_on:
            self._skipped = turn.indexed.skipped
            self.skipped.emit(turn.indexed.skipped)
        if goes_on:
            self._again = self._followed = True
        elif turn.is_some and not self._imports and (turn.behind.whole or turn.deferred):
            self._again = True  # what was put off
        if not (self._again or self._imports):
            self.progressed.emit(None)
        (self.grew if self._imports or goes_on else self.ready).emit()
        if self._again:
            self.update()

    def _on_failed(self, error: BaseException) -> None:
        self._busy = False
        self.pace.end(0)
        # A worker that somebody ended between two turns would leave all that waits unranked: the next one goes on, once.
        tries_again = self._again or (isinstance(error, KnownError) and not self._has_failed)
        self._has_failed = True
        if tries_again:
            self.update()
        elif isinstance(error, KnownError):
            self.gave_up.emit(error)
        else:
            raise error

    def _on_cold(self, error: BaseException) -> None:
        if not isinstance(
            error, KnownError
        ):  # a worker that could not start is started again, and says so, when it is needed
            raise error


def _looked(workspace: Workspace) -> tuple[bool, float]:
    begun = time.monotonic()
    fresh = _take_up(workspace.index)
    return fresh, time.monotonic() - begun


def _take_up(index: Index) -> bool:
    """Take up what was written; tell whether there was anything. What the generation before had goes back to the system."""
    if fresh := index.refresh():
        give_back()
    return fresh
