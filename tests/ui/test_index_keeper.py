"""When the index behind the window is brought up to date, and what the window hears of it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from reader.errors import KnownError
from ui.behind import Behind
from ui.indexed import Indexed, Skipped
from ui.window.importing import index_keeper
from ui.window.importing.index_keeper import IndexKeeper

LOST = Skipped("d1", "试验办法", "source-missing", {"path": "sources/ab"})
NOTHING = Behind()


class _Index:
    def __init__(self) -> None:
        self.fresh = self.has_deferred = False
        self.refreshed = 0

    def refresh(self) -> bool:
        self.refreshed += 1
        return self.fresh


class _Workspace:
    def __init__(self) -> None:
        self.index = _Index()
        self.library = self
        self.folder = "library"
        self.words: frozenset[str] = frozenset()


class _Lanes:
    """Keeps what was given to the lanes until it is told to go on."""

    def __init__(self) -> None:
        self.given: list[tuple[str, Any, dict[str, Any]]] = []

    def run(self, function: Any, *_arguments: object, lane: str, **told: Any) -> None:
        self.given.append((lane, function, told))

    def names(self) -> list[str]:
        return [_name(function) for _lane, function, _told in self.given]

    def work(self) -> None:
        """Do what was given first, and tell what came of it."""
        _lane, function, told = self.given.pop(0)
        keywords = {"progress": told["progress"], "cancelled": bool} if "progress" in told else {}
        try:
            answer = function(**keywords)
        except (KnownError, ZeroDivisionError) as error:
            told["failed"](error)
        else:
            if told.get("done"):
                told["done"](answer)


def _name(function: Any) -> str:
    return str((function.func if isinstance(function, partial) else function).__name__)


class _Worker:
    """Does nothing, as long as it is told, and answers what it is told."""

    def __init__(self) -> None:
        self.asked: list[object] = []
        self.answers: list[Indexed | Exception] = []
        self.during: Callable[[Callable[[int, int], None]], None] = lambda _tell: None

    def warm_up(self, cancelled: Callable[[], bool]) -> None:
        self.asked.append("warm up")

    def index(
        self, _folder: object, tell: Callable[[int, int], None], _cancelled: object, *, some: object = None
    ) -> Indexed:
        self.asked.append(some)
        self.during(tell)
        answer = self.answers.pop(0) if self.answers else Indexed(True)
        if isinstance(answer, Exception):
            raise answer
        return answer


class _Shelf:
    """Stands in for what the index lacks."""

    def __init__(self) -> None:
        self.behind_next: list[Behind] = []

    def behind(self, _index: object, _words: object, _cards: object) -> Behind:
        return self.behind_next.pop(0) if self.behind_next else NOTHING


class _Heard:
    def __init__(self, keeper: IndexKeeper) -> None:
        self.all: list[tuple[str, object]] = []
        for name in ("progressed", "ready", "grew", "skipped", "gave_up"):
            getattr(keeper, name).connect(partial(self._hear, name))

    def _hear(self, name: str, *told: object) -> None:
        self.all.append((name, *told))  # type: ignore[arg-type]  # with what was told, if anything


@pytest.fixture
def lanes() -> _Lanes:
    return _Lanes()


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    now = [1000.0]
    monkeypatch.setattr(index_keeper.time, "monotonic", lambda: now[0])

    def wait(seconds: float) -> None:
        now[0] += seconds

    return wait


@pytest.fixture
def worker() -> _Worker:
    return _Worker()


@pytest.fixture
def shelf() -> _Shelf:
    return _Shelf()


@pytest.fixture
def keeper(
    qapp: QApplication, lanes: _Lanes, clock: Callable[[float], None], worker: _Worker, shelf: _Shelf
) -> IndexKeeper:
    made = IndexKeeper(lanes, list)  # type: ignore[arg-type]  # stand-ins for the lanes and the shelf
    made._worker, made._stamps = worker, shelf  # type: ignore[assignment]  # as above
    made.open(_Workspace())  # type: ignore[arg-type]
    return made


def lacks(*documents: str, whole: bool = False) -> Behind:
    return Behind(documents, (), whole)


def test_an_update_that_is_asked_for_meanwhile_is_made_once_more(
    keeper: IndexKeeper, lanes: _Lanes, worker: _Worker, shelf: _Shelf
) -> None:
    heard = _Heard(keeper)
    for _turn in range(3):
        keeper.update()
    assert lanes.names() == ["_turn"]
    shelf.behind_next = [lacks("d1")]
    lanes.work()
    assert worker.asked == [(["d1"], ())]
    assert lanes.names() == ["_turn"]
    assert ("progressed", None) not in heard.all, "another update is under way"
    lanes.work()
    assert not lanes.given
    assert len(worker.asked) == 1, "nothing was lacking any more"
    assert heard.all[-2:] == [("progressed", None), ("ready",)]
    assert not keeper.is_busy()


def test_an_import_is_followed_in_short_turns_and_what_was_put_off_comes_last(
    keeper: IndexKeeper, lanes: _Lanes, clock: Callable[[float], None], worker: _Worker, shelf: _Shelf
) -> None:
    keeper.update()
    shelf.behind_next = [lacks("d0")]
    lanes.work()
    worker.asked.clear()
    heard = _Heard(keeper)
    keeper.begin_import()
    lanes.work()
    assert worker.asked == ["warm up"]
    keeper.follow_import()
    assert not lanes.given, "the last turn began just now"
    clock(5)
    keeper.follow_import()
    keeper.follow_import()
    shelf.behind_next = [lacks(*map(str, range(99))), lacks("98", "99"), lacks("100")]
    worker.answers = [Indexed(True, left=1)]
    lanes.work()
    assert lanes.names() == ["_turn"], "what there was no time for is next, at once"
    lanes.work()
    assert not lanes.given
    assert ("grew",) in heard.all
    assert ("ready",) not in heard.all, "the list that the user looks at is not made anew all the time"
    assert ("progressed", None) not in heard.all
    keeper.end_import()
    keeper.update()
    shelf.behind_next = [lacks("100", whole=True), lacks(whole=True)]
    lanes.work()
    assert worker.asked[1:] == [([*map(str, range(99))], ()), (["98", "99"], ()), (["100"], ())]
    assert heard.all[-1] == ("ready",)
    assert lanes.names() == ["_turn"], "what is left of it is ranked before anything is tidied"
    lanes.work()
    assert worker.asked[-1] is None
    assert not lanes.given
    assert heard.all[-2:] == [("progressed", None), ("ready",)]


def test_what_an_import_brings_soon_after_a_turn_has_one_without_waiting_for_what_comes_next(
    keeper: IndexKeeper, lanes: _Lanes, clock: Callable[[float], None], worker: _Worker, shelf: _Shelf
) -> None:
    keeper.begin_import()
    lanes.work()
    keeper.update()
    lanes.work()
    keeper.follow_import()
    assert lanes.names() == ["_turn"], "a turn without anything to do keeps nothing waiting"
    clock(1)
    keeper.follow_import()
    shelf.behind_next = [lacks("d0")]
    lanes.work()
    assert not lanes.given, "each turn has some costs of its own"
    assert keeper._next.interval() == 1500
    keeper.follow_import()
    keeper._next.timeout.emit()
    shelf.behind_next = [lacks("d1")]
    lanes.work()
    assert worker.asked[-1] == (["d1"], ()), "though nothing has told of another document"
    keeper.follow_import()
    keeper.update()
    assert not keeper._next.isActive(), "the turn that has begun sees it"
    keeper.follow_import()
    keeper.close()
    assert not keeper._next.isActive()


def test_one_document_is_indexed_by_itself_and_tidied_after_only_where_there_is_something_to_tidy(
    keeper: IndexKeeper, lanes: _Lanes, worker: _Worker, shelf: _Shelf
) -> None:
    workspace: Any = keeper._workspace
    for deferred, asked in ((False, [(["d1"], ())]), (True, [(["d1"], ()), None])):
        worker.asked.clear()
        keeper.update()
        shelf.behind_next = [lacks("d1"), lacks(whole=True)]
        workspace.index.has_deferred = deferred
        while lanes.given:
            lanes.work()
        assert worker.asked == asked


@pytest.mark.parametrize("behind", [lacks(*map(str, range(64))), lacks("d1", whole=True), lacks(whole=True)])
def test_what_is_much_or_more_than_documents_is_gone_through_as_a_whole(
    keeper: IndexKeeper, lanes: _Lanes, worker: _Worker, shelf: _Shelf, behind: Behind
) -> None:
    keeper.update()
    shelf.behind_next = [behind]
    lanes.work()
    assert worker.asked == [None]
    assert not lanes.given


def test_a_shelf_full_of_lost_documents_ends_nothing_and_is_not_tried_for_ever(
    keeper: IndexKeeper, lanes: _Lanes, worker: _Worker, shelf: _Shelf
) -> None:
    keeper.begin_import()
    lanes.work()
    keeper.update()
    shelf.behind_next = [lacks("d1", "d2"), lacks("d1", "d2", "d3")]
    worker.answers = [Indexed(True, (LOST,), left=1)]
    lanes.work()
    assert not lanes.given, "there would be no end of it"
    keeper.update()
    lanes.work()
    assert worker.asked[-1] == (["d2", "d3", "d1"], ()), "what was lost the last time comes last"


def test_what_a_long_update_commits_is_taken_up_while_it_goes_on(
    keeper: IndexKeeper, lanes: _Lanes, clock: Callable[[float], None]
) -> None:
    keeper.update()
    heard = _Heard(keeper)
    progress = lanes.given.pop(0)[2]["progress"]
    progress(1, 9)
    assert not lanes.given
    clock(5)
    progress(2, 9)
    progress(3, 9)
    assert [lane for lane, _function, _told in lanes.given] == ["search"], "one look at a time"
    lanes.given.pop(0)[2]["done"]((True, 1.0))
    assert heard.all[-1] == ("grew",)
    clock(10)
    progress(4, 9)
    assert not lanes.given, "a look that takes a second is not taken every two"
    clock(11)
    progress(5, 9)
    lanes.given.pop(0)[2]["done"]((False, 0.0))
    assert heard.all[-1] == ("progressed", (5, 9)), "nothing new was committed"


def test_what_is_left_out_is_told_once_and_taken_back(
    keeper: IndexKeeper, lanes: _Lanes, worker: _Worker, shelf: _Shelf
) -> None:
    heard = _Heard(keeper)
    for skipped in ((LOST,), (LOST,), ()):
        keeper.update()
        shelf.behind_next, worker.answers = [lacks("d1")], [Indexed(True, skipped)]
        lanes.work()
    assert [told for told in heard.all if told[0] == "skipped"] == [("skipped", (LOST,)), ("skipped", ())]


def test_an_update_that_fails_is_made_again_if_it_was_asked_for_meanwhile(
    keeper: IndexKeeper, lanes: _Lanes, worker: _Worker, shelf: _Shelf
) -> None:
    keeper.update()
    keeper.update()
    shelf.behind_next = [lacks("d1")] * 3
    worker.answers = [KnownError("index-busy"), KnownError("index-busy"), ZeroDivisionError()]
    lanes.work()
    assert lanes.names() == ["_turn"]
    lanes.work()
    assert not lanes.given
    assert not keeper.is_busy()
    keeper.update()
    with pytest.raises(ZeroDivisionError):
        lanes.work()


def test_a_worker_that_was_killed_between_two_turns_leaves_nothing_behind_and_one_that_dies_again_is_told(
    keeper: IndexKeeper, lanes: _Lanes, worker: _Worker, shelf: _Shelf
) -> None:
    heard = _Heard(keeper)
    died, full = KnownError("file-broke-reader"), KnownError("disk-full")
    worker.answers = [Indexed(True, left=1), died, Indexed(True), died, full]
    shelf.behind_next = [lacks("d1", "d2"), lacks("d2"), lacks("d2"), lacks("d3"), lacks("d3"), lacks("d3")]
    keeper.update()
    for _turn in range(3):
        lanes.work()
    assert ("ready",) in heard.all
    assert not lanes.given
    keeper.update()
    lanes.work()
    lanes.work()
    assert heard.all[-1] == ("gave_up", full)
    assert not lanes.given, "a full disk is not written to for ever"
    keeper.update()
    lanes.work()
    assert heard.all[-1] == ("ready",)


def test_the_readers_wait_for_what_waits_for_the_index_and_for_nothing_else(
    keeper: IndexKeeper, lanes: _Lanes, clock: Callable[[float], None], worker: _Worker, shelf: _Shelf
) -> None:
    keeper.begin_import()
    lanes.work()
    for _document in range(999):
        keeper.pace.stored()
    assert keeper.pace.spared() == 0, "nothing is being indexed: waiting would help nobody"
    spared: list[int] = []

    def during(tell: Callable[[int, int], None]) -> None:
        for done in (0, 60, 90):
            tell(done, 100)
            spared.append(keeper.pace.spared())
        for _document in range(99):
            keeper.pace.stored()
        for seconds in (1, 20, 45):
            clock(seconds)
            spared.append(keeper.pace.spared())

    worker.during = during
    keeper.update()
    shelf.behind_next = [lacks(*map(str, range(100)))]
    lanes.work()
    assert spared == [2, 1, 0, 2, 1, 0], "an update that takes so long does not bring the import to a stop"
    assert keeper.pace.spared() == 0
