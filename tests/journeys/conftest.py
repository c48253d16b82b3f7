"""The real window on a real library, for a person to work."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from reader.model import Span
from tests.support.amended import NEW, OLD
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


Begin = Callable[..., None]


@pytest.fixture(scope="session")
def shelf_with(shelf: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """Give what makes a library of the sample and further texts, indexed, all open and the last in front; each but once."""

    @cache
    def make(*texts: str) -> Path:
        folder = tmp_path_factory.mktemp("more")
        shutil.copytree(shelf, folder / "library")
        with Workspace.open(folder / "library") as workspace:
            opened = [card.id for card in workspace.cards()]
            for number, text in enumerate(texts):
                (folder / f"{number}.txt").write_text(text, "utf-8")
                (row,) = workspace.import_all(list(sources([folder / f"{number}.txt"])))
                opened.append(row.document)
            workspace.bring_index_up_to_date()
            workspace.library.state.set_setting("window", {"open": opened, "current": opened[-1]})
        return folder / "library"

    return make


@pytest.fixture
def begin_with(library: Path, shelf_with: Callable[..., Path]) -> Begin:
    """Give what lets the journey begin where texts were imported: how they come matters to others only. Asked before ``user``."""

    def begin(*texts: str) -> None:
        shutil.rmtree(library)
        shutil.copytree(shelf_with(*texts), library)

    return begin


@pytest.fixture(scope="session")
def shelf_amended(shelf: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """Give what makes a library of the sample and the document, annotated at some words and then amended, in front; each but once."""

    @cache
    def make(*quotes: str) -> Path:
        folder = tmp_path_factory.mktemp("amended")
        shutil.copytree(shelf, folder / "library")
        file = folder / "a.txt"
        with Workspace.open(folder / "library") as workspace:
            file.write_text(OLD, "utf-8")
            (row,) = workspace.import_all(list(sources([file])))
            text = workspace.text(row.document).text
            for quote in quotes:
                workspace.annotate(row.document, [Span(text.index(quote), text.index(quote) + len(quote))])
            file.write_text(NEW, "utf-8")
            workspace.import_all(list(sources([file])))
            workspace.bring_index_up_to_date()
            opened = [card.id for card in workspace.cards()]
            workspace.library.state.set_setting("window", {"open": opened, "current": row.document})
        return folder / "library"

    return make


@pytest.fixture
def begin_amended(library: Path, shelf_amended: Callable[..., Path]) -> Begin:
    """Give what lets the journey begin where the document was annotated at some words and then amended. Asked before ``user``."""

    def begin(*quotes: str) -> None:
        shutil.rmtree(library)
        shutil.copytree(shelf_amended(*quotes), library)

    return begin


@pytest.fixture
def imported(begin_with: Begin) -> None:
    """Let the journey begin where the document was imported."""
    begin_with(OLD)


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
