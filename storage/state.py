"""What belongs to this window on this machine and is not an op: reading places, drafts, settings."""

from __future__ import annotations

import json
from typing import Any

from sqlite_utils import Database

from storage.ops import encode


def place(db: Database, document: str) -> int | None:
    """Give where the user was reading, counted in letters; None before the first time."""
    row = db.execute("SELECT letters FROM place WHERE document = ?", [document]).fetchone()
    return int(row[0]) if row else None


def set_place(db: Database, document: str, letters: int) -> None:
    """Remember where the user is reading."""
    with db.atomic():
        db.table("place").upsert({"document": document, "letters": letters}, pk="document")


def setting(db: Database, key: str, default: Any) -> Any:
    """Give a JSON value, or the default when none was set."""
    row = db.execute("SELECT value FROM setting WHERE key = ?", [key]).fetchone()
    return json.loads(row[0]) if row else default


def set_setting(db: Database, key: str, value: Any) -> None:
    """Set a JSON value."""
    with db.atomic():
        db.table("setting").upsert({"key": key, "value": encode(value)}, pk="key")


def drafts(db: Database) -> dict[str, str]:
    """Give the notes that were being typed when the program ended, by annotation."""
    return dict(db.execute("SELECT annotation, note FROM draft ORDER BY annotation").fetchall())


def save_draft(db: Database, annotation: str, note: str) -> None:
    """Keep a note that is being typed; lone surrogates are replaced."""
    with db.atomic():
        row = {"annotation": annotation, "note": note.encode(errors="replace").decode()}
        db.table("draft").upsert(row, pk="annotation")


def drop_draft(db: Database, annotation: str) -> None:
    """Forget a draft."""
    with db.atomic():
        db.execute("DELETE FROM draft WHERE annotation = ?", [annotation])
