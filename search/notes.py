"""Search in what the user wrote: notes, tags and the quotes that they stand at.

Notes are few and change with every word typed, so they are searched as they are, without an index.
"""

from __future__ import annotations

from collections.abc import Iterable

from reader.model import Span, cite
from search.folding import fold, letters
from search.query import NOT, OF_NOTES, Part, Query, parse
from search.results import Hit, Note
from search.snippets import LENGTH, merged
from search.verbatim import places_in

_WEIGHTS = {"note": 3.0, "tags": 2.0, "quote": 1.0}
_BEFORE = 30

ANY, NONE = frozenset({"有", "yes"}), frozenset({"无", "no"})
"""What 批注: says of a document that has notes, or has none; anything else is looked for in them."""


def search_notes(query: str, notes: Iterable[Note]) -> list[Hit]:
    """Give the notes that have every word of a query in their text, tags or quote, best first.

    Args:
        query: As typed, in the same language as ``Index.search``; filters by the card of a document find no notes, those of ``OF_NOTES``
            look at each note for itself.
        notes: All of them.
    """
    wanted = parse(query)
    of_cards = [name for name, _value in wanted.filters if name.removeprefix(NOT) not in OF_NOTES]
    if of_cards or not (wanted.groups or wanted.filters):
        return []
    hits = [hit for note in notes if (hit := _hit(wanted, note))]
    return sorted(hits, key=lambda hit: -hit.score)


def _hit(wanted: Query, note: Note) -> Hit | None:
    fields = {"note": fold(note.note), "tags": fold(" ".join(note.tags)), "quote": fold(note.quote)}
    if any(_is(note, name.removeprefix(NOT), value) == name.startswith(NOT) for name, value in wanted.filters):
        return None
    if any(_stands_in(part, text) for part in wanted.excluded for text in fields.values()):
        return None
    score = 0.0
    for group in wanted.groups:
        found = [weight for part in group for name, weight in _WEIGHTS.items() if _stands_in(part, fields[name])]
        if not found:
            return None
        score += max(found)
    shown = note.note if note.note.strip() else note.quote
    folded = fold(shown)
    marks = merged(places_in(folded, [part.letters for part in wanted.parts]))
    start = max(0, marks[0].start - _BEFORE) if marks else 0
    snippet = shown[start : start + LENGTH]
    return Hit(
        document=note.document,
        title=note.title,
        citation=cite(note.title, note.path),
        path=note.path,
        start=0,
        end=0,
        clause=Span(0, 0),
        snippet=snippet,
        marks=tuple(
            Span(mark.start - start, min(mark.end - start, len(snippet)))
            for mark in marks
            if mark.start - start < len(snippet)
        ),
        kind="note",
        score=score,
        annotation=note.annotation,
    )


def tagged(tags: Iterable[str], value: str) -> bool:
    """Tell whether one of some tags has what a filter says.

    Args:
        tags: As the user wrote them.
        value: Folded.
    """
    return any(letters(value) in letters(fold(tag)) for tag in tags)


def _is(note: Note, name: str, value: str) -> bool:
    if name == "tag":
        return tagged(note.tags, value)
    if value in ANY or value in NONE:
        return value in ANY
    return any(letters(value) in letters(fold(field)) for field in (note.note, *note.tags, note.quote))


def _stands_in(part: Part, folded: str) -> bool:
    return part.text in folded if part.phrase else part.letters in letters(folded)
