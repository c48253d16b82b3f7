"""A reading page on the sample policy, as the window shows it."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from reader.model import Text
from tests.support.page_texts import card_of, page_text
from ui.window.page.reading_page import ReadingPage
from ui.window.theme import Theme


@pytest.fixture
def text() -> Text:
    return page_text()


@pytest.fixture
def page(qtbot: QtBot, text: Text) -> ReadingPage:
    page = ReadingPage(Theme("light"))
    qtbot.addWidget(page)
    page.resize(820, 700)
    page.show_document(text, card_of(text), [])
    page.show()
    page.setFocus()
    qtbot.waitUntil(lambda: page.has_settled)
    return page
