"""The log only grows, numbers its ops without gaps, and its clock goes forward."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from storage import ops
from storage.database import Database
from storage.opening import open_library
from storage.ops import Write


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    opened = open_library(tmp_path / "library.db", tmp_path / "backups")
    yield opened
    opened.close()


def write(db: Database, *values: object) -> None:
    with db.atomic():
        ops.append(db, "act", [Write("thing", "annotation", "note", value) for value in values])


def history(db: Database) -> list[ops.Op]:
    return ops.of_objects(db, ["thing"])["thing"]


@pytest.mark.parametrize(
    "statement", ["UPDATE op SET value = '1'", "DELETE FROM op", "REPLACE INTO op SELECT * FROM op"]
)
def test_nothing_in_it_can_be_changed(db: Database, statement: str) -> None:
    write(db, "kept")
    with pytest.raises(sqlite3.IntegrityError, match="ops are never"):
        db.execute(statement)
    assert [op.value for op in history(db)] == ["kept"]


def test_numbers_run_on_and_values_come_back(db: Database) -> None:
    write(db, "一", {"b": [1], "a": None}, None)
    write(db, True)
    assert [op.seq for op in history(db)] == [1, 2, 3, 4]
    assert [op.value for op in history(db)] == ["一", {"a": None, "b": [1]}, None, True]


def test_a_lone_surrogate_does_not_stop_the_note(db: Database) -> None:
    write(db, "a\ud800b\0c")
    assert history(db)[0].value == "a?b\0c"


def test_the_clock_goes_forward_even_when_the_machine_goes_back(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    now = 1_800_000_000_000
    for machine in (now, now - 60_000, now - 60_000):
        monkeypatch.setattr(time, "time_ns", lambda at=machine: at * 1_000_000)
        write(db, "x")
    assert [op.clock for op in history(db)] == [now, now + 1, now + 2]


def test_a_clock_that_once_stood_in_the_future_does_not_hold_for_ever(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = 1_800_000_000_000
    for machine in (now + 10**10, now):
        monkeypatch.setattr(time, "time_ns", lambda at=machine: at * 1_000_000)
        write(db, "x")
    assert history(db)[-1].clock == now


def test_an_op_tells_what_its_author_had_seen_of_others(db: Database) -> None:
    write(db, "mine")
    for replica, seq in (("other", 1), ("other", 2), ("third", 1)):
        received = {"action": "a", "object": "thing", "kind": "annotation", "field": "note", "value": '"x"'}
        db.table("op").insert({"replica": replica, "seq": seq, "clock": 1, "seen": "{}", **received})
    write(db, "later")
    mine, *received_ops, later = history(db)
    assert mine.seen == {}
    assert later.seen == {"other": 2, "third": 1}
    assert later.seq == 2
    assert all(later.knew(op) for op in [mine, *received_ops])
    assert not any(op.knew(later) for op in [mine, *received_ops])


def test_a_failed_action_leaves_nothing(db: Database) -> None:
    half_done = [Write("thing", "annotation", "note", "x"), Write("thing", "annotation", "note", object())]
    with pytest.raises(TypeError), db.atomic():
        ops.append(db, "act", half_done)
    assert ops.count(db) == 0
