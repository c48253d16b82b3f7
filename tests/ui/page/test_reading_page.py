"""The page as a user meets it: selecting by mouse, the bar, keys, jumping, keeping the place."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QCursor, QGuiApplication, QTextCursor
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from reader.model import Span, Text
from tests.support.page_texts import card_of, page_text, placed, span_of
from ui.window.page.look import Look
from ui.window.page.reading_page import ReadingPage
from ui.window.theme import Theme

LEFT = Qt.MouseButton.LeftButton
# A menu is a window of its own, which the offscreen platform shows but remarks upon.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


def bring(page: ReadingPage, qtbot: QtBot, words: Span) -> None:
    page.go_to(words, flash=False)
    qtbot.waitUntil(lambda: page.has_settled)


def point_at(page: ReadingPage, offset: int, *, end: bool = False) -> QPoint:
    """Give the point in the viewport at the near (or far) edge of a code point."""
    (box,) = page._sheet.bridge.boxes(Span(offset, offset + 1))  # type: ignore[union-attr]
    x = box.rect.right() - 1 if end else box.rect.left() + 1
    return QPointF(x, box.rect.center().y() - page.verticalScrollBar().value()).toPoint()


def drag(page: ReadingPage, qtbot: QtBot, span: Span) -> None:
    """Select a span as a hand does: press, move, release."""
    start, end = point_at(page, span.start), point_at(page, span.end - 1, end=True)
    qtbot.mousePress(page.viewport(), LEFT, pos=start)
    qtbot.mouseMove(page.viewport(), (start + end) / 2)
    qtbot.mouseMove(page.viewport(), end)
    qtbot.mouseRelease(page.viewport(), LEFT, pos=end)


def shown(qtbot: QtBot, text: Text) -> ReadingPage:
    page = ReadingPage(Theme("light"))
    qtbot.addWidget(page)
    page.resize(820, 700)
    page.show_document(text, card_of(text), [])
    page.show()
    qtbot.waitUntil(lambda: page.has_settled)
    return page


def visible_lines(page: ReadingPage, span: Span) -> list[Any]:
    return page._frame.lines_of([span])


@pytest.mark.parametrize("words", ["创新、协调", "𠮷字与𠀀字", "核心专利。𠮷", "第三平面。\n二、重点任务\n（三）依靠"])
def test_words_selected_by_mouse_are_highlighted_where_they_stand(
    page: ReadingPage, text: Text, qtbot: QtBot, words: str
) -> None:
    span = span_of(text, words)
    bring(page, qtbot, span)
    drag(page, qtbot, span)

    with qtbot.waitSignal(page.marking.annotate_requested) as asked:
        qtbot.keyClick(page, Qt.Key.Key_2)

    assert asked.args == [[span], Look("green"), False]
    assert not page.textCursor().hasSelection()
    assert not page.marking.bar.isVisible()


def test_spaces_and_line_ends_at_the_ends_of_a_selection_do_not_count(
    page: ReadingPage, text: Text, qtbot: QtBot
) -> None:
    span = span_of(text, "总体要求\n")
    page.setTextCursor(page._sheet.bridge.cursor(span))  # type: ignore[union-attr]

    assert page.marking.selected() == Span(span.start, span.end - 1)


def test_the_bar_comes_by_itself_and_never_covers_the_selected_words(
    page: ReadingPage, text: Text, qtbot: QtBot
) -> None:
    for paragraph in (one for one in text.paragraphs if len(one.span) > 12):
        for align in (0, 250, 640):  # the words in the upper part, the middle and at the foot of the page
            top = page._sheet.bridge.boxes(paragraph.span)[0].rect.top()  # type: ignore[union-attr]
            page.verticalScrollBar().setValue(round(top) - align)
            lines = visible_lines(page, Span(paragraph.span.start, paragraph.span.start + 12))
            if not lines or lines[0].top() < 0 or lines[-1].bottom() > page.height():
                continue
            drag(page, qtbot, Span(paragraph.span.start, paragraph.span.start + 12))

            assert page.marking.bar.isVisible()
            surface = page.marking.bar.surface()
            assert page.rect().contains(surface)
            assert not any(surface.intersects(line) for line in lines)
            page.marking.unselect()


def test_the_bar_stays_inside_a_narrow_page(page: ReadingPage, text: Text, qtbot: QtBot) -> None:
    page.resize(430, 700)
    qtbot.waitUntil(lambda: page.has_settled)
    span = span_of(text, "核心专利")
    bring(page, qtbot, span)
    drag(page, qtbot, span)
    assert page.rect().contains(page.marking.bar.surface())


def test_the_bar_goes_with_escape_and_with_a_click_elsewhere(page: ReadingPage, text: Text, qtbot: QtBot) -> None:
    span = span_of(text, "创新、协调")
    bring(page, qtbot, span)
    drag(page, qtbot, span)
    assert page.marking.bar.isVisible()
    qtbot.keyClick(page, Qt.Key.Key_Escape)
    assert not page.marking.bar.isVisible()
    assert not page.textCursor().hasSelection()

    drag(page, qtbot, span)
    assert page.marking.bar.isVisible()
    qtbot.mouseClick(page.viewport(), LEFT, pos=point_at(page, span.end + 8))
    assert not page.marking.bar.isVisible()


def test_a_selection_made_by_keys_brings_the_bar_too(page: ReadingPage, text: Text, qtbot: QtBot) -> None:
    span = span_of(text, "创新、协调")
    bring(page, qtbot, span)
    page.setTextCursor(page._sheet.bridge.cursor(span))  # type: ignore[union-attr]

    qtbot.waitUntil(page.marking.bar.isVisible)


def test_a_found_place_longer_than_the_page_is_shown_from_its_beginning(
    page: ReadingPage, text: Text, qtbot: QtBot
) -> None:
    page.resize(820, 320)
    start = span_of(text, "总体要求").start
    found = Span(start, len(text.text) - 1)
    page.go_to(found, selected=True)
    qtbot.waitUntil(lambda: page.has_settled and page.marking.selected() is not None)
    assert page.marking.selected() == found
    visible = page._frame.visible()
    assert visible.start <= start < visible.end < found.end


@pytest.mark.parametrize(
    ("key", "signal"),
    [(Qt.Key.Key_B, "bookmark_requested"), (Qt.Key.Key_T, "tag_requested"), (Qt.Key.Key_S, "search_requested")],
)
def test_keys_of_the_bar_work_on_selected_words(
    page: ReadingPage, text: Text, qtbot: QtBot, key: Qt.Key, signal: str
) -> None:
    span = span_of(text, "核心专利")
    bring(page, qtbot, span)
    drag(page, qtbot, span)

    with qtbot.waitSignal(getattr(page.marking, signal)) as asked:
        qtbot.keyClick(page, key)

    expected = {"bookmark_requested": span, "tag_requested": [span], "search_requested": "核心专利"}
    assert asked.args == [expected[signal]]


def test_one_key_highlights_the_whole_clause_around_the_selection_or_the_mouse(
    page: ReadingPage, text: Text, qtbot: QtBot
) -> None:
    words = span_of(text, "核心专利")
    clause = text.clause_at(words.start)
    assert clause is not None
    bring(page, qtbot, words)
    drag(page, qtbot, words)
    with qtbot.waitSignal(page.marking.annotate_requested) as asked:
        qtbot.keyClick(page, Qt.Key.Key_H)
    assert asked.args == [[clause.span], Look(), False]

    QCursor.setPos(page.viewport().mapToGlobal(point_at(page, words.start)))
    with qtbot.waitSignal(page.marking.annotate_requested) as asked:
        qtbot.keyClick(page, Qt.Key.Key_H)
    assert asked.args == [[clause.span], Look(), False]


def test_styles_and_types_come_from_the_menus_of_the_bar(page: ReadingPage, text: Text, qtbot: QtBot) -> None:
    span = span_of(text, "核心专利")
    bring(page, qtbot, span)
    drag(page, qtbot, span)
    qtbot.keyClick(page, Qt.Key.Key_U)
    with qtbot.waitSignal(page.marking.annotate_requested) as asked:
        pick(page, "波浪线")
    assert asked.args == [[span], Look(style="wavy"), False]
    drag(page, qtbot, span)
    qtbot.keyClick(page, Qt.Key.Key_K)
    with qtbot.waitSignal(page.marking.annotate_requested) as asked:
        pick(page, "疑问")
    assert asked.args == [[span], Look(style="wavy", type="question"), False], "the style is kept, a type is meant once"

    one = placed(text, "集成电路", 1)
    page.set_annotations([one])
    page.marking.choose(one)
    qtbot.keyClick(page, Qt.Key.Key_K)
    with qtbot.waitSignal(page.marking.change_requested) as changed:
        pick(page, "待落实")
    assert changed.args == ["a1", {"type": "todo"}]


def test_what_has_no_room_on_the_bar_is_behind_its_dots(page: ReadingPage, text: Text, qtbot: QtBot) -> None:
    span = span_of(text, "核心专利")
    bar = page.marking.bar
    page.resize(1500, 700)
    bring(page, qtbot, span)
    drag(page, qtbot, span)
    assert bar._more.isHidden(), "everything has room"
    page.marking.unselect()
    page.resize(700, 700)
    bring(page, qtbot, span)
    drag(page, qtbot, span)
    assert bar._more.isVisible()
    qtbot.mouseClick(bar._more, LEFT)
    menu = bar.findChildren(QMenu)[-1]
    shown = {widget.objectName() for _button, widget in bar._words if not widget.isHidden()}
    offered = {action.data() for action in menu.actions()}
    assert "word" in offered
    assert offered.isdisjoint(shown)
    assert offered | shown == {button.action for button, _widget in bar._words if bar._fits(button)}
    with qtbot.waitSignal(page.marking.word_requested) as asked:
        pick(page, "设为检索用词：检索时不拆开这些字\tW")
    assert asked.args == ["核心专利"]


def pick(page: ReadingPage, words: str) -> None:
    menu = page.marking.bar.findChildren(QMenu)[-1]
    next(action for action in menu.actions() if action.text() == words).trigger()
    menu.close()


def test_a_note_takes_the_colour_that_was_used_last(page: ReadingPage, text: Text, qtbot: QtBot) -> None:
    span = span_of(text, "核心专利")
    bring(page, qtbot, span)
    drag(page, qtbot, span)
    qtbot.keyClick(page, Qt.Key.Key_4)
    drag(page, qtbot, span)

    with qtbot.waitSignal(page.marking.annotate_requested) as asked:
        qtbot.keyClick(page, Qt.Key.Key_N)

    assert asked.args == [[span], Look("pink"), True]


def test_copying_gives_the_words_of_the_document(page: ReadingPage, text: Text, qtbot: QtBot) -> None:
    span = span_of(text, "第三平面。\n二、重点任务")
    bring(page, qtbot, span)
    drag(page, qtbot, span)
    qtbot.keyClick(page, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)

    assert QGuiApplication.clipboard().text() == "第三平面。\n二、重点任务"


def test_copying_with_citation_names_document_and_clause(page: ReadingPage, text: Text, qtbot: QtBot) -> None:
    span = span_of(text, "核心专利")
    bring(page, qtbot, span)
    drag(page, qtbot, span)
    with qtbot.waitSignal(page.marking.copied) as told:
        qtbot.keyClick(page, Qt.Key.Key_C, Qt.KeyboardModifier.ShiftModifier)

    assert QGuiApplication.clipboard().text() == "《关于加快示范区建设的实施意见》一、（二）：“核心专利”"
    assert told.args == [len(QGuiApplication.clipboard().text())], "nothing else would show that it is done"


def test_a_click_chooses_the_newest_highlight_and_the_next_click_the_one_below(
    page: ReadingPage, text: Text, qtbot: QtBot
) -> None:
    older = placed(text, "新一代信息技术、集成电路、智能制造", 1)
    newer = placed(text, "集成电路", 2, color="blue")
    page.set_annotations([newer, older])
    inside = span_of(text, "成电")
    bring(page, qtbot, inside)
    at = point_at(page, inside.start, end=True)

    clicked = []
    page.annotation_clicked.connect(clicked.append)
    for _time in range(3):
        qtbot.mouseClick(page.viewport(), LEFT, pos=at)
    assert clicked == ["a2", "a1", "a2"]
    assert page._surface.highlights.active == "a2"

    with qtbot.waitSignal(page.marking.change_requested) as asked:
        qtbot.keyClick(page, Qt.Key.Key_5)
    assert asked.args == ["a2", {"color": "violet"}]
    with qtbot.waitSignal(page.marking.delete_requested) as deleted:
        qtbot.keyClick(page, Qt.Key.Key_Delete)
    assert deleted.args == [["a2"]]


def test_the_bar_of_a_highlight_goes_when_the_highlight_does(page: ReadingPage, text: Text, qtbot: QtBot) -> None:
    one = placed(text, "集成电路", 1)
    page.set_annotations([one])
    bring(page, qtbot, one.spans[0])
    qtbot.mouseClick(page.viewport(), LEFT, pos=point_at(page, one.spans[0].start + 1))
    assert page.marking.bar.isVisible()

    page.set_annotations([])

    assert not page.marking.bar.isVisible()


def test_the_note_under_the_mouse_is_shown(page: ReadingPage, text: Text, qtbot: QtBot) -> None:
    one = placed(text, "集成电路", 1, note="见 <b>规划</b>", tags=("指标",))
    page.set_annotations([one])
    bring(page, qtbot, one.spans[0])

    qtbot.mouseMove(page.viewport(), point_at(page, one.spans[0].start + 1, end=True))

    qtbot.waitUntil(page.mouse.hint.isVisible)
    assert page.mouse.hint.words() == "见 <b>规划</b>\n# 指标"


def law(articles: int) -> Text:
    return page_text(
        "title 长法\n" + "\n".join(f"article 第{_chinese(n)}条 内容，内容。" for n in range(1, articles + 1))
    )


def _chinese(number: int) -> str:
    tens, ones = divmod(number, 10)
    digits = "零一二三四五六七八九"
    return f"{digits[tens] if tens > 1 else ''}{'十' if tens else ''}{digits[ones] if ones else ''}"


def test_a_page_that_is_set_anew_does_not_light_up_an_old_jump_again(
    page: ReadingPage, text: Text, qtbot: QtBot
) -> None:
    page.go_to(span_of(text, "核心专利"))
    qtbot.waitUntil(lambda: page.has_settled and page._surface.flash.span is not None)
    page._surface.flash._animation.setCurrentTime(900)
    assert page._surface.flash.span is None
    for change in (lambda: page.resize(520, 700), lambda: page.set_theme(Theme("dark")), lambda: page.resize(820, 600)):
        change()
        qtbot.waitUntil(lambda: page.has_settled)
        assert page._surface.flash.span is None


def test_a_jump_brings_the_words_to_the_reading_line_and_flashes_for_less_than_a_second(qtbot: QtBot) -> None:
    text = law(90)
    page = shown(qtbot, text)
    span = span_of(text, "第五十条")
    page.go_to(span)
    qtbot.waitUntil(lambda: page.has_settled)

    (line,) = visible_lines(page, span)
    assert abs(line.center().y() - 0.3 * page.viewport().height()) < 20
    assert page._surface.flash.span == span
    qtbot.waitUntil(lambda: page._surface.flash.span is None, timeout=1500)


@pytest.mark.parametrize("label", ["第一条", "第四条", "第五十条", "第八十七条", "第九十条"])
def test_the_clause_that_was_jumped_to_is_the_current_one(qtbot: QtBot, label: str) -> None:
    """At the beginning and at the end the page cannot bring it to the reading line."""
    text = law(90)
    page = shown(qtbot, text)
    page.go_to(span_of(text, f"{label} "))
    qtbot.waitUntil(lambda: page.clause == label)
    page.go_to(span_of(text, "第二十条"))
    qtbot.waitUntil(lambda: page.clause == "第二十条")
    page.verticalScrollBar().setValue(page.verticalScrollBar().value() + 4 * page.viewport().height())
    qtbot.waitUntil(lambda: page.clause not in ("", "第二十条"))


def test_going_back_shows_the_page_as_it_was_left(qtbot: QtBot) -> None:
    text = law(90)
    page = shown(qtbot, text)
    page.go_to(span_of(text, "第五十条"))
    qtbot.waitUntil(lambda: page.clause == "第五十条")
    before, place = page.verticalScrollBar().value(), page.place
    page.go_to(span_of(text, "第十条"))
    qtbot.waitUntil(lambda: page.clause == "第十条")
    page.return_to(place)
    qtbot.waitUntil(lambda: page.has_settled)
    assert abs(page.verticalScrollBar().value() - before) < 40


def test_other_colours_move_nothing(qtbot: QtBot) -> None:
    text = law(90)
    page = shown(qtbot, text)
    page.go_to(span_of(text, "第五十条"))
    qtbot.waitUntil(lambda: page.clause == "第五十条")
    before = page.verticalScrollBar().value()
    for name in ("dark", "light", "dark"):
        page.set_theme(Theme(name))
        qtbot.waitUntil(lambda: page.has_settled)
        assert abs(page.verticalScrollBar().value() - before) <= 1
        page._tell_place()
        assert page.clause == "第五十条"


def test_a_page_behind_another_tells_nothing_until_it_is_seen(page: ReadingPage, text: Text, qtbot: QtBot) -> None:
    page.hide()
    with qtbot.assertNotEmitted(page.place_changed, wait=200):
        page.go_to(span_of(text, "围绕优势产业"))
    page.resize(820, 260)
    with qtbot.waitSignal(page.place_changed):
        page.show()


def test_highlights_are_there_at_once_when_the_page_gets_narrower(qtbot: QtBot) -> None:
    """A paint before the layout has its end: Qt then answers the top of the page with a place far down."""
    long = "\n".join(f"body 第{n}段。" + "某些内容，" * 60 for n in range(100))
    page = shown(qtbot, page_text(f"title 长文\n{long}"))
    page.resize(420, 500)
    assert page._frame.visible().start == 0


def test_place_and_clause_are_told_while_scrolling(page: ReadingPage, text: Text, qtbot: QtBot) -> None:
    page.resize(820, 260)
    target = span_of(text, "围绕优势产业")

    with qtbot.waitSignals([page.place_changed, page.clause_changed]):
        page.go_to(target, flash=False)

    assert text.clause_at(page.place) is not None
    assert abs(page.place - target.start) < 160


@pytest.mark.parametrize("change", ["theme", "scale", "width"])
def test_the_place_is_kept_when_the_page_is_set_again(qtbot: QtBot, change: str) -> None:
    text = page_text("title 长文\n" + "\n".join(f"body 第{n}段" + "某些内容，" * 30 for n in range(300)))
    page = ReadingPage(Theme("light"))
    qtbot.addWidget(page)
    page.resize(820, 500)
    place = span_of(text, "第200段").start
    page.show_document(text, card_of(text), [], place)
    page.show()
    qtbot.waitUntil(lambda: page.has_settled)
    assert page._frame.visible().start <= place < page._frame.visible().start + 60

    if change == "theme":
        page.set_theme(Theme("dark"))
    elif change == "scale":
        page.set_font_scale(1.4)
    else:
        page.resize(500, 500)
    qtbot.waitUntil(lambda: page.has_settled)

    assert page._frame.visible().start <= place < page._frame.visible().start + 90


def test_a_document_shown_at_a_place_far_down_stands_there(qtbot: QtBot) -> None:
    text = page_text("title 长文\n" + "\n".join(f"body 第{n}段" + "某些内容，" * 60 for n in range(200)))
    page = ReadingPage(Theme("light"))
    qtbot.addWidget(page)
    page.resize(820, 500)
    page.show()
    place = span_of(text, "第190段").start
    page.show_document(text, card_of(text), [], place)
    qtbot.waitUntil(lambda: page.has_settled)

    with qtbot.waitSignal(page.place_changed):
        page.verticalScrollBar().triggerAction(page.verticalScrollBar().SliderAction.SliderPageStepAdd)
    assert place < page.place < place + 1500


def test_keys_scroll(page: ReadingPage, qtbot: QtBot) -> None:
    page.resize(820, 260)
    bar = page.verticalScrollBar()
    heights = [bar.value()]
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Space, Qt.Key.Key_PageDown):
        qtbot.keyClick(page, key)
        heights.append(bar.value())

    assert heights == sorted(set(heights))
    qtbot.keyClick(page, Qt.Key.Key_Home)
    assert bar.value() == 0


def test_restored_marks_are_announced_with_the_way_back_to_the_source(qtbot: QtBot) -> None:
    text = page_text(restored=633)
    page = shown(qtbot, text)
    assert page._header._said.text() == "来源网页打乱了标点，此处 633 处标点由程序复原，原文保留。"

    with qtbot.waitSignal(page.original_toggled) as asked:
        page._header._switch.click()
    assert asked.args == [True]

    page.show_document(text, card_of(text), [], original=True)
    qtbot.waitUntil(lambda: page.has_settled)
    with qtbot.waitSignal(page.original_toggled) as asked:
        page._header._switch.click()
    assert asked.args == [False]


def test_a_sound_document_has_no_banner(page: ReadingPage) -> None:
    assert not page._header._banner.isVisible()
    assert page._header._facts.text() == "某市人民政府　2016年11月2日　意见"
    assert page._header._tasks.text() == "2 项任务 · 4 个责任单位"


def test_a_note_without_title_is_not_ruled_off(qtbot: QtBot) -> None:
    text = page_text("body 只有一段话。")
    page = shown(qtbot, text)
    page.show_document(text, replace(card_of(text), issuers=(), date="", kind=""), [])
    qtbot.waitUntil(lambda: page.has_settled)
    assert page._header._rule.isHidden()
    page.show_document(page_text(), card_of(text), [])
    qtbot.waitUntil(lambda: page.has_settled)
    assert not page._header._rule.isHidden()


def test_nothing_is_loaded_whatever_a_document_names(page: ReadingPage) -> None:
    assert page.loadResource(2, QUrl.fromLocalFile(__file__)) is None


def test_a_bookmark_in_the_margin_is_chosen_by_a_click(page: ReadingPage, text: Text, qtbot: QtBot) -> None:
    one = placed(text, "（二）发展目标", 1, bookmark=True)
    page.set_annotations([one])
    bring(page, qtbot, one.spans[0])
    ((ribbon, _bookmark),) = page._frame.left.signs()

    with qtbot.waitSignal(page.annotation_clicked) as clicked:
        qtbot.mouseClick(page._frame.left, LEFT, pos=ribbon.center().toPoint())

    assert clicked.args == ["a1"]


def test_words_can_be_selected_from_the_margin(page: ReadingPage, text: Text, qtbot: QtBot) -> None:
    span = span_of(text, "围绕优势产业")
    bring(page, qtbot, span)
    y = point_at(page, span.start).y()
    end = page._frame.left.mapFrom(page, page.viewport().mapTo(page, point_at(page, span.end - 1, end=True)))
    qtbot.mousePress(page._frame.left, LEFT, pos=QPoint(page._frame.left.width() - 5, y))
    qtbot.mouseMove(page._frame.left, end)
    qtbot.mouseRelease(page._frame.left, LEFT, pos=end)

    assert page.marking.selected() == span


def test_a_responsibility_statement_stands_in_a_row_of_its_own_and_copies_as_written(
    page: ReadingPage, text: Text
) -> None:
    sheet = page._sheet
    assert sheet is not None
    statement = span_of(text, "（责任单位：甲局、丁办）")
    measure = span_of(text, "建立符合创新规律的管理制度。")

    assert sheet.bridge.boxes(statement)[0].rect.top() > sheet.bridge.boxes(measure)[-1].rect.bottom()
    assert [text.text[span.start : span.end] for span, _leads in sheet.chips] == [
        "甲局",
        "乙委",
        "丙区管委会",
        "甲局",
        "丁办",
    ]
    assert [leads for _span, leads in sheet.chips] == [True, False, False, True, False]
    page.setTextCursor(sheet.bridge.cursor(Span(measure.start, statement.end)))
    assert page.createMimeDataFromSelection().text() == "建立符合创新规律的管理制度。（责任单位：甲局、丁办）"


def test_the_page_cannot_be_typed_into(page: ReadingPage, text: Text, qtbot: QtBot) -> None:
    before = page.document().toPlainText()
    page.moveCursor(QTextCursor.MoveOperation.End)
    qtbot.keyClicks(page, "xyz")

    assert page.document().toPlainText() == before
