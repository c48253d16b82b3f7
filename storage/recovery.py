"""The way back from a damaged library.db: a backup in its place."""

from __future__ import annotations

from pathlib import Path

from storage import backup
from storage.locking import take_lock


def restore_backup(folder: Path, chosen: Path) -> Path | None:
    """Put a backup in the place of a damaged library.db; the library must not be open.

    Args:
        folder: The library's folder.
        chosen: The backup, such as ``KnownError("library-damaged").details["backup"]``.

    Returns:
        Where the damaged file lies now; None if there was none.

    Raises:
        KnownError: ``library-locked``, ``backup-failed``, ``disk-full`` or ``file-unwritable``.
    """
    lock = take_lock(folder)
    try:
        return backup.restore(chosen, folder / "library.db")
    finally:
        lock.release()
