"""What the index lacks of what stands on the shelf."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from storage.documents import Card
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
        self._known: dict[str, tuple[Card, str]] = {}

    def behind(self, index: Index, words: Collection[str], cards: Iterable[Card]) -> Behind:
        """Give what an index lacks.

        Args:
            index: The index.
            words: Of the user, folded.
            cards: The shelf.
        """
        known, held = self._known, index.indexed()
        self._known = {card.id: self._stamped(known.get(card.id), card, held.get(card.id)) for card in cards}
        missing = tuple(document for document, (_, stamp) in self._known.items() if held.get(document) != stamp)
        gone = tuple(document for document in held if document not in self._known)
        whole = index.state != "ready" or index.has_deferred or index.words != words
        return Behind(missing, gone, whole)

    def _stamped(self, known: tuple[Card, str] | None, card: Card, held: str | None) -> tuple[Card, str]:
        """Give a card with its stamp; of one that is the same object it is not made again, and where the index has the same, it is kept once."""
        if known is not None and known[0] is card:
            return known
        own = stamp(card)
        return card, held if held == own else own
