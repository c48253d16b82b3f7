"""What tells documents of one name apart: a code may come as a file for each of its books, and all of them bear its title."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import PurePath

from storage.documents import Card


def names_apart(cards: Iterable[Card]) -> dict[str, str]:
    """Give the names of the files, without suffix, of documents that share title and date with another one, by id.

    Args:
        cards: Those that are shown together. A file that is called as its document, or as its twin, tells nothing and is left out.
    """
    alike: dict[tuple[str, str], list[Card]] = {}
    for card in cards:
        alike.setdefault((card.title, card.date), []).append(card)
    found: dict[str, str] = {}
    for (title, _date), twins in alike.items():
        if len(twins) > 1:
            names = {card.id: PurePath(card.name).stem for card in twins}
            often = Counter(names.values())
            found |= {
                document: name for document, name in names.items() if name not in ("", title) and often[name] == 1
            }
    return found
