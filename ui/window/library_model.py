"""The shelf as a list model: cards, filtered and sorted, 3,000 and more without a widget for any of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from search.folding import fold
from storage.documents import Card
from ui.standing import told, warning_word
from ui.translation import _

Order = Literal["added", "title", "date"]
CARD_ROLE = Qt.ItemDataRole.UserRole
"""Gives the row's ``Card``."""

WAITING_ROLE = CARD_ROLE + 1
"""Gives how many of its annotations wait for a review, in words; empty where none does."""

AnyIndex = QModelIndex | QPersistentModelIndex


class LibraryModel(QAbstractListModel):
    """Rows of cards."""

    def __init__(self) -> None:
        super().__init__()
        self._cards: list[Card] = []
        self._haystacks: dict[str, str] = {}
        self._rows: list[Card] = []
        self._words: tuple[str, ...] = ()
        self._order: Order = "added"
        self._waiting: Mapping[str, int] = {}

    def set_cards(self, cards: Sequence[Card]) -> None:
        """Show other cards."""
        cards = list(cards)
        if cards != self._cards:  # an import of what is there already changes nothing, and 3,000 rows take their time
            self._cards, self._haystacks = cards, {}
            self._arrange()

    def replace(self, card: Card) -> None:
        """Show one card anew where it stands (its count of annotations changed)."""
        self._cards = [card if other.id == card.id else other for other in self._cards]
        for row, other in enumerate(self._rows):
            if other.id == card.id:
                self._rows[row] = card
                self.dataChanged.emit(self.index(row), self.index(row))

    def set_waiting(self, waiting: Mapping[str, int]) -> None:
        """Say how many annotations wait for a review, by document."""
        changed = {
            document for document in {*self._waiting, *waiting} if self._waiting.get(document) != waiting.get(document)
        }
        self._waiting = dict(waiting)
        for row, card in enumerate(self._rows):
            if card.id in changed:
                self.dataChanged.emit(self.index(row), self.index(row))

    def set_filter(self, text: str) -> None:
        """Show only cards that hold all words of ``text`` in title, number, issuers, date or kind."""
        self._words = tuple(fold(text).split())
        self._arrange()

    def set_order(self, order: Order) -> None:
        """Sort: newest import first, by title, or newest document first."""
        self._order = order
        self._arrange()

    def row_of(self, document: str) -> int:
        """Give the row of a document; -1 where it is not shown."""
        return next((row for row, card in enumerate(self._rows) if card.id == document), -1)

    def _haystack(self, card: Card) -> str:
        """Give what a filter looks through; made when there is one."""
        found = self._haystacks.get(card.id)
        if found is None:
            words = f"{card.title} {card.number} {' '.join(card.issuers)} {card.date} {card.kind}"
            found = self._haystacks[card.id] = fold(words)
        return found

    def _arrange(self) -> None:
        self.beginResetModel()
        rows = [card for card in self._cards if all(word in self._haystack(card) for word in self._words)]
        match self._order:
            case "added":
                rows.sort(key=lambda card: card.added, reverse=True)
            case "title":
                rows.sort(key=lambda card: card.title)
            case "date":
                rows.sort(key=lambda card: card.date, reverse=True)
        self._rows = rows
        self.endResetModel()

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008  # Qt's own signature
        """Give the number of cards shown."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Give the title, the card itself, or what a screen reader says."""
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        card = self._rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return card.title
            case Qt.ItemDataRole.ToolTipRole:
                return "\n".join(
                    part for part in (card.title, card.number, describe(card), told(card.validity)) if part
                )
            case Qt.ItemDataRole.AccessibleTextRole:
                notes = _("{count} 条批注").format(count=card.annotations)
                return f"{card.title}, {describe(card)}, {notes}, {self._worded(card)}".removesuffix(", ")
            case _ if role == CARD_ROLE:
                return card
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


def describe(card: Card) -> str:
    """Give the line under a title: issuer, year, kind, as far as they are known, and whether it is not in force."""
    parts = (issuer_of(card), card.date[:4], card.kind, warning_word(card.validity))
    return " · ".join(part for part in parts if part)
