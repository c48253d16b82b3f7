"""The lock that makes one process the writer of a library."""

from __future__ import annotations

from pathlib import Path

from filelock import FileLock, Timeout

from reader.errors import KnownError
from storage.files import known_file_errors


def take_lock(folder: Path) -> FileLock:
    """Become the writer of a library; its folder is made where there is none.

    Args:
        folder: The library's own folder.

    Returns:
        The lock, held until it is released or the process ends, however it ends.

    Raises:
        KnownError: ``library-locked`` while another process holds it; ``disk-full`` or ``file-unwritable``.
    """
    with known_file_errors(folder):
        folder.mkdir(parents=True, exist_ok=True)
        lock = FileLock(folder / "lock", timeout=0)
        try:
            lock.acquire()
        except Timeout as error:
            raise KnownError("library-locked", path=folder) from error
    return lock
