"""Whether a document is in force, as the window tells and asks it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from reader.validity import UNKNOWN, Validity
from tests.support.window_objects import card
from ui.standing import told, warning_word
from ui.window.correct_dialog import CorrectDialog
from ui.window.page.page_header import PageHeader
from ui.window.shelf.library_model import describe
from ui.window.theme import Theme

REPEALED = Validity("repealed", "2020-01-01", "某供水条例")


def test_words() -> None:
    assert told(REPEALED) == "已废止 · 2020-01-01 · 见《某供水条例》"
    assert told(Validity("repealed", "", "某市公报", by_hand=True)) == "已废止 · 某市公报 · 由用户注明"
    assert told(UNKNOWN) == warning_word(UNKNOWN) == ""
    assert warning_word(Validity("in-force", "2020-01-01")) == ""
    assert warning_word(Validity("future", "2099-01-01")) == "尚未施行"


def test_the_list_warns_of_what_is_not_in_force() -> None:
    assert describe(card(1, issuers=("某市",), date="1999-01-01", kind="办法", validity=REPEALED)).endswith("已废止")
    assert "有效" not in describe(card(1, validity=Validity("in-force")))


def test_the_user_says_what_is_in_force(qtbot: QtBot) -> None:
    dialog = CorrectDialog(card(1, validity=REPEALED))
    qtbot.addWidget(dialog)
    assert "已废止" in dialog._state.currentText()
    assert not dialog._source.isEnabled()
    dialog._state.setCurrentIndex(dialog._state.findData("in-force"))
    dialog._since.setText("2021-02-03")
    dialog._source.setText(" 某市公报 ")
    with qtbot.waitSignal(dialog.corrected) as signal:
        dialog.accept()
    assert signal.args is not None
    assert signal.args[1] == {"validity": {"state": "in-force", "date": "2021-02-03", "source": "某市公报"}}


def test_the_user_takes_it_back(qtbot: QtBot) -> None:
    dialog = CorrectDialog(card(1, validity=Validity("amended", "2021-02-03", "某市公报", by_hand=True)))
    qtbot.addWidget(dialog)
    assert (dialog._state.currentText(), dialog._since.text(), dialog._source.text()) == (
        "已修改",
        "2021-02-03",
        "某市公报",
    )
    dialog._state.setCurrentIndex(0)
    with qtbot.waitSignal(dialog.corrected) as signal:
        dialog.accept()
    assert signal.args is not None
    assert signal.args[1] == {"validity": None}


def test_a_day_that_is_none_is_refused(qtbot: QtBot) -> None:
    dialog = CorrectDialog(card(1))
    qtbot.addWidget(dialog)
    dialog._state.setCurrentIndex(dialog._state.findData("repealed"))
    dialog._since.setText("去年")
    with qtbot.assertNotEmitted(dialog.corrected):
        dialog.accept()
    assert dialog._problem.isVisibleTo(dialog)


def test_keywords_are_counted_when_the_mouse_rests_on_the_header(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[str] = []
    monkeypatch.setattr("ui.window.page.page_header.QToolTip.showText", lambda _place, words, _on: shown.append(words))
    around = QWidget()
    qtbot.addWidget(around)
    header = PageHeader(Theme(), around)
    header.show_standing(REPEALED)
    place = QPoint(3, 3)
    with qtbot.waitSignal(header.details_wanted):
        QApplication.sendEvent(header, QHelpEvent(QEvent.Type.ToolTip, place, place))
    assert header.details() == told(REPEALED)
    header.show_keywords(("供水", "节水"))
    assert header.details() == f"{told(REPEALED)}\n关键词：供水、节水"
    with qtbot.assertNotEmitted(header.details_wanted):
        QApplication.sendEvent(header, QHelpEvent(QEvent.Type.ToolTip, place, place))
    assert shown == [told(REPEALED), header.details()]
    header.show_standing(UNKNOWN)
    assert header.details() == ""
