"""Narrowing a search by what the cards say: issuer, kind, year, validity, tags, and whether a document carries notes.

The index knows nothing of tags and notes, and the user may have corrected a card since it was indexed: filters are made into the set of
documents that may answer. Counts are those of the present answer.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from storage.cards import Card

Facet = Literal["issuer", "kind", "year", "validity", "tag"]
FACETS: tuple[Facet, ...] = ("issuer", "kind", "year", "validity", "tag")
"""In the order in which they are shown."""

Counts = dict[Facet, list[tuple[str, int]]]
"""The values of each facet with how many places of the answer have them: the most frequent first, years the newest first."""

_COUNTED_AT_ONCE = 100
"""Documents that are counted between two looks whether somebody still waits for it."""

_VERSION = re.compile(r"\s*[(（][^()（）]*(?:\d{4}|[〇零一二三四五六七八九]{4}年|修正|修订)[^()（）]*[)）]\s*$")
_OF_THE_STATE = "中华人民共和国"
_LAWS = frozenset({"法律", "行政法规"})


@dataclass(frozen=True, slots=True)
class Filters:
    """What a document must be to answer.

    Attributes:
        chosen: Values by facet; one of each facet's is wanted.
        annotated: Only documents that carry annotations.
        said: What the query itself says of tags and notes, from ``search.query.of_notes``; all must hold.
    """

    chosen: Mapping[Facet, frozenset[str]] = field(default_factory=dict)
    annotated: bool = False
    said: tuple[tuple[str, str], ...] = ()

    def __bool__(self) -> bool:
        return self.annotated or any(self.chosen.values()) or bool(self.said)

    def with_values(self, facet: Facet, values: Iterable[str]) -> Filters:
        """Give the filters with other values for one facet; none lifts it."""
        chosen = {name: wanted for name, wanted in self.chosen.items() if name != facet}
        wanted = frozenset(values)
        return replace(self, chosen={**chosen, facet: wanted} if wanted else chosen)


@dataclass(frozen=True, slots=True)
class Shelf:
    """What filters look at.

    Attributes:
        cards: Of all documents, by id.
        tags: The tags of the annotations of each document that has any, by id.
        noted: Gives the documents that have notes with some words.
    """

    cards: Mapping[str, Card]
    tags: Mapping[str, frozenset[str]]
    noted: Callable[[str], Collection[str]] = lambda words: ()

    def values(self, document: str, facet: Facet) -> tuple[str, ...]:
        """Give what a document has for a facet."""
        card = self.cards.get(document)
        if card is None:
            return ()
        match facet:
            case "issuer":
                return card.issuers
            case "kind":
                return (card.kind,) if card.kind else ()
            case "year":
                return (card.date[:4],) if card.date else ()
            case "validity":
                return (card.validity.state,) if card.validity.state else ()
            case "tag":
                return tuple(sorted(self.tags.get(document, ())))  # a set has another order after each start

    def narrowed(self, filters: Filters) -> frozenset[str] | None:
        """Give the documents that pass; None where there is nothing to pass."""
        if not filters:
            return None
        cards = list(self.cards.values())  # the window may replace a card meanwhile
        said = [self._saying(*each, cards) for each in filters.said]
        return frozenset(
            card.id
            for card in cards
            if (card.annotations or not filters.annotated)
            and all(card.id in documents for documents in said)
            and all(not wanted.isdisjoint(self.values(card.id, facet)) for facet, wanted in filters.chosen.items())
        )

    def _saying(self, name: str, value: str, cards: Sequence[Card]) -> Collection[str]:
        """Give the documents of which it is true what a query says of tags or notes."""
        from search.notes import ANY, NONE, tagged  # later: a window opens before anybody searches
        from search.query import NOT

        documents: Collection[str]
        if name.endswith("tag"):
            documents = {document for document, tags in self.tags.items() if tagged(tags, value)}
        elif value in ANY or value in NONE:
            documents = {card.id for card in cards if bool(card.annotations) == (value in ANY)}
        else:
            documents = self.noted(value)
        return {card.id for card in cards}.difference(documents) if name.startswith(NOT) else documents

    def counted(
        self,
        counts: Mapping[str, int],
        facets: Iterable[Facet] = FACETS,
        proceed: Callable[[], None] = lambda: None,
    ) -> Counts:
        """Give the values of facets with how many places they have.

        Args:
            counts: Places of the answer by document.
            facets: Those that are wanted.
            proceed: Called every fraction of a millisecond; what it raises ends the counting.
        """
        totals: dict[Facet, Counter[str]] = {facet: Counter() for facet in facets}
        for number, (document, count) in enumerate(counts.items()):
            if not number % _COUNTED_AT_ONCE:
                proceed()
            for facet, total in totals.items():
                for value in self.values(document, facet):
                    total[value] += count
        ordered = {facet: total.most_common() for facet, total in totals.items()}
        return {facet: sorted(values, reverse=True) if facet == "year" else values for facet, values in ordered.items()}


def family(title: str, issuers: tuple[str, ...], kind: str) -> tuple[str, ...]:
    """Give what all versions of one law have in common: the title without the mark of its year.

    Many bodies issue an 实施办法; only of what the state itself enacts, the title alone tells.
    """
    bare = _VERSION.sub("", title)
    return (bare,) if kind in _LAWS or bare.startswith(_OF_THE_STATE) else (bare, *issuers)
