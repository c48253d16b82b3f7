"""Writing a file so that a crash leaves the old one or the new one, never something between."""

from __future__ import annotations

import contextlib
import errno
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from reader.errors import KnownError
from storage.identity import new_id

# Virus scanners and sync clients hold a fresh file open for a moment: access denied, sharing violation, lock violation.
_HELD_OPEN = {5, 32, 33}
# In seconds, 2.55 in all: longer than the scanners seen, shorter than a user's patience.
_RETRY_AFTER = (0.05, 0.1, 0.2, 0.4, 0.8, 1.0)
_DISK_FULL = {errno.ENOSPC, errno.EDQUOT} if hasattr(errno, "EDQUOT") else {errno.ENOSPC}


@contextlib.contextmanager
def known_file_errors(path: Path) -> Iterator[None]:
    """Turn what the operating system refuses into a ``KnownError`` that names ``path``.

    Raises:
        KnownError: ``disk-full``, or ``file-unwritable`` for everything else.
    """
    try:
        yield
    except OSError as error:
        case = "disk-full" if error.errno in _DISK_FULL else "file-unwritable"
        raise KnownError(case, path=path, reason=error.strerror or str(error)) from error


def write_atomically(path: Path, data: bytes) -> None:
    """Write a file through a temporary one beside it; after the return it is on the disk.

    Args:
        path: The file to make or replace. Missing folders are made.
        data: All of its bytes.

    Raises:
        KnownError: ``disk-full`` or ``file-unwritable``; the file is as it was before.
    """
    with known_file_errors(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary = beside(path)
        try:
            with temporary.open("xb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            replace(temporary, path)
        finally:
            temporary.unlink(missing_ok=True)


def beside(path: Path) -> Path:
    """Give the name of a temporary file in the folder of ``path``, where a rename is atomic."""
    return path.with_name(f".{new_id()}.part")


def replace(source: Path, target: Path) -> None:
    """Rename ``source`` over ``target`` and make the rename last; on Windows wait for those who hold the target open.

    Raises:
        OSError: The target stayed held, or the folder cannot be written.
    """
    for wait in _RETRY_AFTER:
        try:
            os.replace(source, target)
            break
        except OSError as error:
            if getattr(error, "winerror", None) not in _HELD_OPEN:
                raise
            time.sleep(wait)
    else:
        os.replace(source, target)
    sync_folder(target.parent)


def sync_folder(folder: Path) -> None:
    """Make the names in a folder last. Windows has no such call: there NTFS journals them by itself."""
    if sys.platform == "win32":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_file(path: Path) -> None:
    """Make the bytes of a file last that somebody else wrote."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())
