"""Citations typed as a query are resolved, not ranked: 劳动法第33条, 本法第五条, 国函〔2016〕65号, GB 50016-2014 5.3.2.

Ranking cannot do it: pairs of characters put the right article of "劳动法第三十三条" first in 23 of 100 cases
(LawBench 1-1), "the longest known title before 第X条" in all.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from reader import numerals
from search.folding import CIRCLES, fold, letters
from search.manifest import Record
from search.verbatim import respelled

_ARTICLE = re.compile(
    rf"(?:第\s*(?P<number>{numerals.NUMERAL}+|\d+)|(?<!\d)(?P<digits>\d{{1,4}}))\s*条(?:\s*之\s*(?P<sub>{numerals.NUMERAL}+|\d+))?"
    rf"(?:\s*第\s*(?:{numerals.NUMERAL}+|\d+)\s*[款项])*"
)
_BARE_NUMBER = re.compile(rf"第?\s*(?P<number>\d{{1,4}}|{numerals.NUMERAL}+)\s*条?$")
_OWN = re.compile(r"本[^\W\d_]{1,6}")
_OWN_NUMBER = re.compile(r"(?:[a-z]\.)?\d+(?:\.\d+)+")
_NOTHING_MORE = re.compile(r"[\W_]*(?:的?(?:内容|规定|全文|原文)?(?:是什么|有哪些)?)[\W_]*")
_DOCUMENT_NUMBER = re.compile(
    r"(?P<body>[^\W\d_]{1,20})\s*[\[(〔【［﹝]?\s*(?P<year>(?:19|20)\d{2})\s*年?[\])〕】］﹞]?\s*第?\s*(?P<serial>\d{1,5})\s*号"
)
_STANDARD_NUMBER = re.compile(
    r"(?P<number>(?:gb|[a-z]{2}|db\d{2}|t/[a-z]+)\s*(?:/\s*[tz])?\s*\d+(?:\.\d+)*(?:\s*[-—–－]+\s*(?:19|20)?\d{2})?)"
    r"(?!\d)(?:\s+(?P<clause>(?:[a-z]\.)?\d+(?:\.\d+)+))?"
)

_NUMBER = re.compile(r"(?<=第)[0-9]{2,}(?=条)")
_DIGIT_BY_DIGIT = str.maketrans("0123456789", "〇一二三四五六七八九")
_COUNTRY = "中华人民共和国"
_VERSION = re.compile(r"\([^()]*\d{4}[^()]*\)$")


@dataclass(frozen=True, slots=True)
class Named:
    """What a query names.

    Attributes:
        documents: The documents that may be meant, the likeliest first; empty when none of the library is meant.
        path: Of the clause; empty for the document as a whole.
        number: The number as letters, when a document or standard was named by number; else empty.
        titled: The document was named, not only a clause.
    """

    documents: tuple[Record, ...]
    path: str
    number: str = ""
    titled: bool = False


class Titles:
    """The titles and numbers of a library, by which documents are named.

    Args:
        records: The documents.
    """

    def __init__(self, records: Iterable[Record]) -> None:
        self._records = list(records)
        # The newest version of a law is what is meant by its name.
        newest_first = sorted(self._records, key=lambda each: each.date, reverse=True)
        self._by_title = _Register(newest_first, lambda record: _names(record.title))
        self._by_number = _Register(newest_first, lambda record: _numbers(record.number))

    def resolve(
        self, query: str, here: Record | None = None, full: Callable[[str], str] = lambda short: ""
    ) -> Named | None:
        """Give what a query names; None when it is not a citation.

        Args:
            query: As typed.
            here: The document that is being read: 本法第三条 is one of its clauses, and 第三条 its own before any other.
            full: Gives the title that a short name stands for (``ShortNames.full``); empty where none is known.
        """
        folded = fold(query).strip()
        if here and _OWN_NUMBER.fullmatch(folded):
            return Named((here,), folded)
        return self._article(folded, here, full) or self._numbered(folded) or self._short(folded, full)

    def titled(self, query: str, full: Callable[[str], str] = lambda short: "") -> tuple[Record, ...]:
        """Give the documents of which a query is the title or a short name, the newest first.

        Args:
            query: As typed.
            full: As for ``resolve``.
        """
        return self._called(letters(fold(query)), full)

    def _called(self, name: str, full: Callable[[str], str]) -> tuple[Record, ...]:
        return self._by_title.of(name) or self._by_title.of(full(name))

    def _article(self, folded: str, here: Record | None, full: Callable[[str], str]) -> Named | None:
        match = _ARTICLE.search(folded)
        if match is None or (path := _article_path(match)) is None:
            return None
        before = letters(folded[: match.start()])
        if here and _OWN.fullmatch(before):
            return Named((here,), path)
        if documents := self._longest_title(before) or self._by_title.of(full(before)):
            return Named(documents, path, titled=True)
        if before or not _NOTHING_MORE.fullmatch(folded[match.end() :]):
            return None
        own = [here] if here else []
        return Named((*own, *(record for record in self._records if record is not here)), path)

    def _numbered(self, folded: str) -> Named | None:
        if match := _DOCUMENT_NUMBER.search(folded):
            number = f"{match['body']}{match['year']}{int(match['serial'])}号"
            return Named(self._with_number(number), "", number, titled=True)
        if match := _STANDARD_NUMBER.fullmatch(folded):
            number = match["number"]
            return Named(self._with_number(_number_letters(number)), match["clause"] or "", number, titled=True)
        return None

    def _with_number(self, number: str) -> tuple[Record, ...]:
        return self._by_number.of(number)

    def _short(self, folded: str, full: Callable[[str], str]) -> Named | None:
        """Resolve 劳动法33: a whole known title and a bare number."""
        match = _BARE_NUMBER.search(folded)
        # 解释三 is a title of its own, beside 解释.
        if match is None or (path := _article_path(match)) is None or self._by_title.of(letters(folded)):
            return None
        documents = self._called(letters(folded[: match.start()]), full)
        return Named(documents, path, titled=True) if documents else None

    def _longest_title(self, before: str) -> tuple[Record, ...]:
        """Give the documents of the longest known title that the text before a clause number ends with."""
        for length in range(min(len(before), self._by_title.longest), 1, -1):
            if documents := self._by_title.of(before[-length:]):
                return documents
        return ()


class _Register:
    """Documents by what they are called. In two arrays: as strings and lists, the names of 35,000 took 8 MB.

    Args:
        records: The documents, in the order in which those of one name are given.
        names: Gives what a document is called.

    Attributes:
        longest: How many characters the longest name has.
    """

    def __init__(self, records: Sequence[Record], names: Callable[[Record], Iterable[str]]) -> None:
        self._records = records
        self._names = names
        self.longest = 0
        hashes, places = array("q"), array("I")
        for place, record in enumerate(records):
            for name in names(record):
                self.longest = max(self.longest, len(name))
                hashes.append(hash(name))
                places.append(place)
        order = sorted(range(len(hashes)), key=hashes.__getitem__)
        self._hashes = array("q", map(hashes.__getitem__, order))
        self._places = array("I", map(places.__getitem__, order))

    def of(self, name: str) -> tuple[Record, ...]:
        """Give the documents of a name."""
        wanted = hash(name)
        at = bisect_left(self._hashes, wanted)
        end = bisect_right(self._hashes, wanted, at)
        records = (self._records[place] for place in self._places[at:end])
        return tuple(record for record in records if name in self._names(record))


def _numbers(number: str) -> tuple[str, ...]:
    return (_number_letters(fold(number)),) if number else ()


def bare_name(title: str) -> str:
    """Give the letters of a title without the country's name and the mark of a version."""
    name = letters(_VERSION.sub("", fold(title).strip()))
    return name.removeprefix(_COUNTRY) or name


def _names(title: str) -> Iterator[str]:
    plain = _VERSION.sub("", fold(title).strip())
    name = letters(plain)
    if not name:
        return
    yield name
    if (short := name.removeprefix(_COUNTRY)) and short != name:
        yield short


def _number_letters(folded: str) -> str:
    match = _DOCUMENT_NUMBER.search(folded)
    return f"{match['body']}{match['year']}{int(match['serial'])}号" if match else letters(folded)


def _article_path(match: re.Match[str]) -> str | None:
    groups = match.groupdict()
    try:
        number = match["number"] or groups["digits"]
        path = f"第{numerals.to_chinese(numerals.to_int(number))}条"
        return path + (f"之{numerals.to_chinese(numerals.to_int(groups['sub']))}" if groups.get("sub") else "")
    except ValueError:
        return None


def spellings(path: str) -> list[str]:
    """Give the ways in which documents write the path of a clause: 第二十条, 第20条 and 第二○条, a.1 and A.1."""
    forms = [path, *respelled(path), path.upper()]
    forms += [_NUMBER.sub(lambda number: number[0].translate(_DIGIT_BY_DIGIT), form) for form in forms]
    forms += [form.replace("〇", circle) for form in forms for circle in CIRCLES]
    return list(dict.fromkeys(forms))
