"""The small parts of the window, each by itself."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
import shiboken6
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QMimeData, QPoint, QRect, Qt, QUrl
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QLineEdit, QMainWindow, QMenu, QPushButton, QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from reader.errors import Cancelled, KnownError
from storage.trash import Deleted, Removed, Wording
from tests.support.page_texts import page_text, placed
from tests.support.window_objects import card
from ui.exporting import Choice, Order
from ui.importing import ImportRow, Source
from ui.translation import language
from ui.window import fonts
from ui.window.about_dialog import VERSION
from ui.window.actions import TABLE, Actions
from ui.window.application import dress
from ui.window.correct_dialog import CorrectDialog
from ui.window.crash_hook import CrashHook
from ui.window.eliding import ASIDE_ROLE
from ui.window.export_dialog import ExportDialog
from ui.window.importing.import_report import report, summary
from ui.window.importing.importer import contents
from ui.window.messages import MessageBar, Messages
from ui.window.notes.history_dialog import HistoryDialog
from ui.window.notes.times import short_time
from ui.window.panel_folding import PanelFolding
from ui.window.shelf.removed_dialog import RemovedDialog
from ui.window.status_bar import StatusBar
from ui.window.theme import ASSETS, Theme
from ui.window.travel import Stop, Travel
from ui.window.welcome import Welcome
from ui.window.window_state import WindowState

# Qt's offscreen platform says so for every window that is shown.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

ROWS = [
    ImportRow("/a/甲.txt", "imported", "d1", "甲"),
    ImportRow("/a/乙.txt", "failed", message="读不了"),
    ImportRow("", "unchanged", "d3", "丙"),
]


# Actions


def test_no_key_does_two_things() -> None:
    keys = [QKeySequence(key).toString() for spec in TABLE for key in spec.keys]
    assert len(keys) == len(set(keys))
    assert all(keys), "a key that Qt does not know"


def test_every_icon_of_an_action_is_there() -> None:
    assert [spec.id for spec in TABLE if spec.icon and not (ASSETS / "icons" / f"{spec.icon}.svg").is_file()] == []


def test_every_action_stands_in_the_menu_or_has_a_key() -> None:
    assert [spec.id for spec in TABLE if not spec.menu and not spec.keys] == []


def test_the_menu_fits_a_low_screen_and_holds_every_action(qtbot: QtBot, qapp: QApplication) -> None:
    dress(qapp)  # in the program's own font, whichever tests went before
    window = QWidget()
    qtbot.addWidget(window)
    window.setStyleSheet(Theme("light").stylesheet())
    actions = Actions(window)
    menu = actions.menu(window)
    assert menu.sizeHint().height() <= 640, "a screen of 720 has a bar of its own, and the menu hangs below the buttons"
    held = {action.objectName() for part in (menu, *menu.findChildren(QMenu)) for action in part.actions()}
    assert {spec.id for spec in TABLE if spec.menu} <= held


def test_an_action_without_handler_is_a_mistake_of_ours(qtbot: QtBot) -> None:
    window = QMainWindow()
    qtbot.addWidget(window)
    with pytest.raises(KeyError, match="undo"):
        Actions(window).connect_all({spec.id: window.show for spec in TABLE if spec.id != "undo"})


# Messages


@pytest.fixture
def bar(qtbot: QtBot) -> MessageBar:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(800, 600)
    window.show()
    bar = MessageBar(Theme(), window)
    bar._owner_for_test = window  # type: ignore[attr-defined]  # kept alive with the bar
    return bar


def test_a_message_offers_one_thing_to_do(bar: MessageBar) -> None:
    done: list[str] = []
    Messages(bar).info("已移除", "撤销", lambda: done.append("undo"))
    assert bar.text() == "已移除"
    bar._button.click()
    assert done == ["undo"]
    assert bar.text() == ""


def test_an_offer_waits_for_the_user_and_is_reached_by_keys(bar: MessageBar, qtbot: QtBot) -> None:
    messages, done = Messages(bar), []
    field = QLineEdit(bar.parentWidget())
    field.show()
    bar.window().activateWindow()
    field.setFocus()
    messages.info("已复制")
    assert bar._timer.isActive()
    messages.info("可以关联", "关联", lambda: done.append("link"))
    assert not bar._timer.isActive(), "nobody has to hurry"
    messages.outdate()
    assert bar.text() == "可以关联", "it means the same whatever was done since"
    messages.take_keyboard()
    assert bar._button.hasFocus()
    qtbot.keyClick(bar._button, Qt.Key.Key_Escape)
    assert (bar.text(), done) == ("", [])
    assert field.hasFocus()
    messages.info("可以关联", "关联", lambda: done.append("link"))
    messages.take_keyboard()
    qtbot.keyClick(bar._button, Qt.Key.Key_Return)
    assert (bar.text(), done) == ("", ["link"])
    assert field.hasFocus()


def test_a_message_goes_out_of_the_way_of_what_floats_over_the_page(bar: MessageBar) -> None:
    room = bar.parentWidget()
    page = QWidget(room)
    page.setGeometry(200, 80, 500, 480)
    page.show()
    tools = QWidget(page)
    tools.setGeometry(20, 420, 400, 44)
    tools.hide()
    messages = Messages(bar)
    messages.keep_off(tools)
    messages.offer_undo("已移除《试验法》", lambda: None)
    foot = bar.y()
    assert foot > 480
    tools.show()
    assert not bar.geometry().intersects(QRect(tools.mapTo(room, QPoint(0, 0)), tools.size()))
    assert page.y() < bar.y() < page.y() + 40, (
        "at the head of the page: the words that the tools belong to are at its foot"
    )
    tools.hide()
    assert bar.y() == foot
    tools.move(20, 30)
    tools.show()
    assert bar.y() == foot, "it is in nobody's way"
    tools.move(20, 425)
    assert bar.y() < 200, "the words were scrolled, and the tools with them"
    shiboken6.delete(page)
    messages.info("已复制")
    assert bar.y() > 480


def test_an_offer_to_undo_ends_when_something_else_is_done(bar: MessageBar) -> None:
    messages = Messages(bar)
    messages.offer_undo("已删除", lambda: None)
    assert bar._button.text() == "撤销"
    messages.outdate()
    assert bar.text() == ""
    messages.warn("读不了")
    messages.outdate()
    assert bar.text() == "读不了"


def test_an_offer_to_undo_outlives_what_changes_nothing(bar: MessageBar) -> None:
    messages = Messages(bar)
    messages.outdate(7)
    messages.offer_undo("已移除", lambda: None)
    messages.outdate(7)
    assert bar.text() == "已移除", "the panels read what they show once more"
    messages.outdate(8)
    assert bar.text() == ""


def test_an_offer_to_look_ends_when_nothing_of_it_is_left(bar: MessageBar) -> None:
    messages = Messages(bar)
    messages.info("已导入 2 件", "查看", lambda: None, about=("a", "b"))
    messages.forget({"a", "c"})
    assert bar.text() == "已导入 2 件"
    messages.forget({"b"})
    assert bar.text() == ""
    messages.info("已导出 2 件", "查看", lambda: None)
    messages.forget({"a", "b"})
    assert bar.text() == "已导出 2 件"


def test_a_long_message_wraps_inside_the_window(bar: MessageBar) -> None:
    Messages(bar).error("很长的话。" * 60)
    assert bar.width() <= 640
    assert bar.height() > 60
    assert bar.parentWidget() is not None
    assert bar.geometry().bottom() < 600


def test_a_message_never_hides_what_comes_next(bar: MessageBar) -> None:
    window = bar.parentWidget()
    button = QPushButton("接受", window)
    button.setGeometry(300, 550, 100, 30)
    bar.keep_clear(button)
    bar.say("info", "已接受", "撤销", lambda: None)
    usual = bar.geometry()
    button.show()
    assert not bar.geometry().intersects(button.geometry())
    button.hide()
    assert bar.geometry() == usual


def test_a_known_error_is_a_sentence_and_a_cancel_is_silence(bar: MessageBar) -> None:
    messages = Messages(bar)
    messages.report(Cancelled())
    assert bar.text() == ""
    messages.report(KnownError("disk-full", path="/x"))
    assert "/x" in bar.text()


# Import


def test_the_summary_counts_only_what_happened() -> None:
    assert summary(ROWS) == "已导入 1 件，1 件已在文库，1 件失败"


def test_the_report_puts_failures_first_and_keeps_qts_rules(qtbot: QtBot, qtmodeltester: ModelTester) -> None:
    shown = report(ROWS)
    qtbot.addWidget(shown)
    model = shown.model
    qtmodeltester.check(model)
    cells = [[model.index(row, column).data() for column in range(3)] for row in range(3)]
    assert cells == [["失败", "乙.txt", "读不了"], ["已导入", "甲.txt", "甲"], ["没有变化", "剪贴板", "丙"]]


def test_a_row_of_the_report_opens_its_document(qtbot: QtBot) -> None:
    shown = report(ROWS)
    qtbot.addWidget(shown)
    with qtbot.waitSignal(shown.open_requested) as asked:
        shown._open(shown.model.index(1, 0))
    assert asked.args == ["d1"]


def test_what_is_pasted_or_dropped(tmp_path: Path) -> None:
    files, text, page, nothing = QMimeData(), QMimeData(), QMimeData(), QMimeData()
    files.setUrls([QUrl.fromLocalFile(str(tmp_path)), QUrl("https://example.invalid/x")])
    files.setText("ignored")
    text.setText("第一条　𠀀")
    page.setHtml("<p>第一条</p>")
    page.setText("第一条")
    nothing.setText(" \n")
    assert contents(files) == [tmp_path]
    assert contents(text) == [Source("", "剪贴板.txt", "第一条　𠀀".encode())]
    assert [source.name for source in contents(page) if isinstance(source, Source)] == ["剪贴板.html"]
    assert contents(nothing) == []


# Dialogs


def test_only_what_was_changed_is_corrected(qtbot: QtBot) -> None:
    dialog = CorrectDialog(card(1, issuers=("甲部", "乙部")))
    qtbot.addWidget(dialog)
    dialog._edits["title"].setText("新题")
    dialog._edits["issuers"].setText("甲部、 丙部 ")
    dialog._edits["kind"].setText("")
    with qtbot.waitSignal(dialog.corrected) as told:
        dialog.accept()
    assert told.args == ["d1", {"title": "新题", "issuers": ["甲部", "丙部"], "kind": None}]


def test_a_date_that_is_none_is_not_taken(qtbot: QtBot) -> None:
    dialog = CorrectDialog(card(1))
    qtbot.addWidget(dialog)
    dialog._edits["date"].setText("2020年1月")
    with qtbot.assertNotEmitted(dialog.corrected):
        dialog.accept()
    assert dialog._problem.text()


def test_nothing_changed_is_nothing_corrected(qtbot: QtBot) -> None:
    dialog = CorrectDialog(card(1))
    qtbot.addWidget(dialog)
    with qtbot.assertNotEmitted(dialog.corrected):
        dialog.accept()


def test_export_asks_for_what_and_where(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    dialog = ExportDialog([card(1)], [card(1), card(2)])
    qtbot.addWidget(dialog)
    monkeypatch.setattr(
        "ui.window.export_dialog.QFileDialog.getSaveFileName", lambda *_asked: (str(tmp_path / "批注"), "")
    )
    dialog._all.setChecked(True)
    with qtbot.waitSignal(dialog.export_requested) as asked:
        dialog.accept()
    assert asked.args == [Order(["d1", "d2"], tmp_path / "批注.md")]


def test_the_file_of_many_notes_is_called_notes_in_english(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    offered: list[str] = []
    monkeypatch.setattr(
        "ui.window.export_dialog.QFileDialog.getSaveFileName",
        lambda _parent, _title, place, _forms: (offered.append(place), ("", ""))[1],
    )
    with language("en"):
        dialog = ExportDialog([], [card(1), card(2)])
        qtbot.addWidget(dialog)
        dialog.accept()
    assert [Path(place).name for place in offered] == ["Notes.md"]


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_export_takes_several_colors_types_and_tags(qtbot: QtBot) -> None:
    dialog = ExportDialog([card(1)], [], tags=["a&b", "核对"], color_names={"pink": "待落实"})
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.choice() == Choice(), "what is not narrowed takes all"
    assert dialog.colors.text() == dialog.tags.text() == "全部"
    menu = dialog.colors.menu()
    menu.popup(dialog.mapToGlobal(dialog.rect().center()))
    for key in ("Down", "Space", "Down", "Down", "Down", "Space"):
        qtbot.keyClick(menu, getattr(Qt.Key, f"Key_{key}"))
    assert menu.isVisible(), "it stays while things are ticked"
    qtbot.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(menu.actions()[1]).center())
    assert menu.isVisible()
    qtbot.keyClick(menu, Qt.Key.Key_Escape)
    assert dialog.colors.text() == "黄色、绿色、待落实"
    dialog.types.choose("question", "todo")
    dialog.tags.choose("a&b", "核对")
    assert dialog.tags.text() == "a&b、核对"
    assert dialog.choice() == Choice(
        frozenset({"yellow", "green", "pink"}), frozenset({"question", "todo"}), frozenset({"a&b", "核对"})
    )


GONE = Removed(card(1), "2026-03-01T08:00:00+08:00")


def test_what_is_in_the_bin_says_when_it_came_there(qtbot: QtBot) -> None:
    """What was deleted told it behind all its words, where nobody saw it, and a document did not tell it at all."""
    long = Removed(replace(card(2), title="关于试点工作的若干规定" * 20), "2021-05-06T08:00:00+08:00")
    note = Deleted(placed(page_text(), "核心专利", 1, note="看").annotation, "2019-03-02T08:05:00+08:00")
    dialog = RemovedDialog([long, GONE], [(note, "意见")])
    qtbot.addWidget(dialog)
    dialog.show()
    first, second, third = (
        pages.model().index(row, 0) for pages, row in ((dialog._list, 0), (dialog._list, 1), (dialog._notes, 0))
    )
    for row, words, when in (
        (first, long.card.title, long.when),
        (second, GONE.card.title, GONE.when),
        (third, "核心专利\n看\n《意见》", note.when),
    ):
        then = datetime.fromisoformat(when).astimezone()
        assert row.data(ASIDE_ROLE) == short_time(when, datetime.now().astimezone())
        hint = row.data(Qt.ItemDataRole.ToolTipRole)
        assert hint.startswith(words)
        assert hint.endswith(f"移入回收站：{then:%Y-%m-%d %H:%M}")
    assert not dialog._list.horizontalScrollBar().maximum(), "the words are cut, and not when"


def test_removed_documents_can_be_chosen_back(qtbot: QtBot) -> None:
    dialog = RemovedDialog([Removed(card(n), f"2026-03-0{n}T08:00:00+08:00") for n in (2, 1)])
    qtbot.addWidget(dialog)
    dialog._list.setCurrentIndex(dialog._list.model().index(0, 0))
    with qtbot.waitSignal(dialog.restore_requested) as asked:
        dialog._restore.click()
    assert asked.args == [["d2"]]


def test_deleted_annotations_can_be_chosen_back(qtbot: QtBot) -> None:
    gone = [
        Deleted(placed(page_text(), "核心专利", n, note="看").annotation, "2026-03-01T08:00:00+08:00") for n in (1, 2)
    ]
    dialog = RemovedDialog([], [(one, "意见") for one in gone])
    qtbot.addWidget(dialog)
    assert dialog._pages.currentWidget() is dialog._notes
    row = dialog._notes.model().index(0, 0)
    assert row.data() == "核心专利 — 看　《意见》"
    assert not dialog._restore.isEnabled()
    dialog._notes.selectAll()
    with qtbot.waitSignal(dialog.notes_wanted) as asked:
        dialog._restore.click()
    assert asked.args == [["a1", "a2"]]


def test_an_empty_bin_says_so(qtbot: QtBot) -> None:
    for dialog, empty in ((RemovedDialog([]), True), (RemovedDialog([GONE]), False)):
        qtbot.addWidget(dialog)
        assert any("是空的" in label.text() for label in dialog.findChildren(QLabel)) == empty


def test_an_earlier_wording_of_a_note_can_be_chosen_back(qtbot: QtBot) -> None:
    dialog = HistoryDialog([Wording("二", "2026-03-02T08:00:00+08:00"), Wording("一", "2026-03-01T08:00:00+08:00")])
    qtbot.addWidget(dialog)
    assert not dialog._restore.isEnabled(), "it says so now"
    dialog._list.setCurrentRow(1)
    assert dialog._words.toPlainText() == "一"
    with qtbot.waitSignal(dialog.chosen) as asked:
        dialog._restore.click()
    assert asked.args == ["一"]


@pytest.mark.parametrize(
    "make", [lambda: RemovedDialog([]), lambda: CorrectDialog(card(1)), lambda: ExportDialog([], [])]
)
def test_dialogs_can_be_drawn(qtbot: QtBot, make: type[QDialog]) -> None:
    dialog = make()
    qtbot.addWidget(dialog)
    assert not dialog.grab().isNull()


def test_a_bug_is_shown_once_with_all_that_helps_to_mend_it(qtbot: QtBot, caplog: pytest.LogCaptureFixture) -> None:
    hook = CrashHook(lambda: None)
    for _again in range(3):
        try:
            raise ZeroDivisionError("三除以零")
        except ZeroDivisionError as error:
            hook.take(type(error), error, error.__traceback__)
    qtbot.waitUntil(lambda: hook._shown is not None)
    dialog = hook._shown
    assert dialog is not None
    assert "三除以零" in dialog._details
    assert VERSION in dialog._details
    caplog.clear()
    with qtbot.waitSignal(dialog.destroyed):
        dialog.accept()
    assert hook._shown is None


def test_without_a_chinese_font_the_program_says_so(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "_chinese_families", frozenset)
    assert not fonts.has_chinese()


# State and folding


def test_back_and_forward_are_each_others_mirror() -> None:
    travel = Travel()
    a, b, c = Stop("a", 0), Stop("b", 0), Stop("a", 5000)
    travel.leave(a)
    travel.leave(b)
    assert travel.back(c) == b
    assert travel.back(b) == a
    assert travel.back(a) is None
    assert travel.forward(a) == b
    assert travel.forward(b) == c
    assert not travel.can_go_forward


def test_a_new_jump_forgets_what_lay_ahead_and_near_places_are_one_stop() -> None:
    travel = Travel()
    travel.leave(Stop("a", 0))
    travel.leave(Stop("a", 150))
    assert travel.back(Stop("b", 0)) == Stop("a", 0)
    travel.leave(Stop("a", 0))
    assert not travel.can_go_forward


def test_stops_in_documents_that_are_gone_are_forgotten() -> None:
    travel = Travel()
    travel.leave(Stop("a", 0))
    travel.forget({"a"})
    assert not travel.can_go_back


def test_a_panel_folds_when_narrow_and_comes_back_unless_it_was_not_wanted(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    panel, action = QWidget(window), QAction(window)
    action.setCheckable(True)
    folding = PanelFolding(panel, action, 1000)
    folding.fit(800)
    assert panel.isHidden()
    assert not action.isChecked()
    folding.toggle()
    assert not panel.isHidden(), "opened by hand where it is narrow"
    folding.fit(1200)
    assert not panel.isHidden()
    folding.toggle()
    assert not folding.wanted
    folding.fit(800)
    folding.fit(1200)
    assert panel.isHidden()


def test_the_window_is_left_and_found_the_same() -> None:
    state = WindowState(width=900, maximized=True, scale=1.25, open=("d1", "d2"), current="d2", notes_shown=False)
    assert WindowState.from_setting(state.to_setting()) == state


# Not ``st.recursive``: it reads this file again to look into its lambda, and warns where the file was edited meanwhile.
SETTINGS: st.SearchStrategy[object] = st.deferred(
    lambda: (
        st.none()
        | st.booleans()
        | st.integers()
        | st.text()
        | st.lists(SETTINGS, max_size=4)
        | st.dictionaries(st.sampled_from(list(WindowState().to_setting())), SETTINGS)
    )
)


@given(SETTINGS)
def test_a_broken_setting_never_stops_the_window(values: object) -> None:
    state = WindowState.from_setting(values)
    assert isinstance(state.width, int)
    assert all(isinstance(one, str) for one in state.open)


def test_the_status_bar_answers_where_one_is(qtbot: QtBot) -> None:
    bar = StatusBar()
    qtbot.addWidget(bar)
    bar.set_place("一、总则", 37)
    bar.set_selected(1234)
    bar.set_documents(3476)
    bar.set_indexing((3, 9))
    assert (bar._percent.text(), bar._selected.text()) == ("37%", "已选 1,234 字")
    assert bar._library.text() == "3,476 件 · 正在索引 3 / 9"
    bar.set_index_behind(KnownError("disk-full"))
    assert bar._library.text() == "3,476 件 · 索引没有完成"
    bar.set_indexing(None)
    assert bar._library.text() == "3,476 件 · 索引完成"


def test_an_empty_shelf_invites(qtbot: QtBot) -> None:
    welcome = Welcome()
    qtbot.addWidget(welcome)
    welcome.show_shelf(0)
    assert "拖" in welcome._head.text()
    assert not welcome._files.isHidden()
    welcome.show_failure("文库正被另一个批阅使用")
    assert welcome._body.text() == "文库正被另一个批阅使用"
    assert not welcome._place.isHidden()


def test_the_version_is_the_projects() -> None:
    project = Path(__file__).resolve().parent.parent.parent / "pyproject.toml"
    assert tomllib.loads(project.read_text("utf-8"))["project"]["version"] == VERSION
