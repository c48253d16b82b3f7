"""What a user types -> ``Query``. Every text is a query; nothing that can be typed raises.

Words apart from each other are all wanted. ``"…"`` is a phrase with its marks, ``甲 OR 乙`` either, ``NOT 丙`` and ``-丙`` without, and
标题: 机关: 年份: 文种: (title: issuer: year: kind:) look at the card of the document, 标签: 批注: (tag: notes:) at what the user wrote on it;
a - or NOT before them turns them round. A whole question asks for the best match.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from search.analyzer import search_words, words
from search.folding import LETTER, fold, letters
from search.frequencies import pairs
from search.lexicon import NO_WORDS, Lexicon
from search.manifest import Record
from search.verbatim import QUOTES

_FIELDS = {
    "标题": "title", "title": "title",
    "机关": "issuer", "issuer": "issuer",
    "年份": "year", "year": "year",
    "类型": "kind", "文种": "kind", "kind": "kind",
    "标签": "tag", "tag": "tag",
    "批注": "notes", "notes": "notes",
}  # fmt: skip

OF_NOTES = frozenset({"tag", "notes"})
"""Filters that the index knows nothing of: whoever asks it has narrowed the documents by them (``of_notes``)."""
NOT = "-"
"""Stands before the name of a filter that must not hold."""

MEANT_AS_IT_IS = re.compile(rf"(?:{'|'.join(_FIELDS)})[:：]|-\S|(?:AND|OR|NOT)$", re.IGNORECASE)
"""How a piece of a query begins that is of the language of queries and no word of a text."""

_OPERATORS = frozenset({"OR", "NOT", "AND"})
_OPENING = "".join(QUOTES)
_CLOSING = "".join(set(QUOTES.values()))
_TOKEN = re.compile(
    rf"(?P<minus>-(?=[^\s\d-]))?(?:(?P<field>{'|'.join(_FIELDS)})[:：]\s*)?"
    rf"(?:[{_OPENING}](?P<phrase>[^{_CLOSING}]+)[{_CLOSING}]|(?P<word>[^\s{_OPENING}]+|\S))",
    re.IGNORECASE,
)
_YEARS = re.compile(r"(\d{4})(?:\s*[-—–~至]+\s*(\d{4}))?")

_ASKING = re.compile(
    r"[?？]\s*$|吗|呢[?？]?$|什么|怎么|怎样|如何|是否|哪些|哪个|多少|多久|多长|能不能|可不可以|会不会|算不算|为何|谁|请问"
)
_SHORTEST_QUESTION = 8
_MOST_WORDS_OF_AND = 8

FUNCTION_WORDS = frozenset("的了和与及或在是对为以由被将把等于之其所也又都而且则个一有不能可会我你他她它")
"""Words of one character that say nothing about a clause."""

_ONLY_ASKS = re.compile(r"请问|什么|怎么办|怎么样|怎么|怎样|如何|是否|哪些|哪个|为何|吗|呢")
"""What a question asks with and no clause answers with."""


@dataclass(frozen=True, slots=True)
class Part:
    """A word or phrase of a query.

    Attributes:
        text: Folded; a phrase with its marks.
        phrase: It stood in quotes.
        own: Words of the user, by which it is cut.
    """

    text: str
    phrase: bool = False
    own: Lexicon = field(default=NO_WORDS, compare=False)

    @property
    def letters(self) -> str:
        """The letters alone; never empty."""
        return letters(self.text)

    def words(self) -> list[str]:
        """Give the words that a clause must have, without function words where there are others."""
        found = list(dict.fromkeys(letters(word) for word in words(self.text, self.own)))
        return [word for word in found if word not in FUNCTION_WORDS] or found


@dataclass(frozen=True, slots=True)
class Query:
    """A query, understood.

    Attributes:
        groups: One part of each group is wanted.
        excluded: None of these is.
        filters: ``title``, ``issuer``, ``year``, ``kind`` or one of ``OF_NOTES`` with the folded value; all must hold, those behind ``NOT``
            must not.
        question: A whole question: the best match is wanted, not every word.
        own: Words of the user, by which it is cut.
    """

    groups: tuple[tuple[Part, ...], ...]
    excluded: tuple[Part, ...]
    filters: tuple[tuple[str, str], ...]
    question: bool
    own: Lexicon = field(default=NO_WORDS, compare=False)

    @property
    def parts(self) -> list[Part]:
        """All wanted parts."""
        return [part for group in self.groups for part in group]

    def index_words(self) -> list[str]:
        """Give the words by which documents are looked for, those inside longer ones too."""
        return _telling(word for text in self._said() for word in search_words(text, self.own))

    def needed_words(self) -> list[str]:
        """Give those of ``index_words`` that a document must have: not those inside, which it may have cut otherwise."""
        return _telling(word for text in self._said() for word in words(text, self.own))

    def own_words(self) -> list[str]:
        """Give the words of the user in it: each document that holds one is indexed by it, whatever else is cut around it."""
        pieces = (piece for text in self._said() for piece in self.own.split(text))
        return list(dict.fromkeys(piece for piece, is_own in pieces if is_own))

    def terms(self) -> list[str]:
        """Give what clauses are scored by: words, and pairs of characters."""
        found: dict[str, None] = {}
        for text in self._said():
            found.update(dict.fromkeys(letters(word) for word in search_words(text, self.own)))
            found.update(dict.fromkeys(pairs(letters(text))))
        return [term for term in found if term not in FUNCTION_WORDS] or list(found)

    def _said(self, *, phrases: bool = True) -> list[str]:
        """Give the parts, of a question without what only asks."""
        texts = [part.text for part in self.parts if phrases or not part.phrase]
        said = [piece for text in texts for piece in _ONLY_ASKS.split(text) if LETTER.search(piece)]
        return said if self.question and said else texts

    def asked(self) -> list[str]:
        """Give what a clause is an answer by: the words, those inside longer ones too, and each part as typed."""
        return self._with_parts(self.index_words())

    def marked(self) -> list[str]:
        """Give what is marked in a hit: as ``asked``, but phrases and the words of the user whole: what lies inside is not meant."""
        if not self.own.words and not any(part.phrase for part in self.parts):
            return self.asked()
        pieces = (each for text in self._said(phrases=False) for each in self.own.split(text))
        cut = (word for piece, is_own in pieces for word in ([piece] if is_own else search_words(piece, self.own)))
        return self._with_parts(_telling(cut))

    def _with_parts(self, found: Iterable[str]) -> list[str]:
        return list(dict.fromkeys([*(part.letters for part in self.parts), *map(letters, found)]))


def _telling(found: Iterable[str]) -> list[str]:
    unique = list(dict.fromkeys(found))
    return [word for word in unique if word not in FUNCTION_WORDS] or unique


def parse(text: str, own: Lexicon = NO_WORDS) -> Query:
    """Give the query that a user's text means.

    Args:
        text: As typed.
        own: Words of the user.
    """
    groups: list[tuple[Part, ...]] = []
    excluded: list[Part] = []
    filters: list[tuple[str, str]] = []
    either = without = False
    for match in _TOKEN.finditer(text):
        word = match["word"]
        if word in _OPERATORS and not match["field"]:
            either, without = word == "OR", word == "NOT"
            continue
        part = Part(fold(word or match["phrase"]), phrase=word is None, own=own)
        if not LETTER.search(part.text):
            continue
        if match["field"]:
            turned = NOT if without or match["minus"] else ""
            filters.append((turned + _FIELDS[match["field"].lower()], part.text))
        elif without or match["minus"]:
            excluded.append(part)
        elif either and groups:
            groups[-1] = (*groups[-1], part)
        else:
            groups.append((part,))
        either = without = False
    parts = [part for group in groups for part in group]
    asked = len(letters(fold(text))) >= _SHORTEST_QUESTION and _ASKING.search(text) is not None
    long = len(groups) == len(parts) and sum(len(part.words()) for part in parts) > _MOST_WORDS_OF_AND
    return Query(tuple(groups), tuple(excluded), tuple(filters), asked or long, own)


def of_notes(text: str) -> tuple[tuple[tuple[str, str], ...], str]:
    """Give the filters of ``OF_NOTES`` in a user's text, as ``Query.filters`` has them, and the text without them.

    Args:
        text: As typed.
    """
    said: list[tuple[str, str]] = []
    rest: list[str] = []
    end, operator, without = 0, -1, False
    for match in _TOKEN.finditer(text):
        word, name = match["word"], _FIELDS.get((match["field"] or "").lower())
        if word in _OPERATORS and not name:
            operator, without = match.start() if operator < 0 else operator, word == "NOT"
            continue
        value = fold(word or match["phrase"])
        if not LETTER.search(value):
            continue
        if name in OF_NOTES:
            said.append((f"{NOT if without or match['minus'] else ''}{name}", value))
            rest.append(text[end : match.start() if operator < 0 else operator])
            end = match.end()
        operator, without = -1, False
    rest.append(text[end:])
    return tuple(said), " ".join(filter(None, map(str.strip, rest))) if said else text


def passes(record: Record, filters: tuple[tuple[str, str], ...]) -> bool:
    """Tell whether the card of a document passes all filters of a query; those of ``OF_NOTES`` it does."""
    return all(
        name.removeprefix(NOT) in OF_NOTES or _passes(record, name.removeprefix(NOT), value) != name.startswith(NOT)
        for name, value in filters
    )


def _passes(record: Record, name: str, value: str) -> bool:
    if name == "year":
        match = _YEARS.match(value)
        year = record.date[:4]
        return match is not None and bool(year) and match[1] <= year <= (match[2] or match[1])
    if name == "issuer":
        return any(letters(value) in letters(fold(issuer)) for issuer in record.issuers)
    return letters(value) in letters(fold(record.title if name == "title" else record.kind))
