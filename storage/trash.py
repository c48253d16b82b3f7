"""回收站: documents that were taken off the shelf, annotations that were deleted, the way back, and what each note said before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reader.errors import KnownError
from storage import actions, cards, ops
from storage import annotations as notes
from storage.annotations import Annotation
from storage.cards import Card
from storage.changes import Changes
from storage.clocks import iso
from storage.folding import ALIVE
from storage.ops import Write
from storage.part import Part

# What an undo took away was taken back by its maker and was not deleted; a redo of a deletion is one.
_DELETED = """
    SELECT annotation.id, gone.clock FROM annotation
    JOIN op AS gone ON gone.id = (SELECT max(id) FROM op WHERE object = annotation.id AND field = 'alive')
    LEFT JOIN action ON action.id = gone.action
    WHERE NOT annotation.alive AND gone.value = 'false' AND coalesce(action.way, 'do') <> 'undo'
        AND annotation.document IN (SELECT id FROM document WHERE alive)
    ORDER BY gone.clock DESC, gone.id DESC
"""

# Of a document whose import was undone: when that was.
_REMOVED = """
    SELECT document.id, gone.clock FROM document
    JOIN op AS gone ON gone.id = (SELECT max(id) FROM op WHERE object = document.id AND field = 'alive')
    WHERE NOT document.alive
    ORDER BY gone.clock DESC, gone.id DESC
"""


@dataclass(frozen=True, slots=True)
class Removed:
    """A document in the 回收站.

    Attributes:
        card: As it was.
        when: When it was taken off the shelf, ISO with time zone.
    """

    card: Card
    when: str


@dataclass(frozen=True, slots=True)
class Deleted:
    """An annotation in the 回收站.

    Attributes:
        annotation: As it was.
        when: When it was deleted, ISO with time zone.
    """

    annotation: Annotation
    when: str


@dataclass(frozen=True, slots=True)
class Wording:
    """What a note once said.

    Attributes:
        words: The note; empty where it was taken away.
        when: Since when it said so, ISO with time zone.
    """

    words: str
    when: str


class Trash(Part):
    """What ``Library.trash`` is; its errors are those of ``Library``."""

    def removed(self) -> list[Removed]:
        """Give the documents that were taken off the shelf, what was removed last first."""
        with self._reading() as db:
            known = {card.id: card for card in cards.cards(db, alive=False)}
            gone = db.execute(_REMOVED).fetchall()
            return [Removed(known[document], iso(clock)) for document, clock in gone]

    def listed(self) -> list[Deleted]:
        """Give the deleted annotations of the documents on the shelf, what was deleted last first."""
        with self._reading() as db:
            gone = dict(db.execute(_DELETED).fetchall())
            return [Deleted(one, iso(gone[one.id])) for one in notes.dead(db, list(gone))]

    def restore(self, wanted: Sequence[str]) -> Changes:
        """Bring deleted annotations back whole, as one action.

        Raises:
            KnownError: ``annotation-unknown``.
        """
        with self._writing() as db:
            known = {one.id for one in notes.dead(db, wanted)}
            if missing := set(wanted) - known:
                raise KnownError("annotation-unknown", annotation=min(missing))
            return actions.perform(db, "restore-notes", [Write(one, "annotation", ALIVE, True) for one in wanted])

    def note_history(self, annotation: str) -> list[Wording]:
        """Give all that the note of an annotation ever said here or elsewhere, the latest first."""
        with self._reading() as db:
            written = [op for op in ops.of_objects(db, [annotation]).get(annotation, ()) if op.field == "note"]
        return [Wording(op.value or "", iso(op.clock)) for op in sorted(written, key=lambda op: -op.clock)]
