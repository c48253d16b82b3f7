"""Open, check the version, back up, migrate; and never use what is not sound."""

from __future__ import annotations

import contextlib
import random
import shutil
import sqlite3
from pathlib import Path

import pytest

from reader.errors import KnownError
from storage import migrations, projection
from storage.backup import backups
from storage.database import Database, Shape
from storage.library import Library
from tests.support.texts import anchor, make_text, reread, source_of

TEXT = make_text("办法", "第一条 为了规范管理，制定本办法。")


NOTES = 60


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a library with some notes, once."""
    folder = tmp_path_factory.mktemp("template")
    library = Library.open(folder, read=reread)
    document = library.add(TEXT, source_of(TEXT), "/a.txt", "a.txt").document
    for number in range(NOTES):
        library.annotations.add(document, [anchor(TEXT, "规范管理")], note=f"第{number}条笔记", tags=["甲"])
    library.close()
    return folder


@pytest.fixture
def filled(template: Path, folder: Path) -> Path:
    """Give the folder of a closed library with some notes."""
    shutil.copytree(template, folder)
    return folder


def with_next_step(monkeypatch: pytest.MonkeyPatch, *, fails: bool = False) -> None:
    """Let the program be the next version, with one more migration."""
    following = Shape("library")
    following.step("001-ops")(migrations.ops)
    following.step("002-validity")(migrations.validity)
    following.step("003-tasks")(migrations.tasks)
    following.step("004-op-of-text")(migrations.op_of_text)

    @following.step("005-collections")
    def collections(db: Database) -> None:
        db.execute("CREATE TABLE collection (id TEXT PRIMARY KEY) STRICT")
        if fails:
            raise ZeroDivisionError

    monkeypatch.setattr("storage.opening.LIBRARY", following)


def test_a_new_library_needs_no_backup(folder: Path) -> None:
    Library.open(folder, read=reread).close()
    assert backups(folder / "backups") == []


def test_a_migration_waits_for_a_backup_of_what_was(filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with_next_step(monkeypatch)
    library = Library.open(filled, read=reread)
    assert len(library.annotations.listed()) == NOTES
    assert library._db.table("collection").exists()
    library.close()
    (made,) = backups(filled / "backups")
    kept = sqlite3.connect(made.path)
    assert kept.execute("SELECT count(*) FROM sqlite_master WHERE name = 'collection'").fetchone() == (0,)
    kept.close()


def test_no_backup_no_migration(filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with_next_step(monkeypatch)
    monkeypatch.setattr("storage.backup._holds", lambda *_: False)
    with pytest.raises(KnownError, match="backup-failed"):
        Library.open(filled, read=reread)
    monkeypatch.undo()
    library = Library.open(filled, read=reread)
    assert not library._db.table("collection").exists()
    library.close()


def test_a_migration_that_fails_leaves_the_library_as_it_was(filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with_next_step(monkeypatch, fails=True)
    with pytest.raises(ZeroDivisionError):
        Library.open(filled, read=reread)
    monkeypatch.undo()
    library = Library.open(filled, read=reread)
    assert len(library.annotations.listed()) == NOTES
    library.close()


def test_a_newer_library_is_refused_and_not_touched(filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with_next_step(monkeypatch)
    Library.open(filled, read=reread).close()
    monkeypatch.undo()
    before = (filled / "library.db").read_bytes()
    for read_only in (False, True):
        with pytest.raises(KnownError, match="library-newer"):
            Library.open(filled, read_only=read_only, read=reread)
    assert (filled / "library.db").read_bytes() == before


def test_one_process_writes_and_others_read_beside_it(filled: Path) -> None:
    writer = Library.open(filled, read=reread)
    with pytest.raises(KnownError, match="library-locked"):
        Library.open(filled, read=reread)
    beside = Library.open(filled, read_only=True, read=reread)
    document = beside.cards()[0].id
    writer.annotations.add(document, [], note="新")
    assert beside.annotations.listed()[-1].note == "新"
    assert beside.text(TEXT.text_id) == TEXT
    for write in (
        lambda: beside.annotations.add(document, []),
        lambda: beside.undo(),
        lambda: beside.state.set_place(document, 1),
        lambda: beside.add(TEXT, b"x", "/x", "x"),
    ):
        with pytest.raises(KnownError, match="library-locked"):
            write()
    beside.close()
    writer.close()
    Library.open(filled, read=reread).close()


def test_reading_only_needs_a_library_of_this_version(
    folder: Path, filled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(KnownError, match="library-absent"):
        Library.open(folder / "absent", read_only=True, read=reread)
    assert not (folder / "absent").exists()
    with_next_step(monkeypatch)
    with pytest.raises(KnownError, match="library-older"):
        Library.open(filled, read_only=True, read=reread)


def test_other_peoples_databases_are_left_alone(folder: Path) -> None:
    folder.mkdir()
    foreign = sqlite3.connect(folder / "library.db")
    foreign.execute("CREATE TABLE photo (name TEXT)")
    foreign.close()
    before = (folder / "library.db").read_bytes()
    with pytest.raises(KnownError, match="library-damaged") as caught:
        Library.open(folder, read=reread)
    assert caught.value.details["backup"] is None
    assert (folder / "library.db").read_bytes() == before


def test_a_failed_opening_lets_go_of_the_lock(folder: Path) -> None:
    folder.mkdir()
    (folder / "library.db").write_bytes(b"noise" * 1000)
    for _ in range(2):
        with pytest.raises(KnownError, match="library-damaged"):
            Library.open(folder, read=reread)


def use(folder: Path) -> None:
    library = Library.open(folder, read=reread)
    try:
        for card in library.cards():
            library.annotations.listed(card.id)
        library.annotations.tags()
        library.undo()
        library.check()
    finally:
        library.close()


@pytest.mark.parametrize(
    ("told", "flipped"), [(b"tasks INTEGER", b"tascs INTEGER"), (b"part_of TEXT", b"part_gf TEXT")]
)
def test_a_flipped_bit_in_the_name_of_a_column_is_damage(filled: Path, told: bytes, flipped: bytes) -> None:
    path = filled / "library.db"
    data = path.read_bytes()
    assert told in data
    path.write_bytes(data.replace(told, flipped))
    with pytest.raises(KnownError, match="library-damaged"):
        use(filled)


def test_every_column_of_a_new_library_is_asked_for(filled: Path) -> None:
    with contextlib.closing(sqlite3.connect(filled / "library.db")) as db:
        for table, columns in {**migrations.COLUMNS, **projection.COLUMNS}.items():
            assert [row[1] for row in db.execute(f"PRAGMA table_info({table})")] == list(columns)


@pytest.mark.parametrize("seed", range(30))
def test_random_damage_is_named_and_never_a_crash(filled: Path, seed: int) -> None:
    dice = random.Random(seed)
    path = filled / "library.db"
    data = bytearray(path.read_bytes())
    kind = seed % 3
    if kind == 0:
        data = data[: dice.randrange(len(data))]
    elif kind == 1:
        start = dice.randrange(len(data))
        data[start : start + 2000] = dice.randbytes(min(2000, len(data) - start))
    else:
        for _ in range(20):
            data[dice.randrange(len(data))] ^= 1 << dice.randrange(8)
    path.write_bytes(data)
    # Damage to the words of a note may go unnoticed; anything else raised than this fails the test.
    with contextlib.suppress(KnownError):
        use(filled)
