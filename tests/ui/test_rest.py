"""Waiting for a rest of the user: told once, and never while something is typed."""

from __future__ import annotations

from collections.abc import Callable
from unittest.mock import Mock

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit
from pytestqt.qtbot import QtBot

from ui.window.rest import Rest


@pytest.fixture
def field(qtbot: QtBot) -> QLineEdit:
    field = QLineEdit()
    qtbot.addWidget(field)
    field.show()
    qtbot.waitActive(field)
    qtbot.waitUntil(field.hasFocus)
    return field


def _press(field: QLineEdit) -> None:
    QTest.keyClick(field.windowHandle(), Qt.Key.Key_A)


def _compose(field: QLineEdit) -> None:
    """Do as an input method, which no key reaches the window from."""
    QApplication.sendEvent(field, QInputMethodEvent("ni", []))


def _move(field: QLineEdit) -> None:
    QTest.mouseMove(field.windowHandle(), QPoint(1, 1))
    QTest.mouseMove(field.windowHandle(), QPoint(3, 3))


@pytest.mark.parametrize("do", [_press, _compose, _move])
def test_a_rest_comes_once_when_nothing_is_done(
    qtbot: QtBot, field: QLineEdit, do: Callable[[QLineEdit], None]
) -> None:
    rest = Rest(300, field)
    rest._timer = timer = Mock(wraps=rest._timer)
    with qtbot.assertNotEmitted(rest.came):
        for number in range(10):
            timer.reset_mock()
            do(field)
            QApplication.processEvents()
            assert timer.start.called, f"number {number} lets the waiting begin anew"
    with qtbot.waitSignal(rest.came, timeout=10_000):
        pass
    timer.reset_mock()
    with qtbot.assertNotEmitted(rest.came, wait=400):
        do(field)
    assert not timer.start.called


def test_what_is_typed_in_a_dialog_that_came_later_is_heard_and_its_end_harms_nothing(
    qtbot: QtBot, field: QLineEdit
) -> None:
    rest = Rest(300, field)
    dialog = QDialog(field)
    QLineEdit(dialog)
    dialog.show()
    qtbot.waitActive(dialog)
    rest._timer = timer = Mock(wraps=rest._timer)
    QTest.keyClick(dialog.windowHandle(), Qt.Key.Key_A)
    assert timer.start.called
    dialog.deleteLater()
    with qtbot.waitSignal(rest.came, timeout=10_000):
        pass
