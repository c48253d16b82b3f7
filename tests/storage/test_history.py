"""Undo and redo of everything, against a plain model, across restarts."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Collection
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from storage.changes import Changes
from storage.library import Library
from tests.support.texts import anchor, make_text, reread, source_of

TEXTS = [make_text(f"办法{number}", "第一条 为了规范管理，制定本办法。") for number in "一二三"]
QUOTES = ["规范管理", "制定本办法"]


@dataclass(frozen=True)
class Model:
    """What the user should see: everything is a value, so a step back is the value before."""

    shelf: frozenset[str] = frozenset()
    titles: dict[str, str] = field(default_factory=dict)
    notes: dict[str, dict[str, Any]] = field(default_factory=dict)


class Undoing(RuleBasedStateMachine):
    """Imports, annotates, changes, deletes, undoes, redoes and reopens in any order."""

    @initialize()
    def start(self) -> None:
        self.folder = Path(tempfile.mkdtemp())
        self.library = Library.open(self.folder, read=reread)
        self.now = Model()
        self.done: list[Model] = []
        self.undone: list[Model] = []
        self.made: list[str] = []

    def teardown(self) -> None:
        self.library.close()
        shutil.rmtree(self.folder)

    def become(self, model: Model) -> None:
        if model != self.now:
            self.done.append(self.now)
            self.undone.clear()
            self.now = model

    def pick(self, ids: Collection[str], index: int) -> str:
        """Give one by the order of their making: ids are random, and hypothesis must meet the same again."""
        ordered = sorted(ids, key=self.made.index)
        return ordered[index % len(ordered)]

    def seen(self) -> list[str]:
        return [id_ for id_, note in self.now.notes.items() if note["document"] in self.now.shelf]

    @rule(index=st.integers(0, 2))
    def add(self, index: int) -> None:
        text = TEXTS[index]
        added = self.library.add(text, source_of(text), f"/{index}.txt", f"{index}.txt")
        assert (added.status == "unchanged") == (added.document in self.now.shelf)
        self.made.append(added.document)
        self.become(replace(self.now, shelf=self.now.shelf | {added.document}))

    @precondition(lambda self: self.now.shelf)
    @rule(
        index=st.integers(0, 9),
        quotes=st.lists(st.sampled_from(QUOTES), min_size=1, max_size=2, unique=True),
        note=st.sampled_from(["", "记"]),
        tags=st.sets(st.sampled_from("甲乙丙")),
        bookmark=st.booleans(),
    )
    def annotate(self, index: int, quotes: list[str], note: str, tags: set[str], bookmark: bool) -> None:
        document = self.pick(self.now.shelf, index)
        text = self.library.text(self.library.card(document).text_id)
        anchors = [anchor(text, quote) for quote in quotes]
        made, changes = self.library.annotations.add(document, anchors, note=note, tags=tags, bookmark=bookmark)
        assert changes == Changes(annotations=frozenset({made}), tags=bool(tags))
        self.made.append(made)
        new = {
            "document": document,
            "quotes": quotes,
            "color": "yellow",
            "note": note,
            "tags": tags,
            "bookmark": bookmark,
        }
        self.become(replace(self.now, notes=self.now.notes | {made: new}))

    @precondition(lambda self: self.seen())
    @rule(
        index=st.integers(0, 9),
        color=st.sampled_from([None, "yellow", "green"]),
        note=st.sampled_from([None, "", "改"]),
        add=st.sets(st.sampled_from("甲乙丙")),
        drop=st.sets(st.sampled_from("甲乙丙")),
    )
    def change(self, index: int, color: Any, note: str | None, add: set[str], drop: set[str]) -> None:
        id_ = self.pick(self.seen(), index)
        changes = self.library.annotations.change(id_, color=color, note=note, add_tags=add, drop_tags=drop)
        old = self.now.notes[id_]
        new = old | {"tags": (old["tags"] - drop) | add}
        new |= {name: value for name, value in (("color", color), ("note", note)) if value is not None}
        assert changes.annotations == ({id_} if new != old else set())
        assert changes.tags == (new["tags"] != old["tags"])
        self.become(replace(self.now, notes=self.now.notes | {id_: new}))

    @precondition(lambda self: self.seen())
    @rule(index=st.integers(0, 9))
    def delete(self, index: int) -> None:
        id_ = self.pick(self.seen(), index)
        self.library.annotations.delete([id_])
        self.become(replace(self.now, notes={other: note for other, note in self.now.notes.items() if other != id_}))

    @precondition(lambda self: self.now.shelf)
    @rule(index=st.integers(0, 9))
    def remove(self, index: int) -> None:
        document = self.pick(self.now.shelf, index)
        changes = self.library.remove([document])
        assert changes.documents == {document}
        assert changes.annotations == {id_ for id_ in self.seen() if self.now.notes[id_]["document"] == document}
        self.become(replace(self.now, shelf=self.now.shelf - {document}))

    @precondition(lambda self: self.now.shelf)
    @rule(index=st.integers(0, 9), title=st.sampled_from([None, "改正的标题"]))
    def correct(self, index: int, title: str | None) -> None:
        document = self.pick(self.now.shelf, index)
        self.library.correct(document, "title", title)
        titles = {other: kept for other, kept in self.now.titles.items() if other != document}
        self.become(replace(self.now, titles=titles | ({document: title} if title else {})))

    @rule()
    def undo(self) -> None:
        undone = self.library.undo()
        assert (undone is None) == (not self.done)
        if undone:
            self.undone.append(self.now)
            self.now = self.done.pop()

    @rule()
    def redo(self) -> None:
        redone = self.library.redo()
        assert (redone is None) == (not self.undone)
        if redone:
            self.done.append(self.now)
            self.now = self.undone.pop()

    @rule()
    def reopen(self) -> None:
        self.library.close()
        self.library = Library.open(self.folder, read=reread)

    @invariant()
    def shows_what_the_model_says(self) -> None:
        cards = {card.id: card for card in self.library.cards()}
        assert cards.keys() == self.now.shelf
        for id_, card in cards.items():
            read = self.library.text(card.text_id).title
            assert card.title == self.now.titles.get(id_, read.value if read else None)
            assert card.annotations == sum(note["document"] == id_ for note in self.now.notes.values())
        shown = {
            note.id: {
                "document": note.document,
                "quotes": [piece.quote for piece in note.anchors],
                "color": note.color,
                "note": note.note,
                "tags": set(note.tags),
                "bookmark": note.bookmark,
            }
            for note in self.library.annotations.listed()
        }
        assert shown == {id_: self.now.notes[id_] for id_ in self.seen()}
        carried = [tag for note in shown.values() for tag in note["tags"]]  # type: ignore[attr-defined]
        assert self.library.annotations.tags() == {tag: carried.count(tag) for tag in sorted(carried)}
        assert bool(self.library.can_undo()) == bool(self.done)
        assert bool(self.library.can_redo()) == bool(self.undone)

    @invariant()
    def tables_are_what_the_ops_say(self) -> None:
        assert self.library.check() == []


TestUndoing = Undoing.TestCase
TestUndoing.settings = settings(max_examples=25, stateful_step_count=20, deadline=None)


@pytest.fixture
def document(library: Library) -> str:
    return library.add(TEXTS[0], source_of(TEXTS[0]), "/a.txt", "a.txt").document


def test_actions_are_undone_by_name_and_in_order(library: Library, document: str) -> None:
    note, _ = library.annotations.add(document, [anchor(TEXTS[0], "规范管理")])
    library.annotations.add(document, [], bookmark=True)
    library.annotations.change(note, color="green")
    library.annotations.change(note, note="记")
    library.annotations.change(note, add_tags=["甲"])
    library.annotations.change(note, anchors=[anchor(TEXTS[0], "办法")])
    library.annotations.change(note, color="blue", note="又记")
    library.annotations.delete([note])
    library.correct(document, "number", "〔2016〕65号")
    library.remove([document])
    names = []
    while undone := library.undo():
        names.append(undone.label_case)
    assert names == [
        "remove",
        "correct",
        "delete",
        "change",
        "move",
        "tag",
        "note",
        "color",
        "bookmark",
        "annotate",
        "import",
    ]
    while undone := library.redo():
        names.pop()
        assert undone.label_case
    assert names == []
    assert library.cards() == []


def test_undo_restores_the_annotation_whole(library: Library, document: str) -> None:
    note, _ = library.annotations.add(document, [anchor(TEXTS[0], "规范管理")], color="pink", note="记", tags=["甲"])
    before = library.annotations.listed()
    library.annotations.delete([note])
    assert library.annotations.listed() == []
    library.undo()
    assert library.annotations.listed() == before


def test_something_new_ends_redo(library: Library, document: str) -> None:
    library.annotations.add(document, [anchor(TEXTS[0], "规范管理")])
    library.undo()
    assert library.can_redo() == "annotate"
    library.correct(document, "title", "新")
    assert library.can_redo() is None
    assert library.redo() is None


def test_what_changes_nothing_is_no_action(library: Library, document: str) -> None:
    note, _ = library.annotations.add(document, [anchor(TEXTS[0], "规范管理")])
    assert not library.annotations.change(note, color="yellow", drop_tags=["甲"])
    assert not library.annotations.change(note)
    assert not library.restore([document])
    assert library.can_undo() == "annotate"


def test_a_field_that_another_replica_changed_since_is_left_alone(library: Library, document: str) -> None:
    note, _ = library.annotations.add(document, [anchor(TEXTS[0], "规范管理")])
    library.annotations.change(note, color="green", note="我的")
    db = library._db
    known = db.execute("SELECT replica, max(seq) FROM op").fetchone()
    op = {"replica": "other", "seq": 1, "action": "x", "object": note, "kind": "annotation", "field": "note"}
    db.table("op").insert({**op, "value": '"别人的"', "clock": 1, "seen": f'{{"{known[0]}": {known[1]}}}'})
    library.undo()
    (shown,) = library.annotations.listed()
    assert (shown.color, shown.note) == ("yellow", "别人的")
