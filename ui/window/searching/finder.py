"""Searching: from the field through the search lane to the view, and back to the page exactly where it was."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QStackedWidget

from reader.model import Span
from search.results import Hit
from ui.translation import _
from ui.window.layer import Layer
from ui.window.searching.answer import Answer, Question
from ui.window.searching.search_field import SearchField
from ui.window.searching.search_memory import SearchMemory
from ui.window.session import Session
from ui.window.status_bar import StatusBar
from ui.window.theme import Theme

if TYPE_CHECKING:
    from ui.window.searching.search_view import SearchView

_REST_MS = 300
"""So long after a query that found nothing letter by letter, the user may have mistyped it: while typing, no word is whole."""


class Finder(Layer["SearchView"]):
    """Shows the search view while there is a query, and the page otherwise.

    The page is only covered, never touched: leaving a search finds it as it was.

    Signals:
        place_chosen: Document id and span.
        note_chosen: Document id and annotation id.
    """

    modules = ("ui.window.searching.search_view",)

    place_chosen = Signal(str, object)
    note_chosen = Signal(str, str)

    def __init__(
        self,
        session: Session,
        field: SearchField,
        layers: QStackedWidget,
        status: StatusBar,
        theme: Theme,
        parent: QObject | None = None,
        here: Callable[[], str] = lambda: "",
    ) -> None:
        """Stand ready.

        Args:
            session: Searches.
            field: Where the user types.
            layers: Where the view goes.
            status: Tells how long it took.
            theme: Of the view.
            parent: The owner.
            here: Gives the id of the document in front, which 本法第三条 speaks of; empty where none is.
        """
        super().__init__(layers, theme, parent)
        self._here = here
        self._session = session
        self._field = field
        self._status = status
        self._asked = ""
        self._wider = 0
        self._opening = False
        self._indexing: tuple[int, int] | None = None
        self._rest = QTimer(self, singleShot=True, interval=_REST_MS)
        self._rest.timeout.connect(self._suggest)
        self.memory = SearchMemory(session, field, self)
        self.memory.wanted.connect(self.ask)
        field.memory_wanted.connect(self._show_memory)

    def _make(self, theme: Theme, parent: QStackedWidget) -> SearchView:
        from ui.window.searching.search_view import SearchView

        view = SearchView(theme, parent)
        view.set_indexing(self._indexing)
        view.narrowing.changed.connect(self._ask_narrowed)
        view.more_wanted.connect(self._ask_wider)
        view.suggestion_chosen.connect(self._field.set_query)
        view.left.connect(self.leave)
        view.hit_chosen.connect(self.choose)
        return view

    def set_indexing(self, progress: tuple[int, int] | None) -> None:
        """Know whether the index is being made (done and total)."""
        self._indexing = progress
        if self._made is not None:
            self._made.set_indexing(progress)

    def move_choice(self, step: int) -> None:
        """Choose the next hit (1) or the one before (-1)."""
        if self._made is not None:
            self._made.move_choice(step)

    def last_query(self) -> str:
        """Give what was searched last; it stays in the field."""
        return self._field.query()

    def begin(self) -> None:
        """Give the keyboard to the field; a query that is still there is answered again."""
        self._field.begin()
        if self._field.query() and not self.is_shown():
            self.search(self._field.query())

    def search_for(self, query: str) -> None:
        """Search words that were selected on the page."""
        self._field.set_query(query)
        self.begin()

    def search(self, query: str) -> None:
        """Search what is typed; an empty field leaves."""
        self._opening = (
            self._opening and query == self._asked
        )  # the field says the last words once more when its moment is over
        if query != self._asked:
            self._wider = 0
        self._asked = query
        self._rest.stop()
        if query:
            self._ask()
        elif self.is_shown():
            self._status.set_took(None)
            self._uncover()

    def open_chosen(self) -> None:
        """Go to the chosen hit of what is typed: where that is not answered yet, as soon as it is, and never to one of older words."""
        if self._field.query() != self._asked:
            self.search(self._field.query())
        self._opening = not self.view.answers(self._asked)
        if not self._opening:
            self.view.open_chosen()

    def search_again(self) -> None:
        """Answer anew: the index has changed."""
        if self.is_shown() and self._asked:
            self._ask()

    def look_again(self) -> None:
        """Answer anew where nothing was found: there is more to be found by now."""
        if self._made is not None and self._made.found_nothing():
            self.search_again()

    def leave(self) -> None:
        """Go back to the page, exactly as it was."""
        self._asked, self._opening = "", False
        self._status.set_took(None)
        if self.is_shown():
            self._uncover()
        self._give_keyboard()  # from the field, whether it had shown anything or not

    def _uncover(self) -> None:
        super()._uncover()
        if not self.view.is_complete():
            # Nobody waits for the rest any more, which of thousands of texts that wait for the index takes long: a newer question ends it.
            self._session.search(Question(""), self._show)
        self.view.forget()

    def give_way(self) -> None:
        """Show the page: something on it was asked for."""
        if self.is_shown():
            self.leave()

    def choose(self, hit: Hit) -> None:
        """Go to a hit."""
        self.memory.remember(self._asked)
        self.leave()
        if hit.annotation:
            self.note_chosen.emit(hit.document, hit.annotation)
        else:
            self.place_chosen.emit(hit.document, Span(hit.start, hit.end))

    def ask(self, question: Question) -> None:
        """Ask a question anew, with its filters and order."""
        self.view.narrowing.set_choice(question.filters, question.sort, question.regex, question.across)
        self._field.set_query(question.query)
        self._field.begin()
        self.search(question.query)

    def _ask(self) -> None:
        self._session.search(self._question(self._asked), self._show)

    def _ask_narrowed(self) -> None:
        self._wider = 0
        self.search_again()

    def _ask_wider(self) -> None:
        self._wider += 1
        self.search_again()

    def _question(self, query: str) -> Question:
        narrowing = self.view.narrowing
        return Question(
            query, narrowing.filters, narrowing.sort, narrowing.regex, narrowing.across, self._wider, self._here()
        )

    def _show_memory(self) -> None:
        self.memory.show(self._question(self._field.query()))

    def _show(self, answer: Answer) -> None:
        if not self._asked:
            return  # left meanwhile
        # First the room, then the hits: they must not be laid out for a width that lasts a moment.
        self._cover()
        self.view.show_answer(answer, self._session.cards)
        if answer.complete and may_be_a_slip(answer) and not self.view.narrowing.regex:
            self._rest.start()
        self._status.set_took(answer.ranked.took_ms + answer.verbatim.took_ms)
        self._status.set_place(_("↑↓ 选择 · Enter 打开 · Esc 回到正文"), None)
        if self._opening and self.view.answers(self._asked):
            self._opening = False
            self.view.open_chosen()

    def _suggest(self) -> None:
        asked = self._asked

        def show(queries: list[str]) -> None:
            if asked == self._asked:
                self.view.show_suggestions(queries)

        if asked:
            self._session.suggest(asked, show)


def may_be_a_slip(answer: Answer) -> bool:
    """Tell whether a query may be mistyped: its words stand nowhere as typed, and several words not even together in a clause."""
    several = len(answer.query.split()) > 1
    return not answer.verbatim.total and not (several and answer.ranked.how == "all" and answer.ranked.hits)
