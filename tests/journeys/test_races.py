"""What the user does while the library is busy, or in the moment before something else happens: nothing of it is lost."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit

from reader.model import Span
from tests.journeys.conftest import SAMPLE, TITLE
from tests.support.amended import NEW, OLD
from tests.support.user import User


@contextmanager
def busy_library(user: User) -> Iterator[Callable[[], None]]:
    """Let the library lane wait; gives what lets it go on."""
    gate = threading.Event()
    user.window._tasks.run(gate.wait)
    try:
        yield gate.set
    finally:
        gate.set()


def drops(user: User, folder: Path, words: str, name: str = "a.txt") -> None:
    (folder / name).write_text(words, "utf-8")
    user.drop([folder / name])


def writes(user: User, quote: str, note: str) -> None:
    """Select words, press N, type; the editor stays open."""
    user.select(quote)
    user.press("N")
    user.wait(lambda: user.is_writing)
    user.type(note)


def noted(user: User) -> list[str]:
    return [mark.annotation.note for mark in user.marks]


def closes_at_once(user: User) -> None:
    user.close()


def commits_and_closes(user: User) -> None:
    user.press("Return", control=True)
    user.close()


def closes_while_the_library_is_busy(user: User) -> None:
    with busy_library(user) as let_go:
        threading.Timer(0.2, let_go).start()
        user.close()


def switches_and_closes(user: User) -> None:
    user.press("Tab", control=True)
    assert user.current_title == SAMPLE
    user.close()


@pytest.mark.usefixtures("imported")
@pytest.mark.parametrize(
    "leaves", [closes_at_once, commits_and_closes, closes_while_the_library_is_busy, switches_and_closes]
)
def test_a_note_is_kept_however_it_is_left(user: User, leaves: Callable[[User], None]) -> None:
    user.waits_for_document(TITLE)
    writes(user, "如实填写记录", "核对口径")
    leaves(user)
    user.open()
    (document,) = (id_ for id_, card in user.window.session.cards.items() if card.title == TITLE)
    user.window.desk.open(document)
    user.waits_for_document(TITLE)
    user.wait(lambda: noted(user) == ["核对口径"])


@pytest.mark.usefixtures("imported")
def test_undo_takes_the_note_that_is_being_written_and_redo_brings_it_back(user: User) -> None:
    user.waits_for_document(TITLE)
    writes(user, "如实填写记录", "核对口径")
    user.window.actions_["undo"].trigger()
    user.wait(lambda: user.window.actions_["redo"].isEnabled() and noted(user) == [""])
    user.window.actions_["redo"].trigger()
    user.wait(lambda: noted(user) == ["核对口径"])


@pytest.mark.usefixtures("imported")
def test_tags_that_are_being_typed_are_kept_when_another_document_comes_to_the_front(user: User) -> None:
    user.waits_for_document(TITLE)
    user.select("如实填写记录")
    user.press("T")
    user.wait(lambda: user.is_writing)
    user.type("预算 ")
    user.press("Return")
    user.wait(lambda: [mark.annotation.tags for mark in user.marks] == [("预算",)])
    user.window.desk.edit_tags(user.marks[0].annotation.id)
    editor = QApplication.focusWidget()
    assert isinstance(editor, QLineEdit)
    editor.setText("口径 ")
    user.press("Tab", control=True)
    user.waits_for_document(SAMPLE)
    user.press("Tab", control=True)
    user.waits_for_document(TITLE)
    user.wait(lambda: [mark.annotation.tags for mark in user.marks] == [("口径",)])


def test_an_import_that_ends_while_a_note_is_written_leaves_the_keyboard_to_it(user: User, tmp_path: Path) -> None:
    user.waits_for_document(SAMPLE)
    drops(user, tmp_path, OLD)
    user.waits_for_document(TITLE)
    user.select("如实填写记录")
    user.press("N")
    with busy_library(user) as let_go:
        drops(user, tmp_path, NEW.replace("办法", "规定"), "b.txt")
        user.wait(lambda: user.is_writing)
        user.type("核对")
        let_go()
        user.wait(lambda: len(user.titles) == 3 and not user.window.importer._running)
    user.wait(user.window._tasks.is_idle)
    user.type("口径")
    assert user.current_title == TITLE
    bar = user.window.messages._bar
    assert bar.text() == "《试验管理规定》已导入。"
    bar._button.click()
    user.waits_for_document("试验管理规定")
    user.press("Tab", control=True)
    user.press("Tab", control=True)
    user.waits_for_document(TITLE)
    user.wait(lambda: noted(user) == ["核对口径"])


def test_words_marked_while_the_amended_text_is_on_its_way_are_those_that_were_seen(user: User, tmp_path: Path) -> None:
    drops(user, tmp_path, OLD)
    user.waits_for_document(TITLE)
    user.wait(user.window._tasks.is_idle)
    shown = user.window.desk.shown()
    assert shown is not None
    marked: list[str] = []

    def mark() -> None:
        """The shelf has the new text, and the page is still the old one."""
        if not marked and user.window.session.cards[shown.card.id].text_id != shown.card.text_id:
            assert user.window.desk.shown() is shown
            user.page.setTextCursor(user.page._sheet.bridge.cursor(user.place_of("如实填写记录")))  # type: ignore[union-attr]
            user.press("1")
            marked.append(shown.card.id)

    user.window.session.cards_changed.connect(mark)
    drops(user, tmp_path, NEW)
    user.wait(lambda: "鼓励科学研究" in user.window.desk.shown().text.text)  # type: ignore[union-attr]
    bar = user.window.versions.bar
    user.wait(lambda: bar.isVisible() and "1 条批注" in bar.told.text())
    assert [mark.quote for mark in user.marks] == ["如实填写记录"]
    assert user.marks[0].spans == ()


@pytest.mark.usefixtures("imported")
def test_what_is_selected_stays_selected_when_the_page_is_set_again(user: User) -> None:
    user.waits_for_document(TITLE)
    span = user.select("如实填写记录")
    user.window._appearance.larger()
    assert not user.page.has_settled
    user.wait(lambda: user.page.has_settled)
    assert user.page.marking.selected() == span
    user.press("1")
    user.wait(lambda: [mark.quote for mark in user.marks] == ["如实填写记录"])


@pytest.mark.usefixtures("imported")
def test_keys_do_nothing_with_words_of_a_page_that_another_document_takes(user: User) -> None:
    user.waits_for_document(TITLE)
    for title in (SAMPLE, TITLE):
        user.press("Tab", control=True)
        user.waits_for_document(title)
    user.select("如实填写记录")
    sample = next(opened for opened in user.window.desk._opened.values() if opened.card.title == SAMPLE)
    user.page.show_document(sample.text, sample.card, ())
    user.press("1")
    user.press("H")
    user.wait(lambda: user.page.has_settled and user.window._tasks.is_idle())
    assert user.marks == ()


def test_words_marked_on_the_page_that_is_still_seen_are_marked_in_its_document(user: User, tmp_path: Path) -> None:
    drops(user, tmp_path, OLD)
    user.waits_for_document(TITLE)
    drops(user, tmp_path, NEW.replace("办法", "规定"), "b.txt")
    user.waits_for_document("试验管理规定")
    cards = {card.title: card.id for card in user.window.session.cards.values()}
    user.window.area.close_document(cards[TITLE])  # its page must be made again, and the library is busy
    page, span = user.page, user.select("鼓励科学研究")
    with busy_library(user):
        user.window.desk.open(cards[TITLE])
        assert user.current_title == TITLE
        page.setFocus()
        user.press("1")
    user.waits_for_document(TITLE)
    user.wait(user.window._tasks.is_idle)
    assert user.marks == ()
    user.window.desk.open(cards["试验管理规定"])
    user.wait(lambda: [mark.spans for mark in user.marks] == [(span,)])


@pytest.mark.usefixtures("imported")
def test_a_document_that_comes_late_leaves_the_keyboard_to_who_is_typing(user: User) -> None:
    user.waits_for_document(TITLE)
    cards = {card.title: card.id for card in user.window.session.cards.values()}
    user.window.area.close_document(cards[SAMPLE])
    with busy_library(user) as let_go:
        user.window.desk.open(cards[SAMPLE])
        user.press("K", control=True)
        user.type("合法")
        field = QApplication.focusWidget()
        let_go()
        user.wait(lambda: user.window.desk.shown() is not None and user.window._tasks.is_idle())
    assert QApplication.focusWidget() is field
    assert isinstance(field, QLineEdit)
    assert field.text() == "合法"


@pytest.mark.usefixtures("imported")
def test_two_marks_mended_before_the_first_one_shows_are_those_that_were_seen(user: User) -> None:
    user.waits_for_document(TITLE)
    mender, text = user.window.mender, user.window.desk.shown().text.text  # type: ignore[union-attr]
    with busy_library(user):
        for words, marks in (("试验，", "……"), ("记录，", "；")):
            end = text.index(words) + len(words)
            mender.ask_marks(Span(end - 1, end))
            assert mender.popup is not None
            mender.popup.chosen.emit(marks)
    user.wait(lambda: "规范试验……制定" in user.window.desk.shown().text.text)  # type: ignore[union-attr]
    expected = text.replace("试验，", "试验……").replace("记录，", "记录；")
    user.wait(lambda: user.window.desk.shown().text.text == expected)  # type: ignore[union-attr]


def test_a_correction_of_words_that_were_amended_meanwhile_is_refused_and_said(user: User, tmp_path: Path) -> None:
    drops(user, tmp_path, OLD)
    user.waits_for_document(TITLE)
    user.wait(user.window._tasks.is_idle)
    mender = user.window.mender
    shown = user.window.desk.shown()
    assert shown is not None
    mended: list[str] = []

    def mend() -> None:
        """The shelf has the new text, and the page is still the old one."""
        if not mended and user.window.session.cards[shown.card.id].text_id != shown.card.text_id:
            place = user.place_of("并妥善")
            mender._dismiss()
            mender.ask_marks(Span(place.start - 1, place.start))
            assert mender.popup is not None
            mender.popup.chosen.emit("；")
            mended.append(shown.card.id)

    user.window.session.cards_changed.connect(mend)
    drops(user, tmp_path, NEW)
    user.wait(lambda: "鼓励科学研究" in user.window.desk.shown().text.text)  # type: ignore[union-attr]
    user.wait(lambda: "更正没有保存" in user.window.messages._bar.text())
    user.wait(user.window._tasks.is_idle)
    assert "；" not in user.window.desk.shown().text.text  # type: ignore[union-attr]
