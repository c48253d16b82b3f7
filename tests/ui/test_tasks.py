"""The task runner: answers on the main thread, order within a lane, stale answers dropped, an orderly end."""

from __future__ import annotations

import gc
import threading
import weakref
from collections.abc import Callable, Iterator

import pytest
from pytestqt.qtbot import QtBot

from reader.errors import Cancelled, KnownError
from ui.window.tasks import TaskRunner


@pytest.fixture
def tasks(qtbot: QtBot) -> Iterator[TaskRunner]:
    runner = TaskRunner()
    yield runner
    runner.close()


class Gate:
    """Work that waits until the test lets it go."""

    def __init__(self) -> None:
        self.begun = threading.Event()
        self.open = threading.Event()

    def pass_through(self, value: str) -> str:
        self.begun.set()
        assert self.open.wait(5)
        return value


def test_the_answer_comes_on_the_main_thread_and_the_work_does_not(tasks: TaskRunner, qtbot: QtBot) -> None:
    heard: list[tuple[str, threading.Thread]] = []
    tasks.run(
        lambda word: (word, threading.current_thread().name),
        "批",
        done=lambda answer: heard.append((answer, threading.current_thread())),
    )
    qtbot.waitUntil(lambda: bool(heard))
    (word, worker), thread = heard[0]
    assert word == "批"
    assert worker.startswith("library")
    assert thread is threading.main_thread()


def test_work_of_one_lane_keeps_its_order(tasks: TaskRunner, qtbot: QtBot) -> None:
    heard: list[int] = []
    for number in range(50):
        tasks.run(lambda n: n, number, done=heard.append)
    qtbot.waitUntil(lambda: len(heard) == 50)
    assert heard == list(range(50))


def test_an_exception_reaches_the_failed_callback(tasks: TaskRunner, qtbot: QtBot) -> None:
    heard: list[BaseException] = []

    def fail() -> None:
        raise KnownError("disk-full")

    tasks.run(fail, failed=heard.append, done=lambda _: pytest.fail("it failed"))
    qtbot.waitUntil(lambda: bool(heard))
    assert isinstance(heard[0], KnownError)


def test_an_exception_that_nobody_takes_reaches_the_runner(qtbot: QtBot) -> None:
    heard: list[BaseException] = []
    tasks = TaskRunner(heard.append)
    tasks.run(lambda: 1 // 0)
    qtbot.waitUntil(lambda: bool(heard))
    tasks.close()
    assert isinstance(heard[0], ZeroDivisionError)


def test_only_the_newest_answer_of_a_topic_is_heard(tasks: TaskRunner, qtbot: QtBot) -> None:
    gate, heard = Gate(), list[str]()
    tasks.run(gate.pass_through, "知", lane="search", topic="hits", done=heard.append)
    assert gate.begun.wait(5)
    for query in ("知识", "知识产", "知识产权"):
        tasks.run(lambda word: word, query, lane="search", topic="hits", done=heard.append)
    gate.open.set()
    qtbot.waitUntil(tasks.is_idle)
    assert heard == ["知识产权"]


def test_work_that_became_stale_while_it_waited_is_not_begun(tasks: TaskRunner, qtbot: QtBot) -> None:
    gate, begun = Gate(), list[str]()
    tasks.run(gate.pass_through, "", lane="search")
    tasks.run(begun.append, "old", lane="search", topic="hits")
    tasks.run(begun.append, "new", lane="search", topic="hits")
    gate.open.set()
    qtbot.waitUntil(tasks.is_idle)
    assert begun == ["new"]


def test_progress_and_cancel_reach_the_work(tasks: TaskRunner, qtbot: QtBot) -> None:
    seen: list[tuple[int, int]] = []
    failures: list[BaseException] = []
    stopped = threading.Event()

    def work(progress: Callable[[int, int], None], cancelled: Callable[[], bool]) -> None:
        progress(1, 2)
        while not cancelled():
            stopped.wait(0.001)
        raise Cancelled

    task = tasks.run(
        work, lane="import", progress=lambda done, total: seen.append((done, total)), failed=failures.append
    )
    qtbot.waitUntil(lambda: bool(seen))
    task.cancel()
    qtbot.waitUntil(lambda: bool(failures))
    assert seen == [(1, 2)]
    assert isinstance(failures[0], Cancelled)


def test_work_that_is_stopped_still_gives_its_answer(tasks: TaskRunner, qtbot: QtBot) -> None:
    rows: list[list[str]] = []
    idle = threading.Event()

    def work(progress: Callable[[int, int], None], cancelled: Callable[[], bool]) -> list[str]:
        progress(1, 9)
        while not cancelled():
            idle.wait(0.001)
        return ["one of nine"]

    task = tasks.run(work, lane="import", progress=lambda done, total: task.stop(), done=rows.append)
    qtbot.waitUntil(lambda: bool(rows))
    assert rows == [["one of nine"]]


def test_one_lane_can_call_another_and_the_main_thread_cannot(tasks: TaskRunner, qtbot: QtBot) -> None:
    heard: list[str] = []

    def work() -> str:
        return tasks.call("library", lambda: threading.current_thread().name)

    tasks.run(work, lane="import", done=heard.append)
    qtbot.waitUntil(lambda: bool(heard))
    assert heard[0].startswith("library")
    with pytest.raises(RuntimeError, match="main thread"):
        tasks.call("library", work)


def test_closing_waits_for_what_the_library_writes_and_calls_nobody(qtbot: QtBot) -> None:
    tasks, gate, written = TaskRunner(), Gate(), list[str]()
    tasks.run(gate.pass_through, "", done=lambda _: pytest.fail("closed"))
    tasks.run(written.append, "note")
    threading.Timer(0.05, gate.open.set).start()
    tasks.close()
    assert written == ["note"]
    qtbot.wait(10)


def test_closing_ends_a_running_import(qtbot: QtBot) -> None:
    tasks, begun, ended = TaskRunner(), threading.Event(), threading.Event()

    def work(progress: Callable[[int, int], None], cancelled: Callable[[], bool]) -> None:
        begun.set()
        while not cancelled():
            ended.wait(0.001)
        ended.set()

    tasks.run(work, lane="import", progress=lambda done, total: None)
    assert begun.wait(5)
    tasks.close()
    assert ended.is_set()


def test_busy_is_told_once_for_a_row_of_writes(tasks: TaskRunner, qtbot: QtBot) -> None:
    heard: list[bool] = []
    tasks.busy_changed.connect(heard.append)
    for _ in range(5):
        tasks.run(lambda: None)
    qtbot.waitUntil(tasks.is_idle)
    assert heard == [True, False]


def test_finished_work_keeps_nothing_alive(tasks: TaskRunner, qtbot: QtBot) -> None:
    class Listener:
        def hear(self, _answer: object) -> None:
            pass

    listener = Listener()
    tasks.run(lambda: None, done=listener.hear, topic="once")
    qtbot.waitUntil(tasks.is_idle)
    gone = weakref.ref(listener)
    del listener
    gc.collect()
    assert gone() is None


def test_nothing_of_a_task_ends_in_the_thread_of_its_lane(
    tasks: TaskRunner, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A printer that the pages lane had printed to ended there, beside the dialog that told how far it was: the program died."""

    class Thing:
        def __del__(self) -> None:
            ended.append(threading.current_thread())

        def work(self, _with: Thing, *, progress: object, cancelled: object) -> Thing:
            return Thing()

        def fail(self, _with: Thing) -> None:
            raise KnownError("library-busy")

        def hear(self, *_answer: object) -> None:
            heard.append("")

    ended: list[threading.Thread] = []
    heard: list[str] = []
    let_go = threading.Event()

    class Late:
        """The lane goes on only when the main thread is through with its answer."""

        def emit(self, task: object) -> None:
            finished.emit(task)
            del task
            assert let_go.wait(5)

    finished = tasks._finished
    monkeypatch.setattr(tasks, "_finished", Late())
    tasks.run(Thing().work, Thing(), lane="pages", done=Thing().hear, progress=Thing().hear)
    tasks.run(Thing().fail, Thing(), lane="import", failed=Thing().hear)
    qtbot.waitUntil(lambda: len(heard) == 2)
    gc.collect()  # what failed is held by its own traceback
    assert len(ended) == 8
    let_go.set()
    qtbot.waitUntil(tasks.is_idle)
    assert set(ended) == {threading.main_thread()}


def test_parts_of_an_answer_come_first_and_none_of_what_was_overtaken(tasks: TaskRunner, qtbot: QtBot) -> None:
    heard: list[str] = []
    begun = threading.Event()

    def slow(heard: Callable[[str], None], overtaken: Callable[[float], bool]) -> str:
        heard("first part")
        begun.set()
        while not overtaken(5):
            raise AssertionError("nobody asked anything else")
        heard("part of what is overtaken")
        raise Cancelled

    def quick(heard: Callable[[str], None], overtaken: Callable[[float], bool]) -> str:
        assert not overtaken(0)
        heard("new part")
        return "new whole"

    tasks.run(slow, lane="search", done=heard.append, heard=heard.append, topic="search")
    assert begun.wait(5)
    qtbot.waitUntil(lambda: heard == ["first part"])
    tasks.run(quick, lane="search", done=heard.append, heard=heard.append, topic="search")
    qtbot.waitUntil(tasks.is_idle)
    assert heard == ["first part", "new part", "new whole"]
