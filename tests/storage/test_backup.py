"""Backups are whole, there when needed, and few enough; and the way back works."""

from __future__ import annotations

import datetime
import shutil
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.errors import KnownError
from storage import backup, ops
from storage.backup import Backup, back_up, backups, dispensable, is_due, newest_good
from storage.library import Library
from storage.recovery import restore_backup
from tests.support.texts import make_text, reread, source_of

TEXT = make_text("办法", "第一条 为了规范管理，制定本办法。")
NOW = datetime.datetime(2026, 11, 22, 20, 0, tzinfo=datetime.UTC)
DAY = datetime.timedelta(days=1)


@pytest.fixture
def filled(folder: Path) -> Iterator[Library]:
    library = Library.open(folder, read=reread)
    document = library.add(TEXT, source_of(TEXT), "/a.txt", "a.txt").document
    library.annotations.add(document, [], note="记")
    yield library
    library.close()


def test_a_backup_is_a_whole_library(filled: Library, tmp_path: Path) -> None:
    made = back_up(filled._db, filled.folder / "backups", NOW)
    assert made == backups(filled.folder / "backups")[0]
    assert made.ops == ops.count(filled._db)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    shutil.copy(made.path, elsewhere / "library.db")
    library = Library.open(elsewhere, read=reread)
    assert [note.note for note in library.annotations.listed()] == ["记"]
    library.close()


def test_a_copy_that_is_not_the_same_gets_no_name(filled: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    copy = backup._copy

    def cut(db: object, target: Path) -> None:
        copy(db, target)  # type: ignore[arg-type]
        target.write_bytes(target.read_bytes()[:-4096])

    monkeypatch.setattr(backup, "_copy", cut)
    with pytest.raises(KnownError, match="backup-failed"):
        back_up(filled._db, filled.folder / "backups", NOW)
    assert list((filled.folder / "backups").iterdir()) == []


def test_one_is_due_when_something_was_made_and_the_last_is_older_than_a_day(filled: Library) -> None:
    folder = filled.folder / "backups"
    assert is_due(filled._db, folder, NOW)
    back_up(filled._db, folder, NOW)
    assert not is_due(filled._db, folder, NOW + 3 * DAY)
    filled.undo()
    assert not is_due(filled._db, folder, NOW + DAY / 2)
    assert is_due(filled._db, folder, NOW + 2 * DAY)


def test_the_one_that_is_due_is_made_once(folder: Path, filled: Library) -> None:
    assert backups(folder / "backups") == []
    for _ in range(2):
        filled.back_up_when_due()
        assert len(backups(folder / "backups")) == 1


def test_who_can_make_no_backup_can_still_read(folder: Path, filled: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("storage.backup._holds", lambda *_: False)
    with pytest.raises(KnownError, match="backup-failed"):
        filled.back_up_when_due()
    filled.close()
    again = Library.open(folder, read=reread)
    assert again.annotations.listed()
    again.close()


def test_an_old_backup_that_somebody_has_open_stays_and_the_new_one_counts(
    filled: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On Windows nobody takes an open file away: every start said that no backup could be made."""
    folder = filled.folder / "backups"
    first = back_up(filled._db, folder, datetime.datetime(2025, 1, 1, 8, tzinfo=datetime.UTC))
    second = back_up(filled._db, folder, datetime.datetime(2025, 1, 1, 9, tzinfo=datetime.UTC))
    take_away = Path.unlink

    def held(path: Path, missing_ok: bool = False) -> None:
        if path == first.path:
            raise PermissionError(13, "sharing violation")
        take_away(path, missing_ok=missing_ok)

    monkeypatch.setattr(Path, "unlink", held)
    third = back_up(filled._db, folder, datetime.datetime(2025, 6, 1, tzinfo=datetime.UTC))
    assert {one.path for one in backups(folder)} == {first.path, second.path, third.path}
    monkeypatch.undo()
    fourth = back_up(filled._db, folder, datetime.datetime(2025, 6, 2, tzinfo=datetime.UTC))
    assert {one.path for one in backups(folder)} == {second.path, third.path, fourth.path}


def at(*days: float) -> list[Backup]:
    return [Backup(Path(), NOW - day * DAY, 1) for day in days]


def test_thinning_keeps_two_days_then_days_weeks_and_months() -> None:
    # Two a day for a year and a half, each thinned as it comes.
    kept: list[Backup] = []
    for hour in range(0, 550 * 24, 12):
        now = NOW + datetime.timedelta(hours=hour)
        kept.append(Backup(Path(), now, 1))
        going = dispensable(kept, now)
        kept = [one for one in kept if one not in going]
    ages = sorted((kept[-1].taken - one.taken).days for one in kept)
    assert len([age for age in ages if age < 2]) == 4
    assert 12 <= len([age for age in ages if 2 <= age <= 15]) <= 14
    assert ages[-1] > 250
    assert len(ages) <= 5 + 12 + 10 + 9
    # The last Sunday of one month and of the next lie up to five weeks apart.
    assert all(later - earlier <= 36 for earlier, later in pairwise(ages))


def test_the_newest_stays_whatever_its_age() -> None:
    assert dispensable(at(1000), NOW) == []
    assert dispensable(at(1000, 1000.01), NOW) == at(1000.01)


@given(st.lists(st.floats(0, 2000), max_size=60, unique=True))
def test_thinning_twice_is_thinning_once(days: list[float]) -> None:
    every = at(*days)
    going = dispensable(every, NOW)
    staying = [one for one in every if one not in going]
    assert all(NOW - one.taken > 2 * DAY for one in going)
    assert dispensable(staying, NOW) == []
    assert len([one for one in staying if NOW - one.taken > 2 * DAY]) <= 1 + 12 + 10 + 9


def test_a_damaged_library_names_the_newest_good_backup_and_comes_back_from_it(folder: Path, filled: Library) -> None:
    good = back_up(filled._db, folder / "backups", NOW)
    newer = back_up(filled._db, folder / "backups", NOW + DAY)
    newer.path.write_bytes(newer.path.read_bytes()[:5000])
    known_replica = ops.replica(filled._db)
    filled.close()
    (folder / "library.db").write_bytes(b"noise" * 1000)

    with pytest.raises(KnownError, match="library-damaged") as caught:
        Library.open(folder, read=reread)
    assert caught.value.details["backup"] == good.path
    (folder / "library.db-journal").write_bytes(b"left by an interrupted write")
    aside = restore_backup(folder, good.path)

    assert aside is not None
    assert aside.read_bytes() == b"noise" * 1000
    assert not (folder / "library.db-journal").exists()
    library = Library.open(folder, read=reread)
    assert [note.note for note in library.annotations.listed()] == ["记"]
    assert library.check() == []
    assert ops.replica(library._db) != known_replica
    library.annotations.add(library.cards()[0].id, [])
    assert library.undo() is not None
    library.close()


def test_restoring_a_bad_backup_or_under_an_open_library_changes_nothing(
    folder: Path, filled: Library, tmp_path: Path
) -> None:
    good = back_up(filled._db, folder / "backups", NOW)
    with pytest.raises(KnownError, match="library-locked"):
        restore_backup(folder, good.path)
    filled.close()
    before = (folder / "library.db").read_bytes()
    bad = tmp_path / "bad.db"
    bad.write_bytes(good.path.read_bytes()[:5000])
    with pytest.raises(KnownError, match="backup-failed"):
        restore_backup(folder, bad)
    with pytest.raises(KnownError, match="file-unwritable"):
        restore_backup(folder, tmp_path / "absent.db")
    assert (folder / "library.db").read_bytes() == before
    assert sorted(path.name for path in folder.iterdir() if path.name.startswith(".")) == []


def test_a_file_named_by_no_day_is_no_backup(filled: Library) -> None:
    """It kept the program from opening a damaged library, and from making any further backup."""
    folder = filled.folder / "backups"
    made = back_up(filled._db, folder, NOW)
    (folder / "library-20261399T000000Z-5.db").write_bytes(b"of another program")
    assert backups(folder) == [made]
    assert newest_good(folder) == made


def test_without_a_backup_none_is_named(tmp_path: Path) -> None:
    assert newest_good(tmp_path / "absent") is None
