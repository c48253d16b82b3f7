"""Cutting the snippet of a hit: a slice of the reading text in whole sentences, with every hit in it marked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import partial

from reader.model import Span, cite
from search.corpus import Corpus, Document
from search.folding import letter_offsets, letters
from search.manifest import Record
from search.results import Hit
from search.verbatim import Needle, places_in
from search.within import places_of

LENGTH = 120
"""Code points of a snippet, about: three lines of the result list."""

_BEFORE = 40
_SENTENCE_ENDS = "。;!?\n"  # as folded
_SENTENCE_END = re.compile(f"[{_SENTENCE_ENDS}]")
_PAUSES = ",、:"
_PAUSE = re.compile(f"[{_PAUSES}]")


def clause_hit(corpus: Corpus, record: Record, index: int, terms: Sequence[Sequence[str]], score: float) -> Hit:
    """Give the hit of a ranked clause; its place is the longest stretch of it that the query's words cover.

    Args:
        corpus: The texts.
        record: The document.
        index: Of the clause in its table.
        terms: Folded words of the query, as letters: those to be marked, those where none of them stands there, and so on.
        score: Of the clause.
    """
    document = corpus.document(record)
    clause = document.clauses.span(index)
    text = document.folded[clause.start : clause.end]
    found: list[Span] = []
    for each in terms:
        found = merged(Span(clause.start + place.start, clause.start + place.end) for place in places_in(text, each))
        if found:
            break
    # A clause may have been found by the title of its document alone.
    place = max(found, key=len) if found else Span(clause.start, clause.start + 1)
    return make_hit(document, place, index, found, score)


def make_hit(
    document: Document, place: Span, index: int, marks: Iterable[Span], score: float = 0.0, *, is_own: bool = False
) -> Hit:
    """Give the hit for a place.

    Args:
        document: The one that has it.
        place: In the reading text.
        index: Of the clause that holds the beginning of the place.
        marks: What is to be marked, in the reading text; what lies outside of the snippet is left out.
        score: Of the clause.
        is_own: Whether the place is meant, and not the clause: ``Hit.own``.
    """
    record, table = document.record, document.clauses
    # A text of marks only has no clauses, and a mark may stand between two of them.
    clause = table.span(index) if len(table) else place
    if not (clause.start <= place.start and place.end <= clause.end):
        clause = Span(min(clause.start, place.start), max(clause.end, place.end))
    path = document.paths[index] if len(table) else ""
    shown = snippet_span(document.folded, clause, place)

    def inside(mark: Span) -> Span:
        return Span(max(mark.start, shown.start) - shown.start, min(mark.end, shown.end) - shown.start)

    return Hit(
        document=record.document,
        title=record.title,
        citation=cite(record.title, path),
        path=path,
        start=place.start,
        end=place.end,
        clause=clause,
        snippet=document.text(shown),
        marks=tuple(inside(mark) for mark in marks if mark.overlaps(shown)),
        score=score,
        own=inside(place) if is_own else None,
    )


def place_hit(document: Document, place: Span, wanted: Needle) -> Hit:
    """Give the hit for a place of a needle, with its other places in the snippet marked, too.

    Args:
        document: The one that has it.
        place: In the reading text.
        wanted: What was looked for.
    """
    hit = make_hit(document, place, max(0, document.clauses.at_offset(place.start)), [place], is_own=True)
    assert hit.own is not None
    begin = place.start - hit.own.start
    shown = document.folded[begin : begin + len(hit.snippet)]
    others = [each for each in _places_in_snippet(wanted, shown) if not each.overlaps(hit.own)]
    return replace(hit, marks=tuple(sorted([*merged(others), hit.own]))) if others else hit


def _places_in_snippet(wanted: Needle, shown: str) -> list[Span]:
    """Give the places of a needle in a folded snippet; none where there is one only, which is known already."""
    forms = (wanted.exact,) if wanted.exact else wanted.forms
    # A second place has each of the letters a second time.
    if len(forms) == 1 and min(map(shown.count, forms[0])) == 1:
        return []
    own = shown if wanted.exact else letters(shown)
    count = sum(map(own.count, forms))
    if count <= 1:
        return []
    # Of 300 hits, hardly one has a mark inside of a place.
    if count != sum(map(shown.count, forms)):
        return places_of(wanted, shown, own, partial(letter_offsets, shown))
    return [
        Span(match.start(), match.end())
        for form in forms
        if form in shown
        for match in re.finditer(re.escape(form), shown)
    ]


def snippet_span(folded: str, clause: Span, place: Span) -> Span:
    """Give what is shown of a clause: all of it when it is short, else the sentences around the place."""
    if len(clause) <= LENGTH and clause.end >= place.end:
        return clause
    lowest = max(clause.start, place.start - _BEFORE)
    begin = None
    if lowest > clause.start:
        begin = _SENTENCE_END.search(folded, lowest, place.start) or _PAUSE.search(folded, lowest, place.start)
    start = begin.end() if begin else lowest
    highest = max(min(clause.end, start + LENGTH), place.end)
    end = max([folded.rfind(mark, place.end, highest) for mark in _SENTENCE_ENDS]) + 1
    # A sentence end right behind the place would leave the reader without what follows.
    least = place.end + (highest - place.end) // 2
    if end < least:
        # A word that is cut in two reads as another one.
        end = max(folded.rfind(mark, least, highest) for mark in _PAUSES) + 1 if highest < clause.end else highest
        end = end or highest
    while start < place.start and folded[start].isspace():
        start += 1
    return Span(start, end)


def merged(spans: Iterable[Span]) -> list[Span]:
    """Give spans ascending, those that overlap or touch as one."""
    found: list[Span] = []
    for span in sorted(spans):
        if found and span.start <= found[-1].end:
            found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
        else:
            found.append(span)
    return found
