"""Another language, another library, another look: the program opens its window anew and everything is where it was left."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from reader.errors import KnownError
from tests.journeys.conftest import SAMPLE
from ui import places
from ui.translation import language
from ui.window import application
from ui.window.application import Program, dress
from ui.window.main_window import MainWindow


@pytest.fixture
def program(
    qtbot: QtBot, qapp: QApplication, library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Program]:
    """The program with its first window open and the sample in front."""
    monkeypatch.setattr(places, "_preferences_path", lambda: tmp_path / "preferences.json")
    monkeypatch.setattr("ui.translation.language_of_system", lambda: "zh")
    dress(qapp)
    with language("zh"):
        program = Program(qapp, library)
        program.open()
        waits(qtbot, lambda: titles(program) == [SAMPLE] and window(program).area.page() is not None)
        yield program
        window(program).close()
        window(program).deleteLater()
    program.deleteLater()
    qapp.setStyleSheet("")


def window(program: Program) -> MainWindow:
    assert program.window is not None
    return program.window


def titles(program: Program) -> list[str]:
    return [card.title for card in window(program).session.cards.values()]


def waits(qtbot: QtBot, seen: Callable[[], bool]) -> None:
    qtbot.waitUntil(seen, timeout=20_000)


def test_the_program_speaks_the_other_language_and_shows_the_same(program: Program, qtbot: QtBot) -> None:
    first = window(program)
    first.actions_["language-en"].trigger()
    waits(qtbot, lambda: window(program) is not first and window(program).isVisible() and titles(program) == [SAMPLE])
    assert [shown for shown in QApplication.topLevelWidgets() if isinstance(shown, MainWindow)] == [window(program)]
    assert window(program).actions_["undo"].text().startswith("Undo")
    assert window(program).actions_["language-en"].isChecked()
    waits(qtbot, lambda: window(program).area.page() is not None)
    assert places.preference("language") == "en"

    second = window(program)
    second.actions_["language-en"].trigger()
    assert window(program) is second, "the language in use changes nothing"
    second.actions_["language-zh"].trigger()
    waits(qtbot, lambda: window(program) is not second and window(program).isVisible())
    assert window(program).actions_["undo"].text().startswith("撤销")


def test_another_library_is_opened_and_the_first_stays_as_it_was(
    program: Program, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, other = window(program), tmp_path / "other"
    first.session.remove(list(first.session.cards))
    waits(qtbot, lambda: titles(program) == [])
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_arguments: str(other))
    first.actions_["place"].trigger()
    waits(qtbot, lambda: window(program) is not first and titles(program) == [SAMPLE])
    assert places.preference("library") == str(other)

    second = window(program)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_arguments: str(tmp_path / "library"))
    second.actions_["place"].trigger()
    waits(qtbot, lambda: window(program) is not second and window(program).session.is_open())
    assert titles(program) == [], "what was removed stays removed, and the sample does not come again"


def test_a_choice_that_cannot_be_kept_is_a_sentence_and_changes_nothing(
    program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_name: str, _value: str) -> None:
        raise KnownError("disk-full", path="preferences.json")

    monkeypatch.setattr(application, "set_preference", refuse)
    first = window(program)
    first.actions_["language-en"].trigger()
    assert window(program) is first
    assert first.messages._bar.isVisible()


def test_a_window_is_never_larger_than_the_screen(program: Program, qtbot: QtBot) -> None:
    room = window(program).screen().availableSize()
    window(program).resize(room.width() + 400, room.height() + 20)
    first = window(program)
    first.actions_["language-en"].trigger()  # the next window has the size of this one
    waits(qtbot, lambda: window(program) is not first and window(program).isVisible())
    assert window(program).width() == max(room.width(), window(program).minimumSizeHint().width())
    assert window(program).height() <= room.height()
