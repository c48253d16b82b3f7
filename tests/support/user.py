"""A person at the real window: drops files, drags over words, presses keys, and looks at what is shown."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QLineEdit, QListView, QPlainTextEdit
from pytestqt.qtbot import QtBot

from reader.model import Span
from ui.placed import PlacedAnnotation
from ui.window.appearance import Appearance
from ui.window.main_window import MainWindow
from ui.window.page.reading_page import ReadingPage

LEFT = Qt.MouseButton.LeftButton
PATIENCE_MS = 60_000
"""More than the slowest start of a worker on a machine with ten times its load: a wait that ends well takes none of it."""


class User:
    """One window on one library, worked as a person works it."""

    def __init__(self, qtbot: QtBot, appearance: Appearance, folder: Path) -> None:
        self._qtbot = qtbot
        self._appearance = appearance
        self._folder = folder
        self.open()

    def open(self) -> None:
        """Start the program on the library."""
        self.window = MainWindow(self._folder, self._appearance)
        self.window.resize(1440, 900)
        with self._qtbot.waitSignal(self.window.ready, timeout=PATIENCE_MS):
            pass
        self.window.show()
        self._takes_keyboard()

    def close(self) -> None:
        """Leave the program."""
        self.window.close()
        self.window.deleteLater()
        self.wait(lambda: True)

    def wait(self, seen: object) -> None:
        """Wait until something is seen."""
        self._qtbot.waitUntil(seen, timeout=PATIENCE_MS)  # type: ignore[arg-type]

    def _takes_keyboard(self) -> None:
        """Do what a window manager does for a window that came, or is left by its dialog or menu; ``offscreen`` has none."""
        if QApplication.activeWindow() is None and QApplication.activePopupWidget() is None:
            self.window.activateWindow()
            self.wait(self.window.isActiveWindow)

    # Importing

    def drop(self, paths: Sequence[Path]) -> None:
        """Drop files or folders on the window."""
        mime = QMimeData()
        mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
        middle = QPointF(self.window.rect().center())
        actions, buttons, keys = Qt.DropAction.CopyAction, LEFT, Qt.KeyboardModifier.NoModifier
        entering = QDragEnterEvent(middle.toPoint(), actions, mime, buttons, keys)
        QApplication.sendEvent(self.window, entering)
        assert entering.isAccepted()
        QApplication.sendEvent(self.window, QDropEvent(middle, actions, mime, buttons, keys))

    def paste(self, text: str) -> None:
        """Paste text into the window."""
        QGuiApplication.clipboard().setText(text)
        self.press("V", control=True)

    def waits_for_document(self, title: str) -> None:
        """Wait until a document is in front and can be read."""
        self.wait(lambda: self.titles.count(title) == 1 and self.current_title == title and self.has_page)

    @property
    def titles(self) -> list[str]:
        """Titles on the shelf."""
        return [card.title for card in self.window.session.cards.values()]

    @property
    def current_title(self) -> str:
        """Title of the document in front."""
        card = self.window.session.cards.get(self.window.area.current())
        return card.title if card else ""

    @property
    def has_page(self) -> bool:
        """Whether the page in front is laid out."""
        page = self.window.area.page()
        return page is not None and page.isVisible() and page.has_settled

    @property
    def page(self) -> ReadingPage:
        """The page in front."""
        page = self.window.area.page()
        assert page is not None
        return page

    # Marking

    def place_of(self, words: str) -> Span:
        """Give where words stand in the text in front."""
        opened = self.window.desk._opened[self.window.area.current()]
        start = opened.text.text.index(words)
        return Span(start, start + len(words))

    def select(self, words: str) -> Span:
        """Drag the mouse over words; the annotation bar comes by itself."""
        span = self.place_of(words)
        self.page.go_to(span, flash=False)
        self.wait(lambda: self.page.has_settled)
        start, end = self._point(span.start), self._point(span.end - 1, far=True)
        viewport = self.page.viewport()
        self._qtbot.mousePress(viewport, LEFT, pos=start)
        self._qtbot.mouseMove(viewport, (start + end) / 2)
        self._qtbot.mouseMove(viewport, end)
        self._qtbot.mouseRelease(viewport, LEFT, pos=end)
        self.wait(lambda: self.page.marking.bar.isVisible())
        return span

    def press(self, key: str, *, control: bool = False, shift: bool = False) -> None:
        """Press a key where the keyboard is."""
        keys = Qt.KeyboardModifier.NoModifier
        if control:
            keys |= Qt.KeyboardModifier.ControlModifier
        if shift:
            keys |= Qt.KeyboardModifier.ShiftModifier
        self._takes_keyboard()
        focus = QApplication.focusWidget() or self.window
        self._qtbot.keyClick(focus, getattr(Qt.Key, f"Key_{key}"), keys)

    def type(self, words: str) -> None:
        """Type into the field or editor that has the keyboard."""
        focus = QApplication.focusWidget()
        assert isinstance(focus, QLineEdit | QPlainTextEdit), focus
        if words.isascii():
            self._qtbot.keyClicks(focus, words)
        elif isinstance(focus, QLineEdit):
            focus.insert(words)  # what an input method does: Chinese is not typed key by key
            focus.textEdited.emit(focus.text())
        else:
            focus.insertPlainText(words)

    @property
    def is_writing(self) -> bool:
        """Whether an editor in the notes panel has the keyboard."""
        focus = QApplication.focusWidget()
        return isinstance(focus, QLineEdit | QPlainTextEdit) and self.window.notes.view.isAncestorOf(focus)

    @property
    def marks(self) -> list[PlacedAnnotation]:
        """What is marked in the document in front, in the order of the text."""
        return self.window.session.placed(self.window.area.current())

    def shown_notes(self) -> list[str]:
        """Give the quotes of the cards in the notes panel."""
        model = self.window.notes.model
        rows = [model.index(row, 0) for row in range(model.rowCount())]
        return [row.data(Qt.ItemDataRole.DisplayRole) for row in rows]

    # Finding

    def search(self, query: str) -> QListView:
        """Type a query; gives the list of results that is shown."""
        self.press("K", control=True)
        self.type(query)
        hits = self.window.finder.view.hits
        self.wait(lambda: self.window.finder.is_shown() and hits.model().rowCount() > 0)
        return hits

    def _point(self, offset: int, *, far: bool = False) -> QPoint:
        (box,) = self.page._sheet.bridge.boxes(Span(offset, offset + 1))  # type: ignore[union-attr]
        x = box.rect.right() - 1 if far else box.rect.left() + 1
        return QPointF(x, box.rect.center().y() - self.page.verticalScrollBar().value()).toPoint()
