"""The user follows cross references in the real window: by mouse, by menu, and back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.journeys.conftest import Begin
from tests.support.user import User
from tests.ui.test_following import LAW, RULES
from ui.window.following import follower
from ui.window.following.citing_dialog import AbsentDialog, CitingDialog


@pytest.fixture
def shelved(begin_with: Begin) -> None:
    """Let the library begin with a law and its rules."""
    filler = "".join(f"第{number}条 试验的记录、保存和公开，依照国家有关规定办理。\n" for number in "六七八九")
    begin_with(LAW + filler * 6, RULES)


@pytest.fixture
def reader(shelved: None, user: User) -> User:
    """A person with a law and its rules in the library, the rules in front."""
    user.waits_for_document(RULES.splitlines()[0])
    return user


def point_of(user: User, words: str) -> QPoint:
    return user._point(user.place_of(words).start + 1) + QPoint(2, 0)


def rest_on(user: User, words: str) -> None:
    viewport, at = user.page.viewport(), QPointF(point_of(user, words))
    keys = Qt.KeyboardModifier.NoModifier
    none = Qt.MouseButton.NoButton
    moved = QMouseEvent(QMouseEvent.Type.MouseMove, at, viewport.mapToGlobal(at), none, none, keys)
    QApplication.sendEvent(viewport, moved)


def test_the_clause_shows_beside_the_mouse_and_a_click_with_ctrl_goes_there_and_back(
    reader: User, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    hint = reader.window.follower
    rest_on(reader, "《试验法》第二条")
    assert hint.hint is None  # not before the mouse rests
    reader.wait(lambda: hint.hint is not None)
    assert hint.hint is not None
    assert hint.hint.words().startswith("《试验法》第二条\n第二条 试验应当公开。")
    rest_on(reader, "《收费法》")
    assert hint.hint is None
    reader.wait(lambda: hint.hint is not None)
    assert hint.hint.words() == "文库里没有《收费法》"

    qtbot.mouseClick(
        reader.page.viewport(),
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.ControlModifier,
        point_of(reader, "《试验法》第二条"),
    )
    reader.waits_for_document("试验法")
    reader.wait(lambda: reader.page.clause == "第二条")
    reader.window.actions_["back"].trigger()
    reader.waits_for_document("试验法实施细则")
    # Without Ctrl a drag over a reference selects its words
    reader.select("《试验法》第二条")
    assert reader.page.marking.selected() == reader.place_of("《试验法》第二条")
    assert follower.REST_MS >= 300


def test_the_menu_of_a_place_goes_where_its_reference_leads_and_lists_what_cites_its_clause(reader: User) -> None:
    window = reader.window
    rules = window.area.current()
    menu = window.mender.menu_for(reader.place_of("第三条，制定").start + 1)
    go = menu.actions()[0]
    assert go.text() == "转到“第三条”"
    go.trigger()
    reader.waits_for_document("试验法")
    law = window.area.current()
    reader.wait(lambda: reader.page.clause == "第三条")

    menu = window.mender.menu_for(reader.place_of("试验应当公开").start)
    citing = next(action for action in menu.actions() if action.text() == "引用第二条的条款…")
    citing.trigger()
    reader.wait(lambda: window.findChild(CitingDialog) is not None)
    dialog = window.findChild(CitingDialog)
    assert dialog is not None
    reader.wait(lambda: dialog.told.text().startswith("共 2 处"))
    rows = [dialog.list.topLevelItem(row).text(0) for row in range(2)]
    assert rows[0].startswith("第三条 违反本法第二条规定")
    assert rows[1].startswith("《试验法实施细则》第一条")
    dialog.list.itemActivated.emit(dialog.list.topLevelItem(1), 0)
    reader.wait(lambda: window.area.current() == rules and reader.has_page)
    dialog.close()
    window.actions_["back"].trigger()
    reader.wait(lambda: window.area.current() == law and reader.has_page)


def test_what_is_cited_and_missing_is_listed_for_the_library_and_for_the_document(reader: User) -> None:
    reader.window.actions_["absent"].trigger()
    reader.wait(lambda: reader.window.findChild(AbsentDialog) is not None)
    dialog = reader.window.findChild(AbsentDialog)
    assert dialog is not None
    reader.wait(lambda: dialog.list.topLevelItemCount() == 1)
    dialog.only.setChecked(False)
    reader.wait(
        lambda: any(
            "《收费法》　2 处" in dialog.list.topLevelItem(row).text(0)
            for row in range(dialog.list.topLevelItemCount())
        )
    )
    assert dialog.list.topLevelItem(0).text(0).startswith("《收费法》")
    dialog.close()
