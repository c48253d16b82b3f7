"""Opening a SQLite file the safe way, and naming what may stand in the way.

``journal_mode=DELETE`` with ``synchronous=EXTRA``: what is committed survives a power cut. SQLite before 3.51.3 can lose
committed writes in WAL mode, and that is what most Pythons carry (docs/decisions, findings/reliability.md section 0).
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from reader.errors import KnownError

# "PIYU": tells our files from other people's SQLite files.
APPLICATION_ID = 0x50495955
# In seconds: another process reads for milliseconds, a backup program for a little longer.
_WAIT_FOR_OTHERS = 5.0

# Primary result codes of SQLite (https://www.sqlite.org/rescode.html) that are the world's doing and not ours.
CASES = {
    sqlite3.SQLITE_FULL: "disk-full",
    sqlite3.SQLITE_BUSY: "library-locked",
    sqlite3.SQLITE_LOCKED: "library-locked",
    sqlite3.SQLITE_CORRUPT: "library-damaged",
    sqlite3.SQLITE_NOTADB: "library-damaged",
    sqlite3.SQLITE_FORMAT: "library-damaged",
    sqlite3.SQLITE_READONLY: "library-unwritable",
    sqlite3.SQLITE_CANTOPEN: "library-unwritable",
    sqlite3.SQLITE_PERM: "library-unwritable",
    sqlite3.SQLITE_IOERR: "library-unwritable",
}


def case_of(error: sqlite3.Error) -> str | None:
    """Give the case of ``KnownError`` that an error of SQLite is; None for a bug of ours."""
    code = getattr(error, "sqlite_errorcode", None)
    if code is not None:
        return CASES.get(code & 0xFF)
    # Python itself stumbles over a text that is not UTF-8 any more, and gives no code. We only ever write UTF-8.
    return "library-damaged" if str(error).startswith("Could not decode to UTF-8") else None


@contextlib.contextmanager
def known_errors(path: Path) -> Iterator[None]:
    """Turn errors of SQLite that are not bugs into a ``KnownError`` that names ``path``.

    Raises:
        KnownError: ``disk-full``, ``library-locked``, ``library-damaged`` or ``library-unwritable``.
    """
    try:
        yield
    except sqlite3.Error as error:
        case = case_of(error)
        if case is None:
            raise
        raise KnownError(case, path=path) from error
    except UnicodeDecodeError as error:
        # The message of an error of SQLite quotes the damaged file, and Python cannot decode it.
        raise KnownError("library-damaged", path=path) from error


def connect(path: Path, *, synchronous: str, read_only: bool = False) -> Database:
    """Open or create a SQLite file with our settings. May raise ``sqlite3.Error``: see ``known_errors``.

    Args:
        path: The file.
        synchronous: ``EXTRA`` for what cannot be made again, ``NORMAL`` for what can.
        read_only: Refuse to write. The file is opened for writing all the same, so that SQLite can take back what a process
            that died in the middle of a write has left.
    """
    connection = sqlite3.connect(path, timeout=_WAIT_FOR_OTHERS)
    try:
        # Plugins of sqlite-utils that happen to be installed have no business in our files.
        db = Database(connection, execute_plugins=False)
        db.execute("PRAGMA journal_mode = DELETE").fetchall()
        db.execute(f"PRAGMA synchronous = {synchronous}")
        db.execute("PRAGMA fullfsync = ON")  # macOS: past the cache of the disk itself
        db.execute("PRAGMA foreign_keys = ON")
        db.execute("PRAGMA cell_size_check = ON")
        if read_only:
            db.execute("PRAGMA query_only = ON")
    except BaseException:
        connection.close()
        raise
    return db


def is_sound(db: Database) -> bool:
    """Tell whether the file is ours (or new) and whole: b-trees, constraints and JSON, in milliseconds for a few MB."""
    (owner,) = db.execute("PRAGMA application_id").fetchone()
    (objects,) = db.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if objects and owner != APPLICATION_ID:
        return False
    return bool(db.execute("PRAGMA quick_check(1)").fetchall() == [("ok",)])


def is_newer(db: Database, migrations: Migrations) -> bool:
    """Tell whether a newer program has migrated the file by steps that this one does not know."""
    empty = Database(memory=True)
    try:
        known = {step.name for step in migrations.pending(empty)}
    finally:
        empty.close()
    return not known.issuperset(step.name for step in migrations.applied(db))
