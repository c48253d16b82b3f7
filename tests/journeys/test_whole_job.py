"""The whole job in the real window: import, mark, note, tag, bookmark, search, jump, export, leave, come back."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QPushButton

from tests.journeys.conftest import SAMPLE
from tests.support.user import User
from ui.window.export_dialog import ExportDialog

LAW = """中华人民共和国试验法

第一章 总则

第一条 为了试验，制定本法。

第二条 国家鼓励试验，支持试验成果的公开。

第三条 本法自公布之日起施行。
"""


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """Give a new library: the whole job begins with the first start."""
    return tmp_path / "library"


def bring_two_laws(user: User, law: Path) -> None:
    """Bring a law by drop, another by paste, and go back to the sample."""
    law.write_text(LAW, "utf-8")
    user.drop([law])
    user.waits_for_document("中华人民共和国试验法")
    user.paste(LAW.replace("试验法", "试行法").replace("鼓励", "保障"))
    user.waits_for_document("中华人民共和国试行法")
    assert len(user.titles) == 3


def open_sample(user: User) -> None:
    """Go to the sample."""
    user.window.desk.open(next(id_ for id_, card in user.window.session.cards.items() if card.title == SAMPLE))
    user.waits_for_document(SAMPLE)


def annotate(user: User) -> None:
    """Make two colours that overlap, a note, a tag and a bookmark."""
    first = user.select("带动更多创新区域发展，完成国务院明确的各项试点示范任务")
    user.press("1")
    user.wait(lambda: len(user.marks) == 1)
    second = user.select("完成国务院明确的各项试点示范任务")
    user.press("2")
    user.wait(lambda: len(user.marks) == 2)
    assert [(mark.annotation.color, mark.spans) for mark in user.marks] == [("yellow", (first,)), ("green", (second,))]

    user.select("力争每年产生100项高价值核心专利")
    user.press("N")
    user.wait(lambda: user.is_writing)
    user.type("核对口径")
    user.window.notes.finish_editing()
    user.wait(lambda: any(mark.annotation.note == "核对口径" for mark in user.marks))

    user.select("生态科技创新城")
    user.press("T")
    user.wait(lambda: user.is_writing)
    user.type("园区")
    user.window.notes.finish_editing()
    user.wait(lambda: any(mark.annotation.tags == ("园区",) for mark in user.marks))

    user.select("重点任务")
    user.press("B")
    user.wait(lambda: any(mark.annotation.bookmark for mark in user.marks))
    assert len(user.marks) == 5


def search_and_jump(user: User) -> None:
    """Search while typing, jump to the hit, once the index has both documents, and leave another search."""
    user.wait(lambda: not user.window.session.index.is_busy())
    user.search("国家鼓励试验")
    user.press("Return")
    user.waits_for_document("中华人民共和国试验法")
    found = user.place_of("国家鼓励试验")
    user.wait(lambda: not user.window.finder.is_shown() and user.page._frame.visible().overlaps(found))
    user.search("核对口径")
    user.press("Escape")
    user.wait(lambda: not user.window.finder.is_shown())


def export_notes(user: User, target: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Export the notes of the document in front, as the dialog proposes; give what is written."""
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_arguments: (str(target), ""))
    user.press("E", control=True)
    user.wait(lambda: user.window.findChild(ExportDialog) is not None)
    dialog = user.window.findChild(ExportDialog)
    next(button for button in dialog.findChildren(QPushButton) if button.isDefault()).click()
    user.wait(target.exists)
    return target.read_text("utf-8")


def test_the_whole_job(user: User, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    user.waits_for_document(SAMPLE)
    bring_two_laws(user, tmp_path / "试验法.txt")
    open_sample(user)
    annotate(user)
    search_and_jump(user)
    open_sample(user)
    written = export_notes(user, tmp_path / "批注.md", monkeypatch)
    for piece in ("核对口径", "#园区", "绿色", "书签", "完成国务院明确的各项试点示范任务"):
        assert piece in written

    # Leave and come back: all there, and the same document in front
    before = user.marks
    user.close()
    user.open()
    user.waits_for_document(SAMPLE)
    assert user.marks == before
    assert len(user.titles) == 3
    assert len(user.shown_notes()) == 5


def test_each_step_is_undone_and_redone_also_after_a_restart(user: User, tmp_path: Path) -> None:
    user.waits_for_document(SAMPLE)
    user.select("带动更多创新区域发展")
    user.press("3")
    user.wait(lambda: len(user.marks) == 1)
    user.select("力争每年产生100项高价值核心专利")
    user.press("N")
    user.wait(lambda: user.is_writing)
    user.type("核对口径")
    user.window.notes.finish_editing()
    user.wait(lambda: [mark.annotation.note for mark in user.marks] == ["", "核对口径"])
    user.select("重点任务")
    user.press("B")
    user.wait(lambda: len(user.marks) == 3)
    states = [
        (3, ["", "", "核对口径"]),
        (2, ["", "核对口径"]),
        (2, ["", ""]),
        (1, [""]),
        (0, []),
    ]

    def seen() -> tuple[int, list[str]]:
        return len(user.marks), sorted(mark.annotation.note for mark in user.marks)

    assert seen() == states[0]
    for state in states[1:3]:
        user.press("Z", control=True)
        user.wait(lambda state=state: seen() == state)  # type: ignore[misc]
    user.close()
    user.open()
    user.waits_for_document(SAMPLE)
    for state in states[3:]:
        user.press("Z", control=True)
        user.wait(lambda state=state: seen() == state)  # type: ignore[misc]
    user.close()
    user.open()
    user.waits_for_document(SAMPLE)
    for state in reversed(states[:-1]):
        user.press("Z", control=True, shift=True)
        user.wait(lambda state=state: seen() == state)  # type: ignore[misc]
    assert seen() == states[0]

    # The import itself is a step too
    law = tmp_path / "试验法.txt"
    law.write_text(LAW, "utf-8")
    user.drop([law])
    user.waits_for_document("中华人民共和国试验法")
    user.press("Z", control=True)
    user.wait(lambda: user.titles == [SAMPLE])
    user.press("Z", control=True, shift=True)
    user.wait(lambda: len(user.titles) == 2)
