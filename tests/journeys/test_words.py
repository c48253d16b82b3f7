"""A word of the user's own: selected in the text, searched whole a moment later, undone, listed and deleted."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.journeys.conftest import SAMPLE
from tests.support.user import User
from ui.window.messages import MessageBar
from ui.window.searching.words_dialog import WordsDialog

# Qt's offscreen platform says so for every menu that is shown.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

WORD = "新质生产力"


def _shelf(user: User, folder: Path) -> None:
    user.waits_for_document(SAMPLE)
    for title, text in (("乙办法", "提高生产力，扩大新质产品的供应。"), ("甲办法", "加快发展新质生产力。")):
        (folder / f"{title}.txt").write_text(f"{title}\n\n第一条 {text}\n", "utf-8")
        user.drop([folder / f"{title}.txt"])
        user.waits_for_document(title)
    user.wait(lambda: not user.window.session.index.is_busy())
    # On a busy machine the progress of an import was shown, and Qt's offscreen platform gives the keyboard back to nobody.
    user.window.activateWindow()
    user.wait(user.window.isActiveWindow)


def _found(user: User, query: str) -> set[str]:
    """Search as the index stands; the field is left again."""
    user.search(query)
    user.wait(lambda: user.window.finder.view.answers(query))
    workspace = user.window.session._workspace
    assert workspace is not None
    titles = {hit.title for hit in workspace.index.search(query).hits}
    user.press("Escape")
    user.press("Escape")
    return titles


def _is_cut_by(user: User, words: set[str]) -> bool:
    workspace = user.window.session._workspace
    assert workspace is not None
    return not user.window.session.index.is_busy() and workspace.index.words == words


def test_a_word_is_selected_searched_whole_undone_and_managed(user: User, tmp_path: Path) -> None:
    _shelf(user, tmp_path)
    assert _found(user, WORD) == {"甲办法", "乙办法"}
    user.page.setFocus()
    user.select(WORD)
    user.press("W")
    told = user.window.findChild(MessageBar)
    assert told is not None
    user.wait(lambda: told.isVisible() and told._text.text() == "检索时不再拆开“新质生产力”")
    user.wait(lambda: _is_cut_by(user, {WORD}))
    assert _found(user, WORD) == {"甲办法"}
    assert user.window.actions_["undo"].text() == "撤销：添加检索用词"

    user.page.setFocus()
    user.select(WORD)
    user.press("W")
    user.wait(lambda: told._text.text() == "“新质生产力”已经是检索用词")
    user.page.setFocus()
    user.select("发展新质生产力。")
    user.press("W")
    user.wait(lambda: "不能有标点和空格" in told._text.text())

    user.window.desk.undo()
    user.wait(lambda: _is_cut_by(user, set()))
    assert _found(user, WORD) == {"甲办法", "乙办法"}

    user.window.actions_["words"].trigger()
    user.wait(lambda: user.window.findChild(WordsDialog) is not None)
    dialog = user.window.findChild(WordsDialog)
    assert dialog is not None
    dialog.field.setFocus()
    user.type("长")
    QTest.keyClick(dialog.field, Qt.Key.Key_Return)
    assert "要有 2 到 20 个字" in dialog.problem.text()
    dialog.field.clear()
    user.type(WORD)
    assert dialog.problem.isHidden()
    QTest.keyClick(dialog.field, Qt.Key.Key_Return)
    user.wait(lambda: dialog.list.count() == 1 and _is_cut_by(user, {WORD}))
    assert dialog.isVisible(), "Enter adds and does not close"
    dialog.list.setCurrentRow(0)
    dialog.list.setFocus()
    QTest.keyClick(dialog.list, Qt.Key.Key_Delete)
    user.wait(lambda: dialog.list.count() == 0 and _is_cut_by(user, set()))
    assert not dialog.delete.isEnabled()
    dialog.reject()
    assert user.window.actions_["undo"].text() == "撤销：删除检索用词"
