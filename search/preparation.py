"""Making of a document what the index keeps of it: nearly all the work of indexing, and none of the writing.

It needs nothing but the document, so that several processes share it. A ``Batch`` crosses a pipe as bytes; never pickled, as
nothing that crosses one here is.
"""

from __future__ import annotations

import json
import math
import struct
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from search import frequencies
from search.analyzer import indexed_words
from search.clauses import ClauseTable, cut
from search.corpus import packed_parts
from search.folding import fold
from search.lexicon import NO_WORDS, Lexicon
from search.results import Entry
from search.weights import DOCUMENT_B, FIELDS

_MEAN_WORDS = 3_300
"""Words of a document of middling length: those of the laws of this country. A constant, so that weights can be levelled once."""

_STEPS = 4
"""Weights are kept to a quarter of an octave: as close as BM25 can tell, and few different numbers pack well."""

_LENGTH = struct.Struct("<I")


class Prepared(NamedTuple):
    """One document, ready to be written.

    Attributes:
        document, stamp, title, issuers, number, date, kind: As of its ``Entry``.
        clauses: How many clauses it has.
        letters: How many letters they have.
        own: The words of the user that it holds: by these it was cut.
        parts: Its bytes in each file of the corpus.
        words: Each of its words once.
        weights: What each of them weighs.
    """

    document: str
    stamp: str
    title: str
    issuers: tuple[str, ...]
    number: str
    date: str
    kind: str
    clauses: int
    letters: int
    own: tuple[str, ...]
    parts: tuple[bytes, ...]
    words: list[str]
    weights: array[float]


class Batch(NamedTuple):
    """Some documents, and in how many of their clauses each term stands."""

    documents: list[Prepared]
    counts: frequencies.Counts

    def to_bytes(self) -> bytes:
        """Give it as bytes, for a process of the same machine."""
        cards: list[Any] = []
        blobs: list[bytes] = [self.counts.slots.tobytes(), self.counts.counts.tobytes()]
        for document in self.documents:
            cards.append(document[:10])
            blobs += [*document.parts, "\n".join(document.words).encode(), document.weights.tobytes()]
        head = json.dumps([cards, [len(blob) for blob in blobs]]).encode()
        return b"".join((_LENGTH.pack(len(head)), head, *blobs))

    @classmethod
    def from_bytes(cls, data: bytes) -> Batch:
        """Give what ``to_bytes`` was called on."""
        (length,) = _LENGTH.unpack_from(data)
        cards, sizes = json.loads(data[_LENGTH.size : _LENGTH.size + length])
        blobs = _split(data, _LENGTH.size + length, sizes)
        counts = frequencies.Counts(array("I", next(blobs)), array("i", next(blobs)))
        documents = []
        for card in cards:
            card[3], card[9] = tuple(card[3]), tuple(card[9])
            parts = (next(blobs), next(blobs), next(blobs), next(blobs))
            # No word holds a line feed; a document without words has none, not an empty one.
            words = text.split("\n") if (text := next(blobs).decode()) else []
            documents.append(Prepared._make((*card, parts, words, array("f", next(blobs)))))
        return cls(documents, counts)


def prepare(entries: Iterable[Entry | None], own: Lexicon = NO_WORDS) -> Batch:
    """Prepare documents, cut by some words of the user; None is one that could not be had, and is left out."""
    counts: Counter[str] = Counter()
    documents = [_prepared(entry, own, counts) for entry in entries if entry is not None]
    return Batch(documents, frequencies.Counts.of(counts))


def levelled(parts: Iterable[tuple[list[str], float]]) -> dict[str, float]:
    """Give what each word of a document weighs in all, levelled by the length of the document.

    The parts share one field, so that their weighted frequencies add up before BM25 levels them off. That is BM25F, and a query
    has one posting list a word to read instead of five.

    Args:
        parts: The words of each part, and what one of them counts for against a word of the text.
    """
    weights: dict[str, float] = defaultdict(float)
    length = 0
    for words, weight in parts:
        length += len(words)
        for word, count in Counter(words).items():
            weights[word] += count * weight
    level = math.log2(1 - DOCUMENT_B + DOCUMENT_B * length / _MEAN_WORDS)
    steps = {weight: 2.0 ** (round((math.log2(weight) - level) * _STEPS) / _STEPS) for weight in set(weights.values())}
    return {word: steps[weight] for word, weight in weights.items()}


def _prepared(entry: Entry, own: Lexicon, counts: Counter[str]) -> Prepared:
    folded = fold(entry.text.text)
    own = own.held_in(folded, *map(fold, (entry.title, *entry.issuers)))
    pieces = cut(entry.text)
    table, strings = ClauseTable.build(pieces, folded)
    body: list[str] = []
    for piece, string in zip(pieces, strings, strict=True):
        words = indexed_words(folded[piece.span.start : piece.span.end], own)
        counts.update(frequencies.terms(words, string))
        body += words
    letters = "".join(strings)
    weights = levelled(_weighted(entry, own, body))
    return Prepared(
        entry.document, entry.stamp, entry.title, entry.issuers, entry.number, entry.date, entry.kind,
        clauses=len(table),
        letters=len(letters),
        own=own.words,
        parts=packed_parts(entry.text.text, folded, letters, table, [piece.path for piece in pieces]),
        words=list(weights),
        weights=array("f", weights.values()),
    )  # fmt: skip


def _weighted(entry: Entry, own: Lexicon, body: list[str]) -> list[tuple[list[str], float]]:
    parts = {
        "title": entry.title,
        "issuer": "\n".join(entry.issuers),
        "number": entry.number,
        "headings": "\n".join(clause.title for clause in entry.text.walk() if clause.title),
    }
    weighted = [(indexed_words(fold(part), own), FIELDS[name]) for name, part in parts.items() if part]
    return [*weighted, (body, FIELDS["text"])]


def _split(data: bytes, at: int, sizes: list[int]) -> Iterator[bytes]:
    for size in sizes:
        yield data[at : at + size]
        at += size
