"""Finding without the mouse: from the field to a hit, on in the document, back to the keys that annotate."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QInputDialog

from reader.errors import KnownError
from reader.model import Span
from tests.journeys.conftest import SAMPLE, Begin
from tests.support.user import User
from ui.filtering import Filters
from ui.indexed import Indexed
from ui.indexing import INDEX_FOLDER
from ui.window.left_panel import FACETS, LIBRARY, OUTLINE, TASKS
from ui.workers import Worker

# Qt's offscreen platform says so for every menu that is shown.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

LAW = "中华人民共和国试验法\n\n第一章 总则\n\n第一条 为了试验，制定本法。\n\n第二条 国家鼓励试验。\n\n第二章 附则\n\n第三条 试、验应当公开。\n"


@pytest.fixture
def unindexed(library: Path) -> None:
    """Let the library begin without an index."""
    shutil.rmtree(library / INDEX_FOLDER)


@pytest.fixture
def law(begin_with: Begin) -> None:
    """Let the library begin with the law beside the sample."""
    begin_with(LAW)


@pytest.mark.usefixtures("law")
def test_find_in_document_counts_steps_lists_and_hands_over_to_the_keys_that_annotate(user: User) -> None:
    user.waits_for_document("中华人民共和国试验法")
    bar, found = user.window.find_bar, user.page._surface.found
    user.press("F", control=True)
    assert bar.isVisible()
    user.type("试验")
    user.wait(lambda: bar._count.text() == "1 / 4")
    first = found.current
    assert first == user.place_of("试验")
    user.press("F3")
    user.press("Return")
    assert bar._count.text() == "3 / 4"
    user.press("F3", shift=True)
    assert bar._count.text() == "2 / 4"
    user.press("F3", shift=True)
    user.press("F3", shift=True)
    assert bar._count.text() == "4 / 4", "round and round; the mark inside the word is passed over"
    bar._all.click()
    rows = bar._list
    assert [rows.item(row).text()[:3] for row in range(4)] == ["中华人", "第一条", "第二条", "第三条"]
    rows.setCurrentRow(2)
    encouraged = user.place_of("鼓励试验")
    assert found.current == Span(encouraged.start + 2, encouraged.end)
    user.wait(lambda: user.page.has_settled)
    bar._edit.setFocus()
    user.press("Escape")
    assert not bar.isVisible()
    assert found.current is None
    user.wait(lambda: user.page.marking.selected() is not None)
    user.press("1")
    user.wait(lambda: [mark.quote for mark in user.marks] == ["试验"])


@pytest.mark.usefixtures("law")
def test_find_stays_within_a_clause_and_follows_the_document(user: User) -> None:
    user.waits_for_document("中华人民共和国试验法")
    bar = user.window.find_bar
    user.window.desk.jump_here(user.place_of("第二条"))
    user.wait(lambda: [clause.label for clause in user.window.desk.chain][:1] == ["第一章"])
    user.press("F", control=True)
    user.type("试验")
    user.wait(lambda: bar._count.text().endswith("/ 4"))
    chapter = bar._scope.menu().actions()[1]
    assert chapter.text() == "第一章 总则"
    chapter.trigger()
    user.wait(lambda: bar._count.text().endswith("/ 2"))
    user.window.desk.jump_here(user.place_of("第三条"))
    user.wait(lambda: [clause.label for clause in user.window.desk.chain][:1] == ["第二章"])
    bar._scope.menu().aboutToShow.emit()
    scopes = bar._scope.menu().actions()
    assert [one.text() for one in scopes] == ["全文", "第一章 总则", "第二章 附则", "第三条"], (
        "where the reader is by now"
    )
    assert scopes[1].isChecked()
    scopes[2].trigger()
    user.wait(lambda: bar._count.text().endswith("/ 1"))
    assert bar._scope.text() == "第二章 附则 ▾"
    user.press("Tab", control=True)
    user.waits_for_document(SAMPLE)
    user.wait(lambda: user.page._surface.found.current == user.place_of("试验"))
    assert bar._scope.text() == "全文 ▾"


@pytest.mark.usefixtures("law")
def test_a_hit_of_the_library_is_opened_and_gone_on_from_by_key(user: User) -> None:
    user.waits_for_document("中华人民共和国试验法")
    user.wait(lambda: not user.window.session.index.is_busy())
    hits = user.search("试验 公开")
    user.wait(lambda: hits.currentIndex().isValid())
    user.press("Return")
    user.wait(lambda: not user.window.finder.is_shown() and user.page.has_settled)
    user.wait(lambda: user.page.marking.selected() is not None)
    user.press("1")
    user.wait(lambda: len(user.marks) == 1)
    assert user.marks[0].quote, "from the field to the annotation without the mouse"
    user.press("F3")
    user.wait(lambda: user.window.find_bar.isVisible())
    assert user.window.find_bar.query == "试验 公开"


@pytest.mark.usefixtures("law")
def test_a_slip_of_the_pen_is_mended_by_a_click(user: User) -> None:
    user.waits_for_document("中华人民共和国试验法")
    user.wait(lambda: not user.window.session.index.is_busy())
    view = user.window.finder.view
    user.press("K", control=True)
    user.type("关于公凯")
    user.wait(lambda: view._suggestions.isVisible())
    assert "您是不是要找" in view._suggestions.text()
    user.window.top.search.set_query("gongkai")
    user.wait(lambda: 'href="公开"' in view._suggestions.text())
    view._suggestions.linkActivated.emit("公开")
    user.wait(lambda: view._query == "公开" and not view._suggestions.isVisible())
    assert "公开" in view._model.row(1).hit.snippet  # type: ignore[union-attr]


@pytest.mark.usefixtures("law")
def test_a_search_is_remembered_saved_with_its_filters_asked_again_and_forgotten(user: User) -> None:
    user.waits_for_document("中华人民共和国试验法")
    user.wait(lambda: not user.window.session.index.is_busy())
    finder, narrowing = user.window.finder, user.window.finder.view.narrowing

    def menu() -> dict[str, QAction]:
        finder.memory.menu.clear()
        user.window.top.search.memory_wanted.emit()
        user.wait(lambda: bool(finder.memory.menu.actions()))
        finder.memory.menu.hide()
        return {action.text(): action for action in finder.memory.menu.actions()}

    assert "还没有检索过" in menu()
    user.search("试验 公开")
    narrowing._take(Filters({"kind": frozenset({"法律"})}))
    menu()["收藏这次检索"].trigger()
    narrowing.clear()
    user.wait(lambda: user.window.finder.view._lists[0] != [])
    user.window.finder.view.open_chosen()
    assert not finder.is_shown()
    user.window.top.search.set_query("")
    assert {"★ 试验 公开 · 法律", "试验 公开"} <= set(menu())
    menu()["★ 试验 公开 · 法律"].trigger()
    user.wait(finder.is_shown)
    assert narrowing.filters == Filters({"kind": frozenset({"法律"})})
    assert finder.last_query() == "试验 公开"
    menu()["清除检索历史"].trigger()
    assert "试验 公开" not in menu()
    menu()
    finder.memory.naming.actions()[0].trigger()
    dialog = user.window.findChild(QInputDialog)
    assert dialog.textValue() == "试验 公开 · 法律"
    dialog.setTextValue("公开的试验")
    dialog.accept()
    user.wait(lambda: "★ 公开的试验" in menu())
    assert "公开的试验" in user.window.messages._bar.text()
    user.window.messages._bar._button.click()
    user.wait(lambda: "★ 试验 公开 · 法律" in menu())
    narrowing.set_choice(Filters(annotated=True), "date", True, True)
    menu()["收藏这次检索"].trigger()
    user.wait(lambda: "已收藏" in user.window.messages._bar.text())
    assert "★ 试验 公开 · 有批注 · 按日期 · 正则 · 跨段" in menu(), "another question than that of the same words"
    finder.memory.forgetting.actions()[0].trigger()
    user.wait(lambda: "★ 试验 公开 · 法律" not in menu())


@pytest.mark.usefixtures("law")
def test_a_search_is_narrowed_at_the_left_which_is_as_before_when_it_is_over(user: User) -> None:
    user.waits_for_document("中华人民共和国试验法")
    user.wait(lambda: not user.window.session.index.is_busy())
    window, left = user.window, user.window.left
    left.segments.choose(OUTLINE)
    user.search("试验")
    panel, narrowing = window.finder.view.facets, window.finder.view.narrowing
    user.wait(panel.isVisible)
    assert narrowing.isHidden()
    user.wait(lambda: "法律" in [panel._entries.index(row).data() for row in range(panel._entries.rowCount())])
    window.resize(760, 700)
    user.wait(narrowing.isVisible)  # without the panel the row above the hits has them
    assert not left.isVisible()
    window.resize(1280, 776)
    user.wait(lambda: panel._entries.rowCount() > 3 and not narrowing.isVisible())
    law = next(row for row in range(panel._entries.rowCount()) if panel._entries.index(row).data() == "法律")
    panel._view.setFocus()
    panel._view.setCurrentIndex(panel._entries.index(law))
    user.press("Space")
    user.wait(lambda: {hit.title for hit in window.finder.view._lists[0]} == {"中华人民共和国试验法"})
    assert window._keeper._state().segment == OUTLINE, "what the next start shows"
    user.press("Escape")
    assert not window.finder.is_shown()
    assert not panel.isVisible()
    assert left.segments.current() == OUTLINE
    narrowing.clear()
    word = left.segments._group.button(FACETS)
    for number, place in ((FACETS, word), (OUTLINE, left.outline), (TASKS, left.tasks), (LIBRARY, left.library)):
        user.search("试验")
        left.segments.choose(number)
        place.setFocus()
        assert left.isAncestorOf(QApplication.focusWidget())
        user.press("Escape")
        assert not window.finder.is_shown(), number


@pytest.mark.usefixtures("law")
def test_going_to_the_next_document_leaves_a_search_and_closing_one_beneath_takes_no_keyboard(user: User) -> None:
    user.waits_for_document("中华人民共和国试验法")
    user.wait(lambda: not user.window.session.index.is_busy())
    window, before = user.window, user.window.area.current()
    user.search("试验")
    window.actions_["next-tab"].trigger()
    assert not window.finder.is_shown()
    assert window.area.current() != before
    user.wait(lambda: QApplication.focusWidget() is window.area.page())
    window.area.close_document(before)
    window.area.add_tab(window.session.cards[before])  # as after a start: a tab that was not read yet
    user.search("试验")
    window.actions_["close-tab"].trigger()
    assert window.area.current() == before
    user.wait(lambda: window.area.page() is not None and window._tasks.is_idle())
    assert QApplication.focusWidget() is window.top.search._edit
    user.press("Escape")
    assert QApplication.focusWidget() is window.area.page()


def test_leaving_an_empty_field_gives_the_keyboard_back_to_the_page(user: User) -> None:
    user.wait(lambda: user.has_page)
    user.press("K", control=True)
    assert QApplication.focusWidget() is user.window.top.search._edit
    user.press("Escape")
    assert user.page.isAncestorOf(QApplication.focusWidget()) or QApplication.focusWidget() is user.page


@pytest.mark.usefixtures("unindexed")
def test_what_stands_on_the_shelf_is_found_before_the_index_has_it(
    user: User, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    user.wait(lambda: not user.window.session.index.is_busy())

    def index(*_arguments: object, **_told: object) -> Indexed:
        raise KnownError("index-busy")

    monkeypatch.setattr(Worker, "index", index)
    user.wait(lambda: len(user.titles) == 1)
    law = tmp_path / "law.txt"
    law.write_text("中华人民共和国试行法\n第一条 为了试行，制定本法。\n第二条 试行以后应当总结。\n", "utf-8")
    user.drop([law])
    user.waits_for_document("中华人民共和国试行法")
    user.search("试行以后")
    user.press("Return")
    found = user.place_of("试行以后")
    user.wait(lambda: not user.window.finder.is_shown() and user.page._frame.visible().overlaps(found))
