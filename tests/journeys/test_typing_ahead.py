"""Keys that come sooner than what they are meant for: the note of words that were just marked, the words of a note whose editor opens."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit

from storage.annotating import Annotations
from tests.journeys.conftest import TITLE
from tests.journeys.test_races import busy_library
from tests.support.user import User

QUOTE = "如实填写记录"


@pytest.fixture
def reader(imported: None, user: User) -> User:
    user.waits_for_document(TITLE)
    return user


def keys(user: User, letters: str) -> None:
    """Press keys wherever the keyboard is."""
    for letter in letters:
        user.press(letter)


def marks(user: User) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(mark.quote, mark.annotation.note, tuple(mark.annotation.tags)) for mark in user.marks]


def written(user: User) -> str:
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit | QPlainTextEdit)
    return field.text() if isinstance(field, QLineEdit) else field.toPlainText()


@pytest.mark.parametrize(("key", "expected"), [("N", (QUOTE, "hh", ())), ("T", (QUOTE, "", ("hh",)))])
@pytest.mark.parametrize("waits", [True, False])
def test_a_key_right_after_a_highlight_is_about_that_highlight(
    reader: User, key: str, expected: tuple[str, str, tuple[str, ...]], waits: bool
) -> None:
    reader.select(QUOTE)
    reader.press("1")
    if waits:
        reader.wait(lambda: len(reader.marks) == 1)
    keys(reader, key)
    keys(reader, "HH")
    reader.wait(lambda: reader.is_writing)
    reader.press("Return", control=True)
    reader.wait(lambda: marks(reader) == [expected])


def test_what_is_typed_before_the_editor_opens_is_written_in_it(reader: User) -> None:
    reader.select(QUOTE)
    with busy_library(reader):
        keys(reader, "NH1")
        reader.press("Return")
        keys(reader, "HX")
        reader.press("Backspace")
        assert not reader.is_writing
    reader.wait(lambda: reader.is_writing)
    keys(reader, "N")
    assert written(reader) == "h1\nhn"
    reader.press("Escape")
    reader.wait(lambda: marks(reader) == [(QUOTE, "h1\nhn", ())])
    reader.select("妥善保存")
    reader.press("1")  # the keys are the page's again
    reader.wait(lambda: len(reader.marks) == 2)


def test_escape_drops_what_was_typed_for_an_editor_that_is_not_open(reader: User) -> None:
    reader.select(QUOTE)
    with busy_library(reader):
        keys(reader, "NHH")
        reader.press("Escape")
    reader.wait(lambda: reader.is_writing)
    assert written(reader) == ""
    assert marks(reader) == [(QUOTE, "", ())]


def test_a_highlight_that_cannot_be_made_gives_the_keys_back(reader: User, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    reader.select(QUOTE)
    told: list[BaseException] = []
    monkeypatch.setattr(reader.window.desk._annotator, "_report", told.append)
    with monkeypatch.context() as patched:
        patched.setattr(Annotations, "add", full)
        with busy_library(reader):
            keys(reader, "NHH")
        reader.wait(lambda: bool(told))
    reader.page.setTextCursor(reader.page._sheet.bridge.cursor(reader.place_of(QUOTE)))  # type: ignore[union-attr]
    reader.press("1")
    reader.wait(lambda: marks(reader) == [(QUOTE, "", ())])


def selects_again(user: User) -> None:
    user.select(QUOTE)


def puts_the_caret_in(user: User) -> None:
    user.page.setTextCursor(user.page._sheet.bridge.cursor(user.place_of("写记")))  # type: ignore[union-attr]
    user.page.marking.unselect()


@pytest.mark.parametrize("points", [selects_again, puts_the_caret_in])
def test_a_note_is_wanted_of_the_annotation_that_is_there(reader: User, points: Callable[[User], None]) -> None:
    reader.select(QUOTE)
    reader.press("1")
    reader.wait(lambda: len(reader.marks) == 1)
    points(reader)
    keys(reader, "N")
    reader.wait(lambda: reader.is_writing)
    keys(reader, "OK")
    reader.press("Return", control=True)
    reader.wait(lambda: marks(reader) == [(QUOTE, "ok", ())])


def test_words_within_a_highlight_can_have_a_note_of_their_own(reader: User) -> None:
    reader.select(QUOTE)
    reader.press("1")
    reader.wait(lambda: len(reader.marks) == 1)
    reader.select("记录")
    keys(reader, "N")
    reader.wait(lambda: reader.is_writing)
    keys(reader, "OK")
    reader.press("Return", control=True)
    reader.wait(lambda: sorted(marks(reader)) == sorted([(QUOTE, "", ()), ("记录", "ok", ())]))
