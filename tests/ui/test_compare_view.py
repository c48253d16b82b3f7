"""A long comparison in the window: rows are measured a few in each turn, and lie exactly as high as they are drawn."""

from __future__ import annotations

import itertools

import pytest
from PySide6.QtCore import QObject, QPoint
from pytestqt.qtbot import QtBot

from reader.pipeline import read
from reader.versions import compare
from ui.comparing import Compared
from ui.window.theme import Theme
from ui.window.versions.compare_delegate import CompareDelegate
from ui.window.versions.compare_view import CompareView
from ui.window.versions.measuring import Measuring

CLAUSES = 120


def law(words: str) -> str:
    return "试验管理办法\n" + "\n".join(
        f"第{number}条 {'甲乙丙丁戊己庚辛' * (number % 9)}试验机构{number}号应当{words}，并报告ABC {number:,}。"
        for number in range(1, CLAUSES)
    )


def view_of(qtbot: QtBot) -> CompareView:
    old, new = (read(law(words).encode(), "a.txt") for words in ("在三十日以内备案", "在十五日以内登记"))
    view = CompareView(Theme("light"))
    qtbot.addWidget(view)
    view.resize(1000, 500)
    view.show()
    view.show_comparison(Compared("旧", "新", compare(old, new)))
    return view


def test_every_row_is_as_high_as_what_is_drawn_in_it_at_any_width(qtbot: QtBot) -> None:
    view = view_of(qtbot)
    for width in (1000, 640):
        view.resize(width, 500)
        qtbot.waitUntil(lambda: not view._measuring.is_running())
        assert view.model.rowCount() >= CLAUSES - 1
        for row in range(view.model.rowCount()):
            documents = view._delegate._documents(view.model.row_at(row))
            drawn = max(round(document.size().height()) for document in documents)
            assert view.list.visualRect(view.model.index(row)).height() == drawn + 42


def test_what_is_read_stays_where_it_is_when_the_rows_above_turn_out_higher(qtbot: QtBot) -> None:
    view = view_of(qtbot)
    qtbot.waitUntil(lambda: not view._reveal_later.isActive())
    view._measuring.stop()
    bar = view.list.verticalScrollBar()
    for row in range(view.model.rowCount()):
        view._delegate._heights.pop(id(view.model.row_at(row)), None)
    view._delegate._laid = {id(view.model.row_at(row)): 60 for row in range(view.model.rowCount())}
    view.list.doItemsLayout()
    bar.setValue(3000)
    top = view.list.indexAt(QPoint(24, 0))
    before = view.list.visualRect(top).top()
    for row in range(view.model.rowCount() - 1):  # all but one are measured: nothing moves before they are laid out
        view._measure(row)
        below = view.model.index(top.row() + 1)
        assert view.list.visualRect(below).top() == view.list.visualRect(top).bottom() + 1
    view._measuring.start([view.model.rowCount() - 1])
    qtbot.waitUntil(lambda: not view._measuring.is_running())
    assert bar.value() > 3500
    assert view.list.visualRect(top).top() == before


def test_rows_that_are_taken_away_are_no_longer_measured(qtbot: QtBot) -> None:
    view = view_of(qtbot)
    assert view._measuring.is_running()
    view.model.set_rows(())  # another comparison is asked for while this one is still measured
    assert not view._measuring.is_running()


def test_no_turn_measures_longer_than_a_frame(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = itertools.count(step=0.003)  # each look at the clock finds 3 ms more gone
    monkeypatch.setattr("ui.window.versions.measuring.time.perf_counter", lambda: next(clock))
    owner = QObject()
    turns: list[int] = []
    measured: list[int] = []
    work = Measuring(measured.append, owner)
    work._timer.timeout.connect(lambda: turns.append(len(measured)))
    with qtbot.waitSignal(work.finished):
        work.start(range(10))
    assert measured == list(range(10))
    assert turns == [3, 6, 9, 10]


def test_a_comparison_that_opens_asks_each_row_once_how_high_it_is(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    view = view_of(qtbot)
    qtbot.waitUntil(lambda: not view._measuring.is_running())
    asked: list[None] = []
    hint = CompareDelegate.sizeHint
    monkeypatch.setattr(CompareDelegate, "sizeHint", lambda *given: asked.append(None) or hint(*given))
    old, new = (read(law(words).encode(), "a.txt") for words in ("在十日以内备案", "在五日以内登记"))
    view.show_comparison(Compared("旧", "新", compare(old, new)))
    view._measuring.stop()
    view.grab()
    assert len(asked) < 1.5 * CLAUSES
