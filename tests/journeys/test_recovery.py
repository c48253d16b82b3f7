"""A library whose file is damaged: the window says so, offers the backup, and what came after it is not lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from tests.support.user import LEFT, User
from ui.importing import sources
from ui.workspace import Workspace

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

LAW = "某某保护法\n（2020年1月2日通过）\n第一条　为了保护某某，制定本法。\n第二条　某某受法律保护。\n"


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """Give a new library: what its first session made is to come back."""
    return tmp_path / "library"


def test_a_damaged_library_comes_back_from_its_backup_and_later_files_are_imported_again(
    user: User, qtbot: QtBot, tmp_path: Path
) -> None:
    user.wait(lambda: user.has_page)
    folder = tmp_path / "library"
    (sample,) = user.titles
    user.window.desk.note_page()
    user.wait(lambda: user.is_writing)
    user.type("要紧")
    user.press("Return", control=True)
    user.wait(lambda: [mark.annotation.note for mark in user.marks] == ["要紧"])
    user.close()
    law = tmp_path / "某某保护法.txt"
    law.write_text(LAW, encoding="utf-8")
    assert list((folder / "backups").glob("*.db")), "what the first session made is not left without a backup"
    with Workspace.open(folder) as workspace:
        workspace.import_all(list(sources([str(law)])))
    damaged = b"noise" * 1000
    (folder / "library.db").write_bytes(damaged)

    user.open()
    welcome = user.window.welcome
    assert "已损坏" in welcome._body.text()
    assert welcome._restore.isVisible()
    QTimer.singleShot(0, _agree)
    qtbot.mouseClick(welcome._restore, LEFT)
    user.wait(lambda: user.titles == [sample])
    user.wait(lambda: user.window.messages._bar._button.text() == "重新导入")
    assert "1 份文件" in user.window.messages._bar.text()
    qtbot.mouseClick(user.window.messages._bar._button, LEFT)
    user.wait(lambda: sorted(user.titles) == sorted([sample, "某某保护法"]))

    user.wait(lambda: user.current_title == "某某保护法")
    user.window.desk.open(next(card.id for card in user.window.session.cards.values() if card.title == sample))
    user.wait(lambda: user.current_title == sample and len(user.marks) == 1)
    assert user.marks[0].annotation.note == "要紧"
    aside = [path for path in folder.iterdir() if path.is_file() and path.read_bytes() == damaged]
    assert len(aside) == 1, "the damaged file is kept"


def test_without_a_backup_the_window_says_so(user: User, tmp_path: Path) -> None:
    user.wait(lambda: user.has_page)
    user.close()
    (tmp_path / "library" / "library.db").write_bytes(b"noise" * 1000)
    for backup in (tmp_path / "library" / "backups").glob("*"):
        backup.unlink()
    user.open()
    assert "没有完好的备份" in user.window.welcome._body.text()
    assert not user.window.welcome._restore.isVisible()
    assert user.window.welcome._place.isVisible()
    assert not user.window.status._library.isVisible(), "what did not open is neither empty nor saved"
    assert not user.window.status._saved.isVisible()
    assert user.window.left.library._empty.text() == ""


def test_the_window_shows_itself_where_the_backups_cannot_be_looked_at(
    user: User, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It waited for an answer that did not come: nothing was told, and nothing collected from then on."""

    def fail(_folder: Path) -> None:
        raise PermissionError("the backups belong to another")

    user.wait(lambda: user.has_page)
    user.close()
    (tmp_path / "library" / "library.db").write_bytes(b"noise" * 1000)
    monkeypatch.setattr("ui.window.recovery.newest_good", fail)
    with qtbot.capture_exceptions() as caught:
        user.open()
    assert [kind for kind, _error, _trace in caught] == [PermissionError], "and it is shown as the fault that it is"
    assert "文库文件已损坏" in user.window.welcome._body.text()


def _agree() -> None:
    box = QApplication.activeModalWidget()
    if not isinstance(box, QMessageBox):
        QTimer.singleShot(10, _agree)
        return
    next(one for one in box.buttons() if one.text() == "恢复").click()
