"""Which errors of SQLite are the world's and which are bugs of ours."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from reader.errors import KnownError
from storage.database import CASES, case_of, connect, known_errors

# Every primary result code of an error, by the names that Python gives them.
BUGS = [
    "ERROR",
    "INTERNAL",
    "ABORT",
    "NOMEM",
    "INTERRUPT",
    "NOTFOUND",
    "PROTOCOL",
    "EMPTY",
    "SCHEMA",
    "TOOBIG",
    "CONSTRAINT",
    "MISMATCH",
    "MISUSE",
    "NOLFS",
    "AUTH",
    "RANGE",
]
KNOWN = {
    "FULL": "disk-full",
    "BUSY": "library-locked",
    "LOCKED": "library-locked",
    "CORRUPT": "library-damaged",
    "NOTADB": "library-damaged",
    "FORMAT": "library-damaged",
    "READONLY": "library-unwritable",
    "CANTOPEN": "library-unwritable",
    "PERM": "library-unwritable",
    "IOERR": "library-unwritable",
}


def sqlite_error(code: int) -> sqlite3.Error:
    error = sqlite3.OperationalError("made up")
    error.sqlite_errorcode = code
    return error


def test_every_code_is_one_or_the_other() -> None:
    codes = {getattr(sqlite3, f"SQLITE_{name}") for name in [*BUGS, *KNOWN]}
    # 27 and 28 are notes in a log and never raised.
    assert codes == set(range(1, 27))
    assert {getattr(sqlite3, f"SQLITE_{name}"): case for name, case in KNOWN.items()} == CASES


@pytest.mark.parametrize(("name", "case"), [*KNOWN.items(), *((name, None) for name in BUGS)])
@pytest.mark.parametrize("detail", [0, 1, 9])
def test_the_upper_bits_are_detail(name: str, case: str | None, detail: int) -> None:
    assert case_of(sqlite_error(getattr(sqlite3, f"SQLITE_{name}") | detail << 8)) == case


def test_known_errors_name_the_file_and_bugs_fly(tmp_path: Path) -> None:
    with pytest.raises(KnownError) as caught, known_errors(tmp_path):
        raise sqlite_error(sqlite3.SQLITE_FULL)
    assert (caught.value.case, caught.value.details) == ("disk-full", {"path": tmp_path})
    with pytest.raises(sqlite3.OperationalError), known_errors(tmp_path):
        raise sqlite_error(sqlite3.SQLITE_ERROR)


def test_a_full_disk_for_real(tmp_path: Path) -> None:
    db = connect(tmp_path / "a.db", synchronous="EXTRA")
    db.execute("CREATE TABLE a (b TEXT)")
    db.execute("PRAGMA max_page_count = 2")
    with pytest.raises(KnownError, match="disk-full"), known_errors(tmp_path):
        db.execute("INSERT INTO a VALUES (?)", ["x" * 100_000])
    db.close()


def test_another_writer_for_real(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("storage.database._WAIT_FOR_OTHERS", 0)
    one = connect(tmp_path / "a.db", synchronous="EXTRA")
    one.execute("CREATE TABLE a (b TEXT)")
    other = connect(tmp_path / "a.db", synchronous="EXTRA")
    one.execute("BEGIN EXCLUSIVE")
    with pytest.raises(KnownError, match="library-locked"), known_errors(tmp_path):
        other.execute("SELECT * FROM a")
    one.close()
    other.close()


def test_text_that_is_not_utf8_is_damage(tmp_path: Path) -> None:
    db = connect(tmp_path / "a.db", synchronous="EXTRA")
    with pytest.raises(KnownError, match="library-damaged"), known_errors(tmp_path):
        db.execute("SELECT CAST(x'ff' AS TEXT)").fetchone()
    db.close()


def test_what_is_committed_survives_a_power_cut(tmp_path: Path) -> None:
    db = connect(tmp_path / "a.db", synchronous="EXTRA")
    assert db.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    assert db.execute("PRAGMA synchronous").fetchone() == (3,)
    db.close()


def test_read_only_refuses(tmp_path: Path) -> None:
    connect(tmp_path / "a.db", synchronous="EXTRA").close()
    db = connect(tmp_path / "a.db", synchronous="EXTRA", read_only=True)
    with pytest.raises(KnownError, match="library-unwritable"), known_errors(tmp_path):
        db.execute("CREATE TABLE a (b TEXT)")
    db.close()
