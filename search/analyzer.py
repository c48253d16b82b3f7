"""Words of Chinese text: what Whoosh indexes and what clauses are scored by.

jieba's own analyzer for Whoosh loses every digit, 〇 and rare character (第5条 becomes 第, 条); this one keeps whatever has a letter
or numeral in it. The segmenter is rjieba, the Rust port with jieba's dictionary: the same words 15 times faster. Where there is
no build of it, jieba itself steps in.

Both are loaded at the first word, not when the program starts.

The words of the user (``search.lexicon``) are laid over what they cut.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterable
from functools import cache
from importlib import metadata, util
from typing import Protocol

from search.folding import LETTER
from search.lexicon import NO_WORDS, Lexicon


class Segmenter(Protocol):
    """What rjieba and jieba have in common, as used here."""

    def cut(self, text: str) -> Iterable[str]:
        """Give the words of a text, one after the other, covering it."""

    def cut_for_search(self, text: str) -> Iterable[str]:
        """Give the words and the shorter words inside them."""


def words(folded: str, own: Lexicon = NO_WORDS) -> list[str]:
    """Give the words of a folded text in their order; marks and spaces are left out.

    Args:
        folded: The text.
        own: Words of the user, never cut.
    """
    cut = segmenter().cut
    pieces = ((piece,) if is_own else cut(piece) for piece, is_own in own.split(folded))
    return [word for piece in pieces for word in _lettered(piece)]


def search_words(folded: str, own: Lexicon = NO_WORDS) -> list[str]:
    """Give the words of a folded text and the shorter words inside long ones: 知识产权 also gives 知识 and 产权.

    Args:
        folded: The text.
        own: Words of the user, given whole and with the words inside them.
    """
    cut = segmenter().cut_for_search
    if not own.words:
        return _lettered(cut(folded))
    found: list[str] = []
    for piece, is_own in own.split(folded):
        inside = _lettered(cut(piece))
        found += [piece, *(word for word in inside if word != piece)] if is_own else inside
    return found


def indexed_words(folded: str, own: Lexicon) -> list[str]:
    """Give what a document is found by: its ``search_words``, and those that the words of the user make of it.

    Both, for a word cut off by one of the user's is still a word, and so is one of the user's that another of them cuts off (安全管理
    in 数据安全管理, where 数据安全 is one, too): nothing is lost to a search because a word was added.

    Args:
        folded: The text.
        own: Words of the user.
    """
    plain = search_words(folded)
    held = own.held_in(folded)
    if not held.words:
        return plain
    return list((Counter(plain) | Counter(search_words(folded, own)) | held.counts_in(folded)).elements())


def dictionary_fingerprint() -> str:
    """Name the segmenter and its version, without loading it: an index made with other words must be made again."""
    name = "rjieba" if util.find_spec("rjieba") else "jieba"
    try:
        return f"{name} {metadata.version(name)}"
    except metadata.PackageNotFoundError:
        # A packaged program carries the code without its metadata; there the version of the program speaks for it.
        return name


@cache
def segmenter() -> Segmenter:
    """Give rjieba, or jieba where there is no rjieba."""
    try:
        import rjieba
    except ImportError:
        return _plain_jieba()
    return rjieba


def _plain_jieba() -> Segmenter:
    import jieba

    # It reports each load of its dictionary as if it were news.
    jieba.setLogLevel(logging.WARNING)
    jieba.initialize()
    return jieba  # type: ignore[no-any-return]  # has no types


def _lettered(found: Iterable[str]) -> list[str]:
    return [word for word in found if word.isalnum() or LETTER.search(word)]
