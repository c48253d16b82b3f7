"""The shelf as a list model: cards, filtered and sorted, 35,000 and more without a widget for any of them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Container, Mapping, Sequence
from itertools import compress, islice
from operator import indexOf

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt, QTimer

from search.folding import fold
from storage.cards import Card
from ui.spoken import heard, spoken
from ui.standing import told, warning_word
from ui.translation import _, counted
from ui.window.shelf.row_changes import ID, row_changes
from ui.window.shelf.shelved import Order, Shelved

CARD_ROLE = Qt.ItemDataRole.UserRole
"""Gives the row's ``Card``."""

WAITING_ROLE = CARD_ROLE + 1
"""Gives how many of its annotations wait for a review, in words; empty where none does."""

NAME_ROLE = CARD_ROLE + 2
"""Gives the name of its file where other documents have its title and date; else empty."""

_AT_ONCE = 2000
"""Cards whose words are folded in one go: 10 to 20 ms."""

_SPOKEN_AT_ONCE = 800
"""Titles that are read out in one go: 10 to 20 ms."""

_ONE_BY_ONE = 4
"""Documents whose rows are found quicker one after the other than together."""

AnyIndex = QModelIndex | QPersistentModelIndex


class LibraryModel(QAbstractListModel):
    """Rows of cards.

    Where the shelf becomes another, the views are told which rows went and which came, so that they keep the others as they are. What a
    filter looks through is made when there is one, of a large shelf some at a time between other events: the rows follow then.
    """

    def __init__(self) -> None:
        super().__init__()
        self._shelf = Shelved()
        self._touched: dict[str, Card] = {}
        self._haystacks: dict[str, str] = {}
        self._spoken: dict[str, str] = {}
        self._rows: Sequence[Card] = ()
        self._words: tuple[str, ...] = ()
        self._order: Order = "added"
        self._waiting: Mapping[str, int] = {}
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self._go_on)

    def set_shelf(self, shelf: Shelved) -> None:
        """Show another shelf."""
        before, self._shelf = self._shelf, shelf
        self._touched = {}
        if self._haystacks or self._spoken:
            self._forget_haystacks(before)
        if self._can_arrange():
            self._become(self._filtered(), before.cards)
        if shelf.names != before.names and self._rows:
            self.dataChanged.emit(self.index(0), self.index(len(self._rows) - 1))

    def replace(self, card: Card) -> None:
        """Show one card anew where it stands (its count of annotations changed)."""
        self._touched[card.id] = card
        for row in self.rows_of({card.id}).values():
            self.dataChanged.emit(self.index(row), self.index(row))

    def set_waiting(self, waiting: Mapping[str, int]) -> None:
        """Say how many annotations wait for a review, by document."""
        changed = {
            document for document in {*self._waiting, *waiting} if self._waiting.get(document) != waiting.get(document)
        }
        self._waiting = dict(waiting)
        for row in sorted(self.rows_of(changed).values()):
            self.dataChanged.emit(self.index(row), self.index(row))

    def set_filter(self, text: str) -> None:
        """Show only cards that hold all words of ``text`` in title, number, issuers, date or kind, or whose title is typed so in pinyin."""
        self._words = tuple(fold(text).split())
        self._go_on()

    def set_order(self, order: Order) -> None:
        """Sort: newest import first, by title, or newest document first."""
        self._order = order
        self._go_on()

    def card(self, row: int) -> Card:
        """Give the card of a row."""
        card = self._rows[row]
        return self._touched.get(card.id, card)

    def rows_of(self, documents: Collection[str]) -> dict[str, int]:
        """Give the rows of those of some documents that are shown."""
        if len(documents) <= _ONE_BY_ONE:
            return {one: row for one in documents if (row := _place_of(one, self._rows)) >= 0}
        return {card.id: row for row, card in enumerate(self._rows) if card.id in documents}

    def _forget_haystacks(self, before: Shelved) -> None:
        """Forget what a filter looks through of the cards that went or are others now, or have another name beside their title."""
        gone, other = self._shelf.gone_and_other(before)
        if before.names != self._shelf.names:
            other |= {document for document, _name in before.names.items() ^ self._shelf.names.items()}
        for document in gone | other:
            self._haystacks.pop(document, None)
            self._spoken.pop(document, None)

    def _can_arrange(self) -> bool:
        """Make what a filter looks through, some of it at a time; tell whether all of it is there, and go on later where it is not."""
        self._later.stop()
        if not self._words:
            return True
        is_there = self._fill(self._haystacks, self._words_of, _AT_ONCE)
        if is_there and any(map(heard, self._words)):
            is_there = self._fill(self._spoken, _spoken, _SPOKEN_AT_ONCE)
        if not is_there:
            self._later.start()
        return is_there

    def _fill(self, known: dict[str, str], made: Callable[[Card], str], at_once: int) -> bool:
        """Make what is looked through for some cards that lack it; tell whether none does any more."""
        cards = self._shelf.cards
        if len(known) < len(cards):
            known |= {card.id: made(card) for card in islice((c for c in cards.values() if c.id not in known), at_once)}
        return len(known) == len(cards)

    def _words_of(self, card: Card) -> str:
        name = self._shelf.names.get(card.id, "")
        return fold(f"{card.title} {name} {card.number} {' '.join(card.issuers)} {card.date} {card.kind}")

    def _filtered(self) -> Sequence[Card]:
        rows = self._shelf.ordered[self._order]
        if not self._words:
            return rows
        found = set.intersection(*map(self._holding, self._words))
        return list(compress(rows, map(found.__contains__, map(ID, rows))))

    def _holding(self, word: str) -> set[str]:
        """Give the documents that hold a word, as it is typed or in pinyin."""
        found = {document for document, words in self._haystacks.items() if word in words}
        if pinyin := heard(word):
            letters, syllables = pinyin
            found |= {document for document, said in self._spoken.items() if letters in said or syllables.search(said)}
        return found

    def _go_on(self) -> None:
        """Show what was asked for by a filter or an order: other rows from the first to the last."""
        if self._can_arrange():
            self._begin_with(self._filtered())

    def _begin_with(self, rows: Sequence[Card]) -> None:
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def _become(self, rows: Sequence[Card], was: Container[str]) -> None:
        """Show other rows, and say where they are others."""
        changes = row_changes(self._rows, rows, was, self._shelf.cards) if self._rows and rows else None
        if changes is None:
            if rows or self._rows:
                self._begin_with(rows)
            return
        self._rows = shown = list(self._rows)
        for first, last in changes.gone:
            self.beginRemoveRows(QModelIndex(), first, last)
            del shown[first : last + 1]
            self.endRemoveRows()
        for first, last in changes.come:
            self.beginInsertRows(QModelIndex(), first, last)
            shown[first:first] = rows[first : last + 1]
            self.endInsertRows()
        self._rows = rows
        for first, last in changes.other:
            self.dataChanged.emit(self.index(first), self.index(last))

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008  # Qt's own signature
        """Give the number of cards shown."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Give the title, the card itself, or what a screen reader says."""
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        card = self.card(index.row())
        name = self._shelf.names.get(card.id, "")
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return card.title
            case Qt.ItemDataRole.ToolTipRole:
                return "\n".join(
                    part for part in (card.title, name, card.number, describe(card), told(card.validity)) if part
                )
            case Qt.ItemDataRole.AccessibleTextRole:
                notes = counted("{count} 条批注", card.annotations).format(count=card.annotations)
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


def _spoken(card: Card) -> str:
    return spoken(card.title)


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


def _place_of(document: str, cards: Sequence[Card]) -> int:
    """Give the place of a document at the speed of C; -1 where it has none."""
    try:
        return indexOf(map(ID, cards), document)
    except ValueError:
        return -1
