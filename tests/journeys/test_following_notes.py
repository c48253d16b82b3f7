"""What the window shows of annotations after any changes is what a window that was just opened would show."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QModelIndex

from reader.model import Span
from tests.support.amended import NEW, OLD
from tests.support.user import User
from ui.all_notes import GROUPINGS, collect, grouped
from ui.kept_notes import KeptNotes
from ui.placed import PlacedAnnotation, Places
from ui.window.all_notes.model import AllNotesModel
from ui.window.library_work import shown_text
from ui.window.notes.model import NOTE_ROLE, NotesModel
from ui.window.page.highlights import HighlightLayer
from ui.window.page.look import Look
from ui.workspace import Workspace

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
STEPS = 40
COLORS, STYLES = ("yellow", "green", "blue", "pink", "violet"), ("solid", "underline", "wavy", "strike")


def rows(model: NotesModel) -> list[PlacedAnnotation | None]:
    return [model.index(row).data(NOTE_ROLE) for row in range(model.rowCount())]


def lines_of(model: AllNotesModel) -> list[object]:
    return [model.line(row) or (model.group(row) or model).name for row in range(model.rowCount())]  # type: ignore[union-attr]


class Watcher:
    """Compares what is shown with what a fresh look at the library gives."""

    def __init__(self, user: User) -> None:
        self.user, self.window = user, user.window

    def settle(self) -> None:
        window = self.window
        timers = (window.desk._around, window.all_notes._again, window.versions._again)

        def is_quiet() -> bool:
            page = window.area.page()  # it may lie under the list of all annotations
            rests = window._tasks.is_idle() and not any(one.isActive() for one in timers)
            return rests and (not window.area.current() or (page is not None and page.has_settled))

        self.user.wait(is_quiet)
        if not window.area.current():  # it was removed
            if not window.session.cards:
                window.desk.undo()
                self.user.wait(lambda: bool(window.session.cards))
            window.desk.open(next(iter(window.session.cards)))
            self.user.wait(is_quiet)

    def fresh(
        self, document: str, original: bool
    ) -> tuple[list[PlacedAnnotation], dict[str, int], list[object], list[str]]:
        found: list[Any] = []

        def look(workspace: Workspace) -> None:
            kept, followed = KeptNotes(workspace.library), workspace.kept
            text = shown_text(workspace, document, original)
            workspace.kept = kept
            lines = collect(workspace, {})
            workspace.kept = followed
            placed = Places().of(text, workspace.library.annotations.listed(document))
            tags = sorted(workspace.library.annotations.tags())
            found.extend((list(placed), workspace.library.versions.waiting(), lines, tags))

        self.window.session.run(look)
        self.user.wait(lambda: len(found) == 4)
        placed, waiting, lines, tags = found
        # Here, not in the lane: Qt's objects, and the view, which is made when it is first asked for, belong to the main thread.
        view = self.window.all_notes.view
        wanted = view.head.narrowing()
        model = AllNotesModel()
        model.set_groups(grouped([one for one in lines if wanted.takes(one)], view.head.grouping, {}, view._color_word))
        return placed, waiting, lines_of(model), tags

    def compare(self) -> None:
        self.settle()
        window, page = self.window, self.user.page
        document = window.area.current()
        placed, waiting, lines, tags = self.fresh(document, page._original)
        assert list(window.session.placed(document)) == placed
        assert list(page._annotations) == placed
        layer = HighlightLayer(page._theme)
        layer.set_annotations(placed)
        assert page._surface.highlights._highlights == layer._highlights
        assert page._frame.left._bookmarks == [one for one in placed if one.annotation.bookmark and one.spans]
        notes = NotesModel()
        notes.set_notes(placed)
        assert rows(window.notes.model) == rows(notes)
        nodes = window.left.outline._view.nodes
        marks: dict[str, int] = {}
        for one in placed:
            node = nodes.node_at(one.spans[0].start) if one.spans else None
            if node is not None:
                marks[node.label] = marks.get(node.label, 0) + 1
        assert {node.label: sum(node.marks.values()) for node in nodes.walk() if node.marks} == marks
        total = sum(card.annotations for card in window.session.cards.values())
        assert window.notes._count.text() == f"本文 {len(placed)} 条 · 全部 {total} 条"
        assert window.versions._waiting == waiting
        assert sorted(window.notes.view.known_tags) == tags
        if window.all_notes.is_shown():
            assert lines_of(window.all_notes.view.list.rows) == lines


class Hand:
    """Does at random what a user may do with annotations, documents and what is shown of them."""

    def __init__(self, user: User, amended: Path, seed: int) -> None:
        """Take a user in hand; ``amended`` is the file of the document that gets newer versions."""
        self._user, self._window, self._file = user, user.window, amended
        self._chance = random.Random(seed)
        self._versions = [NEW, OLD]
        choice, desk, session = self._chance.choice, user.window.desk, user.window.session
        self._steps: list[tuple[int, Callable[[], object]]] = [
            (8, self._add),
            (4, self._on_one(lambda annotation: desk.change(annotation, {"color": choice(COLORS)}))),
            (3, self._on_one(lambda annotation: desk.set_note(annotation, choice(("", "核对", "**要点**"))))),
            (3, self._on_one(lambda annotation: desk.set_tags(annotation, choice(([], ["预算"], ["甲", "乙"]))))),
            (3, self._on_one(lambda annotation: desk.delete([annotation]))),
            (4, desk.undo),
            (3, desk.redo),
            (3, self._window.all_notes.show),
            (4, self._change_many),
            (2, self._group),
            (2, self._switch),
            (2, self._amend),
            (2, lambda: desk.show_original(self.tosses())),
            (1, lambda: self._window.area.current() and desk.bookmark(Span(5, 9))),
            (1, desk.note_page),
            (1, lambda: session.remove(list(session.cards)[:1])),
            (1, self._rename),
        ]

    def act(self) -> None:
        """Do one thing."""
        weights = [weight for weight, _act in self._steps]
        (act,) = self._chance.choices([act for _weight, act in self._steps], weights)
        act()

    def tosses(self) -> bool:
        """Toss a coin."""
        return self._chance.random() < 0.5

    def _on_one(self, act: Callable[[str], None]) -> Callable[[], None]:
        def step() -> None:
            if marks := self._user.marks:
                act(self._chance.choice(marks).annotation.id)

        return step

    def _add(self) -> None:
        if not self._window.area.current():
            return
        start = self._chance.randrange(60)
        spans = [Span(start, start + self._chance.randrange(3, 30))]
        look = Look(self._chance.choice(COLORS), self._chance.choice(STYLES))  # type: ignore[arg-type]
        self._window.desk.annotate(spans, look, False)

    def _change_many(self) -> None:
        everything = self._window.all_notes
        if everything.is_shown() and everything._lines:
            some = [line for line in everything._lines if self._chance.random() < 0.6]
            color = {"color": self._chance.choice(COLORS)}
            everything._change(some, self._chance.choice([color, {"add_tags": ["批量"]}, {"type": "todo"}]))

    def _group(self) -> None:
        everything = self._window.all_notes
        if everything.is_shown():
            everything.view.head.group_by(self._chance.choice([by for by in GROUPINGS if by != "body"]))

    def _switch(self) -> None:
        if cards := self._window.session.cards:
            self._window.desk.open(self._chance.choice(list(cards)))

    def _rename(self) -> None:
        if current := self._window.area.current():
            self._window.session.correct(current, {"title": self._chance.choice(("新名", "旧名"))})

    def _amend(self) -> None:
        self._versions.append(self._versions.pop(0))
        self._file.write_text(self._versions[-1], "utf-8")
        self._user.drop([self._file])


def test_after_any_changes_everything_shown_is_as_if_the_library_was_just_opened(user: User, tmp_path: Path) -> None:
    file = tmp_path / "办法.txt"
    for path, words in ((file, OLD), (tmp_path / "规定.txt", OLD.replace("办法", "规定"))):
        path.write_text(words, "utf-8")
        user.drop([path])
        user.wait(lambda words=words: words.split("\n")[0] in user.titles and user.has_page)  # type: ignore[misc]
    watcher, hand = Watcher(user), Hand(user, file, seed=11)
    for _step in range(STEPS):
        hand.act()
        if hand.tosses():  # the rest comes while the one before is still under way
            watcher.compare()
    watcher.compare()
    assert user.window.notes.model.index_of("") == QModelIndex()
