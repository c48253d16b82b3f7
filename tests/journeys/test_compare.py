"""The user compares two versions, and two documents, in the real window."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from tests.journeys.conftest import TITLE, Begin
from tests.support.amended import NEW, OLD
from tests.support.user import User
from ui.window.versions.choose_dialog import ChooseDialog


@pytest.fixture
def amended(begin_amended: Begin) -> None:
    """Let the library begin with a document in two versions."""
    begin_amended()


@pytest.fixture
def comparing(amended: None, user: User) -> User:
    """A person with a document in two versions."""
    user.waits_for_document(TITLE)
    assert user.window.desk.shown().text.text == NEW.strip()  # type: ignore[union-attr]
    return user


def from_menu(user: User, words: str, *titles: str) -> None:
    ids = [next(card.id for card in user.window.session.cards.values() if card.title == title) for title in titles]
    menu = user.window.left.library.menu_for(ids)
    next(action for action in menu.actions() if action.text() == words).trigger()


def labels(user: User) -> list[str]:
    model = user.window.comparer.view.model
    return [model.index(row, 0).data(Qt.ItemDataRole.DisplayRole) for row in range(model.rowCount())]


def test_two_versions_are_compared_from_change_to_change_and_exported(comparing: User, tmp_path: Path) -> None:
    window = comparing.window
    from_menu(comparing, "与旧版本比较", TITLE)
    comparing.wait(lambda: window.comparer.is_shown() and window.comparer.view.model.rowCount() > 0)
    view = window.comparer.view
    assert view.told.text() == "未变 3、只改条号 1、有改动 1、新增 1、删去 1"
    changes = ["新增  第二条", "只改条号  第二条 → 第三条", "有改动  第三条 → 第四条", "删去  第四条"]
    assert labels(comparing) == changes
    view.only.setChecked(False)
    assert len(labels(comparing)) == 7
    seen = []
    for _step in changes:
        row = view.current()
        assert row is not None
        seen.append(row.change)
        comparing.press("F7")
    assert seen == ["added", "renumbered", "edited", "gone"]
    comparing.press("F7", shift=True)
    assert view.current().change == "edited"  # type: ignore[union-attr]

    for name, found in (("c.html", "<ins>十五</ins>"), ("c.md", "<ins>十五</ins>")):
        window.comparer.export(tmp_path / name)
        comparing.wait(lambda wanted=name: wanted in window.messages._bar.text())
        assert found in (tmp_path / name).read_text("utf-8")

    # Enter leads to the clause in the text, Esc back to the page
    view.list.setFocus()
    comparing.press("Return")
    comparing.wait(lambda: not window.comparer.is_shown() and comparing.page.clause == "第四条")


def test_two_documents_are_compared_after_the_other_one_was_chosen(comparing: User, tmp_path: Path) -> None:
    other = tmp_path / "other.txt"
    other.write_text(OLD.replace(TITLE, "试验管理规定").replace("三十日", "六十日"), "utf-8")
    comparing.drop([other])
    comparing.waits_for_document("试验管理规定")
    window = comparing.window
    from_menu(comparing, "与…比较", TITLE)
    comparing.wait(lambda: window.findChild(ChooseDialog) is not None)
    dialog = window.findChild(ChooseDialog)
    assert dialog is not None
    assert dialog.list.item(0).text().startswith("试验管理规定")  # the likest title first
    dialog.compare.click()
    comparing.wait(lambda: window.comparer.is_shown() and window.comparer.view.model.rowCount() > 0)
    assert "有改动 2" in window.comparer.view.told.text()
    window.activateWindow()
    comparing.wait(window.comparer.view.list.hasFocus)
    comparing.press("Escape")
    comparing.wait(lambda: not window.comparer.is_shown())
    assert comparing.current_title == "试验管理规定"


def test_a_document_of_one_version_says_so(user: User) -> None:
    user.wait(lambda: user.has_page)
    from_menu(user, "与旧版本比较", user.current_title)
    user.wait(lambda: "只有一个版本" in user.window.messages._bar.text())
    assert not user.window.comparer.is_shown()


def test_the_former_version_of_a_law_is_found_among_the_documents(user: User, tmp_path: Path) -> None:
    law = "中华人民共和国试验法"
    for name, said, days in (("old.md", "2009年8月27日", "三十日"), ("new.md", "2020年8月27日", "六十日")):
        passed = f"（{said} 第十三届全国人民代表大会常务委员会第一次会议通过）"
        text = f"# {law}\n\n{passed}\n\n第一条 应当在{days}内办结。\n\n第二条 本法自公布之日起施行。\n"
        (tmp_path / name).write_text(text, "utf-8")
    user.drop([tmp_path / "new.md", tmp_path / "old.md"])
    window = user.window
    user.wait(lambda: sum(card.title == law for card in window.session.cards.values()) == 2)
    dated = {card.date: card.id for card in window.session.cards.values() if card.title == law}
    for document in dated.values():
        menu = window.left.library.menu_for([document])
        next(action for action in menu.actions() if action.text() == "与旧版本比较").trigger()
        user.wait(lambda: window.comparer.is_shown() and "有改动  第一条" in labels(user))
        asked = window.comparer._asked
        assert asked is not None
        assert (asked.old, asked.new) == (dated["2009-08-27"], dated["2020-08-27"])
        window.comparer.leave()
