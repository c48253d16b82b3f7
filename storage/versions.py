"""The versions of a document: its chain of texts, the annotations that have no place in the current one yet, and linking.

An annotation belongs to (document, text): its anchors lie in one field a text. Accepting a place in a newer text adds anchors there, the old
ones stay; rejecting writes that there are none (an empty list), so that it is not asked for again.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from reader.anchor import Anchor
from reader.errors import KnownError
from storage import actions, ledger
from storage import annotations as notes
from storage.annotations import Annotation
from storage.changes import Changes
from storage.clocks import iso
from storage.database import Database
from storage.folding import ALIVE
from storage.ops import Write
from storage.part import Part
from storage.projection import ANCHOR, TEXT
from storage.remarking import READ_AS


@dataclass(frozen=True, slots=True)
class Version:
    """One text of a document's chain.

    Attributes:
        text_id: Its id; ``Library.text`` gives it.
        name: Name of the file that it was read from.
        added: When, ISO with time zone.
        title: As the reader read it.
        date: As the reader read it, ISO; empty where there is none.
        current: Whether it is the one that is shown.
    """

    text_id: str
    name: str
    added: str
    title: str
    date: str
    current: bool


@dataclass(frozen=True, slots=True)
class Unsettled:
    """An annotation that has no place in the current text, and was not refused one.

    Attributes:
        annotation: It.
        anchors: Its places in the youngest of the texts that it has places in.
    """

    annotation: Annotation
    anchors: tuple[Anchor, ...]


class Versions(Part):
    """What ``Library.versions`` is; its errors are those of ``Library``."""

    def chain(self, document: str) -> list[Version]:
        """Give the texts of a document in the order of their arrival, the current one last.

        Raises:
            KnownError: ``document-unknown``.
        """
        with self._reading() as db:
            current, texts = _texts(db, document)
            known = {
                id_: (title, date)
                for id_, title, date in db.execute(
                    "SELECT text_id, title, date FROM reading WHERE text_id IN (SELECT value FROM json_each(?))",
                    [json.dumps(list(texts))],
                ).fetchall()
            }
            shown = (
                f"SELECT title, date FROM document JOIN reading ON reading.text_id = {READ_AS} WHERE document.id = ?"
            )
            known.update((current, (title, date)) for title, date in db.execute(shown, [document]).fetchall())
        versions = []
        for id_ in _in_order(current, texts):
            title, date = known.get(id_, ("", ""))
            versions.append(Version(id_, texts[id_]["name"], iso(texts[id_]["added"]), title, date, id_ == current))
        return versions

    def waiting(self, among: Collection[str] | None = None) -> dict[str, int]:
        """Give how many annotations wait for a review, by document; documents where none does are not in it.

        Args:
            among: Look at these documents only; at all where None.
        """
        with self._reading() as db:
            some = "" if among is None else " AND document.id IN (SELECT value FROM json_each(:among))"
            query = f"SELECT id FROM document WHERE alive AND id IN ({_WAITING}{some})"
            rows = db.execute(query, {"among": json.dumps(list(among or ()))}).fetchall()
            counts = {id_: len(_unsettled(db, id_)) for (id_,) in rows}
        return {id_: count for id_, count in counts.items() if count}

    def unsettled(self, document: str) -> list[Unsettled]:
        """Give the annotations of a document that wait for a review, in the order of their making.

        Raises:
            KnownError: ``document-unknown``.
        """
        with self._reading() as db:
            youngest = _unsettled(db, document)
            return [
                Unsettled(one, tuple(anchor for anchor in one.anchors if anchor.text_id == youngest[one.id]))
                for one in (notes.listed(db, document) if youngest else ())
                if one.id in youngest
            ]

    def settle(self, document: str, places: Mapping[str, Sequence[Anchor]]) -> Changes:
        """Say where annotations stand in the current text of their document, as one action.

        Args:
            document: Its id.
            places: Annotation -> its anchors in the current text; none where the user refuses it a place.

        Raises:
            KnownError: ``document-unknown`` or ``annotation-unknown``.
            ValueError: An anchor of another text.
        """
        with self._writing() as db:
            current, _ = _texts(db, document)
            own = {one.id for one in notes.listed(db, document)}
            writes = []
            for annotation, anchors in places.items():
                if annotation not in own:
                    raise KnownError("annotation-unknown", annotation=annotation)
                if any(anchor.text_id != current for anchor in anchors):
                    raise ValueError("an anchor of another text")
                fields = notes.anchor_fields(anchors) or {ANCHOR + current: []}
                writes += [Write(annotation, "annotation", field, value) for field, value in fields.items()]
            return actions.perform(db, "accept" if any(places.values()) else "reject", writes)

    def link(self, document: str, newer: str) -> Changes:
        """Make another document the newer version of this one: its texts and notes come over, it leaves the shelf.

        Args:
            document: The older one; it stays, with its notes.
            newer: The newer one.

        Raises:
            KnownError: ``document-unknown``; ``link-to-itself``.
        """
        if document == newer:
            raise KnownError("link-to-itself", name=document)
        with self._writing() as db:
            _texts(db, document)
            current, texts = _texts(db, newer)
            ((path, name),) = db.execute("SELECT path, name FROM document WHERE id = ?", [newer]).fetchall()
            taken: dict[str, Any] = {TEXT + id_: text for id_, text in texts.items()}
            taken |= {"current": current, "path": path, "name": name}
            writes = [Write(document, "document", field, value) for field, value in taken.items()]
            writes += [Write(one.id, "annotation", "document", document) for one in notes.listed(db, newer)]
            writes += ledger.moved(db, newer, document)
            return actions.perform(db, "link", [*writes, Write(newer, "document", ALIVE, False)])


_WAITING = """
    SELECT annotation.document FROM annotation JOIN document ON document.id = annotation.document
    WHERE annotation.alive AND annotation.anchors <> '{}'
        AND NOT EXISTS (SELECT 1 FROM json_each(annotation.anchors) WHERE key = document.current)
"""


def _texts(db: Database, document: str) -> tuple[str, dict[str, Any]]:
    """Give the current text and the chain of a document."""
    row = db.execute("SELECT current, texts FROM document WHERE id = ?", [document]).fetchone()
    if row is None:
        raise KnownError("document-unknown", name=document)
    return row[0], json.loads(row[1])


def _in_order(current: str, texts: Mapping[str, Mapping[str, Any]]) -> list[str]:
    return sorted(texts, key=lambda id_: (id_ == current, texts[id_]["added"], id_))


def _unsettled(db: Database, document: str) -> dict[str, str]:
    """Give the annotations without a place in the current text, with the youngest text that they have one in."""
    current, texts = _texts(db, document)
    order = _in_order(current, texts)
    rows = db.execute(
        """
        SELECT id, anchors FROM annotation
        WHERE alive AND document = :document AND anchors <> '{}'
            AND NOT EXISTS (SELECT 1 FROM json_each(anchors) WHERE key = :current)
        """,
        {"document": document, "current": current},
    ).fetchall()
    found = {}
    for id_, packed in rows:
        anchors = json.loads(packed)
        # A text that this chain does not name is one that another device brought: it counts as the oldest.
        youngest = max(anchors, key=lambda text: order.index(text) if text in texts else -1)
        if anchors[youngest]:
            found[id_] = youngest
    return found
