"""How the hits of a search are sorted, and what they are narrowed by, with counts of the present answer: two rows above them.

Where ``facet_panel`` is seen at their left, it has the facets, and the second row is hidden.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QToolButton, QWidget

from search.results import Sort
from ui.filtering import FACETS, Counts, Facet, Filters
from ui.standing import state_word
from ui.translation import _
from ui.window.flow import FlowLayout
from ui.window.pressing import forgets_mouse
from ui.window.theme import Theme

_SHOWN = 20
"""Values of a facet that a menu lists; a longer menu is not read."""

_LONGEST = 6
"""Characters of a chosen value that its chip shows: the more, the sooner the row takes a second line."""


class SearchFilters(QFrame):
    """A menu for each facet and a switch for documents with notes, and apart from them what is asked of the search as a whole.

    Attributes:
        manner: The order, and whether the query is a regular expression: stands where the owner puts it.

    Signals:
        changed: Another filter or order was chosen.
        offer_changed: There is something else to choose from, or a saved search has chosen.
    """

    changed = Signal()
    offer_changed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("searchFilters")
        self.filters = Filters()
        self.sort: Sort = "relevance"
        self._counts: Counts = {}
        self._at_least = False
        self.manner = QFrame()
        self.manner.setObjectName("searchFilters")  # the same look
        self._order = self._chip(self._fill_order)
        self._regex = _switch(_("正则"), _("检索词是正则表达式"), self._on_regex)
        self._across = _switch(_("跨段"), _("正则表达式可以跨段匹配"), self._on_across)
        self._across.hide()
        manner = QHBoxLayout(self.manner)
        manner.setContentsMargins(0, 0, 0, 0)
        manner.setSpacing(6)
        row = FlowLayout(self, 6)
        self._chips = {facet: self._chip(partial(self._fill, facet)) for facet in FACETS}
        self._annotated = _switch(_("有批注"), "", self.set_annotated)
        self._lift = QToolButton()
        self._lift.setText(_("清除筛选"))
        self._lift.clicked.connect(self.clear)
        for button in (self._order, self._regex, self._across):
            manner.addWidget(button)
        for button in (*self._chips.values(), self._annotated, self._lift):
            row.addWidget(button)
        self.set_theme(theme)
        self._say()

    def set_counts(self, counts: Counts, *, at_least: bool = False) -> None:
        """Offer what the present answer can be narrowed by.

        Args:
            counts: What there is of each.
            at_least: Whether there may be more.
        """
        self._counts, self._at_least = counts, at_least
        self._say()
        self.offer_changed.emit()

    def offered(self, facet: Facet) -> list[tuple[str, int]]:
        """Give the values of a facet with how many places of the answer have them, and those that are chosen though none has."""
        values = self._counts.get(facet, [])
        missing = self.filters.chosen.get(facet, frozenset()) - {value for value, _count in values}
        return [*values, *((value, 0) for value in sorted(missing))]

    def told(self, count: int) -> str:
        """Give a count as it is shown: with a + where there may be more."""
        return f"{count:,}+" if self._at_least else f"{count:,}"

    @property
    def regex(self) -> bool:
        """Whether the query is a regular expression."""
        return self._regex.isChecked()

    @property
    def across(self) -> bool:
        """Whether a regular expression may match across the ends of paragraphs; other queries always do."""
        return self.regex and self._across.isChecked()

    def set_choice(self, filters: Filters, sort: Sort, regex: bool, across: bool) -> None:
        """Take filters and order without telling: a saved search brings them."""
        self.filters, self.sort = filters, sort
        with QSignalBlocker(self._regex), QSignalBlocker(self._across):
            self._regex.setChecked(regex)
            self._across.setChecked(across)
        self._across.setVisible(regex)
        self._say()
        self.offer_changed.emit()

    def set_value(self, facet: Facet, value: str, wanted: bool) -> None:
        """Choose a value of a facet, or let go of it."""
        chosen = self.filters.chosen.get(facet, frozenset())
        self._take(self.filters.with_values(facet, chosen | {value} if wanted else chosen - {value}))

    def set_annotated(self, wanted: bool) -> None:
        """Take only documents that carry annotations, or all."""
        if wanted != self.filters.annotated:
            self._take(Filters(self.filters.chosen, wanted))

    def clear(self) -> None:
        """Lift all filters."""
        self._take(Filters())

    def set_theme(self, theme: Theme) -> None:
        """Draw in another theme."""
        self._order.setIcon(theme.icon("sort", "ink2"))
        for chip in (self._order, *self._chips.values(), self._annotated):
            chip.setIconSize(QSize(14, 14))
        self._annotated.setIcon(theme.icon("note", "ink2"))
        self._annotated.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)

    def _chip(self, fill: Callable[[QMenu], None]) -> QToolButton:
        chip = QToolButton(popupMode=QToolButton.ToolButtonPopupMode.InstantPopup)
        chip.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        menu = QMenu(chip)
        # Filled when it opens: a menu for each key that is typed would be made for nothing.
        menu.aboutToShow.connect(partial(fill, menu))
        chip.setMenu(menu)
        forgets_mouse(chip)
        return chip

    def _fill_order(self, menu: QMenu) -> None:
        menu.clear()
        group = QActionGroup(menu)
        for sort, words in order_names().items():
            action = menu.addAction(words)
            action.setCheckable(True)
            action.setChecked(sort == self.sort)
            action.triggered.connect(partial(self._on_sort, sort))
            group.addAction(action)

    def _fill(self, facet: Facet, menu: QMenu) -> None:
        menu.clear()
        chosen = self.filters.chosen.get(facet, frozenset())
        offered = self.offered(facet)
        shown = [one for number, one in enumerate(offered) if number < _SHOWN or one[0] in chosen]
        for value, count in shown:
            action = menu.addAction(f"{value_words(facet, value)}\t{self.told(count)}".replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(value in chosen)
            action.triggered.connect(partial(self.set_value, facet, value, value not in chosen))
        if len(shown) < len(offered):
            menu.addAction(_("另有 {count} 项").format(count=len(offered) - len(shown))).setEnabled(False)
        if chosen:
            menu.addSeparator()
            menu.addAction(_("不限")).triggered.connect(partial(self._lift_facet, facet))

    def _on_sort(self, sort: Sort) -> None:
        self.sort = sort
        self._take(self.filters)

    def _lift_facet(self, facet: Facet) -> None:
        self._take(self.filters.with_values(facet, ()))

    def _on_regex(self, checked: bool) -> None:
        self._across.setVisible(checked)
        self.changed.emit()

    def _on_across(self, _checked: bool) -> None:
        self.changed.emit()

    def _take(self, filters: Filters) -> None:
        self.filters = filters
        self._say()
        self.changed.emit()

    def _say(self) -> None:
        self._order.setText(f"{order_names()[self.sort]} ▾")
        for facet, chip in self._chips.items():
            chosen = sorted(self.filters.chosen.get(facet, ()))
            name = facet_names()[facet]
            whole = [value_words(facet, value) for value in chosen]
            short = next(iter(whole), "")
            short = f"{short[:_LONGEST]}…" if len(short) > _LONGEST else short
            short += f" +{len(whole) - 1}" if len(whole) > 1 else ""
            said = _("{name}：{values}").format(name=name, values=short) if chosen else f"{name} ▾"
            chip.setText(said.replace("&", "&&"))
            chip.setToolTip(_("、").join(whole))
            chip.setVisible(bool(chosen or self._counts.get(facet)))
            if chip.property("chosen") is not bool(chosen):
                chip.setProperty("chosen", bool(chosen))
                chip.style().unpolish(chip)
                chip.style().polish(chip)
        self._annotated.setChecked(self.filters.annotated)
        self._lift.setVisible(bool(self.filters))


def _switch(words: str, hint: str, toggled: Callable[[bool], None]) -> QToolButton:
    button = QToolButton()
    button.setCheckable(True)
    button.setText(words)
    button.setToolTip(hint)
    button.toggled.connect(toggled)
    return button


def facet_names() -> dict[Facet, str]:
    """Give the facets as the user calls them."""
    return {"issuer": _("机关"), "kind": _("文种"), "year": _("年份"), "validity": _("效力"), "tag": _("标签")}


def value_words(facet: Facet, value: str) -> str:
    """Give a value of a facet as the user calls it."""
    return state_word(value) if facet == "validity" else value  # type: ignore[arg-type]  # values of that facet are states


def order_names() -> dict[Sort, str]:
    """Give the orders of hits as the user calls them."""
    return {"relevance": _("按相关"), "date": _("按日期"), "document": _("按文件次序")}
