"""The readers of an import: one stays warm for the next, and none outlives the library."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from ui import readers as readers_module
from ui.readers import Readers
from ui.workers import MANY, Worker


@pytest.fixture
def readers() -> Iterator[Readers]:
    made = Readers()
    yield made
    made.stop()


def _pid(worker: Worker) -> int:
    assert worker._process is not None
    return worker._process.pid


def test_one_reader_stays_warm_until_the_end(readers: Readers) -> None:
    readers.warm_up()
    with readers.one() as first, readers.one() as second:
        assert _pid(first)
        assert second._process is None, "a second one is new"
        first.read("第一条 甲。".encode(), "a.txt")
        second.read("第一条 乙。".encode(), "b.txt")
        warm, process = _pid(second), second._process
    readers.warm_up()
    with readers.one() as again:
        assert _pid(again) == warm, "the one that was given back first"
        assert again.served == 1, "it is warm already"
        readers.stop()
    assert process is not None
    assert process.poll() is not None
    assert first._process is None


def test_a_reader_that_has_read_very_many_is_not_kept(readers: Readers) -> None:
    with readers.one() as one:
        one.read("第一条 甲。".encode(), "a.txt")
        one._served = MANY + 1
    with readers.one() as other:
        assert other is not one
        assert one._process is None


def test_a_reader_that_has_grown_is_not_kept(readers: Readers, monkeypatch: pytest.MonkeyPatch) -> None:
    readers.warm_up()
    with readers.one() as one:
        assert 1_000_000 < one.memory() < readers_module._LIGHT, "a warm one is light"
        monkeypatch.setattr(readers_module, "_LIGHT", one.memory() // 2)
    assert one._process is None
    assert one.memory() == 0
    with readers.one() as other:
        assert other is not one
