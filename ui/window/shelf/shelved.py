"""The shelf made ready to be shown: what 35,000 cards would cost the main thread is worked out in the lane of the library.

It is made there anew whenever the shelf is another, and never changed afterwards; the window swaps it in.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import filterfalse
from operator import attrgetter
from typing import Literal

from storage.cards import Card
from ui.named_apart import names_apart
from ui.window.shelf.row_changes import row_changes

Order = Literal["added", "title", "date"]


@dataclass(frozen=True, slots=True)
class Shelved:
    """All documents of the shelf.

    Attributes:
        cards: By id, in the order of their import.
        ordered: In each order: the newest import first, by title, or the newest document first.
        names: What tells those of one title and date apart, by id.
        annotations: How many they carry together.
    """

    cards: Mapping[str, Card] = field(default_factory=dict)
    ordered: Mapping[Order, Sequence[Card]] = field(default_factory=lambda: {"added": (), "title": (), "date": ()})
    names: Mapping[str, str] = field(default_factory=dict)
    annotations: int = 0

    def gone_and_other(self, before: Shelved) -> tuple[set[str], set[str]]:
        """Give the documents that stood on the shelf before and do not stand there now, and those that show something else now."""
        was, now = before.ordered["added"], self.ordered["added"]
        changes = row_changes(was, now, before.cards, self.cards)
        if changes is None:
            gone = set(filterfalse(self.cards.__contains__, before.cards))
            return gone, {card.id for card in was if card.id not in gone and self.cards[card.id] is not card}
        gone, other = (
            {card.id for first, last in stretches for card in cards[first : last + 1]}
            for stretches, cards in ((changes.gone, was), (changes.other, now))
        )
        return gone, other


def shelved(cards: Sequence[Card]) -> Shelved:
    """Make cards ready to be shown.

    Args:
        cards: In the order of their import.
    """
    return Shelved(
        {card.id: card for card in cards},
        {
            "added": sorted(cards, key=attrgetter("added"), reverse=True),
            "title": sorted(cards, key=attrgetter("title")),
            "date": sorted(cards, key=attrgetter("date"), reverse=True),
        },
        names_apart(cards),
        sum(card.annotations for card in cards),
    )
