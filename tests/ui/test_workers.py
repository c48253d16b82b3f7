"""Worker processes: they read, they break on their own, and the next file gets a new one."""

from __future__ import annotations

import contextlib
import os
import select
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

import reader
from reader.errors import Cancelled, KnownError
from reader.formats.pdf_pages import WIDEST, draw
from tests.support.fixed_pages import pdf_of
from ui import workers
from ui.readers import Readers
from ui.worker import has_ended
from ui.workers import Worker

HANGS = "import sys, time; sys.stdin.buffer.read(16); time.sleep(600)"
HOGS = "import sys, time; sys.stdin.buffer.read(16); hog = bytearray(300 << 20); time.sleep(600)"
BABBLES = "import sys; sys.stdin.buffer.read(16); sys.stdout.buffer.write(b'x' * 4096); sys.stdout.flush()"


@pytest.fixture
def worker() -> Iterator[Worker]:
    with Worker() as worker:
        yield worker


def _misbehaving(monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    monkeypatch.setattr(workers, "command", lambda: [sys.executable, "-c", code])


def test_a_worker_reads_what_the_reader_reads(worker: Worker, sample_bytes: bytes) -> None:
    assert worker.read(sample_bytes, "sample.txt") == reader.read(sample_bytes, "sample.txt")


def test_a_file_that_cannot_be_read_says_why_and_the_worker_goes_on(worker: Worker, sample_bytes: bytes) -> None:
    with pytest.raises(KnownError) as caught:
        worker.read(b"", "empty.txt")
    assert caught.value.case == "file-empty"
    assert caught.value.details["name"] == "empty.txt"
    assert worker.read(sample_bytes, "sample.txt").title


@pytest.mark.skipif(sys.platform == "win32", reason="there a class of priorities is all that there is")
def test_who_reads_many_files_lets_the_index_go_first(
    worker: Worker, sample_bytes: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workers, "MANY", 1)
    before = set(psutil.Process().children())
    niceness = []
    for number in range(3):
        worker.read(sample_bytes, f"{number}.txt")
        (child,) = set(psutil.Process().children()) - before
        niceness.append(child.nice())
    assert niceness[-1] == niceness[0] + 2


def test_a_killed_worker_fails_its_file_and_is_replaced(worker: Worker, sample_bytes: bytes) -> None:
    before = set(psutil.Process().children())
    worker.read(sample_bytes, "first.txt")
    (child,) = set(psutil.Process().children()) - before
    child.kill()
    child.wait()
    assert worker.read(sample_bytes, "second.txt").title, "a worker that died between two files is simply replaced"


@pytest.mark.skipif(sys.platform == "win32", reason="a process is not stopped there")
def test_a_warm_worker_that_dies_over_a_file_costs_nobody_the_file(worker: Worker, sample_bytes: bytes) -> None:
    """It is stopped, so that the file surely lies before it, and killed then."""
    worker.read(sample_bytes, "first.txt")
    assert worker._process is not None
    warm = psutil.Process(worker._process.pid)
    warm.suspend()
    alive = [warm]

    def kill_then() -> bool:
        while alive:
            alive.pop().kill()
        return False

    assert worker.read(sample_bytes, "second.txt", kill_then) == reader.read(sample_bytes, "second.txt")
    assert not alive, "it died over the file, not before"
    assert worker.served == 1, "by a fresh one"


def test_a_file_over_which_two_workers_died_is_given_up(
    worker: Worker, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    died = tmp_path / "died"
    code = f"import os, sys; sys.stdin.buffer.read(16); open({str(died)!r}, 'a').write('x'); os.abort()"
    _misbehaving(monkeypatch, code)
    with pytest.raises(KnownError, match="file-broke-reader"):
        worker.read(b"x", "bad.txt")
    assert died.read_text() == "xx"


@pytest.mark.parametrize(
    ("code", "case"), [(HANGS, "file-too-slow"), (HOGS, "file-too-heavy"), (BABBLES, "file-broke-reader")]
)
def test_a_worker_over_a_limit_is_ended(worker: Worker, monkeypatch: pytest.MonkeyPatch, code: str, case: str) -> None:
    _misbehaving(monkeypatch, code)
    # Only who hangs may meet the limit of time: on a busy machine it takes seconds to fill so much memory.
    monkeypatch.setattr(workers, "READ_SECONDS", 3.0 if case == "file-too-slow" else 60.0)
    monkeypatch.setattr(workers, "RESIDENT_LIMIT", 200 << 20)
    before = set(psutil.Process().children())
    with pytest.raises(KnownError) as caught:
        worker.read(b"x", "bad.txt")
    assert caught.value.case == case
    assert set(psutil.Process().children()) == before, "no process is left behind"


def test_cancelling_ends_the_worker_at_once(worker: Worker, monkeypatch: pytest.MonkeyPatch) -> None:
    _misbehaving(monkeypatch, HANGS)
    asked = threading.Event()
    threading.Timer(0.2, asked.set).start()
    started = time.monotonic()
    with pytest.raises(Cancelled):
        worker.read(b"x", "slow.txt", asked.is_set)
    assert time.monotonic() - started < 10


def test_warming_up_ends_at_once_when_it_is_not_wanted_any_more(
    worker: Worker, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A window that closes waited for it, a second and more."""
    _misbehaving(monkeypatch, HANGS)
    with pytest.raises(Cancelled):
        worker.warm_up(lambda: True)
    readers = Readers()
    with pytest.raises(Cancelled):
        readers.warm_up(lambda: True)
    readers.stop()


def test_what_a_library_prints_does_not_break_the_frames(tmp_path: Path) -> None:
    code = (
        "import sys; sys.argv = ['main.py', 'worker']; import ui.worker as w\n"
        "def noisy(header, payload, tell):\n    print('chatter'); return {'done': True}, payload\n"
        "w.JOBS['read'] = noisy; sys.exit(w.main())"
    )
    import subprocess

    from ui import pipes

    child = subprocess.Popen(
        [sys.executable, "-c", code],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=workers.MAIN.parent,
    )
    assert child.stdin
    assert child.stdout
    pipes.send(child.stdin, {"job": "read", "name": "x"}, b"data")
    assert pipes.receive(child.stdout) == ({"done": True}, b"data")
    _out, err = child.communicate()
    assert b"chatter" in err


def _page(content: bytes, box: bytes = b"0 0 200 300") -> bytes:
    """Give a PDF of a page with some drawing and an empty one."""
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[%s]/Contents %d 0 R>>"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R 4 0 R]/Count 2>>",
        page % (box, 5),
        page % (box, 6),
    ]
    streams = [b"<</Length %d>>stream\n%s\nendstream" % (len(each), each) for each in (content, b"")]
    return pdf_of([*objects, *streams])


def test_a_page_of_a_pdf_is_drawn_in_the_worker(worker: Worker) -> None:
    data = _page(b"1 0 0 rg 0 150 200 150 re f")  # the upper half red
    first, last = worker.page(data, "a.pdf", 0, 400), worker.page(data, "a.pdf", 99, 400)
    with pytest.raises(KnownError, match="file-damaged"):
        worker.page(b"%PDF-1.7 nothing", "a.pdf", 0, 400)

    assert (first.pages, first.number, first.width, first.height, last.number) == (2, 0, 400, 600, 1)
    assert len(first.pixels) == first.width * first.height * 4
    assert [first.pixels[at : at + 3] for at in (0, len(first.pixels) - 4)] == [b"\0\0\xff", b"\xff\xff\xff"]
    assert last.pixels[:3] == b"\xff\xff\xff"


def test_a_page_is_never_larger_than_a_picture_may_be() -> None:
    picture = draw(_page(b"", b"0 0 10 14000"), "a.pdf", 0, 100_000)
    assert max(picture.width, picture.height) <= WIDEST


def test_a_worker_that_dies_full_was_given_too_heavy_a_file(worker: Worker, monkeypatch: pytest.MonkeyPatch) -> None:
    full = "import os, sys, time; sys.stdin.buffer.read(16); hog = bytearray(150 << 20); time.sleep(0.3); os.abort()"
    _misbehaving(monkeypatch, full)
    monkeypatch.setattr(workers, "LOOK_SECONDS", 0.02)
    monkeypatch.setattr(workers, "RESIDENT_LIMIT", 200 << 20)
    with pytest.raises(KnownError, match="file-too-heavy"):
        worker.read(b"x", "bad.pdf")


@pytest.mark.skipif(not hasattr(os, "pidfd_open"), reason="nothing tells there when a process of others ends")
def test_a_worker_that_is_at_work_ends_with_its_window_even_if_that_is_killed() -> None:
    """Nobody watches it any more then: a file that never ends would have taken a processor for ever."""
    asks = (
        "import subprocess, sys; from ui import pipes, workers;"
        "one = subprocess.Popen(workers.command(), stdin=subprocess.PIPE, stdout=subprocess.PIPE);"
        "pipes.send(one.stdin, {'job': 'read', 'name': 'a.txt', 'many': False}, '甲。'.encode());"
        "pipes.receive(one.stdout); print(one.pid, flush=True);"
        "pipes.send(one.stdin, {'job': 'read', 'name': 'b.html', 'many': False}, b'<p>' + b'<p>\\xe7\\x94\\xb2' * 400_000);"
        "print('busy', flush=True); one.wait()"
    )
    with subprocess.Popen([sys.executable, "-c", asks], cwd=workers.MAIN.parent, stdout=subprocess.PIPE) as window:
        assert window.stdout is not None
        worker = os.pidfd_open(int(window.stdout.readline()))
        assert window.stdout.readline() == b"busy\n"
        window.kill()
    ended = select.poll()
    ended.register(worker, select.POLLIN)
    try:
        assert ended.poll(10_000), "it reads on"
    finally:
        with contextlib.suppress(ProcessLookupError):
            signal.pidfd_send_signal(worker, signal.SIGKILL)
        os.close(worker)


def test_the_end_of_a_process_is_seen_where_its_number_stays_that_of_the_parent(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as window:
        assert window.stdin is not None
        seen: list[bool] = []
        waiting = threading.Thread(target=lambda: seen.append(has_ended(window.pid)))
        waiting.start()
        window.stdin.write(b"\n")
        window.stdin.close()
        waiting.join(10)
    assert seen == [True]
    assert has_ended(window.pid), "it was gone before anybody looked"

    def refuse(pid: int) -> None:
        raise psutil.AccessDenied(pid)

    monkeypatch.setattr(psutil, "Process", refuse)
    assert not has_ended(os.getpid()), "nobody ends for what he may not see"


def test_a_window_without_a_console_gives_its_workers_a_place_for_errors(
    worker: Worker, sample_bytes: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of a program without a console Windows may hand on a handle that is none: the worker would not start."""
    given = []
    start = subprocess.Popen

    def starting(*arguments: object, **options: object) -> object:
        given.append(options["stderr"])
        return start(*arguments, **options)  # type: ignore[call-overload]

    monkeypatch.setattr(subprocess, "Popen", starting)
    worker.read(sample_bytes, "sample.txt")
    worker.stop()
    monkeypatch.setattr(sys, "stderr", None)
    assert worker.read(sample_bytes, "sample.txt").title
    assert given == [None, subprocess.DEVNULL]


def test_on_windows_the_worker_is_python_itself_and_not_what_starts_it_in_an_environment(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The watchdog looked at the memory of the starter, which takes next to none."""
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(sys, "executable", r"D:\批阅\.venv\Scripts\python.exe")
    monkeypatch.setattr(sys, "_base_executable", r"C:\Python311\python.exe", raising=False)
    assert workers.command() == [r"C:\Python311\python.exe", str(workers.MAIN), "worker"]
    assert workers.environment() == os.environ | {"__PYVENV_LAUNCHER__": r"D:\批阅\.venv\Scripts\python.exe"}
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert workers.environment() is None


def test_a_system_that_does_not_tell_of_memory_stops_nothing(
    worker: Worker, sample_bytes: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What else Windows says is handed on by psutil as it is: the thread that reads, and the one that watches, ended over it."""
    worker.read(sample_bytes, "sample.txt")

    def refuse(_process: object) -> None:
        raise OSError(22, "no answer")

    monkeypatch.setattr(psutil.Process, "memory_full_info", refuse)
    monkeypatch.setattr(psutil.Process, "memory_info", refuse)
    assert worker.memory() == 0
    _misbehaving(monkeypatch, HANGS)
    worker.stop()
    monkeypatch.setattr(workers, "READ_SECONDS", 0.2)
    with pytest.raises(KnownError, match="file-too-slow"):
        worker.read(sample_bytes, "slow.txt")


def test_a_program_that_was_taken_away_is_named(
    worker: Worker, tmp_path: Path, sample_bytes: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As virus scanners do: the window told of a bug of its own."""
    for gone in (tmp_path / "piyue-cli.exe", tmp_path):
        monkeypatch.setattr(workers, "command", lambda gone=gone: [str(gone), "worker"])
        with pytest.raises(KnownError, match="program-damaged") as caught:
            worker.read(sample_bytes, "sample.txt")
        assert caught.value.details["path"] == str(gone)
    monkeypatch.undo()
    assert worker.read(sample_bytes, "sample.txt").title
