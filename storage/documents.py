"""Documents: how they come to the shelf and leave it, and where their texts come from; ``cards`` shows them."""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from reader.errors import KnownError
from storage import actions
from storage.actions import ActionName
from storage.changes import Changes
from storage.database import Database
from storage.folding import ALIVE
from storage.identity import new_id
from storage.ops import Write, encode
from storage.projection import TEXT
from storage.readings import PackedReading
from storage.remarking import FIELD, Fate, Kept, Marks, taken_for, taken_of, under, write_of
from storage.validity import keep_claims

Status = Literal["imported", "unchanged", "updated"]
CardField = Literal["title", "issuers", "number", "date", "kind", "validity"]
Corrected = str | Sequence[str] | Mapping[str, str] | None
"""What the user says of a field: a string, for ``issuers`` a list of them, for ``validity`` its state, source and date."""


@dataclass(frozen=True, slots=True)
class Added:
    """What an import did.

    Attributes:
        status: ``imported`` (new, or back from the removed ones with its notes), ``unchanged`` (the same letters stand on the
            shelf already, as ``document``) or ``updated`` (the file of ``document`` has other letters now).
        document: Id of the document.
        changes: What changed.
        marks: Of what is ``unchanged``: whether its marks and spaces are the ``same`` too, were ``kept`` as they stand in the library,
            ``taken`` anew because a newer reader read them, or ``replaced`` by those of this file.
    """

    status: Status
    document: str
    changes: Changes
    marks: Marks = "same"


def add(db: Database, text: PackedReading, file: Kept, path: str, fate: Fate, part_of: str = "") -> Added:
    """Put a reading on the shelf; see ``Added``. A better reading of known letters refreshes what the card shows.

    Args:
        db: library.db.
        text: The reading.
        file: Its file.
        path: Where it comes from; empty for pasted text, which is never taken for a new version of something.
        fate: What becomes of its marks.
        part_of: Id of the import that it belongs to, see ``actions.record``.
    """
    with db.atomic():
        refreshed = [key for key in fate.shown if _note_reading(db, under(text, key))]
        standing = _one(db, "SELECT id FROM document WHERE alive AND current = ? ORDER BY created, id", text.text_id)
        if standing:
            changes = Changes(frozenset({standing})) if refreshed else Changes()
            if fate.marks == "replaced":
                write = write_of(standing, text.text_id, file)
                changes |= actions.perform(db, "update", [write], part_of=part_of)
            return Added("unchanged", standing, changes, fate.marks)
        kept = {"source": file.source, "name": file.name, "added": time.time_ns() // 1_000_000}
        arrival: list[tuple[str, Any]] = [(TEXT + text.text_id, kept), ("current", text.text_id), ("name", file.name)]
        document = path and _one(db, "SELECT id FROM document WHERE alive AND path = ? ORDER BY created, id", path)
        status: Status = "updated" if document else "imported"
        case: ActionName = "update" if document else "import"
        if not document:
            document = _removed_with(db, text.text_id) or new_id()
            arrival += [("path", path), (ALIVE, True)]
        writes = [Write(document, "document", field, value) for field, value in arrival]
        mended = _one(db, "SELECT mended FROM document WHERE id = ?", document)
        shown, wanted = taken_of(json.loads(mended or "{}"), text.text_id), file if fate.takes else None
        if shown != wanted:
            writes.append(write_of(document, text.text_id, wanted))
        changes = actions.perform(db, case, writes, part_of=part_of)
        return Added(status, document, changes)


def kept(db: Database, document: str) -> Kept:
    """Tell where the current text of a document comes from.

    Raises:
        KnownError: ``document-unknown``.
    """
    row = db.execute("SELECT current, texts, mended FROM document WHERE id = ?", [document]).fetchone()
    if row is None:
        raise KnownError("document-unknown", name=document)
    return taken_of(json.loads(row[2]), row[0]) or _kept(json.loads(row[1])[row[0]])


def kept_text(db: Database, text_id: str) -> Kept:
    """Tell where a text comes from, whichever document it belongs to.

    Raises:
        KnownError: ``text-unknown``.
    """
    if taken := taken_for(db, text_id):
        return taken
    chain = _one(db, f"SELECT texts FROM document WHERE {_CHAIN_HAS} LIMIT 1", text_id)
    if chain is None:
        raise KnownError("text-unknown", text_id=text_id)
    return _kept(json.loads(chain)[text_id])


def put_away(db: Database, documents: Iterable[str]) -> Changes:
    """Take documents off the shelf; their notes stay with them."""
    return actions.perform(db, "remove", [Write(id_, "document", ALIVE, False) for id_ in _known(db, documents)])


def bring_back(db: Database, documents: Iterable[str]) -> Changes:
    """Put removed documents back on the shelf, with their notes."""
    return actions.perform(db, "restore", [Write(id_, "document", ALIVE, True) for id_ in _known(db, documents)])


def correct(db: Database, document: str, field: CardField, value: Corrected) -> Changes:
    """Say what the reader read wrongly; None takes the correction back.

    Args:
        db: library.db.
        document: Its id.
        field: What is corrected.
        value: See ``Corrected``.

    Raises:
        KnownError: ``document-unknown``.
    """
    stored: Any = value if value is None or isinstance(value, str) else list(value)
    if isinstance(value, Mapping):
        stored = dict(value)
    return actions.perform(db, "correct", [Write(id_, "document", field, stored) for id_ in _known(db, [document])])


def all_sources(db: Database) -> set[str]:
    """Give the sources, named as in ``sources/``, that any text of any document was ever read from."""
    rows = db.execute(
        "SELECT DISTINCT json_extract(value, '$.source') FROM op WHERE field GLOB ? OR field GLOB ?",
        [f"{TEXT}*", f"{FIELD}*"],
    )
    return {source for (source,) in rows}


def note_reading(db: Database, text: PackedReading) -> None:
    """Keep what the reader found in a text, for the cards, when its text was read again."""
    with db.atomic():
        _note_reading(db, text)


def holding(db: Database, text_ids: Sequence[str]) -> str | None:
    """Give the document on the shelf that has, or once had, one of these texts; None where there is none."""
    query = f"SELECT id FROM document WHERE alive AND {_CHAIN_HAS} ORDER BY created, id"
    return next((found for text_id in text_ids if (found := _one(db, query, text_id))), None)


# The index of ops by text gives the few documents in question; whether one of them has it still, its chain says.
_CHAIN_HAS = """
    id IN (SELECT object FROM op WHERE field = 'text:' || ?1 AND field GLOB 'text:*')
    AND EXISTS (SELECT 1 FROM json_each(texts) WHERE key = ?1)
"""


def _note_reading(db: Database, text: PackedReading) -> bool:
    """Keep what a card shows of a text unless one as new did before; tell whether that was news."""
    version = _one(db, "SELECT reader_version FROM reading WHERE text_id = ?", text.text_id)
    if version is not None and version >= text.reader_version:
        return False
    row = {
        "text_id": text.text_id,
        "reader_version": text.reader_version,
        **{
            column: value if isinstance(value, str | int) else encode(value)
            for column, value in text.shown.items()
            if column != "claims"
        },
    }
    columns = ", ".join(row)
    db.execute(
        f"INSERT OR REPLACE INTO reading ({columns}) VALUES ({', '.join('?' * len(row))})",
        list(row.values()),
    )
    keep_claims(db, text.text_id, text.shown.get("claims", ()))
    return True


def _removed_with(db: Database, text_id: str) -> str | None:
    removed = f"SELECT id FROM document WHERE NOT alive AND {_CHAIN_HAS} ORDER BY created DESC, id LIMIT 1"
    found: str | None = _one(db, removed, text_id)
    return found


def _known(db: Database, documents: Iterable[str]) -> list[str]:
    wanted = list(dict.fromkeys(documents))
    known = {id_ for (id_,) in db.execute("SELECT id FROM document").fetchall()}
    for document in wanted:
        if document not in known:
            raise KnownError("document-unknown", name=document)
    return wanted


def _kept(value: Mapping[str, Any]) -> Kept:
    return Kept(value["source"], value["name"])


def _one(db: Database, query: str, parameter: object) -> Any:
    row = db.execute(query, [parameter]).fetchone()
    return row[0] if row else None
