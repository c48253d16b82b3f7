"""What users correct of readings: marks, levels of headings, bodies of tasks; ops on the document, kept by text.

A correction counts letters and belongs to one ``text_id``: it holds for every reading of these letters, and waits where the document
has another text now.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, cast, get_args

from reader.corrections import Corrections, NamedBody
from reader.errors import KnownError
from storage import actions
from storage.actions import ActionName
from storage.changes import Changes
from storage.database import Database
from storage.ops import Write
from storage.part import Part
from storage.remarking import stamped, taken_of

CorrectionKind = Literal["mark", "level", "bodies"]
_ACTIONS: Mapping[CorrectionKind, ActionName] = {"mark": "mend-mark", "level": "mend-level", "bodies": "mend-bodies"}


@dataclass(frozen=True, slots=True)
class Correction:
    """One correction.

    Attributes:
        kind: What is corrected.
        text_id: Of which text.
        letters: How many letters stand before the gap, the paragraph or the statement.
        value: The marks; the level; the bodies as ``NamedBody``. None takes the correction back.
    """

    kind: CorrectionKind
    text_id: str
    letters: int
    value: str | int | tuple[NamedBody, ...] | None

    @property
    def field(self) -> str:
        """Name of the op's field, and of the correction on the command line."""
        return f"{self.kind}:{self.text_id}:{self.letters}"


class KeptCorrections(Part):
    """What ``Library.corrections`` is."""

    def listed(self, document: str) -> list[Correction]:
        """Give the corrections of a document's current text in the order of the text.

        Raises:
            KnownError: ``document-unknown``.
        """
        with self._reading() as db:
            return _listed(db, document)

    def mend(self, document: str, wanted: Sequence[Correction]) -> Changes:
        """Correct a reading, or take corrections back (value None), as one action.

        Args:
            document: Its id.
            wanted: At least one.

        Raises:
            KnownError: ``document-unknown``.
        """
        with self._writing() as db:
            _listed(db, document)
            kinds = [one.kind for one in wanted if one.value is not None]
            name: ActionName = _ACTIONS[kinds[0]] if kinds else "take-back"
            return actions.perform(db, name, [Write(document, "document", one.field, _stored(one)) for one in wanted])


def together(corrections: Sequence[Correction]) -> Corrections:
    """Give corrections of one text as the reader takes them."""
    marks: dict[int, str] = {}
    levels: dict[int, int] = {}
    bodies: dict[int, tuple[NamedBody, ...]] = {}
    for one in corrections:
        if isinstance(one.value, str):
            marks[one.letters] = one.value
        elif isinstance(one.value, int):
            levels[one.letters] = one.value
        elif one.value is not None:
            bodies[one.letters] = one.value
    return Corrections(marks, levels, bodies)


def stamp(mended: str, text_id: str) -> str:
    """Give the stamp of a document's row, the same for the same corrections and marks; empty where its current text is as it first came.

    Args:
        mended: The column of the projection.
        text_id: The current text.
    """
    if mended == "{}":
        return ""
    return stamped(together(_of_text(mended, text_id)).stamp, taken_of(json.loads(mended), text_id))


def _listed(db: Database, document: str) -> list[Correction]:
    row = db.execute("SELECT mended, current FROM document WHERE id = ?", [document]).fetchone()
    if row is None:
        raise KnownError("document-unknown", name=document)
    return _of_text(row[0], row[1])


def _of_text(mended: str, text_id: str) -> list[Correction]:
    found = []
    for field, value in json.loads(mended).items():
        kind, of_text, letters = field.split(":")
        if of_text == text_id and kind in get_args(CorrectionKind):
            found.append(Correction(cast(CorrectionKind, kind), of_text, int(letters), _read(value)))
    return sorted(found, key=lambda one: (one.letters, one.kind))


def _read(value: Any) -> str | int | tuple[NamedBody, ...]:
    if isinstance(value, str | int):
        return value
    return tuple(NamedBody(body["name"], body["role"]) for body in value)


def _stored(correction: Correction) -> Any:
    if isinstance(correction.value, tuple):
        return [{"name": body.name, "role": body.role} for body in correction.value]
    return correction.value
