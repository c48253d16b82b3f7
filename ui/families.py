"""The versions of one law among the hits of a search: the newest stands for all of them, the others are folded away."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from search.results import Hit
from storage.cards import Card
from ui.filtering import family


def versions_of(documents: Iterable[str], cards: Mapping[str, Card]) -> dict[tuple[str, ...], list[str]]:
    """Give documents by what the versions of each law have in common, its newest version first, laws in their order.

    What has the newest version's own date is no older version but a part of it (the books of a code, a file each) or a copy.

    Args:
        documents: Their ids, each once. One that is not on the shelf or has no date stands alone.
        cards: Of all documents, by id.
    """
    common = {}
    newest: dict[tuple[str, ...], str] = {}
    for document in documents:
        card = cards.get(document)
        law = family(card.title, card.issuers, card.kind) if card and card.date else (document,)
        common[document] = law
        newest[law] = max(newest.get(law, ""), card.date if card else "")
    found: dict[tuple[str, ...], list[str]] = {}
    stands: set[tuple[str, ...]] = set()
    for document, law in common.items():
        if document in cards and cards[document].date == newest[law]:
            if law in stands:
                found[*law, document] = [document]
                continue
            stands.add(law)
        found.setdefault(law, []).append(document)
    for versions in found.values():
        versions.sort(key=lambda document: cards[document].date if document in cards else "", reverse=True)
    return found


def newer_versions(hits: Sequence[Hit], cards: Mapping[str, Card]) -> dict[str, str]:
    """Give the newest version among the hits for each document that is an older one of the same law."""
    return newer_among(dict.fromkeys(hit.document for hit in hits if hit.kind == "clause"), cards)


def newer_among(documents: Iterable[str], cards: Mapping[str, Card]) -> dict[str, str]:
    """Give the newest version among some documents for each of them that is an older one of the same law."""
    return {old: newest for newest, *others in versions_of(documents, cards).values() for old in others}


def version_beside(document: str, cards: Mapping[str, Card]) -> str:
    """Give the document that is the version of the same law before this one; of the oldest, the one after it; else nothing.

    Args:
        document: Its id.
        cards: Of all documents, by id.
    """
    card = cards.get(document)
    if card is None or not card.date:
        return ""
    law = family(card.title, card.issuers, card.kind)
    others = [
        other
        for other in cards.values()
        if other.date not in ("", card.date) and family(other.title, other.issuers, other.kind) == law
    ]
    older = [other for other in others if other.date < card.date]
    if older:
        return max(older, key=lambda other: other.date).id
    return min(others, key=lambda other: other.date).id if others else ""


def folded(hits: Sequence[Hit], newer: Mapping[str, str], *, direct: bool) -> list[Hit]:
    """Give the hits without those of older versions; the newest version comes where the first hit of its law came.

    Args:
        hits: In their order.
        newer: From ``newer_versions``.
        direct: The first hit is what the query named, and stays.
    """
    head, rest = (list(hits[:1]), hits[1:]) if direct else ([], hits)
    waiting: dict[str, list[Hit]] = {}
    for hit in rest:
        if _newest(hit, newer) == hit.document:
            waiting.setdefault(hit.document, []).insert(0, hit)
    shown = []
    for hit in rest:
        if hit.kind == "note":
            shown.append(hit)
        elif own := waiting.get(_newest(hit, newer)):
            shown.append(own.pop())
    return [*head, *shown]


def _newest(hit: Hit, newer: Mapping[str, str]) -> str:
    return "" if hit.kind == "note" else newer.get(hit.document, hit.document)
