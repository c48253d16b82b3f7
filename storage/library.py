"""The library of one user on one device: the folder that holds everything, behind one object.

::

    library.db   precious: ops, what is folded from them, cards, state       texts.db   derived: the readings
    sources/     the imported files by SHA-256                               backups/   verified copies of library.db
    lock         held by the one process that writes
"""

from __future__ import annotations

import contextlib
import datetime
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from filelock import FileLock

import reader
from reader.corrections import corrected
from reader.errors import KnownError
from reader.model import Text
from storage import backup, cards, documents, history, projection, remarking
from storage.actions import ActionName
from storage.annotating import Annotations
from storage.cards import Card
from storage.changes import Changes
from storage.colors import Colors
from storage.corrections import KeptCorrections, together
from storage.database import Database, known_errors
from storage.documents import Added, CardField, Corrected
from storage.history import Undone
from storage.ledger import Ledger
from storage.locking import take_lock
from storage.news import News, since
from storage.opening import open_library
from storage.readings import PackedReading, pack_reading
from storage.remarking import Kept
from storage.searches import Searches
from storage.sources import Sources
from storage.state import State
from storage.texts import FILE, Texts
from storage.trash import Trash
from storage.versions import Versions
from storage.words import Words

Read = Callable[[bytes, str], Text]


class Arrival(NamedTuple):
    """A reading that is to stand on the shelf, with the file that it was made from: as for ``Library.add``."""

    reading: PackedReading
    data: bytes
    path: str
    name: str


class Library:
    """An open library. All calls come from the thread that opened it.

    Every change is one transaction that is on the disk before the call returns. Any call may raise ``KnownError`` with
    ``disk-full``, ``library-locked``, ``library-damaged`` or ``library-unwritable``, and has then changed nothing.

    Attributes:
        folder: Where it lies.
        read_only: Whether another process may be writing it; changes then raise ``KnownError("library-locked")``.
        annotations: What the user put on documents.
        corrections: What the user corrected of readings.
        versions: The chains of the documents, and what waits for a review after an amendment.
        ledger: What the user keeps of tasks.
        trash: Deleted annotations, and what notes said before.
        searches: The saved searches.
        colors: What the user calls the colours.
        words: What the user wants searched as one word.
        state: What is not an op: reading places, drafts, settings.
    """

    def __init__(self, folder: Path, db: Database, texts: Texts, lock: FileLock | None, read: Read) -> None:
        self.folder = folder
        self.read_only = lock is None
        self._db = db
        self._texts = texts
        self._lock = lock
        self._read = read
        self._sources = Sources(folder / "sources")
        self.annotations = Annotations(self._reading, self._writing)
        self.corrections = KeptCorrections(self._reading, self._writing)
        self.versions = Versions(self._reading, self._writing)
        self.ledger = Ledger(self._reading, self._writing)
        self.trash = Trash(self._reading, self._writing)
        self.searches = Searches(self._reading, self._writing)
        self.colors = Colors(self._reading, self._writing)
        self.words = Words(self._reading, self._writing)
        self.state = State(self._reading, self._writing)

    @staticmethod
    def open(folder: Path, *, read_only: bool = False, read: Read | None = None, trusted: bool = False) -> Library:
        """Open the library in a folder, or create one there.

        Args:
            folder: The library's own folder.
            read_only: Open beside the process that writes; nothing is created or changed.
            read: What makes a text of the bytes and the name of a source; ``reader.read`` unless told otherwise.
            trusted: It is not looked through for damage, as the process that asked for this has it open.

        Raises:
            KnownError: ``library-locked`` when another process writes it, and what ``open_library`` raises.
        """
        with contextlib.ExitStack() as undo:
            lock = None
            if not read_only:
                lock = take_lock(folder)
                undo.callback(lock.release)
            db = open_library(folder / "library.db", folder / "backups", read_only=read_only, trusted=trusted)
            undo.callback(db.close)
            texts = Texts(folder / FILE, read_only=read_only)
            undo.pop_all()
        return Library(folder, db, texts, lock, read or _read_here)

    def close(self) -> None:
        """Close the files and let another process write."""
        self._texts.close()
        self._db.close()
        if self._lock is not None:
            self._lock.release()

    # Documents

    def add(self, text: Text, data: bytes, path: str, name: str) -> Added:
        """Put a reading on the shelf, with the file that it was made from.

        Args:
            text: The reading.
            data: The bytes of the file, kept for ever.
            path: Where the file lies, empty for pasted text. Other letters from the same path update their document.
            name: Name of the file.

        Raises:
            KnownError: Also ``file-unwritable``.
        """
        (added,) = self.add_all([Arrival(pack_reading(text), data, path, name)])
        return added

    def add_all(self, arrivals: Sequence[Arrival], part_of: str = "") -> list[Added]:
        """Put several readings on the shelf, all on the disk before the call returns or none.

        Args:
            arrivals: The readings.
            part_of: A new id for a whole import, the same at each call for it: it is undone in one step. Empty: file by file.

        Raises:
            KnownError: Also ``file-unwritable``.
        """
        self._require_writer()
        # In this order a crash leaves a source or a text too many, never one too few.
        sources = self._sources.keep_all([(arrival.data, arrival.name) for arrival in arrivals])
        with self._errors():
            arrived = [(one, Kept(source, one.name)) for one, source in zip(arrivals, sources, strict=True)]
            with self._db.atomic():
                return [added for part in self._apart(arrived) for added in self._add_some(part, part_of)]

    def _apart(self, arrived: Sequence[tuple[Arrival, Kept]]) -> Iterator[list[tuple[Arrival, Kept]]]:
        """Give in one go what is looked at in one go: none has letters that one before it brings, or takes a document off.

        Whose marks stand is asked of the shelf, which that one changes: all together become what they would one by one.
        """
        part: list[tuple[Arrival, Kept]] = []
        changed: set[str | None] = set()
        for one, file in arrived:
            if one.reading.text_id in changed:
                yield part
                part, changed = [], set()
            part.append((one, file))
            changed |= {one.reading.text_id, remarking.moved_off(self._db, one.reading, one.path)}
        yield part

    def _add_some(self, arrived: Sequence[tuple[Arrival, Kept]], part_of: str) -> list[Added]:
        fates = [
            remarking.fate(self._db, self._texts, self._sources, one.reading, file, one.path) for one, file in arrived
        ]
        put = [
            remarking.under(one.reading, key)
            for (one, _file), of in zip(arrived, fates, strict=True)
            for key in of.keys
        ]
        self._texts.put_all(put)
        return [
            documents.add(self._db, one.reading, file, one.path, of, part_of)
            for (one, file), of in zip(arrived, fates, strict=True)
        ]

    def known_sources(self) -> dict[str, Card]:
        """Give the cards of the shelf by the ``source_name`` of the file that their current text was made from."""
        with self._errors():
            return cards.known_sources(self._db)

    def known_source(self, source: str) -> Card | None:
        """Give the card of ``known_sources`` for one file, many times faster than all of them."""
        with self._errors():
            return cards.known_source(self._db, source)

    def cards(self) -> list[Card]:
        """Give the documents on the shelf in the order of their import."""
        with self._errors():
            return cards.cards(self._db)

    def card(self, document: str) -> Card:
        """Give the card of a document, removed or not.

        Raises:
            KnownError: ``document-unknown``.
        """
        with self._errors():
            return cards.card(self._db, document)

    def titles(self, among: Iterable[str]) -> dict[str, str]:
        """Give the titles of those of some documents that stand on the shelf: many times faster than their cards."""
        with self._errors():
            return cards.titles(self._db, among)

    def text(self, text_id: str) -> Text:
        """Give a text, reading its source again where texts.db has lost it.

        Raises:
            KnownError: ``text-unknown``; ``source-missing`` or ``source-damaged``; ``text-changed`` when today's reader finds
                other letters in the source than the one that made the text (importing the source again updates the document).
        """
        with self._errors():
            key = remarking.key_of(text_id, remarking.taken_for(self._db, text_id))
            return self._texts.get(key) or self._read_again(text_id, key)

    def source_path(self, document: str) -> Path:
        """Give where the imported file of a document's current text lies.

        Raises:
            KnownError: ``document-unknown``.
        """
        with self._errors():
            return self._sources.path(documents.kept(self._db, document).source)

    def unclaimed_sources(self, since: datetime.datetime) -> list[Path]:
        """Give where the files lie that were imported after a time and that no document was ever read from.

        There are some where the library was restored from a backup of that time.
        """
        with self._errors():
            claimed = documents.all_sources(self._db)
        return [self._sources.path(one) for one in self._sources.since(since.timestamp()) if one not in claimed]

    def remove(self, wanted: Iterable[str]) -> Changes:
        """Take documents off the shelf; their notes stay with them.

        Raises:
            KnownError: ``document-unknown``.
        """
        with self._writing() as db:
            return documents.put_away(db, wanted)

    def restore(self, wanted: Iterable[str]) -> Changes:
        """Put removed documents back, with their notes.

        Raises:
            KnownError: ``document-unknown``.
        """
        with self._writing() as db:
            return documents.bring_back(db, wanted)

    def removed(self) -> list[Card]:
        """Give the documents that were removed."""
        with self._errors():
            return cards.cards(self._db, alive=False)

    def correct(self, document: str, field: CardField, value: Corrected) -> Changes:
        """Say what the reader read wrongly on a card.

        Args:
            document: Its id.
            field: What is corrected.
            value: A string, for ``issuers`` a list of them, for ``validity`` its state, source and date; None takes it back.

        Raises:
            KnownError: ``document-unknown``.
        """
        with self._writing() as db:
            return documents.correct(db, document, field, value)

    def corrected_text(self, document: str) -> Text:
        """Give the current text of a document as the user corrected it.

        Raises:
            KnownError: ``document-unknown``, and those of ``text``.
        """
        text = self.text(self.card(document).text_id)
        return corrected(text, together(self.corrections.listed(document)))

    def holding(self, text_ids: Sequence[str]) -> str | None:
        """Give the document on the shelf that has, or once had, one of these texts; None where there is none."""
        with self._errors():
            return documents.holding(self._db, text_ids)

    # History

    def news(self, row: int | None) -> News:
        """Give what was written after a row of the log: what a reader that keeps things has to read again. None asks where it ends."""
        with self._errors():
            return since(self._db, row)

    def undo(self, unfinished: Collection[str] = ()) -> Undone | None:
        """Take back the last action that is not undone, of an import all files; None when there is none.

        Args:
            unfinished: Ids of imports that are still running.

        Raises:
            KnownError: ``import-running``: it is one of those, and would go on.
        """
        with self._writing() as db:
            return history.undo(db, unfinished)

    def redo(self) -> Undone | None:
        """Do the last undone action again; None when there is none, or when something else was done since."""
        with self._writing() as db:
            return history.redo(db)

    def can_undo(self) -> ActionName | None:
        """Give the name of the action that ``undo`` would take back."""
        with self._errors():
            return history.can_undo(self._db)

    def can_redo(self) -> ActionName | None:
        """Give the name of the action that ``redo`` would do again."""
        with self._errors():
            return history.can_redo(self._db)

    def check(self) -> list[str]:
        """Give the ids of objects that the tables show otherwise than the ops say; empty when all is well."""
        with self._errors():
            return projection.differences(self._db)

    def back_up_when_due(self) -> None:
        """Make a verified backup where something was made since the last one and that is older than a day.

        Not part of opening: who can no longer write, because the disk is full, can still read.

        Raises:
            KnownError: Also ``file-unwritable`` and ``backup-failed``.
        """
        folder, now = self.folder / "backups", datetime.datetime.now(datetime.UTC)
        with self._errors():
            if backup.is_due(self._db, folder, now):
                backup.back_up(self._db, folder, now)

    @contextlib.contextmanager
    def _errors(self) -> Iterator[None]:
        with known_errors(self.folder / "library.db"):
            yield

    @contextlib.contextmanager
    def _reading(self) -> Iterator[Database]:
        with self._errors():
            yield self._db

    @contextlib.contextmanager
    def _writing(self) -> Iterator[Database]:
        self._require_writer()
        with self._errors():
            yield self._db

    def _require_writer(self) -> None:
        if self.read_only:
            raise KnownError("library-locked", path=self.folder)

    def _read_again(self, text_id: str, key: str) -> Text:
        kept = documents.kept_text(self._db, text_id)
        text = self._read(self._sources.read(kept.source), kept.name)
        if text.text_id != text_id:
            raise KnownError("text-changed", name=kept.name)
        if not self.read_only:
            reading = remarking.under(pack_reading(text), key)
            self._texts.put_all([reading])
            documents.note_reading(self._db, reading)
        return text


def _read_here(data: bytes, name: str) -> Text:
    """Read in this process. Loads the parsers only now: nearly always they are not needed."""
    return reader.read(data, name)
