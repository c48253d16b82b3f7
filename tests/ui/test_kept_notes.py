"""What is kept in memory of the annotations is what a fresh reading of the library gives, whatever was done to it."""

from __future__ import annotations

from pathlib import Path

from hypothesis import settings
from hypothesis.stateful import invariant

from reader.model import Span
from storage.changes import Changes
from storage.library import Library
from tests.support.library_machine import LibraryMachine
from tests.support.texts import make_text, source_of
from ui.kept_notes import KeptNotes
from ui.placed import Places
from ui.versioning import Versions
from ui.workspace import Workspace


class FollowingMachine(LibraryMachine):
    """Add, edit, move, delete, undo, redo, new versions, documents that go and come back: behind the back of who keeps the notes."""

    following: Library | None = None

    @invariant()
    def what_is_kept_is_what_is_there(self) -> None:
        if self.following is not self.library:  # the first time, and after a restart
            self.following = self.library
            self.kept = KeptNotes(self.library)
            self.versions = Versions(
                self.library, lambda _document: make_text("无"), lambda changes: changes or Changes()
            )
        fresh = self.library.annotations.listed()
        assert self.kept.all() == {one.id: one for one in fresh}
        assert self.kept.tags() == self.library.annotations.tags()
        for document in self.documents:
            there = [one for one in fresh if one.document == document]
            assert sorted(self.kept.on(document), key=lambda one: one.id) == sorted(there, key=lambda one: one.id)
        assert self.versions.waiting() == self.library.versions.waiting()


TestFollowing = FollowingMachine.TestCase
TestFollowing.settings = settings(max_examples=5, stateful_step_count=20, deadline=None)


def test_what_did_not_change_stays_the_same_object(tmp_path: Path) -> None:
    text = make_text("试验办法", "第一条 为了试验，制定本办法。", "第二条 试验应当公开。")
    with Workspace.open(tmp_path / "library") as workspace:
        library = workspace.library
        document = library.add(text, source_of(text), "/a.txt", "a.txt").document
        made = [workspace.annotate(document, [Span(start, start + 4)])[0] for start in (20, 8, 14)]
        before = workspace.placed_in(text, document)
        assert [one.annotation.id for one in before] == [made[1], made[2], made[0]]
        assert workspace.placed_in(text, document) is before, "nothing changed: nothing is to be shown again"
        workspace.change(made[2], color="pink")
        after = workspace.placed_in(text, document)
        assert [one is other for one, other in zip(before, after, strict=True)] == [True, False, True]
        assert after[1].annotation.color == "pink"


def test_many_texts_do_not_pile_up() -> None:
    places = Places()
    texts = [make_text("办法", f"第一条 第{number}次试验。") for number in range(20)]
    for text in texts:
        assert places.of(text, ()) == ()
    assert len(places._pages) < len(texts)
