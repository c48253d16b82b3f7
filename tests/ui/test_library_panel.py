"""The shelf: filter, order, and what a click or a key asks for."""

from __future__ import annotations

import time

import pytest
from PySide6.QtCore import QModelIndex, Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from tests.support.window_objects import card
from ui.window.library_model import CARD_ROLE, NAME_ROLE, LibraryModel, describe
from ui.window.library_panel import LibraryPanel
from ui.window.theme import Theme

# Qt's offscreen platform says so for every window that is shown.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def titles(model: LibraryModel) -> list[str]:
    return [model.index(row).data() for row in range(model.rowCount())]


def test_the_model_keeps_qts_rules(qtbot: QtBot, qtmodeltester: ModelTester) -> None:
    model = LibraryModel()
    model.set_cards([card(1), card(2)])
    qtmodeltester.check(model)
    model.set_filter("第1件")
    qtmodeltester.check(model)


def test_the_filter_wants_all_words_anywhere_on_the_card_in_any_script_and_width(qtbot: QtBot) -> None:
    model = LibraryModel()
    law = card(1, title="劳动合同法", number="主席令第65号", issuers=("全国人大常委会",), date="2012-12-28")
    model.set_cards([law, card(2, title="食品安全法", date="2021-04-29")])
    for words, found in {
        "劳动": ["劳动合同法"],
        "勞動 2012": ["劳动合同法"],
        "人大 ６５号": ["劳动合同法"],
        "劳动 2021": [],
        "": ["食品安全法", "劳动合同法"],
    }.items():
        model.set_filter(words)
        assert titles(model) == found, words


def test_documents_of_one_title_and_date_are_told_apart_by_the_names_of_their_files(qtbot: QtBot) -> None:
    model = LibraryModel()
    model.set_filter("物权编")
    general = card(1, title="民法典", name="总则.md")
    model.set_cards([general])
    assert titles(model) == []
    property_ = card(2, title="民法典", name="物权编.md")
    model.set_cards([general, property_, card(3, title="民法典", date="1999-01-01", name="旧.md")])
    assert titles(model) == ["民法典"]
    assert model.index(0).data(NAME_ROLE) == "物权编"
    assert "物权编" in model.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    model.set_filter("")
    assert [model.index(row).data(NAME_ROLE) for row in range(3)] == ["", "物权编", "总则"]


def test_orders(qtbot: QtBot) -> None:
    model = LibraryModel()
    model.set_cards(
        [card(1, title="乙", date="2019-01-01"), card(2, title="甲", date="2020-01-01"), card(3, title="丙", date="")]
    )
    assert titles(model) == ["丙", "甲", "乙"]
    model.set_order("date")
    assert titles(model) == ["甲", "乙", "丙"]
    model.set_order("title")
    assert sorted(titles(model)) == titles(model)


def test_a_shelf_that_is_as_it_was_is_not_arranged_anew_and_a_new_title_is_found(qtbot: QtBot) -> None:
    model = LibraryModel()
    model.set_cards([card(1, title="甲"), card(2, title="乙")])
    model.set_filter("甲")
    with qtbot.assertNotEmitted(model.modelReset):
        model.set_cards([card(1, title="甲"), card(2, title="乙")])
    model.set_cards([card(1, title="丙"), card(2, title="甲乙")])
    assert titles(model) == ["甲乙"]


def test_a_card_whose_figures_changed_stays_where_it_is(qtbot: QtBot) -> None:
    model = LibraryModel()
    model.set_cards([card(1), card(2)])
    before = titles(model)
    with qtbot.waitSignal(model.dataChanged):
        model.replace(card(1, annotations=7))
    assert titles(model) == before
    assert model.index(model.row_of("d1")).data(CARD_ROLE).annotations == 7


def test_the_line_under_a_title_leaves_out_what_is_unknown() -> None:
    assert describe(card(1)) == "国务院 · 2020 · 通知"
    assert describe(card(1, issuers=(), date="", kind="")) == ""
    assert describe(card(1, issuers=("甲部", "乙部"))) == "甲部 等 · 2020 · 通知"


def test_a_click_opens_and_a_collected_selection_does_not(qtbot: QtBot) -> None:
    panel = LibraryPanel(Theme())
    qtbot.addWidget(panel)
    panel.resize(260, 400)
    panel.show()
    panel.set_cards([card(1), card(2), card(3)])
    view = panel._view
    opened: list[str] = []
    panel.open_requested.connect(opened.append)

    def click(row: int, keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        place = view.visualRect(panel._model.index(row)).center()
        qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, keys, place)

    click(0)
    click(2, Qt.KeyboardModifier.ControlModifier)
    assert opened == ["d3"]
    assert panel.selected() == ["d3", "d1"]
    with qtbot.waitSignal(panel.remove_requested) as asked:
        qtbot.keyClick(view, Qt.Key.Key_Delete)
    assert asked.args == [["d3", "d1"]]


def test_the_menu_offers_what_suits_one_or_several(qtbot: QtBot) -> None:
    panel = LibraryPanel(Theme())
    qtbot.addWidget(panel)
    one = [action.text() for action in panel.menu_for(["d1"]).actions() if action.text()]
    several = panel.menu_for(["d1", "d2"])
    assert {"更正信息…", "与旧版本比较", "与…比较"} <= set(one)
    assert not [action for action in panel.menu_for(["d1", "d2", "d3"]).actions() if "比较" in action.text()]
    assert [action.text() for action in several.actions() if action.text()] == [
        "导出批注…",
        "任务台账",
        "比较这两件",
        "移除 2 件",
    ]
    with qtbot.waitSignal(panel.remove_requested) as asked:
        several.actions()[-1].trigger()
    assert asked.args == [["d1", "d2"]]


def test_three_thousand_documents_are_shown_and_filtered_at_once(qtbot: QtBot) -> None:
    panel = LibraryPanel(Theme())
    qtbot.addWidget(panel)
    panel.resize(260, 800)
    panel.show()
    cards = [card(number) for number in range(3000)]
    begun = time.perf_counter()
    panel.set_cards(cards)
    panel._filter.setText("第29")
    panel.grab()
    assert time.perf_counter() - begun < 1, "a shelf of 3,000 must not be felt"


def test_the_list_goes_to_a_document_that_comes_to_the_front_and_stays_when_others_are_imported(qtbot: QtBot) -> None:
    panel = LibraryPanel(Theme())
    qtbot.addWidget(panel)
    panel.resize(260, 300)
    panel.show()
    cards = [card(number) for number in range(1, 50)]
    panel.set_cards(cards)
    panel.set_current("d49")
    bar = panel._view.verticalScrollBar()
    panel.set_cards([*cards, *(card(number) for number in range(50, 59))])
    panel.set_current("d49")
    assert bar.value() == 0, "what was imported stands first"
    panel.set_current("d1")
    assert bar.value() > 0, "the oldest stands last"


def test_a_large_shelf_is_laid_out_without_asking_for_each_row(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = 0
    count = LibraryModel.rowCount

    def counting(model: LibraryModel, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008  # Qt's own signature
        nonlocal asked
        asked += 1
        return count(model, parent)

    monkeypatch.setattr(LibraryModel, "rowCount", counting)
    panel = LibraryPanel(Theme())
    qtbot.addWidget(panel)
    panel.resize(260, 800)
    panel.show()
    panel.set_cards([card(number) for number in range(20_000)])
    panel.grab()
    panel._view.selectAll()
    assert len(panel.selected()) == 20_000
    assert asked < 5_000


def test_the_filter_of_a_large_shelf_follows_between_other_events_and_the_last_words_count(qtbot: QtBot) -> None:
    model = LibraryModel()
    model.set_cards([card(number) for number in range(5_000)])
    model.set_filter("第49")
    assert model.rowCount() == 5_000, "all words folded in one go would stall the window"
    model.set_filter("第499")
    qtbot.waitUntil(lambda: model.rowCount() < 5_000)
    assert set(titles(model)) == {card(number).title for number in (499, *range(4_990, 5_000))}
    model.set_cards([card(number) for number in range(4_990, 5_010)])
    assert model.rowCount() == 10


def test_home_and_end_go_to_the_ends_of_the_shelf(qtbot: QtBot) -> None:
    panel = LibraryPanel(Theme())
    qtbot.addWidget(panel)
    panel.resize(260, 300)
    panel.show()
    panel.set_cards([card(number) for number in range(1, 50)])
    view = panel._view
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_End)
    assert panel.selected() == ["d1"]
    qtbot.keyClick(view, Qt.Key.Key_Down)
    assert panel.selected() == ["d1"]
    qtbot.keyClick(view, Qt.Key.Key_Home)
    assert panel.selected() == ["d49"]
