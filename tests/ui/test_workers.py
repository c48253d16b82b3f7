"""Worker processes: they read, they break on their own, and the next file gets a new one."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

import reader
from reader.errors import Cancelled, KnownError
from ui import workers
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


def test_a_killed_worker_fails_its_file_and_is_replaced(worker: Worker, sample_bytes: bytes) -> None:
    before = set(psutil.Process().children())
    worker.read(sample_bytes, "first.txt")
    (child,) = set(psutil.Process().children()) - before
    os.kill(child.pid, signal.SIGKILL)
    child.wait()
    assert worker.read(sample_bytes, "second.txt").title, "a worker that died between two files is simply replaced"


@pytest.mark.parametrize(
    ("code", "case"), [(HANGS, "file-too-slow"), (HOGS, "file-too-heavy"), (BABBLES, "file-broke-reader")]
)
def test_a_worker_over_a_limit_is_ended(worker: Worker, monkeypatch: pytest.MonkeyPatch, code: str, case: str) -> None:
    _misbehaving(monkeypatch, code)
    monkeypatch.setattr(workers, "READ_SECONDS", 3.0)
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
