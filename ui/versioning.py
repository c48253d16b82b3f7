"""Versions of documents: the review after an amendment, comparing, and linking; plain values, for the window and the command line.

Nothing of this runs when a document is opened: ``waiting`` asks the tables alone, ``reviews`` reads the texts. A review of two texts of 100 KB takes
a third of a second, one of 1,000 annotations on texts of 300 KB three: it belongs on the library lane, never on the main thread.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from reader.anchor import describe, place
from reader.errors import KnownError
from reader.model import Clause, Span, Text
from reader.versions import Comparison, Pairing, Piece, Resolution, compare, difference, pair, resolve
from reader.versions.resolution import STATUSES, Status
from storage.annotations import Annotation
from storage.cards import Card
from storage.changes import Changes
from storage.library import Library
from storage.versions import Unsettled, Version

_DATED = re.compile(r"\s*[(（][^()（）]*\d{4}[^()（）]*[)）]\s*$")


@dataclass(frozen=True, slots=True)
class Side:
    """A clause as one side of a review row shows it.

    Attributes:
        path: Its address; empty outside of clauses.
        span: In the reading text of its version.
        text: Its words.
        words: Where in ``text`` the annotated words stand; for the new side, where they are proposed to stand.
    """

    path: str
    span: Span
    text: str
    words: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """An annotation that waits for its place in the current text.

    Attributes:
        annotation: It.
        status: What became of it (``reader.versions.resolution.Status``).
        score: How much speaks for the proposed place, 0 to 1.
        old: The clause in which it stood; None where that text can no longer be read.
        new: The clause in which it is proposed to stand, or what its clause became; None where there is neither.
        spans: The proposed places in the current reading text; empty where there is none.
        pieces: The differences of the two clauses; empty where one of them is None.
    """

    annotation: Annotation
    status: Status
    score: float
    old: Side | None
    new: Side | None
    spans: tuple[Span, ...]
    pieces: tuple[Piece, ...]

    @property
    def certain(self) -> bool:
        """Whether it may be accepted with all other certain ones, without a look."""
        return self.status in ("kept", "moved", "edited")


@dataclass(frozen=True, slots=True)
class Offer:
    """Two documents of one title, which may be versions of each other.

    Attributes:
        older: By its date; by its import where the dates tell nothing.
        newer: The other.
    """

    older: Card
    newer: Card


class Versions:
    """What ``Workspace.versions`` is."""

    def __init__(self, library: Library, text: Callable[[str], Text], changed: Callable[[Changes], Changes]) -> None:
        """Take over the library.

        Args:
            library: The library.
            text: Gives the current text of a document.
            changed: Is told of every change.
        """
        self._library = library
        self._text = text
        self._changed = changed
        self._pairings: dict[tuple[str, str], Pairing] = {}
        self._reviewed: dict[str, tuple[Unsettled, Pairing, ReviewRow]] = {}
        self._waiting: dict[str, int] = {}
        self._looked: int | None = None

    def waiting(self) -> dict[str, int]:
        """Give how many annotations wait for a review, by document. Asked after every change: only what was written to is looked at."""
        news = self._library.news(self._looked)
        if self._looked is None:
            self._waiting = self._library.versions.waiting()
        elif touched := news.documents | news.holders:
            others = {document: count for document, count in self._waiting.items() if document not in touched}
            self._waiting = others | self._library.versions.waiting(touched)
        self._looked = news.row
        return self._waiting

    def chain(self, document: str) -> list[Version]:
        """Give the versions of a document, the current one last."""
        return self._library.versions.chain(document)

    def reviews(self, document: str) -> list[ReviewRow]:
        """Give what waits for a review, in the order of the old text. Asked again after each decision: of the same texts no row is made twice."""
        unsettled = self._library.versions.unsettled(document)
        if not unsettled:
            self._reviewed = {}
            return []
        new = self._text(document)
        # Each of the older texts is unpacked once: of a law of 300 KB that alone takes 30 ms.
        olds = {text_id: self._old(text_id) for text_id in {one.anchors[0].text_id for one in unsettled}}
        pairings = {text_id: self._pairing(old, new) if old else None for text_id, old in olds.items()}
        rows, reviewed = [], {}
        for one in unsettled:
            old, pairing = olds[one.anchors[0].text_id], pairings[one.anchors[0].text_id]
            known = self._reviewed.get(one.annotation.id)
            is_known = known is not None and pairing is not None and known[0] == one and known[1] is pairing
            row = known[2] if known is not None and is_known else _row(one, old, new, pairing)
            rows.append(row)
            if pairing is not None:
                reviewed[one.annotation.id] = (one, pairing, row)
        self._reviewed = reviewed
        return sorted(rows, key=lambda row: (row.old is None, row.old.span if row.old else Span(0, 0)))

    def accept(self, document: str, annotations: Sequence[str]) -> Changes:
        """Put annotations where their rows propose, as one action.

        Raises:
            KnownError: ``annotation-unknown`` where one does not wait; ``placeless`` where a row proposes nothing.
        """
        rows = {row.annotation.id: row for row in self.reviews(document)}
        wanted = {}
        for annotation in annotations:
            if annotation not in rows:
                raise KnownError("annotation-unknown", annotation=annotation)
            if not rows[annotation].spans:
                raise KnownError("placeless", annotation=annotation)
            wanted[annotation] = rows[annotation].spans
        return self.put(document, wanted)

    def accept_all_certain(self, document: str) -> tuple[int, Changes]:
        """Accept every certain row, as one action; gives how many there were."""
        certain = {row.annotation.id: row.spans for row in self.reviews(document) if row.certain}
        return len(certain), self.put(document, certain)

    def put(self, document: str, places: Mapping[str, Sequence[Span]]) -> Changes:
        """Put annotations at places of the current text that the user chose, as one action."""
        text = self._text(document)
        anchors = {annotation: [describe(text, span) for span in spans] for annotation, spans in places.items()}
        return self._changed(self._library.versions.settle(document, anchors)) if anchors else Changes()

    def reject(self, document: str, annotations: Sequence[str]) -> Changes:
        """Leave annotations without a place in the current text: they stay listed, and are not asked for again."""
        return self._changed(self._library.versions.settle(document, dict.fromkeys(annotations, ())))

    def offers(self) -> list[Offer]:
        """Give the documents on the shelf that have one title (dates in brackets aside): linking them is offered."""
        by_title: dict[str, list[Card]] = {}
        for card in self._library.cards():
            by_title.setdefault(_DATED.sub("", card.title), []).append(card)
        found = []
        for cards in by_title.values():
            ordered = sorted(cards, key=lambda card: (card.date, card.added))
            found += [Offer(older, newer) for older, newer in pairwise(ordered)]
        return found

    def link(self, document: str, newer: str) -> Changes:
        """Make another document the newer version of this one; undo parts them again.

        Raises:
            KnownError: ``document-unknown``; ``link-to-itself``.
        """
        return self._changed(self._library.versions.link(document, newer))

    def comparison(self, old: str, new: str) -> Comparison:
        """Compare two texts of the library by their ids (of one chain, or of two documents)."""
        pairing = self._pairing(self._library.text(old), self._library.text(new))
        return compare(pairing.old, pairing.new, pairing)

    def comparison_of(self, document: str) -> tuple[Version, Version, Comparison]:
        """Compare the current text of a document with the one before it.

        Raises:
            KnownError: ``versions-missing`` where there is only one.
        """
        chain = self.chain(document)
        if len(chain) < 2:
            raise KnownError("versions-missing", name=self._library.card(document).title)
        return chain[-2], chain[-1], self.comparison(chain[-2].text_id, chain[-1].text_id)

    def _old(self, text_id: str) -> Text | None:
        try:
            return self._library.text(text_id)
        except KnownError as error:
            if error.case not in ("text-unknown", "text-changed", "source-missing", "source-damaged"):
                raise
            return None  # its quote and surroundings are kept with the anchor

    def _pairing(self, old: Text, new: Text) -> Pairing:
        key = (old.text_id, new.text_id)
        known = self._pairings.get(key)
        if known is None or not _is_alike(known.old, old) or not _is_alike(known.new, new):
            # Annotations may come from several older versions of one text: all of those stay.
            self._pairings = {known: kept for known, kept in self._pairings.items() if known[1] == new.text_id}
            self._pairings[key] = pair(old, new)
        return self._pairings[key]


def _is_alike(one: Text, other: Text) -> bool:
    """Tell whether spans and clauses of one text are those of the other: the same letters may have other marks and levels by now."""
    return one is other or (one.text == other.text and one.clauses == other.clauses)


def _row(one: Unsettled, old: Text | None, new: Text, pairing: Pairing | None) -> ReviewRow:
    """Say what became of an annotation."""
    found = [resolve(anchor, old, new, pairing) for anchor in one.anchors]
    spans = tuple(sorted(resolution.span for resolution in found if resolution.span))
    here = _side(old, [span for anchor in one.anchors if old and (span := place(old, anchor))])
    there = _side(new, spans) or _successor(pairing, here)
    return ReviewRow(
        one.annotation,
        _together(found),
        min(resolution.score for resolution in found),
        here,
        there,
        spans,
        difference(here.text, there.text) if here and there else (),
    )


def _together(found: Sequence[Resolution]) -> Status:
    """Give the status of an annotation with several places: the worst; a lost piece beside a found one has to be asked."""
    worst = max((resolution.status for resolution in found), key=STATUSES.index)
    return "uncertain" if worst == "gone" and any(resolution.span for resolution in found) else worst


def _side(text: Text | None, spans: Sequence[Span]) -> Side | None:
    """Give the clause around the first place, or its paragraph outside of clauses, wide enough for all places."""
    if text is None or not spans:
        return None
    clause = _shown_clause(text, spans[0].start)
    around = clause.span if clause else next(one.span for one in text.paragraphs if spans[0].start <= one.span.end)
    whole = Span(min(around.start, spans[0].start), max(around.end, *(span.end for span in spans)))
    words = tuple(Span(span.start - whole.start, span.end - whole.start) for span in sorted(spans))
    return Side(clause.path if clause else "", whole, text.text[whole.start : whole.end], words)


def _shown_clause(text: Text, offset: int) -> Clause | None:
    """Give the clause that a reader would compare: the 条 around a 款 or 项, else the innermost one."""
    around = list(_around(text, offset))
    if not around or around[-1].kind not in ("paragraph", "item", "subitem"):
        return around[-1] if around else None
    return next((one for one in around if one.kind == "article"), around[-1])


def _around(text: Text, offset: int) -> Iterator[Clause]:
    """Give the clauses around a place, the outermost first."""
    level = text.clauses
    while found := next((one for one in level if one.span.contains(offset)), None):
        yield found
        level = found.children


def _successor(pairing: Pairing | None, old: Side | None) -> Side | None:
    """Give what the clause of an annotation became whose own words are gone."""
    if pairing is None or old is None:
        return None
    at = old.span.start + (old.words[0].start if old.words else 0)
    index = next((i for i, unit in enumerate(pairing.old_units) if unit.span.contains(at)), -1)
    group = pairing.of_old.get(index)
    if group is None:
        return None
    unit = pairing.new_units[group.new[0]]
    side = _side(pairing.new, [Span(unit.span.start, unit.span.start)])
    return replace(side, words=()) if side else None
