"""Find in document: from its bar through the search lane to the marks on the page."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Qt

from reader.model import Clause, Span, Text
from ui.translation import _
from ui.window.desk import Desk
from ui.window.outline import heading_words
from ui.window.page.reading_page import ReadingPage
from ui.window.reading_area import ReadingArea
from ui.window.searching.place_rows import row_of
from ui.window.searching.search_bar import FindBar
from ui.window.session import Session

_MOST_ROWS = 1000
"""A list that is longer is not read, and would stop the window while it is filled."""


class FindHere(QObject):
    """Finds in the document in front, as it is shown: in 原貌, in tables, in one clause if asked.

    Args:
        session: Finds off the main thread.
        desk: Knows the document in front.
        area: Has its page.
        bar: Where the user types.
        last_query: Gives what was last searched in the library: F3 goes on with it.
        parent: The owner.
    """

    def __init__(
        self,
        session: Session,
        desk: Desk,
        area: ReadingArea,
        bar: FindBar,
        last_query: Callable[[], str],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session, self._desk, self._area, self._bar = session, desk, area, bar
        self._last_query = last_query
        self._places: list[Span] = []
        self._current = -1
        self._begin_at = 0
        self._text: Text | None = None
        self._page: ReadingPage | None = None
        self._scopes: tuple[Clause, ...] = ()
        self._scope: Clause | None = None
        bar.query_changed.connect(self._find)
        bar.stepped.connect(self.step)
        bar.place_chosen.connect(self._go)
        bar.scopes_wanted.connect(self._offer_scopes)
        bar.scope_chosen.connect(self._on_scope)
        bar.list_wanted.connect(self._list)
        bar.left.connect(self.leave)
        area.current_changed.connect(self._on_document)
        area.laid_out_changed.connect(self._on_document)

    def begin(self) -> bool:
        """Take the keyboard, with the selected words if there are any; tells whether there is a document to look in."""
        self._desk.reading.emit()
        page, opened = self._area.page(), self._desk.shown()
        if page is None or opened is None:
            return False
        selected = page.marking.selected()
        words = opened.text.text[selected.start : selected.end] if selected else ""
        self._begin_at = selected.start if selected else page.place
        if self._scope not in self._desk.chain:
            self._scope = None
        self._offer_scopes()
        self._bar.begin("" if "\n" in words else words)
        return True

    def step(self, by: int) -> None:
        """Go to the next place (1) or the one before (-1), round and round."""
        if self._bar.isHidden():
            if self.begin() and not self._bar.query:
                self._bar.begin(self._last_query())
        elif self._places:
            self._go((self._current + by) % len(self._places))

    def leave(self) -> None:
        """Close the bar; the place where the user is stays selected, ready to be annotated."""
        self._bar.hide()
        page, place = self._page, self._places[self._current] if self._current >= 0 else None
        self._clear()
        if page is not None:
            page.setFocus(Qt.FocusReason.OtherFocusReason)
            if place is not None:
                page.select(place)

    def _find(self, query: str) -> None:
        opened = self._desk.shown()
        if opened is None or self._bar.isHidden():
            return
        text = opened.text

        def show(places: list[Span]) -> None:
            self._show(text, places)

        if query.strip():
            self._session.find(text.text, query, self._scope.span if self._scope else None, show)
        else:
            self._show(text, [])

    def _show(self, text: Text, places: Sequence[Span]) -> None:
        opened, page = self._desk.shown(), self._area.page()
        if opened is None or opened.text is not text or page is None or self._bar.isHidden():
            return  # another document came to the front meanwhile
        self._clear()
        self._text, self._page, self._places = text, page, list(places)
        after = (number for number, place in enumerate(places) if place.start >= self._begin_at)
        self._current = next(after, 0) if places else -1
        self._bar.show_count(len(places), self._current)
        self._mark()

    def _list(self) -> None:
        if self._text is not None:
            self._bar.show_rows([row_of(self._text, place) for place in self._places[:_MOST_ROWS]])
            self._bar.set_current(self._current)

    def _go(self, number: int) -> None:
        if 0 <= number < len(self._places):
            self._current, self._begin_at = number, self._places[number].start
            self._bar.set_current(number)
            self._mark()

    def _mark(self) -> None:
        if self._page is not None:
            self._page.show_found(self._places, self._places[self._current] if self._current >= 0 else None)

    def _clear(self) -> None:
        if self._page is not None and self._page in self._area.pages():
            self._page.show_found([], None)
        self._page, self._places, self._current = None, [], -1

    def _on_document(self) -> None:
        """Look again when another document came to the front, or the same one with other marks."""
        opened = self._desk.shown()
        if self._bar.isHidden() or (opened is not None and opened.text is self._text):
            return
        self._clear()
        self._begin_at, self._scope, self._scopes = 0, None, ()
        self._show_scopes()
        self._find(self._bar.query)

    def _show_scopes(self) -> None:
        names = [_("全文"), *map(heading_words, self._scopes)]
        self._bar.set_scopes(names, self._scopes.index(self._scope) + 1 if self._scope else 0)

    def _offer_scopes(self) -> None:
        """Offer what is around the reader by now, and what he looks in, wherever he has gone meanwhile."""
        around = tuple(clause for clause in self._desk.chain if clause.label or clause.title)
        chosen = self._scope
        self._scopes = around if chosen is None or chosen in around else (chosen, *around)
        self._show_scopes()

    def _on_scope(self, number: int) -> None:
        self._scope = self._scopes[number - 1] if number else None
        self._show_scopes()
        self._find(self._bar.query)
