"""The real window on a real library, for a person to work."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.support.user import User
from ui.window.appearance import Appearance
from ui.window.application import dress


@pytest.fixture
def library(shelf: Path, tmp_path: Path) -> Path:
    """Give the folder of a library that holds the sample. A journey that is about the first start gives a new one instead."""
    return Path(shutil.copytree(shelf, tmp_path / "library"))


@pytest.fixture
def user(qtbot: QtBot, qapp: QApplication, library: Path) -> Iterator[User]:
    """A person at a library, with the sample open in front."""
    dress(qapp)
    appearance = Appearance(qapp, "zh")
    person = User(qtbot, appearance, library)
    yield person
    person.close()
    appearance.deleteLater()
    qapp.setStyleSheet("")
