"""The list of a review: each decision changes it by a row, and it holds what waits, in order, whatever it held before."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtWidgets import QListWidgetItem
from pytestqt.qtbot import QtBot

from reader.anchor import Anchor
from reader.model import Span
from storage.annotations import Annotation
from ui.versioning import ReviewRow, Side
from ui.window.theme import Theme
from ui.window.versions import review_view
from ui.window.versions.review_view import ReviewView


@cache
def row(number: int, note: str = "") -> ReviewRow:
    anchor = Anchor("t", number, number + 1, f"词{number}", "", "", "")
    when = "2026-01-01T08:00:00+00:00"
    annotation = Annotation(f"a{number}", "d", "yellow", note, (), False, (anchor,), when, when)
    side = Side(f"第{number}条", Span(number, number + 1), f"词{number}", ())
    return ReviewRow(annotation, "kept", 1.0, side, side, (Span(number, number + 1),), ())


@pytest.fixture
def view(qtbot: QtBot) -> ReviewView:
    view = ReviewView(Theme("light"))
    qtbot.addWidget(view)
    return view


def told(view: ReviewView) -> list[str]:
    return [view.list.item(at).text().split("\n")[1] for at in range(view.list.count())]


ROWS = st.lists(st.integers(0, 9), unique=True, max_size=10)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(st.lists(ROWS, min_size=1, max_size=4))
def test_the_list_holds_what_waits_whatever_it_held_before(view: ReviewView, shown: list[list[int]]) -> None:
    for numbers in shown:
        view.show_rows("办法", [row(number) for number in numbers])
        assert told(view) == [f"词{number}" for number in numbers]
        chosen = view.current()
        assert (chosen is None) == (not numbers)
        if chosen is not None:
            assert chosen is row(numbers[view.list.currentRow()])


def test_a_decision_takes_one_row_away_and_leaves_the_others(view: ReviewView) -> None:
    view.show_rows("办法", [row(number) for number in range(1000)])
    view.list.setCurrentRow(500)
    before = [view.list.item(at) for at in range(1000)]
    view.show_rows("办法", [row(number) for number in range(1000) if number != 500])
    after: list[QListWidgetItem] = [view.list.item(at) for at in range(999)]
    assert all(one is other for one, other in zip(after, before[:500] + before[501:], strict=True))
    current = view.current()
    assert current is not None
    assert current is row(501), "the next one is at hand"
    view.show_rows("办法", [row(number, "改" if number == 501 else "") for number in range(1000) if number != 500])
    current = view.current()
    assert current is not None
    assert current.annotation.note == "改"


def test_of_a_thousand_rows_those_in_sight_are_put_into_words(
    view: ReviewView, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[ReviewRow] = []
    monkeypatch.setattr(review_view, "_line", lambda shown: asked.append(shown) or f"一\n{shown.annotation.id}")
    view.resize(1000, 600)
    view.show_rows("办法", [row(number) for number in range(1000)])
    view.grab()
    assert 0 < len({shown.annotation.id for shown in asked}) < 30
