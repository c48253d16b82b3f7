"""One generation of the index, open for reading: what answers queries between two refreshes."""

from __future__ import annotations

import contextlib
from collections import Counter
from collections.abc import Callable, Collection, Iterable
from dataclasses import replace
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from reader.model import Span
from search import citations, integrity, query, ranking, snippets
from search.corpus import Corpus
from search.folding import fold
from search.frequencies import look_up
from search.holders import Holders
from search.lexicon import Lexicon
from search.manifest import Manifest, Record
from search.refolding import refolded
from search.results import Hit, How, Results, Sort, above
from search.short_names import ShortNames
from search.streaming import Heard, Stream
from search.two_stages import TwoStages
from search.verbatim import Needle, Place, find, needle, strings

if TYPE_CHECKING:
    from search.documents import DocumentSearcher

_MOST_BARE = 60
"""Clauses that a bare 第一条 gives where only their counts are asked for."""

WORDS = "words"
"""Folder of Whoosh's files."""


class Snapshot:
    """Answers queries from one generation of the index. One call at a time.

    Args:
        index: The index folder.
        held: The manifest of the generation.
        before: The manifest of an earlier one that was found to be sound; only what was added since is looked at.

    Raises:
        DamagedIndex: A file is missing or not as it was written.
    """

    def __init__(self, index: Path, held: Manifest, before: Manifest | None = None) -> None:
        self._folder = index / held.folder
        with contextlib.ExitStack() as opened:
            trusted = before.files if before and before.folder == held.folder else integrity.NOTHING
            self._corpus = Corpus(self._folder, held, trusted)
            opened.callback(self._corpus.close)
            self.manifest = refolded(held, self._corpus.texts)
            self._table = integrity.map_file(self._folder / frequencies_name(held), *held.files[frequencies_name(held)])
            opened.callback(integrity.unmap, self._table)
            self._verify_words(trusted)
            self._opened = opened.pop_all()
        self._own = Lexicon(held.words)
        self._searcher: DocumentSearcher | None = None
        self._holders = Holders()
        self._known_names = ShortNames()
        self._is_up_to_date = False
        self._counted: tuple[str, dict[str, int]] | None = None

    @cached_property
    def _by_document(self) -> dict[str, Record]:
        """The records by the ids of their documents."""
        return {record.document: record for record in self.manifest.records.values()}

    @cached_property
    def _titles(self) -> citations.Titles:
        return citations.Titles(self.manifest.records.values())

    @property
    def _short_names(self) -> ShortNames:
        if not self._is_up_to_date:
            self._known_names.take_up(self.manifest.folder, self._corpus.texts, self.manifest.records)
            self._is_up_to_date = True
        return self._known_names

    def follow(self, before: Snapshot) -> None:
        """Take over what an earlier generation knows that only grows; it answers no more."""
        self._known_names, self._is_up_to_date = before._known_names, False

    def close(self) -> None:
        """Let go of all files."""
        self._opened.close()

    def rest(self) -> None:
        """Let go of the memory that the last answer took: a scan looks at every page of its file."""
        self._corpus.rest()
        integrity.rest(self._table)

    def search(
        self,
        text: str,
        limit: int,
        documents: Collection[str] | None,
        sort: Sort = "relevance",
        here: str = "",
        *,
        beyond: bool = False,
    ) -> Results:
        """Answer a query by citation, ranking or, where no word is known, by the places of its letters.

        See ``Index.search`` for what it is given.

        Raises:
            DamagedIndex: The files turn out damaged.
        """
        own = self._by_document.get(here)
        named = self._titles.resolve(text, own, lambda short: self._short_names.full(short, own))
        if named and (found := self._named(named, text, limit, documents)):
            return found
        wanted = self._widened(query.parse(text, self._own))
        allowed = self._allowed(documents, wanted.filters)
        if not wanted.groups:
            return self._cards(allowed, limit) if wanted.filters else self.verbatim(text, limit, documents, sort)
        is_nowhere = self._counted == (text, {})  # known by now, and not to be looked for once more
        found = self._ranking(wanted).search(allowed, limit, sort, beyond=beyond and not is_nowhere)
        if sort == "relevance" and len(wanted.groups) == 1 and not wanted.parts[0].phrase and not wanted.excluded:
            found = above(self._beginnings(self._titled(wanted), allowed), found, limit)
        return found if found.total or wanted.filters else self.verbatim(text, limit, documents, sort)

    def settled(
        self,
        text: str,
        found: Results,
        limit: int,
        documents: Collection[str] | None,
        sort: Sort,
        here: str,
        proceed: Callable[[], None],
    ) -> Results:
        """Give a ranking with the counts of all documents, and not of the best alone.

        Counted is what ``search`` finds however far it looks, so that the counts of a narrowed ranking are a part of those of a wider one.
        The best match to a question is no matter of counts, nor is a clause that all laws have: these stay ``at_least``. A best match that
        was given as no clause of the best documents has all words gives way to those of others.

        Raises:
            DamagedIndex: The files turn out damaged.
        """
        wanted = self._widened(query.parse(text, self._own))
        if not found.at_least or found.how == "citation" or wanted.question:
            return found
        if self._counted is None or self._counted[0] != text:
            self._counted = text, self._ranking(wanted).count(self._allowed(None, wanted.filters), proceed)
        every = self._counted[1]
        counts = Counter({each: every[each] for each in (every if documents is None else every.keys() & documents)})
        is_other = found.how == "best" or self._was_cut_otherwise(found, every.keys(), wanted)
        if is_other and not counts:
            return found
        if is_other and limit:
            found = self.search(text, limit, documents, sort, here, beyond=True)
        if limit or not is_other:
            # The beginning of a document of that title is among the hits though no clause may have the words.
            counts |= Counter(found.counts)
        return replace(found, total=counts.total(), how="all", counts=counts, at_least=False)

    def _was_cut_otherwise(self, found: Results, counted: Collection[str], wanted: query.Query) -> bool:
        """Tell whether a ranking has clauses of documents that have the letters and not the words: it has them where no other was near."""
        others = found.counts.keys() - counted
        return bool(others) and not others <= {record.document for record in self._titled(wanted)}

    def _ranking(self, wanted: query.Query) -> TwoStages:
        held = self.manifest
        mean = held.letters / max(held.clauses, 1)
        scorer = ranking.ClauseRanking(
            self._corpus, wanted, lambda term: look_up(self._table, term), held.clauses, mean
        )
        return TwoStages(wanted, self._documents, scorer, self._corpus)

    def _titled(self, wanted: query.Query) -> tuple[Record, ...]:
        """Give the documents of which a query is the title."""
        return self._titles.titled(wanted.parts[0].text, self._short_names.full)

    def _widened(self, wanted: query.Query) -> query.Query:
        """Give a query that asks for the other names of what it names, too."""
        groups = tuple(
            (*group, *(query.Part(other, own=self._own) for other in self._short_names.others(group[0].letters)))
            if len(group) == 1 and not group[0].phrase
            else group
            for group in wanted.groups
        )
        return wanted if groups == wanted.groups else replace(wanted, groups=groups)

    def verbatim(
        self,
        text: str,
        limit: int,
        documents: Collection[str] | None,
        sort: Sort = "relevance",
        heard: Heard | None = None,
        proceed: Callable[[], None] = lambda: None,
        first: Collection[str] = (),
    ) -> Results:
        """Give every place of a string, in the order of documents and offsets; those of some documents first.

        Raises:
            DamagedIndex: The files turn out damaged.
        """
        wanted = needle(text)
        if wanted is None:
            return Results([], 0, "verbatim")
        if wanted.forms and not wanted.joints:
            wanted = replace(wanted, forms=(*wanted.forms, *self._short_names.others(wanted.forms[0])))
        where = strings(self._corpus, wanted)
        chosen = self._where_it_can_be(wanted, documents)
        if chosen is None and sort != "date":
            slices = where.whole()
        else:
            records = self._allowed(chosen, ()).values()
            slices = where.slices(sorted(records, key=ranking.newest) if sort == "date" else records)
        leading = self._leading(first, documents) if sort == "relevance" else []
        stream = Stream(lambda place: self._place_hit(place, wanted), heard)
        places, counts = find(self._corpus, wanted, slices, limit, stream, proceed, where.apart(leading))
        if documents is None:
            self._holders.remember(wanted, counts.keys())
        return stream.results(places, counts)

    def _leading(self, first: Collection[str], documents: Collection[str] | None) -> list[Record]:
        held = self._by_document
        return [
            held[document] for document in first if document in held and (documents is None or document in documents)
        ]

    def lacking(self, words: Iterable[str]) -> dict[str, set[str]]:
        """Give the documents that hold words of the user by which they were not cut, each with these words.

        Args:
            words: All that there are by now.
        """
        found: dict[str, set[str]] = {}
        fresh = sorted(set(words).difference(self.manifest.words))
        # Nearly always there are none: then the names of the whole shelf are not folded for every update.
        records = self.manifest.records.values() if fresh else ()
        cut_by = {record.document: self.manifest.held_words.get(record.ordinal, ()) for record in records}
        named = [(record.document, fold("\n".join((record.title, *record.issuers)))) for record in records]
        for word in fresh:
            counts = find(self._corpus, Needle((), exact=word), self._corpus.texts.whole(), 0)[1]
            for document in {*counts, *(document for document, names in named if word in names)}:
                if word not in cut_by[document]:
                    found.setdefault(document, set()).add(word)
        for ordinal, left in self.manifest.lacking_words.items():
            if still := set(left).intersection(words):
                found.setdefault(self.manifest.records[ordinal].document, set()).update(still)
        return found

    def holding_others(self, words: Collection[str]) -> set[str]:
        """Give the documents that were cut by words of the user that are not among some."""
        cut_by = self.manifest.held_words
        return {
            self.manifest.records[ordinal].document for ordinal, held in cut_by.items() if set(held).difference(words)
        }

    def _where_it_can_be(self, wanted: Needle, documents: Collection[str] | None) -> Collection[str] | None:
        """Give the documents to scan; None for all of them."""
        holders = self._holders.of(wanted)
        # Half of the library, cut into its documents, takes as long as the whole in large slices.
        if holders is None or len(holders) * 2 > len(self.manifest.records):
            return documents
        return holders if documents is None else holders.intersection(documents)

    def pattern(
        self, text: str, limit: int, documents: Collection[str] | None, sort: Sort, across: bool, seconds: float
    ) -> Results:
        """Give every place of a regular expression (see ``search.patterns``).

        Raises:
            DamagedIndex: The files turn out damaged.
            KnownError: The pattern is none, or too slow.
        """
        from search import patterns  # rare, and ``regex`` takes 15 ms

        wanted = patterns.compiled(text, across=across)
        records = self._allowed(documents, ()).values()
        ordered = sorted(records, key=ranking.newest) if sort == "date" else records
        places, counts = patterns.find_pattern(self._corpus, ordered, wanted, limit, across=across, seconds=seconds)
        return Results([self._place_hit(place) for place in places], counts.total(), "verbatim", counts=counts)

    def _verify_words(self, trusted: integrity.Files) -> None:
        for name, known in self.manifest.files.items():
            if name.startswith(f"{WORDS}/"):
                integrity.verify_file(self._folder / name, *known, trusted.get(name, (0, 0)))

    @property
    def _documents(self) -> DocumentSearcher:
        if self._searcher is None:
            # Whoosh takes 0.2 s to import; the program's start does not wait for it.
            from search.documents import DocumentSearcher

            self._searcher = DocumentSearcher(self._folder / WORDS, self.manifest.words_generation)
            self._opened.callback(self._searcher.close)
        return self._searcher

    def _allowed(self, documents: Collection[str] | None, filters: tuple[tuple[str, str], ...]) -> dict[int, Record]:
        records = self.manifest.records
        if documents is None and not filters:
            return records
        if documents is not None:
            # In the order in which they were added. Of 35,000, those that a rare word leaves are soon found.
            held = self._by_document
            chosen = {held[document].ordinal for document in documents if document in held}
            records = {ordinal: records[ordinal] for ordinal in sorted(chosen)}
        return {ordinal: record for ordinal, record in records.items() if query.passes(record, filters)}

    def _place_hit(self, place: Place, wanted: Needle | None = None) -> Hit:
        document = self._corpus.document(place.record)
        if wanted is not None:
            return snippets.place_hit(document, place.span, wanted)
        index = max(0, document.clauses.at_offset(place.span.start))
        return snippets.make_hit(document, place.span, index, [place.span])

    def _cards(self, allowed: dict[int, Record], limit: int) -> Results:
        """Give the beginnings of the documents that filters alone have chosen, the newest first."""
        chosen = sorted(allowed.values(), key=lambda record: record.date, reverse=True)
        return self._beginnings(chosen, allowed, limit)

    def _beginnings(self, records: Iterable[Record], allowed: dict[int, Record], limit: int | None = None) -> Results:
        chosen = [record for record in records if record.ordinal in allowed and record.clauses.size]
        hits = [self._clause_start(record, 0) for record in chosen[:limit]]
        return Results(hits, len(chosen), "all", counts={record.document: 1 for record in chosen})

    def _clause_start(self, record: Record, index: int) -> Hit:
        document = self._corpus.document(record)
        clause, path = document.clauses.span(index), document.paths[index]
        label = Span(clause.start, clause.start + len(path))
        place = label if path and document.text(label) == path else Span(clause.start, clause.start + 1)
        return snippets.make_hit(document, place, index, [place] if path else [])

    def _named(
        self, named: citations.Named, text: str, limit: int, documents: Collection[str] | None
    ) -> Results | None:
        allowed = self._allowed(documents, ())
        found = (
            (record, index)
            for record in named.documents
            if record.ordinal in allowed and (index := self._clause_of(record, named.path)) is not None
        )
        # Nearly every law has a 第一条: a bare number is answered by the first of them, for each must be unpacked.
        meant = list(found if named.titled else islice(found, limit or _MOST_BARE))
        if not meant and not named.number:
            return None
        hits = [self._clause_start(record, index) for record, index in meant[:limit]]
        if not named.titled:
            counts = Counter(record.document for record, _ in meant)
            return Results(hits, len(meant), "citation", counts=counts, at_least=next(found, None) is not None)
        mentions = self.verbatim(named.number or text, limit, documents)
        shown = {(hit.document, hit.start) for hit in hits}
        more = [hit for hit in mentions.hits if (hit.document, hit.start) not in shown]
        how: How = "number" if named.number else "citation"
        total = len(meant) + mentions.total - (len(mentions.hits) - len(more))
        counts = Counter({record.document: 1 for record, _ in meant}) | Counter(mentions.counts)
        return Results((hits + more)[:limit], total, how, counts=counts) if total else None

    def _clause_of(self, record: Record, path: str) -> int | None:
        """Give the index of the first clause of that path, of the first clause at all where there is no path."""
        if not path:
            return 0 if record.clauses.size else None
        paths = self._corpus.document(record).paths
        return next((paths.index(form) for form in citations.spellings(path) if form in paths), None)


def frequencies_name(held: Manifest) -> str:
    """Give the name of the file with the clause frequencies of a generation."""
    return next(name for name in held.files if name.startswith("frequencies-"))
