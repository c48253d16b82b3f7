"""Annotations: highlights, notes, bookmarks and page notes, with their tags and the places that they hold on to.

What one is, and how those of a library are read; ``storage/annotating.py`` writes them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from operator import itemgetter
from typing import Any, Literal

from reader.anchor import Anchor
from storage.clocks import iso
from storage.database import Database
from storage.projection import ANCHOR

Color = Literal["yellow", "green", "blue", "pink", "violet"]
Style = Literal["solid", "underline", "wavy", "strike"]
Type = Literal["", "important", "question", "todo", "ours", "outdated"]
"""What an annotation is for: 重点, 疑问, 待落实, 与本单位有关, 已过时; empty where the user did not say."""
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
        created=iso(created),
        modified=iso(modified),
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
