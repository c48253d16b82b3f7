"""The tail: documents that the library has and the index has not yet, found letter by letter in their texts until it has them.

While thousands are imported the index is some seconds behind. What the shelf shows can be found all the same: the texts of the tail
are read one after the other as the search comes to them, folded as those of the index are, and some million letters of them kept. The
ranking does not know of them; it has them when the index has.
"""

from __future__ import annotations

import time
from collections import Counter, OrderedDict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack
from functools import lru_cache, partial
from typing import NamedTuple, Protocol

from reader.errors import KnownError
from reader.model import Span
from search import ranking, snippets
from search.clauses import ClauseTable, cut
from search.corpus import Document
from search.folding import fold, letter_offsets, letters
from search.manifest import Manifest, Part, Record
from search.results import Entry, Hit, Results, Sort, stamp_marks
from search.streaming import REPORT_SECONDS, Heard
from search.verbatim import needle
from search.within import count_of, places_of

_KEPT_LETTERS = 6_000_000
"""Code points of the tail's texts that are kept folded: 24 MB, what is imported in ten seconds. The rest is read at each search."""

_SHORT = 400
"""Texts that are read in some seconds. Of thousands that wait for their index, only a search that can be ended reads all."""
_KEPT_DOCUMENTS = 32
_NOWHERE = Part(0, 0)


class Standing(NamedTuple):
    """A document as it stands on the shelf.

    Attributes:
        begins: How ``Entry.stamp`` begins: its text and the reader that made it.
        date: ISO; empty where there is none.
        marks: As ``stamp_marks``: with others, the same letters stand elsewhere.
    """

    begins: str
    date: str
    marks: str = ""

    def is_of(self, stamp: str) -> bool:
        """Tell whether a document was indexed with this text."""
        return stamp.startswith(self.begins) and stamp_marks(stamp) == self.marks


Shelf = Iterable[tuple[str, Standing]]
"""Gives the documents by their ids, again and again."""


class Texts(Protocol):
    """Where the texts of the tail are read."""

    def words(self, document: str) -> str | None:
        """Give a reading text; None where it cannot be had now."""

    def entry(self, document: str) -> Entry | None:
        """Give a document as the index will take it in; None as above."""


Source = Callable[[], AbstractContextManager[Texts]]
"""Opens the texts for the time of a search, in the thread that searches."""

Spans = Callable[["_Scanned", int], tuple[list[Span], int]]
"""Gives the first places in a text, as many as are asked for, and how many there are."""


class _Scanned(NamedTuple):
    here: Standing
    folded: str
    letters: str


class Tail:
    """What an index lacks. Used by the thread that searches."""

    def __init__(self) -> None:
        self._standing: Shelf = ()
        self._source: Source | None = None
        self._settled: tuple[object, object] = (None, None)
        self._missing: dict[str, Standing] = {}
        self._replaced: frozenset[str] = frozenset()
        self._dates: Callable[[], Mapping[str, str]] = dict
        self._kept: OrderedDict[str, _Scanned] = OrderedDict()
        self._kept_letters = 0
        self._documents: OrderedDict[str, _TailDocument] = OrderedDict()

    def __bool__(self) -> bool:
        return bool(self._missing)

    def is_short(self) -> bool:
        """Tell whether there is something, and so little that a search that nobody can end may read it."""
        return 0 < len(self._missing) <= _SHORT

    def follow(self, standing: Shelf, source: Source) -> None:
        """Say what stands on the shelf, in the order of its import, and where its texts are read.

        Args:
            standing: The documents; another object whenever the shelf is another.
            source: Where their texts are.
        """
        self._standing, self._source = standing, source

    def settle(self, held: Manifest | None) -> None:
        """Find out what a generation of the index lacks; quick where neither it nor the shelf is another than before."""
        if self._settled[0] is held and self._settled[1] is self._standing:
            return
        self._settled = (held, self._standing)
        records = held.records.values() if held else ()
        stamps = {record.document: record.stamp for record in records}
        self._missing = {
            document: here for document, here in self._standing if not here.is_of(stamps.get(document, ""))
        }
        self._replaced = frozenset(self._missing.keys() & stamps.keys())
        self._dates = lru_cache(1)(lambda: {record.document: record.date for record in records})
        for document in [each for each, kept in self._kept.items() if self._missing.get(each) != kept.here]:
            self._kept_letters -= len(self._kept.pop(document).folded)
        self._documents.clear()

    def left_to_index(self, documents: Collection[str] | None) -> Collection[str] | None:
        """Give what the index is to search: not the documents whose older text it holds.

        Args:
            documents: What is to be searched; None for everything.
        """
        if not self._replaced:
            return documents
        searched = {document for document in self._dates() if documents is None or document in documents}
        return searched - self._replaced

    def verbatim(
        self,
        found: Results,
        query: str,
        limit: int,
        documents: Collection[str] | None,
        sort: Sort,
        heard: Heard | None = None,
        proceed: Callable[[], None] = lambda: None,
    ) -> Results:
        """Complete what the index found, as ``Index.verbatim`` would had it all.

        Args:
            found: What the index found, by the same arguments.
            query: As of ``Index.verbatim``, like all that follow.
            limit: Hits at most.
            documents: Search these only.
            sort: Their order.
            heard: Told of places as they come.
            proceed: Asked often; ends the search by what it raises.
        """
        wanted = needle(query)
        if wanted is None:
            return found

        def spans(scanned: _Scanned, most: int) -> tuple[list[Span], int]:
            if not most:
                return [], count_of(wanted, scanned.folded, scanned.letters)
            places = places_of(wanted, scanned.folded, scanned.letters, partial(letter_offsets, scanned.folded))
            return places[:most], len(places)

        def hit(held: Document, place: Span) -> Hit:
            return snippets.place_hit(held, place, wanted)

        return self._completed(found, spans, hit, limit, documents, sort, heard, proceed)

    def pattern(
        self,
        found: Results,
        pattern: str,
        limit: int,
        documents: Collection[str] | None,
        sort: Sort,
        across: bool,
        seconds: float,
    ) -> Results:
        """Complete what the index found, as ``Index.pattern`` would had it all.

        Raises:
            KnownError: ``pattern-too-slow``.
        """
        from search import patterns  # as in the snapshot

        wanted = patterns.compiled(pattern, across=across)
        deadline = time.monotonic() + seconds - found.took_ms / 1000

        def spans(scanned: _Scanned, most: int) -> tuple[list[Span], int]:
            places = list(patterns.matches(wanted, scanned.folded, across, deadline))
            return places[:most], len(places)

        try:
            return self._completed(found, spans, _pattern_hit, limit, documents, sort, None, lambda: None)
        except TimeoutError as error:
            raise KnownError("pattern-too-slow", seconds=round(seconds)) from error

    def _completed(
        self,
        found: Results,
        spans: Spans,
        hit: Callable[[Document, Span], Hit],
        limit: int,
        documents: Collection[str] | None,
        sort: Sort,
        heard: Heard | None,
        proceed: Callable[[], None],
    ) -> Results:
        begun, told = time.perf_counter(), 0.0  # the first places are told at once
        hits: list[Hit] = []
        counts: Counter[str] = Counter()
        most = limit if sort == "date" else limit - len(found.hits)

        def joined() -> Results:
            both = [*found.hits, *hits]
            every = {**found.counts, **counts}
            if sort == "date":
                dates = self._dates()

                def place(document: str) -> int:
                    return ranking.newest_first(self._date(document, dates))

                both.sort(key=lambda hit: place(hit.document))
                every = {document: every[document] for document in sorted(every, key=place)}
            took = found.took_ms + (time.perf_counter() - begun) * 1000
            total = found.total + counts.total()
            return Results(both[:limit], total, "verbatim", took, every)

        with ExitStack() as opened:
            texts = _Opened(self._source, opened)
            for document in self._order(documents, sort):
                proceed()
                scanned = self._scanned(document, texts)
                if scanned is None:
                    continue
                places, count = spans(scanned, max(0, most - len(hits)))
                if count:
                    counts[document] = count
                    hits += self._hits(document, places, texts, hit)
                    if heard is not None and time.perf_counter() >= told + REPORT_SECONDS:
                        heard(joined())
                        told = time.perf_counter()
        return joined()

    def _order(self, documents: Collection[str] | None, sort: Sort) -> list[str]:
        chosen = [document for document in self._missing if documents is None or document in documents]
        if sort == "date":
            chosen.sort(key=lambda document: ranking.newest_first(self._missing[document].date))
        return chosen

    def _date(self, document: str, indexed: Mapping[str, str]) -> str:
        here = self._missing.get(document)
        return here.date if here else indexed.get(document, "")

    def _scanned(self, document: str, texts: _Opened) -> _Scanned | None:
        kept = self._kept.get(document)
        if kept is not None:
            return kept
        words = texts.words(document)
        if words is None:
            return None
        folded = fold(words)
        scanned = _Scanned(self._missing[document], folded, letters(folded))
        if self._kept_letters + len(folded) <= _KEPT_LETTERS:
            self._kept[document] = scanned
            self._kept_letters += len(folded)
        return scanned

    def _hits(
        self, document: str, places: list[Span], texts: _Opened, hit: Callable[[Document, Span], Hit]
    ) -> Iterator[Hit]:
        if not places:
            return
        held = self._documents.get(document)
        if held is None:
            entry = texts.entry(document)
            if entry is None:
                return
            held = self._documents[document] = _TailDocument(entry)
            if len(self._documents) > _KEPT_DOCUMENTS:
                self._documents.popitem(last=False)
        for place in places:
            yield hit(held, place)


def _pattern_hit(held: Document, place: Span) -> Hit:
    return snippets.make_hit(held, place, max(0, held.clauses.at_offset(place.start)), [place])


class _Opened:
    """The texts, opened when the first of them is read."""

    def __init__(self, source: Source | None, until: ExitStack) -> None:
        self._source = source
        self._until = until
        self._texts: Texts | None = None

    def words(self, document: str) -> str | None:
        return self._open().words(document)

    def entry(self, document: str) -> Entry | None:
        return self._open().entry(document)

    def _open(self) -> Texts:
        if self._texts is None:
            assert self._source is not None, "nothing is missing before it was said what stands on the shelf"
            self._texts = self._until.enter_context(self._source())
        return self._texts


class _TailDocument(Document):
    """A document as ``Corpus`` would give it, made of its text."""

    def __init__(self, entry: Entry) -> None:
        self.record = Record.of(
            0, entry.document, "", entry.title, entry.issuers, entry.number, entry.date, entry.kind, (_NOWHERE,) * 4
        )
        pieces = cut(entry.text)
        self._words = entry.text.text
        self._paths = [piece.path for piece in pieces]
        self.folded = fold(self._words)
        self.clauses = ClauseTable.build(pieces, self.folded)[0]

    @property
    def paths(self) -> list[str]:
        """The paths of its pieces."""
        return self._paths

    def text(self, span: Span) -> str:
        """Give a stretch of its reading text."""
        return self._words[span.start : span.end]
