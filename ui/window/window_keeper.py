"""Keeping how the window stands: as it was left it comes again, after the end of the program and after its death."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QSplitter, QWidget

from ui.window.appearance import Appearance
from ui.window.left_panel import WIDTH as LEFT_WIDTH
from ui.window.left_panel import LeftPanel
from ui.window.panel_folding import PanelFolding
from ui.window.reading_area import ReadingArea
from ui.window.session import Session
from ui.window.window_state import WindowState

NOTES_WIDTH = 328
_ALL_THE_REST = 10_000
_KEEP_MS = 2000
"""So long after another document came to the front the open ones are written: a program that is killed finds them again."""


class WindowKeeper(QObject):
    """Knows, of all parts of the window, how they stand."""

    def __init__(
        self,
        window: QWidget,
        splitter: QSplitter,
        foldings: tuple[PanelFolding, PanelFolding],
        lists: LeftPanel,
        area: ReadingArea,
        appearance: Appearance,
        session: Session,
    ) -> None:
        """Keep nothing yet.

        Args:
            window: Whose size it is.
            splitter: Divides it into the left panel, the page and the notes.
            foldings: Of the left panel and of the notes.
            lists: The left panel.
            area: Has the open documents.
            appearance: Has the size of the words.
            session: Writes it into the library.
        """
        super().__init__(window)
        self._window = window
        self._splitter = splitter
        self._left, self._notes = foldings
        self._lists = lists
        self._area = area
        self._appearance = appearance
        self._session = session
        self._timer = QTimer(self, singleShot=True, interval=_KEEP_MS)
        self._timer.timeout.connect(self.save)
        area.current_changed.connect(self._timer.start)
        splitter.setSizes([LEFT_WIDTH, _ALL_THE_REST, NOTES_WIDTH])

    def restore(self, state: WindowState) -> None:
        """Let the window stand as it was left; its documents are opened by ``reopen``."""
        self._window.resize(state.width, state.height)
        if state.maximized:
            self._window.setWindowState(self._window.windowState() | Qt.WindowState.WindowMaximized)
        self._splitter.setSizes([state.left_width, _ALL_THE_REST, state.notes_width])
        self._left.want(state.left_shown)
        self._notes.want(state.notes_shown)
        self._lists.segments.choose(state.segment)
        self._appearance.set_scale(state.scale)

    def reopen(self, state: WindowState) -> None:
        """Open those of its documents that still stand on the shelf."""
        cards = self._session.cards
        for document in state.open:
            if card := cards.get(document):
                self._area.add_tab(card)
        if card := cards.get(state.current):
            self._area.open(card)

    def save(self) -> None:
        """Write how the window stands now."""
        self._timer.stop()
        self._session.save_window(self._state().to_setting())

    def _state(self) -> WindowState:
        window, widths = self._window, self._splitter.sizes()
        size = window.normalGeometry().size() if window.isMaximized() else window.size()
        return WindowState(
            width=size.width(),
            height=size.height(),
            maximized=window.isMaximized(),
            left_width=widths[0] or LEFT_WIDTH,
            notes_width=widths[2] or NOTES_WIDTH,
            left_shown=self._left.wanted,
            notes_shown=self._notes.wanted,
            segment=self._lists.chosen,
            scale=self._appearance.scale,
            open=tuple(self._area.open_documents()),
            current=self._area.current(),
        )
