"""The shelf: filter, order, and what a click or a key asks for."""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence

import pytest
from PySide6.QtCore import QItemSelectionModel, QModelIndex, QRect, Qt
from PySide6.QtGui import QFontMetrics, QImage, QPainter, QPixmap
from PySide6.QtWidgets import QApplication
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from storage.cards import Card
from tests.support.window_objects import card
from ui.window.shelf.library_model import CARD_ROLE, NAME_ROLE, LibraryModel, describe
from ui.window.shelf.library_panel import LibraryPanel, _Delegate
from ui.window.shelf.shelved import shelved
from ui.window.theme import Theme

# Qt's offscreen platform says so for every window that is shown.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def put(shown: LibraryModel | LibraryPanel, cards: Sequence[Card]) -> None:
    shown.set_shelf(shelved(cards))


def titles(model: LibraryModel) -> list[str]:
    return [model.index(row).data() for row in range(model.rowCount())]


def test_the_model_keeps_qts_rules(qtbot: QtBot, qtmodeltester: ModelTester) -> None:
    model = LibraryModel()
    put(model, [card(1), card(2)])
    qtmodeltester.check(model)
    model.set_filter("第1件")
    qtmodeltester.check(model)


def test_the_filter_wants_all_words_anywhere_on_the_card_in_any_script_and_width(qtbot: QtBot) -> None:
    model = LibraryModel()
    law = card(1, title="劳动合同法", number="主席令第65号", issuers=("全国人大常委会",), date="2012-12-28")
    put(model, [law, card(2, title="食品安全法", date="2021-04-29")])
    for words, found in {
        "劳动": ["劳动合同法"],
        "勞動 2012": ["劳动合同法"],
        "人大 ６５号": ["劳动合同法"],
        "劳动 2021": [],
        "": ["食品安全法", "劳动合同法"],
    }.items():
        model.set_filter(words)
        assert titles(model) == found, words


def test_the_filter_knows_pinyin(qtbot: QtBot) -> None:
    model = LibraryModel()
    law = card(1, title="中华人民共和国劳动法", issuers=("全国人大常委会",), date="2018-12-29")
    put(model, [law, card(2, title="GB/T 1.1 标准化工作导则", date="2020-03-31", issuers=())])
    for words, found in {
        "laodong": [law.title],
        "ld": [law.title],
        "LDF 2018": [law.title],
        "ldf 2019": [],
        "laodong 法": [law.title],
        "gb": ["GB/T 1.1 标准化工作导则"],
        "daoze": ["GB/T 1.1 标准化工作导则"],
        "rmgh": [],
    }.items():
        model.set_filter(words)
        assert titles(model) == found, words
    put(model, [law, card(3, title="旅游法"), card(2, title="导言")])
    model.set_filter("daoyan")
    assert titles(model) == ["导言"], "a title that was mended is read out anew"
    model.set_filter("lvyou")
    assert titles(model) == ["旅游法"]


def test_titles_of_a_large_shelf_are_read_out_between_other_events(qtbot: QtBot) -> None:
    model = LibraryModel()
    put(model, [card(number) for number in range(2_000)])
    model.set_filter("di 件")
    qtbot.waitUntil(lambda: len(model._spoken) == 2_000)
    model.set_filter("tongzhi 199")
    assert set(titles(model)) == {card(number).title for number in (199, 1199, *range(1990, 2000))}


def test_documents_of_one_title_and_date_are_told_apart_by_the_names_of_their_files(qtbot: QtBot) -> None:
    model = LibraryModel()
    model.set_filter("物权编")
    general = card(1, title="民法典", name="总则.md")
    put(model, [general])
    assert titles(model) == []
    property_ = card(2, title="民法典", name="物权编.md")
    put(model, [general, property_, card(3, title="民法典", date="1999-01-01", name="旧.md")])
    assert titles(model) == ["民法典"]
    assert model.index(0).data(NAME_ROLE) == "物权编"
    assert "物权编" in model.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    model.set_filter("")
    assert [model.index(row).data(NAME_ROLE) for row in range(3)] == ["", "物权编", "总则"]


def test_orders(qtbot: QtBot) -> None:
    model = LibraryModel()
    put(
        model,
        [card(1, title="乙", date="2019-01-01"), card(2, title="甲", date="2020-01-01"), card(3, title="丙", date="")],
    )
    assert titles(model) == ["丙", "甲", "乙"]
    model.set_order("date")
    assert titles(model) == ["甲", "乙", "丙"]
    model.set_order("title")
    assert sorted(titles(model)) == titles(model)


def test_a_shelf_that_is_as_it_was_is_not_arranged_anew_and_a_new_title_is_found(qtbot: QtBot) -> None:
    model = LibraryModel()
    put(model, [card(1, title="甲"), card(2, title="乙")])
    model.set_filter("甲")
    with qtbot.assertNotEmitted(model.modelReset):
        put(model, [card(1, title="甲"), card(2, title="乙")])
    put(model, [card(1, title="丙"), card(2, title="甲乙")])
    assert titles(model) == ["甲乙"]


def test_a_card_whose_figures_changed_stays_where_it_is(qtbot: QtBot) -> None:
    model = LibraryModel()
    put(model, [card(1), card(2)])
    before = titles(model)
    with qtbot.waitSignal(model.dataChanged):
        model.replace(card(1, annotations=7))
    assert titles(model) == before
    assert model.index(model.rows_of({"d1"})["d1"]).data(CARD_ROLE).annotations == 7


def test_the_line_under_a_title_leaves_out_what_is_unknown() -> None:
    assert describe(card(1)) == "国务院 · 2020 · 通知"
    assert describe(card(1, issuers=(), date="", kind="")) == ""
    assert describe(card(1, issuers=("甲部", "乙部"))) == "甲部 等 · 2020 · 通知"


def test_a_click_opens_and_a_collected_selection_does_not(qtbot: QtBot) -> None:
    panel = LibraryPanel(Theme())
    qtbot.addWidget(panel)
    panel.resize(260, 400)
    panel.show()
    put(panel, [card(1), card(2), card(3)])
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
    put(panel, cards)
    panel._filter.setText("第29")
    panel.grab()
    assert time.perf_counter() - begun < 1, "a shelf of 3,000 must not be felt"


def test_the_list_goes_to_a_document_that_comes_to_the_front_and_stays_when_others_are_imported(qtbot: QtBot) -> None:
    panel = LibraryPanel(Theme())
    qtbot.addWidget(panel)
    panel.resize(260, 300)
    panel.show()
    cards = [card(number) for number in range(1, 50)]
    put(panel, cards)
    panel.set_current("d49")
    bar = panel._view.verticalScrollBar()
    put(panel, [*cards, *(card(number) for number in range(50, 59))])
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
    put(panel, [card(number) for number in range(20_000)])
    panel.grab()
    panel._view.selectAll()
    assert len(panel.selected()) == 20_000
    assert asked < 5_000


def test_the_filter_of_a_large_shelf_follows_between_other_events_and_the_last_words_count(qtbot: QtBot) -> None:
    model = LibraryModel()
    put(model, [card(number) for number in range(5_000)])
    model.set_filter("第49")
    assert model.rowCount() == 5_000, "all words folded in one go would stall the window"
    model.set_filter("第499")
    qtbot.waitUntil(lambda: model.rowCount() < 5_000)
    assert set(titles(model)) == {card(number).title for number in (499, *range(4_990, 5_000))}
    put(model, [card(number) for number in range(4_990, 5_010)])
    assert model.rowCount() == 10


def test_the_document_in_front_is_seen_though_the_shelf_comes_later_and_draws_the_list_once(qtbot: QtBot) -> None:
    panel = LibraryPanel(Theme())
    qtbot.addWidget(panel)
    cards = [card(number) for number in range(50)]
    panel.set_current("d3")
    put(panel, cards)
    panel.set_current("d3")
    panel.resize(260, 300)
    panel.show()
    view, row = panel._view, panel._model.rows_of({"d3"})["d3"]
    assert view.viewport().rect().contains(view.visualRect(panel._model.index(row)))
    view.scrollToTop()
    put(panel, [*cards, card(51)])
    panel.set_current("d3")
    assert view.verticalScrollBar().value() == 0, "the user looks elsewhere"


def test_home_and_end_go_to_the_ends_of_the_shelf(qtbot: QtBot) -> None:
    panel = LibraryPanel(Theme())
    qtbot.addWidget(panel)
    panel.resize(260, 300)
    panel.show()
    put(panel, [card(number) for number in range(1, 50)])
    view = panel._view
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_End)
    assert panel.selected() == ["d1"]
    qtbot.keyClick(view, Qt.Key.Key_Down)
    assert panel.selected() == ["d1"]
    qtbot.keyClick(view, Qt.Key.Key_Home)
    assert panel.selected() == ["d49"]


def shown_panel(qtbot: QtBot, cards: Sequence[Card]) -> LibraryPanel:
    panel = LibraryPanel(Theme())
    qtbot.addWidget(panel)
    panel.resize(260, 300)
    panel.show()
    put(panel, cards)
    return panel


def seen(panel: LibraryPanel) -> tuple[str, int]:
    """Give the document at the upper edge, and how much of it is above."""
    row, depth = panel._view.upper_row()
    return panel._model.card(row).id, depth


def with_years(numbers: Iterable[int]) -> list[Card]:
    return [card(number, added=f"{2000 + number}-01-01") for number in numbers]


@pytest.mark.parametrize("many", [False, True])
def test_what_is_selected_and_seen_stays_when_documents_come_and_go(qtbot: QtBot, many: bool) -> None:
    cards = with_years(range(1, 100))
    panel = shown_panel(qtbot, cards)
    view = panel._view
    view.selectRow(40)
    view.selectionModel().select(panel._model.index(44), QItemSelectionModel.SelectionFlag.Select)
    view.verticalScrollBar().setValue(38 * 54 + 17)
    before = seen(panel), panel.selected(), panel._model.card(view.currentIndex().row()).id
    gone = set(
        range(62, 100, 2 if many else 30)
    )  # above what is seen: one by one, or so many that the list begins anew
    with qtbot.waitSignals([panel._model.modelReset if many else panel._model.rowsInserted]):
        put(panel, [*(one for number, one in enumerate(cards, 1) if number not in gone), *with_years([200, 201, 202])])
    assert (seen(panel), panel.selected(), panel._model.card(view.currentIndex().row()).id) == before


def test_who_is_at_the_top_sees_what_comes_and_a_selected_document_that_went_is_not_selected(qtbot: QtBot) -> None:
    cards = with_years(range(1, 50))
    panel = shown_panel(qtbot, cards)
    panel._view.selectRow(2)
    assert panel.selected() == ["d47"]
    put(panel, [*cards, *with_years([60])])
    assert (panel._view.verticalScrollBar().value(), panel.selected()) == (0, ["d47"])
    assert seen(panel) == ("d60", 0)
    put(panel, [one for one in cards if one.id != "d47"])
    assert panel.selected() == []


def test_a_twin_that_comes_names_the_row_that_was_there(qtbot: QtBot) -> None:
    model = LibraryModel()
    general, other = card(1, title="民法典", name="总则.md"), card(3)
    put(model, [general, other])
    with qtbot.waitSignal(model.dataChanged), qtbot.assertNotEmitted(model.modelReset):
        put(model, [general, other, card(2, title="民法典", name="物权编.md")])
    assert {model.index(row).data(NAME_ROLE) for row in range(3)} == {"总则", "", "物权编"}


def test_a_shelf_that_was_emptied_says_so(qtbot: QtBot) -> None:
    panel = shown_panel(qtbot, [])
    assert "文库还是空的" in panel._empty.text()
    put(panel, [card(1)])
    assert panel._layers.currentWidget() is panel._view
    put(panel, [])
    assert panel._layers.currentWidget() is panel._empty
    assert "文库还是空的" in panel._empty.text()
    put(panel, [card(1)])
    assert panel._layers.currentWidget() is panel._view


def test_one_document_that_comes_is_one_row_for_a_large_shelf_however_it_is_filtered_and_sorted(qtbot: QtBot) -> None:
    model = LibraryModel()
    cards = [card(number) for number in range(1000)]
    put(model, cards)
    for words in ("", "第9"):
        model.set_filter(words)
        for order in ("added", "title", "date"):
            model.set_order(order)
            put(model, cards)
            before = titles(model)
            with qtbot.assertNotEmitted(model.modelReset), qtbot.waitSignal(model.rowsInserted) as told:
                put(model, [*cards, card(9999)])
            assert told.args is not None
            assert told.args[1] == told.args[2]
            after = titles(model)
            assert after.pop(told.args[1]) == card(9999).title
            assert after == before


def test_figures_of_a_card_are_kept_until_the_shelf_is_read_anew(qtbot: QtBot) -> None:
    model = LibraryModel()
    put(model, [card(1), card(2)])
    model.replace(card(1, annotations=7))
    model.set_filter("第1件")
    assert model.card(0).annotations == 7
    put(model, [card(1, annotations=8), card(2)])
    assert model.card(0).annotations == 8


def test_the_keyboard_opens_what_the_filter_found_and_goes_from_it_to_the_list(qtbot: QtBot) -> None:
    panel = LibraryPanel(Theme())
    qtbot.addWidget(panel)
    panel.resize(260, 400)
    panel.show()
    put(panel, [card(1), card(2, title="乙通知"), card(3, title="乙办法")])
    opened: list[str] = []
    panel.open_requested.connect(opened.append)
    panel._filter.setFocus()
    qtbot.waitUntil(panel._filter.hasFocus)
    qtbot.keyClick(panel._filter, Qt.Key.Key_Return)
    assert opened == [], "nothing was asked for"
    panel._filter.setText("乙")
    qtbot.keyClick(panel._filter, Qt.Key.Key_Return)
    assert opened == [panel._model.card(0).id]
    qtbot.keyClick(panel._filter, Qt.Key.Key_Down)
    assert panel._view.hasFocus()
    assert panel.selected() == [panel._model.card(0).id]
    panel._filter.setFocus()
    qtbot.keyClick(panel._filter, Qt.Key.Key_Escape)
    assert panel._model.rowCount() == 3


def test_an_issuer_without_room_goes_with_its_separator(qtbot: QtBot) -> None:
    def drawn(width: int, shown: Card) -> QImage:
        picture = QPixmap(220, 24)
        picture.fill(Qt.GlobalColor.white)
        painter = QPainter(picture)
        _Delegate._draw_facts(painter, QRect(0, 0, width, 24), shown, "")
        painter.end()
        return picture.toImage()

    nobody = card(1, issuers=())
    metrics = QFontMetrics(QApplication.font())
    tight = metrics.horizontalAdvance(describe(nobody)) + metrics.horizontalAdvance(" · 国")
    assert drawn(tight, card(1)) == drawn(tight, nobody)
    assert drawn(220, card(1)) != drawn(220, nobody)
