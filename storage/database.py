"""A SQLite file: opening it the safe way, and naming what may stand in the way.

``journal_mode=DELETE`` with ``synchronous=EXTRA``: what is committed survives a power cut. SQLite before 3.51.3 can lose
committed writes in WAL mode, and that is what most Pythons carry (docs/decisions/0002-delete-journal-not-wal.md).
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reader.errors import KnownError

if TYPE_CHECKING:
    import sqlite_utils

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


class Database:
    """A SQLite file: plain SQL goes to sqlite3 itself, rows by their names and a new shape go through sqlite-utils.

    sqlite-utils is imported when it is first needed: with click, dateutil and pluggy it takes a tenth of a start, which only asks.

    Attributes:
        conn: The connection. It commits every statement by itself outside of ``atomic``.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.conn = connection
        self._with_tables: sqlite_utils.Database | None = None

    def execute(self, sql: str, parameters: Sequence[Any] | Mapping[str, Any] = ()) -> sqlite3.Cursor:
        """Run a statement; may raise ``sqlite3.Error``."""
        return self.conn.execute(sql, parameters)

    @contextlib.contextmanager
    def atomic(self) -> Iterator[None]:
        """Make what is inside one transaction, or one part of the transaction around it: what is raised takes it back."""
        nested = self.conn.in_transaction
        begin, commit = ("SAVEPOINT nested", "RELEASE nested") if nested else ("BEGIN", "COMMIT")
        self.conn.execute(begin)
        try:
            yield
            self.conn.execute(commit)
        except BaseException:
            if self.conn.in_transaction:  # unless the error itself ended it
                self.conn.execute("ROLLBACK TO nested" if nested else "ROLLBACK")
                if nested:
                    self.conn.execute(commit)
            raise

    def query(self, sql: str, parameters: Sequence[Any] | Mapping[str, Any] = ()) -> list[dict[str, Any]]:
        """Give the rows of an answer by the names of its columns."""
        cursor = self.execute(sql, parameters)
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor]

    def with_tables(self) -> sqlite_utils.Database:
        """Give the same connection as sqlite-utils knows it."""
        import sqlite_utils

        if self._with_tables is None:
            # Plugins of sqlite-utils that happen to be installed have no business in our files.
            self._with_tables = sqlite_utils.Database(self.conn, execute_plugins=False)
        return self._with_tables

    def table(self, name: str) -> sqlite_utils.db.Table:
        """Give a table whose rows are written by the names of their fields."""
        return self.with_tables().table(name)

    def close(self) -> None:
        """Close the file."""
        self.conn.close()


class Shape:
    """The shape of a file, step by step: a set of migrations of sqlite-utils, which is imported when one is to be applied.

    Args:
        name: Of the set, as the file remembers it.
    """

    def __init__(self, name: str) -> None:
        self._name = name
        self._steps: dict[str, Callable[[Database], None]] = {}

    def step(self, name: str) -> Callable[[Callable[[Database], None]], Callable[[Database], None]]:
        """Add a function as the next step."""

        def add(change: Callable[[Database], None]) -> Callable[[Database], None]:
            self._steps[name] = change
            return change

        return add

    def applied(self, db: Database) -> list[str]:
        """Give the names of the steps that a file has gone, in their order."""
        if not db.execute("SELECT 1 FROM sqlite_master WHERE name = '_sqlite_migrations'").fetchone():
            return []
        rows = db.execute("SELECT name FROM _sqlite_migrations WHERE migration_set = ? ORDER BY rowid", [self._name])
        return [name for (name,) in rows]

    def pending(self, db: Database) -> list[str]:
        """Give the names of the steps that a file has yet to go."""
        gone = set(self.applied(db))
        return [name for name in self._steps if name not in gone]

    def is_newer(self, db: Database) -> bool:
        """Tell whether a newer program has brought the file to a shape that this one does not know."""
        return not self._steps.keys() >= set(self.applied(db))

    def apply(self, db: Database) -> None:
        """Go the pending steps, each in a transaction with the note that it was gone."""
        from sqlite_utils.migrations import Migrations

        migrations = Migrations(self._name)
        for name, change in self._steps.items():
            migrations(name=name)(_of_ours(change))
        migrations.apply(db.with_tables())


def _of_ours(change: Callable[[Database], None]) -> Callable[[sqlite_utils.Database], None]:
    def changed(db: sqlite_utils.Database) -> None:
        change(Database(db.conn))

    return changed


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
    connection = sqlite3.connect(path, timeout=_WAIT_FOR_OTHERS, isolation_level=None)
    try:
        db = Database(connection)
        db.execute("PRAGMA journal_mode = DELETE").fetchall()
        db.execute(f"PRAGMA synchronous = {synchronous}")
        db.execute("PRAGMA fullfsync = ON")  # macOS: past the cache of the disk itself
        db.execute("PRAGMA foreign_keys = ON")
        db.execute("PRAGMA recursive_triggers = ON")  # REPLACE deletes too: no op is lost that way
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
