"""The user mends a mark, a heading's level and a task's bodies in the real window, and takes it all back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QContextMenuEvent
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QMenu

from reader.model import Text
from tests.journeys.conftest import SAMPLE, Begin
from tests.support.user import User
from ui.window.left_panel import TASKS
from ui.window.mending.bodies_dialog import BodiesDialog
from ui.window.mending.list_dialog import CorrectionsDialog
from ui.window.tree_model import NODE_ROLE

PLAN = """关于试验的意见

一、总体要求

坚持试验，推进公开。

保障措施

建设甲。（责任单位：市教育局、市财政局）
"""


def text_of(user: User) -> Text:
    opened = user.window.desk.shown()
    assert opened is not None
    return opened.text


@pytest.fixture
def plan(begin_with: Begin) -> None:
    """Let the library begin with the plan beside the sample."""
    begin_with(PLAN)


@pytest.fixture
def menus(monkeypatch: pytest.MonkeyPatch) -> list[QMenu]:
    """Collect the menus that are asked for: the offscreen plugin warns of every popup."""
    opened: list[QMenu] = []
    monkeypatch.setattr(QMenu, "popup", lambda menu, _place: opened.append(menu))
    return opened


def menu_at(user: User, menus: list[QMenu], words: str, wanted: str) -> QAction:
    """Ask for the menu of a place by the mouse, and give what it offers."""
    span = user.place_of(words)
    user.page.go_to(span, flash=False)
    user.wait(lambda: user.page.has_settled)
    point = user._point(span.start)
    viewport = user.page.viewport()
    menus.clear()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, point, viewport.mapToGlobal(point))
    QApplication.sendEvent(viewport, event)
    (menu,) = menus
    # Not by action.menu(): PySide takes what that gives for its own and deletes it.
    shown = [menu, *menu.findChildren(QMenu)]
    return next(action for one in shown for action in one.actions() if action.text() == wanted)


def test_a_mark_is_mended_and_looks_so_and_is_undone_also_after_a_restart(user: User, menus: list[QMenu]) -> None:
    user.waits_for_document(SAMPLE)
    before = text_of(user).text
    user.select("完成国务院明确的各项试点示范任务")
    at = before.index("，完成国务院明确")
    user.press("1")
    user.wait(lambda: len(user.marks) == 1)
    (marked,) = user.marks
    menu_at(user, menus, "，完成国务院明确", "改标点…").trigger()
    user.wait(lambda: user.window.mender.popup is not None and user.window.mender.popup.field.hasFocus())
    assert user.window.mender.popup is not None
    assert user.window.mender.popup.field.text() == "，"
    user.type("；")
    user.press("Return")
    user.wait(lambda: text_of(user).text == before[:at] + "；" + before[at + 1 :] and user.page.has_settled)
    assert [one.spans for one in user.marks] == [marked.spans]
    bridge = user.page._sheet.bridge  # type: ignore[union-attr]
    red = user.window._appearance.theme.color("seal")
    cursor = bridge.cursor(user.place_of("；完成国务院明确"))
    cursor.setPosition(cursor.selectionStart() + 1)
    assert cursor.charFormat().foreground().color() == red
    assert "1 处标点由你改定" in user.page._header._said.text()

    user.search('"创新区域发展；完成"')
    user.wait(lambda: user.window.finder.view.isVisible())
    user.wait(lambda: any("；完成" in one.text.text for one in user.window.desk._opened.values()))
    user.press("Escape")
    user.close()
    user.open()
    user.waits_for_document(SAMPLE)
    assert text_of(user).text[at] == "；"
    user.press("Z", control=True)
    user.wait(lambda: text_of(user).text == before)
    user.press("Z", control=True, shift=True)
    user.wait(lambda: text_of(user).text[at] == "；")

    # The original marks are shown as they came; nothing can be mended there
    user.window.desk.show_original(True)
    user.wait(lambda: user.window.desk.shown() is not None and user.window.desk.shown().original)  # type: ignore[union-attr]
    user.wait(lambda: user.page.has_settled)
    offered = [action.text() for action in user.window.mender.menu_for(at).actions()]
    assert offered[-1] == "更正记录…"
    assert not {"改标点…", "标题层级", "改责任单位…"} & set(offered)
    user.select("完成国务院明确")
    assert not next(one for one in user.page.marking.bar.children() if one.objectName() == "marks").isVisible()  # type: ignore[attr-defined]


@pytest.mark.usefixtures("plan")
def test_a_selected_mark_is_mended_by_keys_alone(user: User) -> None:
    user.waits_for_document("关于试验的意见")
    user.select("坚持试验，推进")
    user.press("P")
    user.wait(lambda: user.window.mender.popup is not None and user.window.mender.popup.field.hasFocus())
    user.press("Escape")
    user.wait(lambda: user.page.hasFocus())
    user.select("坚持试验，推进")
    user.press("P")
    user.wait(lambda: user.window.mender.popup is not None and user.window.mender.popup.field.hasFocus())
    user.type("。")
    user.press("Return")
    user.wait(lambda: "坚持试验。推进" in text_of(user).text)
    assert user.page.hasFocus()


@pytest.mark.usefixtures("plan")
def test_a_level_and_bodies_are_mended_and_taken_back_from_the_list(user: User, menus: list[QMenu]) -> None:
    user.waits_for_document("关于试验的意见")

    # A heading
    level = menu_at(user, menus, "保障措施", "一级")
    assert not level.isChecked()
    level.trigger()
    user.wait(lambda: [clause.title for clause in text_of(user).clauses] == ["总体要求", "保障措施"])
    user.wait(lambda: [node.label for node in user.window.left.outline._view.nodes.walk()][-1].endswith("保障措施"))
    user.wait(lambda: user.page.has_settled)
    level = menu_at(user, menus, "保障措施", "一级")
    assert level.isChecked()
    menu_at(user, menus, "保障措施", "更正记录…").trigger()
    user.wait(lambda: user.window.findChild(CorrectionsDialog) is not None)
    user.window.findChild(CorrectionsDialog).reject()

    # Bodies, from the panel of tasks by key
    user.window._show_left(TASKS)
    view = user.window.left.tasks._view
    view.expandAll()
    index = view.model().index(0, 0, view.model().index(0, 0))
    assert index.data(NODE_ROLE).parent.label == "市教育局"
    view.setCurrentIndex(index)
    user.window.activateWindow()
    view.setFocus(Qt.FocusReason.OtherFocusReason)
    user.wait(view.hasFocus)
    user.press("F2")
    user.wait(lambda: user.window.findChild(BodiesDialog) is not None)
    dialog = user.window.findChild(BodiesDialog)
    first, second = dialog._rows
    second.moved.emit(-1)
    first.role.setCurrentIndex(1)
    second.role.setCurrentIndex(0)
    dialog._add_empty()
    dialog._rows[-1].name.setText("新区管委会")
    dialog._rows[-1].role.setCurrentIndex(1)
    dialog.findChild(QDialogButtonBox).button(QDialogButtonBox.StandardButton.Save).click()
    user.wait(lambda: len(text_of(user).tasks[0].bodies) == 3)
    named = [(body.name, body.role) for body in text_of(user).tasks[0].bodies]
    assert named == [("市财政局", "lead"), ("市教育局", "support"), ("新区管委会", "support")]
    user.wait(lambda: any(node.label == "新区管委会" for node in view.nodes.walk()))
    user.wait(lambda: user.page.has_settled)

    # Taken back from the list, both at once, and undone
    user.window.actions_["corrections"].trigger()
    user.wait(lambda: user.window.findChild(CorrectionsDialog) is not None)
    listed = user.window.findChild(CorrectionsDialog)
    assert listed.list.count() == 2
    listed.list.selectAll()
    listed.back.click()
    user.wait(lambda: [body.name for body in text_of(user).tasks[0].bodies] == ["市教育局", "市财政局"])
    assert [clause.title for clause in text_of(user).clauses] == ["总体要求"]
    user.window.actions_["undo"].trigger()
    user.wait(lambda: len(text_of(user).tasks[0].bodies) == 3)
