"""What was searched before, under the field: saved searches and the last queries, to be asked again or to be deleted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtWidgets import QMenu, QWidget

from storage.searches import SavedSearch
from ui.filtering import FACETS, Filters
from ui.translation import _
from ui.window.searching.answer import Question
from ui.window.session import Session
from ui.workspace import Workspace

_KEPT = 30
_SHOWN = 10
_SETTING = "queries"
_SHOWN_LETTERS = 40
_SORTS = ("relevance", "date", "document")


class SearchMemory(QObject):
    """The drop-down of the field.

    Queries that led somewhere are remembered on this device only, as a setting; saved searches are the user's work and undone
    like it.

    Signals:
        wanted: A ``Question`` to ask again.
        words_wanted: The words that are searched whole are to be shown.
    """

    wanted = Signal(object)
    words_wanted = Signal()

    def __init__(self, session: Session, field: QWidget, parent: QObject | None = None) -> None:
        """Stand ready.

        Args:
            session: The open library.
            field: What the menu hangs below.
            parent: The owner.
        """
        super().__init__(parent)
        self._session = session
        self._field = field
        self._present = Question("")
        self.menu = QMenu(field)
        self.forgetting = QMenu(_("删除收藏的检索"), self.menu)

    def remember(self, query: str) -> None:
        """Keep a query that led somewhere."""
        if query:
            self._session.run(partial(_remember, query=query))

    def show(self, present: Question) -> None:
        """Open the menu as soon as it is known what it holds.

        Args:
            present: What is asked now: it can be saved.
        """
        self._present = present
        self._session.run(_memory, done=self._fill)

    def _fill(self, memory: tuple[list[SavedSearch], list[str]]) -> None:
        searches, queries = memory
        menu = self.menu
        menu.clear()
        self.forgetting.clear()
        if self._present.query:
            menu.addAction(_("收藏这次检索")).triggered.connect(self._save)
            menu.addSeparator()
        for search in searches:
            menu.addAction(f"★ {_shown(search.name)}").triggered.connect(
                partial(self._ask, question_of(search.question))
            )
        if searches:
            menu.addSeparator()
        for query in queries[:_SHOWN]:
            menu.addAction(_shown(query)).triggered.connect(partial(self._ask, Question(query)))
        if not searches and not queries:
            menu.addAction(_("还没有检索过")).setEnabled(False)
        if searches:
            menu.addSeparator()
            menu.addMenu(self.forgetting)
            for search in searches:
                self.forgetting.addAction(_shown(search.name)).triggered.connect(partial(self._forget, search.id))
        if queries:
            menu.addAction(_("清除检索历史")).triggered.connect(self._clear)
        menu.addSeparator()
        menu.addAction(_("检索用词…")).triggered.connect(self.words_wanted)
        menu.popup(self._field.mapToGlobal(QPoint(0, self._field.height() + 2)))

    def _ask(self, question: Question) -> None:
        self.wanted.emit(question)

    def _save(self) -> None:
        name, question = name_of(self._present), as_json(self._present)
        self._session.keep(lambda workspace: workspace.library.searches.save(name, question))

    def _forget(self, search: str) -> None:
        self._session.keep(lambda workspace: workspace.library.searches.forget(search))

    def _clear(self) -> None:
        self._session.run(_forget_queries)


def name_of(question: Question) -> str:
    """Give the name under which a search is saved: its query, and what it is narrowed by."""
    values = [value for facet in FACETS for value in sorted(question.filters.chosen.get(facet, ()))]
    return " · ".join([question.query, *values])


def as_json(question: Question) -> dict[str, Any]:
    """Give a question as it is stored."""
    return {
        "query": question.query,
        "filters": {facet: sorted(values) for facet, values in question.filters.chosen.items()},
        "annotated": question.filters.annotated,
        "sort": question.sort,
        "regex": question.regex,
        "across": question.across,
    }


def question_of(stored: Mapping[str, Any]) -> Question:
    """Give a stored question; what a newer program wrote into it and this one does not know is left out."""
    filters = stored.get("filters", {})
    chosen = {facet: frozenset(filters[facet]) for facet in FACETS if filters.get(facet)}
    sort = stored.get("sort")
    return Question(
        str(stored.get("query", "")),
        Filters(chosen, bool(stored.get("annotated"))),
        sort if sort in _SORTS else "relevance",
        bool(stored.get("regex")),
        bool(stored.get("across")),
    )


def _shown(words: str) -> str:
    cut = words if len(words) <= _SHOWN_LETTERS else f"{words[:_SHOWN_LETTERS]}…"
    return cut.replace("&", "&&")


def _memory(workspace: Workspace) -> tuple[list[SavedSearch], Sequence[str]]:
    return workspace.library.searches.listed(), workspace.library.state.setting(_SETTING, [])


def _remember(workspace: Workspace, *, query: str) -> None:
    before = workspace.library.state.setting(_SETTING, [])
    workspace.library.state.set_setting(_SETTING, [query, *(one for one in before if one != query)][:_KEPT])


def _forget_queries(workspace: Workspace) -> None:
    workspace.library.state.set_setting(_SETTING, [])
