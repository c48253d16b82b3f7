"""Making, changing and deleting annotations: ``library.annotations``."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, get_args

from reader.anchor import Anchor
from reader.errors import KnownError
from storage import actions, cards
from storage import annotations as notes
from storage.actions import ActionName
from storage.annotations import Annotation, Color, Style, Type, anchor_fields
from storage.changes import Changes
from storage.clocks import clock
from storage.colors import NO_NAMES, naming
from storage.database import Database
from storage.folding import ALIVE
from storage.identity import new_id
from storage.ops import Write
from storage.part import Part
from storage.projection import MADE, TAG


class Annotations(Part):
    """What ``Library.annotations`` is."""

    def add(
        self,
        document: str,
        anchors: Sequence[Anchor],
        *,
        color: Color = "yellow",
        style: Style = "solid",
        type: Type = "",
        note: str = "",
        tags: Iterable[str] = (),
        bookmark: bool = False,
    ) -> tuple[str, Changes]:
        """Put an annotation on a document.

        Args:
            document: Its id.
            anchors: The places; several for a selection that is not in one piece, none for a note on the document as a whole.
            color: Role of the colour.
            style: How it is drawn.
            type: What it is for.
            note: The user's words.
            tags: White space in them is folded.
            bookmark: Whether it is a bookmark.

        Returns:
            The id of the annotation, and what changed.

        Raises:
            KnownError: ``document-unknown``.
            ValueError: No such colour, style or type.
        """
        values: dict[str, Any] = {"document": document, "color": _checked(color, Color), **anchor_fields(anchors)}
        if _checked(style, Style) != "solid":
            values["style"] = style
        if _checked(type, Type):
            values["type"] = type
        if note:
            values["note"] = note
        if bookmark:
            values["bookmark"] = True
        values |= {TAG + tag: True for tag in _tags(tags)}
        annotation = new_id()
        name: ActionName = "bookmark" if bookmark else "annotate"
        with self._writing() as db:
            cards.card(db, document)
            return annotation, actions.perform(db, name, _writes(annotation, {**values, ALIVE: True}))

    def change(
        self,
        wanted: str | Sequence[str],
        *,
        color: Color | None = None,
        style: Style | None = None,
        type: Type | None = None,
        note: str | None = None,
        anchors: Sequence[Anchor] | None = None,
        add_tags: Iterable[str] = (),
        drop_tags: Iterable[str] = (),
    ) -> Changes:
        """Change what is given of annotations; all of it is one action.

        Args:
            wanted: The id, or ids, of those that are changed alike.
            color: Role of the new colour.
            style: How they are drawn.
            type: What they are for.
            note: The new words; its draft is dropped.
            anchors: New places in the texts that they name; places in other texts stay.
            add_tags: Tags to put on.
            drop_tags: Tags to take off.

        Raises:
            KnownError: ``annotation-unknown``.
            ValueError: No such colour, style or type.
        """
        ids = [wanted] if isinstance(wanted, str) else list(dict.fromkeys(wanted))
        tags: dict[str, Any] = {TAG + tag: None for tag in _tags(drop_tags)}
        tags |= {TAG + tag: True for tag in _tags(add_tags)}
        parts: dict[ActionName, dict[str, Any]] = {
            "color": {} if color is None else {"color": _checked(color, Color)},
            "style": {} if style is None else {"style": _checked(style, Style)},
            "type": {} if type is None else {"type": _checked(type, Type)},
            # No note and an empty one are the same: emptying what is empty is no change.
            "note": {} if note is None else {"note": note or None},
            "move": {} if anchors is None else anchor_fields(anchors),
            "tag": tags,
        }
        changed = [name for name, values in parts.items() if values]
        name: ActionName = changed[0] if len(changed) == 1 else "change"
        writes = [write for id_ in ids for values in parts.values() for write in _writes(id_, values)]
        with self._writing() as db:
            _require(db, ids)
            with db.atomic():
                if note is not None:
                    _drop_drafts(db, ids)
                return actions.perform(db, name, writes)

    def delete(self, wanted: Iterable[str]) -> Changes:
        """Delete annotations; undo brings them back whole.

        Raises:
            KnownError: ``annotation-unknown``.
        """
        ids = list(dict.fromkeys(wanted))
        with self._writing() as db:
            _require(db, ids)
            return actions.perform(db, "delete", [Write(id_, "annotation", ALIVE, False) for id_ in ids])

    def bring_in(
        self, arriving: Sequence[Annotation], colors: Mapping[Color, str] = NO_NAMES
    ) -> tuple[list[bool], Changes]:
        """Put annotations that came in a file on their documents, as one action.

        Args:
            arriving: Complete, with ids, and the ids of documents that stand on the shelf.
            colors: Names that colours get along with it.

        Returns:
            For each whether it is new: one that is here already stays as it is. And what changed.

        Raises:
            ValueError: No such colour, style or type.
        """
        with self._writing() as db:
            known = {id_ for (id_,) in db.execute("SELECT id FROM annotation WHERE alive").fetchall()}
            news, writes = [], []
            for annotation in arriving:
                news.append(annotation.id not in known)
                if news[-1]:
                    writes += _arrival(annotation)
                    known.add(annotation.id)
            return news, actions.perform(db, "import-notes", [*writes, *naming(colors)])

    def listed(self, document: str | None = None) -> list[Annotation]:
        """Give the annotations of a document, or of all documents on the shelf, in the order of their making."""
        with self._reading() as db:
            return notes.listed(db, document)

    def some(self, wanted: Iterable[str], on: Iterable[str] = ()) -> list[Annotation]:
        """Give those of some annotations, and those ``on`` some documents, that are there and on the shelf, in the order of their making."""
        with self._reading() as db:
            return notes.some(db, wanted, on)

    def taken_ids(self, wanted: Iterable[str]) -> set[str]:
        """Give which of some ids are those of something else than an annotation: no annotation can have them."""
        with self._reading() as db:
            rows = db.execute(
                "SELECT object FROM op WHERE object IN (SELECT value FROM json_each(?)) AND kind <> 'annotation'",
                [json.dumps(list(wanted))],
            ).fetchall()
        return {id_ for (id_,) in rows}

    def tags(self) -> dict[str, int]:
        """Give the tags in use on the shelf, with how many annotations carry each."""
        with self._reading() as db:
            return notes.tags(db)


def _writes(annotation: str, values: Mapping[str, Any]) -> list[Write]:
    return [Write(annotation, "annotation", field, value) for field, value in values.items()]


def _arrival(annotation: Annotation) -> list[Write]:
    values = {
        "document": annotation.document,
        "color": _checked(annotation.color, Color),
        "style": _checked(annotation.style, Style),
        "type": _checked(annotation.type, Type),
        "note": annotation.note,
        "bookmark": annotation.bookmark,
        MADE: {"created": clock(annotation.created), "modified": clock(annotation.modified)},
        **anchor_fields(annotation.anchors),
        **{TAG + tag: True for tag in _tags(annotation.tags)},
        ALIVE: True,
    }
    return _writes(annotation.id, values)


def _tags(names: Iterable[str]) -> list[str]:
    """Give tags as they are stored: inner white space single, none at the ends, none empty, none twice."""
    return list(dict.fromkeys(tag for name in names if (tag := " ".join(name.split()))))


def _checked(word: str, words: Any) -> str:
    """Give one of the words of a ``Literal``; a caller that has another is wrong."""
    if word not in get_args(words):
        raise ValueError(f"no such word: {word}")
    return word


def _require(db: Database, annotations: Sequence[str]) -> None:
    known = db.execute(
        "SELECT id FROM annotation WHERE alive AND id IN (SELECT value FROM json_each(?))", [json.dumps(annotations)]
    ).fetchall()
    missing = set(annotations) - {id_ for (id_,) in known}
    if missing:
        raise KnownError("annotation-unknown", annotation=min(missing))


def _drop_drafts(db: Database, annotations: Sequence[str]) -> None:
    db.execute("DELETE FROM draft WHERE annotation IN (SELECT value FROM json_each(?))", [json.dumps(annotations)])
