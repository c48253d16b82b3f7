"""The tabs over the page."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.support.window_objects import card
from ui.window.application import dress
from ui.window.page.reading_page import ReadingPage
from ui.window.reading_area import ReadingArea
from ui.window.theme import Theme

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


def test_one_page_is_made_while_documents_are_fetched(qtbot: QtBot) -> None:
    made: list[ReadingPage] = []

    def make() -> ReadingPage:
        made.append(ReadingPage(Theme("light")))
        return made[-1]

    area = ReadingArea(make, QWidget())
    qtbot.addWidget(area)
    wanted: list[str] = []
    area.wanted.connect(lambda document: wanted.append(f"{document} after {len(made)} pages"))
    area.open(card(1))
    area.open(card(2))
    assert wanted == [f"{card(1).id} after 0 pages", f"{card(2).id} after 1 pages"]
    assert area.pages() == made, "the first fetch was overtaken: its page waits for the second document"
