"""Whose marks a text has, where several files have its letters: those of the file that it was first read from, unless newer were taken.

Nothing that counts letters moves with them: notes, corrections, reading places. What was taken is an op on the document, so it can be undone:
field ``source:<text_id>:0``, its value the file as in the chain. ``texts.db`` keeps both readings, each under a key of its own.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from reader.model import Text
from storage.database import Database
from storage.ops import Write
from storage.readings import PackedReading, unpack_reading, unpack_words
from storage.sources import Sources
from storage.texts import Texts

READ_AS = """
    CASE document.mended WHEN '{}' THEN document.current ELSE coalesce(
        (
            SELECT taken.text_id FROM reading AS taken WHERE taken.text_id = document.current || '.'
                || substr(json_extract(document.mended, '$."source:' || document.current || ':0".source'), 1, 16)
        ),
        document.current
    ) END
"""
"""The ``text_id`` of the row of ``reading`` that tells of a document's current text: as ``key_of``, where there is one."""

Marks = Literal["same", "kept", "taken", "replaced"]

FIELD = "source:"
_DOT = "."


@dataclass(frozen=True, slots=True)
class Kept:
    """Where a text of a document comes from.

    Attributes:
        source: Name in ``sources/``.
        name: Name of the imported file.
    """

    source: str
    name: str


@dataclass(frozen=True, slots=True)
class Fate:
    """What becomes of the marks of a reading that came.

    Attributes:
        marks: As ``Added.marks``.
        keys: Under which keys ``texts.db`` is to keep it.
        shown: Under which keys what cards show of it is to be kept, where nothing as new is.
        takes: Whether the document that shows it from now on takes its marks: the letters have others already, of another file.
    """

    marks: Marks
    keys: tuple[str, ...] = ()
    shown: tuple[str, ...] = ()
    takes: bool = False


def field_of(text_id: str) -> str:
    """Give the name of the op's field for a text."""
    return f"{FIELD}{text_id}:0"


def taken_of(mended: Mapping[str, Any], text_id: str) -> Kept | None:
    """Give the file whose marks a document took for a text; None where it has those of its own.

    Args:
        mended: The column of the projection, unpacked.
        text_id: The text.
    """
    taken = mended.get(field_of(text_id))
    return Kept(taken["source"], taken["name"]) if taken else None


def taken_for(db: Database, text_id: str) -> Kept | None:
    """Give the same for whichever document has this text as its current one, one on the shelf before others."""
    row = db.execute(
        "SELECT mended FROM document WHERE current = ? ORDER BY alive DESC, created, id LIMIT 1", [text_id]
    ).fetchone()
    return taken_of(json.loads(row[0]), text_id) if row else None


def key_of(text_id: str, taken: Kept | None) -> str:
    """Give the key of a reading in ``texts.db``."""
    return text_id if taken is None else f"{text_id}{_stamp(taken)}"


def stamped(own: str, taken: Kept | None) -> str:
    """Give the stamp of a document's corrections with the marks that it took: ``Card.mended``."""
    return own if taken is None else own + _stamp(taken)


def key_by_stamp(text_id: str, mended: str) -> str:
    """Give ``key_of`` by what a card tells."""
    _own, dot, taken = mended.partition(_DOT)
    return text_id + dot + taken


def marks_by_stamp(mended: str) -> str:
    """Give which file's marks a card shows by what it tells; empty where those that its text first came with."""
    return mended.partition(_DOT)[2]


def under(reading: PackedReading, key: str) -> PackedReading:
    """Give a reading as ``Texts.put_all`` keeps it under a key."""
    return replace(reading, text_id=key)


def fate(db: Database, texts: Texts, sources: Sources, reading: PackedReading, arrived: Kept, path: str) -> Fate:
    """Say what becomes of the marks of a reading that is about to be put.

    The same file imported again brings what its owner changed. Marks of an original go before those that a reader guessed, wherever they come
    from, and never the other way round. Another file's marks are no better than those that stand.

    Args:
        db: library.db, before the reading is added.
        texts: texts.db.
        sources: The files.
        reading: What came.
        arrived: Its file.
        path: Where that lies; empty for pasted text.
    """
    taken = taken_for(db, reading.text_id)
    document = _standing(db, reading.text_id)
    is_first = _made_the_first(db, reading.text_id, arrived)
    if document is None:
        known = texts.words(reading.text_id)
        is_news = known != unpack_words(reading.data)  # or nobody knows, as texts.db was lost
        is_other = is_news and not is_first
        marks: Marks = "replaced" if is_other else "same"
        key = key_of(reading.text_id, arrived) if is_other else reading.text_id
    else:
        marks, key = _marks(texts, sources, reading, arrived, path, document, taken)
    # What is taken back uncovers the marks of the first file: those of another must not have come in their place.
    plain = (reading.text_id,) if is_first else ()
    shown = tuple(dict.fromkeys((*plain, key) if key else plain))
    keys = tuple(each for each in shown if _is_newer(reading, texts.get(each)))
    return Fate("same" if document is None else marks, keys, shown, takes=marks == "replaced")


def moved_off(db: Database, reading: PackedReading, path: str) -> str | None:
    """Give the text that the document of a path shows no longer once this reading is added; None where there is none."""
    row = db.execute("SELECT current FROM document WHERE alive AND path = ? ORDER BY created, id", [path]).fetchone()
    return row[0] if path and row and row[0] != reading.text_id else None


def _marks(
    texts: Texts,
    sources: Sources,
    reading: PackedReading,
    arrived: Kept,
    path: str,
    document: _Standing,
    taken: Kept | None,
) -> tuple[Marks, str]:
    """Give the marks of ``fate`` for a document that stands on the shelf, and the key under which the reading is kept; empty for none."""
    key = key_of(reading.text_id, taken)
    standing = texts.get(key)
    own = taken or document.kept
    is_own = own.source == arrived.source
    is_its_file = bool(path) and document.path == path
    if standing is None and not is_own:
        # Its marks are read again from its own file: those of another must not stand for them, unless it comes along.
        brings_its_own = not sources.path(own.source).is_file() or (is_its_file and not _is_guessed(reading))
        return ("replaced", key_of(reading.text_id, arrived)) if brings_its_own else ("same", "")
    if standing is None or standing.text == unpack_words(reading.data):
        return "same", key if is_own or taken is None else ""
    if is_own and _is_newer(reading, standing):
        return "taken", key
    guessed, was_guessed = _is_guessed(reading), bool(standing.restored)
    if (is_its_file and guessed <= was_guessed) or (was_guessed and not guessed):
        return "replaced", key_of(reading.text_id, arrived)
    return "kept", ""


def _is_guessed(reading: PackedReading) -> bool:
    return bool(unpack_reading(reading.data).restored)


def _is_newer(reading: PackedReading, known: Text | None) -> bool:
    return known is None or known.reader_version < reading.reader_version


def write_of(document: str, text_id: str, arrived: Kept | None) -> Write:
    """Give the op by which a document takes the marks of a file for a text; None: those that it was first read with."""
    value = {"source": arrived.source, "name": arrived.name} if arrived else None
    return Write(document, "document", field_of(text_id), value)


def _stamp(taken: Kept) -> str:
    return _DOT + taken.source[:16]


def _made_the_first(db: Database, text_id: str, arrived: Kept) -> bool:
    """Tell whether a text was first read from a file, or never yet; a document that was put away or has other letters by now counts."""
    first = db.execute(
        "SELECT json_extract(value, '$.source') FROM op WHERE field = 'text:' || ? AND field GLOB 'text:*' ORDER BY id LIMIT 1",
        [text_id],
    ).fetchone()
    return first is None or first[0] == arrived.source


@dataclass(frozen=True, slots=True)
class _Standing:
    path: str
    kept: Kept


def _standing(db: Database, text_id: str) -> _Standing | None:
    row = db.execute(
        "SELECT path, texts FROM document WHERE alive AND current = ? ORDER BY created, id", [text_id]
    ).fetchone()
    if row is None:
        return None
    kept = json.loads(row[1])[text_id]
    return _Standing(row[0], Kept(kept["source"], kept["name"]))
