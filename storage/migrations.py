"""The shape of library.db, step by step. A released step is never edited; a new shape is a new step at the end.

Only what cannot be computed lives here. The tables that are folded from the ops belong to ``storage/projection.py``: they are
dropped and folded again when their shape changes.
"""

from __future__ import annotations

from storage.database import Database, Shape
from storage.identity import new_id

LIBRARY = Shape("library")

COLUMNS = {
    "op": ("id", "replica", "seq", "action", "object", "kind", "field", "value", "clock", "seen"),
    "reading": (
        *("text_id", "reader_version", "title", "issuers", "number", "date", "kind", "clauses", "chars"),
        *("published", "effective", "amended", "tasks"),
    ),
    "claim": ("text_id", "verb", "name", "date"),
    "place": ("document", "letters"),
    "draft": ("annotation", "note"),
    "setting": ("key", "value"),
    "meta": ("key", "value"),
}
"""What the last step leaves, by table: a file that has no step to go and another column is damaged."""


@LIBRARY.step("001-ops")
def ops(db: Database) -> None:
    """Make the op log, what the reader found in each text, and the state that is not an op."""
    _run(
        db,
        """
        CREATE TABLE op (
            id INTEGER PRIMARY KEY,
            replica TEXT NOT NULL,
            seq INTEGER NOT NULL,
            action TEXT NOT NULL,
            object TEXT NOT NULL,
            kind TEXT NOT NULL,
            field TEXT NOT NULL,
            value TEXT NOT NULL CHECK (json_valid(value)),
            clock INTEGER NOT NULL,
            seen TEXT NOT NULL CHECK (json_valid(seen)),
            UNIQUE (replica, seq)
        ) STRICT
        """,
        "CREATE INDEX op_object ON op (object)",
        "CREATE INDEX op_action ON op (action)",
        "CREATE TRIGGER op_never_updated BEFORE UPDATE ON op BEGIN SELECT RAISE(ABORT, 'ops are never changed'); END",
        "CREATE TRIGGER op_never_deleted BEFORE DELETE ON op BEGIN SELECT RAISE(ABORT, 'ops are never removed'); END",
        """
        CREATE TABLE reading (
            text_id TEXT PRIMARY KEY,
            reader_version INTEGER NOT NULL,
            title TEXT NOT NULL,
            issuers TEXT NOT NULL CHECK (json_valid(issuers)),
            number TEXT NOT NULL,
            date TEXT NOT NULL,
            kind TEXT NOT NULL,
            clauses INTEGER NOT NULL,
            chars INTEGER NOT NULL
        ) STRICT
        """,
        "CREATE TABLE place (document TEXT PRIMARY KEY, letters INTEGER NOT NULL) STRICT",
        "CREATE TABLE draft (annotation TEXT PRIMARY KEY, note TEXT NOT NULL) STRICT",
        "CREATE TABLE setting (key TEXT PRIMARY KEY, value TEXT NOT NULL CHECK (json_valid(value))) STRICT",
        "CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT",
    )
    db.table("meta").insert({"key": "replica", "value": new_id()})


@LIBRARY.step("002-validity")
def validity(db: Database) -> None:
    """Keep the dates of a reading, and what it says of the standing of documents.

    Readings that are there already have neither; they get both when the reader reads their sources again.
    """
    _run(
        db,
        "ALTER TABLE reading ADD COLUMN published TEXT NOT NULL DEFAULT ''",
        "ALTER TABLE reading ADD COLUMN effective TEXT NOT NULL DEFAULT ''",
        "ALTER TABLE reading ADD COLUMN amended TEXT NOT NULL DEFAULT ''",
        """
        CREATE TABLE claim (
            text_id TEXT NOT NULL,
            verb TEXT NOT NULL,
            name TEXT NOT NULL,
            date TEXT NOT NULL,
            PRIMARY KEY (text_id, verb, name)
        ) STRICT, WITHOUT ROWID
        """,
        "CREATE INDEX claim_name ON claim (name)",
    )


@LIBRARY.step("003-tasks")
def tasks(db: Database) -> None:
    """Keep how many tasks a reading has: the ledger of a whole shelf opens only the texts that have some.

    Of readings that are there already it is not known; they get it when the reader reads their sources again.
    """
    _run(db, "ALTER TABLE reading ADD COLUMN tasks INTEGER")


@LIBRARY.step("004-op-of-text")
def op_of_text(db: Database) -> None:
    """Let the documents that ever had a text be found without a look at all of them: an import asks it of each file."""
    _run(db, "CREATE INDEX op_text ON op (field) WHERE field GLOB 'text:*'")


def _run(db: Database, *statements: str) -> None:
    for statement in statements:
        db.execute(statement)
