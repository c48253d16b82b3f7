"""Which document a name means, and what tells those of one name apart: a code may come as a file for each of its books, all of one title."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import PurePath

from reader.errors import KnownError
from storage.cards import Card


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


def meant_by(name: str, cards: Sequence[Card]) -> Card:
    """Give the document that a person means by its title, the beginning of its id or a piece of its title.

    Args:
        name: As typed.
        cards: All there are.

    Raises:
        KnownError: ``document-unknown``, or ``document-ambiguous`` with the titles in question.
    """
    for matches in (
        [card for card in cards if card.title == name],
        [card for card in cards if len(name) >= 4 and card.id.startswith(name)],
        [card for card in cards if name and name in card.title],
    ):
        if len(matches) == 1:
            return matches[0]
        if matches:
            names = names_apart(matches)
            titles = "、".join(
                f"{card.title} ({', '.join(part for part in (names.get(card.id), card.id) if part)})"
                for card in matches[:5]
            )
            raise KnownError("document-ambiguous", name=name, titles=titles, count=len(matches))
    raise KnownError("document-unknown", name=name)
