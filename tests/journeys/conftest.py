"""The real window on a real library, for a person to work."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.support.amended import OLD
from tests.support.user import User
from ui.importing import sources
from ui.window.appearance import Appearance
from ui.window.application import dress
from ui.workspace import Workspace

SAMPLE = "加快推进大连国家自主创新示范区建设的实施意见"
TITLE = "试验管理办法"


@pytest.fixture
def library(shelf: Path, tmp_path: Path) -> Path:
    """Give the folder of a library that holds the sample. A journey that is about the first start gives a new one instead."""
    return Path(shutil.copytree(shelf, tmp_path / "library"))


@pytest.fixture(scope="session")
def shelf_of_two(shelf: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a library that holds the document beside the sample, indexed, both open and the document in front."""
    folder = tmp_path_factory.mktemp("two")
    shutil.copytree(shelf, folder / "library")
    (folder / "a.txt").write_text(OLD, "utf-8")
    with Workspace.open(folder / "library") as workspace:
        workspace.import_all(list(sources([folder / "a.txt"])))
        workspace.bring_index_up_to_date()
        documents = {card.title: card.id for card in workspace.cards()}
        opened = {"open": [documents[SAMPLE], documents[TITLE]], "current": documents[TITLE]}
        workspace.library.state.set_setting("window", opened)
    return folder / "library"


@pytest.fixture
def imported(library: Path, shelf_of_two: Path) -> None:
    """Let the journey begin where the document was imported: how it comes matters to the others only."""
    shutil.rmtree(library)
    shutil.copytree(shelf_of_two, library)


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
