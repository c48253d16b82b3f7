"""The index of a library: what the workspace talks to.

It is disposable. Whatever is wrong with it - missing, cut off, damaged, of another version - is a state and not an error:
``needs-rebuild``, and the next ``update`` makes it anew. Reading and annotating never wait for it.
"""

from __future__ import annotations

import contextlib
import errno
import operator
import threading
import time
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from filelock import FileLock, Timeout

from reader.errors import KnownError
from search import manifest
from search.integrity import DamagedIndex
from search.lexicon import Lexicon
from search.manifest import Manifest
from search.results import Entry, Results, Sort
from search.snapshot import Snapshot
from search.streaming import Heard
from search.tail import Shelf, Source, Tail

if TYPE_CHECKING:
    from search.sharing import Helper
    from search.suggestions import Suggester

State = Literal["ready", "needs-rebuild"]
_Opening = Callable[[], contextlib.AbstractContextManager[None]]

_SUGGESTED_SECONDS = 20.0
"""The words that are suggested stay at hand for so long: 18 MB where 35,000 documents are, and read again in 0.2 s."""
_LOCK = "lock"
_LOCK_SECONDS = 10.0
_OPENING_TRIES = 5


class Index:
    """The index in a folder, which need not exist yet.

    Opening never raises for a missing or damaged index. Searches may run on one thread and ``refresh`` on another; ``update``
    belongs to one process at a time, usually a worker.

    Args:
        folder: The index folder; nothing else lives in it.
        opening: Entered each time while what is there is opened, in whichever thread that is: it makes a record of each document.
    """

    def __init__(self, folder: Path, opening: _Opening = contextlib.nullcontext) -> None:
        self._folder = folder
        self._opening = opening
        self._lock = threading.RLock()
        self._is_open = False
        self._is_closed = False
        self._held: Snapshot | None = None
        self._suggester: Suggester | None = None
        self._suggested = 0.0
        self._tail = Tail()

    @property
    def _snapshot(self) -> Snapshot | None:
        """What is searched; opened when it is first asked for, as a window shows its shelf before anybody searches."""
        with self._lock:
            if not (self._is_open or self._is_closed):
                self._is_open, self._held = True, self._open()
            return self._held

    @property
    def state(self) -> State:
        """``needs-rebuild`` when ``update`` should be given every document that ``indexed`` does not list.

        What is there can be searched in both states.
        """
        snapshot = self._snapshot
        return "ready" if snapshot and not snapshot.manifest.rebuilding else "needs-rebuild"

    def indexed(self) -> dict[str, str]:
        """Give the stamp (``Entry.stamp``) of each document in the index."""
        snapshot = self._snapshot
        return {record.document: record.stamp for record in snapshot.manifest.records.values()} if snapshot else {}

    @property
    def has_deferred(self) -> bool:
        """Whether an update ``in_passing`` has left something to a later one."""
        snapshot = self._snapshot
        return snapshot is not None and snapshot.manifest.deferred

    @property
    def words(self) -> frozenset[str]:
        """The words of the user by which queries are cut, and every document that holds one of them."""
        snapshot = self._snapshot
        return (
            frozenset(snapshot.manifest.words).difference(*snapshot.manifest.lacking_words.values())
            if snapshot
            else frozenset()
        )

    def cut_otherwise(self, words: Collection[str]) -> set[str]:
        """Give the documents that are to be indexed again for some words of the user to count, and no others.

        Args:
            words: All that there are by now, folded, of letters only.
        """
        with self._lock:
            snapshot = self._snapshot
            return {*snapshot.lacking(words), *snapshot.holding_others(words)} if snapshot else set()

    def follow(self, standing: Shelf, source: Source) -> None:
        """Say what stands on the shelf: what the index lacks of it is found letter by letter in its text (``search.tail``).

        Args:
            standing: The documents in the order of their import, to be gone through again and again; another object whenever the shelf is
                another.
            source: Opens their texts, in the thread that searches.
        """
        self._tail.follow(standing, source)

    def update(
        self,
        entries: Iterable[Entry | None],
        removed: Iterable[str] = (),
        *,
        words: Collection[str] = (),
        progress: Callable[[int, int], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
        helper: Helper | None = None,
        in_passing: bool = False,
    ) -> None:
        """Add documents, or index them again, and take others away.

        Commits now and then and at the end; other processes see each commit at their next ``refresh``.

        Args:
            entries: The documents, may be made one by one; None is one that could not be had, and is left out.
            removed: Ids of documents that are gone.
            words: All words of the user, folded, of letters only. They count from the end of the update on; ``cut_otherwise`` tells which
                documents must be among the entries for that. One that is not lacks its words until it is.
            progress: Called with documents done and to do (0 when ``entries`` cannot tell its length).
            cancelled: Asked between documents.
            helper: Prepares some of the documents in another process, by the same words, if ``entries`` is a ``Sequence``.
            in_passing: More is to come: what only makes searches quicker is left to a later update (``has_deferred``).

        Raises:
            Cancelled: ``cancelled`` said so; what was committed stays and ``indexed`` lists it.
            KnownError: ``index-busy`` when another process is writing; ``disk-full``; ``index-unwritable``.
            ValueError: The index was closed.
        """
        if self._is_closed:
            raise ValueError("update of a closed index")
        with self._writing():
            # The processes of a library write in turn; what the last one wrote is what this one adds to.
            self.refresh()
            snapshot = self._snapshot
            self._build(snapshot, entries, removed, words, progress, cancelled or (lambda: False), helper, in_passing)
            self.refresh()

    def clear(self) -> None:
        """Forget everything; the next ``update`` begins anew.

        Raises:
            KnownError: As ``update``.
        """
        with self._writing():
            manifest.discard(self._folder)
            self.refresh()

    def refresh(self) -> bool:
        """Take up what another process has written since; tell whether there was anything."""
        return self._take_up(trusting=True)

    def _take_up(self, *, trusting: bool) -> bool:
        """Take up what was written since.

        Args:
            trusting: Whether what was found to be sound before is taken to be so still: a large index takes a second to look at.
        """
        with self._lock:
            if self._is_closed:
                return False
            if not self._is_open:
                return self._snapshot is not None
            current = self._held
            with contextlib.suppress(DamagedIndex):
                if manifest.head(self._folder) == (current.manifest.head if current else None):
                    return False
            fresh = self._open(current.manifest if current and trusting else None)
            if fresh and current and trusting:
                fresh.follow(current)
            self._replace(fresh)
            return True

    def search(
        self,
        query: str,
        *,
        limit: int = 20,
        documents: Collection[str] | None = None,
        sort: Sort = "relevance",
        here: str = "",
        beyond: bool = False,
    ) -> Results:
        """Answer what a user typed: citations resolved, else clauses ranked. Never raises for any text.

        Args:
            query: In the language of ``search.query``.
            limit: Hits at most.
            documents: Search these only.
            sort: The order of the hits; what was named by a citation stays first.
            here: Id of the document that is being read: 本法第三条 is a clause of it. Empty where none is.
            beyond: Look as far as the limit asks for; else into the best documents only, which takes as long for any limit.
        """
        searched = self._left_to_index(documents)
        found = self._answer(lambda snapshot: snapshot.search(query, limit, searched, sort, here, beyond=beyond))
        # What the ranking does not know of yet is found by its letters, as everything is that no word leads to.
        is_verbatim = found.how == "verbatim" or self._snapshot is None
        can_wait = self._tail.is_short() and is_verbatim
        return self._tail.verbatim(found, query, limit, documents, sort) if can_wait else found

    def settled(
        self,
        query: str,
        found: Results,
        *,
        limit: int = 20,
        documents: Collection[str] | None = None,
        sort: Sort = "relevance",
        here: str = "",
        proceed: Callable[[], None] = lambda: None,
    ) -> Results:
        """Give an answer of ``search`` as it is when all documents were looked into: with true counts where they can be known.

        Args:
            query: As for ``search``.
            found: What that gave.
            limit: As for ``search``.
            documents: As for ``search``.
            sort: As for ``search``.
            here: As for ``search``.
            proceed: Called every few milliseconds; what it raises ends the counting.
        """
        if not found.at_least:
            return found
        searched = self._left_to_index(documents)
        told = self._answer(lambda one: one.settled(query, found, limit, searched, sort, here, proceed))
        return replace(told, took_ms=found.took_ms)

    def verbatim(
        self,
        query: str,
        *,
        limit: int = 1000,
        documents: Collection[str] | None = None,
        sort: Sort = "relevance",
        heard: Heard | None = None,
        proceed: Callable[[], None] = lambda: None,
        first: Collection[str] = (),
    ) -> Results:
        """Give every place of a string, in the order of documents and offsets (see ``search.verbatim``).

        Args:
            query: The string; in quotes its marks count.
            limit: Hits at most; ``Results.total`` counts them all.
            documents: Search these only.
            sort: ``date`` begins with the newest document.
            heard: Told of the first hits within some milliseconds of their being found, and of more some times a second; what it
                raises (``Cancelled``) ends the search.
            proceed: Called every few milliseconds, whether anything was found or not; what it raises ends the search.
            first: Documents whose places come before all others, in this order, unless the newest do: those of the ranking hold a rare word
                that a scan from the first document on finds late.
        """
        searched = self._left_to_index(documents)
        found = self._answer(lambda snapshot: snapshot.verbatim(query, limit, searched, sort, heard, proceed, first))
        return self._tail.verbatim(found, query, limit, documents, sort, heard, proceed) if self._tail else found

    def pattern(
        self,
        pattern: str,
        *,
        limit: int = 1000,
        documents: Collection[str] | None = None,
        sort: Sort = "relevance",
        across: bool = False,
        seconds: float = 3.0,
    ) -> Results:
        """Give every place of a regular expression (see ``search.patterns``), in the order of documents and offsets.

        Args:
            pattern: In the language of the ``regex`` package; folded as the texts are.
            limit: Hits at most; ``Results.total`` counts them all.
            documents: Search these only.
            sort: ``date`` begins with the newest document.
            across: Match across the ends of paragraphs.
            seconds: How long it may take.

        Raises:
            KnownError: ``pattern-invalid`` or ``pattern-too-slow``.
        """
        from search.patterns import compiled  # with ``regex``, which most searches need not load

        compiled(pattern, across=across)  # a wrong one is told also where there is nothing to search
        searched = self._left_to_index(documents)
        found = self._answer(lambda snapshot: snapshot.pattern(pattern, limit, searched, sort, across, seconds))
        return self._tail.pattern(found, pattern, limit, documents, sort, across, seconds) if self._tail else found

    def suggest(self, query: str, *, limit: int = 5) -> list[str]:
        """Give words of the library that a query may have meant, the likeliest first (see ``search.suggestions``).

        Args:
            query: As typed.
            limit: How many at most.
        """
        with self._lock:
            if self._suggester is None:
                # Read when something is not found, and kept while it is typed, until the index is another.
                from search import suggestions, vocabulary

                words = vocabulary.load(self._folder)
                self._suggester = suggestions.Suggester(words) if words else None
            self._suggested = time.monotonic()
            return self._suggester.suggest(query, limit) if self._suggester else []

    def close(self) -> None:
        """Let go of all files, for good: whoever still takes up what was written, in another thread, opens nothing any more."""
        with self._lock:
            self._is_closed = True
            self._replace(None)

    def _left_to_index(self, documents: Collection[str] | None) -> Collection[str] | None:
        with self._lock:
            snapshot = self._snapshot
            self._tail.settle(snapshot.manifest if snapshot else None)
        return self._tail.left_to_index(documents)

    def _answer(self, answer: Callable[[Snapshot], Results]) -> Results:
        begun = time.perf_counter()
        results = Results([], 0, "best")
        with self._lock:
            if time.monotonic() - self._suggested > _SUGGESTED_SECONDS:
                self._suggester = None
            if self._snapshot is not None:
                try:
                    results = answer(self._snapshot)
                except DamagedIndex:
                    # A generation that others have left behind may have lost its files. Otherwise every process shall make
                    # the index anew.
                    if not self._take_up(trusting=False):
                        manifest.discard(self._folder)
                        self._replace(None)
                    elif self._snapshot is not None:
                        results = answer(self._snapshot)
            if self._held is not None:
                self._held.rest()
        return replace(results, took_ms=(time.perf_counter() - begun) * 1000)

    def _open(self, before: Manifest | None = None) -> Snapshot | None:
        with self._opening():
            return _open(self._folder, before)

    def _replace(self, fresh: Snapshot | None) -> None:
        old, self._held, self._is_open = self._held, fresh, True
        self._suggester = None
        if old is not None:
            old.close()

    def _build(
        self,
        snapshot: Snapshot | None,
        entries: Iterable[Entry | None],
        removed: Iterable[str],
        words: Collection[str],
        progress: Callable[[int, int], None] | None,
        cancelled: Callable[[], bool],
        helper: Helper | None,
        in_passing: bool,
    ) -> None:
        # Whoosh and the segmenter are the writer's; a reader that only opens does not load them.
        from search.builder import Builder
        from search.sharing import batches

        done, total = 0, operator.length_hint(entries)
        # Others may have written since the entries were chosen, and a text may be lost.
        lacking = snapshot.lacking(words) if snapshot else {}
        with Builder(self._folder, snapshot.manifest if snapshot else None, words) as builder:
            for document in removed:
                lacking.pop(document, None)
                builder.remove(document)
            for batch in batches(entries, helper, cancelled, Lexicon(words)):
                for prepared in batch.documents:
                    lacking.pop(prepared.document, None)
                builder.add(batch)
                builder.commit_when_due()
                done += len(batch.documents)
                if progress is not None:
                    progress(done, total)
            builder.finish(words, lacking, in_passing=in_passing)

    @contextlib.contextmanager
    def _writing(self) -> Iterator[None]:
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            with FileLock(self._folder / _LOCK, timeout=_LOCK_SECONDS):
                yield
        except Timeout as error:
            raise KnownError("index-busy") from error
        except OSError as error:
            case = "disk-full" if error.errno == errno.ENOSPC else "index-unwritable"
            raise KnownError(case, path=str(self._folder), reason=error.strerror or str(error)) from error


def _open(folder: Path, before: Manifest | None = None) -> Snapshot | None:
    """Open what is there.

    Args:
        folder: Of the index.
        before: What was open until now, found to be sound.
    """
    tried: Manifest | None = None
    for _ in range(_OPENING_TRIES):
        try:
            held = manifest.load(folder, before)
        except DamagedIndex:
            return None
        if held is None or _same(held, tried):
            return None
        try:
            return Snapshot(folder, held, before)
        except (DamagedIndex, OSError):
            # Another process may have committed since the manifest was read: then there is a newer one to try.
            tried = held
    return None


def _same(one: Manifest | None, other: Manifest | None) -> bool:
    if one is None or other is None:
        return one is other
    return (one.folder, one.generation) == (other.folder, other.generation)
