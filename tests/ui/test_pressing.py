"""Enter presses the tool button that has the keyboard, once, and lets everything else be."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import shiboken6
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QMainWindow, QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from ui.window.actions import Actions
from ui.window.pressing import EnterPresses
from ui.window.searching.search_bar import FindBar
from ui.window.several import Several
from ui.window.shelf.library_panel import LibraryPanel
from ui.window.theme import Theme
from ui.window.top_bar import TopBar

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


@pytest.fixture
def presses(qapp: QApplication) -> Iterator[EnterPresses]:
    presses = EnterPresses(qapp)
    yield presses
    shiboken6.delete(presses)


@pytest.mark.parametrize("kind", [QToolButton, QPushButton])
@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_a_button_is_pressed_once_by_enter_and_by_space(
    qtbot: QtBot, presses: EnterPresses, kind: type[QToolButton | QPushButton], key: Qt.Key
) -> None:
    room = QWidget()
    qtbot.addWidget(room)
    row = QHBoxLayout(room)
    button, field = kind(), QLineEdit()
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    row.addWidget(button)
    row.addWidget(field)
    heard: list[str] = []
    button.clicked.connect(lambda: heard.append("button"))
    field.returnPressed.connect(lambda: heard.append("field"))
    with qtbot.waitActive(room):
        room.show()
    for _again in range(2):  # coming back does not press twice
        button.setFocus()
        QTest.keyClick(button, key)
        assert heard == ["button"]
        field.setFocus()
        QTest.keyClick(field, Qt.Key.Key_Return)
        assert heard == ["button", "field"]
        heard.clear()


def test_no_button_stays_grey_when_its_menu_was_closed_elsewhere(qtbot: QtBot) -> None:
    window, theme = QMainWindow(), Theme()
    qtbot.addWidget(window)
    whole = QWidget()
    window.setCentralWidget(whole)
    window.resize(1100, 500)
    row = QHBoxLayout(whole)
    parts = [TopBar(theme, Actions(window)), FindBar(theme), LibraryPanel(theme), Several("颜色", {"a": "甲"})]
    for part in parts:
        row.addWidget(part)
        part.show()
    window.show()
    buttons = [one for kind in (QToolButton, QPushButton) for one in whole.findChildren(kind) if one.menu()]
    assert len(buttons) >= 6
    for button in buttons:
        QCursor.setPos(button.mapToGlobal(button.rect().center()))
        button.setAttribute(Qt.WidgetAttribute.WA_UnderMouse)
        button.menu().aboutToHide.emit()
        assert button.underMouse(), "closed by Esc: the mouse is still there"
        QCursor.setPos(window.mapToGlobal(QPoint(550, 490)))
        button.menu().aboutToHide.emit()
        assert not button.underMouse(), button.accessibleName()
