"""One user action: its ops and their effect on the tables, together or not at all."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from sqlite_utils import Database

from storage import ops, projection
from storage.changes import Changes
from storage.folding import ALIVE, fold
from storage.identity import new_id
from storage.ops import Write

ActionName = Literal[
    "import",
    "update",
    "remove",
    "restore",
    "correct",
    "mend-mark",
    "mend-level",
    "mend-bodies",
    "take-back",
    "annotate",
    "bookmark",
    "color",
    "style",
    "type",
    "note",
    "tag",
    "move",
    "change",
    "delete",
    "restore-notes",
    "import-notes",
    "accept",
    "reject",
    "link",
    "save-search",
    "forget-search",
    "name-color",
    "task-status",
    "task",
]
"""What the user did, for 撤销…: ``update`` is an import of a changed file, ``move`` a new place of an annotation, ``change``
several of color, note, tag and move at once; ``take-back`` takes back what was mended of a reading; ``accept`` and ``reject``
answer rows of the review after an amendment, ``link`` makes a document the newer version of another; ``name-color`` names
colours; ``task-status`` and
``task`` change what is kept of tasks, the status alone or anything else."""

Way = Literal["do", "undo", "redo"]


def perform(db: Database, name: ActionName, writes: Sequence[Write]) -> Changes:
    """Commit an action. What would change nothing is left out; when nothing remains, there was no action.

    Args:
        db: library.db.
        name: What the user did.
        writes: At most one for each field of an object.
    """
    with db.atomic():
        needed = _needed(db, writes)
        return record(db, name, needed) if needed else Changes()


def record(db: Database, name: ActionName, writes: Sequence[Write], *, way: Way = "do", target: str = "") -> Changes:
    """Write an action with all of its ops, inside the caller's transaction.

    Args:
        db: library.db.
        name: What the user did; of an undo or redo, what it undoes or does again.
        writes: Its ops.
        way: Whether it is something new.
        target: Id of the action that an undo takes back, or of the undo that a redo takes back.
    """
    action = new_id()
    told = Write(action, "action", "what", {"name": name, "way": way, "target": target})
    # A deletion hides what its author had seen: it comes last, so that it hides the rest of its own action.
    ordered = sorted(writes, key=lambda write: write.field == ALIVE and write.value is False)
    ops.append(db, action, [told, *ordered])
    return projection.project(db, [action, *{write.object: None for write in ordered}])


def _needed(db: Database, writes: Sequence[Write]) -> list[Write]:
    histories = ops.of_objects(db, list({write.object: None for write in writes}))
    states = {id_: fold(history) for id_, history in histories.items()}
    return [
        write for write in writes if write.object not in states or states[write.object].get(write.field) != write.value
    ]
