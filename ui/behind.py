"""What the index lacks of what stands on the shelf."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from storage.cards import Card
from ui.indexing import stamp

if TYPE_CHECKING:
    from search.index import Index


@dataclass(frozen=True, slots=True)
class Behind:
    """What is to be done for the index.

    Attributes:
        documents: What it has not, or as it was, in the order of the shelf.
        gone: What it has and the shelf has not.
        whole: It must be gone through as a whole: there is none, the words of the user are others, or something was put off.
    """

    documents: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    whole: bool = False

    def __bool__(self) -> bool:
        return self.whole or bool(self.documents or self.gone)


class Stamps:
    """Compares a shelf with the index again and again. Used by one thread at a time."""

    def __init__(self) -> None:
        # Two rows of the same length: a table of 35,000 pairs took 4 MB.
        self._cards: tuple[Card, ...] = ()
        self._made: list[str] = []

    def behind(self, index: Index, words: Collection[str], cards: Iterable[Card]) -> Behind:
        """Give what an index lacks.

        Args:
            index: The index.
            words: Of the user, folded.
            cards: The shelf.
        """
        held = index.indexed()
        known = {id(card): made for card, made in zip(self._cards, self._made, strict=True)}
        shelf = tuple(cards)
        # Of a card that is the same object it is not made again, and where the index has the same, it is kept once.
        stamps = [known.get(id(card)) or _stamped(card, held.get(card.id)) for card in shelf]
        self._cards, self._made = shelf, stamps
        missing = tuple(card.id for card, own in zip(shelf, stamps, strict=True) if held.get(card.id) != own)
        standing = {card.id for card in shelf}
        gone = tuple(document for document in held if document not in standing)
        whole = index.state != "ready" or index.has_deferred or index.words != words
        return Behind(missing, gone, whole)


def _stamped(card: Card, held: str | None) -> str:
    own = stamp(card)
    return held if held == own else own
