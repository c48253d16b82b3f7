"""Documents: what stands on the shelf, what the reader found in it, and what the user corrected."""

from __future__ import annotations

import datetime
import json
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import PurePath
from typing import Any, Literal

from reader.errors import KnownError
from reader.validity import UNKNOWN, Claim, Validity
from storage import actions
from storage import corrections as corrections_of
from storage.actions import ActionName
from storage.changes import Changes
from storage.database import Database
from storage.folding import ALIVE
from storage.identity import new_id
from storage.ops import Write, encode
from storage.projection import TEXT
from storage.readings import PackedReading
from storage.validity import all_claims, claims_about, claims_on, keep_claims, validity_of

Status = Literal["imported", "unchanged", "updated"]
Marks = Literal["same", "kept", "taken"]
CardField = Literal["title", "issuers", "number", "date", "kind", "validity"]
Corrected = str | Sequence[str] | Mapping[str, str] | None
"""What the user says of a field: a string, for ``issuers`` a list of them, for ``validity`` its state, source and date."""


@dataclass(frozen=True, slots=True)
class Card:
    """A document as lists show it.

    Attributes:
        id: Its id.
        title: As the user corrected it, else as the reader read it, else the name of the file without its suffix.
        issuers: 发文机关, in their order.
        number: 文号; empty where there is none.
        date: ISO; empty where there is none.
        kind: 文种; empty where there is none.
        text_id: Its current text.
        reader_version: Version of the reader that made the reading of the current text.
        clauses: How many clauses the current text has.
        chars: Length of the current reading text in code points.
        annotations: How many annotations it carries.
        added: When it was first imported, ISO with time zone.
        path: Where it was imported from; empty for pasted text.
        name: Name of the imported file.
        published: When it was published, ISO; empty where it does not tell.
        effective: When it came or comes into force, ISO; empty where it does not tell.
        validity: Whether it is in force, as far as it and the other documents on the shelf tell, or as the user says.
        tasks: How many tasks the reader found in the current text; None where that was not counted yet.
        mended: ``Corrections.stamp`` of what the user corrected in the reading of the current text; empty where nothing.
    """

    id: str
    title: str
    issuers: tuple[str, ...]
    number: str
    date: str
    kind: str
    text_id: str
    reader_version: int
    clauses: int
    chars: int
    annotations: int
    added: str
    path: str
    name: str
    mended: str = ""
    published: str = ""
    effective: str = ""
    validity: Validity = UNKNOWN
    tasks: int | None = None


@dataclass(frozen=True, slots=True)
class Added:
    """What an import did.

    Attributes:
        status: ``imported`` (new, or back from the removed ones with its notes), ``unchanged`` (the same letters stand on the
            shelf already, as ``document``) or ``updated`` (the file of ``document`` has other letters now).
        document: Id of the document.
        changes: What changed.
        marks: Of what is ``unchanged``: whether its marks and spaces are the ``same`` too, were ``kept`` as they stand in the library, or
            ``taken`` anew because a newer reader read them.
    """

    status: Status
    document: str
    changes: Changes
    marks: Marks = "same"


@dataclass(frozen=True, slots=True)
class Kept:
    """Where a text of a document comes from.

    Attributes:
        source: Name in ``sources/``.
        name: Name of the imported file.
    """

    source: str
    name: str


def add(db: Database, text: PackedReading, source: str, path: str, name: str, part_of: str = "") -> Added:
    """Put a reading on the shelf; see ``Added``. A better reading of known letters refreshes what the card shows.

    Args:
        db: library.db.
        text: The reading.
        source: Name of its source.
        path: Where it comes from; empty for pasted text, which is never taken for a new version of something.
        name: Name of the file.
        part_of: Id of the import that it belongs to, see ``actions.record``.
    """
    with db.atomic():
        refreshed = _note_reading(db, text)
        standing = _one(db, "SELECT id FROM document WHERE alive AND current = ? ORDER BY created, id", text.text_id)
        if standing:
            return Added("unchanged", standing, Changes(frozenset({standing})) if refreshed else Changes())
        kept = {"source": source, "name": name, "added": time.time_ns() // 1_000_000}
        arrival: list[tuple[str, Any]] = [(TEXT + text.text_id, kept), ("current", text.text_id), ("name", name)]
        document = path and _one(db, "SELECT id FROM document WHERE alive AND path = ? ORDER BY created, id", path)
        status: Status = "updated" if document else "imported"
        case: ActionName = "update" if document else "import"
        if not document:
            document = _removed_with(db, text.text_id) or new_id()
            arrival += [("path", path), (ALIVE, True)]
        writes = [Write(document, "document", field, value) for field, value in arrival]
        changes = actions.perform(db, case, writes, part_of=part_of)
        return Added(status, document, changes)


def cards(db: Database, *, alive: bool = True) -> list[Card]:
    """Give the documents on the shelf, or those that were removed, in the order of their import."""
    claims = all_claims(db)
    rows = db.execute(f"{_CARDS} WHERE alive = ? ORDER BY created, id", [alive])
    today = _today()
    found = [_card(row, claims_on(claims, _title(row)), today) for row in rows]
    if len(_made) > _SPARE * len(found) + _FEW:  # of documents that are gone, or of other libraries
        _made.clear()
    return found


def card(db: Database, document: str) -> Card:
    """Give the card of a document, removed or not.

    Raises:
        KnownError: ``document-unknown``.
    """
    rows = db.execute(f"{_CARDS} WHERE document.id = ?", [document]).fetchall()
    if not rows:
        raise KnownError("document-unknown", name=document)
    title = _title(rows[0])
    return _card(rows[0], claims_on(claims_about(db, title), title), _today())


def titles(db: Database, among: Iterable[str]) -> dict[str, str]:
    """Give the titles of those of some documents that stand on the shelf, as their cards say."""
    rows = db.execute(
        """
        SELECT document.id, document.name, document.corrections, reading.title FROM document
        LEFT JOIN reading ON reading.text_id = document.current
        WHERE document.alive AND document.id IN (SELECT value FROM json_each(?))
        """,
        [json.dumps(list(among))],
    ).fetchall()
    return {id_: _shown_title(name, corrections, title) for id_, name, corrections, title in rows}


def kept(db: Database, document: str) -> Kept:
    """Tell where the current text of a document comes from.

    Raises:
        KnownError: ``document-unknown``.
    """
    row = db.execute("SELECT current, texts FROM document WHERE id = ?", [document]).fetchone()
    if row is None:
        raise KnownError("document-unknown", name=document)
    return _kept(json.loads(row[1])[row[0]])


def kept_text(db: Database, text_id: str) -> Kept:
    """Tell where a text comes from, whichever document it belongs to.

    Raises:
        KnownError: ``text-unknown``.
    """
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


def known_sources(db: Database) -> dict[str, Card]:
    """Give the cards of the shelf by the file, named as in ``sources/``, that their current text was first made from."""
    source_of = dict(
        db.execute("""SELECT id, json_extract(texts, '$."' || current || '".source') FROM document""").fetchall()
    )
    known: dict[str, Card] = {}
    for card in cards(db):
        known.setdefault(source_of[card.id], card)
    return known


def known_source(db: Database, source: str) -> Card | None:
    """Give the card of ``known_sources`` for one file; None where no document on the shelf has it."""
    made_of_it = _one(
        db,
        """
        SELECT id FROM document
        WHERE alive AND json_extract(texts, '$."' || current || '".source') = ? ORDER BY created, id
        """,
        source,
    )
    return card(db, made_of_it) if made_of_it else None


def all_sources(db: Database) -> set[str]:
    """Give the sources, named as in ``sources/``, that any text of any document was ever read from."""
    rows = db.execute("SELECT DISTINCT json_extract(value, '$.source') FROM op WHERE field GLOB ?", [f"{TEXT}*"])
    return {source for (source,) in rows}


def note_reading(db: Database, text: PackedReading) -> None:
    """Keep what the reader found in a text, for the cards, when its text was read again."""
    with db.atomic():
        _note_reading(db, text)


def holding(db: Database, text_ids: Sequence[str]) -> str | None:
    """Give the document on the shelf that has, or once had, one of these texts; None where there is none."""
    query = f"SELECT id FROM document WHERE alive AND {_CHAIN_HAS} ORDER BY created, id"
    return next((found for text_id in text_ids if (found := _one(db, query, text_id))), None)


def clock(when: str) -> int:
    """Give an ISO time as a clock in ms: the way back from ``iso``."""
    return round(datetime.datetime.fromisoformat(when).timestamp() * 1000)


def iso(clock: int) -> str:
    """Give a clock in ms as ISO with the local time zone, to the millisecond."""
    second, rest = divmod(clock, 1000)
    local, zone = _second(second)
    return f"{local}.{rest:03}{zone}"


# In ms. Wherever clocks change, they do it on a quarter of an hour.
_QUARTER = 15 * 60 * 1000
_ISO_SECOND = len("2026-01-01T00:00:00")

# The index of ops by text gives the few documents in question; whether one of them has it still, its chain says.
_CHAIN_HAS = """
    id IN (SELECT object FROM op WHERE field = 'text:' || ?1 AND field GLOB 'text:*')
    AND EXISTS (SELECT 1 FROM json_each(texts) WHERE key = ?1)
"""

_CARDS = """
    SELECT document.id, document.created, document.path, document.name, document.current, document.corrections,
        document.mended,
        reading.title, reading.issuers, reading.number, reading.date, reading.kind,
        coalesce(reading.reader_version, 0), coalesce(reading.clauses, 0), coalesce(reading.chars, 0),
        (SELECT count(*) FROM annotation WHERE annotation.document = document.id AND annotation.alive),
        reading.published, reading.effective, reading.amended, reading.tasks
    FROM document
    LEFT JOIN reading ON reading.text_id = document.current
"""


def _title(row: Sequence[Any]) -> str:
    return _shown_title(row[3], row[5], row[7])


def _shown_title(name: str, corrections: str, title: str | None) -> str:
    return (json.loads(corrections).get("title") if corrections != "{}" else "") or title or PurePath(name).stem


_made: dict[str, tuple[int, Card]] = {}
"""The card that was made last of a document, with the hash of what it was made of: of all documents, however many there are."""
_SPARE = 2
_FEW = 1000


def _card(row: tuple[Any, ...], said: tuple[tuple[str, Claim], ...], today: str) -> Card:
    """Give the card of a row of ``_CARDS``, of a row that is as it was the same one: an import shows its shelf many times.

    Args:
        row: The row.
        said: What is said of its title.
        today: ISO.
    """
    made_of = hash((row, said, today))
    known = _made.get(row[0])
    if known is None or known[0] != made_of:
        known = _made[row[0]] = made_of, _fresh_card(row, said, today)
    return known[1]


def _fresh_card(row: tuple[Any, ...], said: tuple[tuple[str, Claim], ...], today: str) -> Card:
    """Give the card of a row of ``_CARDS``.

    Args:
        row: The row.
        said: What is said of its title.
        today: ISO.
    """
    (
        id_,
        created,
        path,
        name,
        current,
        corrections,
        mended,
        title,
        issuers,
        number,
        date,
        kind,
        version,
        clauses,
        chars,
        carried,
        published,
        effective,
        amended,
        tasks,
    ) = row
    corrected: Mapping[str, Any] = json.loads(corrections) if corrections != "{}" else {}
    shown = _title(row)
    current_date = corrected.get("date", date) or ""
    dates = (current_date, published or "", effective or "", amended or "")
    return Card(
        id=id_,
        title=shown,
        issuers=tuple(corrected["issuers"]) if "issuers" in corrected else _issuers(issuers or "[]"),
        number=corrected.get("number", number) or "",
        date=_shared(current_date),
        kind=_shared(corrected.get("kind", kind) or ""),
        text_id=current,
        reader_version=version,
        clauses=clauses,
        chars=chars,
        annotations=carried,
        added=iso(created),
        path=path,
        name=name,
        mended=corrections_of.stamp(mended, current),
        published=_shared(dates[1]),
        effective=_shared(dates[2]),
        tasks=tasks,
        validity=_shared(validity_of(id_, (shown, title or ""), dates, said, corrected.get("validity"), today)),
    )


def _today() -> str:
    return datetime.date.today().isoformat()


@lru_cache(maxsize=1024)
def _second(second: int) -> tuple[str, str]:
    """Give a second as ISO, and the offset of its zone as it is written: many cards of an import share one."""
    local = datetime.datetime.fromtimestamp(second, _zone(second * 1000 // _QUARTER)).isoformat()
    return local[:_ISO_SECOND], local[_ISO_SECOND:]


@lru_cache(maxsize=1024)
def _zone(quarter: int) -> datetime.tzinfo | None:
    """Give the local time zone of a quarter of an hour: asking the system for every card takes a third of a list's time."""
    return datetime.datetime.fromtimestamp(quarter * _QUARTER / 1000, datetime.UTC).astimezone().tzinfo


@lru_cache(maxsize=1024)
def _issuers(packed: str) -> tuple[str, ...]:
    """A shelf of thousands has the same few issuers again and again."""
    return tuple(json.loads(packed))


@lru_cache(maxsize=4096)
def _shared(value: Any) -> Any:
    """Give one object for all that are equal: 35,000 cards have some hundred dates, and what is in force since then."""
    return value


def _note_reading(db: Database, text: PackedReading) -> bool:
    """Keep what a card shows of a text unless a newer reader did before; tell whether that was news."""
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
