"""The chain of a document: what waits for a review after another text came, and what an answer leaves behind."""

from __future__ import annotations

import pytest

from reader.anchor import Anchor, describe
from reader.errors import KnownError
from reader.model import Span, Text
from storage.library import Library
from tests.support.texts import make_text, source_of

OLD = make_text("示范法", "第一条　企业应当建立台账。", "第二条　本法自公布之日起施行。")
NEW = make_text("示范法", "第一条　国家鼓励创新。", "第二条　企业应当建立台账。", "第三条　本法自公布之日起施行。")
NEWEST = make_text("示范法", "第一条　国家鼓励创新。", "第二条　企业应当建立电子台账。")


def put(library: Library, text: Text, path: str = "/laws/a.txt") -> str:
    return library.add(text, source_of(text), path, "a.txt").document


def on(text: Text, words: str) -> tuple[Anchor]:
    start = text.text.index(words)
    return (describe(text, Span(start, start + len(words))),)


def waiting(library: Library, document: str) -> list[str]:
    return [one.annotation.id for one in library.versions.unsettled(document)]


def test_annotations_wait_when_their_document_gets_other_letters(library: Library) -> None:
    document = put(library, OLD)
    note, _ = library.annotations.add(document, on(OLD, "台账"))
    library.annotations.add(document, [], note="整份文件")
    assert waiting(library, document) == []
    assert put(library, NEW) == document
    assert waiting(library, document) == [note]
    assert library.versions.waiting() == {document: 1}
    assert [version.current for version in library.versions.chain(document)] == [False, True]
    assert library.text(OLD.text_id) == OLD


def test_an_accepted_place_is_added_and_the_old_one_stays(library: Library) -> None:
    document = put(library, OLD)
    note, _ = library.annotations.add(document, on(OLD, "台账"))
    put(library, NEW)
    assert library.versions.settle(document, {note: on(NEW, "台账")}).annotations == {note}
    (annotation,) = library.annotations.listed(document)
    assert {anchor.text_id for anchor in annotation.anchors} == {OLD.text_id, NEW.text_id}
    assert library.versions.waiting() == {}
    library.undo()
    assert waiting(library, document) == [note]
    library.redo()
    assert waiting(library, document) == []


def test_a_refused_place_is_not_asked_for_again_and_the_note_stays(library: Library) -> None:
    document = put(library, OLD)
    note, _ = library.annotations.add(document, on(OLD, "台账"))
    put(library, NEW)
    library.versions.settle(document, {note: ()})
    assert waiting(library, document) == []
    put(library, NEWEST)
    assert waiting(library, document) == []
    assert [one.id for one in library.annotations.listed(document)] == [note]


def test_the_next_version_is_reviewed_from_the_last_accepted_place(library: Library) -> None:
    document = put(library, OLD)
    note, _ = library.annotations.add(document, on(OLD, "台账"))
    put(library, NEW)
    library.versions.settle(document, {note: on(NEW, "台账")})
    put(library, NEWEST)
    (one,) = library.versions.unsettled(document)
    assert [anchor.text_id for anchor in one.anchors] == [NEW.text_id]


def test_a_place_in_another_text_or_of_another_document_is_refused(library: Library) -> None:
    document, other = put(library, OLD), put(library, NEWEST, "/laws/b.txt")
    note, _ = library.annotations.add(document, on(OLD, "台账"))
    with pytest.raises(ValueError, match="another text"):
        library.versions.settle(document, {note: on(NEW, "台账")})
    with pytest.raises(KnownError, match="annotation-unknown"):
        library.versions.settle(other, {note: ()})


def test_linking_puts_two_documents_into_one_chain_and_can_be_undone(library: Library) -> None:
    older, newer = put(library, OLD), put(library, NEW, "/laws/b.txt")
    on_old, _ = library.annotations.add(older, on(OLD, "台账"))
    on_new, _ = library.annotations.add(newer, on(NEW, "创新"))
    changes = library.versions.link(older, newer)
    assert changes.documents == {older, newer}
    assert [card.id for card in library.cards()] == [older]
    assert library.card(older).text_id == NEW.text_id
    assert {one.id for one in library.annotations.listed(older)} == {on_old, on_new}
    assert waiting(library, older) == [on_old]
    # The file of the newer one goes on updating the document that it became a version of.
    assert put(library, NEWEST, "/laws/b.txt") == older
    library.undo()
    library.undo()
    assert {card.id for card in library.cards()} == {older, newer}
    assert [one.id for one in library.annotations.listed(newer)] == [on_new]
    assert library.versions.waiting() == {}
    assert library.check() == []


def test_a_document_is_not_its_own_version(library: Library) -> None:
    document = put(library, OLD)
    with pytest.raises(KnownError, match="link-to-itself"):
        library.versions.link(document, document)
    with pytest.raises(KnownError, match="document-unknown"):
        library.versions.link(document, "nothing")
