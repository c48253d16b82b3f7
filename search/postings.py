"""Reading Whoosh's posting lists a block at a time.

Its matchers hand out one posting after the other through several calls each: 30 ms of a question's 90. A block holds up to 2,048 postings,
unpacked at once; adding them up term by term takes 3 ms for the same question. The attributes of a leaf matcher that are read here
are Whoosh's own and not promised to others, which is why the version of Whoosh is pinned exactly.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from whoosh.codec.whoosh3 import W3LeafMatcher
from whoosh.matching.wrappers import FilterMatcher

Block = tuple[Sequence[int], Sequence[float]]
"""Document numbers, ascending, and the weight of the word in each."""


def documents_with(reader: Any, field: str, word: str) -> int:
    """Give how many documents have a word, those that are gone included."""
    return int(reader.doc_frequency(field, word))


def blocks(reader: Any, field: str, word: str) -> Iterator[tuple[int, Block]]:
    """Give the postings of a word: what is to be added to the numbers of a block, and the block.

    Args:
        reader: Whoosh's, of one segment or of many.
        field: The field.
        word: As it was indexed; one that no document has gives nothing.
    """
    for leaf, base in reader.leaf_readers():
        if (field, word) in leaf:
            matcher = leaf.postings(field, word)
            # Documents that are gone are passed over by whoever knows the manifest.
            inner = matcher.child if isinstance(matcher, FilterMatcher) else matcher
            for block in _of_leaf(inner) if isinstance(inner, W3LeafMatcher) else _one_by_one(inner):
                yield base, block


def _of_leaf(matcher: Any) -> Iterator[Block]:
    while matcher.is_active():
        matcher._read_ids()
        matcher._read_weights()
        yield matcher._ids, matcher._weights
        matcher._next_block()


def _one_by_one(matcher: Any) -> Iterator[Block]:
    """Give the postings of a rare word, which Whoosh keeps beside the word itself."""
    while matcher.is_active():
        yield (matcher.id(),), (matcher.weight(),)
        matcher.next()
