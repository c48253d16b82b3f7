"""Verbatim search (逐字): every place of a string, complete by construction.

The letters of all documents are scanned; no segmenter has a say, so 社会保险 is found inside 社会保险费 and any pasted fragment
where it was cut. What counts as the same:

* Width, case and traditional characters (``search.folding``).
* Marks, spaces and paragraph ends, in the query and in the text, are passed over: 知识产权 is found where a mark stands inside,
  〔2016〕, [2016] and （2016） are one. Only between two digits of the query must the text have a mark where the query has one: 5.3.2 is
  not 532, and GB/T 1.1 not GB/T 11.
* The number of a clause in digits or characters: 第12条 is 第十二条.
* A query in quotes is taken with its marks, as is one that consists of marks only.

Places may overlap: like a plain scan that goes on one character behind each match, 一一 is found twice in 一一一.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from reader import numerals
from reader.model import Span
from search.corpus import ENCODING, Corpus
from search.folding import LETTER, fold, letter_offsets, letters
from search.manifest import Record

QUOTES = {'"': '"', "“": "”", "„": "“", "「": "」", "『": "』", "”": "”"}
"""What opens and closes an exact phrase. 《》 does not: it belongs to the title."""

_CLAUSE_NUMBER = re.compile(rf"第({numerals.NUMERAL}+|[0-9]+)(?=[编章节条款项目])")
_HIGHEST = 10_000
_FEW = 2_000


@dataclass(frozen=True, slots=True)
class Needle:
    """What is looked for.

    Attributes:
        forms: The alternatives as letters, each non-empty; the query's own first. None for a needle of marks only.
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
        return Needle((), exact=fold(query)) if query else None
    before, after = folded[: first.start()], folded[len(folded) - last.start() :]
    own = letters(folded)
    if quoted:
        return Needle((own,), exact=folded[1:-1], before=folded[0], after=folded[-1])
    joints = _joints(folded)
    # A query with marks between its digits is the number of a document or standard and has no other spelling.
    forms = (own,) if joints else (own, *respelled(own))
    return Needle(forms, joints=joints, before=before, after=after)


def find(corpus: Corpus, wanted: Needle, documents: Sequence[Record], limit: int) -> tuple[list[Place], int]:
    """Give the first places of a needle and how many there are in all.

    Args:
        corpus: Where to look.
        wanted: From ``needle``.
        documents: Where to look in it, ascending in their place.
        limit: How many places at most.
    """
    if wanted.exact:
        return _take(_exact_places(corpus, wanted, documents), limit)
    if wanted.joints:
        return _take(_jointed_places(corpus, wanted, documents), limit)
    places: list[Place] = []
    total = 0
    for run, data in corpus.slices(documents):
        if len(places) >= limit:
            total += tally(data, wanted.forms)
            continue
        found = scan(data, wanted.forms)
        total += len(found)
        places += (_place(corpus, wanted, run, at, size) for at, size in found[: limit - len(places)])
    return places, total


def scan(data: bytes, forms: Iterable[str]) -> list[tuple[int, int]]:
    """Give the places of several strings in some letters: offset and size in bytes, ascending.

    Args:
        data: Letters as the corpus holds them, two bytes a unit.
        forms: The strings.
    """
    found: list[tuple[int, int]] = []
    several = False
    for form in forms:
        wanted = form.encode(ENCODING)
        size = len(wanted)
        several = several or bool(found)
        at = data.find(wanted)
        while at >= 0:
            if at & 1:
                # Half of one character and half of the next look like another one.
                at = data.find(wanted, at + 1)
                continue
            found.append((at, size))
            at = data.find(wanted, at + 2)
    return sorted(found) if several else found


def tally(data: bytes, forms: Iterable[str]) -> int:
    """Give how many places ``scan`` would find; much faster where there are many."""
    total = 0
    for form in forms:
        # Bytes are counted fast but some matches lie half a character off, so this only tells whether there are many.
        if data.count(form.encode(ENCODING)) <= _FEW or _overlaps_itself(form):
            total += len(scan(data, (form,)))
        else:
            total += str(data, ENCODING).count(form)
    return total


def places_in(folded: str, form: str) -> Iterator[Span]:
    """Give the places of some letters in a folded text, marks passed over.

    Args:
        folded: The folded text.
        form: Letters, at least one.
    """
    text = letters(folded)
    at = text.find(form)
    if at < 0:
        return
    offsets = letter_offsets(folded)
    while at >= 0:
        yield Span(offsets[at], offsets[at + len(form) - 1] + 1)
        at = text.find(form, at + 1)


def respelled(own: str) -> list[str]:
    """Give the other spellings of letters: the numbers of clauses in digits for characters and the other way round."""

    def in_digits(match: re.Match[str]) -> str:
        return f"第{_value(match[1])}"

    def in_characters(match: re.Match[str]) -> str:
        value = _value(match[1])
        return f"第{numerals.to_chinese(int(value))}" if value.isdecimal() and int(value) < _HIGHEST else match[0]

    spelled = (_CLAUSE_NUMBER.sub(in_digits, own), _CLAUSE_NUMBER.sub(in_characters, own))
    return [form for form in dict.fromkeys(spelled) if form != own]


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


def _overlaps_itself(form: str) -> bool:
    return any(form.endswith(form[:size]) for size in range(1, len(form)))


def _take(places: Iterator[Place], limit: int) -> tuple[list[Place], int]:
    kept: list[Place] = []
    total = 0
    for place in places:
        total += 1
        if len(kept) < limit:
            kept.append(place)
    return kept, total


def _place(corpus: Corpus, wanted: Needle, run: list[Record], at: int, size: int) -> Place:
    base = run[0].letters_at
    record = run[bisect_right(run, at + base, key=lambda each: each.letters_at) - 1]
    # Bytes become code points: a character outside the basic plane takes four.
    start = len(corpus.letters_before(record, at + base - record.letters_at))
    end = len(corpus.letters_before(record, at + base + size - record.letters_at))
    text = corpus.text(record)
    return Place(record, _with_ends(text, corpus.clauses(record).to_text(text, start, end), wanted))


def _with_ends(text: str, span: Span, wanted: Needle) -> Span:
    start, end = span.start - len(wanted.before), span.end + len(wanted.after)
    return Span(
        start if start >= 0 and fold(text[start : span.start]) == wanted.before else span.start,
        end if fold(text[span.end : end]) == wanted.after else span.end,
    )


def _candidates(corpus: Corpus, wanted: Needle, documents: Sequence[Record]) -> Iterator[Record]:
    """Give the documents that have the letters of the needle; all of them when it has none."""
    if not wanted.forms:
        yield from documents
        return
    for run, data in corpus.slices(documents):
        before = None
        for at, _ in scan(data, wanted.forms):
            index = bisect_right(run, at + run[0].letters_at, key=lambda each: each.letters_at) - 1
            if index != before:
                before = index
                yield run[index]


def _exact_places(corpus: Corpus, wanted: Needle, documents: Sequence[Record]) -> Iterator[Place]:
    for record in _candidates(corpus, wanted, documents):
        folded = fold(corpus.text(record))
        at = folded.find(wanted.exact)
        while at >= 0:
            yield Place(record, _with_ends(folded, Span(at, at + len(wanted.exact)), wanted))
            at = folded.find(wanted.exact, at + 1)


def _jointed_places(corpus: Corpus, wanted: Needle, documents: Sequence[Record]) -> Iterator[Place]:
    for record in _candidates(corpus, wanted, documents):
        folded = fold(corpus.text(record))
        for span in places_in(folded, wanted.forms[0]):
            offsets = letter_offsets(folded[span.start : span.end])
            if all(offsets[joint] - offsets[joint - 1] > 1 for joint in wanted.joints):
                yield Place(record, _with_ends(folded, span, wanted))
