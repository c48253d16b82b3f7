"""Colours called as the user wants, wherever they are named; and words passed on from wherever they stand."""

from __future__ import annotations

from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QMenu

from tests.journeys.conftest import SAMPLE
from tests.support.user import User
from ui.window.color_names_dialog import ColorNamesDialog
from ui.window.export_dialog import ExportDialog

# Qt's offscreen platform says so for every menu that is shown.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

T = TypeVar("T", bound=QDialog)


def words_of(menu: QMenu) -> list[str]:
    return [action.text() for action in menu.actions() if action.text()]


def menu_shown(user: User) -> QMenu:
    user.wait(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


def dialog_shown(user: User, kind: type[T]) -> T:
    user.wait(lambda: user.window.findChild(kind) is not None)
    found = user.window.findChild(kind)
    assert found is not None
    return found


def test_a_color_is_called_as_the_user_wants_everywhere(user: User) -> None:
    window = user.window
    user.waits_for_document(SAMPLE)
    user.select("总体要求")
    user.press("4")
    user.wait(lambda: len(user.marks) == 1)
    window.actions_["color-names"].trigger()
    dialog = dialog_shown(user, ColorNamesDialog)
    assert dialog.fields["pink"].placeholderText() == "粉色"
    dialog.fields["pink"].setText("绿色")
    assert not dialog._save.isEnabled(), "two colours cannot be called the same"
    dialog.fields["pink"].setText(" 待 落实 & 跟踪 ")
    QTest.mouseClick(dialog._save, Qt.MouseButton.LeftButton)
    user.wait(lambda: window.session.color_names == {"pink": "待 落实 & 跟踪"})

    assert "待 落实 & 跟踪（4）" in [dot.toolTip() for dot in user.page.marking.bar._dots]
    assert window.notes._dots[3].toolTip() == "只看待 落实 & 跟踪"
    card_menu = window.notes.view._make_menu(window.notes.model.index(0), user.marks[0])
    (colors,) = [menu for menu in card_menu.findChildren(QMenu) if "颜色名称…" in words_of(menu)]
    assert words_of(colors)[3] == "待 落实 && 跟踪", "a menu takes a single & for a key"
    everything = window.all_notes
    everything.show()
    everything.view.head.group_by("color")
    user.wait(lambda: everything.view.list.rows.rowCount() == 2)
    assert everything.view.list.rows.group(0).name == "待 落实 & 跟踪"  # type: ignore[union-attr]
    window.leaving.export([window.area.current()])
    exporting = dialog_shown(user, ExportDialog)
    assert "待 落实 && 跟踪" in words_of(exporting.colors.menu())
    exporting.reject()

    # A menu that asks for other names changes no annotation.
    everything.view.list.selectAll()
    for action in (colors.actions()[-1], everything.view.menu("color").actions()[-1]):
        action.trigger()
        user.wait(lambda: len(window.findChildren(ColorNamesDialog)) == 1)
        dialog_shown(user, ColorNamesDialog).reject()
        user.wait(lambda: not window.findChildren(ColorNamesDialog))
    assert user.marks[0].annotation.color == "pink"
    assert window.actions_["undo"].text() == "撤销：命名颜色"
    window.desk.undo()
    user.wait(lambda: everything.view.list.rows.group(0).name == "粉色")  # type: ignore[union-attr]


def test_the_same_is_offered_for_words_wherever_they_stand(user: User) -> None:
    window, wanted = user.window, ["带出处复制", "引文卡片…", "二维码…", "分享到"]
    user.waits_for_document(SAMPLE)
    user.select("总体要求")
    user.press("F")
    menu = menu_shown(user)
    assert words_of(menu) == wanted
    assert user.page.marking.selected() is not None, "the words stay selected"
    QTest.keyClick(menu, Qt.Key.Key_Return)
    assert QGuiApplication.clipboard().text().startswith("总体要求\n——《")
    menu.close()
    user.press("C")
    assert QGuiApplication.clipboard().text() == "总体要求"
    assert window.messages._bar.text() == "已复制 4 字"
    user.press("1")
    user.wait(lambda: len(user.marks) == 1)

    cards = window.notes.view
    card_menu = cards._make_menu(window.notes.model.index(0), user.marks[0])
    (offered,) = [one for one in card_menu.findChildren(QMenu) if words_of(one) == [*wanted, "复制链接"]]
    offered.actions()[-1].trigger()
    assert QGuiApplication.clipboard().text() == f"piyue://annotation/{user.marks[0].annotation.id}"

    everything = window.all_notes
    everything.show()
    user.wait(lambda: everything.view.list.rows.rowCount() == 2)
    everything.view.list.selectAll()
    QGuiApplication.clipboard().clear()
    QTest.keyClick(everything.view.list, Qt.Key.Key_F)
    menu = menu_shown(user)
    assert words_of(menu) == [*wanted, "复制链接"]
    menu.actions()[0].trigger()
    menu.close()
    assert QGuiApplication.clipboard().text().startswith("总体要求\n——《")
