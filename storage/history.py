"""Undo and redo, read from the op log itself: they outlive a restart and are the same for the window and the command line.

An undo is an action of its own whose ops give each field the value that it had before; a redo undoes the undo. Only actions of
this copy of the library are undone, and a field that was changed by another one since then is left as it is.

An import is a whole of many actions, one for each file, and is undone in one step. Its place among the others is where it began:
what was done while it ran came later, and is undone before it.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from itertools import takewhile
from typing import NamedTuple, cast

from reader.errors import KnownError
from storage import actions, ops
from storage.actions import ActionName, Way
from storage.changes import Changes
from storage.database import Database
from storage.folding import ALIVE, fold, shown
from storage.ops import Op, Write

# Done and not undone: nothing names it as its target. A redo stands for the action that it does again.
_LAST_DONE = """
    SELECT id, name FROM action AS one
    WHERE replica = :me AND part_of = '' AND way <> 'undo'
        AND NOT EXISTS (SELECT 1 FROM action WHERE target = one.id)
    ORDER BY seq DESC LIMIT 1
"""
# Undone and not redone, unless something new was begun since.
_LAST_UNDONE = """
    SELECT id, name FROM action AS one
    WHERE replica = :me AND part_of = '' AND way = 'undo'
        AND NOT EXISTS (SELECT 1 FROM action WHERE target = one.id)
        AND seq > coalesce((SELECT max(seq) FROM action WHERE replica = :me AND part_of = '' AND way = 'do'), 0)
    ORDER BY seq DESC LIMIT 1
"""


@dataclass(frozen=True, slots=True)
class Undone:
    """An action that was taken back or done again.

    Attributes:
        label_case: Name of the action, for the sentence that tells the user.
        changes: What changed by it.
    """

    label_case: ActionName
    changes: Changes


class _Action(NamedTuple):
    id: str
    name: ActionName


def can_undo(db: Database) -> ActionName | None:
    """Give the name of the action that ``undo`` would take back."""
    action = _last(db, _LAST_DONE)
    return action and action.name


def can_redo(db: Database) -> ActionName | None:
    """Give the name of the action that ``redo`` would do again."""
    action = _last(db, _LAST_UNDONE)
    return action and action.name


def undo(db: Database, unfinished: Collection[str] = ()) -> Undone | None:
    """Take back the last action that is not undone, of an import all files; None when there is none.

    Args:
        db: library.db.
        unfinished: Ids of imports that are still running.

    Raises:
        KnownError: ``import-running``: it is one of those, and would go on.
    """
    return _take_back(db, _LAST_DONE, "undo", unfinished)


def redo(db: Database) -> Undone | None:
    """Do the last undone action again; None when there is none, or when something else was done since."""
    return _take_back(db, _LAST_UNDONE, "redo")


def _last(db: Database, query: str) -> _Action | None:
    row = db.execute(query, {"me": ops.replica(db)}).fetchone()
    if row is None:
        return None
    action, name = row
    # Some files of an import are new and others are new versions: it is called an import.
    imports = db.execute(
        "SELECT 1 FROM action WHERE part_of <> '' AND part_of = ? AND name = 'import'", [action]
    ).fetchone()
    return _Action(action, "import" if imports else cast(ActionName, name))


def _take_back(db: Database, query: str, way: Way, unfinished: Collection[str] = ()) -> Undone | None:
    with db.atomic():
        action = _last(db, query)
        if action is None:
            return None
        if action.id in unfinished:
            raise KnownError("import-running", part_of=action.id)
        writes, histories = _compensation(db, action.id)
        changes = actions.record(db, action.name, writes, histories, way=way, target=action.id)
        return Undone(action.name, changes)


def _compensation(db: Database, action: str) -> tuple[list[Write], dict[str, list[Op]]]:
    """Give the writes that bring back what was there before an action and its parts, and all ops of what they are about."""
    parts = db.execute("SELECT id FROM action WHERE part_of <> '' AND part_of = ?", [action]).fetchall()
    whole = {action, *(part for (part,) in parts)}
    written = [op for op in ops.of_actions(db, list(whole)) if op.kind != "action"]
    histories = ops.of_objects(db, list({op.object: None for op in written}))
    before = {
        id_: fold(earlier)
        for id_, history in histories.items()
        if (earlier := list(takewhile(lambda op: op.action not in whole, history)))
    }
    writes = []
    for op in written:
        if shown(histories[op.object], op.field) != op.value:
            continue
        if op.object in before:
            writes.append(Write(op.object, op.kind, op.field, before[op.object].get(op.field)))
        elif op.field == ALIVE:
            # What the action made goes as a whole; its fields stay in the log for the redo.
            writes.append(Write(op.object, op.kind, ALIVE, False))
    return writes, histories
