"""The tables are what the ops say, however the ops came and whatever happens to the tables."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storage import ops, projection
from storage.database import Database
from storage.library import Library
from storage.migrations import LIBRARY
from storage.opening import open_library
from tests.support.texts import anchor, make_text, source_of

TEXT = make_text("办法", "第一条 为了规范管理，制定本办法。")


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    opened = open_library(tmp_path / "library.db", tmp_path / "backups")
    yield opened
    opened.close()


def tables(db: Database) -> dict[str, list[tuple[object, ...]]]:
    return {
        name: db.execute(f"SELECT * FROM {name} ORDER BY id").fetchall()
        for name in ("document", "annotation", "action")
    }


def fill(library: Library) -> str:
    document = library.add(TEXT, source_of(TEXT), "/a.txt", "a.txt").document
    annotation, _ = library.annotations.add(document, [anchor(TEXT, "规范管理")], note="一", tags=["甲", "乙"])
    library.annotations.change(annotation, note="二", drop_tags=["甲"])
    library.undo()
    library.correct(document, "title", "管理办法")
    return document


def test_a_refold_gives_the_same_tables(library: Library) -> None:
    fill(library)
    db = library._db
    before = tables(db)
    projection.refold(db)
    assert tables(db) == before
    assert library.check() == []


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE annotation SET note = 'x'",
        "UPDATE document SET alive = 0",
        "DELETE FROM annotation",
        "DELETE FROM action",
        "INSERT INTO action VALUES ('new', 'me', 99, 'annotate', 'do', '', '')",
    ],
)
def test_damage_to_the_tables_is_found_and_mended(library: Library, damage: str) -> None:
    fill(library)
    db = library._db
    before = tables(db)
    db.execute(damage)
    assert library.check()
    projection.refold(db)
    assert tables(db) == before


def test_tables_of_another_shape_are_folded_anew_on_opening(folder: Path) -> None:
    library = Library.open(folder, read=lambda data, name: TEXT)
    document = fill(library)
    library._db.execute("UPDATE meta SET value = '0' WHERE key = 'projection'")
    library._db.execute("DROP TABLE annotation")
    library._db.execute("CREATE TABLE annotation (id TEXT PRIMARY KEY, old TEXT)")
    library.close()
    library = Library.open(folder, read=lambda data, name: TEXT)
    assert [annotation.note for annotation in library.annotations.listed(document)] == ["一"]
    library.close()


def test_kinds_and_fields_of_a_newer_program_wait_in_the_log(db: Database) -> None:
    row = {"replica": "b", "action": "a", "clock": 1, "seen": "{}", "value": '"x"'}
    db.table("op").insert({**row, "seq": 1, "object": "one", "kind": "saved search", "field": "query"})
    db.table("op").insert({**row, "seq": 2, "object": "two", "kind": "annotation", "field": "shape"})
    projection.refold(db)
    assert [name for (name,) in db.execute("SELECT id FROM annotation").fetchall()] == ["two"]
    assert projection.differences(db) == []


@settings(max_examples=20, deadline=None)
@given(
    st.lists(st.tuples(st.booleans(), st.sampled_from(["note", "color", "alive"]), st.booleans()), max_size=20),
    st.data(),
)
def test_ops_of_two_replicas_give_one_projection_in_any_order(
    written: list[tuple[bool, str, bool]], data: st.DataObject
) -> None:
    last = {"a": 0, "b": 0}
    rows = []
    for clock, (first, field, informed) in enumerate(written):
        me, other = ("a", "b") if first else ("b", "a")
        last[me] += 1
        rows.append(
            {
                "replica": me,
                "seq": last[me],
                "action": "action",
                "object": f"note {clock % 2}",
                "kind": "annotation",
                "field": field,
                "value": ops.encode(informed if field == "alive" else str(clock)),
                "clock": clock,
                "seen": ops.encode({other: last[other]} if informed else {}),
            }
        )
    folded = []
    for order in (rows, data.draw(st.permutations(rows)), rows[::-1]):
        db = Database(sqlite3.connect(":memory:", isolation_level=None))
        LIBRARY.apply(db)
        projection.refold(db)
        with db.atomic():
            for row in order:
                db.table("op").insert(row)
                projection.project(db, ops.of_objects(db, [str(row["object"])]))
        assert projection.differences(db) == []
        folded.append(tables(db))
        db.close()
    assert folded[0] == folded[1] == folded[2]
