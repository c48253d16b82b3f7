"""One user action: its ops and their effect on the tables, together or not at all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

from storage import ops, projection
from storage.changes import Changes
from storage.database import Database
from storage.folding import ALIVE, shown
from storage.identity import new_id
from storage.ops import Op, Write

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
    "name-search",
    "forget-search",
    "name-color",
    "add-word",
    "forget-word",
    "task-status",
    "task",
]
"""What the user did, for 撤销…: ``update`` is an import of a changed file, ``move`` a new place of an annotation, ``change``
several of color, note, tag and move at once; ``take-back`` takes back what was mended of a reading; ``accept`` and ``reject``
answer rows of the review after an amendment, ``link`` makes a document the newer version of another; ``name-color`` names
colours; ``task-status`` and
``task`` change what is kept of tasks, the status alone or anything else."""

Way = Literal["do", "undo", "redo"]


def perform(db: Database, name: ActionName, writes: Sequence[Write], *, part_of: str = "") -> Changes:
    """Commit an action. What would change nothing is left out; when nothing remains, there was no action.

    Args:
        db: library.db.
        name: What the user did.
        writes: At most one for each field of an object.
        part_of: Id of the whole that it belongs to, see ``record``.
    """
    with db.atomic():
        histories = ops.of_objects(db, list({write.object: None for write in writes}))
        needed = [
            write
            for write in writes
            if write.object not in histories or shown(histories[write.object], write.field) != write.value
        ]
        return record(db, name, needed, histories, part_of=part_of) if needed else Changes()


def record(
    db: Database,
    name: ActionName,
    writes: Sequence[Write],
    histories: Mapping[str, Sequence[Op]],
    *,
    way: Way = "do",
    target: str = "",
    part_of: str = "",
) -> Changes:
    """Write an action with all of its ops, inside the caller's transaction.

    Args:
        db: library.db.
        name: What the user did; of an undo or redo, what it undoes or does again.
        writes: Its ops.
        histories: All ops so far of what is written to: whoever knows what to write has read them.
        way: Whether it is something new.
        target: Id of the action that an undo takes back, or of the undo that a redo takes back.
        part_of: Id of a whole that is stored piece by piece and undone in one step, an import; empty for what is done at once. The
            first piece of it gets this id. What comes after the whole was undone stands for itself.
    """
    action, continued = _place(db, part_of)
    what = {"name": name, "way": way, "target": target} | ({"part_of": continued} if continued else {})
    told = Write(action, "action", "what", what)
    # A deletion hides what its author had seen: it comes last, so that it hides the rest of its own action.
    ordered = sorted(writes, key=lambda write: write.field == ALIVE and write.value is False)
    grown: dict[str, list[Op]] = {}
    for op in ops.append(db, action, [told, *ordered]):
        grown.setdefault(op.object, [*histories.get(op.object, ())]).append(op)
    return projection.project(db, grown)


def _place(db: Database, whole: str) -> tuple[str, str]:
    """Give the id of a new action, and that of the action which it continues; empty where it begins something."""
    if not whole:
        return new_id(), ""
    if not db.execute("SELECT 1 FROM action WHERE id = ?", [whole]).fetchone():
        return whole, ""
    is_undone = db.execute("SELECT 1 FROM action WHERE target = ?", [whole]).fetchone()
    return new_id(), "" if is_undone else whole
