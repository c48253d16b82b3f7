"""A library that opens before its window is there: shown as any other, and told as any other where it does not open."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from reader.errors import KnownError
from storage.library import Library
from ui.window.ahead import Ahead
from ui.window.session import Session
from ui.window.tasks import TaskRunner


def test_what_kept_a_library_from_opening_ahead_is_told_by_the_session(qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "library.db").write_bytes(b"no database at all" * 100)
    ahead = Ahead(tmp_path)
    with pytest.raises(KnownError, match="library-damaged"):
        ahead.opened.result(10)
    tasks = TaskRunner(library=ahead.lane)
    session = Session(tasks)
    told: list[BaseException] = []
    session.start_failed.connect(told.append)
    session.open(tmp_path, ahead)
    qtbot.waitUntil(tasks.is_idle)
    session.close()
    assert [error.case for error in told if isinstance(error, KnownError)] == ["library-damaged"]


def test_a_library_that_opens_while_its_window_closes_is_let_go(qtbot: QtBot, tmp_path: Path) -> None:
    """The next window, in another language, said that another program had it."""
    session = Session(TaskRunner())
    session.open(tmp_path)
    session.close()
    Library.open(tmp_path).close()
