"""The system hands links over: turned on and off in the menu, mended after a move, and what a link that leads nowhere says."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QProcess, QUrl
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from storage.exports.links import annotation_link
from tests.support.user import User
from ui.handover import Doorbell
from ui.links.handling import handling, this_program, turn_on
from ui.links.xdg import XdgRegistrar
from ui.window.application import LinkEvents

on_linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="there the system keeps it otherwise")


def standing() -> str:
    return handling(XdgRegistrar.of_environment(os.environ), this_program()).standing


def said(user: User) -> str:
    return user.window.messages._bar.text()


@on_linux
def test_the_menu_tells_the_truth_and_changes_it(user: User) -> None:
    action = user.window.actions_["system-links"]
    (menu,) = [one for one in action.associatedObjects() if isinstance(one, QMenu)]
    menu.aboutToShow.emit()
    user.wait(lambda: not action.isChecked())
    action.trigger()
    user.wait(lambda: standing() == "on" and action.isChecked())
    user.wait(lambda: said(user) == "点 piyue:// 链接，系统会打开这里的批阅。")
    action.trigger()
    user.wait(lambda: standing() == "off" and not action.isChecked())
    user.wait(lambda: said(user) == "系统不再打开 piyue:// 链接。")

    # what was changed elsewhere is seen when the menu opens
    turn_on(XdgRegistrar.of_environment(os.environ), this_program())
    menu.aboutToShow.emit()
    user.wait(action.isChecked)


@on_linux
def test_a_program_that_was_moved_says_so_and_is_mended_by_one_click(user: User, tmp_path: Path) -> None:
    registrar = XdgRegistrar.of_environment(os.environ)
    turn_on(registrar, (str(tmp_path / "旧" / "piyue"),))
    user.window._links.look()
    user.wait(lambda: "那里已经没有批阅了" in said(user))
    user.press("F6")
    user.press("Enter")
    user.wait(lambda: standing() == "on" and user.window.actions_["system-links"].isChecked())

    # another copy is no fault: it is said once
    other = tmp_path / "piyue"
    other.touch()
    turn_on(registrar, (str(other),))
    user.window._links.look()
    user.wait(lambda: f"另一处的批阅：{other}" in said(user))
    user.window.messages._bar.dismiss()
    heard: list[object] = []
    user.window._tasks.run(lambda: None, lane="search", done=heard.append)
    user.window._links.look()
    user.window._tasks.run(lambda: None, lane="search", done=heard.append)
    user.wait(lambda: len(heard) == 2)
    assert said(user) == ""


@on_linux
@pytest.mark.skipif(shutil.which("gio") is None, reason="no gio here")
def test_a_click_anywhere_leads_to_the_place(user: User, monkeypatch: pytest.MonkeyPatch) -> None:
    """The way that a click takes through the desktop, to a real second start that rings the window."""
    rung: list[str] = []
    bell = Doorbell(rung.append)
    bell.listen(user._folder)
    monkeypatch.setenv("PIYUE_LIBRARY", str(user._folder))
    turn_on(XdgRegistrar.of_environment(os.environ), this_program())
    link = annotation_link("ab12")
    assert QProcess.execute("gio", ["open", link]) == 0
    user.wait(lambda: rung == [link])
    bell.close()


def test_a_link_that_leads_nowhere_says_so(user: User) -> None:
    user.select("大连")
    user.press("1")
    user.wait(lambda: len(user.marks) == 1)
    link = annotation_link(user.marks[0].annotation.id)
    for wrong in ("piyue://", "piyue://delete/everything", "https://example.org/", "piyue://annotation/../x"):
        user.window.messages._bar.dismiss()
        user.window.leaving.open_link(wrong)
        assert said(user) == "这不是批阅的链接。"
    user.window.desk.remove([user.window.area.current()])
    user.wait(lambda: not user.titles)
    user.window.leaving.open_link(link)
    user.wait(lambda: said(user) == "文库里没有这条批注，或它已经删除。")


def test_a_window_that_closes_while_the_user_rests_asks_nothing_any_more(user: User) -> None:
    user.window.close()
    user.window._links.look()
    user.window._links.refresh()


def test_links_that_come_as_an_event_are_heard(qtbot: QtBot, qapp: QCoreApplication) -> None:
    heard: list[str] = []
    events = LinkEvents(heard.append, qapp)
    qapp.installEventFilter(events)
    for url in ("piyue://annotation/ab12", "file:///a.txt"):
        QCoreApplication.sendEvent(qapp, QFileOpenEvent(QUrl(url)))
    qapp.removeEventFilter(events)
    events.deleteLater()
    assert heard == ["piyue://annotation/ab12"]
