"""The notes panel as a user meets it: filtering, jumping, editing in place, tags, orphans."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta, timezone

import pytest
from PySide6.QtCore import QModelIndex, QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QMenu, QWidget
from pytestqt.qtbot import QtBot

from reader.model import Text
from tests.support.page_texts import page_text, placed
from ui.placed import PlacedAnnotation
from ui.window.notes.card import _Marked
from ui.window.notes.editors import NoteEditor, TagEditor
from ui.window.notes.model import NoteFilter, NotesModel
from ui.window.notes.times import short_time
from ui.window.notes_panel import NotesPanel
from ui.window.theme import Theme

LEFT = Qt.MouseButton.LeftButton
# Menus and suggestions are windows of their own, which the offscreen platform shows but remarks upon.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support (raise|grabbing)", extend=True)


def some_notes(text: Text) -> list[PlacedAnnotation]:
    return [
        placed(text, "核心专利", 1, note="如何认定？", tags=("疑问", "知识产权")),
        placed(text, "创新、协调", 2, color="green", tags=("指标",)),
        placed(text, None, 3, color="blue", note="原文已改"),
        placed(text, "颠覆性技术的研究", 4, color="pink", note="项目库里没有"),
    ]


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(328, 900)
    return window


@pytest.fixture
def text() -> Text:
    return page_text()


@pytest.fixture
def panel(qtbot: QtBot, window: QWidget, text: Text) -> NotesPanel:
    panel = NotesPanel(Theme("light"), window)
    panel.resize(window.size())
    window.show()
    panel.set_notes(some_notes(text), 128)
    qtbot.waitUntil(lambda: row_rect(panel, "a3").isValid())
    return panel


def row_rect(panel: NotesPanel, annotation: str) -> QRect:
    return panel.view.visualRect(panel.model.index_of(annotation))


def shown(panel: NotesPanel) -> list[str]:
    notes = [panel.model.note(panel.model.index(row)) for row in range(panel.model.rowCount())]
    return [note.annotation.id if note else "还没有位置" for note in notes]


def note_editor(panel: NotesPanel) -> NoteEditor:
    (editor,) = panel.view.findChildren(NoteEditor)
    return editor


def test_cards_stand_in_the_order_of_the_text_and_orphans_under_their_heading(panel: NotesPanel) -> None:
    assert shown(panel) == ["a2", "a1", "a4", "还没有位置", "a3"]
    assert panel._count.text() == "本文 4 条 · 全部 128 条"


@pytest.mark.parametrize(
    ("typed", "left"),
    [
        ("认定", ["a1"]),
        ("创新", ["a2"]),
        ("知识产权", ["a1"]),
        ("二、（三）", ["a4"]),
        ("项目 没有", ["a4"]),
        ("不存在", []),
    ],
)
def test_words_filter_notes_quotes_tags_and_clauses(
    panel: NotesPanel, qtbot: QtBot, typed: str, left: list[str]
) -> None:
    panel._field.setText(typed)
    assert shown(panel) == left

    qtbot.keyClick(panel._field, Qt.Key.Key_Escape)
    assert len(shown(panel)) == 5


def test_dots_filter_by_colour_and_together(panel: NotesPanel, qtbot: QtBot) -> None:
    by_color = {dot.color: dot for dot in panel._dots}
    qtbot.mouseClick(by_color["green"], LEFT)
    assert shown(panel) == ["a2"]
    qtbot.mouseClick(by_color["blue"], LEFT)
    assert shown(panel) == ["a2", "还没有位置", "a3"]
    qtbot.mouseClick(by_color["green"], LEFT)
    qtbot.mouseClick(by_color["blue"], LEFT)
    assert len(shown(panel)) == 5


def test_tags_filter_by_the_menu(panel: NotesPanel, qtbot: QtBot) -> None:
    qtbot.mouseClick(panel._tag_button, LEFT)
    (menu,) = panel.findChildren(QMenu)
    (action,) = [one for one in menu.actions() if one.data() == "疑问"]
    action.trigger()
    menu.close()

    assert shown(panel) == ["a1"]
    assert panel._tag_button.isChecked()


def test_a_click_asks_to_show_the_place(panel: NotesPanel, qtbot: QtBot) -> None:
    with qtbot.waitSignal(panel.jump_requested) as asked:
        qtbot.mouseClick(panel.view.viewport(), LEFT, pos=row_rect(panel, "a4").center())
    assert asked.args == ["a4"]

    with qtbot.assertNotEmitted(panel.jump_requested):  # an orphan has no place to show
        qtbot.mouseClick(panel.view.viewport(), LEFT, pos=row_rect(panel, "a3").center())


def test_a_double_click_edits_in_place_and_leaving_saves(panel: NotesPanel, qtbot: QtBot) -> None:
    height = row_rect(panel, "a2").height()
    qtbot.mouseDClick(panel.view.viewport(), LEFT, pos=row_rect(panel, "a2").center())
    editor = note_editor(panel)
    qtbot.waitUntil(lambda: row_rect(panel, "a2").height() > height)
    assert row_rect(panel, "a2").contains(editor.geometry())
    qtbot.keyClicks(editor, "new words")

    with qtbot.waitSignal(panel.note_edited) as saved:
        panel._field.setFocus()

    assert saved.args == ["a2", "new words"]
    qtbot.waitUntil(lambda: not panel.view.findChildren(NoteEditor))
    qtbot.waitUntil(lambda: row_rect(panel, "a2").height() == height)


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_F2])
def test_keys_edit_the_current_note_and_escape_keeps_what_was_typed(
    panel: NotesPanel, qtbot: QtBot, key: Qt.Key
) -> None:
    panel.focus_note("a1")
    panel.view.setFocus()
    qtbot.keyClick(panel.view, key)
    editor = note_editor(panel)
    assert editor.toPlainText() == "如何认定？"
    qtbot.keyClicks(editor, "!")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.keyClicks(editor, "b")

    with qtbot.waitSignal(panel.note_edited) as saved:
        qtbot.keyClick(editor, Qt.Key.Key_Escape)

    assert saved.args == ["a1", "如何认定？!\nb"]


def test_leaving_without_a_change_saves_nothing(panel: NotesPanel, qtbot: QtBot) -> None:
    panel.focus_note("a1", edit=True)

    with qtbot.assertNotEmitted(panel.note_edited):
        panel.finish_editing()


def test_what_is_typed_is_a_draft_at_once_and_saved_after_a_rest(
    panel: NotesPanel, text: Text, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    panel.focus_note("a1", edit=True)
    editor = note_editor(panel)
    with qtbot.waitSignal(panel.draft_changed) as draft:
        qtbot.keyClicks(editor, "x")
    assert draft.args == ["a1", "如何认定？x"]

    editor._save_timer.setInterval(0)
    with qtbot.waitSignal(panel.note_edited) as saved:
        qtbot.keyClicks(editor, "y")
    assert saved.args == ["a1", "如何认定？xy"]

    # The library answers with the notes as stored, while the user types on.
    qtbot.keyClicks(editor, "z")
    notes = some_notes(text)
    notes[0] = replace(
        notes[0], annotation=replace(notes[0].annotation, note="如何认定？xy", modified="2026-09-21T08:00:00+08:00")
    )
    panel.set_notes([*notes, placed(text, "贯彻落实", 9)], 129)
    assert note_editor(panel) is editor
    assert editor.toPlainText() == "如何认定？xyz"
    assert shown(panel)[0] == "a9"


def test_tags_are_edited_with_completion_of_known_ones(panel: NotesPanel, qtbot: QtBot) -> None:
    panel.set_known_tags(["待落实", "待核对"])
    panel.focus_tags("a1")
    (editor,) = panel.view.findChildren(TagEditor)
    assert editor.text() == "疑问 知识产权 "
    editor.insert("待核")
    editor.textEdited.emit(editor.text())
    assert [editor._completer.completionModel().index(0, 0).data()] == ["待核对"]
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert editor.text() == "疑问 知识产权 待核对 "
    qtbot.keyClick(editor, Qt.Key.Key_Down)  # a key that a line has no use for does not reach the list under it
    assert panel.view.note_here().annotation.id == "a1"  # type: ignore[union-attr]

    with qtbot.waitSignal(panel.tags_edited) as asked:
        qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert asked.args == ["a1", ["疑问", "知识产权", "待核对"]]


def test_colour_copy_and_delete_by_keys(panel: NotesPanel, qtbot: QtBot) -> None:
    panel.focus_note("a1")
    with qtbot.waitSignal(panel.changed) as colored:
        qtbot.keyClick(panel.view, Qt.Key.Key_5)
    assert colored.args == ["a1", {"color": "violet"}]
    with qtbot.waitSignal(panel.delete_requested) as deleted:
        qtbot.keyClick(panel.view, Qt.Key.Key_Delete)
    assert deleted.args == [["a1"]]
    qtbot.keyClick(panel.view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "核心专利\n如何认定？"


def test_the_menu_of_a_note_offers_what_can_be_done(panel: NotesPanel, qtbot: QtBot) -> None:
    index = panel.model.index_of("a1")
    note = panel.model.note(index)
    assert note is not None
    menu = panel.view._make_menu(index, note)
    words = [action.text() for action in menu.actions() if action.text()]
    assert words == ["颜色", "样式", "类型", "编辑批注", "编辑标签", "复制原文和批注", "分享", "批注的历史…", "删除"]

    with qtbot.waitSignal(panel.delete_requested) as deleted:
        menu.actions()[-1].trigger()
    assert deleted.args == [["a1"]]


def test_style_and_type_are_chosen_from_the_menu_of_a_note(panel: NotesPanel, qtbot: QtBot) -> None:
    index = panel.model.index_of("a1")
    note = panel.model.note(index)
    assert note is not None
    menu = panel.view._make_menu(index, note)
    _colors, styles, types, _sharing = menu.findChildren(QMenu)
    assert [action.text() for action in styles.actions() if action.isChecked()] == ["底色"]
    with qtbot.waitSignal(panel.changed) as changed:
        styles.actions()[3].trigger()
    assert changed.args == ["a1", {"style": "strike"}]
    with qtbot.waitSignal(panel.changed) as changed:
        types.actions()[0].trigger()
    assert changed.args == ["a1", {"type": "important"}]


def test_notes_on_the_whole_document_stand_first_and_are_no_orphans(
    panel: NotesPanel, text: Text, qtbot: QtBot
) -> None:
    page = placed(text, None, 7, note="整份文件的批注")
    page = replace(page, annotation=replace(page.annotation, anchors=()), path="")
    panel.set_notes([*some_notes(text), page], 5)
    assert shown(panel) == ["a7", "a2", "a1", "a4", "还没有位置", "a3"]
    with qtbot.waitSignal(panel.page_note_wanted):
        qtbot.mouseClick(panel._page_note, LEFT)


def test_a_note_shows_as_markdown_and_its_links_open_outside(
    panel: NotesPanel, text: Text, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    note = "**要点**\n[网页](https://example.org/a) ![图](file:///etc/hostname)\n[文件](file:///etc/passwd)"
    panel.set_notes([placed(text, "核心专利", 1, note=note)], 1)
    qtbot.waitUntil(lambda: row_rect(panel, "a1").isValid())
    placed_note = panel.model.note(panel.model.index_of("a1"))
    assert placed_note is not None
    card = panel.view.cards.card(placed_note)
    assert isinstance(card.note, _Marked)
    assert card.note.document.toPlainText().splitlines()[0] == "要点", "the stars are not shown, the line ends are kept"

    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toString()))
    corner = row_rect(panel, "a1").topLeft() + card.note_rect.topLeft()
    for y in range(0, card.note_rect.height(), 4):
        for x in range(0, 120, 8):
            if card.link_at(QPointF(card.note_rect.topLeft() + QPoint(x, y))) or not x:
                qtbot.mouseClick(panel.view.viewport(), LEFT, pos=corner + QPoint(x, y))
    assert set(opened) == {"https://example.org/a"}


def test_focusing_a_note_takes_away_a_filter_that_hides_it(panel: NotesPanel) -> None:
    panel._field.setText("创新")
    panel.focus_note("a4")

    assert panel.view.note_here().annotation.id == "a4"  # type: ignore[union-attr]
    assert panel._field.text() == ""


def test_a_note_that_is_just_being_stored_opens_when_it_comes(panel: NotesPanel, text: Text) -> None:
    panel.focus_note("a9", edit=True)
    panel.set_notes([*some_notes(text), placed(text, "贯彻落实", 9)], 129)

    assert note_editor(panel).annotation == "a9"


def test_the_last_of_a_thousand_notes_is_found_at_once(panel: NotesPanel) -> None:
    text = page_text("title 长文\n" + "\n".join(f"body 第{n}段的内容" for n in range(1000)))
    panel.set_notes([placed(text, f"第{n}段的", n + 1, note="看") for n in range(1000)], 1000)

    panel.focus_note("a1000")

    assert panel.view.viewport().rect().intersects(row_rect(panel, "a1000"))


def test_the_model_tells_qt_the_truth(text: Text, qapp: object) -> None:
    model = NotesModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning)
    notes = some_notes(text)
    for step in (notes, notes[1:], [], notes[::-1], notes[:2]):
        model.set_notes(step)
        model.set_filter(NoteFilter(colors=frozenset({"green"})))
        model.set_filter(NoteFilter())
    assert model.rowCount() == 2
    assert model.rowCount(model.index(0)) == 0
    assert model.note(QModelIndex()) is None
    del tester


@pytest.mark.parametrize(
    ("iso", "said"),
    [
        ("2026-09-20T10:32:00+08:00", "10:32"),
        ("2026-09-19T23:59:00+08:00", "昨天"),
        ("2026-09-19T17:00:00+00:00", "01:00"),  # the reader's zone decides which day it was
        ("2026-03-05T10:00:00+08:00", "3月5日"),
        ("2025-12-31T10:00:00+08:00", "2025-12-31"),
    ],
)
def test_times_are_said_as_a_reader_says_them(iso: str, said: str) -> None:
    now = datetime(2026, 9, 20, 12, 0, tzinfo=timezone(timedelta(hours=8)))
    assert short_time(iso, now) == said
