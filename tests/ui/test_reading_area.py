"""The tabs over the page."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.support.window_objects import card
from ui.window.application import dress
from ui.window.page.reading_page import ReadingPage
from ui.window.reading_area import ReadingArea

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def _no_page() -> ReadingPage:
    raise AssertionError("no document is opened here")


def test_tabs_that_were_there_before_the_window_have_their_whole_width(qtbot: QtBot, qapp: QApplication) -> None:
    dress(qapp)
    area = ReadingArea(_no_page, QWidget())
    qtbot.addWidget(area)
    area.resize(1000, 400)
    for which in (1, 2, 3):
        area.add_tab(card(which))
    area.show()
    qtbot.waitExposed(area)
    qtbot.waitUntil(lambda: area._tabs.width() == area._tabs.sizeHint().width() > 0)
    qapp.setStyleSheet("")
