"""The way back from a damaged library, and what came after the backup that it was restored from."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

import reader
from reader.errors import KnownError
from storage import backup
from storage.files import replace
from storage.library import Library
from storage.recovery import restore_backup


def test_a_file_that_no_document_knows_is_told_and_one_that_was_removed_or_undone_is_not(tmp_path: Path) -> None:
    library = Library.open(tmp_path / "library")
    for number in range(3):
        data = f"第{number}号文件\n正文{number}。\n".encode()
        library.add(reader.read(data, f"{number}.txt"), data, f"/somewhere/{number}.txt", f"{number}.txt")
    library.undo()
    library.remove([library.cards()[0].id])
    long_ago = datetime(2020, 1, 1, tzinfo=UTC)
    assert library.unclaimed_sources(long_ago) == []

    folder = tmp_path / "library" / "sources"
    lost, older, alien = folder / "ab" / f"{'ab' * 32}.docx", folder / "cd" / ("cd" * 32), folder / "ef" / "note.txt"
    for path in (lost, older, alien):
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"x")
    os.utime(older, (0, 0))
    assert library.unclaimed_sources(long_ago) == [lost]
    library.close()


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """A closed library with one document and a backup."""
    folder = tmp_path / "library"
    library = Library.open(folder)
    data = "第一号文件\n正文。\n".encode()
    library.add(reader.read(data, "1.txt"), data, "/somewhere/1.txt", "1.txt")
    library.back_up_when_due()
    library.close()
    return folder


@pytest.mark.parametrize("lose", [Path.unlink, lambda path: path.write_bytes(b"")])
def test_a_library_that_is_gone_is_never_begun_anew_where_there_is_a_backup(
    kept: Path, lose: Callable[[Path], object]
) -> None:
    lose(kept / "library.db")
    for _start in range(2):
        with pytest.raises(KnownError, match="library-damaged") as raised:
            Library.open(kept)
    restore_backup(kept, raised.value.details["backup"])
    library = Library.open(kept)
    assert len(library.cards()) == 1
    library.close()


@pytest.mark.parametrize("links", [True, False])
def test_a_restoration_that_is_cut_off_leaves_the_way_back(
    kept: Path, monkeypatch: pytest.MonkeyPatch, links: bool
) -> None:
    """The last rename fails, on a file system that gives a file two names and on one that does not."""
    (kept / "library.db").write_bytes(b"damaged" * 1000)
    (kept / "library.db-journal").write_bytes(b"journal")

    def cut_off(source: Path, target: Path) -> None:
        if target.name == "library.db":
            raise OSError("no power")
        replace(source, target)

    def no_links(_source: Path, _target: Path) -> None:
        raise OSError("not on this file system")

    with monkeypatch.context() as context:
        context.setattr(backup, "replace", cut_off)
        if not links:
            context.setattr(os, "link", no_links)
        good = backup.newest_good(kept / "backups")
        assert good is not None
        with pytest.raises(KnownError, match="file-unwritable"):
            restore_backup(kept, good.path)
    assert (kept / "library.db").exists() == links
    with pytest.raises(KnownError, match="library-damaged") as raised:
        Library.open(kept)
    aside = restore_backup(kept, raised.value.details["backup"])
    assert (aside is not None) == links
    library = Library.open(kept)
    assert len(library.cards()) == 1
    assert library.check() == []
    library.close()
    kept_aside = sorted(path.read_bytes() for path in kept.glob("library-damaged-*.db*"))
    assert kept_aside == [b"damaged" * 1000] * (2 if links else 1) + [b"journal"]
    assert not list(kept.glob(".*.part*"))
