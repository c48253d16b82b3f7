"""What search is given and what it gives back: plain frozen values, nothing of Whoosh in them."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from reader.model import Span, Text

Sort = Literal["relevance", "date", "document"]
"""The best first; the newest documents first; documents in the order of their import and clauses in the order of the text."""

How = Literal["all", "best", "verbatim", "citation", "number"]
"""How the hits were found: clauses with all words; best match, as no clause has them all or a question was asked; every
place of a string; the clause that was named; the document of that number and the places that cite it."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One document as the index takes it in: its Text and what its card says.

    Attributes:
        document: Id of the document.
        text: Its current Text.
        title, issuers, number, date, kind: As on the card, the user's corrections included; empty where unknown. ``date`` is
            ISO.
        mended: ``Corrections.stamp`` of what the user corrected in the reading; empty where nothing. Behind a dot, of which file's marks
            it has where they are not those that it first came with.
    """

    document: str
    text: Text
    title: str
    issuers: tuple[str, ...] = ()
    number: str = ""
    date: str = ""
    kind: str = ""
    mended: str = ""

    @property
    def stamp(self) -> str:
        """Changes whenever the document must be indexed again: another text, another reader, a corrected card or reading."""
        return stamp(
            self.text.text_id,
            self.text.reader_version,
            self.title,
            self.issuers,
            self.number,
            self.date,
            self.kind,
            self.mended,
        )


def stamp(
    text_id: str,
    reader_version: int,
    title: str,
    issuers: tuple[str, ...],
    number: str,
    date: str,
    kind: str,
    mended: str = "",
) -> str:
    """Give the stamp of an Entry without its Text, so that finding what is stale reads no text."""
    card = "\x1f".join((title, *issuers, "", number, date, kind))
    made_of = (
        f"{stamp_begins(text_id, reader_version)}{hashlib.sha256(card.encode('utf-8', 'replace')).hexdigest()[:16]}"
    )
    return f"{made_of}.{mended}" if mended else made_of


def stamp_begins(text_id: str, reader_version: int) -> str:
    """Give how all stamps of a text begin, whatever its card says."""
    return f"{text_id}.{reader_version}."


def stamp_marks(stamp: str) -> str:
    """Give of which file's marks a stamp tells, where they are not those that the text first came with: what ``mended`` has behind a dot."""
    return "".join(stamp.split(".", 4)[4:])


@dataclass(frozen=True, slots=True)
class Note:
    """A note as ``search_notes`` takes it.

    Attributes:
        annotation: Its id.
        document: Id of the document it stands in.
        title: Of that document.
        path: Of the clause it stands in; empty outside of all clauses.
        quote: The reading text that it marks.
        note: What the user wrote.
        tags: As the user wrote them.
    """

    annotation: str
    document: str
    title: str
    path: str
    quote: str
    note: str
    tags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """One place that answers a query.

    Attributes:
        document: Id of the document.
        title: Of the document.
        citation: ``《…法》第十二条``.
        path: Of the clause; empty outside of all clauses.
        start, end: The best place in the reading text; 0 for a note, whose place its annotation tells.
        clause: Span of the clause, or of the paragraph outside of all clauses; empty for a note.
        snippet: A slice of the reading text around the place; the text of the note for a note.
        marks: Spans inside ``snippet`` to be marked, ascending, apart from each other.
        kind: What was found.
        score: Higher is better, comparable within one answer only.
        annotation: Id of the annotation for a note, else empty.
        own: Of a place among others: the one of ``marks`` that is meant; None where the clause as a whole is.
    """

    document: str
    title: str
    citation: str
    path: str
    start: int
    end: int
    clause: Span
    snippet: str
    marks: tuple[Span, ...]
    kind: Literal["clause", "note"] = "clause"
    score: float = 0.0
    annotation: str = ""
    own: Span | None = None


@dataclass(frozen=True, slots=True)
class Results:
    """The answer to a query.

    Attributes:
        hits: Best first; places of a string in the order of documents and offsets, behind those of documents that were to come first.
        total: How many there are; ``hits`` holds the first of them. For a ranking: the matching clauses of the documents that
            were looked into.
        how: How they were found.
        took_ms: Wall time in milliseconds.
        counts: How many of ``total`` each document has, by its id; for places of a string, in the order of the places.
        at_least: Whether there may be more than ``total`` and ``counts`` say: only the best documents were looked into.
    """

    hits: list[Hit]
    total: int
    how: How
    took_ms: float = 0.0
    counts: Mapping[str, int] = field(default_factory=dict)
    at_least: bool = False


def above(first: Results, ranked: Results, limit: int) -> Results:
    """Give a ranking with some hits on top, each clause once.

    Args:
        first: What goes on top; none leaves the ranking as it is.
        ranked: The ranking.
        limit: Hits at most.
    """
    if not first.hits:
        return ranked
    known = {(hit.document, hit.clause) for hit in first.hits}
    others = [hit for hit in ranked.hits if (hit.document, hit.clause) not in known]
    # A document that has hits had the beginning that names it among them.
    new = {document: count for document, count in first.counts.items() if document not in ranked.counts}
    total = ranked.total + sum(new.values())
    return Results(
        [*first.hits, *others][:limit], total, "all", ranked.took_ms, {**ranked.counts, **new}, ranked.at_least
    )


def exact_first(ranked: Results, places: Results, limit: int) -> Results:
    """Give a ranking with the clauses that have the query letter for letter on top, where it is a best match that goes without them.

    The words of a query may be cut otherwise than those of a text, and what was imported a moment ago is not ranked yet.

    Args:
        ranked: The ranking.
        places: Of the same query, in verbatim search.
        limit: Hits at most.
    """
    if ranked.how != "best" or not places.hits:
        return ranked
    exact = list({(hit.document, hit.clause): hit for hit in reversed(places.hits)}.values())[::-1]
    known = {(hit.document, hit.clause) for hit in exact}
    others = [hit for hit in ranked.hits if (hit.document, hit.clause) not in known]
    new = Counter(hit.document for hit in exact)
    new.subtract(Counter(hit.document for hit in ranked.hits if (hit.document, hit.clause) in known))
    counts = Counter(ranked.counts)
    counts.update(new)
    return Results(
        [*exact, *others][:limit], ranked.total + new.total(), "all", ranked.took_ms, counts, ranked.at_least
    )
