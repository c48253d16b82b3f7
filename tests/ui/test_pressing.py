"""Enter presses the tool button that has the keyboard, once, and lets everything else be."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from ui.window.pressing import EnterPresses

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
