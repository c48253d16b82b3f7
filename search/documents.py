"""The first stage of the ranking: Whoosh finds the documents whose clauses are worth scoring.

One index document a Document, with frequencies and without positions: a quarter of the time and a seventh of the disk of one a
clause, at the same quality (docs/benchmarks.md). Nothing of Whoosh leaves this module.
"""

from __future__ import annotations

from array import array
from collections import OrderedDict
from collections.abc import Callable, Collection, Generator, Iterable, Mapping
from itertools import chain
from pathlib import Path
from typing import Any

from whoosh import fields, formats
from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC, FileIndex, clean_files, create_in

from search import postings, segments, topmost
from search.integrity import DamagedIndex, measure

_SUFFIXES = frozenset({".trm", ".pst", ".col"})
"""Of the files that Whoosh has finished: terms, postings, stored values."""

_KEPT_BYTES = 6_000_000
"""Of the words that were asked for last."""

_UNKNOWN = -1
"""Ordinal of a document that was not asked for yet."""

Words = Iterable[tuple[str, float]]
"""Each word of a document once, with its weight."""


class WeightedWords(fields.TEXT):
    """A field for words that were cut and weighed before, without positions: phrases are verified in the text."""

    def __init__(self) -> None:
        super().__init__(phrase=False)
        self.format = formats.Existence()
        # Whoosh need not keep lengths: the weights are levelled by the length of the document already.
        self.scorable = False

    def index(self, value: Words, **_: Any) -> Generator[tuple[bytes, int, float, bytes], None, None]:
        """Give Whoosh each word: its bytes, that it is there, its weight, and nothing more to be kept."""
        for word, weight in value:
            yield word.encode(), 1, weight, b""


def _schema() -> fields.Schema:
    return fields.Schema(ordinal=fields.ID(stored=True, unique=True), words=WeightedWords())


class _AsOf(FileIndex):
    """Whoosh's index as of one generation, and not as of a later one that no manifest speaks of.

    Args:
        folder: Where its files lie.
        generation: Of Whoosh.
        readonly: Whether nothing will be written.
    """

    def __init__(self, folder: Path, generation: int, *, readonly: bool) -> None:
        self.generation = generation
        storage = FileStorage(str(folder), readonly=readonly)  # type: ignore[no-untyped-call]  # has no types
        super().__init__(storage, schema=_schema())  # type: ignore[no-untyped-call]

    def _read_toc(self) -> Any:
        return TOC.read(self.storage, self.indexname, gen=self.generation, schema=self._schema)  # type: ignore[no-untyped-call]


class DocumentWriter:
    """Adds documents to the Whoosh index of a folder and takes them away.

    Args:
        folder: Where its files lie or will lie.
        generation: The one that the manifest belongs to, 0 for a new index; what a later, cut-off update wrote does not count.
    """

    def __init__(self, folder: Path, generation: int) -> None:
        self._folder = folder
        folder.mkdir(exist_ok=True)
        if not generation:
            create_in(str(folder), _schema())
        self._index: Any = _AsOf(folder, generation, readonly=False)
        self._open_writer: Any = None

    def add(self, ordinal: int, words: Words) -> None:
        """Add one document.

        Args:
            ordinal: Its ordinal in the manifest.
            words: From ``search.preparation.levelled``.
        """
        self._writer.add_document(ordinal=str(ordinal), words=words)

    def remove(self, ordinal: int) -> None:
        """Take one document away."""
        self._writer.delete_by_term("ordinal", str(ordinal))

    def commit(self, *, merge: bool) -> int:
        """Write what was added and taken away, and give Whoosh's generation. The one before stays until ``sweep``.

        Args:
            merge: Put segments together that should be one; ``is_crowded`` tells whether there are more.
        """
        # One that fails to commit is closed, and has nothing left to be cancelled.
        writer, self._open_writer = self._writer, None
        if merge:
            writer.commit(mergetype=segments.merge_crowded)
        else:
            writer.commit(merge=False)
        self._index.generation = writer.generation
        return int(writer.generation)

    def files(self, known: Mapping[str, tuple[int, int]]) -> dict[str, tuple[int, int]]:
        """Give size and checksum of the files of the generation that was committed last, for the manifest.

        Args:
            known: What the manifest knows already: Whoosh never changes a file that it has finished.
        """
        held = {one.segment_id() for one in self._index._segments()}
        names = [
            path.name
            for path in sorted(self._folder.iterdir())
            if path.suffix in _SUFFIXES and path.name.partition(".")[0] in held
        ]
        names.append(TOC._filename(self._index.indexname, self._index.generation))  # type: ignore[no-untyped-call]
        return {name: known.get(name) or measure(self._folder / name) for name in names}

    def sweep(self) -> None:
        """Take away what belongs to no segment of the generation that was committed last. Not before the manifest speaks of that."""
        held = self._index
        clean_files(held.storage, held.indexname, held.generation, held._segments())

    def is_crowded(self, *, patient: bool = False) -> bool:
        """Tell whether a search has to look into so many segments that some should be put together.

        Args:
            patient: Have it wait until there are very many.
        """
        held = self._index._segments()
        return bool(segments.crowded(held)) and not (patient and len(held) < segments.VERY_MANY)

    def close(self) -> None:
        """Give back what is held; what was not committed is forgotten."""
        if self._open_writer is not None:
            self._open_writer.cancel()
        self._index.close()

    @property
    def _writer(self) -> Any:
        # One for each commit, made when it is needed: an unused one leaves a file behind.
        if self._open_writer is None:
            self._open_writer = segments.Writer(self._index)
        return self._open_writer


class DocumentSearcher:
    """Finds documents by words.

    Args:
        folder: Where Whoosh's files lie.
        generation: The one that the manifest belongs to.

    Raises:
        DamagedIndex: Whoosh cannot read its files, or a later generation has replaced this one.
    """

    def __init__(self, folder: Path, generation: int) -> None:
        try:
            self._index: Any = _AsOf(folder, generation, readonly=True)
            self._reader: Any = self._index.reader()  # type: ignore[no-untyped-call]  # has few types
            self._size = int(self._reader.doc_count_all())
        except Exception as error:
            # Whoosh unpickles and unpacks what it finds: a damaged file can raise anything, and each means the same.
            raise DamagedIndex(f"whoosh: {error!r}") from error
        self._ordinals = array("q", [_UNKNOWN]) * self._size
        self._words: OrderedDict[str, topmost.Word] = OrderedDict()
        self._kept_bytes = 0

    def best(
        self,
        words: Collection[str],
        *,
        limit: int,
        allowed: Callable[[int], bool],
        needed: Collection[str] = (),
    ) -> list[tuple[int, float]]:
        """Give the ordinals of the best documents with their scores, best first.

        Args:
            words: Folded.
            limit: How many at most.
            allowed: Tells whether an ordinal may be given; those that are gone or filtered out may not.
            needed: Those of the words that a document must have; where there are none, one that has any of the words is given.

        Raises:
            DamagedIndex: Whoosh stumbles over its files.
        """
        if not words or not self._size:
            return []
        try:
            held = {word: self._word(word) for word in words}
            must = [held[word] for word in needed]
            found: list[tuple[int, float]] = []
            # Asked for more only when too many of the first were not allowed.
            for reach in (limit, 20 * limit, self._size):
                best = topmost.best(list(held.values()), reach, must)
                # Its ordinal may be that of another one: of a document that an update added which was cut off, in an older index.
                is_gone = self._reader.is_deleted
                numbered = ((self._ordinal(number), score) for number, score in best if not is_gone(number))
                found = [(ordinal, score) for ordinal, score in numbered if allowed(ordinal)]
                if len(found) >= limit or len(best) < reach:
                    break
        except Exception as error:
            raise DamagedIndex(f"whoosh: {error!r}") from error
        return found[:limit]

    def having(self, words: Collection[str], *, every: bool) -> set[int]:
        """Give the ordinals of all documents that have some words; those of documents that are gone may be among them.

        Args:
            words: Folded.
            every: Those that have all of them; else those with any.

        Raises:
            DamagedIndex: Whoosh stumbles over its files.
        """
        if not words or not self._size:
            return set()
        try:
            held = [self._word(word) for word in words]
            numbers = topmost.having(held) if every else chain.from_iterable(word.numbers for word in held)
            return {self._ordinal(number) for number in set(numbers) if not self._reader.is_deleted(number)}
        except Exception as error:
            raise DamagedIndex(f"whoosh: {error!r}") from error

    def close(self) -> None:
        """Let go of the files."""
        self._reader.close()
        self._index.close()

    def _word(self, word: str) -> topmost.Word:
        """Give a word; those that were asked for last are kept: the next letter asks for most of them again."""
        kept = self._words.get(word)
        if kept is None:
            kept = self._words[word] = topmost.Word(postings.Postings(self._reader, "words", word), self._size)
            self._kept_bytes += kept.size
            while self._kept_bytes > _KEPT_BYTES and len(self._words) > 1:
                self._kept_bytes -= self._words.popitem(last=False)[1].size
        self._words.move_to_end(word)
        return kept

    def _ordinal(self, number: int) -> int:
        ordinal: int = self._ordinals[number]
        if ordinal == _UNKNOWN:
            ordinal = self._ordinals[number] = int(self._reader.stored_fields(number)["ordinal"])
        return ordinal
