"""Two processes prepare documents: the index is the one that a single process makes, whatever the helper does."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from reader.errors import Cancelled
from search import Entry, Index, sharing
from search.lexicon import NO_WORDS, Lexicon
from search.preparation import Batch, prepare
from search.sharing import batches
from tests.support.search_texts import make_entry

COUNT = 60


def many() -> list[Entry]:
    return [
        make_entry(f"d{n}", f"第{n}号规定\ud800", f"第一条 规定甲{n}乙。\n第二条 罚款{n % 7}元。", issuers=("甲", "乙"))
        for n in range(COUNT)
    ]


class _Other:
    """Prepares as another process does: what comes back went through bytes."""

    def __init__(self, entries: Sequence[Entry | None], fails_at: int | None = None, own: Lexicon = NO_WORDS) -> None:
        self.asked: list[range] = []
        self.enough = threading.Event()
        self._entries = entries
        self._fails_at = fails_at
        self._own = own

    def prepare(self, positions: range) -> Batch:
        self.asked.append(positions)
        if len(self.asked) > (self._fails_at or 0):
            self.enough.set()
        if self._fails_at is not None and len(self.asked) - 1 >= self._fails_at:
            raise OSError("the other process is gone")
        return Batch.from_bytes(prepare((self._entries[at] for at in positions), self._own).to_bytes())


class _Patient(Sequence[Entry | None]):
    """Entries that are given when the helper has begun, and failed where it is to: both have taken documents then."""

    def __init__(self, entries: Sequence[Entry | None], helper: _Other) -> None:
        self._entries, self._helper = entries, helper
        self.given: list[int] = []

    def __len__(self) -> int:
        return len(self._entries)

    def __getitem__(self, at: Any) -> Any:
        assert self._helper.enough.wait(20)
        self.given.append(at)
        return self._entries[at]


@pytest.mark.parametrize("fails_at", [None, 0, 2])
def test_with_a_helper_the_index_is_the_same(tmp_path: Path, fails_at: int | None) -> None:
    entries = many()
    helper = _Other(entries, fails_at)
    told: list[tuple[int, int]] = []
    with closing(Index(tmp_path / "alone")) as alone, closing(Index(tmp_path / "shared")) as shared:
        alone.update(entries)
        shared.update(_Patient(entries, helper), helper=helper, progress=lambda *step: told.append(step))
        assert helper.asked
        assert shared.indexed() == alone.indexed() == {entry.document: entry.stamp for entry in entries}
        for query in ("罚款", "规定甲17乙", "第3号规定", "机关:乙 罚款6元"):
            assert shared.search(query).hits == alone.search(query).hits
            assert shared.verbatim(query).hits == alone.verbatim(query).hits
    assert fails_at is None or len(helper.asked) == fails_at + 1, "one that failed is not asked again"
    files = [next((tmp_path / name).rglob("frequencies-*.bin")).read_bytes() for name in ("alone", "shared")]
    assert files[0] == files[1]
    assert told[-1] == (COUNT, COUNT)
    assert told == sorted(told)


def test_what_two_prepared_comes_in_order_and_once() -> None:
    entries = many()
    helper = _Other(entries)
    got = [document.document for batch in batches(_Patient(entries, helper), helper) for document in batch.documents]
    assert got == [entry.document for entry in entries]


class _Stuck(_Other):
    """Never comes back with the first documents before it is let go."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        super().__init__(entries)
        self.go = threading.Event()

    def prepare(self, positions: range) -> Batch:
        batch = super().prepare(positions)
        assert self.go.wait(20)
        return batch


def test_while_the_helper_is_late_no_more_is_prepared_than_may_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sharing, "_AHEAD", 2)
    entries = many()
    helper = _Stuck(entries)
    looks = 0

    def looked() -> bool:
        # Asked before each batch: after some looks at nothing, what waits is what may wait.
        nonlocal looks
        looks += 1
        if looks == 6:
            made.append(len(patient.given))
            helper.go.set()
        return False

    made: list[int] = []
    patient = _Patient(entries, helper)
    got = [document.document for batch in batches(patient, helper, looked) for document in batch.documents]
    assert made[0] <= 3 * sharing.TOGETHER
    assert got == [entry.document for entry in entries]


def test_after_a_cancelled_build_the_helper_gets_nothing_more() -> None:
    entries = many()
    helper = _Stuck(entries)
    looks = 0

    def cancelled() -> bool:
        nonlocal looks
        looks += 1
        return looks > 1

    with pytest.raises(Cancelled):
        list(batches(_Patient(entries, helper), helper, cancelled))
    helper.go.set()
    for thread in threading.enumerate():
        if thread.name == "index-helper":
            thread.join(20)
    assert len(helper.asked) == 1


def test_a_document_that_cannot_be_had_is_left_out_and_the_others_keep_their_order() -> None:
    entries: list[Entry | None] = list(many())
    entries[3] = entries[40] = None
    helper = _Other(entries)
    got = [document.document for batch in batches(_Patient(entries, helper), helper) for document in batch.documents]
    assert got == [entry.document for entry in entries if entry is not None]
    alone = [document.document for batch in batches(entries) for document in batch.documents]
    assert alone == got


def test_two_cut_by_the_words_of_the_user_as_one_does() -> None:
    entries = many()
    own = Lexicon(["规定甲"])
    helper = _Other(entries, own=own)
    shared = [each for batch in batches(_Patient(entries, helper), helper, own=own) for each in batch.documents]
    alone = [each for batch in batches(entries, own=own) for each in batch.documents]
    assert shared == alone
    assert all("规定甲" in each.words for each in shared)


def test_a_batch_goes_through_bytes_unchanged() -> None:
    batch = prepare([*many()[:3], make_entry("none", "", "。。。")])
    again = Batch.from_bytes(batch.to_bytes())
    assert again == batch
    assert again.documents[-1].words == []


def test_a_shared_build_can_be_cancelled(tmp_path: Path) -> None:
    entries = many()
    with closing(Index(tmp_path / "index")) as index:
        with pytest.raises(Cancelled):
            index.update(entries, helper=_Other(entries), cancelled=lambda: True)
        index.update(entries)
        assert len(index.indexed()) == COUNT
