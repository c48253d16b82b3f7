"""Annotations: highlights, notes, bookmarks and page notes, with their tags and the places that they hold on to."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from operator import itemgetter
from typing import Any, Literal, get_args

from reader.anchor import Anchor
from reader.errors import KnownError
from storage import actions, documents
from storage.actions import ActionName
from storage.changes import Changes
from storage.database import Database
from storage.folding import ALIVE
from storage.identity import new_id
from storage.ops import Write
from storage.projection import ANCHOR, MADE, TAG

Color = Literal["yellow", "green", "blue", "pink", "violet"]
Style = Literal["solid", "underline", "wavy", "strike"]
Type = Literal["", "important", "question", "todo", "ours", "outdated"]
"""What an annotation is for: 重点, 疑问, 待落实, 与本单位有关, 已过时; empty where the user did not say (findings/readers.md 3.12)."""
AnnotationKind = Literal["highlight", "note", "bookmark", "page"]


@dataclass(frozen=True, slots=True)
class Annotation:
    """What a user put on a document.

    Attributes:
        id: Its id.
        document: Id of the document that it belongs to.
        color: Role of its colour.
        style: How it is drawn.
        type: What it is for.
        note: The user's words; empty where there are none.
        tags: In the order of their code points.
        bookmark: Whether it was set as a bookmark.
        anchors: Its places: grouped by text, several pieces of one text in the order in which they were given.
        created: ISO with time zone.
        modified: ISO with time zone.
    """

    id: str
    document: str
    color: Color
    note: str
    tags: tuple[str, ...]
    bookmark: bool
    anchors: tuple[Anchor, ...]
    created: str
    modified: str
    style: Style = "solid"
    type: Type = ""

    @property
    def kind(self) -> AnnotationKind:
        """What it is shown as: a bookmark stays one with a note on it; what has no place is a note on the document."""
        if self.bookmark:
            return "bookmark"
        if not self.anchors:
            return "page"
        return "note" if self.note else "highlight"


def annotate(
    db: Database,
    document: str,
    anchors: Sequence[Anchor],
    *,
    color: Color,
    style: Style,
    type: Type,
    note: str,
    tags: Iterable[str],
    bookmark: bool,
) -> tuple[str, Changes]:
    """Put an annotation on a document and give its id; see ``Library.annotate``."""
    documents.card(db, document)
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
    return annotation, actions.perform(db, name, _writes(annotation, {**values, ALIVE: True}))


def change(
    db: Database,
    annotations: Sequence[str],
    *,
    color: Color | None,
    style: Style | None,
    type: Type | None,
    note: str | None,
    anchors: Sequence[Anchor] | None,
    add_tags: Iterable[str],
    drop_tags: Iterable[str],
) -> Changes:
    """Change annotations; see ``Library.change``."""
    _require(db, annotations)
    tags: dict[str, Any] = {TAG + tag: None for tag in _tags(drop_tags)} | {TAG + tag: True for tag in _tags(add_tags)}
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
    with db.atomic():
        if note is not None:
            db.execute(
                "DELETE FROM draft WHERE annotation IN (SELECT value FROM json_each(?))", [json.dumps(annotations)]
            )
        writes = [write for id_ in annotations for values in parts.values() for write in _writes(id_, values)]
        return actions.perform(db, name, writes)


def delete(db: Database, annotations: Iterable[str]) -> Changes:
    """Delete annotations; see ``Library.delete``."""
    wanted = list(dict.fromkeys(annotations))
    _require(db, wanted)
    return actions.perform(db, "delete", [Write(id_, "annotation", ALIVE, False) for id_ in wanted])


def bring_in(db: Database, arriving: Sequence[Annotation], besides: Sequence[Write] = ()) -> tuple[list[bool], Changes]:
    """Put annotations that came in a file on their documents; see ``Library.bring_in``."""
    known = {id_ for (id_,) in db.execute("SELECT id FROM annotation WHERE alive").fetchall()}
    news = [annotation.id not in known and not known.add(annotation.id) for annotation in arriving]  # type: ignore[func-returns-value]
    writes = [write for annotation, new in zip(arriving, news, strict=True) if new for write in _arrival(annotation)]
    return news, actions.perform(db, "import-notes", [*writes, *besides])


def some(db: Database, wanted: Iterable[str], on: Iterable[str]) -> list[Annotation]:
    """Give those of some annotations, and those on some documents, that are alive and on a document of the shelf."""
    query = f"""
        {_ANNOTATIONS} WHERE alive AND EXISTS (SELECT 1 FROM document WHERE id = annotation.document AND alive) AND rowid IN (
            SELECT rowid FROM annotation WHERE id IN (SELECT value FROM json_each(?))
            UNION SELECT rowid FROM annotation WHERE document IN (SELECT value FROM json_each(?))
        ) ORDER BY created, id
    """
    return [_annotation(row) for row in db.execute(query, [json.dumps(list(wanted)), json.dumps(list(on))]).fetchall()]


def dead(db: Database, wanted: Sequence[str]) -> list[Annotation]:
    """Give those of some annotations that were deleted, in the order in which they are named."""
    query = f"{_ANNOTATIONS} WHERE NOT alive AND id IN (SELECT value FROM json_each(?))"
    found = {row[0]: _annotation(row) for row in db.execute(query, [json.dumps(list(wanted))]).fetchall()}
    return [found[one] for one in wanted if one in found]


def listed(db: Database, document: str | None) -> list[Annotation]:
    """Give the annotations of a document, or of all documents on the shelf, in the order of their making."""
    if document is None:
        query = f"{_ANNOTATIONS} WHERE alive AND document IN (SELECT id FROM document WHERE alive) ORDER BY created, id"
        return [_annotation(row) for row in db.execute(query).fetchall()]
    query = f"{_ANNOTATIONS} WHERE alive AND document = ? ORDER BY created, id"
    return [_annotation(row) for row in db.execute(query, [document]).fetchall()]


def tags(db: Database) -> dict[str, int]:
    """Give the tags on annotations of documents on the shelf, with how many carry each."""
    rows = db.execute(
        """
        SELECT tag.value, count(*) FROM annotation, json_each(annotation.tags) AS tag
        WHERE annotation.alive AND annotation.document IN (SELECT id FROM document WHERE alive)
        GROUP BY tag.value ORDER BY tag.value
        """
    ).fetchall()
    return dict(rows)


_parts_of = itemgetter(*(part.name for part in fields(Anchor) if part.name != "text_id"))

_ANNOTATIONS = (
    "SELECT id, document, color, note, tags, bookmark, anchors, created, modified, style, type FROM annotation"
)


def _annotation(row: Sequence[Any]) -> Annotation:
    id_, document, color, note, tags, bookmark, anchors, created, modified, style, type_ = row
    return Annotation(
        id=id_,
        document=document,
        color=color,
        note=note,
        tags=() if tags == "[]" else tuple(json.loads(tags)),
        bookmark=bool(bookmark),
        anchors=tuple(_anchor(text_id, piece) for text_id, pieces in json.loads(anchors).items() for piece in pieces),
        created=documents.iso(created),
        modified=documents.iso(modified),
        style=style,
        type=type_,
    )


def _anchor(text_id: str, piece: Mapping[str, Any]) -> Anchor:
    """Take the parts that this version knows; a newer one on another device may have written more."""
    return Anchor(text_id, *_parts_of(piece))


def anchor_fields(anchors: Sequence[Anchor]) -> dict[str, list[dict[str, Any]]]:
    """One field a text, so that a place found in a new text never disturbs the place in the old one."""
    by_text: dict[str, list[dict[str, Any]]] = {}
    for anchor in anchors:
        piece = asdict(anchor)
        by_text.setdefault(ANCHOR + piece.pop("text_id"), []).append(piece)
    return by_text


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
        MADE: {"created": documents.clock(annotation.created), "modified": documents.clock(annotation.modified)},
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
