"""Waiting for a rest of the user: told once, and never while something is typed."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from ui.window.rest import Rest


def test_a_rest_comes_once_when_nothing_is_typed(qtbot: QtBot) -> None:
    field = QLineEdit()
    qtbot.addWidget(field)
    field.show()
    rest = Rest(120, field)
    with qtbot.assertNotEmitted(rest.came):
        for _ in range(10):
            qtbot.keyClick(field, "a", delay=30)
    with qtbot.waitSignal(rest.came, timeout=1000):
        pass
    with qtbot.assertNotEmitted(rest.came, wait=200):
        qtbot.keyClick(field, "a")
