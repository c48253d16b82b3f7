"""What importing, removing and correcting do to the shelf."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from reader.errors import KnownError
from reader.model import Field, Text
from storage import documents
from storage.changes import Changes
from storage.documents import Added
from storage.library import Library
from tests.support.texts import anchor, make_text, source_of

LAW = make_text(
    "测绘法", "第一章 总则", "第一条 为了规范测绘。", "第二条 测绘应当合法。", issuers=("国务院", "自然资源部")
)
AMENDED = make_text("测绘法", "第一章 总则", "第一条 为了加强和规范测绘。")


def add(library: Library, text: Text, path: str = "/laws/a.txt", name: str = "a.txt") -> Added:
    return library.add(text, source_of(text), path, name)


def test_an_import_shows_on_the_shelf(library: Library) -> None:
    added = add(library, LAW)
    assert added.status == "imported"
    assert added.changes == Changes(documents=frozenset({added.document}))
    (card,) = library.cards()
    assert (card.id, card.title, card.issuers) == (added.document, "测绘法", ("国务院", "自然资源部"))
    assert (card.number, card.date, card.kind) == ("", "", "")
    assert (card.clauses, card.chars, card.annotations) == (3, len(LAW.text), 0)
    assert (card.path, card.name, card.reader_version) == ("/laws/a.txt", "a.txt", 1)
    assert datetime.fromisoformat(card.added).tzinfo is not None
    assert library.text(card.text_id) == LAW
    assert library.source_path(card.id).read_bytes() == source_of(LAW)
    assert library.source_path(card.id).suffix == ".txt"


@pytest.mark.parametrize(("path", "name"), [("/laws/a.txt", "a.txt"), ("/other/b.txt", "b.txt"), ("", "剪贴板.txt")])
def test_the_same_letters_again_are_unchanged(library: Library, path: str, name: str) -> None:
    first = add(library, LAW)
    assert add(library, LAW, path, name) == Added("unchanged", first.document, Changes())
    assert len(library.cards()) == 1
    assert library.can_undo() == "import"


def test_other_letters_from_the_same_path_update_the_document_and_keep_its_notes(library: Library) -> None:
    first = add(library, LAW)
    library.annotations.add(first.document, [anchor(LAW, "规范测绘")])
    updated = add(library, AMENDED)
    assert updated == Added("updated", first.document, Changes(documents=frozenset({first.document})))
    (card,) = library.cards()
    assert (card.text_id, card.clauses) == (AMENDED.text_id, 2)
    (note,) = library.annotations.listed(first.document)
    assert [piece.text_id for piece in note.anchors] == [LAW.text_id]
    assert library.text(LAW.text_id) == LAW
    assert library.undo() is not None
    assert library.cards()[0].text_id == LAW.text_id


def test_a_file_that_goes_back_makes_the_old_text_current(library: Library) -> None:
    document = add(library, LAW).document
    add(library, AMENDED)
    assert add(library, LAW).status == "updated"
    assert library.card(document).text_id == LAW.text_id


def test_pasted_texts_never_update_each_other(library: Library) -> None:
    add(library, LAW, path="")
    assert add(library, AMENDED, path="").status == "imported"
    assert len(library.cards()) == 2


def test_a_removed_document_comes_back_with_its_notes_when_imported_again(library: Library) -> None:
    document = add(library, LAW).document
    note, _ = library.annotations.add(document, [anchor(LAW, "规范测绘")], tags=["甲"])
    changes = library.remove([document])
    assert changes == Changes(frozenset({document}), frozenset({note}), tags=True)
    assert (library.cards(), library.annotations.listed(), library.annotations.tags()) == ([], [], {})
    assert [card.id for card in library.removed()] == [document]
    again = add(library, LAW, "/new/c.txt", "c.txt")
    assert again == Added("imported", document, changes)
    assert [annotation.id for annotation in library.annotations.listed()] == [note]
    assert library.card(document).path == "/new/c.txt"
    library.undo()
    assert library.cards() == []
    assert library.card(document).path == "/laws/a.txt"


def test_restoring_brings_the_notes_back(library: Library) -> None:
    document = add(library, LAW).document
    note, _ = library.annotations.add(document, [anchor(LAW, "规范测绘")])
    library.remove([document])
    assert library.restore([document]) == Changes(frozenset({document}), frozenset({note}))
    assert library.removed() == []


def test_an_undone_import_can_be_imported_or_redone(library: Library) -> None:
    document = add(library, LAW).document
    library.undo()
    assert library.cards() == []
    library.redo()
    assert [card.id for card in library.cards()] == [document]
    library.undo()
    assert add(library, LAW).document == document


def test_a_better_reading_refreshes_text_and_card(library: Library) -> None:
    document = add(library, LAW).document
    better = replace(LAW, reader_version=2, title=Field("中华人民共和国测绘法"))
    assert add(library, better) == Added("unchanged", document, Changes(documents=frozenset({document})))
    assert library.text(LAW.text_id) == better
    assert (library.card(document).title, library.card(document).reader_version) == ("中华人民共和国测绘法", 2)
    assert add(library, LAW).changes == Changes()
    assert library.text(LAW.text_id) == better
    assert library.can_undo() == "import"


def test_unknown_documents_are_named(library: Library) -> None:
    known = add(library, LAW).document
    for call in (
        lambda: library.card("nobody"),
        lambda: library.source_path("nobody"),
        lambda: library.remove([known, "nobody"]),
        lambda: library.restore(["nobody"]),
        lambda: library.correct("nobody", "title", "x"),
        lambda: library.annotations.add("nobody", []),
    ):
        with pytest.raises(KnownError, match="document-unknown") as caught:
            call()
        assert caught.value.details == {"name": "nobody"}
    assert len(library.cards()) == 1
    with pytest.raises(KnownError, match="text-unknown"):
        library.text("0" * 64)


@pytest.mark.parametrize("shelf", ["alive", "NOT alive"])
def test_whose_text_it_is_is_found_without_a_look_at_the_whole_shelf(library: Library, shelf: str) -> None:
    with library._reading() as db:
        query = f"EXPLAIN QUERY PLAN SELECT id FROM document WHERE {shelf} AND {documents._CHAIN_HAS}"
        plan = [row[3] for row in db.execute(query, ["x"]).fetchall()]
    assert any("op_text" in step for step in plan)
    assert not any(step.startswith("SCAN document") for step in plan), "an import asks it of each file"
