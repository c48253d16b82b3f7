"""Verified copies of library.db, their thinning, and the way back from one."""

from __future__ import annotations

import contextlib
import datetime
import os
import re
import shutil
import sqlite3
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from reader.errors import KnownError
from storage import database, ops
from storage.database import Database
from storage.files import beside, known_file_errors, replace, sync_file
from storage.identity import new_id

# After Anki: everything of the last two days, then so many days, weeks and months.
_KEEP_ALL = datetime.timedelta(days=2)
# Day, ISO week, month: what tells one period from the next, and how many of them.
_PERIODS = (("%Y-%m-%d", 12), ("%G-%V", 10), ("%Y-%m", 9))
_OFTEN_ENOUGH = datetime.timedelta(days=1)

_NAME = re.compile(r"library-(\d{8}T\d{6}Z)-(\d+)\.db")
_STAMP = "%Y%m%dT%H%M%SZ"


@dataclass(frozen=True, slots=True)
class Backup:
    """One verified copy.

    Attributes:
        path: The file; it is an ordinary library.db.
        taken: When, UTC, to the second.
        ops: How long the op log was.
    """

    path: Path
    taken: datetime.datetime
    ops: int


def backups(folder: Path) -> list[Backup]:
    """Give the backups of a folder, the newest first."""
    found = []
    for path in folder.glob("library-*.db"):
        if match := _NAME.fullmatch(path.name):
            with contextlib.suppress(ValueError):  # a day that no calendar has: not made here
                taken = datetime.datetime.strptime(match[1], _STAMP).replace(tzinfo=datetime.UTC)
                found.append(Backup(path, taken, int(match[2])))
    return sorted(found, key=_age, reverse=True)


def is_due(db: Database, folder: Path, now: datetime.datetime) -> bool:
    """Tell whether something was made since the last backup and that one is older than a day."""
    length = ops.count(db)
    existing = backups(folder)
    if not existing:
        return length > 0
    return length != existing[0].ops and now - existing[0].taken > _OFTEN_ENOUGH


def back_up(db: Database, folder: Path, now: datetime.datetime) -> Backup:
    """Copy an open library.db, open the copy again and compare; only then does it get its name. Thins the others.

    Args:
        db: library.db, outside of a transaction.
        folder: ``backups/``; made when missing.
        now: With time zone.

    Raises:
        KnownError: ``disk-full``, ``file-unwritable``, or ``backup-failed`` when the copy is not what was copied.
    """
    length = ops.count(db)
    taken = now.astimezone(datetime.UTC).replace(microsecond=0)
    path = folder / f"library-{taken.strftime(_STAMP)}-{length}.db"
    with known_file_errors(path), database.known_errors(path):
        folder.mkdir(parents=True, exist_ok=True)
        temporary = beside(path)
        try:
            _copy(db, temporary)
            if not _holds(temporary, length):
                raise KnownError("backup-failed", path=path)
            sync_file(temporary)
            replace(temporary, path)
        finally:
            temporary.unlink(missing_ok=True)
        for old in dispensable(backups(folder), taken):
            with contextlib.suppress(OSError):  # on Windows whoever has one open keeps it, until the next time
                old.path.unlink()
    return Backup(path, taken, length)


def dispensable(taken: Iterable[Backup], now: datetime.datetime) -> list[Backup]:
    """Give the backups that can go.

    Those of the last two days stay; before that the last one of each day for twelve days that have one, then of each week
    for ten, then of each month for nine. The newest of all stays whatever its age.
    """
    places = deque(period for period, quota in _PERIODS for _ in range(quota))
    last: Backup | None = None
    going = []
    for backup in sorted(taken, key=_age, reverse=True):
        if last is None or now - backup.taken <= _KEEP_ALL:
            last = backup
        elif places and backup.taken.strftime(places[0]) != last.taken.strftime(places[0]):
            last = backup
            places.popleft()
        else:
            going.append(backup)
    return going


def newest_good(folder: Path) -> Backup | None:
    """Give the newest backup that opens and is whole; None where there is none."""
    return next((backup for backup in backups(folder) if _holds(backup.path, backup.ops)), None)


def restore(backup: Path, library: Path) -> Path | None:
    """Put a backup in the place of library.db. Nobody may have the library open.

    What is there now is set aside beside it, with the journal of an interrupted write, which SQLite would play into the
    restored file otherwise. The restored library is a new replica: the old one may have given out op numbers that the backup
    does not know of.

    Args:
        backup: A file from ``backups``.
        library: Where library.db belongs.

    Returns:
        Where the damaged file lies now; None if there was none.

    Raises:
        KnownError: ``backup-failed`` when the backup is not whole; ``disk-full`` or ``file-unwritable``.
    """
    with known_file_errors(library), database.known_errors(library):
        temporary = beside(library)
        try:
            shutil.copyfile(backup, temporary)
            if not _holds(temporary, None):
                raise KnownError("backup-failed", path=backup)
            db = database.connect(temporary, synchronous="EXTRA")
            try:
                with db.atomic():
                    db.execute("UPDATE meta SET value = ? WHERE key = 'replica'", [new_id()])
            finally:
                db.close()
            # Whatever ends this in between, there is a library.db: where it were gone, the next start would find an empty library.
            aside = set_aside(library, stays=True)
            replace(temporary, library)
        finally:
            temporary.unlink(missing_ok=True)
    return aside


def set_aside(path: Path, *, stays: bool = False) -> Path | None:
    """Rename a damaged SQLite file and its journal out of the way, keeping both.

    Args:
        path: The file.
        stays: Let the file have its old name, too, until another takes it; not where the file system gives one name only.

    Returns:
        The new place of the file; None if there was none.

    Raises:
        OSError: The folder cannot be written.
    """
    aside = path.with_name(f"{path.stem}-damaged-{new_id()}{path.suffix}")
    moved = None
    if path.exists():
        if not (stays and _named_twice(path, aside)):
            replace(path, aside)
        moved = aside
    journal = path.with_name(path.name + "-journal")
    if journal.exists():
        replace(journal, aside.with_name(aside.name + "-journal"))
    return moved


def _named_twice(path: Path, other: Path) -> bool:
    try:
        os.link(path, other)
    except OSError:
        return False
    return True


def _age(backup: Backup) -> tuple[datetime.datetime, int]:
    return backup.taken, backup.ops


def _copy(db: Database, target: Path) -> None:
    copy = sqlite3.connect(target)
    try:
        db.conn.backup(copy)
    finally:
        copy.close()


def _holds(path: Path, length: int | None) -> bool:
    """Tell whether a file is a whole library, with an op log of the given length."""
    try:
        db = database.connect(path, synchronous="EXTRA", read_only=True)
        try:
            return database.is_sound(db) and length in (None, ops.count(db))
        finally:
            db.close()
    except sqlite3.Error:
        return False
