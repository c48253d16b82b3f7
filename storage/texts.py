"""texts.db: the readings of all texts. Derived: whatever happens to it, the sources are read again."""

from __future__ import annotations

import logging
import zlib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from reader.errors import KnownError
from reader.model import Text
from storage import database
from storage.backup import set_aside
from storage.database import Database
from storage.files import known_file_errors
from storage.readings import PackedReading, unpack_reading, unpack_words

# Count up when the file is laid out otherwise, or when ``reader.packing`` packs otherwise: all texts are read again.
VERSION = 1

FILE = "texts.db"
"""Its name in the folder of a library."""

T = TypeVar("T")

_log = logging.getLogger(__name__)


class Texts:
    """The open texts.db.

    Args:
        path: The file. Missing, damaged or of another version, it is made anew; a damaged one is kept beside.
        read_only: Leave the file alone: one that cannot be used gives no texts.

    Raises:
        KnownError: ``disk-full``, ``library-locked`` or ``library-unwritable``.
    """

    def __init__(self, path: Path, *, read_only: bool = False) -> None:
        self._path = path
        self._read_only = read_only
        self._db: Database | None = None
        if read_only and not path.exists():
            return
        try:
            self._open()
        except KnownError as error:
            if error.case != "library-damaged":
                raise
            self._start_over()

    def close(self) -> None:
        """Close the file."""
        if self._db is not None:
            self._db.close()
            self._db = None

    def put_all(self, readings: Sequence[PackedReading]) -> None:
        """Keep texts in one transaction, each in place of an older reading of its id; all of them or none.

        Raises:
            KnownError: ``disk-full``, ``library-locked`` or ``library-unwritable``.
        """
        rows = [(reading.text_id, reading.data) for reading in readings]
        try:
            self._insert(rows)
        except KnownError as error:
            if error.case != "library-damaged":
                raise
            self._start_over()
            self._insert(rows)

    def get(self, text_id: str) -> Text | None:
        """Give a text; None when it has to be read again.

        Raises:
            KnownError: ``library-locked`` or ``library-unwritable``.
        """
        return self._got(text_id, unpack_reading)

    def words(self, text_id: str) -> str | None:
        """Give the reading text of a text and nothing else of it; None when it has to be read again.

        Raises:
            KnownError: As ``get``.
        """
        return self._got(text_id, unpack_words)

    def _got(self, text_id: str, unpack: Callable[[bytes], T]) -> T | None:
        if self._db is None:
            return None
        try:
            with database.known_errors(self._path):
                row = self._db.execute("SELECT packed FROM text WHERE text_id = ?", [text_id]).fetchone()
            return unpack(row[0]) if row else None
        except KnownError as error:
            if error.case != "library-damaged":
                raise
            self._start_over()
        except (zlib.error, ValueError, KeyError, TypeError):
            _log.info("the reading of %s is damaged and will be made again", text_id)
        return None

    def _open(self) -> None:
        with database.known_errors(self._path):
            db = database.connect(self._path, synchronous="NORMAL", read_only=self._read_only)
            try:
                usable = _version(db) == VERSION
                if not usable and not self._read_only:
                    _lay_out(db)
            except BaseException:
                db.close()
                raise
        if usable or not self._read_only:
            self._db = db
        else:
            db.close()

    def _insert(self, rows: Sequence[tuple[str, bytes]]) -> None:
        assert self._db is not None, "texts.db is closed or read only"
        with database.known_errors(self._path), self._db.atomic():
            self._db.conn.executemany("INSERT OR REPLACE INTO text (text_id, packed) VALUES (?, ?)", rows)

    def _start_over(self) -> None:
        """Set the damaged file aside and begin an empty one."""
        self.close()
        if self._read_only:
            return
        with known_file_errors(self._path):
            aside = set_aside(self._path)
        _log.info("texts.db was damaged and lies at %s; its texts are read again", aside)
        self._open()


def _version(db: Database) -> int:
    (owner,) = db.execute("PRAGMA application_id").fetchone()
    (version,) = db.execute("PRAGMA user_version").fetchone()
    return int(version) if owner == database.APPLICATION_ID else 0


def _lay_out(db: Database) -> None:
    with db.atomic():
        db.execute(f"PRAGMA application_id = {database.APPLICATION_ID}")
        db.execute("DROP TABLE IF EXISTS text")
        db.execute("CREATE TABLE text (text_id TEXT PRIMARY KEY, packed BLOB NOT NULL) STRICT")
        db.execute(f"PRAGMA user_version = {VERSION}")
