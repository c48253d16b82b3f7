"""A row of words of which one is chosen: where Tab comes to, and the arrow keys go."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.window.segments import Segments

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def row(qtbot: QtBot) -> Iterator[Segments]:
    window = QWidget()
    qtbot.addWidget(window)
    made = Segments(("甲", "乙", "丙"), "segments")
    column = QVBoxLayout(window)
    column.addWidget(QLineEdit())
    column.addWidget(made)
    column.addWidget(QLineEdit())
    window.show()
    window.activateWindow()
    yield made
    window.close()


def tab_comes_to(row: Segments, qtbot: QtBot) -> str:
    before, _after = row.window().findChildren(QLineEdit)
    before.setFocus()
    qtbot.keyClick(before, Qt.Key.Key_Tab)
    focused = QApplication.focusWidget()
    return focused.text() if isinstance(focused, QPushButton) else ""


def test_tab_comes_to_the_chosen_word_whoever_chose_it(row: Segments, qtbot: QtBot) -> None:
    assert tab_comes_to(row, qtbot) == "甲"
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert isinstance(QApplication.focusWidget(), QLineEdit), "one stop for the whole row"
    row.choose(2)
    assert tab_comes_to(row, qtbot) == "丙"
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Left)
    assert (row.current(), tab_comes_to(row, qtbot)) == (1, "乙")


def test_tab_finds_the_row_after_the_word_that_had_the_keyboard_is_gone(row: Segments, qtbot: QtBot) -> None:
    qtbot.mouseClick(row._group.button(2), Qt.MouseButton.LeftButton)
    assert row.current() == 2
    row.set_shown(2, False)
    row.choose(0)
    assert tab_comes_to(row, qtbot) == "甲"
