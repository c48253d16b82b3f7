"""What the ways in do besides importing: a reader is made ready for the next import."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from reader.errors import Cancelled
from ui.window.importing import importer as importer_module
from ui.window.importing.import_progress import ImportProgress
from ui.window.importing.importer import Importer
from ui.window.rest import Rest


class _Session(QObject):
    warmed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.failed: list[Any] = []

    def import_all(self, _wanted: object, *, failed: Any, **_told: Any) -> object:
        self.failed.append(failed)
        return object()

    def warm_reader(self) -> None:
        self.warmed.emit()


def test_after_the_last_import_a_reader_is_made_ready_once_the_user_rests(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One that has read many files is not kept: the next document waited for a new one."""
    monkeypatch.setattr(importer_module, "_REST_MS", 60)
    room, session = QWidget(), _Session()
    field = QLineEdit(room)
    qtbot.addWidget(room)
    room.show()
    importer = Importer(session, None, ImportProgress(room), room)  # type: ignore[arg-type]  # what it asks of a session
    importer.import_all([importer_module.SAMPLE])
    importer.import_all([importer_module.SAMPLE])
    with qtbot.assertNotEmitted(session.warmed, wait=120):
        session.failed.pop(0)(Cancelled())
    with qtbot.assertNotEmitted(session.warmed):
        session.failed.pop(0)(Cancelled())
        qtbot.keyClick(field, "a")
    assert isinstance(importer._rest, Rest), "which every key puts off: test_rest.py"
    with qtbot.waitSignal(session.warmed, timeout=10_000):
        pass
    importer.import_all([importer_module.SAMPLE])
    with qtbot.waitSignal(session.warmed, timeout=10_000):
        session.failed.pop(0)(Cancelled())
