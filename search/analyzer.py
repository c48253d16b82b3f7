"""Words of Chinese text: what Whoosh indexes and what clauses are scored by.

jieba's own analyzer for Whoosh loses every digit, 〇 and rare character (第5条 becomes 第, 条); this one keeps whatever has a letter
or numeral in it. What is typed is cut by ``search.segmenter``, which loads nothing; what is indexed by rjieba, which cuts the same words twenty
times faster once it has loaded its dictionary (docs/decisions/0018). Where there is no build of rjieba, the one does both; where the
dictionary beside the program is damaged, the other, which has its own.

The words of the user (``search.lexicon``) are laid over what they cut.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable, Iterable
from functools import cache, lru_cache, partial
from types import ModuleType

from reader.errors import KnownError
from search import segmenter
from search.dictionary import DamagedDictionary
from search.folding import LETTER
from search.lexicon import NO_WORDS, Lexicon

_log = logging.getLogger(__name__)

_TYPED = 64
"""Texts of which is remembered how they are cut: a query is asked for its words five times, and is typed key by key."""


def words(folded: str, own: Lexicon = NO_WORDS) -> list[str]:
    """Give the words of a folded text of a few words in their order; marks and spaces are left out.

    Args:
        folded: The text.
        own: Words of the user, never cut.
    """
    pieces = ((piece,) if is_own else _cut(piece) for piece, is_own in own.split(folded))
    return [word for piece in pieces for word in _lettered(piece)]


def search_words(folded: str, own: Lexicon = NO_WORDS) -> list[str]:
    """Give the words of a folded text of a few words and the shorter words inside long ones: 知识产权 also gives 知识 and 产权.

    Args:
        folded: The text.
        own: Words of the user, given whole and with the words inside them.
    """
    return _search_words(_cut_for_search, folded, own)


def indexed_words(folded: str, own: Lexicon) -> list[str]:
    """Give what a document is found by: its ``search_words``, and those that the words of the user make of it.

    Both, for a word cut off by one of the user's is still a word, and so is one of the user's that another of them cuts off (安全管理
    in 数据安全管理, where 数据安全 is one, too): nothing is lost to a search because a word was added.

    Args:
        folded: The text.
        own: Words of the user.
    """
    cut = _quick_cut_for_search()
    plain = _search_words(cut, folded, NO_WORDS)
    held = own.held_in(folded)
    if not held.words:
        return plain
    return list((Counter(plain) | Counter(_search_words(cut, folded, own)) | held.counts_in(folded)).elements())


def dictionary_fingerprint() -> str:
    """Name whose words these are: an index made with other words must be made again."""
    return segmenter.FOLLOWS


def _search_words(cut: Callable[[str], Iterable[str]], folded: str, own: Lexicon) -> list[str]:
    if not own.words:
        return _lettered(cut(folded))
    found: list[str] = []
    for piece, is_own in own.split(folded):
        inside = _lettered(cut(piece))
        found += [piece, *(word for word in inside if word != piece)] if is_own else inside
    return found


@lru_cache(_TYPED)
def _cut(folded: str) -> tuple[str, ...]:
    return tuple(_spared(segmenter.cut, folded))


@lru_cache(_TYPED)
def _cut_for_search(folded: str) -> tuple[str, ...]:
    return tuple(_spared(segmenter.cut_for_search, folded))


def _spared(cut: Callable[[str], Iterable[str]], folded: str) -> Iterable[str]:
    """Cut as the segmenter does, by rjieba where it has lost its dictionary.

    Raises:
        KnownError: ``program-damaged``: there is no rjieba, either.
    """
    try:
        return cut(folded)
    except DamagedDictionary as error:
        spare = _rjieba()
        if spare is None:
            raise KnownError("program-damaged", path=error.path) from error
        _log.warning("%s is missing or damaged: words are cut by rjieba", error.path)
        found: Iterable[str] = getattr(spare, cut.__name__)(folded)
        return found


@cache
def _quick_cut_for_search() -> Callable[[str], Iterable[str]]:
    """Give what cuts whole documents; loaded with the first one, not when the program starts."""
    quick = _rjieba()
    return partial(_spared, segmenter.cut_for_search) if quick is None else quick.cut_for_search


def _rjieba() -> ModuleType | None:
    try:
        import rjieba
    except ImportError:
        return None
    return rjieba


def _lettered(found: Iterable[str]) -> list[str]:
    return [word for word in found if word.isalnum() or LETTER.search(word)]
