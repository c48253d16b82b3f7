"""The shelf made ready to be shown: what 35,000 cards would cost the main thread is worked out in the lane of the library.

It is made there anew whenever the shelf is another, and never changed afterwards; the window swaps it in.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Literal

from storage.documents import Card
from ui.named_apart import names_apart
from ui.window.row_changes import stretches

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

    def missing(self, before: Shelved) -> set[str]:
        """Give the documents that stood on the shelf before and do not stand there now."""
        newest = before.ordered["added"]
        old, _new = stretches(newest, self.ordered["added"])
        return {newest[place].id for place in old if newest[place].id not in self.cards}


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
