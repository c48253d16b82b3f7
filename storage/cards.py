"""Cards: documents as lists show them, made of what the reader found, what the user corrected and what the shelf says."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import PurePath
from typing import Any

from reader.errors import KnownError
from reader.validity import UNKNOWN, Claim, Validity
from storage.clocks import iso
from storage.corrections import stamp
from storage.database import Database
from storage.remarking import READ_AS
from storage.validity import all_claims, claims_about, claims_on, validity_of


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
        mended: ``storage.corrections.stamp`` of what makes the current text another than it first came: corrections of the user, marks of
            another file; empty where nothing.
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
        f"""
        SELECT document.id, document.name, document.corrections, reading.title FROM document
        LEFT JOIN reading ON reading.text_id = {READ_AS}
        WHERE document.alive AND document.id IN (SELECT value FROM json_each(?))
        """,
        [json.dumps(list(among))],
    ).fetchall()
    return {id_: _shown_title(name, corrections, title) for id_, name, corrections, title in rows}


def known_sources(db: Database) -> dict[str, Card]:
    """Give the cards of the shelf by the file, named as in ``sources/``, that their current text has its marks from."""
    source_of = dict(db.execute(f"SELECT id, {_SOURCE} FROM document").fetchall())
    known: dict[str, Card] = {}
    for card in cards(db):
        known.setdefault(source_of[card.id], card)
    return known


def known_source(db: Database, source: str) -> Card | None:
    """Give the card of ``known_sources`` for one file; None where no document on the shelf has it."""
    made_of_it = db.execute(
        f"SELECT id FROM document WHERE alive AND {_SOURCE} = ? ORDER BY created, id",
        [source],
    ).fetchone()
    return card(db, made_of_it[0]) if made_of_it else None


_SOURCE = """coalesce(
    CASE mended WHEN '{}' THEN NULL ELSE json_extract(mended, '$."source:' || current || ':0".source') END,
    json_extract(texts, '$."' || current || '".source')
)"""

_CARDS = f"""
    SELECT document.id, document.created, document.path, document.name, document.current, document.corrections,
        document.mended,
        reading.title, reading.issuers, reading.number, reading.date, reading.kind,
        coalesce(reading.reader_version, 0), coalesce(reading.clauses, 0), coalesce(reading.chars, 0),
        (SELECT count(*) FROM annotation WHERE annotation.document = document.id AND annotation.alive),
        reading.published, reading.effective, reading.amended, reading.tasks
    FROM document
    LEFT JOIN reading ON reading.text_id = {READ_AS}
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
        mended=stamp(mended, current),
        published=_shared(dates[1]),
        effective=_shared(dates[2]),
        tasks=tasks,
        validity=_shared(validity_of(id_, (shown, title or ""), dates, said, corrected.get("validity"), today)),
    )


def _today() -> str:
    return datetime.date.today().isoformat()


@lru_cache(maxsize=1024)
def _issuers(packed: str) -> tuple[str, ...]:
    """A shelf of thousands has the same few issuers again and again."""
    return tuple(json.loads(packed))


@lru_cache(maxsize=4096)
def _shared(value: Any) -> Any:
    """Give one object for all that are equal: 35,000 cards have some hundred dates, and what is in force since then."""
    return value
