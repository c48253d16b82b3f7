"""The real window on a real library, for a person to work."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.support.user import User
from ui.window.appearance import Appearance
from ui.window.application import dress


@pytest.fixture
def user(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[User]:
    """A person at a new library, with the sample open in front."""
    dress(qapp)
    appearance = Appearance(qapp, "zh")
    person = User(qtbot, appearance, tmp_path / "library")
    yield person
    person.close()
    appearance.deleteLater()
    qapp.setStyleSheet("")
