"""Annotations with their places in the text that is current now: what the page, the notes panel and the export are given."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from reader.anchor import place
from reader.model import Span, Text
from storage.annotations import Annotation


@dataclass(frozen=True, slots=True)
class PlacedAnnotation:
    """An annotation with its place.

    Attributes:
        annotation: As stored.
        spans: In the order of the text; empty for an orphan, whose place was not found in the current text.
        path: Of the clause around the first span (for an orphan, where it once stood); empty outside of clauses.
    """

    annotation: Annotation
    spans: tuple[Span, ...]
    path: str

    @property
    def start(self) -> int | None:
        """Offset of its beginning; None for an orphan."""
        return self.spans[0].start if self.spans else None

    @property
    def quote(self) -> str:
        """The annotated words, as they stood when they were chosen; pieces are parted by ``…``."""
        return quote_of(self.annotation)

    def contains(self, offset: int) -> bool:
        """Tell whether it covers a code point."""
        return any(span.contains(offset) for span in self.spans)


def place_all(text: Text, annotations: Iterable[Annotation]) -> list[PlacedAnnotation]:
    """Place annotations in a text, in the order of the text, orphans last; what was placed before and has not changed is kept."""
    kept = _kept_for(text)
    placed = []
    for annotation in annotations:
        known = kept.get(annotation.id)
        if known is None or known[0] != annotation:
            known = kept[annotation.id] = (annotation, _place(text, annotation))
        placed.append(known[1])
    return in_text_order(placed)


def in_text_order(placed: Sequence[PlacedAnnotation]) -> list[PlacedAnnotation]:
    """Sort by place, orphans last, the older first where two begin together."""
    return sorted(placed, key=lambda one: (one.start is None, one.start or 0, one.annotation.created))


def quote_of(annotation: Annotation) -> str:
    """Give the annotated words of an annotation; pieces of one text are parted by ``…``."""
    first = annotation.anchors[0].text_id if annotation.anchors else ""
    return "…".join(anchor.quote for anchor in annotation.anchors if anchor.text_id == first)


_TEXTS_KEPT = 3
_kept: dict[int, tuple[Text, dict[str, tuple[Annotation, PlacedAnnotation]]]] = {}
"""What was placed in the texts that were asked for last. A change of one of a thousand annotations leaves the others where they are."""


def _kept_for(text: Text) -> dict[str, tuple[Annotation, PlacedAnnotation]]:
    key = id(text)  # a text that is kept is alive, so no other has its id
    if key not in _kept:
        while len(_kept) >= _TEXTS_KEPT:
            del _kept[next(iter(_kept))]
        _kept[key] = (text, {})
    return _kept[key][1]


def _place(text: Text, annotation: Annotation) -> PlacedAnnotation:
    here = [anchor for anchor in annotation.anchors if anchor.text_id == text.text_id]
    spans = sorted(span for anchor in here or annotation.anchors if (span := place(text, anchor)) is not None)
    if spans:
        clause = text.clause_at(spans[0].start)
        # Its words are those of this text, wherever else it has places.
        shown = annotation
        if here and here[0] != annotation.anchors[0]:
            anchors = (*here, *(anchor for anchor in annotation.anchors if anchor not in here))
            shown = replace(annotation, anchors=anchors)
        return PlacedAnnotation(shown, tuple(spans), clause.path if clause else "")
    return PlacedAnnotation(annotation, (), annotation.anchors[0].clause if annotation.anchors else "")
