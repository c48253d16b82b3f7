"""What a search is narrowed by, at the left of its hits: each value with its count, chosen by click or key."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from ui.filtering import Filters
from ui.window.searching.facet_panel import _FIRST, _MOST, Entry, FacetPanel
from ui.window.searching.search_filters import SearchFilters
from ui.window.theme import Theme

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

KINDS = [("通知", 1200), ("意见", 3)]
YEARS = [(str(year), 1) for year in range(2024, 2000, -1)]


@pytest.fixture
def panel(qtbot: QtBot) -> Iterator[FacetPanel]:
    window = QWidget()
    qtbot.addWidget(window)
    bar = SearchFilters(Theme(), window)
    bar.set_counts({"kind": KINDS, "issuer": [], "validity": [("repealed", 2)], "year": YEARS})
    made = FacetPanel(Theme(), bar, window)
    made.resize(264, 600)
    window.resize(600, 700)
    window.show()
    qtbot.waitUntil(lambda: made._entries.rowCount() > 3)
    yield made
    window.close()


def entries(panel: FacetPanel) -> list[Entry]:
    return list(panel._entries._entries)


def click(qtbot: QtBot, panel: FacetPanel, words: str) -> None:
    index = panel._entries.index([one.words for one in entries(panel)].index(words))
    panel._view.scrollTo(index)
    place = panel._view.visualRect(index).center()
    qtbot.mouseClick(panel._view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(40, place.y()))


def test_values_are_listed_with_their_counts_and_a_facet_without_any_is_not(panel: FacetPanel) -> None:
    said = [(one.kind, one.words, one.count, one.chosen) for one in entries(panel)]
    assert said[:6] == [
        ("heading", "范围", "", False),
        ("all", "全部文件", "", True),
        ("annotated", "有批注的文件", "", False),
        ("heading", "文种", "", False),
        ("value", "通知", "1,200", False),
        ("value", "意见", "3", False),
    ]
    assert said[-1] == ("value", "已废止", "2", False)
    assert not any(one.facet == "issuer" for one in entries(panel))
    assert not panel._entries.flags(panel._entries.index(0)) & Qt.ItemFlag.ItemIsEnabled, "a name is no choice"


def test_a_click_narrows_another_one_lets_go_and_all_documents_lets_go_of_everything(
    panel: FacetPanel, qtbot: QtBot
) -> None:
    bar = panel._narrowing
    told: list[Filters] = []
    bar.changed.connect(lambda: told.append(bar.filters))
    click(qtbot, panel, "意见")
    click(qtbot, panel, "通知")
    click(qtbot, panel, "意见")
    click(qtbot, panel, "有批注的文件")
    assert told == [
        Filters({"kind": frozenset({"意见"})}),
        Filters({"kind": frozenset({"意见", "通知"})}),
        Filters({"kind": frozenset({"通知"})}),
        Filters({"kind": frozenset({"通知"})}, annotated=True),
    ]
    assert [one.words for one in entries(panel) if one.chosen] == ["有批注的文件", "通知"]
    click(qtbot, panel, "全部文件")
    assert told[4:] == [Filters()]
    assert [one.words for one in entries(panel) if one.chosen] == ["全部文件"]


def test_a_click_leaves_the_keyboard_where_it_is_and_tab_comes_to_the_list(panel: FacetPanel, qtbot: QtBot) -> None:
    field = QLineEdit(panel.window())
    field.show()
    QWidget.setTabOrder(field, panel._view)
    panel.window().activateWindow()
    field.setFocus()
    click(qtbot, panel, "意见")
    assert panel._narrowing.filters
    assert QApplication.focusWidget() is field
    qtbot.keyClick(field, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is panel._view


def test_keys_choose_and_leave(panel: FacetPanel, qtbot: QtBot) -> None:
    view, bar = panel._view, panel._narrowing
    view.setCurrentIndex(panel._entries.index(4))
    qtbot.keyClick(view, Qt.Key.Key_Space)
    assert bar.filters == Filters({"kind": frozenset({"通知"})})
    assert view.currentIndex().row() == 4, "where the keyboard was"
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert not bar.filters
    qtbot.keyClick(view, Qt.Key.Key_Up)
    assert view.currentIndex().data() == "有批注的文件", "names are passed over"
    with qtbot.waitSignal(panel.left):
        qtbot.keyClick(view, Qt.Key.Key_Escape)


def test_many_values_are_listed_when_they_are_asked_for_and_those_that_are_chosen_always(
    panel: FacetPanel, qtbot: QtBot
) -> None:
    def years() -> list[str]:
        return [one.words for one in entries(panel) if one.facet == "year" and one.kind == "value"]

    assert len(years()) == _FIRST
    panel._narrowing.set_value("year", "2001", wanted=True)
    assert years() == [*(year for year, _count in YEARS[:_FIRST]), "2001"]
    click(qtbot, panel, f"另有 {len(YEARS) - _FIRST - 1} 项 ▾")
    assert years() == [year for year, _count in YEARS]
    panel._narrowing.set_counts({"year": YEARS[:2]})
    qtbot.waitUntil(lambda: len(years()) == 3)
    gone = entries(panel)[-1]
    assert (gone.words, gone.count, gone.chosen) == ("2001", "0", True), "it still narrows"


def test_a_long_facet_is_folded_again_and_says_how_many_are_never_listed(panel: FacetPanel, qtbot: QtBot) -> None:
    def tags() -> list[tuple[str, str]]:
        return [(one.kind, one.words) for one in entries(panel) if one.facet == "tag"]

    panel._narrowing.set_counts({"kind": KINDS, "tag": [(f"标签{number}", 1) for number in range(_MOST + 5)]})
    panel._later.timeout.emit()
    folded = tags()
    panel._view.setFocus()
    click(qtbot, panel, folded[-1][1])
    assert panel._view.currentIndex().data() == f"标签{_FIRST}", "the keyboard goes on where it was"
    assert tags()[-3:] == [("value", f"标签{_MOST - 1}"), ("rest", "另有 5 项"), ("fewer", "收起 ▴")]
    rest = panel._entries.index(panel._entries.rowCount() - 2)
    assert not panel._entries.flags(rest) & Qt.ItemFlag.ItemIsEnabled, "it only tells"
    click(qtbot, panel, "收起 ▴")
    assert tags() == folded
    assert panel._view.currentIndex().data() == folded[-1][1]
    assert panel._view.viewport().rect().contains(panel._view.visualRect(panel._view.currentIndex()))


def test_a_facet_of_which_all_are_listed_as_the_last_is_chosen_has_nothing_to_fold(panel: FacetPanel) -> None:
    panel._narrowing.set_counts({"year": YEARS[: _FIRST + 1]})
    panel._narrowing.set_value("year", YEARS[_FIRST][0], wanted=True)
    assert entries(panel)[-1].words == YEARS[_FIRST][0]


def test_home_and_page_up_go_to_the_first_that_can_be_chosen_and_show_its_heading(
    panel: FacetPanel, qtbot: QtBot
) -> None:
    panel.resize(264, 200)
    view = panel._view
    view.setCurrentIndex(panel._entries.index(4))
    qtbot.keyClick(view, Qt.Key.Key_End)
    assert view.currentIndex().data() == "已废止"
    assert view.verticalScrollBar().value() > 0
    qtbot.keyClick(view, Qt.Key.Key_Home)
    assert view.currentIndex().data() == "全部文件"
    assert view.verticalScrollBar().value() == 0
    qtbot.keyClick(view, Qt.Key.Key_PageDown)
    assert view.currentIndex().row() > 4
    qtbot.keyClick(view, Qt.Key.Key_PageUp)
    assert view.currentIndex().data() == "全部文件"
    assert view.verticalScrollBar().value() == 0


def test_where_the_value_with_the_keyboard_is_gone_the_next_one_has_it(panel: FacetPanel) -> None:
    panel._view.setCurrentIndex(panel._entries.index(5))
    assert panel._view.currentIndex().data() == "意见"
    panel._narrowing.set_counts({"kind": KINDS[:1], "year": YEARS[:2]})
    panel._later.timeout.emit()
    assert panel._view.currentIndex().data() == "2024", "a heading is passed over"


def test_what_is_being_clicked_stays_under_the_mouse(panel: FacetPanel, qtbot: QtBot) -> None:
    view = panel._view
    place = view.visualRect(panel._entries.index(4)).center()
    qtbot.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    panel._narrowing.set_counts({"issuer": [("甲局", 1)], "kind": KINDS})
    panel._later.timeout.emit()
    qtbot.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert panel._narrowing.filters == Filters({"kind": frozenset({"通知"})})
    qtbot.waitUntil(lambda: "甲局" in [one.words for one in entries(panel)])


def test_it_lists_the_values_of_the_answer_in_a_turn_of_their_own(panel: FacetPanel, qtbot: QtBot) -> None:
    panel.hide()
    panel._narrowing.set_choice(Filters(annotated=True), "relevance", regex=False, across=False)
    panel.show()
    kinds = [(one.kind, one.chosen) for one in entries(panel)]
    assert kinds == [("heading", False), ("all", False), ("annotated", True)], "in the turn in which the hits are drawn"
    qtbot.waitUntil(lambda: len(entries(panel)) > 3)


def test_what_is_read_out_says_whether_it_is_chosen(panel: FacetPanel) -> None:
    panel._narrowing.set_value("kind", "通知", wanted=True)
    assert panel._entries.index(4).data(Qt.ItemDataRole.AccessibleTextRole) == "通知, 文种, 1,200, 已选"
    told = [
        panel._entries.index(row).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(panel._entries.rowCount())
    ]
    assert told[:4] == ["范围", "全部文件", "有批注的文件", "文种"]
    assert f"另有 {len(YEARS) - _FIRST} 项, 年份" in told
