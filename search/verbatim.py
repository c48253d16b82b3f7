"""Verbatim search (逐字): every place of a string, complete by construction.

The letters of all documents are scanned, or their folded texts where marks count. No segmenter has a say, so 社会保险 is found
inside 社会保险费 and any pasted fragment where it was cut. What counts as the same:

* Width, case, traditional characters and ○ for 〇 (``search.folding``).
* Marks, spaces and paragraph ends, in the query and in the text, are passed over: 知识产权 is found where a mark stands inside,
  〔2016〕, [2016] and （2016） are one. Only between two digits of the query must the text have a mark where the query has one: 5.3.2 is
  not 532, and GB/T 1.1 not GB/T 11.
* Numbers of clauses, sessions and orders, and dates, in digits or characters: 第12条 is 第十二条, 2016年4月 二〇一六年四月; their 零 is 〇.
* A query in quotes is taken with its marks, as is one that consists of marks only.

Places may overlap: like a plain scan that goes on one character behind each match, 一一 is found twice in 一一一.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from heapq import merge
from itertools import chain, islice, repeat

from reader import numerals
from reader.model import Span
from search.corpus import Corpus, Slice, Strings
from search.finding import Stretch, packed, unpacked
from search.folding import LETTER, fold, letter_offsets, letters
from search.manifest import Record
from search.placing import Placing
from search.units import UNIT

QUOTES = {'"': '"', "“": "”", "„": "“", "「": "」", "『": "』", "”": "”"}
"""What opens and closes an exact phrase. 《》 does not: it belongs to the title."""

_ORDINAL = re.compile(rf"第({numerals.NUMERAL}+|[0-9]+)(?=[编章节条款项目号届次批])")
_YEAR = re.compile("(?<![零〇一二三四五六七八九])([零〇一二三四五六七八九]{4})(?=年)|(?<![0-9])([0-9]{4})(?=年)")
_DAY = re.compile(
    rf"(?<!{numerals.NUMERAL})([一二三四五六七八九十]{{1,3}})(?=[月日])|(?<![0-9])([0-9]{{1,2}})(?=[月日])"
)
_DIGITS = dict(zip("0123456789", "〇一二三四五六七八九", strict=True))
_ZEROS = str.maketrans("零〇", "〇零")
_HIGHEST = 10_000
_NONE: frozenset[int] = frozenset()
_FEW = 40
"""Places found between two reports: some milliseconds of work."""


@dataclass(frozen=True, slots=True)
class Needle:
    """What is looked for.

    Attributes:
        forms: The alternatives as letters, each non-empty; the query's own first. None where ``exact`` is given.
        exact: The folded query with its marks, where these count; else empty.
        joints: Letters of ``forms[0]`` (not the first) before which a mark must stand.
        before, after: Marks at the ends of the query; where the text has the very same, a place includes them.
    """

    forms: tuple[str, ...]
    exact: str = ""
    joints: tuple[int, ...] = ()
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """A place of a needle: the document and the span of its reading text."""

    record: Record
    span: Span


def needle(query: str) -> Needle | None:
    """Give what a query looks for; None when there is nothing in it."""
    stripped = query.strip()
    quoted = len(stripped) > 2 and QUOTES.get(stripped[0]) == stripped[-1]
    folded = fold(stripped)
    first, last = LETTER.search(folded), LETTER.search(folded[::-1])
    if first is None or last is None:
        return Needle((), exact=folded[1:-1] if quoted else fold(query)) if query else None
    before, after = folded[: first.start()], folded[len(folded) - last.start() :]
    if quoted:
        return Needle((), exact=folded[1:-1], before=folded[0], after=folded[-1])
    own = letters(folded)
    joints = _joints(folded)
    # A query with marks between its digits is the number of a document or standard and has no other spelling.
    forms = (own,) if joints else (own, *respelled(own))
    return Needle(forms, joints=joints, before=before, after=after)


def find(
    corpus: Corpus,
    wanted: Needle,
    documents: Iterable[Slice],
    limit: int,
    heard: Callable[[list[Place], Counter[str]], None] = lambda places, counts: None,
    proceed: Callable[[], None] = lambda: None,
    leading: Sequence[Slice] = (),
) -> tuple[list[Place], Counter[str]]:
    """Give the first places of a needle, and how many there are in each document that has any.

    Args:
        corpus: Where to look.
        wanted: From ``needle``.
        documents: Where to look in it: slices of ``strings(corpus, wanted)``, taken as they are scanned.
        limit: How many places at most.
        heard: Called now and then with what was found so far, some milliseconds apart; what it raises ends the search.
        proceed: Called before each slice; what it raises ends the search.
        leading: Where to look first: slices of documents that are among the others, too, and whose places come before theirs.
    """
    where = strings(corpus, wanted)
    forms = [packed(form) for form in ((wanted.exact,) if wanted.exact else wanted.forms)]
    places: list[Place] = []
    counts: Counter[str] = Counter()
    led = {record.ordinal for part in leading for record in part.records}
    for part, passed in chain(zip(leading, repeat(_NONE)), zip(documents, repeat(led))):
        proceed()
        stretch = where.read(part)
        found = _places(corpus, wanted, part, stretch, scan(stretch, forms), passed)
        if wanted.joints:
            stand = [place for place in found if _stands(corpus, wanted, place)]
            places += stand[: limit - len(places)]
            counts.update(place.record.document for place in stand)
            heard(places, counts)
            continue
        while few := list(islice(found, min(_FEW, limit - len(places)))):
            places += few
            counts.update(place.record.document for place in few)
            heard(places, counts)
        if len(places) == limit:
            # The rest is counted only: that of the slice in which the last place was found, too.
            for document, count in tally(stretch, part, forms).items():
                counts[document] = count
            heard(places, counts)
    return places, counts


def strings(corpus: Corpus, wanted: Needle) -> Strings:
    """Give what is scanned for a needle: the letters, or the folded texts where marks count."""
    return corpus.texts if wanted.exact else corpus.letters


def scan(stretch: Stretch, forms: Sequence[bytes]) -> Iterator[tuple[int, int]]:
    """Give the places of several strings, one after the other as they are asked for: offset and size in units, ascending.

    Args:
        stretch: Where to look.
        forms: The strings, ``packed``.
    """
    found = [zip(stretch.places(form), repeat(len(form) // UNIT)) for form in forms]  # the sizes never end
    return found[0] if len(found) == 1 else merge(*found)


def tally(stretch: Stretch, part: Slice, forms: Sequence[bytes]) -> dict[str, int]:
    """Give how many places each document of a slice has, in the order of the slice, those without any left out.

    Args:
        stretch: The slice as ``Strings.read`` gives it.
        part: The slice.
        forms: As for ``scan``.
    """
    found: dict[str, int] = {}
    ends = [*part.starts[1:], len(stretch)]
    for form in forms:
        if len(form) == UNIT:
            # Half a million places of 的 are counted without one object for each.
            letter = unpacked(form)
            for record, start, end in zip(part.records, part.starts, ends, strict=True):
                if own := stretch.units.count(letter, start, end):
                    found[record.document] = found.get(record.document, 0) + own
            continue
        offsets = list(stretch.places(form))
        first, many = 0, len(offsets)
        while first < many:
            index = part.index(offsets[first])
            end = ends[index]
            # Of most words a document has few places.
            last = first + 1 if first + 1 == many or offsets[first + 1] >= end else bisect_left(offsets, end, first)
            document = part.records[index].document
            found[document] = found.get(document, 0) + last - first
            first = last
    if len(forms) > 1 and len(found) > 1:
        # Each spelling has been through the slice by itself.
        return {one.document: found[one.document] for one in part.records if one.document in found}
    return found


def places_in(folded: str, forms: Iterable[str]) -> Iterator[Span]:
    """Give the places of some letters in a folded text, marks passed over: one form after the other.

    Args:
        folded: The folded text.
        forms: Letters, each non-empty.
    """
    text = letters(folded)
    offsets: list[int] = []
    for form in forms:
        at = text.find(form)
        while at >= 0:
            offsets = offsets or letter_offsets(folded)
            yield Span(offsets[at], offsets[at + len(form) - 1] + 1)
            at = text.find(form, at + 1)


def respelled(own: str) -> list[str]:
    """Give the other spellings of letters: the numbers of clauses and dates in digits for characters and the other way round."""

    def in_digits(match: re.Match[str]) -> str:
        return f"第{_value(match[1])}"

    def in_characters(match: re.Match[str]) -> str:
        value = _value(match[1])
        return f"第{numerals.to_chinese(int(value))}" if value.isdecimal() and int(value) < _HIGHEST else match[0]

    digits = _ORDINAL.sub(in_digits, own)
    digits = _YEAR.sub(lambda match: _value(match[1]) if match[1] else match[0], digits)
    digits = _DAY.sub(lambda match: _value(match[1]) if match[1] else match[0], digits)
    characters = _ORDINAL.sub(in_characters, own)
    characters = _YEAR.sub(
        lambda match: "".join(map(_DIGITS.__getitem__, match[2])) if match[2] else match[0], characters
    )
    characters = _DAY.sub(lambda match: numerals.to_chinese(int(match[2])) if match[2] else match[0], characters)
    zeros = _YEAR.sub(_with_other_zeros, _ORDINAL.sub(_with_other_zeros, characters))
    return [form for form in dict.fromkeys((digits, characters, zeros)) if form != own]


def _with_other_zeros(match: re.Match[str]) -> str:
    """Give a numeral with 零 for 〇 and the other way round: 二零一六年, 第一百〇八条."""
    return match[0].translate(_ZEROS)


def _value(numeral: str) -> str:
    try:
        return str(numerals.to_int(numeral))
    except ValueError:
        return numeral


def _joints(folded: str) -> tuple[int, ...]:
    offsets = letter_offsets(folded)
    return tuple(
        n
        for n in range(1, len(offsets))
        if offsets[n] - offsets[n - 1] > 1
        and folded[offsets[n - 1]].isdecimal()
        and folded[offsets[n]].isdecimal()
        and not folded[offsets[n - 1] + 1 : offsets[n]].isspace()
    )


def _places(
    corpus: Corpus,
    wanted: Needle,
    part: Slice,
    stretch: Stretch,
    found: Iterable[tuple[int, int]],
    passed: Collection[int],
) -> Iterator[Place]:
    """Give the places of a slice.

    Args:
        corpus: The texts.
        wanted: What was looked for.
        part: The slice.
        stretch: The slice as ``Strings.read`` gives it.
        found: Offset and size of each place in it.
        passed: Ordinals of documents whose places are known already.
    """
    where = strings(corpus, wanted)
    index, stop, placing = 0, -1, None
    for at, size in found:
        if at > stop:
            index = part.index(at)
            stop = part.starts[index + 1] - 1 if index + 1 < len(part.starts) else len(stretch)
            record, begin = part.records[index], part.starts[index]
            is_passed = record.ordinal in passed
            placing = None if is_passed else Placing(corpus.document(record), where, wanted, stretch, begin)
        if placing is not None:
            yield Place(record, placing.span(at - begin, size))


def _stands(corpus: Corpus, wanted: Needle, place: Place) -> bool:
    """Tell whether a place has a mark at each joint."""
    folded = corpus.document(place.record).folded[place.span.start : place.span.end]
    offsets = letter_offsets(folded)
    return all(offsets[joint] - offsets[joint - 1] > 1 for joint in wanted.joints)
