"""The middle of the window: tabs of open documents, of which at most three stay laid out."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSignalBlocker, QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSplitter, QStackedWidget, QTabBar, QToolButton, QVBoxLayout, QWidget

from storage.cards import Card
from ui.translation import _
from ui.window.library_work import Opened
from ui.window.page.reading_page import ReadingPage
from ui.window.theme import Theme

LAID_OUT = 3
"""Pages that stay laid out; the others keep their tab and are laid out again when needed."""
_REST_MS = 150
"""After a document was shown: then it is painted and the user reads, and the page for the next one can be made."""


class ReadingArea(QFrame):
    """Open documents.

    Signals:
        wanted: Document id whose page must be made: fetch it and call ``show_document``.
        page_made: A new ``ReadingPage``, to be wired.
        current_changed: Id of the document in front; empty where there is none.
        laid_out_changed: List of the documents with a page.
    """

    wanted = Signal(str)
    page_made = Signal(object)
    current_changed = Signal(str)
    laid_out_changed = Signal(list)

    def __init__(self, make_page: Callable[[], ReadingPage], welcome: QWidget, parent: QWidget | None = None) -> None:
        """Make the area.

        Args:
            make_page: Gives a new page in the theme and size of the moment.
            welcome: What is shown where no document is open.
            parent: The owner.
        """
        super().__init__(parent)
        self.setObjectName("middle")
        self._make_page = make_page
        self._welcome = welcome
        self._tabs = QTabBar()
        self._tabs.setObjectName("documentTabs")
        self._tabs.setDrawBase(False)
        self._tabs.setExpanding(False)
        self._tabs.setMovable(True)
        self._tabs.setElideMode(Qt.TextElideMode.ElideMiddle)
        self._tabs.setUsesScrollButtons(True)
        self._tabs.setAccessibleName(_("打开的文件"))
        self._tabs.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._tabs.currentChanged.connect(self._tab_changed)
        self._theme: Theme | None = None
        strip = QFrame()
        strip.setObjectName("tabStrip")
        strip.setFixedHeight(36)
        row = QHBoxLayout(strip)
        row.setContentsMargins(12, 4, 12, 0)
        row.addWidget(self._tabs)
        row.addStretch(1)
        self._strip = strip
        self._stack = QStackedWidget()
        self._stack.addWidget(welcome)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(strip)
        self._beside = QSplitter(Qt.Orientation.Horizontal)
        self._beside.setHandleWidth(1)
        self._beside.setChildrenCollapsible(False)
        self._beside.addWidget(self._stack)
        column.addWidget(self._beside, 1)
        # Page by document, the one used last at the end.
        self._pages: dict[str, ReadingPage] = {}
        self._spare: ReadingPage | None = None
        self._rest = QTimer(self, singleShot=True, interval=_REST_MS)
        self._rest.timeout.connect(self.make_spare)
        self._announced = ""
        self._settle()

    def add_bar(self, bar: QWidget) -> None:
        """Put a bar between the tabs and the page."""
        self._column.insertWidget(1, bar)

    def add_beside(self, widget: QWidget) -> None:
        """Put a widget beside the page."""
        self._beside.addWidget(widget)
        self._beside.setStretchFactor(0, 1)
        self._beside.setStretchFactor(1, 1)

    def open(self, card: Card) -> None:
        """Bring a document to the front, in a tab of its own."""
        self.add_tab(card)
        place = self._tab_of(card.id)
        if place == self._tabs.currentIndex():
            self._tab_changed(place)
        else:
            self._tabs.setCurrentIndex(place)

    def add_tab(self, card: Card) -> None:
        """Give a document a tab without laying it out."""
        if self._tab_of(card.id) >= 0:
            return
        with QSignalBlocker(self._tabs):  # the first tab would become current before it knows its document
            place = self._tabs.addTab(_tab_words(card.title))
            self._tabs.setTabData(place, card.id)
            self._tabs.setTabToolTip(place, card.title)
            self._tabs.setTabButton(place, QTabBar.ButtonPosition.RightSide, self._close_button())
        self._settle()
        self._tabs.updateGeometry()  # before it is seen it does not ask for room, and the tabs of a start stayed squeezed

    def show_document(self, opened: Opened) -> None:
        """Lay out a document that was ``wanted``; one whose tab is gone by now is left."""
        document = opened.card.id
        if self._tab_of(document) < 0:
            return
        page = self._pages.get(document)
        if page is None:
            page = self._take_page()
            self._pages[document] = page
        if document == self.current():
            self._bring(page)  # first, so that the page has its size when the text is laid out
        page.show_document(opened.text, opened.card, opened.placed, opened.place, original=opened.original)
        self._rest.start()
        self.laid_out_changed.emit(list(self._pages))

    def make_spare(self) -> None:
        """Make the page for the next document before it is there: a page takes as long as a text."""
        if self._spare is None and len(self._pages) < LAID_OUT:
            self._spare = self._new_page()

    def page(self) -> ReadingPage | None:
        """Give the page in front; None while it is still fetched, or where no document is open."""
        return self._pages.get(self.current())

    def in_sight(self) -> str:
        """Give the id of the document whose page is seen: until the one in front is fetched, that is the one before."""
        seen = self._stack.currentWidget()
        return next((document for document, page in self._pages.items() if page is seen), self.current())

    def pages(self) -> list[ReadingPage]:
        """Give all pages, the one that waits for its document included."""
        return [*self._pages.values(), *([self._spare] if self._spare else [])]

    def page_of(self, document: str) -> ReadingPage | None:
        """Give the page of a document; None where it is not laid out."""
        return self._pages.get(document)

    def current(self) -> str:
        """Give the id of the document in front; empty where there is none."""
        data = self._tabs.tabData(self._tabs.currentIndex())
        return data if isinstance(data, str) else ""

    def open_documents(self) -> list[str]:
        """Give the ids of the open documents, in the order of the tabs."""
        return [self._tabs.tabData(place) for place in range(self._tabs.count())]

    def close_document(self, document: str = "") -> bool:
        """Close a document; the one in front where none is named."""
        place = self._tab_of(document or self.current())
        if place < 0:
            return False
        page = self._pages.pop(self._tabs.tabData(place), None)
        self._tabs.removeTab(place)
        if page is not None:
            self._stack.removeWidget(page)
            page.deleteLater()
        self._settle()
        if not self._tabs.count():
            self._announced = ""
            self.current_changed.emit("")
        self.laid_out_changed.emit(list(self._pages))
        return True

    def step(self, by: int) -> None:
        """Go to the next tab (1) or the one before (-1), round and round."""
        if self._tabs.count():
            self._tabs.setCurrentIndex((self._tabs.currentIndex() + by) % self._tabs.count())

    def rename(self, card: Card) -> None:
        """Show the corrected title of an open document."""
        place = self._tab_of(card.id)
        if place >= 0:
            self._tabs.setTabText(place, _tab_words(card.title))
            self._tabs.setTabToolTip(place, card.title)

    def set_theme(self, theme: Theme) -> None:
        """Draw in another theme."""
        self._theme = theme
        for place in range(self._tabs.count()):
            button = self._tabs.tabButton(place, QTabBar.ButtonPosition.RightSide)
            if isinstance(button, QToolButton):
                button.setIcon(theme.icon("close", "ink3"))
        for page in self.pages():
            page.set_theme(theme)

    def _tab_changed(self, place: int) -> None:
        self._settle()
        document = self.current()
        if place < 0 or not document:
            return
        page = self._pages.pop(document, None)
        if page is None:
            self.wanted.emit(document)
            self.make_spare()  # while it is fetched: page and text together would be one long turn
        else:
            self._pages[document] = page
            self._bring(page)
        if document != self._announced:
            self._announced = document
            self.current_changed.emit(document)

    def _bring(self, page: ReadingPage) -> None:
        self._stack.setCurrentWidget(page)
        self.setFocusProxy(page)

    def _take_page(self) -> ReadingPage:
        """Give the page that was made in advance, the one that was not used for longest, or a new one."""
        if self._spare is not None:
            page, self._spare = self._spare, None
            return page
        if len(self._pages) >= LAID_OUT:
            oldest = next(document for document in self._pages if document != self.current())
            return self._pages.pop(oldest)
        return self._new_page()

    def _new_page(self) -> ReadingPage:
        page = self._make_page()
        self._stack.addWidget(page)
        self.page_made.emit(page)
        return page

    def _close_button(self) -> QToolButton:
        button = QToolButton(self._tabs)  # a parent: setTabButton alone does not keep it alive
        button.setObjectName("closeTab")
        button.setToolTip(_("关闭文件"))
        button.setAccessibleName(_("关闭文件"))
        button.setIconSize(QSize(14, 14))
        button.setFixedSize(20, 20)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        if self._theme is not None:
            button.setIcon(self._theme.icon("close", "ink3"))
        button.clicked.connect(self._close_clicked)
        return button

    def _close_clicked(self) -> None:
        button = self.sender()
        for place in range(self._tabs.count()):
            if self._tabs.tabButton(place, QTabBar.ButtonPosition.RightSide) is button:
                self.close_document(self._tabs.tabData(place))
                return

    def _tab_of(self, document: str) -> int:
        places = range(self._tabs.count())
        return next((place for place in places if self._tabs.tabData(place) == document), -1)

    def _settle(self) -> None:
        self._strip.setVisible(self._tabs.count() > 0)
        if not self._tabs.count():
            self._stack.setCurrentWidget(self._welcome)


def _tab_words(title: str) -> str:
    return title.replace("&", "&&")  # a single & would underline the next letter
