"""Opening library.db: soundness, version, verified backup, migration, projection. In that order, and nothing is used before."""

from __future__ import annotations

import datetime
import sqlite3
from collections.abc import Mapping, Sequence
from pathlib import Path

from reader.errors import KnownError
from storage import backup, database, migrations, projection
from storage.database import APPLICATION_ID, Database
from storage.migrations import LIBRARY


def open_library(path: Path, backups: Path, *, read_only: bool = False, trusted: bool = False) -> Database:
    """Open library.db, or create it.

    Args:
        path: The file.
        backups: The folder for backups: one is made before every migration.
        read_only: Use it as it is beside the process that writes it.
        trusted: It is not looked through for damage: the process that writes it has done so.

    Raises:
        KnownError: ``library-damaged`` (with ``backup``, the path of the newest good backup or None; also where the file is gone
            or empty and there is a backup of it), ``library-newer``,
            ``library-older`` (read only and not migrated yet), ``library-absent`` (read only), ``library-locked``,
            ``library-unwritable`` or ``disk-full``.
    """
    if read_only and not path.exists():
        raise KnownError("library-absent", path=path)
    # There was a library here: a new one in its place would look as if everything were lost.
    if (not path.exists() or not path.stat().st_size) and (good := backup.newest_good(backups)):
        raise KnownError("library-damaged", path=path, backup=good.path)
    try:
        with database.known_errors(path):
            return _open(path, backups, read_only, trusted)
    except KnownError as error:
        if error.case != "library-damaged":
            raise
        good = backup.newest_good(backups)
        raise KnownError("library-damaged", path=path, backup=good.path if good else None) from error


def _open(path: Path, backups: Path, read_only: bool, trusted: bool) -> Database:
    db = database.connect(path, synchronous="EXTRA", read_only=read_only)
    try:
        if not trusted and not database.is_sound(db):
            raise KnownError("library-damaged", path=path)
        if LIBRARY.is_newer(db):
            raise KnownError("library-newer", path=path)
        if not trusted and not _has_our_columns(db):
            raise KnownError("library-damaged", path=path)
        if not read_only:
            _bring_up_to_date(db, backups)
        elif LIBRARY.pending(db) or not projection.is_current(db):
            raise KnownError("library-older", path=path)
    except BaseException:
        db.close()
        raise
    return db


def _has_our_columns(db: Database) -> bool:
    """Tell whether the tables of a file of today's shape have their columns: what SQLite finds sound can have another name for one."""
    if LIBRARY.pending(db):
        return True
    try:
        _ask_for(db, migrations.COLUMNS)
        if projection.is_current(db):
            _ask_for(db, projection.COLUMNS)
    except sqlite3.OperationalError as error:
        if database.case_of(error) is not None:
            raise
        return False
    return True


def _ask_for(db: Database, tables: Mapping[str, Sequence[str]]) -> None:
    for table, columns in tables.items():
        db.execute(f"SELECT {', '.join(f'{table}.{column}' for column in columns)} FROM {table} LIMIT 0").fetchall()


def _bring_up_to_date(db: Database, backups: Path) -> None:
    pending = LIBRARY.pending(db)
    if not LIBRARY.applied(db):
        db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    elif pending:
        backup.back_up(db, backups, datetime.datetime.now(datetime.UTC))
    if pending:
        LIBRARY.apply(db)
    if not projection.is_current(db):
        projection.refold(db)
