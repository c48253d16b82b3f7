"""The library as a whole: state, refusals of the disk, and real documents from the reader."""

from __future__ import annotations

from pathlib import Path

import pytest

import reader
from reader.anchor import describe, place
from reader.errors import KnownError
from reader.model import Span
from storage.library import Library
from tests.support.texts import make_text, reread, source_of

TEXT = make_text("办法", "第一条 为了规范管理，制定本办法。")


def test_places_and_settings_are_remembered(folder: Path) -> None:
    library = Library.open(folder, read=reread)
    document = library.add(TEXT, source_of(TEXT), "/a.txt", "a.txt").document
    assert library.state.place(document) is None
    assert library.state.setting("theme", "light") == "light"
    library.state.set_place(document, 7)
    library.state.set_place(document, 12)
    library.state.set_setting("window", {"size": [800, 600], "名": "批阅"})
    library.close()
    library = Library.open(folder, read=reread)
    assert library.state.place(document) == 12
    assert library.state.setting("window") == {"size": [800, 600], "名": "批阅"}
    assert library.can_undo() == "import"
    library.close()


def test_a_full_disk_is_said_and_changes_nothing(library: Library) -> None:
    document = library.add(TEXT, source_of(TEXT), "/a.txt", "a.txt").document
    note, _ = library.annotations.add(document, [], note="记")
    before = library.annotations.listed()
    (pages,) = library._db.execute("PRAGMA page_count").fetchone()
    library._db.execute(f"PRAGMA max_page_count = {pages}")
    for write in (
        lambda: library.annotations.change(note, note="长" * 100_000),
        lambda: library.annotations.add(document, [], note="长" * 100_000),
        lambda: library.state.save_draft(note, "长" * 100_000),
    ):
        with pytest.raises(KnownError, match="disk-full"):
            write()
    assert library.annotations.listed() == before
    assert library.state.drafts() == {}
    assert library.check() == []
    library._db.execute("PRAGMA max_page_count = 1000000")
    library.annotations.change(note, note="长" * 100_000)
    assert library.undo() is not None
    assert [annotation.note for annotation in library.annotations.listed()] == ["记"]


def test_a_file_where_the_folder_should_be_is_said(tmp_path: Path) -> None:
    (tmp_path / "library").write_bytes(b"")
    with pytest.raises(KnownError, match="file-unwritable"):
        Library.open(tmp_path / "library", read=reread)


def test_a_real_document_from_the_reader(folder: Path, sample_bytes: bytes) -> None:
    library = Library.open(folder)
    text = reader.read(sample_bytes, "sample.txt")
    document = library.add(text, sample_bytes, "/sample.txt", "sample.txt").document
    span = Span(len(text.text) // 2, len(text.text) // 2 + 30)
    library.annotations.add(document, [describe(text, span)])
    library.close()

    (folder / "texts.db").unlink()
    library = Library.open(folder)
    again = library.text(library.card(document).text_id)
    assert again == text
    (note,) = library.annotations.listed(document)
    found = place(again, note.anchors[0])
    assert found is not None
    assert found.start >= span.start - 1
    assert again.text[found.start : found.end] in note.anchors[0].quote
    library.close()
