"""回收站: what was deleted comes back whole, what was undone is not in it, and every wording of a note is kept."""

from __future__ import annotations

import pytest

from reader.errors import KnownError
from storage.library import Library
from tests.support.texts import anchor, make_text, source_of

TEXT = make_text("办法", "第一条 为了规范管理，制定本办法。")
OTHER = make_text("细则", "第一条 根据办法，制定本细则。")


@pytest.fixture
def document(library: Library) -> str:
    return library.add(TEXT, source_of(TEXT), "/a.txt", "a.txt").document


def test_deleted_annotations_are_listed_and_come_back_whole(library: Library, document: str) -> None:
    one, _changes = library.annotations.add(
        document, [anchor(TEXT, "规范管理")], color="pink", style="wavy", type="todo", note="看", tags=["甲"]
    )
    other, _changes = library.annotations.add(document, [], note="整份")
    before = {annotation.id: annotation for annotation in library.annotations.listed(document)}
    assert library.trash.listed() == []

    library.annotations.delete([one])
    library.annotations.delete([other])
    assert [gone.annotation.id for gone in library.trash.listed()] == [other, one], "what was deleted last first"
    assert library.trash.listed()[1].annotation == before[one]
    assert library.trash.restore([one, other]).annotations == {one, other}
    assert {annotation.id: annotation for annotation in library.annotations.listed(document)} == before
    assert library.trash.listed() == []
    undone = library.undo()
    assert undone is not None
    assert undone.label_case == "restore-notes"
    assert library.annotations.listed(document) == []
    with pytest.raises(KnownError, match="annotation-unknown"):
        library.trash.restore(["nobody"])


def test_removed_documents_are_listed_with_when_the_last_first(library: Library, document: str) -> None:
    other = library.add(OTHER, source_of(OTHER), "/b.txt", "b.txt").document
    assert library.trash.removed() == []
    library.remove([other])
    library.remove([document])
    library.undo()
    library.remove([document])
    first, second = library.trash.removed()
    assert [first.card, second.card] == [library.card(document), library.card(other)]
    assert first.when >= second.when >= first.card.added
    library.restore([document])
    assert [one.card.id for one in library.trash.removed()] == [other]


def test_what_was_never_deleted_is_not_in_it(library: Library, document: str) -> None:
    one, _changes = library.annotations.add(document, [], note="错的")
    library.undo()
    assert library.annotations.listed(document) == []
    assert library.trash.listed() == [], "its maker took it back"
    library.redo()
    library.annotations.delete([one])
    library.undo()
    library.redo()
    assert [gone.annotation.id for gone in library.trash.listed()] == [one], "a deletion done again is one"
    library.remove([document])
    assert library.trash.listed() == [], "it comes back with its document"


def test_every_wording_of_a_note_is_kept(library: Library, document: str) -> None:
    one, _changes = library.annotations.add(document, [], note="一")
    library.annotations.change(one, note="二")
    library.annotations.change(one, color="blue")
    library.undo()
    library.annotations.change(one, note="")
    assert [wording.words for wording in library.trash.note_history(one)] == ["", "二", "一"]
