"""Waiting for a rest of the user: told once, and never while something is typed."""

from __future__ import annotations

from unittest.mock import Mock

from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from ui.window.rest import Rest


def test_a_rest_comes_once_when_nothing_is_typed(qtbot: QtBot) -> None:
    field = QLineEdit()
    qtbot.addWidget(field)
    field.show()
    rest = Rest(300, field)
    rest._timer = timer = Mock(wraps=rest._timer)
    with qtbot.assertNotEmitted(rest.came):
        for number in range(10):
            timer.reset_mock()
            qtbot.keyClick(field, "a")
            assert timer.start.called, f"key {number} lets the waiting begin anew"
    with qtbot.waitSignal(rest.came, timeout=10_000):
        pass
    timer.reset_mock()
    with qtbot.assertNotEmitted(rest.came, wait=400):
        qtbot.keyClick(field, "a")
    assert not timer.start.called
