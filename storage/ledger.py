"""What the user keeps of tasks (任务台账): status, note, and a deadline or figure written by hand. Ops, undone like everything else.

The tasks themselves are read from the text; here lies only what was added. An entry counts letters as an anchor does: it belongs to
(document, text_id, letters before the responsibility statement), and keeps the words of its measure, so that it can be told and found
again where the document has another text now.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal, get_args

from reader.errors import KnownError
from storage import actions
from storage.actions import ActionName
from storage.changes import Changes
from storage.database import Database
from storage.folding import ALIVE
from storage.ops import Write
from storage.part import Part

TaskStatus = Literal["todo", "doing", "done", "stuck"]
"""未开始, 进行中, 已完成, 有困难."""
STATUSES: tuple[TaskStatus, ...] = get_args(TaskStatus)


@dataclass(frozen=True, slots=True)
class Entry:
    """What the user keeps of one task.

    Attributes:
        document: Its document.
        text_id: The text that it was written for.
        letters: How many letters stand before the responsibility statement there.
        measure: The words of the measure there.
        clause: Path of the clause there.
        status: How far it is.
        note: The user's words.
        deadline: By hand, ISO date or its beginning, empty for none; None where what the document says holds.
        figure: By hand, empty for none; None where what the document says holds.
    """

    document: str
    text_id: str
    letters: int
    measure: str
    clause: str
    status: TaskStatus = "todo"
    note: str = ""
    deadline: str | None = None
    figure: str | None = None

    @property
    def id(self) -> str:
        """The object of its ops: the same on every device that keeps something of this task."""
        return f"task:{self.document}:{self.text_id}:{self.letters}"

    def fields(self) -> dict[str, Any]:
        """Give the ops' fields with their values; None for what is as it was read."""
        return {
            "document": self.document,
            "text": self.text_id,
            "letters": self.letters,
            "measure": self.measure,
            "clause": self.clause,
            "status": None if self.status == "todo" else self.status,
            "note": self.note or None,
            "deadline": self.deadline,
            "figure": self.figure,
        }


class Ledger(Part):
    """What ``Library.ledger`` is; its errors are those of ``Library``."""

    def entries(self, documents: Iterable[str]) -> dict[str, list[Entry]]:
        """Give what is kept of the tasks of documents, of all of their texts, what was changed last first.

        Documents of which nothing is kept are not in the answer.
        """
        with self._reading() as db:
            return _entries(db, documents)

    def keep(self, entries: Sequence[Entry]) -> Changes:
        """Keep entries as they are given, as one action; only what differs from what is kept becomes an op.

        Raises:
            KnownError: ``document-unknown``.
            ValueError: No such status.
        """
        with self._writing() as db:
            known = _entries(db, {entry.document for entry in entries})
            kept = {(one.document, one.text_id, one.letters): one for same in known.values() for one in reversed(same)}
            writes: list[Write] = []
            statuses_only = True
            for entry in entries:
                if entry.status not in STATUSES:
                    raise ValueError(f"no task status {entry.status!r}")
                _require_document(db, entry.document)
                before = kept.get((entry.document, entry.text_id, entry.letters)) or _untouched(entry)
                if entry == before:
                    continue
                statuses_only = statuses_only and _but_status(entry) == _but_status(before)
                object_ = _object(db, entry)
                writes += [Write(object_, "task", field, value) for field, value in entry.fields().items()]
                writes.append(Write(object_, "task", ALIVE, True))
            name: ActionName = "task-status" if statuses_only else "task"
            return actions.perform(db, name, writes)


def moved(db: Database, document: str, to: str) -> list[Write]:
    """Give the writes that hand all entries of a document to another one: they are versions of each other from now on."""
    rows = db.execute("SELECT id FROM task WHERE alive AND document = ?", [document]).fetchall()
    return [Write(id_, "task", "document", to) for (id_,) in rows]


_COLUMNS = "document, text, letters, measure, clause, status, note, deadline, figure"


def _entries(db: Database, documents: Iterable[str]) -> dict[str, list[Entry]]:
    rows = db.execute(
        f"""
        SELECT {_COLUMNS} FROM task WHERE alive AND document IN (SELECT value FROM json_each(?))
        ORDER BY modified DESC, id
        """,
        [json.dumps(list(documents))],
    ).fetchall()
    found: dict[str, list[Entry]] = {}
    for row in rows:
        found.setdefault(row[0], []).append(Entry(*row))
    return found


def _object(db: Database, entry: Entry) -> str:
    """Give the object of an entry; one that came over with another document keeps the id that it had there."""
    row = db.execute(
        "SELECT id FROM task WHERE alive AND document = ? AND text = ? AND letters = ? ORDER BY modified DESC, id",
        [entry.document, entry.text_id, entry.letters],
    ).fetchone()
    return row[0] if row else entry.id


def _require_document(db: Database, document: str) -> None:
    if not db.execute("SELECT 1 FROM document WHERE id = ?", [document]).fetchone():
        raise KnownError("document-unknown", name=document)


def _untouched(entry: Entry) -> Entry:
    return Entry(entry.document, entry.text_id, entry.letters, entry.measure, entry.clause)


def _but_status(entry: Entry) -> tuple[object, ...]:
    return entry.note, entry.deadline, entry.figure
