"""What a library needs of itself is begun behind the first page."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from ui.window.upkeep import Upkeep


@pytest.mark.parametrize("is_new", [True, False])
def test_a_new_library_waits_with_its_first_backup_until_something_was_made(qtbot: QtBot, is_new: bool) -> None:
    done: list[str] = []
    owner = QObject()
    Upkeep(lambda: done.append("index"), lambda: done.append("backup"), owner).begin(is_new=is_new)
    assert done == [], "the first page goes before"
    qtbot.waitUntil(lambda: "index" in done)
    assert done == (["index"] if is_new else ["backup", "index"])
