"""What was written to the library since somebody looked last: how a reader that keeps what it read stays true without reading it all again.

It is told by the log, and not by whoever wrote: nothing that writes can forget to tell.
"""

from __future__ import annotations

import json
from dataclasses import dataclass

from storage import ops
from storage.database import Database


@dataclass(frozen=True, slots=True)
class News:
    """What may be different now.

    Attributes:
        row: The last row of the log: what the next question begins after.
        annotations: Ids of annotations that were written to.
        documents: Ids of documents that were written to themselves: another text, off the shelf, back on it.
        holders: Ids of the documents on which an annotation was written to.
    """

    row: int
    annotations: frozenset[str] = frozenset()
    documents: frozenset[str] = frozenset()
    holders: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.annotations or self.documents)


def since(db: Database, row: int | None) -> News:
    """Give what was written after a row of the log; nothing for None, which asks where the log ends."""
    now = ops.last(db)
    if row is None or row >= now:
        return News(now)
    touched = ops.touched(db, row)
    annotations = frozenset(id_ for id_, kind in touched.items() if kind == "annotation")
    holders = db.execute(
        "SELECT DISTINCT document FROM annotation WHERE id IN (SELECT value FROM json_each(?))",
        [json.dumps(sorted(annotations))],
    ).fetchall()
    return News(
        row=now,
        annotations=annotations,
        documents=frozenset(id_ for id_, kind in touched.items() if kind == "document"),
        holders=frozenset(id_ for (id_,) in holders),
    )
