"""What came after the backup that a library was restored from."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import reader
from storage.library import Library


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
