"""Corrections of a reading are ops: they outlive a restart and a newer reader, and can be undone, redone and taken back."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from reader.corrections import NamedBody
from reader.errors import KnownError
from storage.changes import Changes
from storage.corrections import Correction
from storage.library import Library
from tests.support.texts import anchor, make_text, reread, source_of

LAW = make_text("测绘法", "第一条 为了规范测绘，促进发展。", "第二条 测绘应当合法。")
AMENDED = make_text("测绘法", "第一条 为了加强和规范测绘。")
MARK = Correction("mark", LAW.text_id, 12, "；")
LEVEL = Correction("level", LAW.text_id, 3, 0)
BODIES = Correction("bodies", LAW.text_id, 7, (NamedBody("市局", "lead"), NamedBody("新区", "support")))


def add(library: Library) -> str:
    return library.add(LAW, source_of(LAW), "/laws/a.txt", "a.txt").document


def words(library: Library, document: str) -> str:
    return library.corrected_text(document).text.split("\n")[1]


def test_a_corrected_mark_shows_and_is_undone_redone_and_taken_back(library: Library) -> None:
    document = add(library)
    note, _ = library.annotations.add(document, [anchor(LAW, "促进发展")])
    changed = Changes(documents=frozenset({document}))
    assert library.corrections.mend(document, [MARK]) == changed
    assert words(library, document) == "第一条 为了规范测绘；促进发展。"
    assert library.text(LAW.text_id) == LAW, "what the reader read stays beside it"
    assert library.can_undo() == "mend-mark"
    assert library.corrections.mend(document, [MARK]) == Changes(), "the same again is no action"
    library.undo()
    assert words(library, document) == "第一条 为了规范测绘，促进发展。"
    library.redo()
    assert words(library, document) == "第一条 为了规范测绘；促进发展。"
    assert library.corrections.mend(document, [replace(MARK, value=None)]) == changed
    assert (library.corrected_text(document), library.corrections.listed(document)) == (LAW, [])
    assert library.can_undo() == "take-back"
    library.undo()
    assert library.corrections.listed(document) == [MARK]
    assert [one.id for one in library.annotations.listed(document)] == [note]
    assert library.check() == []


def test_corrections_outlive_a_restart_and_a_newer_reader(folder: Path) -> None:
    library = Library.open(folder, read=reread)
    document = add(library)
    for one in (BODIES, MARK, LEVEL):
        library.corrections.mend(document, [one])
    assert library.corrections.listed(document) == [LEVEL, BODIES, MARK]
    stamp = library.card(document).mended
    library.close()
    library = Library.open(folder, read=reread)
    assert library.corrections.listed(document) == [LEVEL, BODIES, MARK]
    newer = make_text("测绘法", "第一条 为了规范测绘。促进发展。", "第二条 测绘应当合法；", version=2)
    assert newer.text_id == LAW.text_id
    library.add(newer, source_of(LAW), "/laws/a.txt", "a.txt")
    assert words(library, document) == "第一条 为了规范测绘；促进发展。"
    assert library.corrected_text(document).reader_version == 2
    assert library.card(document).mended == stamp != ""
    library.close()


def test_corrections_wait_while_the_document_has_another_text(library: Library) -> None:
    document = add(library)
    library.corrections.mend(document, [MARK])
    library.add(AMENDED, source_of(AMENDED), "/laws/a.txt", "a.txt")
    assert (library.corrections.listed(document), library.card(document).mended) == ([], "")
    assert library.corrected_text(document) == AMENDED
    library.undo()
    assert library.corrections.listed(document) == [MARK]


def test_several_are_taken_back_as_one_action(library: Library) -> None:
    document = add(library)
    library.corrections.mend(document, [MARK])
    library.corrections.mend(document, [LEVEL])
    library.corrections.mend(document, [replace(one, value=None) for one in library.corrections.listed(document)])
    assert library.corrections.listed(document) == []
    library.undo()
    assert library.corrections.listed(document) == [LEVEL, MARK]


def test_no_such_document(library: Library) -> None:
    with pytest.raises(KnownError, match="document-unknown"):
        library.corrections.listed("nobody")
    with pytest.raises(KnownError, match="document-unknown"):
        library.corrections.mend("nobody", [MARK])
