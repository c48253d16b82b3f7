"""回收站: what was taken away comes back to its place, that is told, and can be taken back itself."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QPushButton

from tests.journeys.conftest import TITLE
from tests.support.user import User
from ui.window.shelf.removed_dialog import RemovedDialog

pytestmark = [
    pytest.mark.usefixtures("imported"),
    # Qt's offscreen platform says so for every dialog that is shown.
    pytest.mark.qt_log_ignore("This plugin does not support"),
]
WORDS = ("如实填写记录", "在三十日内公开")


def restore(user: User) -> None:
    """Open the bin, choose all that is in it, press the button; what is told is what came back."""
    user.window.actions_["removed"].trigger()
    user.wait(lambda: any(one.isVisible() for one in user.window.findChildren(RemovedDialog)))
    dialog = next(one for one in user.window.findChildren(RemovedDialog) if one.isVisible())
    dialog._pages.currentWidget().selectAll()
    next(button for button in dialog.findChildren(QPushButton) if button.text() == "恢复").click()


def told(user: User) -> str:
    return user.window.messages._bar.text()


def places(user: User) -> list[str]:
    text = user.window.desk._opened[user.window.area.current()].text.text
    return [text[span.start : span.end] for mark in user.marks for span in mark.spans]


def test_what_was_taken_away_comes_back_to_its_place(user: User) -> None:
    user.waits_for_document(TITLE)
    for number, words in enumerate(WORDS):
        user.select(words)
        user.press(str(number + 1))
        user.wait(lambda number=number: len(user.marks) == number + 1)
    document = user.window.area.current()

    # A document, with its annotations at their places.
    user.window.desk.remove([document])
    user.wait(lambda: TITLE not in user.titles)
    restore(user)
    user.wait(lambda: TITLE in user.titles)
    user.wait(lambda: told(user) == f"已恢复《{TITLE}》")
    user.window.messages._bar._button.click()
    user.wait(lambda: TITLE not in user.titles)
    user.window.desk.redo()
    user.wait(lambda: TITLE in user.titles)
    user.window.desk.open(document)
    user.waits_for_document(TITLE)
    user.wait(lambda: places(user) == list(WORDS))

    # Annotations, by themselves.
    user.window.desk.delete([mark.annotation.id for mark in user.marks])
    user.wait(lambda: not user.marks)
    restore(user)
    user.wait(lambda: places(user) == list(WORDS))
    user.wait(lambda: told(user) == "已恢复 2 条批注")
    user.window.messages._bar._button.click()
    user.wait(lambda: not user.marks)
