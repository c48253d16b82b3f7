"""A row an annotation: what tables, pages and plain text show of it, in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from reader.anchor import Anchor
from reader.corrections import paragraph_at
from reader.model import Clause, Span, Text, cite
from storage.annotations import Annotation
from storage.cards import Card
from storage.exports.exported import Exported, Labels, Placed
from storage.exports.origin import own_anchors, version_word, with_version


@dataclass(frozen=True, slots=True)
class NoteRow:
    """One annotation, worded.

    Attributes:
        card: Of its document.
        annotation: As stored.
        spans: Where it stands in the text that is exported; empty where its place was not found.
        kind: Highlight, note, bookmark or page note.
        path: Address of the clause; empty outside of all.
        version: That the path belongs to, in words; empty where it is that of the text that is exported.
        citation: ``《…》第十二条``, with the version where there is one.
        clause: The whole innermost clause, or the paragraph outside of clauses; empty where there is no place.
        quote: The annotated words; pieces are parted by ``…``.
        color, type, style: In words; ``type`` is empty where the user gave none, ``color`` for a bookmark, which is not drawn.
        bodies: Responsible for the measures that it touches, in their order.
    """

    card: Card
    annotation: Annotation
    spans: tuple[Span, ...]
    kind: str
    path: str
    version: str
    citation: str
    clause: str
    quote: str
    color: str
    type: str
    style: str
    bodies: tuple[str, ...]


def note_rows(documents: Iterable[Exported], labels: Labels) -> Iterator[NoteRow]:
    """Give a row for each annotation: document by document, those on it as a whole, in the order of the text, those without a place."""
    for document in documents:
        for annotation, spans in sorted(document.annotations, key=_order):
            yield _row(document, annotation, tuple(spans), labels)


def _order(placed: Placed) -> tuple[bool, int, str]:
    annotation, spans = placed
    return not spans and bool(annotation.anchors), min(spans).start if spans else -1, annotation.created


def _row(document: Exported, annotation: Annotation, spans: tuple[Span, ...], labels: Labels) -> NoteRow:
    card, text = document.card, document.text
    clause = text.clause_at(spans[0].start) if spans else None
    anchors = own_anchors(document, annotation)
    path = _path(anchors, spans, clause)
    version = version_word(document, annotation, bool(spans), labels)
    words = [text.text[span.start : span.end] for span in spans] or [anchor.quote for anchor in anchors]
    return NoteRow(
        card=card,
        annotation=annotation,
        spans=spans,
        kind=labels.kinds[annotation.kind],
        path=path,
        version=version,
        citation=with_version(cite(card.title, path), version),
        clause=_clause_words(text, spans, clause),
        quote="…".join(words),
        color="" if annotation.bookmark else labels.colors[annotation.color],
        type=labels.types[annotation.type] if annotation.type else "",
        style=labels.styles[annotation.style],
        bodies=_bodies(text, spans),
    )


def _path(anchors: Sequence[Anchor], spans: tuple[Span, ...], clause: Clause | None) -> str:
    if spans:
        return clause.path if clause else ""
    return anchors[0].clause if anchors else ""


def _clause_words(text: Text, spans: tuple[Span, ...], clause: Clause | None) -> str:
    if not spans:
        return ""
    around = clause.span if clause else paragraph_at(text, spans[0].start).span
    return text.text[around.start : around.end]


def _bodies(text: Text, spans: tuple[Span, ...]) -> tuple[str, ...]:
    touched = [
        task
        for task in text.tasks
        if any(task.measure.overlaps(span) or task.statement.overlaps(span) for span in spans)
    ]
    return tuple(dict.fromkeys(body.name for task in touched for body in task.bodies))
