"""The shelf as a list model: cards, filtered and sorted, 35,000 and more without a widget for any of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import islice
from operator import attrgetter
from typing import Literal

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt, QTimer

from search.folding import fold
from storage.documents import Card
from ui.named_apart import names_apart
from ui.standing import told, warning_word
from ui.translation import _

Order = Literal["added", "title", "date"]
CARD_ROLE = Qt.ItemDataRole.UserRole
"""Gives the row's ``Card``."""

WAITING_ROLE = CARD_ROLE + 1
"""Gives how many of its annotations wait for a review, in words; empty where none does."""

NAME_ROLE = CARD_ROLE + 2
"""Gives the name of its file where other documents have its title and date; else empty."""

_AT_ONCE = 2000
"""Cards whose words are folded in one go: 10 to 20 ms."""

AnyIndex = QModelIndex | QPersistentModelIndex


class LibraryModel(QAbstractListModel):
    """Rows of cards.

    What a filter looks through is made when there is one, of a large shelf some at a time between other events: the rows follow then.
    """

    def __init__(self) -> None:
        super().__init__()
        self._cards: list[Card] = []
        self._ordered: list[Card] = []
        self._haystacks: dict[str, str] = {}
        self._rows: list[Card] = []
        self._names: Mapping[str, str] = {}
        self._row_of: dict[str, int] | None = None
        self._words: tuple[str, ...] = ()
        self._order: Order = "added"
        self._waiting: Mapping[str, int] = {}
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self._arrange)

    def set_cards(self, cards: Sequence[Card]) -> None:
        """Show other cards."""
        cards = list(cards)
        if cards != self._cards:  # an import of what is there already changes nothing, and 3,000 rows take their time
            names = names_apart(cards)
            if self._haystacks:
                known, before = self._haystacks, {card.id: card for card in self._cards}
                self._haystacks = {
                    card.id: known[card.id]
                    for card in cards
                    if card is before.get(card.id)
                    and card.id in known
                    and names.get(card.id) == self._names.get(card.id)
                }
            self._cards, self._names = cards, names
            self._sort()
            self._arrange()

    def replace(self, card: Card) -> None:
        """Show one card anew where it stands (its count of annotations changed)."""
        for cards in (self._cards, self._ordered):
            place = next((place for place, other in enumerate(cards) if other.id == card.id), -1)
            if place >= 0:
                cards[place] = card
        row = self.row_of(card.id)
        if row >= 0:
            self._rows[row] = card
            self.dataChanged.emit(self.index(row), self.index(row))

    def set_waiting(self, waiting: Mapping[str, int]) -> None:
        """Say how many annotations wait for a review, by document."""
        changed = {
            document for document in {*self._waiting, *waiting} if self._waiting.get(document) != waiting.get(document)
        }
        self._waiting = dict(waiting)
        for row in sorted(row for document in changed if (row := self.row_of(document)) >= 0):
            self.dataChanged.emit(self.index(row), self.index(row))

    def set_filter(self, text: str) -> None:
        """Show only cards that hold all words of ``text`` in title, number, issuers, date or kind."""
        self._words = tuple(fold(text).split())
        self._arrange()

    def set_order(self, order: Order) -> None:
        """Sort: newest import first, by title, or newest document first."""
        self._order = order
        self._sort()
        self._arrange()

    def card(self, row: int) -> Card:
        """Give the card of a row."""
        return self._rows[row]

    def row_of(self, document: str) -> int:
        """Give the row of a document; -1 where it is not shown."""
        if self._row_of is None:
            self._row_of = {card.id: row for row, card in enumerate(self._rows)}
        return self._row_of.get(document, -1)

    def _sort(self) -> None:
        match self._order:
            case "added":
                self._ordered = sorted(self._cards, key=attrgetter("added"), reverse=True)
            case "title":
                self._ordered = sorted(self._cards, key=attrgetter("title"))
            case "date":
                self._ordered = sorted(self._cards, key=attrgetter("date"), reverse=True)

    def _can_filter(self) -> bool:
        """Make what a filter looks through, some of it at a time; tell whether all of it is there."""
        known = self._haystacks
        missing = islice((card for card in self._cards if card.id not in known), _AT_ONCE)
        for card in missing:
            known[card.id] = fold(
                f"{card.title} {self._names.get(card.id, '')} {card.number} "
                f"{' '.join(card.issuers)} {card.date} {card.kind}"
            )
        return len(known) >= len(self._cards)

    def _arrange(self) -> None:
        self._later.stop()
        if self._words and not self._can_filter():
            self._later.start()
            return
        rows = self._ordered
        for word in self._words:
            rows = [card for card in rows if word in self._haystacks[card.id]]
        self.beginResetModel()
        self._rows, self._row_of = list(rows), None
        self.endResetModel()

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008  # Qt's own signature
        """Give the number of cards shown."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Give the title, the card itself, or what a screen reader says."""
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        card = self._rows[index.row()]
        name = self._names.get(card.id, "")
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return card.title
            case Qt.ItemDataRole.ToolTipRole:
                return "\n".join(
                    part for part in (card.title, name, card.number, describe(card), told(card.validity)) if part
                )
            case Qt.ItemDataRole.AccessibleTextRole:
                notes = _("{count} 条批注").format(count=card.annotations)
                return f"{card.title}, {describe(card, name)}, {notes}, {self._worded(card)}".removesuffix(", ")
            case _ if role == CARD_ROLE:
                return card
            case _ if role == NAME_ROLE:
                return name
            case _ if role == WAITING_ROLE:
                return self._worded(card)
        return None

    def _worded(self, card: Card) -> str:
        count = self._waiting.get(card.id, 0)
        return _("待审 {count}").format(count=count) if count else ""


def issuer_of(card: Card) -> str:
    """Give the first issuer of a document, and whether there are more; empty where none is known."""
    issuer = card.issuers[0] if card.issuers else ""
    return _("{issuer} 等").format(issuer=issuer) if len(card.issuers) > 1 else issuer


def describe(card: Card, name: str = "") -> str:
    """Give the line under a title: issuer, year, kind, as far as they are known, and whether it is not in force.

    Args:
        card: The document.
        name: What tells it apart from others of its title; stands for the issuer, which they have in common.
    """
    parts = (name or issuer_of(card), card.date[:4], card.kind, warning_word(card.validity))
    return " · ".join(part for part in parts if part)
