"""Reading Whoosh's posting lists a block at a time.

Its matchers hand out one posting after the other through several calls each: 30 ms of a question's 90. A block holds up to 2,048 postings,
unpacked at once; adding them up term by term takes 3 ms for the same question. The attributes of a leaf matcher that are read here
are Whoosh's own and not promised to others, which is why the version of Whoosh is pinned exactly.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import Any

from whoosh.codec.whoosh3 import W3LeafMatcher
from whoosh.reading import TermNotFound

Block = tuple[Sequence[int], Sequence[float]]
"""Document numbers, ascending, and the weight of the word in each."""


class Postings:
    """The postings of a word, looked up once in each segment.

    A large index has fifty: asking each of them whether, how often and where, one after the other, took longer than adding up.

    Args:
        reader: Whoosh's, of one segment or of many.
        field: The field.
        word: As it was indexed; one that no document has has no postings.

    Attributes:
        documents: How many documents have the word, those that are gone included.
        greatest: The greatest weight that it has in one of them.
    """

    def __init__(self, reader: Any, field: str, word: str) -> None:
        self.documents, self.greatest = 0, 0.0
        self._found: list[tuple[int, Any, Any]] = []
        key = word.encode()
        for leaf, base in reader.leaf_readers():
            try:
                info = leaf._terms.term_info(field, key)
            except TermNotFound:
                continue
            self.documents += info.doc_frequency()
            self.greatest = max(self.greatest, info.max_weight())
            self._found.append((base, leaf, info))
        self._field, self._key = field, key

    def blocks(self) -> Iterator[Block]:
        """Give the postings, by the numbers that the whole index counts its documents by.

        Documents that are gone are among them; they are passed over by whoever knows the manifest.
        """
        for base, leaf, info in self._found:
            terms = leaf._terms
            format_ = leaf.schema[self._field].format
            matcher = terms._codec.postings_reader(terms._postfile, info, format_, term=(self._field, self._key))
            yield from blocks_of(matcher, base)


def blocks_of(matcher: Any, base: int = 0) -> Iterator[Block]:
    """Give the postings of one of Whoosh's matchers that stands at its beginning.

    Args:
        matcher: Of a segment.
        base: What is to be added to the document numbers of the segment.
    """
    return _of_leaf(matcher, base) if isinstance(matcher, W3LeafMatcher) else _one_by_one(matcher, base)


def _of_leaf(matcher: Any, base: int) -> Iterator[Block]:
    while matcher.is_active():
        matcher._read_weights()
        # Document numbers are kept as the steps from one to the next; Whoosh adds them up one by one.
        first, *steps = matcher._data[0]
        yield list(accumulate(steps, initial=first + base)), matcher._weights
        matcher._next_block()


def _one_by_one(matcher: Any, base: int) -> Iterator[Block]:
    """Give the postings of a rare word, which Whoosh keeps beside the word itself."""
    while matcher.is_active():
        yield (matcher.id() + base,), (matcher.weight(),)
        matcher.next()
