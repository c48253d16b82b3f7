"""The window: makes the parts and ties them together. What they do is theirs.

Between themselves the parts are tied in ``wiring``; what the window has its own hand in stands in ``_wire`` and ``_wire_page``.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import QMainWindow, QSplitter, QVBoxLayout, QWidget

from reader.errors import KnownError
from ui.translation import _
from ui.window import wiring
from ui.window.actions import Actions
from ui.window.ahead import Ahead
from ui.window.all_notes.desk import AllNotesDesk
from ui.window.appearance import Appearance
from ui.window.coloring import Coloring
from ui.window.desk import Desk, Parts
from ui.window.dialogs import Dialogs
from ui.window.following.follower import Follower
from ui.window.importing.import_progress import ImportProgress
from ui.window.importing.importer import Importer, can_take
from ui.window.layer import prepare
from ui.window.layers import Layers
from ui.window.leaving import Leaving
from ui.window.ledger.desk import LedgerDesk
from ui.window.left_panel import LIBRARY, OUTLINE, TASKS, LeftPanel
from ui.window.library_work import Start
from ui.window.mending.mender import Mender
from ui.window.messages import MessageBar, Messages
from ui.window.notes_panel import NotesPanel
from ui.window.original_pages import OriginalPages
from ui.window.page.reading_page import ReadingPage
from ui.window.panel_folding import PanelFolding
from ui.window.reading_area import ReadingArea
from ui.window.recovery import Recovery
from ui.window.rest import Rest
from ui.window.searching.finder import Finder
from ui.window.searching.search_bar import FindBar
from ui.window.searching.search_here import FindHere
from ui.window.searching.user_words import UserWords
from ui.window.session import Session
from ui.window.sharing.printing import Printing
from ui.window.sharing.sharer import Sharer
from ui.window.status_bar import StatusBar
from ui.window.system_links import SystemLinks
from ui.window.tasks import TaskRunner
from ui.window.theme import Theme, program_icon
from ui.window.top_bar import TopBar
from ui.window.versions.comparer import Comparer
from ui.window.versions.desk import VersionDesk
from ui.window.welcome import Welcome
from ui.window.window_keeper import WindowKeeper
from ui.window.window_state import WindowState

_LEAST_SIZE = (640, 480)
_PAINTED_MS = 800
"""By then the first page is painted and the next one made: waiting for a rest looks at each of their thousands of events, 40 ms for a page."""
_REST_MS = 1200
"""So long after the last key or click the segmenter may stop the window for a moment."""
_NOTES_FOLD_BELOW = 1100
_LEFT_FOLD_BELOW = 880


class MainWindow(QMainWindow):
    """One window on one library.

    Signals:
        ready: The library is open, or could not be opened; the window can be shown.
        other_library_wanted: Folder of the library to open instead.
        language_wanted: Language to show the window in.
    """

    ready = Signal()
    other_library_wanted = Signal(object)
    language_wanted = Signal(str)

    def __init__(self, folder: Path, appearance: Appearance, ahead: Ahead | None = None) -> None:
        """Make the window and begin to open the library.

        Args:
            folder: The library's.
            appearance: Theme and size of the program.
            ahead: The library, where its lane has begun to open it already.
        """
        super().__init__()
        self._folder = folder
        self._appearance = appearance
        theme = appearance.theme
        self.setWindowTitle(_("批阅"))
        self.setWindowIcon(program_icon())
        self.setMinimumSize(*_LEAST_SIZE)
        self.setAcceptDrops(True)
        self.actions_ = Actions(self)
        self._make_parts(theme)
        self.messages = Messages(MessageBar(theme, self))
        self._tasks = TaskRunner(self.messages.report, self, library=ahead.lane if ahead else None)
        self.session = Session(self._tasks, self)
        self.session.open(folder, ahead)  # the answer comes after all are wired
        self.importer = Importer(self.session, self.messages, ImportProgress(self), self)
        self._recovery = Recovery(folder, self.session, self._tasks, self.welcome, self.importer, self.messages, self)
        self.finder = Finder(self.session, self.top.search, self._layers, self.status, theme, self, self.area.current)
        parts = Parts(self.area, self.left, self.notes, self.status)
        self.desk = Desk(self.session, parts, self.messages, self.importer, self)
        self.ledger = LedgerDesk(self.session, self._layers, self.messages, self.area.current, theme, self)
        self.all_notes = AllNotesDesk(self.session, self._layers, self.messages, theme, self)
        self.find_bar = FindBar(theme)
        self.area.add_bar(self.find_bar)
        self.original = OriginalPages(self.session, self._tasks, self.area, self.actions_["original-pages"], theme)
        self.area.add_beside(self.original)
        self.find_here = FindHere(self.session, self.desk, self.area, self.find_bar, self.finder.last_query, self)
        self.mender = Mender(self.session, self.desk, self.area, theme, self)
        self.follower = Follower(self.session, self.desk, self.area, self.messages, theme, self)
        self.coloring = Coloring(self.session, self.area, self.notes, self.all_notes, theme, self)
        self.sharer = Sharer(self.desk, self.area, self.messages, theme, self)
        self.mender.more = (self.follower.fill_menu, self.sharer.fill_menu)
        self.versions = VersionDesk(
            self.session, self.desk, self.area, self.left.library, self._layers, self.messages, theme, self
        )
        self.comparer = Comparer(self.session, self._layers, self.messages, theme, self)
        self.words = UserWords(self.session, self.desk, self.area, self.messages, self)
        self.finder.memory.words_wanted.connect(self.words.show)
        self._dialogs = Dialogs(self.session, folder, self)
        self.leaving = Leaving(self.session, self.desk, self.messages, folder, self)
        self.printing = Printing(self.session, self.desk, self.messages, self)
        self._links = SystemLinks(self.actions_["system-links"], self._tasks, self.messages, self)
        self._left_folding = PanelFolding(self.left, self.actions_["left-panel"], _LEFT_FOLD_BELOW)
        self._notes_folding = PanelFolding(self.notes, self.actions_["right-panel"], _NOTES_FOLD_BELOW)
        foldings = self._left_folding, self._notes_folding
        self._keeper = WindowKeeper(self, self._splitter, foldings, self.left, self.area, appearance, self.session)
        self._widths = self._splitter.sizes()
        self._wire()
        self._wire_actions()
        self._set_theme(theme)
        self.area.make_spare()

    # Making and tying

    def _make_parts(self, theme: Theme) -> None:
        self.top = TopBar(theme, self.actions_)
        self.left = LeftPanel(theme)
        self.welcome = Welcome()
        self.area = ReadingArea(self._make_page, self.welcome)
        self.notes = NotesPanel(theme)
        self.notes.setObjectName("rightPanel")
        self.notes.setMinimumWidth(240)
        self.status = StatusBar()
        self._layers = Layers()
        self._layers.addWidget(self.area)
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.setHandleWidth(1)
        self._splitter.setChildrenCollapsible(False)
        for place, widget in enumerate((self.left, self._layers, self.notes)):
            self._splitter.addWidget(widget)
            self._splitter.setStretchFactor(place, 1 if widget is self._layers else 0)
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.top)
        column.addWidget(self._splitter, 1)
        column.addWidget(self.status)
        self.setCentralWidget(whole)

    def _wire(self) -> None:
        session, desk, finder, area = self.session, self.desk, self.finder, self.area
        session.started.connect(self._on_started)
        self._recovery.told.connect(self.ready)
        session.cards_changed.connect(self._on_cards_changed)
        wiring.wire_index(session, self.status, self.messages)
        self._tasks.busy_changed.connect(self.status.set_busy)
        wiring.wire_session(session, desk, self.left, self.notes, self.messages)

        area.wanted.connect(desk.fetch)
        area.page_made.connect(self._wire_page)
        area.current_changed.connect(desk.on_current_changed)
        area.laid_out_changed.connect(desk.on_laid_out_changed)
        desk.notes_wanted.connect(self._notes_folding.reveal)
        wiring.wire_history(session, desk, self.actions_, self.messages)

        wiring.wire_left(self.left, desk, self.mender, self.ledger)
        wiring.wire_library(self.left, desk, self._dialogs, self.leaving, self.importer)
        wiring.wire_notes(self.notes, self.all_notes, desk, self._dialogs, session)
        wiring.wire_sharing(self.sharer, self.area, self.notes, self.all_notes)
        wiring.wire_ledger(self.ledger, self.left, desk)
        wiring.wire_versions(self.versions, self.comparer, self.left, desk)
        wiring.wire_search(finder, self.top.search, self.left, desk, session, self.messages)
        layers = (self.ledger, self.all_notes, self.versions, self.comparer)
        self._covers = (finder, *layers)
        wiring.wire_layers(layers, finder, desk)
        for shown in self._covers:
            shown.shown_changed.connect(self._on_search_shown)
        self.ledger.told.connect(self.status.set_place)

        self.importer.imported.connect(self.versions.offer_link)
        self.importer.imported.connect(desk.open)
        self.welcome.files_wanted.connect(self.importer.ask_files)
        self.welcome.folder_wanted.connect(self.importer.ask_folder)
        self.welcome.place_wanted.connect(self._dialogs.choose_place)
        self._dialogs.place_chosen.connect(self.other_library_wanted)
        self._appearance.theme_changed.connect(self._set_theme)
        self._appearance.scale_changed.connect(self._set_scale)

    def _wire_page(self, page: ReadingPage) -> None:
        wiring.wire_page(page, self.desk, self.finder, self.notes)
        self.messages.keep_off(page.marking.bar)
        page.place_changed.connect(self.original.follow)
        page.selection_changed.connect(self.status.set_selected)
        self.mender.wire(page)
        self.follower.wire(page)

    def _wire_actions(self) -> None:
        look, segments = self._appearance, self.left.segments
        self.actions_.connect_all(
            {
                "import-files": self.importer.ask_files,
                "import-folder": self.importer.ask_folder,
                "paste": self.importer.paste,
                "export": lambda: self.leaving.export([self.area.current()]),
                "import-notes": self.leaving.ask_notes,
                "open-link": self.leaving.ask_link,
                "system-links": self._links.toggle,
                "pdf": self.printing.ask_pdf,
                "print": self.printing.print,
                "removed": self._dialogs.show_removed,
                "corrections": self.mender.show_list,
                "absent": self.follower.show_absent,
                "color-names": self.coloring.ask,
                "words": self.words.show,
                "place": self._dialogs.choose_place,
                "undo": self.desk.undo,
                "redo": self.desk.redo,
                "search": self.finder.begin,
                "find": self._find,
                "find-next": partial(self.find_here.step, 1),
                "find-previous": partial(self.find_here.step, -1),
                "ledger": self.ledger.show,
                "all-notes": self.all_notes.show,
                "page-note": self.desk.note_page,
                "left-panel": self._left_folding.toggle,
                "right-panel": self._notes_folding.toggle,
                "original-pages": self.original.toggle,
                "theme-system": lambda: self._choose_theme("system"),
                "theme-light": lambda: self._choose_theme("light"),
                "theme-dark": lambda: self._choose_theme("dark"),
                "larger": look.larger,
                "smaller": look.smaller,
                "normal-size": look.normal_size,
                "language-zh": lambda: self.language_wanted.emit("zh"),
                "language-en": lambda: self.language_wanted.emit("en"),
                "about": self._dialogs.show_about,
                "quit": self.close,
                "back": self.desk.back,
                "forward": self.desk.forward,
                "show-library": lambda: self._show_left(LIBRARY),
                "show-outline": lambda: self._show_left(OUTLINE),
                "show-tasks": lambda: self._show_left(TASKS),
                "message": self.messages.take_keyboard,
                "close-tab": self.area.close_document,
                "next-tab": lambda: self.desk.step(1),
                "previous-tab": lambda: self.desk.step(-1),
            }
        )
        self.actions_[f"theme-{look.choice}"].setChecked(True)
        self.actions_[f"language-{look.language}"].setChecked(True)
        segments.choose(LIBRARY)

    def _make_page(self) -> ReadingPage:
        page = ReadingPage(self._appearance.theme)
        page.set_font_scale(self._appearance.scale)
        return page

    # The library

    def _on_started(self, start: Start) -> None:
        state = WindowState.from_setting(start.settings)
        self._keeper.restore(state)
        self.welcome.show_shelf(len(self.session.cards))
        if start.recovered:
            self.messages.info(_("上次没写完的 {count} 条批注已保存").format(count=start.recovered))
        if start.is_new:
            self.importer.import_sample()
        else:
            self._keeper.reopen(state)
        QTimer.singleShot(_PAINTED_MS, self, self._await_rest)
        self.ready.emit()

    def _await_rest(self) -> None:
        rest = Rest(_REST_MS, self)
        rest.came.connect(partial(prepare, self._covers, self._warm_up))

    def _warm_up(self) -> None:
        self.session.warm_up()
        self.all_notes.warm_up()
        self._links.look()

    def _on_cards_changed(self) -> None:
        self.left.library.set_shelf(self.session.shelf)
        self.left.library.set_current(self.area.current())
        self.status.set_documents(len(self.session.cards))
        self.welcome.show_shelf(len(self.session.cards))
        for document in self.area.open_documents():
            if card := self.session.cards.get(document):
                self.area.rename(card)

    def _on_search_shown(self, shown: bool) -> None:
        """Give the results the room of the notes, and the page exactly its own again."""
        page = self.area.page()
        self.status.set_selected(0 if shown or page is None else page.selected_length)
        if shown:
            if not self.notes.isHidden():  # one layer may come over another
                self._widths = self._splitter.sizes()
            self.notes.hide()
            return
        if self.actions_["right-panel"].isChecked():
            self.notes.show()
            self._splitter.setSizes(self._widths)  # at once, not with the next round of events
        self.desk.tell_place()

    def _find(self) -> None:
        if not self.find_here.begin():
            self.finder.begin()  # without a document, the library is what there is to look in

    # Appearance

    def _choose_theme(self, choice: str) -> None:
        try:
            self._appearance.choose(choice)
        except KnownError as error:  # it is in use, but will not be remembered
            self.messages.report(error)

    def _set_theme(self, theme: Theme) -> None:
        self.actions_.set_theme(theme)
        self.messages.set_theme(theme)
        for part in (
            self.top,
            self.left,
            self.area,
            self.finder,
            self.find_bar,
            self.original,
            self.mender,
            self.sharer,
            self.coloring,
            self.follower,
            self.ledger,
            self.all_notes,
            self.versions,
            self.comparer,
            self.notes,
        ):
            part.set_theme(theme)

    def _set_scale(self, scale: float) -> None:
        for page in self.area.pages():
            page.set_font_scale(scale)

    def _show_left(self, number: int) -> None:
        self._left_folding.reveal()
        self.left.segments.choose(number)

    # Qt

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold panels away where there is no room for them."""
        super().resizeEvent(event)
        self._left_folding.fit(event.size().width())
        self._notes_folding.fit(event.size().width())
        self.top.fit(event.size().width())
        if self._layers.currentWidget() is not self.area:
            self.notes.hide()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files, folders and text."""
        if self.session.is_open() and can_take(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Import what was dropped."""
        if self.importer.take(event.mimeData()):
            event.acceptProposedAction()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep the window's state, write what is pending, close the library."""
        if self.session.is_open():
            self.notes.finish_editing()
            self.ledger.finish_editing()
            self._keeper.save()
        self.original.stop()
        self.hide()  # what is still being written keeps no dead window on the screen
        self.session.close()
        super().closeEvent(event)
