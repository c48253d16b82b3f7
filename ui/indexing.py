"""Keeping the index in step with the library. The index is disposable: what is missing or outdated is made again."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, overload

from reader.errors import KnownError
from reader.model import Text
from search.folding import fold
from search.results import Entry
from search.results import stamp as stamp_of
from storage.cards import Card
from storage.library import Library
from ui.indexed import Indexed, Skipped
from ui.workers import Worker

if TYPE_CHECKING:
    from search.index import Index
    from search.preparation import Batch

log = logging.getLogger(__name__)

INDEX_FOLDER = "index"

HELPED_FROM = 64
"""Documents from which on a second process is worth its start."""

TURN_SECONDS = 2.5
"""So long ``index_some`` takes documents in: what comes meanwhile waits for the turn after it, and everything is ranked in turn."""

_OF_THE_LIBRARY = frozenset({"library-locked", "library-damaged", "library-unwritable", "disk-full"})
"""What speaks of no single document, and ends an update."""


def entry_of(card: Card, library: Library) -> Entry:
    """Give what the index holds of a document: its current text, under the names that the user may have corrected.

    Raises:
        KnownError: As ``Library.text``.
    """
    return entry_with(card, library.corrected_text(card.id) if card.mended else library.text(card.text_id))


def entry_with(card: Card, text: Text) -> Entry:
    """Give what the index holds of a document whose text is at hand."""
    return Entry(
        document=card.id,
        text=text,
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
    index: Index | None = None,
) -> Indexed:
    """Index what is new or changed in a library and drop what is gone.

    Safe to call in a worker process beside the window: it reads the library and writes only the index folder. A document whose text is
    lost is left out, and tried again the next time.

    Args:
        library: The library.
        progress: Hears done and to do.
        cancelled: Asked between documents.
        index: Its index, where somebody has it open.

    Raises:
        KnownError: The library as such cannot be read, or the index cannot be written.
        Cancelled: As asked; what was indexed so far stays.
    """
    with ExitStack() as held:
        if index is None:
            from search.index import Index  # later: a window that opens only wants to know what is stale

            index = held.enter_context(closing(Index(library.folder / INDEX_FOLDER)))
        index.refresh()
        known = index.indexed()
        living = {card.id: card for card in library.cards()}
        gone = [document for document in known if document not in living]
        words = folded_words(library.words.listed())
        recut = index.cut_otherwise(words)
        wanted = [card for card in living.values() if card.id in recut or known.get(card.id) != stamp(card)]
        if not (wanted or gone or index.has_deferred) and index.state == "ready" and index.words == words:
            return Indexed()

        entries = _Entries(wanted, library)
        helper = None
        if len(wanted) >= HELPED_FROM:
            helper = _Helper(held.enter_context(Worker()), library.folder, entries, words)
        index.update(entries, gone, words=words, progress=progress, cancelled=cancelled, helper=helper)
    # Those that two have tried to read, too: the helper and who took over from it.
    return Indexed(True, tuple({one.document: one for one in entries.skipped}.values()))


def index_some(
    library: Library,
    index: Index,
    documents: Sequence[str],
    gone: Sequence[str],
    *,
    progress: Callable[[int, int], None] = lambda done, total: None,
    seconds: float = TURN_SECONDS,
) -> Indexed:
    """Index some documents of a library soon and drop others, whatever else there may be to do.

    It takes as long as these documents take, however large the library is, and not much longer than ``seconds``. What only makes
    searches quicker is left to ``bring_up_to_date``, and no second process helps: an import may be running, with readers of its own.

    Args:
        library: The library.
        index: Its index.
        documents: What to index, what is to be found first at the beginning; what is not on the shelf is passed over.
        gone: What to drop; what is on the shelf stays.
        progress: Hears done and to do.
        seconds: For how long documents are taken in. At least one is.

    Raises:
        KnownError: As ``bring_up_to_date``.
    """
    standing = library.titles([*documents, *gone])
    turn = _Turn([document for document in documents if document in standing], library, seconds)
    dropped = [document for document in gone if document not in standing]
    words = folded_words(library.words.listed())
    index.update(turn, dropped, words=words, progress=progress, in_passing=True)
    return Indexed(True, tuple(turn.skipped), len(turn.documents) - turn.taken)


def folded_words(words: Iterable[str]) -> frozenset[str]:
    """Give the words of a user as the index takes them."""
    return frozenset(map(fold, words))


def prepare_documents(library: Library, documents: Iterable[str], words: Iterable[str]) -> tuple[Batch, list[Skipped]]:
    """Prepare documents for the index of a library that another process writes.

    Args:
        library: The library.
        documents: Their ids.
        words: Of the user, as the other process has them: it may have read them a moment before.

    Raises:
        KnownError: The library as such cannot be read.
    """
    from search.lexicon import Lexicon
    from search.preparation import prepare

    entries = _Entries([library.card(document) for document in documents], library)
    return prepare(entries, Lexicon(words)), entries.skipped


@dataclass(frozen=True)
class _Entries(Sequence[Entry | None]):
    """Entries made one by one: the texts of a whole library would not fit into memory. None for one whose text is lost."""

    cards: list[Card]
    library: Library
    skipped: list[Skipped] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.cards)

    @overload
    def __getitem__(self, at: int) -> Entry | None: ...

    @overload
    def __getitem__(self, at: slice) -> Sequence[Entry | None]: ...

    def __getitem__(self, at: int | slice) -> Entry | Sequence[Entry | None] | None:
        if isinstance(at, slice):
            return _Entries(self.cards[at], self.library, self.skipped)
        return _entry_or_none(self.cards[at], self.library, self.skipped)


@dataclass
class _Turn(Iterable[Entry | None]):
    """Entries made one by one for as long as there is time."""

    documents: list[str]
    library: Library
    seconds: float
    skipped: list[Skipped] = field(default_factory=list)
    taken: int = 0

    def __length_hint__(self) -> int:
        return len(self.documents)

    def __iter__(self) -> Iterator[Entry | None]:
        until = time.monotonic() + self.seconds
        for document in self.documents:
            if self.taken and time.monotonic() > until:
                return
            self.taken += 1
            yield _entry_or_none(self.library.card(document), self.library, self.skipped)


def _entry_or_none(card: Card, library: Library, skipped: list[Skipped]) -> Entry | None:
    """Give the entry of a card; one whose text is lost is noted among those that were skipped."""
    try:
        return entry_of(card, library)
    except KnownError as error:
        if error.case in _OF_THE_LIBRARY:
            raise
        log.warning("%s (%s) is left out of the index: %s", card.title, card.id, error)
        skipped.append(Skipped.of(card.id, card.title, error))
        return None


@dataclass(frozen=True)
class _Helper:
    """A second worker, which reads the documents from the library by itself."""

    worker: Worker
    library: Path
    entries: _Entries
    words: frozenset[str]

    def prepare(self, positions: range) -> Batch:
        wanted = [card.id for card in self.entries.cards[positions.start : positions.stop]]
        batch, skipped = self.worker.prepare(self.library, wanted, self.words)
        self.entries.skipped.extend(skipped)
        from search.preparation import Batch

        return Batch.from_bytes(batch)


def stamp(card: Card) -> str:
    """Give what must be equal for a document to need no indexing; ``Entry.stamp`` of the same card and text."""
    return stamp_of(
        card.text_id, card.reader_version, card.title, card.issuers, card.number, card.date, card.kind, card.mended
    )
