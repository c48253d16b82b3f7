"""A library that is worked on at random, against a plain dictionary that says what must be there.

``LibraryMachine`` is run small by the tests and for 10,000 steps by ``bench/machine.py`` (issue 5, done when 3).
"""

from __future__ import annotations

import copy
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, ClassVar, get_args

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from reader.anchor import Anchor, describe
from reader.model import Span, Text
from storage.annotations import Annotation, Color, Style, Type
from storage.library import Library
from tests.support.texts import make_text, reread, source_of

TEXTS = tuple(
    tuple(
        make_text(f"办法{name}", *(f"第{number}条 关于{name}的第{version}版规定。" for number in "一二三"))
        for version in range(4)
    )
    for name in "甲乙"
)
"""Two documents, four texts each."""

WORDS = ("新质生产力", "规定")
_NOTES = st.text("批注𠮷<b>*_\n ", max_size=6)
_TAGS = st.lists(st.sampled_from(("重点", "待办", "待 核")), max_size=2)

State = dict[str, Any]


class LibraryMachine(RuleBasedStateMachine):
    """Every rule does the same to the library and to ``state``; ``done`` and ``undone`` hold what ``state`` was before and after."""

    steps: ClassVar[int] = 0

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="piyue-machine-"))
        self.library = Library.open(self.folder, read=reread)
        self.documents = [self._put(which, 0) for which in range(len(TEXTS))]
        self.state: State = {
            "documents": {
                id_: {"alive": True, "chain": [texts[0].text_id]}
                for id_, texts in zip(self.documents, TEXTS, strict=True)
            },
            "annotations": {},
            "colors": {},
            "words": set(),
        }
        self.done: list[tuple[State, State]] = []
        self.undone: list[tuple[State, State]] = []

    def teardown(self) -> None:
        self.library.close()
        shutil.rmtree(self.folder)

    # What may happen

    @rule(
        which=st.integers(0, 1),
        pieces=st.lists(st.integers(0, 25), max_size=2),
        color=st.sampled_from(get_args(Color)),
        style=st.sampled_from(get_args(Style)),
        note=_NOTES,
        tags=_TAGS,
    )
    def add(self, which: int, pieces: list[int], color: Color, style: Style, note: str, tags: list[str]) -> None:
        document = self.documents[which]
        anchors = self._anchors(which, pieces)
        made, _ = self.library.annotations.add(document, anchors, color=color, style=style, note=note, tags=tags)
        by_text = {self._text(which).text_id: anchors} if anchors else {}
        row = {"document": document, "color": color, "style": style, "type": "", "note": note, "alive": True}
        self._act(lambda state: state["annotations"].update({made: {**row, "tags": set(tags), "anchors": by_text}}))

    @precondition(lambda self: self.living())
    @rule(
        data=st.data(),
        color=st.none() | st.sampled_from(get_args(Color)),
        type=st.none() | st.sampled_from(get_args(Type)),
        note=st.none() | _NOTES,
        on=_TAGS,
        off=_TAGS,
    )
    def edit(
        self,
        data: st.DataObject,
        color: Color | None,
        type: Type | None,
        note: str | None,
        on: list[str],
        off: list[str],
    ) -> None:
        wanted = data.draw(st.lists(st.sampled_from(self.living()), min_size=1, max_size=2, unique=True))
        self.library.annotations.change(wanted, color=color, type=type, note=note, add_tags=on, drop_tags=off)

        def change(state: State) -> None:
            for id_ in wanted:
                row = state["annotations"][id_]
                row.update(
                    {
                        key: value
                        for key, value in (("color", color), ("type", type), ("note", note))
                        if value is not None
                    }
                )
                row["tags"] = (row["tags"] - set(off)) | set(on)

        self._act(change)

    @precondition(lambda self: self.living())
    @rule(data=st.data(), pieces=st.lists(st.integers(0, 25), min_size=1, max_size=2))
    def move(self, data: st.DataObject, pieces: list[int]) -> None:
        id_ = data.draw(st.sampled_from(self.living()))
        which = self.documents.index(self.state["annotations"][id_]["document"])
        anchors = self._anchors(which, pieces)
        self.library.annotations.change(id_, anchors=anchors)
        self._act(lambda state: state["annotations"][id_]["anchors"].update({self._text(which).text_id: anchors}))

    @precondition(lambda self: self.living())
    @rule(data=st.data())
    def delete(self, data: st.DataObject) -> None:
        wanted = data.draw(st.lists(st.sampled_from(self.living()), min_size=1, max_size=3, unique=True))
        self.library.annotations.delete(wanted)
        self._act(lambda state: [state["annotations"][id_].update(alive=False) for id_ in wanted])

    @precondition(lambda self: self.state["annotations"])
    @rule(data=st.data(), color=st.sampled_from(get_args(Color)))
    def bring_in(self, data: st.DataObject, color: Color) -> None:
        """A file brings an annotation that is here, and stays as it is, or one that was deleted, and comes back otherwise."""
        id_ = data.draw(st.sampled_from(list(self.state["annotations"])))
        row = self.state["annotations"][id_]
        when = "2020-02-02T02:02:02.000+00:00"
        anchors = tuple(anchor for anchors in row["anchors"].values() for anchor in anchors)
        arriving = Annotation(
            id_, row["document"], color, row["note"], tuple(sorted(row["tags"])), False, anchors, when, when,
            row["style"], row["type"],
        )  # fmt: skip
        news, _ = self.library.annotations.bring_in([arriving])
        assert news == [not row["alive"]]
        if not row["alive"]:
            self._act(lambda state: state["annotations"][id_].update(alive=True, color=color))

    @rule(which=st.integers(0, 1), alive=st.booleans())
    def remove_or_restore(self, which: int, alive: bool) -> None:
        document = self.documents[which]
        (self.library.restore if alive else self.library.remove)([document])
        self._act(lambda state: state["documents"][document].update(alive=alive))

    @rule(names=st.dictionaries(st.sampled_from(get_args(Color)), st.sampled_from(("", "重点", "疑 问")), max_size=2))
    def name_colors(self, names: dict[Color, str]) -> None:
        self.library.colors.rename(names)

        def name(state: State) -> None:
            called = {**state["colors"], **names}
            state["colors"] = {role: words for role, words in called.items() if words}

        self._act(name)

    @rule(which=st.integers(0, 1), version=st.integers(0, 3))
    def new_version(self, which: int, version: int) -> None:
        document, text = self.documents[which], TEXTS[which][version]
        if not self.state["documents"][document]["alive"]:
            return
        assert self._put(which, version) == document

        def come(state: State) -> None:
            chain = state["documents"][document]["chain"]
            if chain[-1] != text.text_id:
                state["documents"][document]["chain"] = [one for one in chain if one != text.text_id] + [text.text_id]

        self._act(come)

    @precondition(lambda self: self.waiting(0) or self.waiting(1))
    @rule(data=st.data(), accepted=st.booleans(), at=st.integers(0, 25))
    def answer_the_review(self, data: st.DataObject, accepted: bool, at: int) -> None:
        which = data.draw(st.sampled_from([which for which in (0, 1) if self.waiting(which)]))
        waiting = self.waiting(which)
        # In the order of their making: ids are random, and hypothesis must draw the same again.
        id_ = data.draw(st.sampled_from([made for made in self.state["annotations"] if made in waiting]))
        anchors = self._anchors(which, [at]) if accepted else []
        self.library.versions.settle(self.documents[which], {id_: anchors})
        self._act(lambda state: state["annotations"][id_]["anchors"].update({self._text(which).text_id: anchors}))

    @rule(word=st.sampled_from(WORDS), there=st.booleans())
    def add_or_forget_word(self, word: str, there: bool) -> None:
        (self.library.words.add if there else self.library.words.forget)(word)
        change = set.add if there else set.discard
        self._act(lambda state: change(state["words"], word))

    @rule()
    def undo(self) -> None:
        # What was done before the machine began is the import, which stays.
        if self.done:
            assert self.library.undo() is not None
            before, after = self.done.pop()
            self.undone.append((before, after))
            self.state = before

    @rule()
    def redo(self) -> None:
        again = self.library.redo()
        assert (again is None) == (not self.undone)
        if self.undone:
            before, after = self.undone.pop()
            self.done.append((before, after))
            self.state = after

    @rule()
    def restart(self) -> None:
        self.library.close()
        self.library = Library.open(self.folder, read=reread)

    # What must hold

    @invariant()
    def it_is_what_the_dictionary_says(self) -> None:
        type(self).steps += 1
        documents = self.state["documents"]
        assert {card.id for card in self.library.cards()} == {id_ for id_, one in documents.items() if one["alive"]}
        for which, id_ in enumerate(self.documents):
            assert self.library.card(id_).text_id == documents[id_]["chain"][-1]
            shown = {one.id: _shown(one) for one in self.library.annotations.listed(id_)}
            assert shown == {
                made: {
                    **{key: value for key, value in row.items() if key != "alive"},
                    "anchors": {text: anchors for text, anchors in row["anchors"].items() if anchors},
                }
                for made, row in self.state["annotations"].items()
                if row["alive"] and row["document"] == id_
            }
            assert {one.annotation.id for one in self.library.versions.unsettled(id_)} == self.waiting(which)

    @invariant()
    def the_colors_are_called_so(self) -> None:
        assert self.library.colors.names() == self.state["colors"]

    @invariant()
    def the_words_are_those_of_the_dictionary(self) -> None:
        assert set(self.library.words.listed()) == self.state["words"]

    @invariant()
    def the_tables_are_what_the_ops_say(self) -> None:
        assert self.library.check() == []

    # Inside

    def living(self) -> list[str]:
        return [id_ for id_, row in self.state["annotations"].items() if row["alive"]]

    def waiting(self, which: int) -> set[str]:
        """Give the annotations whose youngest places are not in the current text, and are places at all."""
        chain = self.state["documents"][self.documents[which]]["chain"]
        return {
            id_
            for id_, row in self.state["annotations"].items()
            if row["alive"] and row["document"] == self.documents[which] and row["anchors"]
            if chain[-1] not in row["anchors"] and row["anchors"][max(row["anchors"], key=_age_in(chain))]
        }

    def _act(self, change: Callable[[State], object]) -> None:
        before, after = self.state, copy.deepcopy(self.state)
        change(after)
        self.state = after
        # What changes nothing is no action: undo does not stop at it.
        if after != before:
            self.done.append((before, after))
            self.undone.clear()

    def _text(self, which: int) -> Text:
        current = self.state["documents"][self.documents[which]]["chain"][-1] if hasattr(self, "state") else ""
        return next((text for text in TEXTS[which] if text.text_id == current), TEXTS[which][0])

    def _anchors(self, which: int, pieces: list[int]) -> list[Anchor]:
        text = self._text(which)
        return [describe(text, Span(at, at + 3)) for at in pieces]

    def _put(self, which: int, version: int) -> str:
        text = TEXTS[which][version]
        return self.library.add(text, source_of(text), f"/laws/{which}.txt", f"{which}.txt").document


def _shown(one: Annotation) -> dict[str, Any]:
    """Give an annotation as the dictionary has it."""
    anchors: dict[str, list[Anchor]] = {}
    for anchor in one.anchors:
        anchors.setdefault(anchor.text_id, []).append(anchor)
    fields = ("document", "color", "style", "type", "note")
    return {**{field: getattr(one, field) for field in fields}, "tags": set(one.tags), "anchors": anchors}


def _age_in(chain: list[str]) -> Callable[[str], int]:
    return lambda text: chain.index(text) if text in chain else -1
