"""Saved searches: what a user asks again and again, under a name. They are ops, so they are undone, backed up and exchanged like notes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from reader.errors import KnownError
from storage import actions
from storage.changes import Changes
from storage.database import Database
from storage.folding import ALIVE
from storage.identity import new_id
from storage.ops import Write
from storage.part import Part


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """A search under a name.

    Attributes:
        id: Its id.
        name: As the user calls it.
        question: What is asked, a JSON object that storage does not look into.
    """

    id: str
    name: str
    question: Mapping[str, Any]


class Searches(Part):
    """What ``Library.searches`` is; its errors are those of ``Library``."""

    def listed(self) -> list[SavedSearch]:
        """Give the saved searches in the order of their making."""
        with self._reading() as db:
            return _listed(db)

    def save(self, name: str, question: Mapping[str, Any]) -> Changes:
        """Save a search under a name; one of the same name is replaced."""
        with self._writing() as db:
            known = next((one.id for one in _listed(db) if one.name == name), None)
            search = known or new_id()
            values = {"name": name, "question": dict(question), ALIVE: True}
            return actions.perform(
                db, "save-search", [Write(search, "search", field, value) for field, value in values.items()]
            )

    def name(self, search: str, name: str) -> Changes:
        """Call a saved search otherwise; one that is not there is no error, nor is a name without a letter: both change nothing.

        Args:
            search: Its id.
            name: Its name from now on; spaces around it do not count.

        Raises:
            KnownError: ``search-name-taken`` (name), another one is called so.
        """
        name = " ".join(name.split())
        with self._writing() as db:
            names = {one.id: one.name for one in _listed(db)}
            if not name or search not in names:
                return Changes()
            if any(other == name for id_, other in names.items() if id_ != search):
                raise KnownError("search-name-taken", name=name)
            return actions.perform(db, "name-search", [Write(search, "search", "name", name)])

    def forget(self, search: str) -> Changes:
        """Delete a saved search; one that is not there is no error."""
        with self._writing() as db:
            if all(one.id != search for one in _listed(db)):
                return Changes()
            return actions.perform(db, "forget-search", [Write(search, "search", ALIVE, False)])


def _listed(db: Database) -> list[SavedSearch]:
    rows = db.execute("SELECT id, name, question FROM search WHERE alive ORDER BY created, id").fetchall()
    return [SavedSearch(id_, name, json.loads(question)) for id_, name, question in rows]
