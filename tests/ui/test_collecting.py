"""Python's garbage: destroyed on the main thread and nowhere else, seldom, and in bites."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from ui.collector import Collecting, staying
from ui.window.collecting import Collector
from ui.window.tasks import TaskRunner


@pytest.fixture
def owner(qapp: object) -> Iterator[QObject]:
    """Give what lives as long as the application would; with it, its collector ends."""
    owner = QObject()
    yield owner
    owner.deleteLater()


class Told(QWidget):
    """A widget that tells in which thread it was destroyed."""

    def __init__(self, threads: list[threading.Thread]) -> None:
        super().__init__()
        self._threads = threads
        self.itself = self  # a circle: only a collection destroys it

    def __del__(self) -> None:
        self._threads.append(threading.current_thread())


def _make(count: int) -> int:
    return len([[number] for number in range(count)])


def test_a_widget_in_a_circle_is_destroyed_on_the_main_thread_while_a_lane_makes_objects(
    qtbot: QtBot, owner: QObject
) -> None:
    gc.enable()  # as Python starts
    Collector(owner, look_ms=20)
    threads: list[threading.Thread] = []
    Told(threads)
    tasks = TaskRunner()
    made = []
    tasks.run(_make, 60_000, lane="search", done=made.append)
    qtbot.waitUntil(tasks.is_idle)
    tasks.close()
    assert made == [60_000]
    assert threads == []
    kept = [[number] for number in range(60_000)]
    qtbot.waitUntil(lambda: threads == [threading.main_thread()])
    assert kept


def test_it_waits_until_the_user_rests_but_not_for_ever(
    qtbot: QtBot, owner: QObject, monkeypatch: pytest.MonkeyPatch
) -> None:
    field = QLineEdit()
    qtbot.addWidget(field)
    field.show()
    qtbot.waitActive(field)
    qtbot.waitUntil(field.hasFocus)
    # On a busy machine keys come as slowly as a user rests.
    monkeypatch.setattr("ui.window.collecting._REST_MS", 10_000)
    Collector(owner, look_ms=20)
    kept = [[number] for number in range(30_000)]
    threads: list[threading.Thread] = []
    Told(threads)
    for _ in range(10):
        qtbot.keyClick(field, "a", delay=20)
    assert threads == [], "in the midst of typing"
    monkeypatch.setattr("ui.collector._MOST_OBJECTS", 25_000)
    for _ in range(5):
        qtbot.keyClick(field, "a", delay=20)
    assert threads == [threading.main_thread()]
    assert kept


def test_what_stays_in_numbers_is_looked_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ui.collector._LONG_S", 0.0)
    collecting, frozen = Collecting(), gc.get_freeze_count()
    try:
        kept = [[number] for number in range(50_000)]
        collecting.collect()
        assert gc.get_freeze_count() == frozen, "a first bite"
        kept += [[number] for number in range(50_000)]
        collecting.collect()
        assert gc.get_freeze_count() - frozen > 100_000
    finally:
        gc.unfreeze()
    assert kept


def test_what_a_lane_makes_in_numbers_is_not_looked_at_then_and_passed_over_later() -> None:
    gc.collect()
    frozen = gc.get_freeze_count()
    with staying():
        few = [[number] for number in range(300)]
    assert gc.get_freeze_count() == frozen
    collecting = Collecting()
    try:
        with staying():
            kept = [[number] for number in range(30_000)]
            assert not collecting.is_due()
            collecting.collect()  # the main thread's turn came
        assert gc.get_freeze_count() - frozen > len(kept)
    finally:
        gc.unfreeze()
    assert few


def test_nothing_is_collected_while_it_pauses_and_what_came_meanwhile_is_passed_over(
    qtbot: QtBot, owner: QObject, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.collector._MOST_OBJECTS", 25_000)
    frozen = gc.get_freeze_count()
    collector = Collector(owner, look_ms=20)
    collector.pause()
    threads: list[threading.Thread] = []
    Told(threads)
    kept = [[number] for number in range(30_000)]
    qtbot.wait(60)
    assert threads == []
    try:
        collector.go_on()
        assert gc.get_freeze_count() - frozen > len(kept)
    finally:
        gc.unfreeze()
    kept += [[number] for number in range(30_000)]
    qtbot.waitUntil(lambda: threads == [threading.main_thread()])
    assert kept
