"""The child side of a worker process: reads untrusted files and builds the index, away from the window and the notes.

Started as ``main.py worker`` (``piyue-cli worker`` in the packaged program); speaks the frames of ``ui/pipes.py``.
"""

from __future__ import annotations

import gc
import os
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from functools import cache, lru_cache
from pathlib import Path
from typing import IO, TYPE_CHECKING

from reader.errors import KnownError
from ui import pipes

if TYPE_CHECKING:
    from search.index import Index
    from storage.library import Library

MEMORY_LIMIT = 1 << 30
"""Bytes of address space growth that reading one file may take: a hostile one ends in MemoryError within half a second."""

CPU_LIMIT = 150
"""Seconds of processor that one job may take: more than the parent allows, which kills it in time unless it was killed itself."""

_ORPHAN_SECONDS = 1.0
"""How often a worker looks whether its parent lives: in the midst of a long job it would not see its pipe closed."""

_OBJECTS_BETWEEN_COLLECTIONS = 50_000

Reply = tuple[pipes.Header, bytes]
Tell = Callable[[int, int], None]


_NICENESS = 5
_MORE_NICENESS = 2
"""Of a worker that reads many files: that of the index is to keep up with it."""


def main() -> int:
    """Serve jobs until the parent closes the pipe. Gives the exit status."""
    # The window goes first: what is read or indexed behind it can wait a moment. (On Windows the parent says so when it starts us.)
    if hasattr(os, "nice"):
        os.nice(_NICENESS)
    threading.Thread(target=_end_with, args=(os.getppid(),), name="orphan", daemon=True).start()
    # A library that prints must not break the frames: what it writes to standard output goes to standard error.
    private = os.dup(1)
    os.dup2(2, 1)
    with (
        suppress(pipes.BrokenPipe, BrokenPipeError),
        open(private, "wb") as replies,
    ):  # the parent is gone, and nobody waits for an answer
        serve(sys.stdin.buffer, replies)
    return 0


def _end_with(parent: int) -> None:
    """End this process soon after its parent: what it reads or indexes for a window that was killed is nobody's any more."""
    if os.name == "posix":
        while os.getppid() == parent:
            time.sleep(_ORPHAN_SECONDS)
    elif not has_ended(parent):
        return
    os._exit(1)


def has_ended(process: int) -> bool:
    """Wait for another process to end, where its number stays that of the parent when it is gone, as on Windows.

    Args:
        process: Its number.

    Returns:
        Whether it has; nobody may know of a process with more rights.
    """
    import psutil

    try:
        psutil.Process(process).wait()
    except psutil.NoSuchProcess:
        return True
    except psutil.Error:
        return False
    return True


def serve(requests: IO[bytes], replies: IO[bytes]) -> None:
    """Answer each request with progress frames and one final frame.

    Args:
        requests: Frames with ``{"job": name, ...}``.
        replies: Gets ``{"progress": [done, total]}``, then ``{"done": ...}`` or ``{"error": case, "details": {...}}``.
    """
    while (frame := pipes.receive(requests)) is not None:
        header, payload = frame
        try:
            answer, data = JOBS[header["job"]](
                header, payload, lambda done, total: pipes.send(replies, {"progress": [done, total]})
            )
        except KnownError as error:
            answer, data = {"error": error.case, "details": {k: str(v) for k, v in error.details.items()}}, b""
        except MemoryError:
            answer, data = {"error": "file-too-heavy", "details": {"name": str(header.get("name", ""))}}, b""
        pipes.send(replies, answer, data)


def _read(header: pipes.Header, payload: bytes, _tell: Tell) -> Reply:
    """Read one file's bytes into a Text."""
    import reader
    from storage.readings import pack_reading

    _limit()
    if header.get("many"):
        _let_the_index_go_first()
    # Nearly all that reading makes lives until the answer is sent: looking for rings after every 700 objects is a tenth of the time.
    gc.set_threshold(_OBJECTS_BETWEEN_COLLECTIONS, 10, 100)
    reading = pack_reading(reader.read(payload, header["name"]))
    told = {"text_id": reading.text_id, "reader_version": reading.reader_version, "shown": reading.shown}
    return {"done": True, **told}, reading.data


def _page(header: pipes.Header, payload: bytes, _tell: Tell) -> Reply:
    """Draw one page of a PDF."""
    from reader.formats.pdf_pages import draw

    _limit()
    picture = draw(payload, header["name"], header["number"], header["width"])
    told = {"pages": picture.pages, "number": picture.number, "width": picture.width, "height": picture.height}
    return {"done": True, **told}, picture.pixels


def _index(header: pipes.Header, _payload: bytes, tell: Tell) -> Reply:
    """Bring the index of a library up to date."""
    from storage.library import Library
    from ui.indexed import packed_skipped
    from ui.indexing import bring_up_to_date, index_some

    index = _index_in(header["library"])
    library = Library.open(Path(header["library"]), read_only=True, trusted=True)
    try:
        if "documents" in header:
            indexed = index_some(library, index, header["documents"], header["gone"], progress=tell)
        else:
            index.close()
            _index_in.cache_clear()  # another looks through all files again: whoever asks for this may have found them damaged
            indexed = bring_up_to_date(library, index=_index_in(header["library"]), progress=tell)
    finally:
        library.close()
    return {"done": indexed.changed, "skipped": packed_skipped(indexed.skipped), "left": indexed.left}, b""


def _warm_up(_header: pipes.Header, _payload: bytes, _tell: Tell) -> Reply:
    """Load what the next job of the index needs, dictionaries and all."""
    from search.builder import warm_up
    from storage import library  # noqa: F401  # loaded for what comes next

    warm_up()
    return {"done": True}, b""


def _prepare(header: pipes.Header, _payload: bytes, _tell: Tell) -> Reply:
    """Prepare some documents of a library for the worker that writes its index."""
    from ui.indexed import packed_skipped
    from ui.indexing import prepare_documents

    batch, skipped = prepare_documents(_library(header["library"]), header["documents"], header["words"])
    return {"done": True, "skipped": packed_skipped(skipped)}, batch.to_bytes()


@cache
def _let_the_index_go_first() -> None:
    if hasattr(os, "nice"):
        os.nice(_MORE_NICENESS)


@lru_cache(1)
def _index_in(library: str) -> Index:
    """Give the index of a library, kept open: what was looked through once is only read again where it has grown."""
    from search.index import Index
    from ui.indexing import INDEX_FOLDER

    return Index(Path(library) / INDEX_FOLDER)


@cache
def _library(folder: str) -> Library:
    # Kept open: the worker that asks for documents does nothing else before it ends this one.
    from storage.library import Library

    return Library.open(Path(folder), read_only=True, trusted=True)


def _limit() -> None:
    """Make a document that would eat the machine end in a MemoryError, and one that never ends end, where the system can do that.

    The limit of the processor is for a worker without a parent: a loop inside of a library in C lets no thread look for it.
    """
    try:
        import resource
    except ImportError:  # Windows: the parent's watchdog alone keeps the limit
        return
    import psutil

    soft = psutil.Process().memory_info().vms + MEMORY_LIMIT
    _old, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (soft, hard))
    _old, hard = resource.getrlimit(resource.RLIMIT_CPU)
    ends = int(time.process_time()) + CPU_LIMIT
    resource.setrlimit(resource.RLIMIT_CPU, (ends if hard == resource.RLIM_INFINITY else min(ends, hard), hard))


JOBS: dict[str, Callable[[pipes.Header, bytes, Tell], Reply]] = {
    "read": _read,
    "page": _page,
    "index": _index,
    "prepare": _prepare,
    "warm up": _warm_up,
}
