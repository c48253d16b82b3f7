"""What a set of ops amounts to. Pure: the same for the same set, in whatever order the ops came.

An op overrides another of the same field when its author had seen that one, whatever the clocks say. Among ops that did not
know of each other the greatest (clock, replica, seq) is shown. Deleting hides what the deleter had seen, and nothing else: a
change made elsewhere at the same time keeps the object alive.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from storage.ops import Kind, Op

ALIVE = "alive"


@dataclass(frozen=True, slots=True)
class State:
    """An object as its ops leave it.

    Attributes:
        kind: What it is.
        alive: Whether it is to be seen.
        values: Its fields but ``alive``; those taken away are not in it.
        created: Clock of its first op, in ms.
        modified: Clock of the youngest op that still shows in ``values``; deleting and bringing back leave it.
    """

    kind: Kind
    alive: bool
    values: Mapping[str, Any]
    created: int
    modified: int

    def get(self, field: str) -> Any:
        """Give the value of a field, ``alive`` among them; None where there is none."""
        return self.alive if field == ALIVE else self.values.get(field)


def fold(ops: Iterable[Op]) -> State:
    """Give the state of one object.

    Args:
        ops: All of its ops that are known, at least one, in any order.
    """
    ops = list(ops)
    fields: dict[str, list[Op]] = {}
    for op in ops:
        fields.setdefault(op.field, []).append(op)
    shown = {field: _winner(written) for field, written in fields.items() if field != ALIVE}
    first = min(ops, key=_order)
    return State(
        kind=first.kind,
        alive=_alive(ops),
        values={field: shown[field].value for field in sorted(shown) if shown[field].value is not None},
        created=first.clock,
        modified=max((op.clock for op in shown.values()), default=first.clock),
    )


def shown(ops: Sequence[Op], field: str) -> Any:
    """Give the value of one field of an object, ``alive`` among them, as its ``State`` has it; None where there is none.

    Args:
        ops: All of its ops that are known, in any order.
        field: Its name.
    """
    if field == ALIVE:
        return _alive(ops)
    written = [op for op in ops if op.field == field]
    return _winner(written).value if written else None


def _order(op: Op) -> tuple[int, str, int]:
    return op.clock, op.replica, op.seq


def _winner(ops: Sequence[Op]) -> Op:
    if len(ops) == 1:  # most fields are written once
        return ops[0]
    latest = _latest(ops)
    unseen = [op for op in latest if not any(other.knew(op) for other in latest)]
    # Only a log that contradicts itself leaves nothing; the order of ties then decides among all.
    return max(unseen or latest, key=_order)


def _alive(ops: Iterable[Op]) -> bool:
    deletions: list[Op] = []
    others: list[Op] = []
    for op in ops:
        (deletions if op.field == ALIVE and op.value is False else others).append(op)
    if not deletions:
        return bool(others)
    deletions = _latest(deletions)
    return any(not any(deletion.knew(op) for deletion in deletions) for op in _latest(others))


def _latest(ops: Iterable[Op]) -> list[Op]:
    """Give the last op of each replica: whoever saw that one saw those before it, so no other can matter."""
    last: dict[str, Op] = {}
    for op in ops:
        if op.replica not in last or last[op.replica].seq < op.seq:
            last[op.replica] = op
    return list(last.values())
