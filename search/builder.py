"""Writing the index: one process at a time, while others read.

Each commit appends to the corpus, lets Whoosh commit, and replaces the manifest last; only then is taken away what the manifest
before spoke of. Whatever happens before that is as if it had not: the next update overwrites it.
"""

from __future__ import annotations

import contextlib
import shutil
import time
import uuid
from collections import Counter
from collections.abc import Iterable, Mapping
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

from search import compaction, frequencies, integrity, manifest
from search.analyzer import indexed_words
from search.clauses import ClauseTable
from search.corpus import Corpus, CorpusWriter
from search.documents import DocumentWriter
from search.folding import fold, letters
from search.lexicon import NO_WORDS, Lexicon
from search.manifest import Manifest, Record
from search.preparation import Batch
from search.snapshot import WORDS, frequencies_name
from search.vocabulary import VocabularyWriter

COMMIT_LETTERS = 4_000_000
"""Work that a kill can cost: about ten seconds of it. Counted in letters, for a busy machine would otherwise leave the index in many
small segments."""

COMMIT_SECONDS = 6.0
WAITING_LETTERS = 500_000
"""So much does not wait longer than that for the ranking; less does, as it would make segments too small."""

NOTHING_LACKING: Mapping[str, Iterable[str]] = {}

_WORDS = f"{WORDS}/"


def warm_up() -> None:
    """Load what the first document would wait for: the dictionary of the segmenter and the table of the folding."""
    indexed_words(fold("第一条"), NO_WORDS)


class Builder:
    """Adds documents to the index in a folder and takes them away. Use as a context; what is not committed is dropped.

    Args:
        index: The index folder.
        held: What it holds and was found sound; None to begin anew.
        words: Words of the user by which documents are cut from now on.
    """

    def __init__(self, index: Path, held: Manifest | None, words: Iterable[str] = ()) -> None:
        self._index = index
        # The records are changed in place as documents come and go; whoever gave the manifest keeps his own.
        self._held = _changeable(held, words) if held else Manifest(folder=uuid.uuid4().hex[:12])
        self._folder = index / self._held.folder
        self._folder.mkdir(exist_ok=True)
        self._by_document = {record.document: record for record in self._held.records.values()}
        self._counts: list[frequencies.Counts] = []
        self._vocabulary = VocabularyWriter(index, anew=held is None)
        self._uncommitted = 0
        self._committed = time.monotonic()
        self._changes = 0
        self._first_new = self._held.ordinals
        self._readable: Corpus | None = None
        with ExitStack() as opened:
            self._corpus = CorpusWriter(self._folder, self._held)
            opened.callback(self._corpus.close)
            self._words = DocumentWriter(self._folder / WORDS, self._held.words_generation)
            opened.callback(self._words.close)
            self._opened = opened.pop_all()

    def __enter__(self) -> Builder:
        return self

    def __exit__(self, *_: object) -> None:
        self._vocabulary.save(documents=len(self._held.records), fold=False)
        self._close_readable()
        self._opened.close()

    def add(self, batch: Batch) -> None:
        """Add documents, each of them once; those of the same ids give way."""
        for document in batch.documents:
            self.remove(document.document)
        self._counts.append(batch.counts)
        for document in batch.documents:
            ordinal = self._held.ordinals
            self._words.add(ordinal, zip(document.words, document.weights, strict=True))
            self._vocabulary.add(document.title, document.words)
            record = Record.of(ordinal, *document[:7], self._corpus.add(document.parts))
            self._by_document[document.document] = self._held.records[ordinal] = record
            if document.own:
                self._held.held_words[ordinal] = document.own
            self._held = replace(self._held, ordinals=ordinal + 1)
            self._count(document.clauses, document.letters)

    def remove(self, document: str) -> None:
        """Take a document away; one that is not there is no error."""
        record = self._by_document.get(document)
        if record is None:
            return
        if record.ordinal >= self._first_new:
            # Its text can only be read back, to take its words off the frequencies, once it is committed.
            self.commit(merge=False)
        if self._readable is None:
            self._readable = Corpus(self._folder, self._held, self._held.files)  # whoever gave it has looked at it
        held = self._readable.document(record)
        folded, table = held.folded, held.clauses
        counts: Counter[str] = Counter()
        own = Lexicon(self._held.held_words.pop(record.ordinal, ()))
        self._held.lacking_words.pop(record.ordinal, None)
        for index in range(len(table)):
            span = table.span(index)
            piece = folded[span.start : span.end]
            counts.subtract(frequencies.terms(indexed_words(piece, own), letters(piece)))
        self._counts.append(frequencies.Counts.of(counts))
        self._words.remove(record.ordinal)
        del self._by_document[document]
        self._held.records.pop(record.ordinal)
        self._count(-len(table), -_letters_of(table))

    def commit_when_due(self) -> None:
        """Commit when there is a lot that is not committed, or when less than that has waited for long."""
        has_waited = time.monotonic() - self._committed > COMMIT_SECONDS
        if self._uncommitted >= (WAITING_LETTERS if has_waited else COMMIT_LETTERS):
            self.commit(merge=False)

    def finish(
        self,
        words: Iterable[str] = (),
        lacking: Mapping[str, Iterable[str]] = NOTHING_LACKING,
        *,
        in_passing: bool = False,
    ) -> Manifest:
        """Commit and declare the index whole; give its manifest.

        Args:
            words: Words of the user by which by now every document was cut that holds them.
            lacking: Documents that were not, for they could not be read, each with the words.
            in_passing: More is to come: leave what only makes searches quicker to a later update, unless it is pressing.
        """
        left = {self._by_document[one].ordinal: tuple(sorted(own)) for one, own in lacking.items()}
        self._held = replace(
            self._held,
            rebuilding=False,
            words=tuple(sorted(words)),
            lacking_words=left,
            deferred=in_passing and self._has_to_tidy(),
        )
        if self._changes or not self._held.files:
            self.commit(merge=False)
        else:
            self._held = manifest.save(self._index, self._held)
        while self._words.is_crowded(patient=in_passing):
            self.commit(merge=True)
        self._sweep()
        self._vocabulary.save(documents=len(self._held.records), fold=not in_passing)
        if not in_passing and compaction.is_due(self._held):
            # The folder that it leaves is what readers have open; the next update sweeps it.
            self._held = compaction.compact(self._index, self._held)
        return self._held

    def _has_to_tidy(self) -> bool:
        """Tell whether there is something that would make searches quicker, by what was committed before."""
        held = self._held
        return (
            held.deferred
            or self._words.is_crowded()
            or self._vocabulary.is_fold_due()
            or (bool(held.files) and compaction.is_due(held))
        )

    def commit(self, *, merge: bool) -> None:
        """Make everything so far visible to readers.

        Args:
            merge: Put some segments of Whoosh together, too.
        """
        fresh = f"frequencies-{self._held.generation + 1}.bin"
        old = frequencies_name(self._held) if self._held.files else None
        table = frequencies.changed((self._folder / old).read_bytes() if old else b"", self._counts)
        (self._folder / fresh).write_bytes(table)
        known = {name.removeprefix(_WORDS): size for name, size in self._held.files.items() if name.startswith(_WORDS)}
        generation = self._words.commit(merge=merge)
        words = self._words.files(known)
        files = {
            **self._corpus.flush(),
            fresh: integrity.measure(self._folder / fresh),
            **{_WORDS + name: size for name, size in words.items()},
        }
        self._close_readable()
        self._held = manifest.save(self._index, replace(self._held, files=files, words_generation=generation))
        self._words.sweep()
        if old:
            # Windows keeps it as long as a reader has it mapped; a later sweep takes it away.
            with contextlib.suppress(OSError):
                (self._folder / old).unlink()
        self._first_new = self._held.ordinals
        self._counts.clear()
        self._uncommitted = 0
        self._committed = time.monotonic()

    def _count(self, clauses: int, letters: int) -> None:
        self._held = replace(self._held, clauses=self._held.clauses + clauses, letters=self._held.letters + letters)
        self._uncommitted += abs(letters)
        self._changes += 1

    def _close_readable(self) -> None:
        if self._readable is not None:
            self._readable.close()
            self._readable = None

    def _sweep(self) -> None:
        """Take away what no manifest speaks of: earlier indexes, and what a killed update left."""
        for path in self._index.iterdir():
            if path.is_dir() and path != self._folder:
                shutil.rmtree(path, ignore_errors=True)
        for path in self._folder.glob("frequencies-*.bin"):
            if path.name not in self._held.files:
                with contextlib.suppress(OSError):
                    path.unlink()
        self._words.sweep()


def _changeable(held: Manifest, words: Iterable[str]) -> Manifest:
    """Give a manifest that can be changed in place; until the end only those words count that counted before and are still there."""
    known = tuple(sorted(set(held.words).intersection(words)))
    held_words, lacking_words = dict(held.held_words), dict(held.lacking_words)
    return replace(held, records=dict(held.records), words=known, held_words=held_words, lacking_words=lacking_words)


def _letters_of(table: ClauseTable) -> int:
    return sum(len(table.letters(index)) for index in range(len(table)))
