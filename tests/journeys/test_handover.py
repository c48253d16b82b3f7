"""The program is started a second time while its window is open: the window comes to the front, and goes to the place of a link."""

from __future__ import annotations

import os
import shutil
import socket
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from multiprocessing.connection import Client, Listener
from pathlib import Path

import pytest
from PySide6.QtCore import QProcess
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from reader.model import Span
from storage.exports.links import annotation_link
from ui import handover, places
from ui.handover import Doorbell, hand_over
from ui.importing import sources
from ui.translation import language
from ui.window.application import Program, dress
from ui.window.main_window import MainWindow
from ui.workspace import Workspace

pytestmark = pytest.mark.qt_log_ignore("does not support raise", extend=True)

MAIN = Path(__file__).parents[2] / "main.py"
LAW = "试验管理办法\n" + "\n".join(f"第{number}条 试验机构{number}号应当备案，不得迟延。" for number in range(1, 200))


@pytest.fixture(scope="module")
def shelf_of_a_law(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a library with one law, which has a note far below."""
    folder = tmp_path_factory.mktemp("law")
    (folder / "law.txt").write_text(LAW, "utf-8")
    with Workspace.open(folder / "library") as workspace:
        workspace.import_all(list(sources([folder / "law.txt"])))
        workspace.bring_index_up_to_date()
        document = workspace.cards()[0].id
        at = workspace.text(document).text.index("试验机构150号")
        workspace.annotate(document, [Span(at, at + 8)], note="核对")
    return folder / "library"


@pytest.fixture
def program(
    qtbot: QtBot, qapp: QApplication, shelf_of_a_law: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Program]:
    """The program on a library with one law, which has a note far below."""
    monkeypatch.setattr(places, "_preferences_path", lambda: tmp_path / "preferences.json")
    places.set_preference("language", "zh")  # whatever the system speaks
    shutil.copytree(shelf_of_a_law, tmp_path / "library")
    dress(qapp)
    with language("zh"):
        program = Program(qapp, tmp_path / "library")
        program.open()
        waits(qtbot, lambda: window_of(program).session.is_open() and window_of(program).isVisible())
        yield program
        window_of(program).close()
        window_of(program).deleteLater()
    program.deleteLater()
    qapp.setStyleSheet("")


def window_of(program: Program) -> MainWindow:
    assert program.window is not None
    return program.window


def waits(qtbot: QtBot, seen: Callable[[], bool]) -> None:
    qtbot.waitUntil(seen, timeout=20_000)


def starts_again(qtbot: QtBot, folder: Path, *words: str) -> tuple[int, str]:
    """Start the program in a second process, as the system does for a link; gives its exit status and what it said."""
    process = QProcess()
    process.start(sys.executable, [str(MAIN), "--library", str(folder), *words])
    waits(qtbot, lambda: process.state() == QProcess.ProcessState.NotRunning)
    return process.exitCode(), bytes(process.readAllStandardError().data()).decode()


def test_a_second_start_hands_its_link_to_the_open_window(program: Program, qtbot: QtBot, tmp_path: Path) -> None:
    window, folder = window_of(program), tmp_path / "library"
    with Workspace.open(folder, read_only=True) as workspace:
        (note,) = workspace.library.annotations.listed()
    window.showMinimized()
    assert starts_again(qtbot, folder) == (0, "")
    waits(qtbot, lambda: window.isVisible() and not window.isMinimized())
    assert window.messages._bar.isHidden()

    assert starts_again(qtbot, folder, annotation_link(note.id)) == (0, "")
    waits(qtbot, lambda: window.area.page() is not None and window.area.page().clause == "第150条")  # type: ignore[union-attr]

    # another library has no window, whatever this one shows
    assert not hand_over(tmp_path / "other", annotation_link(note.id))


def test_only_a_short_link_of_ours_is_heard(program: Program, qtbot: QtBot, tmp_path: Path) -> None:
    window, folder = window_of(program), tmp_path / "library"
    rung: list[str] = []
    program.rung.connect(rung.append)
    address = handover._address(folder)
    assert address is not None
    for said in (b"piyue://annotation/" + b"a" * 5000, b"\xff\xfe"):
        with Client(address) as caller:
            caller.send_bytes(said)
            caller.poll(5)
    Client(address).close()  # says nothing at all
    assert hand_over(folder, "piyue://delete/everything")
    waits(qtbot, lambda: "这不是批阅的链接" in window.messages._bar.text())
    assert rung == ["?", "?"], "what is too long is not heard, and of what is no link nothing is passed on"


def test_what_an_ended_program_left_behind_hinders_neither_start(tmp_path: Path) -> None:
    address = handover._address(tmp_path)
    assert address is not None
    if os.name == "posix":  # elsewhere nothing stays behind
        Path(address).touch()
    assert not hand_over(tmp_path)
    rung: list[str] = []
    bell = Doorbell(rung.append)
    bell.listen(tmp_path)
    assert hand_over(tmp_path)
    bell.close()
    bell.close()
    assert rung == [""]
    assert not hand_over(tmp_path)


def test_who_asks_for_nothing_sends_a_byte_nevertheless(tmp_path: Path) -> None:
    """Of a message without one, a pipe of Windows (as Wine has them) never told: a second start opened a window of its own."""
    address = handover._address(tmp_path)
    assert address is not None
    said: list[bytes] = []

    def hear(listener: Listener) -> None:
        with listener.accept() as caller:
            said.append(caller.recv_bytes())
            caller.send_bytes(b"heard")

    with Listener(address) as listener:
        hearing = threading.Thread(target=hear, args=(listener,))
        hearing.start()
        assert hand_over(tmp_path)
        hearing.join()
    assert [len(one) for one in said] == [1]


def test_a_start_while_the_window_closes_is_not_swallowed(
    program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Closing takes its time; whoever starts meanwhile gets a window of its own, not the promise of one that is going."""
    heard: list[bool] = []
    close = Workspace.close

    def closed(workspace: Workspace) -> None:
        heard.append(hand_over(tmp_path / "library"))
        close(workspace)

    monkeypatch.setattr(Workspace, "close", closed)
    assert hand_over(tmp_path / "library")
    window_of(program).close()
    assert heard == [False]


@pytest.mark.skipif(os.name != "posix", reason="there it is a socket")
def test_who_calls_and_says_half_a_word_keeps_nobody_waiting(tmp_path: Path) -> None:
    rung: list[str] = []
    bell = Doorbell(rung.append)
    bell.listen(tmp_path)
    address = handover._address(tmp_path)
    assert address is not None
    callers = [Client(address) for _caller in range(handover._MOST_CALLERS - 1)]
    for caller in callers:
        os.write(caller.fileno(), b"\0")  # of the four bytes that say how long a message is
    assert hand_over(tmp_path, annotation_link("a1"))
    callers += [Client(address) for _caller in range(20)]  # more than are heard at the same time: hung up on
    bell.close()
    for caller in callers:
        caller.close()
    assert rung == [annotation_link("a1")]
    assert not hand_over(tmp_path)


@pytest.mark.skipif(os.name != "posix", reason="there it is a socket")
def test_a_process_that_holds_the_place_and_never_listens_is_given_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(handover, "_PATIENCE_S", 0.05)
    address = handover._address(tmp_path)
    assert address is not None
    with socket.socket(socket.AF_UNIX) as deaf:
        deaf.bind(address)
        deaf.listen(0)
        assert [hand_over(tmp_path) for _start in range(3)] == [False] * 3  # the last ones cannot even connect
    Path(address).unlink()


def test_without_a_place_for_temporary_files_nothing_is_handed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The disk is full: Python looks for a place that can be written, and finds none."""

    def nowhere() -> str:
        raise FileNotFoundError("no usable temporary directory")

    monkeypatch.setattr(tempfile, "gettempdir", nowhere)
    assert not hand_over(tmp_path)
    bell = Doorbell(print)
    bell.listen(tmp_path)
    bell.close()
