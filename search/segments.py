"""Writing Whoosh's segments, and putting several together, a posting list at a time.

Whoosh sorts postings as tuples and writes them one after the other through four calls each: 24 of the 84 seconds of a build. Here they
are gathered by their words, which alone are sorted, and each list goes to Whoosh's own block writer at once. What lies on the disk
is Whoosh's format, read by its own readers. The attributes used here are its own and not promised to others, which is why the
version of Whoosh is pinned exactly.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from whoosh.codec.whoosh3 import W3Codec, W3FieldWriter, W3Segment
from whoosh.index import TOC
from whoosh.reading import SegmentReader
from whoosh.writing import SegmentWriter

from search.postings import blocks_of

Posting = tuple[str, bytes, int, float, bytes]
"""As Whoosh hands it over: field, word, document number, weight, and a value that nobody here has."""

List = tuple[str, bytes, "array[int]", "array[float]"]
"""Field, word, document numbers, ascending, and the weight of the word in each."""

_BLOCK = 2048
"""Postings that are packed together: lists are read whole, and large blocks pack better."""


_CROWD = 8
"""So many segments of about one size are put together; of each eight times larger size there are fewer than that, then."""
VERY_MANY = 48
"""Segments of all sizes that a search can do with while an import runs: eight of some hundred documents take ten seconds to put together."""
_LARGEST = 8192
"""Documents of the largest segment that is made of others: its lists take 130 MB while it is."""


class Codec(W3Codec):
    """Whoosh's codec with a faster writer."""

    def __init__(self) -> None:
        super().__init__(blocklimit=_BLOCK)  # type: ignore[no-untyped-call]  # has no types

    def field_writer(self, storage: Any, segment: Any) -> Any:
        """Give what writes the postings of a segment."""
        return _FieldWriter(self, storage, segment)  # type: ignore[no-untyped-call]

    def new_segment(self, storage: Any, indexname: str) -> Any:
        """Give a segment that names Whoosh's codec: what is pickled on the disk must not name a class of ours."""
        return W3Segment(W3Codec(blocklimit=_BLOCK), indexname)  # type: ignore[no-untyped-call]


class Writer(SegmentWriter):
    """Whoosh's writer of a segment, which gathers its postings by word and takes no file of an earlier generation away.

    Args:
        held: An index of Whoosh; what is written is the generation after its latest one.
    """

    def __init__(self, held: Any) -> None:
        # Not compound: Whoosh copies each part of a compound file into memory, 30 MB for 3,475 laws.
        super().__init__(held, compound=False, codec=Codec())  # type: ignore[no-untyped-call]  # has no types
        self.pool: Any = _Lists()
        # Of what a killed update left, not even the name is taken over.
        self.generation = int(held.latest_generation()) + 1

    def _commit_toc(self, segments: list[Any]) -> None:
        TOC(self.schema, segments, self.generation).write(self.storage, self.indexname)  # type: ignore[no-untyped-call]


def crowded(held: Sequence[Any]) -> list[Any]:
    """Give some segments that should be one: each word is looked up in every segment, which takes longer than its postings.

    Args:
        held: All segments of the index.
    """
    by_size: dict[int, list[Any]] = defaultdict(list)
    for one in held:
        if one.doc_count() * 2 <= _LARGEST:
            by_size[(one.doc_count().bit_length() - 1) // (_CROWD.bit_length() - 1)].append(one)
    crowd = next((group for _size, group in sorted(by_size.items()) if len(group) >= _CROWD), [])
    together: list[Any] = []
    for one in crowd[:_CROWD]:
        if sum(other.doc_count() for other in together) + one.doc_count() > _LARGEST:
            break
        together.append(one)
    return together


def merge_crowded(writer: Any, held: Sequence[Any]) -> list[Any]:
    """Take the segments that should be one into the segment that is being written; gives those that stay. For Whoosh's commit.

    Args:
        writer: A ``Writer``.
        held: All segments of the index.
    """
    together = crowded(held)
    for one in together:
        reader: Any = SegmentReader(writer.storage, writer.schema, one)
        _absorb(writer, reader)
        reader.close()
    return [one for one in held if not any(one is other for other in together)]


def _absorb(writer: Any, reader: Any) -> None:
    """Write the documents of a segment that are not gone behind those that a writer has."""
    first = writer.docnum
    numbers_now: dict[int, int] | None = writer.write_per_doc(set(writer.schema.names()), reader)
    terms = reader._terms
    for (field, word), info in terms.items():
        format_ = writer.schema[field].format
        matcher = terms._codec.postings_reader(terms._postfile, info, format_, term=(field, word))
        for numbers, weights in blocks_of(matcher):
            if numbers_now is None:
                writer.pool.extend(field, word, [first + number for number in numbers], weights)
            else:
                kept = [
                    (numbers_now[one], weight)
                    for one, weight in zip(numbers, weights, strict=True)
                    if one in numbers_now
                ]
                if kept:  # a word of no document any more has no list: Whoosh stumbles over an empty one
                    writer.pool.extend(field, word, [one for one, _ in kept], [weight for _, weight in kept])
    writer._added = True


class _Lists:
    """Postings by field and word: what stands in for Whoosh's pool of tuples."""

    def __init__(self) -> None:
        self._fields: dict[str, dict[bytes, tuple[array[int], array[float]]]] = {}

    def add(self, posting: Posting) -> None:
        """Take one posting; document numbers come in ascending order."""
        field, word, number, weight, _value = posting
        lists = self._fields.get(field)
        if lists is None:
            lists = self._fields[field] = {}
        found = lists.get(word)
        if found is None:
            lists[word] = array("I", (number,)), array("f", (weight,))
        else:
            found[0].append(number)
            found[1].append(weight)

    def extend(self, field: str, word: bytes, numbers: Iterable[int], weights: Iterable[float]) -> None:
        """Take many postings of a word; document numbers come in ascending order."""
        lists = self._fields.setdefault(field, {})
        found = lists.get(word)
        if found is None:
            found = lists[word] = array("I"), array("f")
        found[0].extend(numbers)
        found[1].extend(weights)

    def iter_postings(self) -> Iterator[List]:
        """Give the lists in the order of Whoosh's files."""
        for field in sorted(self._fields):
            lists = self._fields[field]
            for word in sorted(lists):
                yield (field, word, *lists[word])

    def cleanup(self) -> None:
        """Forget everything."""
        self._fields.clear()


class _FieldWriter(W3FieldWriter):
    def add_postings(self, schema: Any, lengths: Any, items: Iterable[List]) -> None:
        """Write all lists of a segment; no field here keeps lengths."""
        this: Any = self  # has no types
        current = ""
        for field, word, numbers, weights in items:
            if field != current:
                if current:
                    this.finish_field()
                this.start_field(field, schema[field])
                current = field
            this.start_term(word)
            self._write(numbers, weights)
            this.finish_term()
        if current:
            this.finish_field()

    def _write(self, numbers: array[int], weights: array[float]) -> None:
        writer: Any = self._postwriter
        for start in range(0, len(numbers), _BLOCK):
            if start:
                writer._write_block()
            writer._ids, writer._weights = numbers[start : start + _BLOCK], weights[start : start + _BLOCK]
            writer._maxweight = max(writer._weights)
