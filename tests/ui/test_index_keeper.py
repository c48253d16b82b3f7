"""When the index behind the window is brought up to date, and what the window hears of it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from reader.errors import KnownError
from ui.indexed import Indexed, Skipped
from ui.window import index_keeper
from ui.window.index_keeper import IndexKeeper

LOST = Skipped("d1", "试验办法", "source-missing", {"path": "sources/ab"})


class _Index:
    def __init__(self) -> None:
        self.fresh = True

    def refresh(self) -> bool:
        return self.fresh


class _Workspace:
    def __init__(self) -> None:
        self.index = _Index()
        self.library = self
        self.folder = "library"


class _Lanes:
    """Keeps what was given to the lanes until it is told to end."""

    def __init__(self) -> None:
        self.given: list[tuple[str, Any, dict[str, Any]]] = []

    def run(self, function: Any, *_arguments: object, lane: str, **told: Any) -> None:
        self.given.append((lane, function, told))

    def names(self) -> list[str]:
        return [_name(function) for _lane, function, _told in self.given]

    def end(self, answer: object = None, error: BaseException | None = None) -> None:
        """Answer what was given first."""
        _lane, _function, told = self.given.pop(0)
        if error is not None:
            told["failed"](error)
        elif told.get("done"):
            told["done"](answer)


def _name(function: Any) -> str:
    return str((function.func if isinstance(function, partial) else function).__name__)


class _Heard:
    def __init__(self, keeper: IndexKeeper) -> None:
        self.all: list[tuple[str, object]] = []
        for name in ("progressed", "ready", "grew", "skipped"):
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
def keeper(qapp: QApplication, lanes: _Lanes, clock: Callable[[float], None]) -> IndexKeeper:
    made = IndexKeeper(lanes, list)  # type: ignore[arg-type]  # stand-ins for the lanes and the shelf
    made.open(_Workspace())  # type: ignore[arg-type]
    return made


def test_an_update_that_is_asked_for_meanwhile_is_made_once_more(keeper: IndexKeeper, lanes: _Lanes) -> None:
    heard = _Heard(keeper)
    for _turn in range(3):
        keeper.update()
    assert lanes.names() == ["index_is_stale"]
    lanes.end(True)
    assert lanes.names() == ["index"]
    lanes.end(Indexed(True))
    assert lanes.names() == ["refresh", "index_is_stale"]
    lanes.end(True)
    assert ("progressed", None) not in heard.all, "another update is under way"
    lanes.end(False)
    lanes.end(True)
    assert not lanes.given
    assert heard.all[-2:] == [("progressed", None), ("ready",)]
    assert not keeper.is_busy()


def test_an_import_warms_the_worker_up_and_is_followed_every_few_seconds(
    keeper: IndexKeeper, lanes: _Lanes, clock: Callable[[float], None]
) -> None:
    keeper.update()
    lanes.end(False)
    lanes.end(False)
    heard = _Heard(keeper)
    keeper.begin_import()
    assert lanes.names() == ["warm_up"]
    lanes.end()
    keeper.follow_import()
    assert not lanes.given, "the last update began just now"
    clock(5)
    keeper.follow_import()
    keeper.follow_import()
    assert lanes.names() == ["index_is_stale"]
    lanes.end(True)
    assert lanes.given[0][1].keywords == {"in_passing": True}, "two readers are at work already"
    spared = []
    for _look in range(5):
        spared.append(keeper.spared())
        clock(3.5)
        keeper.follow_import()
    assert spared == [0, 1, 2, 2, 2], "what was imported waits for the index"
    clock(10)
    assert keeper.spared() == 1, "an update that takes so long does not bring the import to a stop"
    lanes.end(Indexed(True))
    assert keeper.spared() == 0
    assert lanes.names() == ["refresh", "index_is_stale"], "more came meanwhile"
    lanes.end(True)
    lanes.end(False)
    lanes.end(True)
    assert ("grew",) in heard.all
    assert ("ready",) not in heard.all, "the list that the user looks at is not made anew all the time"
    keeper.end_import()
    keeper.update()
    lanes.end(True)
    assert lanes.given[0][1].keywords == {"in_passing": True}, "what is left of it is ranked before anything is tidied"
    lanes.end(Indexed(True))
    assert heard.all[-1] != ("ready",)
    lanes.end(True)
    assert heard.all[-1] == ("ready",)
    lanes.end(True)
    assert lanes.given[0][1].keywords == {"in_passing": False}
    lanes.end(Indexed(True))
    lanes.end(True)
    assert heard.all[-2:] == [("progressed", None), ("ready",)]


def test_what_a_long_update_commits_is_taken_up_while_it_goes_on(
    keeper: IndexKeeper, lanes: _Lanes, clock: Callable[[float], None]
) -> None:
    keeper.update()
    lanes.end(True)
    heard = _Heard(keeper)
    progress = lanes.given.pop(0)[2]["progress"]
    progress(1, 9)
    assert not lanes.given
    clock(3)
    progress(2, 9)
    progress(3, 9)
    assert [lane for lane, _function, _told in lanes.given] == ["search"], "one look at a time"
    lanes.end((True, 1.0))
    assert heard.all[-1] == ("grew",)
    clock(10)
    progress(4, 9)
    assert not lanes.given, "a look that takes a second is not taken every two"
    clock(11)
    progress(5, 9)
    lanes.end((False, 0.0))
    assert heard.all[-1] == ("progressed", (5, 9)), "nothing new was committed"


def test_what_is_left_out_is_told_once_and_taken_back(keeper: IndexKeeper, lanes: _Lanes) -> None:
    heard = _Heard(keeper)
    for skipped in ((LOST,), (LOST,), ()):
        keeper.update()
        lanes.end(True)
        lanes.end(Indexed(True, skipped))
        lanes.end(True)
    assert [told for told in heard.all if told[0] == "skipped"] == [("skipped", (LOST,)), ("skipped", ())]


def test_an_update_that_fails_is_made_again_if_it_was_asked_for_meanwhile(keeper: IndexKeeper, lanes: _Lanes) -> None:
    keeper.update()
    keeper.update()
    lanes.end(error=KnownError("index-busy"))
    assert lanes.names() == ["index_is_stale"]
    lanes.end(error=KnownError("index-busy"))
    assert not lanes.given
    assert not keeper.is_busy()
    keeper.begin_import()
    with pytest.raises(ZeroDivisionError):
        lanes.end(error=ZeroDivisionError())
