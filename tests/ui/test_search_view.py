"""Hits: grouped by document, folded beyond three, marked in the snippet, chosen by key and by click."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QCursor, QFontMetrics, QPainter, QPixmap
from PySide6.QtWidgets import QMainWindow, QPushButton, QStyleOptionViewItem, QToolButton
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from reader.errors import KnownError
from reader.model import Span
from search.results import Hit, How, Results
from tests.support.window_objects import card, hit
from ui.filtering import Filters
from ui.window.painting import draw_elided
from ui.window.searching.answer import Answer
from ui.window.searching.hit_delegate import HitDelegate
from ui.window.searching.hit_model import ROW_ROLE, STEP, HitModel, arrange
from ui.window.searching.search_field import SearchField
from ui.window.searching.search_view import NOTES, VERBATIM, SearchView
from ui.window.searching.snippet import label_length
from ui.window.theme import Theme

# Qt's offscreen platform says so for every window that is shown.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

CARDS = {"d1": card(1, annotations=2), "d2": card(2)}


def answer(
    related: list[Hit], verbatim: list[Hit] | None = None, notes: list[Hit] | None = None, how: How = "all"
) -> Answer:
    return Answer("知识", Results(related, len(related), how), Results(verbatim or [], 9, "verbatim"), notes or [])


@pytest.fixture
def view(qtbot: QtBot) -> SearchView:
    view = SearchView(Theme())
    qtbot.addWidget(view)
    view.resize(900, 600)
    view.show()
    return view


def kinds(hits: list[Hit], *, direct: bool = False, unfolded: frozenset[str] = frozenset()) -> list[str]:
    return [f"{row.kind}:{row.document}" for row in arrange(hits, CARDS, direct=direct, unfolded=unfolded)]


def test_hits_of_a_document_stand_together_in_the_order_of_its_best() -> None:
    mixed = [hit("d2", 0), hit("d1", 0), hit("d2", 9)]
    assert kinds(mixed) == ["document:d2", "hit:d2", "hit:d2", "document:d1", "hit:d1"]


def test_the_clause_that_was_named_stands_alone_on_top() -> None:
    assert kinds([hit("d1", 5), hit("d1", 0)], direct=True) == ["direct:d1", "document:d1", "hit:d1"]


def test_only_what_saves_room_is_folded() -> None:
    four, five = [hit("d1", n) for n in range(4)], [hit("d1", n) for n in range(5)]
    assert kinds(four).count("hit:d1") == 4
    assert kinds(five) == ["document:d1", *["hit:d1"] * 3, "more:d1"]
    assert kinds(five, unfolded=frozenset({"d1"})).count("hit:d1") == 5
    assert arrange(five, CARDS, direct=False)[-1].title == "另有 2 条"


def test_a_heading_says_what_the_document_is() -> None:
    assert arrange([hit("d1")], CARDS, direct=False)[0].meta == "国务院 · 2020 · 通知 · 2 条批注"
    assert arrange([hit("gone")], CARDS, direct=False)[0].meta == ""


def test_the_model_keeps_qts_rules(qtbot: QtBot, qtmodeltester: ModelTester) -> None:
    model = HitModel()
    model.set_hits([hit("d1", n) for n in range(6)], CARDS)
    qtmodeltester.check(model)
    model.unfold("d1")
    qtmodeltester.check(model)


def test_the_choice_steps_over_headings_and_stops_at_the_ends(qtbot: QtBot) -> None:
    model = HitModel()
    model.set_hits([hit("d1"), hit("d2")], CARDS)
    assert model.next_choice(-1, 1) == 1
    assert model.next_choice(1, 1) == 3
    assert model.next_choice(3, 1) == 3
    assert model.next_choice(1, -1) == 1


def test_counts_stand_on_the_three_words(view: SearchView) -> None:
    view.show_answer(answer([hit("d1")], [hit("d1")], [hit("d1", annotation="a")]), CARDS)
    words = [view._tabs._group.button(number).text() for number in range(3)]
    assert words == ["相关 1", "逐字 9", "批注 1"]


def test_what_is_not_all_counted_is_said_to_be_at_least_so_many(view: SearchView) -> None:
    def said() -> tuple[str, list[str]]:
        chip = view.narrowing._chips["year"]
        chip.menu().aboutToShow.emit()
        return view._tabs._group.button(0).text(), [action.text() for action in chip.menu().actions()]

    whole = replace(answer([hit("d1")]), counts=({"year": [("2024", 204)]}, {}, {}))
    part = replace(whole, ranked=replace(whole.ranked, at_least=True), at_least=(True, True, False), complete=False)
    view.show_answer(part, CARDS)
    assert said() == ("相关 1+", ["2024\t204+"])
    view.show_answer(replace(whole, ranked=replace(part.ranked, total=1561, at_least=False)), CARDS)
    assert said() == ("相关 1,561", ["2024\t204"])


def test_a_word_has_room_for_itself_in_bold(view: SearchView) -> None:
    button = view._tabs._group.button(VERBATIM)
    before = button.sizeHint().width()
    bold = button.font()
    bold.setWeight(bold.Weight.DemiBold)
    view._tabs.set_label(VERBATIM, "Verbatim 14,992")
    wider = QFontMetrics(bold).horizontalAdvance(button.text()) - button.fontMetrics().horizontalAdvance(button.text())
    assert button.sizeHint().width() == QPushButton.sizeHint(button).width() + max(0, wider) > before


def test_an_empty_list_gives_way_to_one_that_has_hits(view: SearchView) -> None:
    view.show_answer(answer([], [hit("d1")]), CARDS)
    assert view._tabs.current() == 1
    view.show_answer(answer([]), CARDS)
    assert "知识" in view._nothing.text()
    assert view._layers.currentWidget() is view._nothing
    assert view._tabs.current() == 0, "nobody chose the other list"
    view._tabs.choose(1)
    view.show_answer(answer([hit("d1")]), CARDS)
    assert view._tabs.current() == 0
    view.show_answer(answer([hit("d1")], [hit("d1")]), CARDS)
    assert view._tabs.current() == 1, "what the user chose comes back when it has hits"


def test_while_the_index_is_made_nothing_is_said_to_be_nowhere(view: SearchView) -> None:
    view.show_answer(answer([]), CARDS)
    view.set_indexing((3, 90))
    assert "索引还在建立" in view._nothing.text()
    view.set_indexing(None)
    assert "索引" not in view._nothing.text()


def test_where_there_is_little_room_the_lists_keep_their_names_and_what_is_said_beside_them_is_cut(
    qtbot: QtBot,
) -> None:
    window, view = QMainWindow(), SearchView(Theme())
    qtbot.addWidget(window)
    window.setStyleSheet(Theme("light").stylesheet())
    window.setCentralWidget(view)
    window.resize(1_200, 600)
    window.show()
    view.show_answer(answer([hit("d1")], how="best"), CARDS)
    said, asked = view._how, view._how.sizeHint().width()
    qtbot.waitUntil(lambda: said.width() == asked)
    assert said.geometry().right() > view._tabs.width() / 2, "at the right, beside the order"
    window.resize(window.width() - (said.x() - view._tabs._group.button(NOTES).geometry().right()) - 40, 600)
    tabs = [view._tabs._group.button(number) for number in range(3)]
    qtbot.waitUntil(lambda: 0 < said.width() < asked)
    assert all(tab.width() >= tab.sizeHint().width() for tab in tabs)
    assert said.toolTip() == said.text()


def test_best_match_is_said(view: SearchView) -> None:
    view.show_answer(answer([hit("d1")], how="best"), CARDS)
    assert view._how.text()
    view.show_answer(answer([hit("d1")]), CARDS)
    assert not view._how.text()


def test_the_best_match_is_opened_only_when_it_is_known_that_nothing_stands_there_as_typed(view: SearchView) -> None:
    best = replace(answer([hit("d1")], how="best"), complete=False)
    view.show_answer(best, CARDS)
    assert not view.answers("知识")
    view.show_answer(replace(best, ranked=replace(best.ranked, how="all")), CARDS)
    assert view.answers("知识"), "every word stands there"
    view.show_answer(best, CARDS)
    view.show_answer(replace(best, complete=True), CARDS)
    assert view.answers("知识")
    view._tabs.choose(VERBATIM)
    view._choose_list(VERBATIM)
    view.show_answer(replace(best, verbatim=Results([hit("d2")], 1, "verbatim")), CARDS)
    assert view.answers("知识"), "what is shown stands there as typed"


def test_keys_choose_and_open(view: SearchView, qtbot: QtBot) -> None:
    view.show_answer(answer([hit("d1", 0), hit("d1", 7)]), CARDS)
    view.move_choice(1)
    with qtbot.waitSignal(view.hit_chosen) as chosen:
        view.open_chosen()
    assert chosen.args is not None
    assert chosen.args[0].start == 7
    with qtbot.waitSignal(view.left):
        qtbot.keyClick(view, Qt.Key.Key_Escape)


def test_the_row_of_the_rest_unfolds(view: SearchView, qtbot: QtBot) -> None:
    view.show_answer(answer([hit("d1", n) for n in range(9)]), CARDS)
    rows = view._model.rowCount()
    last = view._model.index(rows - 1)
    with qtbot.assertNotEmitted(view.hit_chosen):
        qtbot.mouseClick(view.hits.viewport(), Qt.MouseButton.LeftButton, pos=view.hits.visualRect(last).center())
    assert view._model.rowCount() == 10
    view.grab()


def test_what_was_counted_but_is_not_listed_is_said_and_asked_for(view: SearchView, qtbot: QtBot) -> None:
    listed = [hit("d1", n) for n in range(5)]
    view.show_answer(Answer("知识", Results(listed, 376, "all"), Results([], 0, "verbatim"), []), CARDS)
    view._model.unfold("d1")
    last = view._model.rowCount() - 1
    assert view._model.row(last).title == "只列出了前 5 条，还有 371 条：再列一些"
    view.hits.setCurrentIndex(view._model.index(last))
    with qtbot.waitSignal(view.more_wanted):
        view.open_chosen()
    more = [*listed, *(hit("d2", n) for n in range(3))]
    wider = Answer("知识", Results(more, 8, "all"), Results([], 0, "verbatim"), [])
    view.show_answer(replace(wider, ranked=replace(wider.ranked, hits=[]), complete=False), CARDS)
    assert view._model.rowCount() == last + 1, "what is there stays until the list goes on"
    view.show_answer(wider, CARDS)
    assert [view._model.row(n).kind for n in range(last, view._model.rowCount())] == ["document", "hit", "hit", "hit"]
    assert view.hits.currentIndex().row() == last + 1, "the choice stands at what was asked for"


def test_places_that_are_still_counted_are_said_to_be_left_when_they_are_known(view: SearchView) -> None:
    places = Results([hit("d1", 0), hit("d1", 9)], 2, "verbatim")
    part = Answer("知识", Results([], 0, "all"), places, [], complete=False)
    view._choose_list(VERBATIM)
    view.show_answer(part, CARDS)
    assert [view._model.row(n).kind for n in range(view._model.rowCount())] == ["document", "hit", "hit"]
    view.show_answer(replace(part, verbatim=replace(places, total=14_992), complete=True), CARDS)
    assert view._model.row(view._model.rowCount() - 1).title == "只列出了前 2 条，还有 14,990 条：再列一些"


def test_what_is_one_line_is_drawn_in_one(qtbot: QtBot) -> None:
    picture = QPixmap(300, 40)
    drawn = []
    for words in ("第一条 甲\n（一）乙", "第一条 甲 （一）乙"):
        picture.fill(Qt.GlobalColor.white)
        painter = QPainter(picture)
        draw_elided(painter, picture.rect(), words)
        painter.end()
        drawn.append(picture.toImage())
    assert drawn[0] == drawn[1]


def test_typing_is_told_at_most_once_a_moment_and_the_last_word_always(qtbot: QtBot) -> None:
    field = SearchField(Theme(), "Ctrl K")
    qtbot.addWidget(field)
    told: list[str] = []
    field.query_changed.connect(told.append)
    for letters in ("知", "知识", "知识产", "知识产权"):
        field.set_query(letters)
    qtbot.waitUntil(lambda: len(told) == 2)
    assert told == ["知", "知识产权"]


def test_enter_searches_what_was_typed_last_before_it_opens(qtbot: QtBot) -> None:
    field = SearchField(Theme(), "Ctrl K")
    qtbot.addWidget(field)
    told: list[str] = []
    field.query_changed.connect(told.append)
    field.submitted.connect(lambda: told.append("⏎"))
    qtbot.keyClicks(field._edit, "x")
    qtbot.keyClick(field._edit, Qt.Key.Key_Return)
    assert told == ["x", "⏎"]


@pytest.mark.parametrize(
    ("path", "snippet", "marks", "shown"),
    [
        ("第三条", "第三条 国家鼓励", (Span(6, 8),), "国家鼓励"),
        ("一、（二）", "（二）发展目标", (), "发展目标"),
        ("第三条", "依照第三条的规定", (), "依照第三条的规定"),
        ("第三条", "第三条 国家鼓励", (Span(0, 3),), "第三条 国家鼓励"),
        ("附件一", "一、总则", (), "一、总则"),
        ("", "正文", (), "正文"),
    ],
)
def test_the_number_in_the_column_is_not_said_again_in_the_snippet(
    path: str, snippet: str, marks: tuple[Span, ...], shown: str
) -> None:
    found = replace(hit("d1", path=path), snippet=snippet, marks=marks)
    assert snippet[label_length(found) :] == shown


def test_where_no_marks_are_shown_a_marked_number_is_not_said_again_either() -> None:
    found = replace(hit("d1", path="第三条"), snippet="第三条 国家鼓励", marks=(Span(0, 3),))
    assert found.snippet[label_length(found, marks=False) :] == "国家鼓励"


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("“解除合同”", "没有找到原样的“解除合同”。去掉引号再试。"),
        ('"解除合同" ', "没有找到原样的“解除合同”。去掉引号再试。"),
        ("解除合同", "没有找到“解除合同”。换个说法，或用引号查找原句。"),
        ('"解除" "合同"', '没有找到“"解除" "合同"”。换个说法，或用引号查找原句。'),
    ],
)
def test_a_phrase_that_stands_nowhere_is_not_advised_to_be_put_in_quotes(
    view: SearchView, query: str, said: str
) -> None:
    view.show_answer(replace(answer([]), query=query), CARDS)
    assert view._nothing.text() == said


def test_why_a_pattern_could_not_be_looked_for_is_said_in_the_list(view: SearchView) -> None:
    trouble = KnownError("pattern-invalid", reason="missing )", position=2)
    view.show_answer(replace(answer([]), trouble=trouble), CARDS)
    assert "第 2 个字处，括号没有闭合" in view._nothing.text()
    view.narrowing.set_value("kind", "通知", wanted=True)
    view.show_answer(replace(answer([]), trouble=trouble), CARDS)
    assert "筛选" not in view._nothing.text(), "they have nothing to do with it"
    view.show_answer(answer([]), CARDS)
    assert "筛选挡住了一些文件" in view._nothing.text()


def test_suggestions_stand_above_the_hits_until_another_query(view: SearchView, qtbot: QtBot) -> None:
    view.show_answer(answer([]), CARDS)
    view.show_suggestions(["甲<b>", "乙"])
    assert view._suggestions.isVisible()
    assert "甲&lt;b&gt;" in view._suggestions.text()
    with qtbot.waitSignal(view.suggestion_chosen) as chosen:
        view._suggestions.linkActivated.emit("乙")
    assert chosen.args == ["乙"]
    view.show_answer(answer([]), CARDS)
    assert view._suggestions.isVisible(), "the same query answered again"
    view.show_answer(replace(answer([]), query="别的"), CARDS)
    assert not view._suggestions.isVisible()


def test_the_places_follow_the_clauses_without_moving_the_choice(view: SearchView) -> None:
    clauses = Results([hit("d1"), hit("d2")], 2, "all")
    nothing = Results([], 0, "verbatim")
    first = Answer("知识", clauses, nothing, [], at_least=(True, True, False), complete=False)
    view.show_answer(first, CARDS)
    assert view._tabs._group.button(VERBATIM).text() == "逐字 …"
    view.move_choice(1)
    row = view.hits.currentIndex().row()
    view.show_answer(replace(first, verbatim=Results([hit("d1")], 40, "verbatim")), CARDS)
    assert view._tabs._group.button(VERBATIM).text() == "逐字 40+"
    known = replace(first, verbatim=Results([hit("d1")], 61, "verbatim"), at_least=(True, False, False))
    view.show_answer(known, CARDS)
    assert view._tabs._group.button(VERBATIM).text() == "逐字 61", "though the clauses are still counted"
    view.show_answer(replace(known, complete=True), CARDS)
    assert view._tabs._group.button(VERBATIM).text() == "逐字 61"
    assert view.hits.currentIndex().row() == row


def test_nothing_is_said_to_be_nowhere_before_all_was_looked_through(view: SearchView) -> None:
    nothing = Results([], 0, "all")
    unknown = Answer("乌有", nothing, nothing, [], complete=False)
    view.show_answer(unknown, CARDS)
    assert not view._nothing.text()
    view.show_answer(replace(unknown, complete=True), CARDS)
    assert "没有找到" in view._nothing.text()


def test_snippets_wrap_anew_when_the_room_has_come_to_rest(view: SearchView, qtbot: QtBot) -> None:
    view.resize(1200, 700)
    view.show()
    long = replace(hit("d1"), snippet="应当" * 60)
    view.show_answer(Answer("应当", Results([long], 1, "all"), Results([], 0, "verbatim"), []), CARDS)
    row = view._model.index(1)
    qtbot.waitUntil(lambda: view.hits.visualRect(row).height() > 0)
    wide = view.hits.visualRect(row).height()
    view.resize(900, 700)
    view.resize(500, 700)
    qtbot.waitUntil(lambda: view.hits.visualRect(row).height() > wide)


def test_many_hits_are_laid_out_as_the_user_scrolls(qtbot: QtBot) -> None:
    model = HitModel()
    model.set_hits([hit(f"d{n}") for n in range(40)], {})
    assert model.rowCount() == STEP
    model.fetchMore()
    assert model.rowCount() == 2 * STEP
    model.set_hits([hit(f"d{n}") for n in range(40)], {})
    choice = -1
    for _ in range(40):
        choice = model.next_choice(choice, 1)
    assert choice == 79, "the keys go on through the rows that were not laid out yet"


def test_a_pattern_may_run_across_paragraphs_if_asked(view: SearchView, qtbot: QtBot) -> None:
    narrowing = view.narrowing
    regex, across = (
        next(button for button in narrowing.manner.findChildren(QToolButton) if button.text() == words)
        for words in ("正则", "跨段")
    )
    assert not across.isVisibleTo(narrowing.manner), "other queries run across paragraphs always"
    heard: list[tuple[bool, bool]] = []
    narrowing.changed.connect(lambda: heard.append((narrowing.regex, narrowing.across)))
    regex.click()
    assert across.isVisibleTo(narrowing.manner)
    across.click()
    regex.click()
    assert heard == [(True, False), (True, True), (False, False)]
    narrowing.set_choice(Filters(), "relevance", True, True)
    assert narrowing.across
    assert across.isVisibleTo(narrowing.manner)
    assert len(heard) == 3, "a saved search is asked by who brings it"


def test_what_the_first_picture_needs_is_drawn_before_and_changes_nothing(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    view = SearchView(Theme())
    qtbot.addWidget(view)
    seen: list[str] = []
    draw = HitDelegate._draw_unseen
    monkeypatch.setattr(
        HitDelegate, "_draw_unseen", lambda delegate, words: (seen.append(words), draw(delegate, words))
    )
    steps = view.warming()
    assert not seen, "in turns of their own, not in the one that made the view"
    for step in steps:
        known = len(seen)
        step()
        assert len(seen) <= known + 1
    assert len(seen) > 1
    assert view.isHidden()
    assert view._model.rowCount() == 0


def test_lines_stay_readable_on_a_wide_screen(view: SearchView) -> None:
    view.resize(2400, 600)
    delegate = HitDelegate(Theme(), view.hits)
    long = replace(hit("d1"), snippet="应当" * 80, marks=())
    wide = delegate._lay_out(long).height
    view.resize(1300, 600)
    assert wide == delegate._lay_out(long).height
    assert wide > 2 * delegate._lay_out(replace(long, snippet="应当" * 30)).height, "160 characters: three lines of 66"


def test_a_snippet_is_laid_out_for_the_query_that_found_it(view: SearchView) -> None:
    delegate = HitDelegate(Theme(), view.hits)
    wages = replace(hit("d1"), snippet="劳动者的工资", marks=(Span(4, 6),))
    note = replace(hit("d1", annotation="a"), snippet="问人事处", marks=())

    def drawn(one: Hit) -> tuple[str, list[tuple[int, int]]]:
        layout = delegate._lay_out(one)._layout
        return layout.text(), [(mark.start, mark.length) for mark in layout.formats()]  # type: ignore[attr-defined]

    assert drawn(replace(wages, marks=(Span(5, 6),))) == ("劳动者的工资", [(5, 1)])
    assert drawn(wages) == ("劳动者的工资", [(4, 2)]), "the words typed by now, not those of a keystroke ago"
    assert drawn(note)[0] == "问人事处"
    assert drawn(replace(note, snippet="问过了"))[0] == "问过了", "a note that was written on since"
    assert delegate._lay_out(replace(wages, document="d2")) is delegate._lay_out(wages), (
        "kept as long as nothing is other"
    )


def test_a_click_on_a_heading_leaves_the_choice_where_it_is(view: SearchView, qtbot: QtBot) -> None:
    view.show_answer(answer([hit("d1"), hit("d1", 9), hit("d2")]), CARDS)
    view.move_choice(1)
    rows, model = view.hits, view._model
    assert rows.currentIndex().row() == 2
    heading = rows.visualRect(model.index(3))
    with qtbot.assertNotEmitted(view.hit_chosen):
        qtbot.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=heading.center())
    assert rows.selectionModel().selectedIndexes() == [model.index(2)]
    assert rows.currentIndex().row() == 2
    qtbot.keyClick(rows, Qt.Key.Key_Down)
    assert rows.currentIndex().row() == 4, "the keys of the list pass headings over too"


def test_what_the_user_chose_stays_chosen_when_the_hits_are_sorted_narrowed_or_found_again(view: SearchView) -> None:
    hits = [hit(f"d{n}", start) for n in range(1, 9) for start in range(6)]

    def chosen() -> tuple[str, int]:
        row = view.hits.currentIndex().data(ROW_ROLE)
        return row.document, row.hit.start

    view.show_answer(answer(hits), CARDS)
    view.show_answer(answer(hits[::-1]), CARDS)
    assert chosen() == ("d8", 5), "the first, for the user has not chosen any"
    for _ in range(5):
        view.move_choice(1)
    assert chosen() == ("d7", 4)
    place = view.hits.visualRect(view.hits.currentIndex()).top()
    view.show_answer(answer(hits), CARDS)
    assert chosen() == ("d7", 4), "in another order, unfolded where it was folded away"
    assert view.hits.visualRect(view.hits.currentIndex()).top() == place, "and where the eye left it"
    view.show_answer(answer(hits[:3]), CARDS)
    assert chosen() == ("d1", 0), "narrowed to others"
    view.show_answer(answer(hits), CARDS)
    assert chosen() == ("d7", 4)
    view.show_answer(answer(hits, hits), CARDS)
    view._tabs.choose(VERBATIM)
    assert chosen() == ("d1", 0), "each list has a choice of its own"
    view.show_answer(replace(answer(hits), query="产权"), CARDS)
    assert chosen() == ("d1", 0), "what is asked now is something else"


def test_who_comes_back_to_the_hits_is_where_he_was_among_them(view: SearchView, qtbot: QtBot) -> None:
    hits = [hit(f"d{n}", start) for n in range(1, 30) for start in range(3)]
    view.show_answer(answer(hits), CARDS)
    for _ in range(40):
        view.move_choice(1)
    place = view.hits.visualRect(view.hits.currentIndex()).top()
    with qtbot.waitSignal(view.hit_chosen) as opened:
        view.open_chosen()
    view.forget()
    view.hide()
    view.show()
    view.show_answer(answer(hits), CARDS)
    assert view.hits.currentIndex().data(ROW_ROLE).hit == opened.args[0]
    assert view.hits.visualRect(view.hits.currentIndex()).top() == place
    view.forget()
    view.resize(900, 300)
    view.show_answer(answer(hits), CARDS)
    assert view.hits.viewport().rect().contains(view.hits.visualRect(view.hits.currentIndex()))


def test_an_older_version_that_was_chosen_is_unfolded_again(qtbot: QtBot) -> None:
    cards = {f"d{n}": card(n, title="试验法", date=f"20{n}0-01-01", issuers=()) for n in (1, 2)}
    hits = [hit("d2"), hit("d1", 7)]
    model = HitModel()
    model.set_hits(hits, cards)
    assert [row.kind for row in model._rows] == ["document", "hit", "versions"]
    assert model.row(model.find(hits[1])).hit == hits[1]
    assert model.find(hit("d1", 8)) == -1


def test_the_older_versions_of_the_clause_that_was_named_are_folded_below_it(qtbot: QtBot) -> None:
    cards = {f"d{n}": card(n, title="试验法", date=f"20{n}0-01-01", issuers=()) for n in (1, 2)} | {"d3": card(3)}
    old, new, other = hit("d1", 7), hit("d2"), hit("d3")
    model = HitModel()
    model.set_hits([new, old, other], cards, direct=True)
    assert [row.kind for row in model._rows] == ["direct", "versions", "document", "hit"]
    model.unfold(model.row(1).family)
    assert [row.hit for row in model._rows if row.kind in ("direct", "hit")] == [new, old, other]
    rows = arrange([old, new, other], cards, direct=True)
    assert [row.hit for row in rows if row.hit] == [old, new, other], "an older one that was named hides none"
    assert "versions" not in [row.kind for row in rows]


def test_a_pattern_that_matches_nothing_is_answered_where_patterns_are_found(view: SearchView) -> None:
    view.narrowing.set_choice(Filters(), "relevance", True, False)
    view.show_answer(replace(answer([]), verbatim=Results([], 0, "verbatim")), CARDS)
    assert view._tabs.current() == VERBATIM
    assert "跨段" in view._nothing.text()


def test_a_long_path_beside_a_short_snippet_is_not_cut(view: SearchView) -> None:
    delegate = HitDelegate(Theme(), view.hits)
    short = replace(hit("d1"), snippet="应当备案", marks=(), path="国家职业教育改革实施方案三、（十一）")
    model = HitModel()
    model.set_hits([short], CARDS)
    rows = [delegate.sizeHint(QStyleOptionViewItem(), model.index(row)).height() for row in range(model.rowCount())]
    assert rows[-1] >= 3 * QFontMetrics(delegate._path).lineSpacing()


def test_a_pattern_without_a_match_is_not_advised_to_use_quotes(view: SearchView) -> None:
    view.narrowing.set_choice(Filters(), "relevance", True, False)
    view._query = "甲.*乙"
    said = view._nothing_found(VERBATIM)
    assert "引号" not in said
    assert "跨段" in said
    view.narrowing.set_choice(Filters(), "relevance", True, True)
    assert "跨段" not in view._nothing_found(VERBATIM)


def test_a_chip_forgets_the_mouse_when_its_menu_closes(view: SearchView, qtbot: QtBot) -> None:
    chip = view.narrowing._order
    chip.setAttribute(Qt.WidgetAttribute.WA_UnderMouse)
    QCursor.setPos(view.mapToGlobal(QPoint(600, 500)))
    chip.menu().aboutToHide.emit()
    assert not chip.testAttribute(Qt.WidgetAttribute.WA_UnderMouse)
