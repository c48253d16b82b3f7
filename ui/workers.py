"""The parent side: warm worker processes with limits, replaced when they fail.

A fresh frozen process costs 0.1 s and more, a job on a warm one 0.2 ms, so a worker serves many files. What
it reads may be hostile: a watchdog ends it at a limit of memory or time, and the next file gets a new one.
"""

from __future__ import annotations

import logging
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from reader.errors import Cancelled, KnownError
from reader.model import Text
from storage.readings import PackedReading, unpack_reading
from ui import pipes
from ui.indexed import Indexed, Skipped, unpacked_skipped

if TYPE_CHECKING:
    from reader.formats.pdf_pages import PagePicture

log = logging.getLogger(__name__)

RESIDENT_LIMIT = 1 << 30
"""Bytes a worker may hold; above it is ended, also where the system does not keep ``MEMORY_LIMIT`` of ``ui/worker.py``."""
READ_SECONDS = 120.0
"""Time that one file may take."""
FILES_PER_WORKER = 1000
"""After so many files a worker is replaced, so that what a parser library leaks does not add up."""
MANY = 16
"""Files that make an import one in bulk: its readers let the index go first."""
PAGE_SECONDS = 20.0
"""Time that drawing one page may take."""
LOOK_SECONDS = 0.05
"""How often the watchdog looks."""

_BROKEN = "file-broke-reader"
"""The case of a process that died and was not ended at a limit."""

MAIN = Path(__file__).resolve().parent.parent / "main.py"


def command() -> list[str]:
    """Give the command line that starts a worker, from source and packaged."""
    if getattr(sys, "frozen", False):
        program = Path(sys.executable)
        # The windowed program has no pipes on Windows; its console twin lies beside it.
        return [str(program.with_name("piyue-cli" + program.suffix)), "worker"]
    return [_interpreter(), str(MAIN), "worker"]


def _interpreter() -> str:
    """Give the Python that runs this program.

    On Windows that of an environment starts another one and waits for it, and the watchdog would look at who waits.
    """
    return getattr(sys, "_base_executable", sys.executable) if sys.platform == "win32" else sys.executable


def environment() -> dict[str, str] | None:
    """Give what a worker finds the packages of this program by; None where it needs nothing: as ``multiprocessing`` does it."""
    if getattr(sys, "frozen", False) or _interpreter() == sys.executable:
        return None
    return os.environ | {"__PYVENV_LAUNCHER__": sys.executable}


class Worker:
    """One worker process, started when first needed. Used by one thread at a time; ``stop`` may come from any."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._served = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    @property
    def served(self) -> int:
        """How many files the process has read."""
        return self._served

    def memory(self) -> int:
        """Give the bytes of memory that only the process has; 0 where there is none, or nobody may know."""
        process = self._process
        if process is None:
            return 0
        import psutil  # 15 ms, which the start of the window does not wait for

        try:
            return int(psutil.Process(process.pid).memory_full_info().uss)
        except (psutil.Error, OSError):  # the second where Windows does not tell of a process that is just ending
            return 0

    def read(self, data: bytes, name: str, cancelled: Callable[[], bool] = lambda: False) -> Text:
        """Read a file's bytes in the worker, as ``read_packed`` does."""
        return unpack_reading(self.read_packed(data, name, cancelled).data)

    def read_packed(self, data: bytes, name: str, cancelled: Callable[[], bool] = lambda: False) -> PackedReading:
        """Read a file's bytes in the worker, and leave the Text packed as it came.

        A process that dies over a file may have died of anything, one that was warm of what lay long before: the file is given to
        a fresh one, once.

        Args:
            data: The file.
            name: Its name, for its suffix and for messages.
            cancelled: Asked every 50 ms.

        Raises:
            KnownError: The file cannot be read, or reading it broke a limit (``file-too-heavy``, ``file-too-slow``) or the
                worker (``file-broke-reader``).
            Cancelled: As asked.
        """
        if self._served >= FILES_PER_WORKER:
            self.stop()
        try:
            return self._read_once(data, name, cancelled)
        except KnownError as error:
            if error.case != _BROKEN:
                raise
        return self._read_once(data, name, cancelled)

    def _read_once(self, data: bytes, name: str, cancelled: Callable[[], bool]) -> PackedReading:
        self._started()  # counts from nothing where the process is a new one
        self._served += 1
        request = {"job": "read", "name": name, "many": self._served > MANY}
        told, packed = self._ask(request, data, READ_SECONDS, None, cancelled)
        return PackedReading(told["text_id"], told["reader_version"], told["shown"], packed)

    def page(
        self, data: bytes, name: str, number: int, width: int, cancelled: Callable[[], bool] = lambda: False
    ) -> PagePicture:
        """Draw a page of a PDF in the worker.

        Args:
            data: The file.
            name: Its name, for messages.
            number: Of the page, from 0.
            width: In pixels.
            cancelled: Asked every 50 ms.

        Raises:
            KnownError: As ``read_packed``.
            Cancelled: As asked.
        """
        request = {"job": "page", "name": name, "number": number, "width": width}
        told, pixels = self._ask(request, data, PAGE_SECONDS, None, cancelled)
        from reader.formats.pdf_pages import PagePicture  # later: the readers of all formats come with it

        return PagePicture(told["pages"], told["number"], told["width"], told["height"], pixels)

    def index(
        self,
        library: Path,
        progress: Callable[[int, int], None],
        cancelled: Callable[[], bool] = lambda: False,
        *,
        some: tuple[Sequence[str], Sequence[str]] | None = None,
    ) -> Indexed:
        """Bring the index of a library up to date in the worker.

        Args:
            library: Its folder.
            progress: Hears done and to do.
            cancelled: Asked every 50 ms.
            some: Index only these documents, as many as there is time for, and drop those (``index_some``).

        Raises:
            KnownError: The index or the library cannot be read or written.
            Cancelled: As asked; what was indexed so far stays.
        """
        request: pipes.Header = {"job": "index", "library": str(library)}
        if some is not None:
            request |= {"documents": list(some[0]), "gone": list(some[1])}
        answer, _payload = self._ask(request, b"", None, progress, cancelled)
        return Indexed(bool(answer["done"]), unpacked_skipped(answer["skipped"]), answer["left"])

    def warm_up(self, cancelled: Callable[[], bool] = lambda: False) -> None:
        """Start the worker and have it load what indexing needs: the next job of the index begins at once.

        Args:
            cancelled: Asked every 50 ms.

        Raises:
            KnownError: The worker broke.
            Cancelled: As asked.
        """
        self._ask({"job": "warm up"}, b"", None, None, cancelled)

    def prepare(
        self, library: Path, documents: Sequence[str], words: Iterable[str]
    ) -> tuple[bytes, tuple[Skipped, ...]]:
        """Prepare documents of a library for the index, which this process writes; gives ``Batch.to_bytes``, and what it left out.

        Args:
            library: Its folder.
            documents: Their ids.
            words: Of the user, by which they are cut.

        Raises:
            KnownError: The worker broke.
        """
        request = {"job": "prepare", "library": str(library), "documents": list(documents), "words": list(words)}
        answer, batch = self._ask(request, b"", None, None, lambda: False)
        return batch, unpacked_skipped(answer["skipped"])

    def stop(self) -> None:
        """End the process. A new one starts with the next job."""
        process, self._process, self._served = self._process, None, 0
        if process is None:
            return
        process.kill()
        process.wait()
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                with suppress(OSError):  # what was still buffered for a dead process
                    stream.close()

    def _started(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self.stop()
            # The child inherits nothing but its pipes; on Windows no console flashes up, and a window that was started without one
            # has nothing that could take errors.
            flags = getattr(subprocess, "CREATE_NO_WINDOW", 0) | getattr(subprocess, "BELOW_NORMAL_PRIORITY_CLASS", 0)
            program = command()
            try:
                self._process = subprocess.Popen(
                    program,
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=None if sys.stderr else subprocess.DEVNULL,
                    env=environment(),
                    creationflags=flags,
                    close_fds=True,
                )
            except (FileNotFoundError, PermissionError) as error:  # lost, or held by a virus scanner
                raise KnownError("program-damaged", path=program[0]) from error
        return self._process

    def _ask(
        self,
        request: pipes.Header,
        payload: bytes,
        seconds: float | None,
        progress: Callable[[int, int], None] | None,
        cancelled: Callable[[], bool],
    ) -> tuple[pipes.Header, bytes]:
        process = self._started()
        name = str(request.get("name", ""))
        watch = _Watchdog(process, seconds, cancelled)
        try:
            assert process.stdin is not None
            assert process.stdout is not None
            with watch:
                pipes.send(process.stdin, request, payload)
                while (frame := pipes.receive(process.stdout)) is not None:
                    header, data = frame
                    if "progress" in header and progress is not None:
                        progress(*header["progress"])
                    elif "error" in header:
                        raise KnownError(header["error"], **header["details"])
                    elif "done" in header:
                        return header, data
        except pipes.BrokenPipe as error:
            log.info("worker broke at %s: %s", name or request["job"], watch.reason or error)
        # It was ended, died, or does not keep to the frames: the next job gets a new one.
        self.stop()
        if watch.reason == "cancelled":
            raise Cancelled
        raise KnownError(watch.reason or watch.likely_reason(), name=name)


class _Watchdog:
    """Looks after a worker while it works, from a thread of its own, and ends it at a limit."""

    def __init__(self, process: subprocess.Popen[bytes], seconds: float | None, cancelled: Callable[[], bool]) -> None:
        self.reason = ""
        self._process = process
        self._until = time.monotonic() + seconds if seconds is not None else None
        self._limited = seconds is not None
        self._cancelled = cancelled
        self._most = 0
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="worker-watchdog", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._over.set()
        self._thread.join()

    def likely_reason(self) -> str:
        """Give why a process died that nobody ended.

        A library in C ends its process where it gets no more memory (``MEMORY_LIMIT`` of ui/worker.py): one that held most of what
        it may was too heavy a file, and is no bug of the reader.
        """
        return "file-too-heavy" if self._limited and self._most > RESIDENT_LIMIT // 2 else _BROKEN

    def _watch(self) -> None:
        while not self._over.wait(LOOK_SECONDS):
            self.reason = self._broken_limit()
            if self.reason:
                self._process.kill()
                return

    def _broken_limit(self) -> str:
        if self._cancelled():
            return "cancelled"
        if self._until is not None and time.monotonic() > self._until:
            return "file-too-slow"
        import psutil  # 15 ms, which the start of the window does not wait for

        try:
            resident = psutil.Process(self._process.pid).memory_info().rss
        except (psutil.Error, OSError):
            return ""  # already gone: the broken pipe tells
        self._most = max(self._most, resident)
        return "file-too-heavy" if self._limited and resident > RESIDENT_LIMIT else ""
