"""The tables that the program reads: what the ops amount to, one row an object.

They hold nothing of their own. A write folds the objects that it touched again; a changed shape of the tables (``VERSION``)
drops them and folds everything again; ``differences`` tells whether they are still what the ops say.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from storage import ops
from storage.changes import Changes
from storage.database import Database
from storage.folding import State, fold
from storage.ops import Kind, Op

Row = dict[str, Any]

# Count up whenever a table below, or what is folded into it, changes.
VERSION = 11

TAG, ANCHOR, TEXT = "tag:", "anchor:", "text:"
MENDED = ("mark:", "level:", "bodies:", "source:")
MADE = "made"
"""When an annotation that came in a file was made and last changed, in ms: its ops are younger than it is."""
CORRECTABLE = ("title", "issuers", "number", "date", "kind", "validity")

_TABLES: Mapping[Kind, tuple[str, ...]] = {
    "document": (
        """
        CREATE TABLE document (
            id TEXT PRIMARY KEY,
            alive INTEGER NOT NULL,
            path TEXT NOT NULL,
            name TEXT NOT NULL,
            current TEXT NOT NULL,
            texts TEXT NOT NULL CHECK (json_valid(texts)),
            corrections TEXT NOT NULL CHECK (json_valid(corrections)),
            mended TEXT NOT NULL CHECK (json_valid(mended)),
            created INTEGER NOT NULL
        ) STRICT
        """,
        "CREATE INDEX document_current ON document (current)",
        "CREATE INDEX document_path ON document (path)",
    ),
    "annotation": (
        """
        CREATE TABLE annotation (
            id TEXT PRIMARY KEY,
            alive INTEGER NOT NULL,
            document TEXT NOT NULL,
            color TEXT NOT NULL,
            note TEXT NOT NULL,
            bookmark INTEGER NOT NULL,
            style TEXT NOT NULL,
            type TEXT NOT NULL,
            tags TEXT NOT NULL CHECK (json_valid(tags)),
            anchors TEXT NOT NULL CHECK (json_valid(anchors)),
            created INTEGER NOT NULL,
            modified INTEGER NOT NULL
        ) STRICT
        """,
        # With ``alive``: the annotations of a shelf are counted from the index alone, without a look at their places.
        "CREATE INDEX annotation_document ON annotation (document, alive)",
    ),
    "search": (
        """
        CREATE TABLE search (
            id TEXT PRIMARY KEY,
            alive INTEGER NOT NULL,
            name TEXT NOT NULL,
            question TEXT NOT NULL CHECK (json_valid(question)),
            created INTEGER NOT NULL
        ) STRICT
        """,
    ),
    "color": (
        """
        CREATE TABLE color (
            id TEXT PRIMARY KEY,
            alive INTEGER NOT NULL,
            name TEXT NOT NULL
        ) STRICT
        """,
    ),
    "word": (
        """
        CREATE TABLE word (
            id TEXT PRIMARY KEY,
            alive INTEGER NOT NULL,
            word TEXT NOT NULL,
            created INTEGER NOT NULL
        ) STRICT
        """,
    ),
    "task": (
        """
        CREATE TABLE task (
            id TEXT PRIMARY KEY,
            alive INTEGER NOT NULL,
            document TEXT NOT NULL,
            text TEXT NOT NULL,
            letters INTEGER NOT NULL,
            measure TEXT NOT NULL,
            clause TEXT NOT NULL,
            status TEXT NOT NULL,
            note TEXT NOT NULL,
            deadline TEXT,
            figure TEXT,
            modified INTEGER NOT NULL
        ) STRICT
        """,
        "CREATE INDEX task_document ON task (document)",
    ),
    "action": (
        """
        CREATE TABLE action (
            id TEXT PRIMARY KEY,
            replica TEXT NOT NULL,
            seq INTEGER NOT NULL,
            name TEXT NOT NULL,
            way TEXT NOT NULL,
            target TEXT NOT NULL,
            part_of TEXT NOT NULL
        ) STRICT
        """,
        # Of what is undone and redone: the files of an import are not looked at one by one.
        "CREATE INDEX action_seq ON action (replica, seq) WHERE part_of = ''",
        "CREATE INDEX action_way ON action (replica, way, seq) WHERE part_of = ''",
        "CREATE INDEX action_part ON action (part_of, name) WHERE part_of <> ''",
        "CREATE INDEX action_target ON action (target)",
    ),
}


COLUMNS: Mapping[str, Sequence[str]] = {
    kind: tuple(re.findall(r"^ +(\w+) (?:TEXT|INTEGER)", statements[0], re.MULTILINE))
    for kind, statements in _TABLES.items()
}
"""By table, as ``storage.migrations.COLUMNS``."""


def is_current(db: Database) -> bool:
    """Tell whether the tables are there in today's shape."""
    row = db.execute("SELECT value FROM meta WHERE key = 'projection'").fetchone()
    return row is not None and row[0] == str(VERSION)


def refold(db: Database) -> None:
    """Drop the tables, make them anew and fold the whole log into them, in one transaction."""
    with db.atomic():
        for kind, statements in _TABLES.items():
            db.execute(f"DROP TABLE IF EXISTS {kind}")
            for statement in statements:
                db.execute(statement)
        for kind, rows in _expected(db).items():
            db.table(kind).insert_all(rows.values())
        db.table("meta").upsert({"key": "projection", "value": str(VERSION)}, pk="key")


def differences(db: Database) -> list[str]:
    """Give the ids of the objects whose row is not what the ops say; empty when all is well."""
    wrong: set[str] = set()
    expected = _expected(db)
    for kind in _TABLES:
        stored = _stored(db, kind, None)
        wrong |= {id_ for id_ in stored.keys() | expected[kind].keys() if stored.get(id_) != expected[kind].get(id_)}
    return sorted(wrong)


def project(db: Database, histories: Mapping[str, Sequence[Op]]) -> Changes:
    """Fold some objects again, inside the caller's transaction.

    Args:
        db: library.db.
        histories: All ops of the objects whose ops have grown.

    Returns:
        What a reader of the tables can notice.
    """
    changes = Changes()
    for kind, after in _rows(histories).items():
        before = _stored(db, kind, list(after))
        changed = {id_: row for id_, row in after.items() if before.get(id_) != row}
        if not changed:
            continue
        _put(db, kind, list(changed.values()))
        if kind == "annotation":
            changes |= _annotations_changed(db, before, changed)
        elif kind == "document":
            changes |= _documents_changed(db, before, changed)
        elif kind == "color":
            changes |= Changes(colors=True)
        elif kind == "word":
            changes |= Changes(words=True)
        elif kind == "search":
            changes |= Changes(searches=True)
        elif kind == "task":
            changes |= Changes(tasks=frozenset(row["document"] for row in [*before.values(), *changed.values()]))
    return changes


def _put(db: Database, kind: Kind, rows: Sequence[Row]) -> None:
    """Write rows in place of older ones. In plain SQL: sqlite-utils asks for the columns of the table at every call."""
    columns = rows[0].keys()
    places = ", ".join(f":{column}" for column in columns)
    db.conn.executemany(f"INSERT OR REPLACE INTO {kind} ({', '.join(columns)}) VALUES ({places})", rows)


def _expected(db: Database) -> dict[Kind, dict[str, Row]]:
    return _rows(ops.of_all(db))


def _rows(histories: Mapping[str, Sequence[Op]]) -> dict[Kind, dict[str, Row]]:
    rows: dict[Kind, dict[str, Row]] = {kind: {} for kind in _TABLES}
    for object_, history in histories.items():
        state = fold(history)
        # Kinds that a newer program made stay in the log until this one knows them.
        if state.kind in _ROW_OF:
            rows[state.kind][object_] = {"id": object_, **_ROW_OF[state.kind](state, history)}
    return rows


def _stored(db: Database, kind: Kind, objects: Sequence[str] | None) -> dict[str, Row]:
    where, parameters = "", []
    if objects is not None:
        where, parameters = " WHERE id IN (SELECT value FROM json_each(?))", [json.dumps(list(objects))]
    return {row["id"]: row for row in db.query(f"SELECT * FROM {kind}{where}", parameters)}


def _annotations_changed(db: Database, before: Mapping[str, Row], after: Mapping[str, Row]) -> Changes:
    tags = any(_shown_tags(before.get(id_)) != _shown_tags(row) for id_, row in after.items())
    return Changes(annotations=frozenset(after), tags=tags)


def _shown_tags(row: Row | None) -> str:
    return row["tags"] if row and row["alive"] else "[]"


def _documents_changed(db: Database, before: Mapping[str, Row], after: Mapping[str, Row]) -> Changes:
    """A document that leaves or comes back takes its annotations along."""
    turned = [id_ for id_, row in after.items() if id_ in before and before[id_]["alive"] != row["alive"]]
    taken_along = db.execute(
        "SELECT id, tags FROM annotation WHERE alive AND document IN (SELECT value FROM json_each(?))",
        [json.dumps(turned)],
    ).fetchall()
    return Changes(
        documents=frozenset(after),
        annotations=frozenset(id_ for id_, _ in taken_along),
        tags=any(tags != "[]" for _, tags in taken_along),
    )


def _document_row(state: State, history: Iterable[Op]) -> Row:
    values = state.values
    return {
        "alive": int(state.alive),
        "path": values.get("path", ""),
        "name": values.get("name", ""),
        "current": values.get("current", ""),
        "texts": ops.encode(_with_prefix(values, TEXT)),
        "corrections": ops.encode({field: values[field] for field in CORRECTABLE if field in values}),
        "mended": ops.encode({field: value for field, value in values.items() if field.startswith(MENDED)}),
        "created": state.created,
    }


def _annotation_row(state: State, history: Iterable[Op]) -> Row:
    values = state.values
    made = values.get(MADE, {})
    arrived = max((op.clock for op in history if op.field == MADE), default=None)
    return {
        "alive": int(state.alive),
        "document": values.get("document", ""),
        "color": values.get("color", ""),
        "note": values.get("note", ""),
        "bookmark": int(values.get("bookmark", False)),
        "style": values.get("style", "solid"),
        "type": values.get("type", ""),
        "tags": ops.encode(list(_with_prefix(values, TAG))),
        "anchors": ops.encode(_with_prefix(values, ANCHOR)),
        "created": made.get("created", state.created),
        "modified": made.get("modified", state.modified) if state.modified == arrived else state.modified,
    }


def _action_row(state: State, history: Iterable[Op]) -> Row:
    """An action is told by one op: its name, the action that it undoes or does again, and the one that it continues."""
    (op,) = history
    return {
        "replica": op.replica,
        "seq": op.seq,
        "name": op.value["name"],
        "way": op.value["way"],
        "target": op.value["target"],
        "part_of": op.value.get("part_of", ""),
    }


def _search_row(state: State, history: Iterable[Op]) -> Row:
    return {
        "alive": int(state.alive),
        "name": state.values.get("name", ""),
        "question": ops.encode(state.values.get("question", {})),
        "created": state.created,
    }


def _word_row(state: State, history: Iterable[Op]) -> Row:
    return {"alive": int(state.alive), "word": state.values.get("word", ""), "created": state.created}


def _color_row(state: State, history: Iterable[Op]) -> Row:
    return {"alive": int(state.alive), "name": state.values.get("name", "")}


def _task_row(state: State, history: Iterable[Op]) -> Row:
    values = state.values
    return {
        "alive": int(state.alive),
        "document": values.get("document", ""),
        "text": values.get("text", ""),
        "letters": values.get("letters", 0),
        "measure": values.get("measure", ""),
        "clause": values.get("clause", ""),
        "status": values.get("status", "todo"),
        "note": values.get("note", ""),
        "deadline": values.get("deadline"),
        "figure": values.get("figure"),
        "modified": state.modified,
    }


_ROW_OF: Mapping[Kind, Callable[[State, Iterable[Op]], Row]] = {
    "document": _document_row,
    "annotation": _annotation_row,
    "action": _action_row,
    "task": _task_row,
    "search": _search_row,
    "color": _color_row,
    "word": _word_row,
}


def _with_prefix(values: Mapping[str, Any], prefix: str) -> dict[str, Any]:
    return {field.removeprefix(prefix): value for field, value in values.items() if field.startswith(prefix)}
