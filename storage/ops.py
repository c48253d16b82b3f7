"""The op log: everything that a user ever made, one row a change, never altered and never removed.

The log is what gets backed up, undone and, later, exchanged between devices; every other table about documents and annotations
is computed from it (``storage/projection.py``).
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Any, Literal, NamedTuple

from storage.database import Database

Kind = Literal["document", "annotation", "action", "search", "color", "task", "word"]

# A clock that once stood in the future must not hold for ever: beyond this many ms we go back to what the machine says.
# Nothing is lost by that, since ``seen`` and not the clock decides what came later (the figure is Evolu's).
_TOLERATED_AHEAD = 5 * 60 * 1000


@dataclass(frozen=True, slots=True)
class Op:
    """One committed change of one field.

    Attributes:
        replica: Id of the library copy that made it.
        seq: Counts the ops of the replica from 1, without gaps.
        action: Groups the ops of one user action.
        object: Id of what was changed.
        kind: What the object is.
        field: Name of the field; ``tag:<name>``, ``anchor:<text_id>``, ``text:<text_id>`` and ``mark:``, ``level:``,
            ``bodies:<text_id>:<letters>``, ``source:<text_id>:0`` are fields of their own, so that two devices can add tags without one
            undoing the other.
        value: JSON value; None takes the field away.
        clock: When, in ms since 1970 UTC. For showing and for ties only.
        seen: The last ``seq`` of every *other* replica that the author knew. Of its own it knew all before this one.
    """

    replica: str
    seq: int
    action: str
    object: str
    kind: Kind
    field: str
    value: Any
    clock: int
    seen: Mapping[str, int]

    def knew(self, other: Op) -> bool:
        """Tell whether the author of this op had seen the other one."""
        if other.replica == self.replica:
            return other.seq < self.seq
        return other.seq <= self.seen.get(other.replica, 0)


class Write(NamedTuple):
    """A change that is about to become an op."""

    object: str
    kind: Kind
    field: str
    value: Any


def encode(value: Any) -> str:
    """Give a value as the JSON that the log keeps: one form for equal values, lone surrogates replaced."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode(errors="replace").decode()


def replica(db: Database) -> str:
    """Give the id of this copy of the library."""
    return str(db.execute("SELECT value FROM meta WHERE key = 'replica'").fetchone()[0])


def append(db: Database, action: str, writes: Iterable[Write]) -> list[Op]:
    """Add ops to the log, inside the caller's transaction, and give them as they would be read from it.

    Args:
        db: library.db.
        action: Id of the action that they belong to.
        writes: In the order in which they count.
    """
    me = replica(db)
    seen = _frontier(db)
    seq = seen.pop(me, 0)
    clock = _tick(_last_clock(db, me, seq))
    known = encode(seen)
    rows = [
        (me, number, action, write.object, write.kind, write.field, encode(write.value), clock, known)
        for number, write in enumerate(writes, start=seq + 1)
    ]
    db.conn.executemany(f"INSERT INTO op ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
    return [_op(row) for row in rows]


def of_objects(db: Database, objects: Sequence[str]) -> dict[str, list[Op]]:
    """Give the ops of some objects, in the order in which they arrived here.

    Args:
        db: library.db.
        objects: Their ids; one without ops is not in the answer.
    """
    rows = db.execute(
        f"SELECT {_COLUMNS} FROM op WHERE object IN (SELECT value FROM json_each(?)) ORDER BY id",
        [json.dumps(list(objects))],
    ).fetchall()
    return _by_object(rows)


def of_all(db: Database) -> dict[str, list[Op]]:
    """Give every op by object."""
    return _by_object(db.execute(f"SELECT {_COLUMNS} FROM op ORDER BY id").fetchall())


def of_actions(db: Database, actions: Sequence[str]) -> list[Op]:
    """Give the ops of some actions, in the order in which they arrived here."""
    rows = db.execute(
        f"SELECT {_COLUMNS} FROM op WHERE action IN (SELECT value FROM json_each(?)) ORDER BY id",
        [json.dumps(list(actions))],
    ).fetchall()
    return [_op(row) for row in rows]


def last(db: Database) -> int:
    """Give the last row of the log; 0 where it is empty."""
    return int(db.execute("SELECT coalesce(max(id), 0) FROM op").fetchone()[0])


def touched(db: Database, after: int) -> dict[str, Kind]:
    """Give the objects that were written after a row of the log, with what they are."""
    # By the end of the table: SQLite would walk the whole index of the objects to give each of them once.
    return dict(db.execute("SELECT object, kind FROM op NOT INDEXED WHERE id > ?", [after]).fetchall())


def count(db: Database) -> int:
    """Give the length of the log."""
    return int(db.execute("SELECT count(*) FROM op").fetchone()[0])


_COLUMNS = "replica, seq, action, object, kind, field, value, clock, seen"


def _op(row: Sequence[Any]) -> Op:
    made_by, seq, action, object_, kind, field, value, clock, seen = row
    known = json.loads(value) if value[0] in "[{" else _scalar(value)
    return Op(made_by, seq, action, object_, kind, field, known, clock, _seen(seen))


@lru_cache(maxsize=1024)
def _scalar(packed: str) -> Any:
    """Colours, tags, ``true``: the same few words say most of a log."""
    return json.loads(packed)


@lru_cache(maxsize=256)
def _seen(packed: str) -> Mapping[str, int]:
    """All ops between two arrivals of others have seen the same: most of a log says it in the same words."""
    return MappingProxyType(json.loads(packed))


def _by_object(rows: Iterable[Sequence[Any]]) -> dict[str, list[Op]]:
    grouped: dict[str, list[Op]] = {}
    for row in rows:
        op = _op(row)
        grouped.setdefault(op.object, []).append(op)
    return grouped


def _frontier(db: Database) -> dict[str, int]:
    """Give the last ``seq`` of every replica; hops through the index rather than counting all ops."""
    return dict(
        db.execute(
            """
            WITH RECURSIVE known(replica) AS (
                SELECT min(replica) FROM op
                UNION ALL
                SELECT (SELECT min(replica) FROM op WHERE replica > known.replica) FROM known WHERE replica IS NOT NULL
            )
            SELECT replica, (SELECT max(seq) FROM op WHERE op.replica = known.replica)
            FROM known WHERE replica IS NOT NULL
            """
        ).fetchall()
    )


def _last_clock(db: Database, me: str, seq: int) -> int:
    row = db.execute("SELECT clock FROM op WHERE replica = ? AND seq = ?", [me, seq]).fetchone()
    return int(row[0]) if row else 0


def _tick(last: int) -> int:
    """Give the clock of a new action: later than the one before, even where the machine's clock was set back a little."""
    now = time.time_ns() // 1_000_000
    return max(now, last + 1) if last <= now + _TOLERATED_AHEAD else now
