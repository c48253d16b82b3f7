"""The real window on a real library: first start, searching, annotating, undo, removal, and the next start."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtWidgets import QApplication, QToolButton
from pytestqt.qtbot import QtBot

import reader
from reader.model import Span
from ui.importing import Reading, Source
from ui.placed import PlacedAnnotation
from ui.places import set_preference
from ui.window import library_work, window_keeper
from ui.window.ahead import Ahead
from ui.window.application import Program, dress
from ui.window.main_window import MainWindow
from ui.window.notes_panel import NotesPanel
from ui.window.page.look import Look
from ui.window.window_state import WindowState
from ui.workspace import Workspace

# Qt's offscreen platform says so for every window that is shown.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

LAW = "某某保护法\n（2020年1月2日通过）\n第一条　为了保护某某，制定本法。\n第二条　某某受法律保护。\n"
SECONDS = 10_000

Open = Callable[[], MainWindow]


@pytest.fixture
def library(shelf: Path, tmp_path: Path) -> Path:
    """Give a library with the sample."""
    return Path(shutil.copytree(shelf, tmp_path / "library"))


@pytest.fixture
def open_window(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[Open]:
    """Give a function that opens the program on one library; a window that is open is closed in order."""
    dress(qapp)
    set_preference("language", "zh")
    programs: list[Program] = []

    def close() -> None:
        for program in programs:
            if program.window is not None:
                program.window.close()
                program.window.deleteLater()
            program.deleteLater()
        programs.clear()

    def start() -> MainWindow:
        close()
        program = Program(qapp, tmp_path / "library", Ahead(tmp_path / "library"))
        programs.append(program)
        program.open()
        window = program.window
        assert window is not None
        qtbot.waitUntil(window.session.is_open, timeout=SECONDS)
        if window.session.cards and not window.area.open_documents():
            window.desk.open(next(iter(window.session.cards)))
        qtbot.waitUntil(lambda: window.area.page() is not None, timeout=SECONDS)
        return window

    yield start
    close()
    qapp.setStyleSheet("")


def document_of(window: MainWindow, piece: str) -> str:
    return next(card.id for card in window.session.cards.values() if piece in card.title)


def words(window: MainWindow, piece: str) -> Span:
    opened = window.desk._opened[window.area.current()]
    start = opened.text.text.index(piece)
    return Span(start, start + len(piece))


def test_the_first_start_opens_the_sample_and_a_drop_adds_to_it(
    open_window: Open, qtbot: QtBot, tmp_path: Path
) -> None:
    window = open_window()
    assert len(window.session.cards) == 1
    law = tmp_path / "law.txt"
    law.write_text(LAW, encoding="utf-8")
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(law))])
    assert window.importer.take(mime)
    qtbot.waitUntil(lambda: len(window.session.cards) == 2, timeout=SECONDS)
    qtbot.waitUntil(lambda: window.area.current() == document_of(window, "某某"), timeout=SECONDS)
    assert len(window.area.open_documents()) == 2


@pytest.mark.usefixtures("library")
def test_searching_covers_the_page_and_esc_finds_it_as_it_was(open_window: Open, qtbot: QtBot) -> None:
    window = open_window()
    page = window.area.page()
    assert page is not None
    qtbot.waitUntil(lambda: window.status._library.text().endswith("索引完成"), timeout=SECONDS)
    window.desk.jump_here(words(window, "保障措施"))
    qtbot.waitUntil(lambda: page.place > 0, timeout=SECONDS)
    place = page.verticalScrollBar().value()
    window.actions_["search"].trigger()
    window.top.search._edit.insert("知识产权")  # as an input method does
    qtbot.waitUntil(window.finder.is_shown, timeout=SECONDS)
    qtbot.keyClick(window.top.search._edit, Qt.Key.Key_Escape)
    assert not window.finder.is_shown()
    assert page.verticalScrollBar().value() == place

    window.finder.search_for("知识产权")
    qtbot.waitUntil(window.finder.is_shown, timeout=SECONDS)
    qtbot.keyClick(window.top.search._edit, Qt.Key.Key_Return)
    assert not window.finder.is_shown()
    qtbot.waitUntil(lambda: page.verticalScrollBar().value() != place, timeout=SECONDS)
    window.actions_["back"].trigger()
    qtbot.waitUntil(lambda: abs(page.verticalScrollBar().value() - place) < page.height(), timeout=SECONDS)


@pytest.mark.usefixtures("library")
def test_an_annotation_is_shown_everywhere_undone_redone_and_there_next_time(open_window: Open, qtbot: QtBot) -> None:
    window = open_window()
    document = window.area.current()
    window.desk.annotate([words(window, "总体要求")], Look("green"), False)
    qtbot.waitUntil(lambda: window.session.cards[document].annotations == 1, timeout=SECONDS)
    annotation = window.session.placed(document)[0].annotation.id
    window.desk.set_note(annotation, "核对口径")
    window.desk.set_tags(annotation, ["指标"])
    qtbot.waitUntil(lambda: window.session.placed(document)[0].annotation.tags == ("指标",), timeout=SECONDS)
    assert window.actions_["undo"].text() == "撤销：修改标签"

    window.actions_["undo"].trigger()
    qtbot.waitUntil(lambda: window.session.placed(document)[0].annotation.tags == (), timeout=SECONDS)
    window.actions_["redo"].trigger()
    qtbot.waitUntil(lambda: window.session.placed(document)[0].annotation.tags == ("指标",), timeout=SECONDS)
    window.left.segments.choose(2)
    window.resize(790, 700)

    window = open_window()
    assert (window.width(), window.height()) == (790, 700)
    assert window.left.segments.current() == 2
    assert window.area.current() == document
    (placed,) = window.session.placed(document)
    assert (placed.annotation.color, placed.annotation.note, placed.annotation.tags) == ("green", "核对口径", ("指标",))
    assert window.actions_["undo"].isEnabled(), "undo works after a restart"


@pytest.mark.usefixtures("library")
def test_a_draft_that_a_crash_left_is_saved_at_the_next_start(open_window: Open, qtbot: QtBot) -> None:
    window = open_window()
    document = window.area.current()
    window.desk.annotate([words(window, "总体要求")], Look("yellow"), False)
    qtbot.waitUntil(lambda: bool(window.session.placed(document)), timeout=SECONDS)
    window.session.save_draft(window.session.placed(document)[0].annotation.id, "写到一半")
    window = open_window()
    assert window.session.placed(document)[0].annotation.note == "写到一半"


@pytest.mark.usefixtures("library")
def test_no_more_of_a_document_is_read_than_all(open_window: Open) -> None:
    """Under the list of places the page was short, and when that closed, 198 % was read."""
    window = open_window()
    page = window.area.page()
    assert page is not None
    bar = page.verticalScrollBar()
    bar.setRange(0, 100)
    bar.setValue(60)
    told: list[str] = []
    bar.rangeChanged.connect(lambda: (window.desk._show_place(), told.append(window.status._percent.text())))
    bar.setRange(0, 40)
    assert told == ["100%"]


@pytest.mark.usefixtures("library")
def test_removing_offers_undo_and_the_list_of_the_removed(open_window: Open, qtbot: QtBot) -> None:
    window = open_window()
    document = window.area.current()
    window.desk.remove([document])
    qtbot.waitUntil(lambda: not window.session.cards, timeout=SECONDS)
    assert window.area.open_documents() == []
    assert "已移除" in window.messages._bar.text()
    heard: list[list[str]] = []
    window.session.run(library_work.trash, done=lambda found: heard.append([one.card.id for one in found[0]]))
    qtbot.waitUntil(lambda: heard == [[document]], timeout=SECONDS)
    window.messages._bar._button.click()
    qtbot.waitUntil(lambda: document in window.session.cards, timeout=SECONDS)


@pytest.mark.usefixtures("library")
def test_a_report_says_so_of_a_document_that_left_the_shelf(open_window: Open, qtbot: QtBot) -> None:
    window = open_window()
    document = window.area.current()
    window.desk.remove([document])
    qtbot.waitUntil(lambda: document not in window.session.cards, timeout=SECONDS)
    window.importer._open(document)
    assert window.messages._bar.text() == "这份文件不在文库里了，可以从回收站恢复。"


@pytest.mark.usefixtures("library")
def test_an_offer_to_undo_never_means_something_else(open_window: Open, qtbot: QtBot) -> None:
    """What was done already is offered to be taken back once, and what an import has overtaken is not any more."""
    window = open_window()
    document = window.area.current()
    window.desk.remove([document])
    window.desk.remove([document])  # the key was pressed twice
    qtbot.waitUntil(lambda: document not in window.session.cards, timeout=SECONDS)
    settled: list[object] = []
    window.session.run(lambda workspace: workspace.library.can_undo(), done=settled.append)
    qtbot.waitUntil(lambda: bool(settled), timeout=SECONDS)
    window.messages._bar._button.click()
    qtbot.waitUntil(lambda: document in window.session.cards, timeout=SECONDS)
    assert not window.actions_["undo"].text().startswith("撤销：移除")

    window.messages.offer_undo("已移除", window.desk.undo)
    pasted = Source("", "新规.txt", "新的规定\n第一条 应当公开。\n".encode())
    told: list[bool] = []
    window.session.import_all(
        [pasted],
        progress=lambda done, total: None,
        done=lambda rows: None,
        failed=lambda error: None,
    )
    window.session.overtaken.connect(lambda: told.append(window.messages._bar.isHidden()))
    qtbot.waitUntil(lambda: bool(told), timeout=SECONDS)
    assert told[0]


@pytest.mark.usefixtures("library")
def test_the_original_marks_and_the_restored_ones_carry_the_same_notes(open_window: Open, qtbot: QtBot) -> None:
    window = open_window()
    document = window.area.current()
    window.desk.show_original(True)
    qtbot.waitUntil(lambda: window.desk._opened[document].original, timeout=SECONDS)
    window.desk.annotate([words(window, "知识产权")], Look("blue"), False)
    qtbot.waitUntil(lambda: bool(window.session.placed(document)), timeout=SECONDS)
    window.desk.show_original(False)
    qtbot.waitUntil(lambda: not window.desk._opened[document].original, timeout=SECONDS)
    span = window.session.placed(document)[0].spans[0]
    assert window.desk._opened[document].text.text[span.start : span.end] == "知识产权"


@pytest.mark.usefixtures("library")
@pytest.mark.usefixtures("library")
def test_a_program_that_is_killed_finds_its_open_documents_again(
    open_window: Open, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(window_keeper, "_KEEP_MS", 10)
    window = open_window()
    document = window.area.current()
    kept: list[WindowState] = []
    monkeypatch.setattr(window.session, "save_window", lambda values: kept.append(WindowState.from_setting(values)))
    window.area.close_document(document)
    qtbot.waitUntil(lambda: bool(kept) and kept[-1].open == (), timeout=SECONDS)
    window.desk.open(document)
    qtbot.waitUntil(lambda: kept[-1].open == (document,) and kept[-1].current == document, timeout=SECONDS)


def test_nothing_is_cut_and_panels_fold_when_the_window_is_small(open_window: Open, qtbot: QtBot) -> None:
    window = open_window()
    window.resize(1440, 900)
    assert not window.notes.isHidden()
    window.resize(1024, 640)
    assert window.width() == 1024
    assert window.notes.isHidden()
    assert not window.left.isHidden()
    window.resize(700, 640)
    assert window.left.isHidden()
    assert window.width() == 700
    window.resize(1440, 900)
    assert not window.notes.isHidden()
    assert not window.left.isHidden()


@pytest.mark.usefixtures("library")
def test_every_button_that_is_only_an_icon_has_a_name(open_window: Open) -> None:
    window = open_window()
    nameless = [
        button.objectName() or button.parent()
        for button in window.findChildren(QToolButton)
        if button.isVisibleTo(window) and not button.accessibleName() and not button.text() and not button.toolTip()
    ]
    assert nameless == []


@pytest.mark.usefixtures("library")
def test_a_library_in_use_is_said_and_another_can_be_chosen(
    open_window: Open, qtbot: QtBot, qapp: QApplication, tmp_path: Path
) -> None:
    window = open_window()
    second = MainWindow(tmp_path / "library", window._appearance)
    qtbot.addWidget(second)
    with qtbot.waitSignal(second.ready, timeout=SECONDS):
        pass
    assert "文库" in second.welcome._body.text()
    assert not second.welcome._place.isHidden()
    second.close()


def test_a_backup_is_made_after_the_start_and_its_failure_is_said(
    library: Path, open_window: Open, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_window()
    qtbot.waitUntil(lambda: any((library / "backups").glob("*.db")), timeout=SECONDS)
    window.close()

    shutil.rmtree(library / "backups")
    monkeypatch.setattr("storage.backup._holds", lambda *_: False)
    window = open_window()
    qtbot.waitUntil(lambda: "备份" in window.messages._bar.text(), timeout=SECONDS)
    assert window.area.page() is not None, "one can read all the same"


def test_at_the_beginning_of_a_document_nothing_is_read_yet(library: Path, open_window: Open, qtbot: QtBot) -> None:
    window = open_window()
    qtbot.waitUntil(lambda: window.status._percent.text() == "0%", timeout=SECONDS)


def test_the_page_comes_before_what_is_around_it_and_that_is_never_of_another_document(
    library: Path, open_window: Open, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Workspace.open(library) as workspace:
        law = reader.read(LAW.encode(), "law.txt")
        workspace.add(Reading(Source("law.txt", "law.txt"), LAW.encode(), law))
        for card in workspace.cards():
            workspace.annotate(card.id, [Span(0, 4)])
    window = open_window()
    told: list[tuple[set[str], str, bool]] = []
    set_notes = NotesPanel.set_notes

    def listen(panel: NotesPanel, notes: Sequence[PlacedAnnotation], total: int) -> None:
        page = window.area.page()
        of = {one.annotation.document for one in notes}
        told.append((of, window.area.current(), page is not None and page.has_settled))
        set_notes(panel, notes, total)

    monkeypatch.setattr(NotesPanel, "set_notes", listen)
    # Of the document that is in front at the start all may have been told by now.
    others_first = sorted(window.session.cards, key=lambda document: document == window.area.current())
    assert len(others_first) > 1
    for document in (*others_first, *others_first):
        window.desk.open(document)
        qtbot.waitUntil(lambda document=document: bool(told) and told[-1] == ({document}, document, True))  # type: ignore[misc]

    assert all(of <= {current} for of, current, _settled in told)
    assert all(settled for of, _current, settled in told if of)
