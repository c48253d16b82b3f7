"""Highlights, notes, bookmarks and tags as the user meets them."""

from __future__ import annotations

from datetime import datetime

import pytest

from reader.errors import KnownError
from storage.changes import Changes
from storage.library import Library
from tests.support.texts import anchor, make_text, source_of

TEXT = make_text("办法", "第一条 为了规范管理，制定本办法。")
NEWER = make_text("办法", "第一条 为了加强规范管理，制定本办法。")


@pytest.fixture
def document(library: Library) -> str:
    return library.add(TEXT, source_of(TEXT), "/a.txt", "a.txt").document


def test_an_annotation_comes_back_as_it_was_made(library: Library, document: str) -> None:
    places = [anchor(TEXT, "制定本办法"), anchor(TEXT, "规范")]
    note, changes = library.annotations.add(
        document, places, color="violet", note="为什么？\n见第二条", tags=["重点", "待办"]
    )
    assert changes == Changes(annotations=frozenset({note}), tags=True)
    (shown,) = library.annotations.listed(document)
    assert (shown.id, shown.document, shown.color, shown.note) == (note, document, "violet", "为什么？\n见第二条")
    assert shown.tags == ("待办", "重点")
    assert shown.anchors == tuple(places)
    assert shown.created == shown.modified
    assert datetime.fromisoformat(shown.created).tzinfo is not None
    assert library.card(document).annotations == 1


def test_kinds_follow_from_what_it_carries(library: Library, document: str) -> None:
    plain, _ = library.annotations.add(document, [anchor(TEXT, "规范")])
    library.annotations.add(document, [anchor(TEXT, "规范")], note="记")
    library.annotations.add(document, [anchor(TEXT, "规范")], bookmark=True, note="记")
    assert [annotation.kind for annotation in library.annotations.listed()] == ["highlight", "note", "bookmark"]
    library.annotations.change(plain, note="也记")
    assert library.annotations.listed()[0].kind == "note"


def test_only_the_pieces_of_the_texts_that_are_named_are_replaced(library: Library, document: str) -> None:
    note, _ = library.annotations.add(document, [anchor(TEXT, "规范管理")])
    library.annotations.change(note, anchors=[anchor(NEWER, "规范管理")])
    library.annotations.change(note, anchors=[anchor(NEWER, "加强规范管理"), anchor(NEWER, "办法")])
    (shown,) = library.annotations.listed()
    quotes = {text.text_id: [a.quote for a in shown.anchors if a.text_id == text.text_id] for text in (TEXT, NEWER)}
    assert quotes == {TEXT.text_id: ["规范管理"], NEWER.text_id: ["加强规范管理", "办法"]}


def test_tags_are_counted_and_their_white_space_folded(library: Library, document: str) -> None:
    one, _ = library.annotations.add(document, [], tags=[" 重点 ", "重点", "", "a  b"])
    library.annotations.add(document, [], tags=["重点"])
    assert library.annotations.tags() == {"a b": 1, "重点": 2}
    assert library.annotations.change(one, drop_tags=["重点"], add_tags=["新"]).tags
    assert library.annotations.tags() == {"a b": 1, "新": 1, "重点": 1}
    assert not library.annotations.change(one, color="green").tags
    assert library.annotations.delete([one]).tags
    assert library.annotations.tags() == {"重点": 1}


def test_changes_tell_exactly_what_changed(library: Library, document: str) -> None:
    one, _ = library.annotations.add(document, [])
    two, _ = library.annotations.add(document, [])
    assert library.annotations.change(one, note="记") == Changes(annotations=frozenset({one}))
    assert library.annotations.delete([one, two]) == Changes(annotations=frozenset({one, two}))
    assert not Changes()
    assert Changes(tags=True) | Changes(documents=frozenset("a")) == Changes(frozenset("a"), tags=True)


def test_modified_is_later_than_created_after_a_change_and_not_after_undo_of_deletion(
    library: Library, document: str
) -> None:
    note, _ = library.annotations.add(document, [])
    library.annotations.change(note, note="记")
    (changed,) = library.annotations.listed()
    assert changed.modified > changed.created
    library.annotations.delete([note])
    library.undo()
    assert library.annotations.listed() == [changed]


def test_deleted_and_unknown_ones_are_named(library: Library, document: str) -> None:
    one, _ = library.annotations.add(document, [])
    two, _ = library.annotations.add(document, [])
    library.annotations.delete([one])
    with pytest.raises(KnownError, match="annotation-unknown") as caught:
        library.annotations.change(one, note="x")
    assert caught.value.details == {"annotation": one}
    with pytest.raises(KnownError, match="annotation-unknown"):
        library.annotations.delete([two, one])
    assert [annotation.id for annotation in library.annotations.listed()] == [two]


def test_a_colour_that_no_theme_has_is_a_bug(library: Library, document: str) -> None:
    with pytest.raises(ValueError, match="red"):
        library.annotations.add(document, [], color="red")  # type: ignore[arg-type]
    assert library.annotations.listed() == []


def test_the_draft_of_a_note_goes_when_the_note_is_saved(library: Library, document: str) -> None:
    note, _ = library.annotations.add(document, [])
    library.state.save_draft(note, "打了一")
    library.state.save_draft(note, "打了一半\ud800")
    library.state.save_draft("other", "x")
    assert library.state.drafts() == {note: "打了一半?", "other": "x"}
    library.annotations.change(note, color="green")
    assert note in library.state.drafts()
    library.annotations.change(note, note="打了一半，写完了")
    assert library.state.drafts() == {"other": "x"}
    library.state.drop_draft("other")
    assert library.state.drafts() == {}


def test_style_and_type_are_kept_undone_and_folded_again(library: Library, document: str) -> None:
    one, _ = library.annotations.add(document, [anchor(TEXT, "办法")], style="wavy", type="question")
    two, _ = library.annotations.add(document, [anchor(TEXT, "规范")])
    library.annotations.change([one, two, one], style="strike", type="todo")
    assert {(made.style, made.type) for made in library.annotations.listed()} == {("strike", "todo")}
    library.undo()
    assert [(made.style, made.type) for made in library.annotations.listed()] == [("wavy", "question"), ("solid", "")]
    assert library.check() == []
    with pytest.raises(ValueError, match="dotted"):
        library.annotations.change(one, style="dotted")  # type: ignore[arg-type]


def test_a_note_without_a_place_is_the_documents(library: Library, document: str) -> None:
    library.annotations.add(document, [], note="全文要点")
    (made,) = library.annotations.listed(document)
    assert (made.kind, made.anchors, made.note) == ("page", (), "全文要点")
