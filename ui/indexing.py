"""Keeping the index in step with the library. The index is disposable: what is missing or outdated is made again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sized
from dataclasses import dataclass

from search.index import Index
from search.results import Entry
from search.results import stamp as stamp_of
from storage.documents import Card
from storage.library import Library

INDEX_FOLDER = "index"


def entry_of(card: Card, library: Library) -> Entry:
    """Give what the index holds of a document: its current text, under the names that the user may have corrected."""
    return Entry(
        document=card.id,
        text=library.corrected_text(card.id) if card.mended else library.text(card.text_id),
        title=card.title,
        issuers=card.issuers,
        number=card.number,
        date=card.date,
        kind=card.kind,
        mended=card.mended,
    )


def bring_up_to_date(
    library: Library,
    *,
    progress: Callable[[int, int], None] = lambda done, total: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> bool:
    """Index what is new or changed in a library and drop what is gone; tells whether there was anything to do.

    Safe to call in a worker process beside the window: it reads the library and writes only the index folder.

    Raises:
        KnownError: The library cannot be read or the index cannot be written.
        Cancelled: As asked; what was indexed so far stays.
    """
    index = Index(library.folder / INDEX_FOLDER)
    try:
        known = index.indexed()
        living = {card.id: card for card in library.cards()}
        gone = [document for document in known if document not in living]
        wanted = [card for card in living.values() if known.get(card.id) != stamp(card)]
        if not wanted and not gone and index.state == "ready":
            return False

        index.update(_Entries(wanted, library), gone, progress=progress, cancelled=cancelled)
    finally:
        index.close()
    return True


@dataclass(frozen=True)
class _Entries(Sized, Iterable[Entry]):
    """Entries made one by one: the texts of a whole library would not fit into memory."""

    cards: list[Card]
    library: Library

    def __len__(self) -> int:
        return len(self.cards)

    def __iter__(self) -> Iterator[Entry]:
        return (entry_of(card, self.library) for card in self.cards)


def stamp(card: Card) -> str:
    """Give what must be equal for a document to need no indexing; ``Entry.stamp`` of the same card and text."""
    return stamp_of(
        card.text_id, card.reader_version, card.title, card.issuers, card.number, card.date, card.kind, card.mended
    )
