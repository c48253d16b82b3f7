"""Import of files and folders: every file is read in a worker, stored, and reported.

``store`` is called for one reading at a time, so the caller decides in which thread the library is written.
"""

from __future__ import annotations

import logging
import os
import queue
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import reader
from reader.errors import Cancelled, KnownError
from reader.model import Text
from ui.wording import sentence
from ui.workers import Worker

log = logging.getLogger(__name__)

SIZE_LIMIT = 64 << 20
"""Bytes of a file. The longest law in the test data has 1 MB; what is larger is not a document of text."""
WORKERS = 2
"""Warm processes that read (design.md section 4)."""

Status = Literal["imported", "unchanged", "updated", "skipped", "failed"]


@dataclass(frozen=True, slots=True)
class Source:
    """What is to be imported.

    Attributes:
        path: Where it comes from, as shown to the user; empty for pasted text.
        name: File name; its suffix is a hint for the format.
        data: Its bytes, where they are not a file's.
    """

    path: str
    name: str
    data: bytes | None = None

    def bytes(self) -> bytes:
        """Give the bytes of the source.

        Raises:
            KnownError: The file cannot be read or is too large.
        """
        if self.data is not None:
            return self.data
        try:
            if os.path.getsize(self.path) > SIZE_LIMIT:
                raise KnownError("file-too-large", name=self.name, limit=SIZE_LIMIT >> 20)
            return Path(self.path).read_bytes()
        except OSError as error:
            raise KnownError("file-unreadable", name=self.name, reason=error.strerror or str(error)) from error


@dataclass(frozen=True, slots=True)
class Reading:
    """A source that was read and waits to be stored."""

    source: Source
    data: bytes
    text: Text


@dataclass(frozen=True, slots=True)
class ImportRow:
    """What became of one file.

    Attributes:
        path: As given in the source.
        status: What happened.
        document: Id; empty where there is none.
        title: Of the document; empty where there is none.
        message: A sentence for the user where something is to be said.
    """

    path: str
    status: Status
    document: str = ""
    title: str = ""
    message: str = ""


def sources(paths: Iterable[str | Path]) -> Iterator[Source]:
    """Give the files under paths, in a stable order.

    A file that is named is always taken, so that its failure is reported; of a folder, the files whose suffix a format reads.
    Links inside a folder are not followed: they may lead in circles.
    """
    for path in map(Path, paths):
        if not path.is_dir():
            yield Source(str(path), path.name)
            continue
        for folder, below, names in os.walk(path):
            below.sort()
            for name in sorted(names):
                if name.lower().endswith(reader.SUFFIXES) and not name.startswith("."):
                    yield Source(os.path.join(folder, name), name)


def import_sources(
    wanted: Sequence[Source],
    store: Callable[[Reading], ImportRow],
    *,
    report: Callable[[ImportRow, int, int], None] = lambda row, done, total: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> list[ImportRow]:
    """Read and store sources; give a row for each, in the order in which they were given.

    Args:
        wanted: What to import.
        store: Stores one reading; called in this thread. May raise ``KnownError``.
        report: Hears each row as it is known, with how many of how many are done.
        cancelled: Asked often; what was stored by then stays, the rest is reported as skipped.
    """
    rows: dict[int, ImportRow] = {}
    finished: queue.Queue[tuple[int, Reading | ImportRow]] = queue.Queue(maxsize=WORKERS * 2)
    waiting = iter(list(enumerate(wanted)))
    turn = threading.Lock()
    stopping = threading.Event()

    def stop() -> bool:
        return stopping.is_set() or cancelled()

    def read_along() -> None:
        with Worker() as worker:
            while True:
                with turn:
                    position, source = next(waiting, (-1, None))
                if source is None:
                    return
                finished.put((position, _read(worker, source, stop)))

    threads = [
        threading.Thread(target=read_along, name=f"import-{number}", daemon=True)
        for number in range(min(WORKERS, len(wanted)))
    ]
    for thread in threads:
        thread.start()
    try:
        for done in range(1, len(wanted) + 1):
            position, outcome = finished.get()
            row = outcome if isinstance(outcome, ImportRow) else _store(store, outcome)
            rows[position] = row
            report(row, done, len(wanted))
    finally:
        # Should storing break on a bug, the readers run dry instead of waiting for a place in the queue for ever.
        stopping.set()
        while any(thread.is_alive() for thread in threads):
            try:
                finished.get(timeout=0.05)
            except queue.Empty:
                continue
    return [rows[position] for position in sorted(rows)]


def _read(worker: Worker, source: Source, cancelled: Callable[[], bool]) -> Reading | ImportRow:
    try:
        if cancelled():
            raise Cancelled
        data = source.bytes()
        return Reading(source, data, worker.read(data, source.name, cancelled))
    except Cancelled:
        return ImportRow(source.path, "skipped", message=sentence(KnownError("import-cancelled")))
    except KnownError as error:
        return ImportRow(source.path, "failed", message=sentence(error))
    except Exception:  # a bug of ours: one file's must not take the others along, and the log keeps the trace
        log.exception("reading %s", source.path)
        return ImportRow(source.path, "failed", message=sentence(KnownError("file-broke-reader", name=source.name)))


def _store(store: Callable[[Reading], ImportRow], reading: Reading) -> ImportRow:
    try:
        return store(reading)
    except KnownError as error:
        return ImportRow(reading.source.path, "failed", message=sentence(error))
