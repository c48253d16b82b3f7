"""What belongs to this window on this machine and is not an op: reading places, drafts, settings."""

from __future__ import annotations

import json
from typing import Any

from storage.ops import encode
from storage.part import Part


class State(Part):
    """What ``Library.state`` is; its errors are those of ``Library``."""

    def place(self, document: str) -> int | None:
        """Give where the user was reading, counted in letters; None before the first time."""
        with self._reading() as db:
            row = db.execute("SELECT letters FROM place WHERE document = ?", [document]).fetchone()
            return int(row[0]) if row else None

    def set_place(self, document: str, letters: int) -> None:
        """Remember where the user is reading, counted in letters."""
        with self._writing() as db, db.atomic():
            db.execute("INSERT OR REPLACE INTO place (document, letters) VALUES (?, ?)", [document, letters])

    def setting(self, key: str, default: Any = None) -> Any:
        """Give a setting, a JSON value; the default when none was set."""
        with self._reading() as db:
            row = db.execute("SELECT value FROM setting WHERE key = ?", [key]).fetchone()
            return json.loads(row[0]) if row else default

    def set_setting(self, key: str, value: Any) -> None:
        """Set a setting to a JSON value."""
        with self._writing() as db, db.atomic():
            db.execute("INSERT OR REPLACE INTO setting (key, value) VALUES (?, ?)", [key, encode(value)])

    def drafts(self) -> dict[str, str]:
        """Give the notes that were being typed when the program ended, by annotation."""
        with self._reading() as db:
            return dict(db.execute("SELECT annotation, note FROM draft ORDER BY annotation").fetchall())

    def save_draft(self, annotation: str, note: str) -> None:
        """Keep a note while it is being typed, lone surrogates replaced; ``Library.annotations.change`` with a note drops it."""
        with self._writing() as db, db.atomic():
            row = [annotation, note.encode(errors="replace").decode()]
            db.execute("INSERT OR REPLACE INTO draft (annotation, note) VALUES (?, ?)", row)

    def drop_draft(self, annotation: str) -> None:
        """Forget a draft."""
        with self._writing() as db, db.atomic():
            db.execute("DELETE FROM draft WHERE annotation = ?", [annotation])
