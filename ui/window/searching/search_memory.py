"""What was searched before, under the field: saved searches and the last queries, to be asked again or to be deleted."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtWidgets import QInputDialog, QMenu, QWidget

from storage.changes import Changes
from storage.searches import SavedSearch, Searches
from ui.filtering import FACETS, Filters
from ui.translation import _
from ui.window.searching.answer import Question
from ui.window.session import Session
from ui.workspace import Workspace

_KEPT = 30
_SHOWN = 10
_SETTING = "queries"
_SHOWN_LETTERS = 40
_NAME_WIDTH = 420
"""Pixels: a name with its filters is seen whole."""
_SORTS = ("relevance", "date", "document")


class SearchMemory(QObject):
    """The drop-down of the field.

    Queries that led somewhere are remembered on this device only, as a setting; saved searches are the user's work and undone
    like it.

    Signals:
        wanted: A ``Question`` to ask again.
        words_wanted: The words that are searched whole are to be shown.
        told: A sentence about what was kept, which can be undone.
    """

    wanted = Signal(object)
    words_wanted = Signal()
    told = Signal(str)

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
        self.naming = QMenu(_("给收藏的检索改名"), self.menu)
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
        self.naming.clear()
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
            menu.addMenu(self.naming)
            menu.addMenu(self.forgetting)
            for search in searches:
                self.naming.addAction(_shown(search.name)).triggered.connect(partial(self._ask_name, search))
                self.forgetting.addAction(_shown(search.name)).triggered.connect(partial(self._forget, search.id))
        if queries:
            menu.addSeparator()  # apart from the last query: nobody should clear what he meant to ask
            menu.addAction(_("清除检索历史")).triggered.connect(self._clear)
        menu.addSeparator()
        menu.addAction(_("检索用词…")).triggered.connect(self.words_wanted)
        menu.popup(self._field.mapToGlobal(QPoint(0, self._field.height() + 2)))

    def _ask(self, question: Question) -> None:
        self.wanted.emit(question)

    def _save(self) -> None:
        name, question = name_of(self._present), as_json(self._present)
        self._keep(lambda kept: kept.save(name, question), _("已收藏“{name}”").format(name=name))

    def _ask_name(self, search: SavedSearch) -> None:
        dialog = QInputDialog(self._field.window())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowTitle(_("给收藏的检索改名"))
        dialog.setLabelText(_("名称："))
        dialog.setTextValue(search.name)
        dialog.resize(_NAME_WIDTH, dialog.sizeHint().height())
        dialog.textValueSelected.connect(partial(self.name, search.id))
        dialog.open()

    def name(self, search: str, name: str) -> None:
        """Call a saved search otherwise."""
        self._keep(lambda kept: kept.name(search, name), _("收藏的检索已改名为“{name}”").format(name=name.strip()))

    def _forget(self, search: str) -> None:
        self._keep(lambda kept: kept.forget(search), _("已删除收藏的检索"))

    def _keep(self, change: Callable[[Searches], Changes], said: str) -> None:
        def tell(changes: Changes) -> None:
            if changes:
                self.told.emit(said)

        self._session.keep(lambda workspace: change(workspace.library.searches), tell)

    def _clear(self) -> None:
        self._session.run(_forget_queries)


def name_of(question: Question) -> str:
    """Give the name under which a search is saved: its query, and all that makes it another one than the same query by itself."""
    from ui.window.searching.search_filters import (
        order_names,
        value_words,
    )  # with the view, which a start does not wait for

    chosen = question.filters.chosen
    parts = [value_words(facet, value) for facet in FACETS for value in sorted(chosen.get(facet, ()))]
    if question.filters.annotated:
        parts.append(_("有批注"))
    if question.sort != "relevance":
        parts.append(order_names()[question.sort])
    if question.regex:
        parts.append(_("正则"))
    if question.across:
        parts.append(_("跨段"))
    return " · ".join([question.query, *parts])


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
