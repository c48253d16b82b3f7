"""Whether the documents on the shelf are in force: what their texts say of each other, and what the user says."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from reader.names import name_key
from reader.validity import STATES, Claim, Validity, standing
from storage.database import Database
from storage.remarking import READ_AS

Claims = Mapping[str, Sequence[tuple[str, Claim]]]
"""By ``name_key``: the document that makes it, and the claim."""

# A claim belongs to a text, or to its reading from another file whose marks were taken: ``remarking.key_of``.
_SAID = f"""
    SELECT document.id, claim.verb, claim.name, claim.date, reading.title
    FROM claim
    JOIN document ON document.current = substr(claim.text_id, 1, 64) AND document.alive AND claim.text_id = {READ_AS}
    JOIN reading ON reading.text_id = claim.text_id
"""
# Of itself every law claims to be a version of its name: that matters where there are two of them.
_MATTERS = """
    WHERE claim.verb <> 'is'
        OR claim.name IN (SELECT name FROM claim WHERE verb = 'is' GROUP BY name HAVING count(*) > 1)
"""


def keep_claims(db: Database, text_id: str, claims: Iterable[Sequence[str]]) -> None:
    """Keep what a text says, in place of what an older reading found; inside the caller's transaction.

    Args:
        db: library.db.
        text_id: The text.
        claims: ``[verb, name_key, date]`` each.
    """
    db.execute("DELETE FROM claim WHERE text_id = ?", [text_id])
    for verb, name, date in claims:
        db.execute("INSERT OR IGNORE INTO claim VALUES (?, ?, ?, ?)", [text_id, verb, name, date])


def all_claims(db: Database) -> Claims:
    """Give what the documents on the shelf say of each other."""
    return _by_name(db.execute(_SAID + _MATTERS).fetchall())


def claims_about(db: Database, title: str) -> Claims:
    """Give what the documents on the shelf say of a title."""
    return _by_name(db.execute(f"{_SAID} WHERE claim.name = ?", [name_key(title)]).fetchall())


def claims_on(claims: Claims, title: str) -> tuple[tuple[str, Claim], ...]:
    """Give what is said of a title, of claims on many."""
    return tuple(claims.get(name_key(title), ()))


def validity_of(
    document: str,
    titles: tuple[str, str],
    dates: tuple[str, str, str, str],
    said: Iterable[tuple[str, Claim]],
    by_hand: Any,
    today: str,
) -> Validity:
    """Give the standing of a document today.

    Args:
        document: Its id; what it says of its own name does not count.
        titles: As shown and as read.
        dates: Date, 公布, 施行 and last amendment; empty where not known.
        said: What is said of its title, with the document that says it.
        by_hand: What the user said: ``state``, ``source`` and ``date``; None where nothing.
        today: ISO.
    """
    if by_hand and by_hand.get("state") in STATES:
        return Validity(by_hand["state"], by_hand.get("date", ""), by_hand.get("source", ""), by_hand=True)
    date, published, effective, amended = dates
    title, read = titles
    about = [claim for maker, claim in said if maker != document]
    # What the library itself called repealed stands in the title as it was read, whatever the user calls the document.
    shown = read if title in read else title
    is_dated = bool(published or effective or amended)
    return standing(shown, date or amended or published, effective, about, today, is_dated=is_dated)


def _by_name(rows: Iterable[Sequence[Any]]) -> Claims:
    said: dict[str, list[tuple[str, Claim]]] = defaultdict(list)
    for document, verb, name, date, title in rows:
        said[name].append((document, Claim(verb, name, date, title)))
    return said
