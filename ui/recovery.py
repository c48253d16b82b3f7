"""The way back from a damaged library: which backup there is, and what came after it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from reader.errors import KnownError
from storage import backup
from storage.backup import Backup
from storage.recovery import restore_backup
from ui.workspace import Workspace

if TYPE_CHECKING:
    from ui.importing import Source


@dataclass(frozen=True, slots=True)
class Recovered:
    """What became of a damaged library.

    Attributes:
        taken: When the backup was made that stands in its place, with time zone.
        aside: Where the damaged file lies now; None if there was none.
    """

    taken: datetime
    aside: Path | None


def backups(folder: Path) -> list[Backup]:
    """Give the backups of a library, the newest first.

    Args:
        folder: The library's.
    """
    return backup.backups(folder / "backups")


def newest_good(folder: Path) -> Backup | None:
    """Give the newest backup of a library that opens and is whole; None where there is none."""
    return backup.newest_good(folder / "backups")


def recover(folder: Path, chosen: Backup) -> Recovered:
    """Put a backup in the place of library.db. What was there is kept beside it; the library must not be open.

    Raises:
        KnownError: ``library-locked``, ``backup-failed``, ``disk-full`` or ``file-unwritable``.
    """
    aside = restore_backup(folder, chosen.path)
    return Recovered(chosen.taken, aside)


def chosen_backup(folder: Path, name: str) -> Backup:
    """Give a backup by the name of its file, or the newest good one.

    Args:
        folder: The library's.
        name: Of the file, with or without its folder; empty for the newest good one.

    Raises:
        KnownError: ``backup-absent``, or ``backup-unknown`` where one of this name was asked for.
    """
    found = next((one for one in backups(folder) if one.path.name == Path(name).name), None)
    if not name:
        found = newest_good(folder)
    if found is None:
        raise KnownError("backup-unknown" if name else "backup-absent", name=name, path=folder / "backups")
    return found


def left_behind(workspace: Workspace, recovered: Recovered) -> list[Source]:
    """Give the imported files that came after the backup that now stands in place of the library; they can be imported again."""
    from ui.importing import Source

    paths = workspace.library.unclaimed_sources(recovered.taken)
    return [Source(str(path), path.name) for path in paths]
