"""The results of a search, in the middle of the window: three lists with their counts, grouped by document."""

from __future__ import annotations

import html
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLabel,
    QListView,
    QVBoxLayout,
    QWidget,
)

from search.results import Hit
from storage.cards import Card
from ui.filtering import Counts
from ui.translation import _
from ui.window.layer import Cover
from ui.window.one_of import one_of
from ui.window.searching.answer import Answer
from ui.window.searching.facet_panel import FacetPanel
from ui.window.searching.hit_delegate import HitDelegate
from ui.window.searching.hit_model import ROW_ROLE, HitModel, HitRow
from ui.window.searching.search_filters import SearchFilters
from ui.window.segments import Segments
from ui.window.status_bar import ElidedLabel
from ui.window.theme import Theme
from ui.wording import sentence

RELATED, VERBATIM, NOTES = range(3)


@dataclass
class Held:
    """Where the user is among the hits of a query, whatever order, filter, index or time away comes between.

    Attributes:
        query: The query.
        hits: What he chose himself, by list.
        height: How far from the upper edge the chosen row was when the hits were let go; None where it was out of sight.
    """

    query: str = ""
    hits: dict[int, Hit] = field(default_factory=dict)
    height: int | None = None


class SearchView(Cover):
    """Three lists of hits of which one shows.

    Attributes:
        hits: The list that shows.
        narrowing: What the hits are narrowed and sorted by.
        facets: The same at the left of the hits, where there is room.

    Signals:
        hit_chosen: A ``Hit``, by click or Enter.
        suggestion_chosen: A query that may have been meant.
        more_wanted: The hits that were counted but not listed.
        left: Esc.
    """

    hit_chosen = Signal(object)
    suggestion_chosen = Signal(str)
    more_wanted = Signal()
    left = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._incomplete = False
        self.setObjectName("searchView")
        self._tabs = Segments(("", "", ""), "resultTabs", stretch=False)
        self._how = ElidedLabel()  # in a small window the lists keep their names
        self._how.setProperty("voice", "hint")
        self.narrowing = SearchFilters(theme)
        self.facets = FacetPanel(theme, self.narrowing, self)
        self.facets.hide()  # until it stands at the left
        self.facets.left.connect(self.left)
        # As a rule the panel is there.
        self.narrowing.hide()
        self._settling = QTimer(self, singleShot=True, interval=0)
        self._settling.timeout.connect(self._settle)
        self.facets.seen_changed.connect(self._settling.start)
        self._tabs.add_at_end(self._how, self.narrowing.manner)
        self._tabs.chosen.connect(self._choose_list)
        self._model = HitModel(self)
        self.hits = QListView()
        self.hits.setModel(self._model)
        self._delegate = HitDelegate(theme, self.hits)
        self.hits.setItemDelegate(self._delegate)
        self.hits.setAccessibleName(_("搜索结果"))
        self.hits.setMouseTracking(True)
        self.hits.setResizeMode(QListView.ResizeMode.Adjust)
        self.hits.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.hits.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.hits.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.hits.clicked.connect(self._choose)
        self.hits.selectionModel().currentChanged.connect(self._on_current)
        # When the window comes to rest: a search that covers the page changes its room twice, and each layout takes 20 ms.
        self._wrapping = QTimer(self, singleShot=True, interval=0)
        self._wrapping.timeout.connect(self.hits.doItemsLayout)
        self._nothing = QLabel(wordWrap=True)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignHCenter)
        self._nothing.setContentsMargins(40, 80, 40, 0)
        self._nothing.setProperty("voice", "second")
        head = QVBoxLayout()
        head.setContentsMargins(28, 12, 28, 0)
        head.setSpacing(6)
        head.addWidget(self._tabs)
        head.addWidget(self.narrowing)
        self._suggestions = QLabel()
        self._suggestions.setTextFormat(Qt.TextFormat.RichText)
        self._suggestions.linkActivated.connect(self.suggestion_chosen)
        self._suggestions.hide()
        head.addWidget(self._suggestions)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(head)
        self._layers = one_of(column, self.hits, self._nothing)
        self._lists: tuple[list[Hit], list[Hit], list[Hit]] = ([], [], [])
        self._totals = (0, 0, 0)
        self._row_of_rest: int | None = None
        self._held = Held()
        self._is_first = False
        self._counts: Sequence[Counts] = ()
        self._at_least = (False, False, False)
        self._trouble = ""
        self._complete = True
        self._cards: Mapping[str, Card] = {}
        self._direct = self._is_best = False
        self._query = ""
        self._wanted = RELATED
        self._label(0, 0, 0)

    def warming(self) -> list[Callable[[], None]]:
        """Give short steps that do, while it is not shown, what its first picture would do in one."""
        return [*self._delegate.unseen(), self._polish]

    def _settle(self) -> None:
        """Let the row above the hits have the facets where the panel at their left is folded away."""
        if self.isVisible():
            self.narrowing.setHidden(self.facets.isVisible())

    def _polish(self) -> None:
        if not self.isVisible():
            self.grab()

    def show_answer(self, answer: Answer, cards: Mapping[str, Card]) -> None:
        """Show the answer to a query in the list that the user chose; in another one for as long as that is empty."""
        if self._row_of_rest is not None and answer.query == self._query and not answer.complete:
            return  # the list that is there stays until it can go on
        ranked = answer.ranked
        shown = self._lists[self._tabs.current()]
        goes_on = not self._complete and answer.query == self._query and answer.ranked.hits is self._lists[RELATED]
        self._complete = answer.complete
        self._lists = (ranked.hits, answer.verbatim.hits, answer.notes)
        self._counts, self._at_least = answer.counts, answer.at_least
        self._trouble = sentence(answer.trouble) if answer.trouble else ""
        if answer.query != self._query:
            self.show_suggestions([])
        if answer.query != self._held.query:
            self._held = Held(answer.query)
        self._cards, self._query = cards, answer.query
        self._direct = ranked.how in ("citation", "number")
        self._totals = (ranked.total, answer.verbatim.total, len(answer.notes))
        self._label(*self._totals)
        if ranked.at_least:
            self._tabs.set_label(RELATED, _("相关 {count}").format(count=f"{ranked.total:,}+"))
        if answer.at_least[VERBATIM]:
            known = f"{answer.verbatim.total:,}+" if answer.verbatim.total else "…"
            self._tabs.set_label(VERBATIM, _("逐字 {count}").format(count=known))
        self._is_best = ranked.how == "best" and bool(ranked.hits)
        self._how.setText(_("没有同时含有全部词语的条款，以下是最接近的") if self._is_best else "")
        self._how.setToolTip(self._how.text())
        wanted = chosen = self._wanted
        if not self._lists[wanted]:
            others = (number for number, hits in enumerate(self._lists) if hits)
            none = VERBATIM if self.narrowing.regex else wanted  # a pattern is found there or nowhere
            chosen = next(others, none) if answer.complete else self._tabs.current()
        if goes_on and chosen == self._tabs.current() and self._goes_on(chosen, shown):
            return
        self._tabs.choose(chosen)
        self._wanted = wanted
        self._show_list(chosen)

    def _goes_on(self, chosen: int, shown: list[Hit]) -> bool:
        """Keep the list as it is where nothing but the counts is new; tells whether it could."""
        if self._lists[chosen] is not shown:
            return False
        self._offer(chosen)
        self._model.set_left(self._left(chosen))
        if not shown:
            self._say_nothing_found(chosen)
        return True

    def _offer(self, number: int) -> None:
        """Offer what a list can be narrowed by."""
        self.narrowing.set_counts(self._counts[number] if self._counts else {}, at_least=self._at_least[number])

    def _left(self, number: int) -> int:
        """Give how many hits of a list were counted but are not in it; 0 while they are still counted."""
        known = self._complete or number == RELATED
        return max(0, self._totals[number] - len(self._lists[number])) if known else 0

    def forget(self) -> None:
        """Let the hits go while nobody sees them: when the view comes again, they would be laid out once more before the new ones.

        Where the user was among them is kept: who goes through them one by one comes back to the same query after each.
        """
        self._held.height = self._height_of_choice()
        self._lists, self._query, self._complete, self._row_of_rest = ([], [], []), "", False, None
        self._model.set_hits([], {})

    def show_suggestions(self, queries: Sequence[str]) -> None:
        """Show what else may have been meant; nothing where there is nothing."""
        links = "　".join(f'<a href="{html.escape(query)}">{html.escape(query)}</a>' for query in queries)
        self._suggestions.setText(_("您是不是要找：") + links if queries else "")
        self._suggestions.setVisible(bool(queries))

    def set_indexing(self, progress: tuple[int, int] | None) -> None:
        """Know whether the index is being made (done and total), so that what is not in it yet is not said to be nowhere."""
        self._incomplete = progress is not None
        self._say_nothing_found(self._tabs.current())

    def set_theme(self, theme: Theme) -> None:
        """Draw in another theme."""
        self._delegate.set_theme(theme)
        self.narrowing.set_theme(theme)
        self.facets.set_theme(theme)
        self.hits.viewport().update()

    def move_choice(self, step: int) -> None:
        """Choose the next hit (1) or the one before (-1)."""
        row = self._model.next_choice(self.hits.currentIndex().row(), step)
        if row >= 0:
            self.hits.setCurrentIndex(self._model.index(row))

    def answers(self, query: str) -> bool:
        """Tell whether what is shown answers a query: with hits, or with the word that there are none.

        A best match does not before it is known that nothing stands there as typed, which would go before it.
        """
        shown = self._tabs.current()
        is_sure = bool(self._lists[shown]) and not (self._is_best and shown == RELATED)
        return self._query == query and (self._complete or is_sure)

    def is_complete(self) -> bool:
        """Tell whether what is shown is all that there is."""
        return self._complete

    def found_nothing(self) -> bool:
        """Tell whether what is shown is that there is nothing."""
        return self._complete and not any(self._lists)

    def open_chosen(self) -> None:
        """Go to the chosen hit; unfold where it stands for several."""
        if self.hits.currentIndex().isValid():
            self._choose(self.hits.currentIndex())

    def _label(self, related: int, verbatim: int, notes: int) -> None:
        self._tabs.set_label(RELATED, _("相关 {count}").format(count=f"{related:,}"))
        self._tabs.set_label(VERBATIM, _("逐字 {count}").format(count=f"{verbatim:,}"))
        self._tabs.set_label(NOTES, _("批注 {count}").format(count=f"{notes:,}"))

    def _choose_list(self, number: int) -> None:
        self._wanted = number
        self._show_list(number)

    def _show_list(self, number: int) -> None:
        hits = self._lists[number]
        self._offer(number)
        row, self._row_of_rest = self._row_of_rest, None
        height = self._height_of_choice()
        direct = self._direct and number == RELATED
        left = self._left(number)
        self._model.set_hits(hits, self._cards, direct=direct, left=left, continued=row is not None)
        self._wrapping.stop()  # other hits are laid out anyway
        held = self._held.hits.get(number)
        if hits and row is not None:
            self.hits.setCurrentIndex(self._model.index(self._model.next_choice(row - 1, 1)))
        elif hits and not (held and self._choose_again(held, self._held.height if height is None else height)):
            self.hits.scrollToTop()
            self._is_first = True
            self.hits.setCurrentIndex(self._model.index(self._model.next_choice(-1, 1)))
            self._is_first = False
        elif not hits:
            self._say_nothing_found(number)
        self._layers.setCurrentWidget(self.hits if hits else self._nothing)

    def _on_current(self, index: QModelIndex) -> None:
        """Keep in mind what the user himself has chosen in the list that shows, not what came to be chosen because it is the first."""
        row = index.data(ROW_ROLE)
        if not self._is_first and isinstance(row, HitRow) and row.hit is not None:
            self._held.hits[self._tabs.current()] = row.hit

    def _height_of_choice(self) -> int | None:
        """Give how far from the upper edge the chosen row is; None where it is out of sight."""
        place = self.hits.visualRect(self.hits.currentIndex())
        return place.top() if place.isValid() and self.hits.viewport().rect().intersects(place) else None

    def _choose_again(self, held: Hit, height: int | None) -> bool:
        """Choose what the user had chosen, in the place where he saw it; tells whether it is still among the hits."""
        row = self._model.find(held)
        if row < 0:
            return False
        index = self._model.index(row)
        self.hits.setCurrentIndex(index)
        if height is not None:
            self.hits.executeDelayedItemsLayout()
            bar = self.hits.verticalScrollBar()
            bar.setValue(bar.value() + self.hits.visualRect(index).top() - height)
            self.hits.scrollTo(index)  # the window may be lower by now
        return True

    def _say_nothing_found(self, number: int) -> None:
        said = self._trouble or (self._nothing_found(number) if self._complete else "")
        if said and self.narrowing.filters and not self._trouble:
            said += "\n" + _("筛选挡住了一些文件。")
        if said and self._incomplete and number == RELATED:
            said += "\n" + _("索引还在建立，有的文件还只能逐字查到。")
        self._nothing.setText(said)

    def _nothing_found(self, number: int) -> str:
        query = self._query
        if not query:
            return ""
        phrase = "" if self.narrowing.regex else _phrase_of(query.strip())
        if number == NOTES:
            return _("没有批注提到“{query}”。").format(query=phrase or query)
        if phrase:
            return _("没有找到原样的“{query}”。去掉引号再试。").format(query=phrase)
        if not self.narrowing.regex:
            return _("没有找到“{query}”。换个说法，或用引号查找原句。").format(query=query)
        if number == RELATED:
            return _("正则表达式只逐字匹配：见“逐字”。")
        said = _("没有一处符合这个正则表达式。")
        return said if self.narrowing.across else said + _("它可能跨了段：打开“跨段”再试。")

    def _choose(self, index: QModelIndex) -> None:
        row = index.data(ROW_ROLE)
        if not isinstance(row, HitRow):
            return
        if row.kind == "rest":
            self._row_of_rest = index.row()
            self.more_wanted.emit()
        elif row.kind in ("more", "versions"):
            self._model.unfold(row.document if row.kind == "more" else row.family)
            self.hits.setCurrentIndex(self._model.index(index.row()))
        elif row.hit is not None:
            self.hit_chosen.emit(row.hit)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, Esc leaves; the arrow keys are the list's."""
        match event.key():
            case Qt.Key.Key_Escape:
                self.left.emit()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.open_chosen()
            case _:
                super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """See whether the panel of facets comes along."""
        super().showEvent(event)
        self._settling.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wrap the snippets at the new width."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._wrapping.start()


def _phrase_of(query: str) -> str:
    """Give what stands in the quotes of a query that is one phrase; else nothing."""
    from search.verbatim import QUOTES  # what has searched has loaded it; the window that starts needs it not

    closing = QUOTES.get(query[:1], "")
    inner = query[1:-1]
    return inner.strip() if closing and query.endswith(closing) and closing not in inner else ""
