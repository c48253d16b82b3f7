"""Import of files and folders: every file is read in a worker, stored, and reported.

What was read while the library was being written is stored together: a disk takes as long for one transaction as for fifty. A file
whose bytes stand on the shelf already is not read again, so the same folder again imports what is new since.
"""

from __future__ import annotations

import logging
import os
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import reader
from reader.errors import Cancelled, KnownError
from reader.model import Text
from storage.cards import Card
from storage.readings import PackedReading
from storage.remarking import Marks
from storage.sources import source_name
from ui.readers import Readers
from ui.translation import _
from ui.wording import sentence
from ui.workers import Worker

log = logging.getLogger(__name__)

SIZE_LIMIT = 64 << 20
"""Bytes of a file. The longest law in the test data has 1 MB; what is larger is not a document of text."""
WORKERS = 2
"""Warm processes that read (docs/decisions/0009-workers-and-json-frames.md)."""

TOGETHER = 64
"""Readings that are stored in one go at most: what else is to be written waits a quarter of a second, not longer."""
GATHERING_SECONDS = 0.25
"""So long more readings are waited for before some are stored, where more are to come."""
SPARED_SECONDS = 0.1
"""How often a reader that waits for others asks whether it may go on."""
WAITING_BYTES = 16 << 20
"""Bytes of files that were read and wait to be stored; above it the readers pause."""

_JUNCTION = 0xA0000003
"""IO_REPARSE_TAG_MOUNT_POINT of Windows."""

Known = Callable[[str], Card | None]
"""Gives the card of the document whose current text was made from a file of that ``source_name``; None where there is none."""

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

    @property
    def place(self) -> str:
        """The path by which the library knows the file; empty for pasted text, which is never a new version of something."""
        return os.path.abspath(self.path) if self.data is None else ""

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
    """A source that was read and waits to be stored.

    Attributes:
        source: Where it comes from.
        data: Its bytes.
        text: What was read; packed where a worker read it.
    """

    source: Source
    data: bytes
    text: Text | PackedReading


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
            below[:] = sorted(name for name in below if not _is_junction(os.path.join(folder, name)))
            for name in sorted(names):
                if name.lower().endswith(reader.SUFFIXES) and not name.startswith("."):
                    yield Source(os.path.join(folder, name), name)


def _is_junction(folder: str) -> bool:
    """Tell whether a folder is a link to another one of the kind that Windows has; Python follows it as no link before 3.12."""
    try:
        return getattr(os.lstat(folder), "st_reparse_tag", 0) == _JUNCTION
    except OSError:
        return False


def row_of(source: Source, status: Status, card: Card, marks: Marks = "same") -> ImportRow:
    """Give the row of a file that stands on the shelf now.

    Of one with the letters of another file it says of which, and where its marks are not those that the library had, which stand now.
    """
    said = []
    if status == "unchanged" and card.path != source.place:
        said.append(_("与文库里的《{title}》文字相同").format(title=card.title))
    elif marks != "same":
        said.append(_("文字没有变化"))
    if marks == "kept":
        said.append(_("只有标点、空格或全半角不同，文库里的照旧"))
    elif marks == "taken":
        said.append(_("标点按新的读取更新了"))
    elif marks == "replaced":
        said.append(_("标点按这份文件更新了，批注都在原处"))
    return ImportRow(source.path, status, card.id, card.title, _("，").join(said))


def import_sources(
    wanted: Sequence[Source],
    store: Callable[[Sequence[Reading]], list[ImportRow]],
    *,
    known: Known | None = None,
    report: Callable[[ImportRow, int, int], None] = lambda row, done, total: None,
    cancelled: Callable[[], bool] = lambda: False,
    spared: Callable[[], int] = lambda: 0,
    readers: Readers | None = None,
) -> list[ImportRow]:
    """Read and store sources; give a row for each, in the order in which they were given.

    Args:
        wanted: What to import.
        store: Stores readings, all or none, and gives a row for each; called in this thread. May raise ``KnownError``.
        known: Gives the card of a ``source_name``. Such a file is not read again unless today's reader is a newer one.
        report: Hears each row as it is known, with how many of how many are done.
        cancelled: Asked often; what was stored by then stays, the rest is reported as skipped.
        spared: Asked before each file: how many of ``WORKERS`` readers are to wait, as others need the processors more.
        readers: Where the readers come from; they end with the import where None.
    """
    rows: dict[int, ImportRow] = {}
    read = _Read()
    waiting = iter(list(enumerate(wanted)))
    turn = threading.Lock()
    own = Readers() if readers is None else readers

    def stop() -> bool:
        return read.closed or cancelled()

    def read_along(place: int) -> None:
        with own.one() as worker:
            while True:
                while place < spared() and not stop():
                    read.wait(SPARED_SECONDS)
                with turn:
                    position, source = next(waiting, (-1, None))
                if source is None:
                    return
                read.put(position, _read(worker, source, known, stop))

    threads = [
        threading.Thread(target=read_along, args=(WORKERS - 1 - number,), name=f"import-{number}", daemon=True)
        for number in range(min(WORKERS, len(wanted)))
    ]
    for thread in threads:
        thread.start()
    try:
        while len(rows) < len(wanted):
            for position, row in _stored(store, read.take(len(wanted) - len(rows))):
                rows[position] = row
                report(row, len(rows), len(wanted))
    finally:
        # Should storing break on a bug, the readers run dry instead of waiting for room for ever.
        read.close()
        for thread in threads:
            thread.join()
        if readers is None:
            own.stop()
    return [rows[position] for position in sorted(rows)]


class _Read:
    """What was read and waits to be stored, as it comes."""

    def __init__(self) -> None:
        self.closed = False
        self._waiting: deque[tuple[int, Reading | ImportRow]] = deque()
        self._bytes = 0
        self._changed = threading.Condition()

    def wait(self, seconds: float) -> None:
        """Wait, until nothing more is read at most."""
        with self._changed:
            self._changed.wait_for(lambda: self.closed, seconds)

    def put(self, position: int, outcome: Reading | ImportRow) -> None:
        """Hand over what became of a source; waits for room."""
        with self._changed:
            self._changed.wait_for(lambda: self.closed or self._bytes < WAITING_BYTES)
            self._waiting.append((position, outcome))
            self._bytes += len(outcome.data) if isinstance(outcome, Reading) else 0
            self._changed.notify_all()

    def take(self, missing: int) -> list[tuple[int, Reading | ImportRow]]:
        """Give what is there, at most as many as are stored together; waits for the first, and a little for others.

        Args:
            missing: How many are not taken yet, at least one.
        """
        with self._changed:
            self._changed.wait_for(lambda: bool(self._waiting))
            enough = min(missing, TOGETHER)
            self._changed.wait_for(
                lambda: len(self._waiting) >= enough or self._bytes >= WAITING_BYTES, GATHERING_SECONDS
            )
            taken = [self._waiting.popleft() for _one in range(min(len(self._waiting), TOGETHER))]
            self._bytes -= sum(len(outcome.data) for _position, outcome in taken if isinstance(outcome, Reading))
            self._changed.notify_all()
            return taken

    def close(self) -> None:
        """Take everything from now on without waiting: nobody stores it any more."""
        with self._changed:
            self.closed = True
            self._changed.notify_all()


def _read(worker: Worker, source: Source, known: Known | None, cancelled: Callable[[], bool]) -> Reading | ImportRow:
    try:
        if cancelled():
            raise Cancelled
        data = source.bytes()
        card = known(source_name(data, source.name)) if known is not None else None
        if card is not None and card.reader_version >= reader.READER_VERSION:
            return row_of(source, "unchanged", card)
        return Reading(source, data, worker.read_packed(data, source.name, cancelled))
    except Cancelled:
        return ImportRow(source.path, "skipped", message=sentence(KnownError("import-cancelled")))
    except KnownError as error:
        return ImportRow(source.path, "failed", message=sentence(error))
    except Exception:  # a bug of ours: one file's must not take the others along, and the log keeps the trace
        log.exception("reading %s", source.path)
        return ImportRow(source.path, "failed", message=sentence(KnownError("file-broke-reader", name=source.name)))


def _stored(
    store: Callable[[Sequence[Reading]], list[ImportRow]], taken: Sequence[tuple[int, Reading | ImportRow]]
) -> Iterator[tuple[int, ImportRow]]:
    """Store what was read, and give all rows with their positions."""
    yield from ((position, outcome) for position, outcome in taken if isinstance(outcome, ImportRow))
    readings = {position: outcome for position, outcome in taken if isinstance(outcome, Reading)}
    if not readings:
        return
    try:
        yield from zip(readings, store(list(readings.values())), strict=True)
    except KnownError as error:
        if len(readings) == 1:
            ((position, reading),) = readings.items()
            yield position, ImportRow(reading.source.path, "failed", message=sentence(error))
            return
        # Nothing of it was stored. One by one, so that what can be stored is, and the rest is named.
        for one in readings.items():
            yield from _stored(store, [one])
