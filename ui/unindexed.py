"""Where a search finds the texts that the index does not have yet: beside the lane of the library, in files of its own.

They are opened for the time of a search and only to be read: the process that writes them is this one, in another thread.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from reader.errors import KnownError
from search.results import Entry, stamp_begins
from storage.cards import Card
from storage.remarking import key_by_stamp, marks_by_stamp
from storage.texts import FILE, Texts
from ui.indexing import entry_with

if TYPE_CHECKING:
    from search.index import Index
    from search.tail import Standing

T = TypeVar("T")

log = logging.getLogger(__name__)


class Unindexed:
    """Keeps an index told of what stands on the shelf. For the thread that searches.

    Args:
        folder: The library's own.
        index: Its index.
    """

    def __init__(self, folder: Path, index: Index) -> None:
        self._folder = folder
        self._index = index
        self._cards: Mapping[str, Card] = {}

    def follow(self, cards: Mapping[str, Card]) -> None:
        """Have the index complete its answers by what it lacks; quick for the cards that it was last told of.

        Args:
            cards: Of all documents, by id; another mapping whenever another text stands on the shelf.
        """
        if cards is self._cards:
            return
        self._cards = cards
        # A copy: the window may put a card in the place of another meanwhile, with other figures and the same text.
        self._index.follow(_Shelf(list(cards.values())), self._open)

    @contextmanager
    def _open(self) -> Iterator[_Opened]:
        with closing(Texts(self._folder / FILE, read_only=True)) as texts:
            yield _Opened(texts, self._cards)


@dataclass(frozen=True)
class _Shelf:
    """What stands on the shelf, made when it is gone through: kept, it took 9 MB for 35,000 documents."""

    cards: Sequence[Card]

    def __iter__(self) -> Iterator[tuple[str, Standing]]:
        from search.tail import Standing  # later: a window opens before anybody searches

        return (
            (
                card.id,
                Standing(stamp_begins(card.text_id, card.reader_version), card.date, marks_by_stamp(card.mended)),
            )
            for card in self.cards
        )


class _Opened:
    def __init__(self, texts: Texts, cards: Mapping[str, Card]) -> None:
        self._texts = texts
        self._cards = cards

    def words(self, document: str) -> str | None:
        return _got(self._texts.words, self._key(document))

    def entry(self, document: str) -> Entry | None:
        text = _got(self._texts.get, self._key(document))
        return entry_with(self._cards[document], text) if text else None

    def _key(self, document: str) -> str:
        card = self._cards[document]
        return key_by_stamp(card.text_id, card.mended)


def _got(get: Callable[[str], T | None], key: str) -> T | None:
    try:
        return get(key)
    except (
        KnownError
    ) as error:  # locked for long, or damaged: the update of the index says so, a search goes on without
        log.info("a text that is not indexed yet cannot be read: %s", error)
        return None
