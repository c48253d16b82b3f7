"""Work away from the main thread: lanes of one thread each, whose answers come back on the main thread.

A lane is an order: what is given to ``library`` runs one after the other in the one thread that may touch the library. Functions
given to a lane touch no Qt object; callbacks run on the main thread, so they may.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from typing import Any, Literal, TypeVar

from PySide6.QtCore import QObject, Qt, Signal

from reader.errors import Cancelled

log = logging.getLogger(__name__)

Lane = Literal["library", "search", "import", "index", "pages"]
_LANES: tuple[Lane, ...] = ("search", "pages", "index", "import", "library")
"""In the order in which they end: an import still writes through ``library`` while it winds up."""

T = TypeVar("T")
Callback = Callable[[Any], None]


class Task:
    """One piece of work that was given to a lane.

    What it works with, its answer and who hears of it are held by it alone and let go of on the main thread: the thread of a lane may be the
    last that holds a Task, and a printer or a dialog that ends there takes the program with it.

    Attributes:
        topic: Newer work of the same topic makes this one's answer worthless; empty for work that always counts.
    """

    def __init__(
        self,
        topic: str,
        done: Callback | None,
        failed: Callback | None,
        progress: Callable[[int, int], None] | None,
        heard: Callback | None = None,
    ) -> None:
        self.topic = topic
        self._heard = heard
        self._done = done
        self._failed = failed
        self._progress = progress
        self._work: Callable[[], object] | None = None
        self._answer: object = None
        self._error: Exception | None = None
        self._cancelled = threading.Event()
        self._stopped = threading.Event()

    def cancel(self) -> None:
        """Ask the work to stop. Its answer is dropped in any case; ``failed`` hears ``Cancelled``."""
        self._cancelled.set()

    def stop(self) -> None:
        """Ask the work to stop, and hear what it did by then: an import that is stopped still gives its report."""
        self._stopped.set()

    def is_dropped(self) -> bool:
        """Tell whether nobody waits for the answer any more."""
        return self._cancelled.is_set()

    def is_overtaken(self, seconds: float = 0.0) -> bool:
        """Tell whether nobody waits for the answer any more, or will not within some seconds: waits as long. For the lane."""
        return self._cancelled.wait(seconds) if seconds else self._cancelled.is_set()

    def is_cancelled(self) -> bool:
        """Tell whether the work should stop. Safe in any thread."""
        return self._cancelled.is_set() or self._stopped.is_set()

    def _perform(self) -> None:
        """Do the work, in the lane's thread."""
        assert self._work is not None
        try:
            if self.is_dropped():
                raise Cancelled
            self._answer = self._work()
        except Exception as error:  # not swallowed: it travels to the main thread as the answer
            self._error = error

    def _end(self) -> None:
        """Let go of everything, on the main thread."""
        self._work = self._answer = self._error = None
        self._done = self._failed = self._progress = self._heard = None


class TaskRunner(QObject):
    """Runs plain functions in lanes.

    Signals:
        busy_changed: Whether the library lane has work, for 正在保存 and 已保存.
    """

    busy_changed = Signal(bool)
    _finished = Signal(object)  # task
    _progressed = Signal(object, int, int)
    _heard = Signal(object, object)  # task, a part of its answer

    def __init__(
        self,
        on_error: Callable[[BaseException], None] | None = None,
        parent: QObject | None = None,
        library: ThreadPoolExecutor | None = None,
    ) -> None:
        """Make the lanes; their threads start with their first work.

        Args:
            on_error: Hears what no ``failed`` callback takes.
            parent: The owner.
            library: The library lane, where it has begun its work already.
        """
        super().__init__(parent)
        self._on_error = on_error
        self._pools = {lane: ThreadPoolExecutor(1, thread_name_prefix=lane) for lane in _LANES}
        if library is not None:
            self._pools["library"] = library
        self._latest: dict[str, Task] = {}
        self._open: set[Task] = set()
        self._writing: set[Task] = set()
        self._closed = False
        # This object lives in the main thread, so what lanes emit is delivered there.
        self._finished.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._progressed.connect(self._tell, Qt.ConnectionType.QueuedConnection)
        self._heard.connect(self._tell_part, Qt.ConnectionType.QueuedConnection)

    def run(
        self,
        function: Callable[..., T],
        *arguments: object,
        lane: Lane = "library",
        done: Callable[[T], None] | None = None,
        failed: Callable[[BaseException], None] | None = None,
        progress: Callable[[int, int], None] | None = None,
        heard: Callable[[Any], None] | None = None,
        topic: str = "",
    ) -> Task:
        """Run a function in a lane. Called on the main thread.

        Args:
            function: Touches no Qt object. With ``progress`` it is also given the keywords ``progress`` (a function of done and
                total) and ``cancelled`` (a function that tells whether to stop, with ``Cancelled``).
            *arguments: For the function.
            lane: Where it runs.
            done: Hears the answer, on the main thread.
            failed: Hears the exception, on the main thread; without it ``on_error`` does.
            progress: Hears done and total, on the main thread.
            heard: Hears parts of the answer before ``done`` does, on the main thread. The function is given the keywords ``heard``
                (takes a part) and ``overtaken`` (``Task.is_overtaken``).
            topic: The answer counts only while no newer work of the same topic was given; older work that waits is not begun.
        """
        task = Task(topic, done, failed, progress, heard)
        if topic:
            if older := self._latest.get(topic):
                older.cancel()
            self._latest[topic] = task
        keywords: dict[str, object] = {}
        if progress is not None:
            keywords = {"progress": self._reporter(task), "cancelled": task.is_cancelled}
        if heard is not None:
            keywords |= {"heard": partial(self._heard.emit, task), "overtaken": task.is_overtaken}
        self._open.add(task)
        if lane == "library":
            self._writing.add(task)
            if len(self._writing) == 1:
                self.busy_changed.emit(True)
        task._work = partial(function, *arguments, **keywords)
        self._pools[lane].submit(self._perform, task)
        return task

    def call(self, lane: Lane, function: Callable[..., T], *arguments: object) -> T:
        """Run a function in a lane and wait for it: how work in one lane reaches another. Never on the main thread.

        Raises:
            Cancelled: The program is closing.
            Exception: Whatever the function raises.
        """
        if threading.current_thread() is threading.main_thread():
            raise RuntimeError("the main thread must not wait for a lane")
        try:
            future: Future[T] = self._pools[lane].submit(function, *arguments)
        except RuntimeError as error:  # the lane has ended
            raise Cancelled from error
        return future.result()

    def close(self) -> None:
        """End all lanes and wait for them. What the library was asked to write is written; everything else is cancelled.

        No callback runs afterwards.
        """
        self._closed = True
        for task in self._open - self._writing:
            task.cancel()
        for lane in _LANES:
            self._pools[lane].shutdown(wait=True)
        for task in self._open:
            task._end()
        self._open.clear()
        self._writing.clear()

    def is_closed(self) -> bool:
        """Tell whether nothing can be given to the lanes any more: a window that closes may still rest."""
        return self._closed

    def is_idle(self) -> bool:
        """Tell whether every answer was delivered (tests wait for this)."""
        return not self._open

    def _reporter(self, task: Task) -> Callable[[int, int], None]:
        def report(done: int, total: int) -> None:
            self._progressed.emit(task, done, total)

        return report

    def _perform(self, task: Task) -> None:
        task._perform()
        if self._closed and task._error is not None and not isinstance(task._error, Cancelled):
            log.error("failed while the program was closing", exc_info=task._error)
        self._finished.emit(task)

    def _deliver(self, task: Task) -> None:
        if self._closed:
            return
        self._open.discard(task)
        if task in self._writing:
            self._writing.discard(task)
            if not self._writing:
                self.busy_changed.emit(False)
        stale = bool(task.topic) and self._latest.get(task.topic) is not task
        if task.topic and not stale:
            del self._latest[task.topic]
        answer, done, failed = task._answer, task._done, task._failed
        error = Cancelled() if task._error is None and task.is_dropped() else task._error
        task._end()
        if stale:
            return
        if error is None:
            if done is not None:
                done(answer)
        elif failed is not None:
            failed(error)
        elif not isinstance(error, Cancelled) and self._on_error is not None:
            self._on_error(error)
        elif not isinstance(error, Cancelled):
            raise error

    def _tell_part(self, task: Task, part: object) -> None:
        if not self._closed and not task.is_dropped() and task._heard is not None:
            task._heard(part)

    def _tell(self, task: Task, done: int, total: int) -> None:
        if not self._closed and not task.is_dropped() and task._progress is not None:
            task._progress(done, total)
