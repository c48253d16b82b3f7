"""Annotations with their places in the text that is current now: what the page, the notes panel and the export are given."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Collection, Iterable
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


class Places:
    """Where annotations stand in the texts that were asked for last.

    What did not change keeps its place and stays the very same object, and so does the whole where nothing of it changed: who shows
    it sees by ``is`` what to show again.
    """

    def __init__(self) -> None:
        self._pages: OrderedDict[int, _Page] = OrderedDict()

    def of(self, text: Text, annotations: Collection[Annotation]) -> tuple[PlacedAnnotation, ...]:
        """Place the annotations of a document in a text of it, in the order of the text, orphans last.

        Args:
            text: Any text of the document, as it is read or in 原貌.
            annotations: All of the document's, those that did not change as the same objects as before.
        """
        page = self._pages.get(id(text))  # a text that is kept is alive, so no other has its id
        if page is None:
            page = self._pages[id(text)] = _Page(text)
            while len(self._pages) > _TEXTS_KEPT:
                self._pages.popitem(last=False)
        self._pages.move_to_end(id(text))
        return page.place(annotations)


class _Page:
    """What stands in one text."""

    def __init__(self, text: Text) -> None:
        self._text = text
        self._known: dict[str, tuple[Annotation, PlacedAnnotation]] = {}
        self._placed: tuple[PlacedAnnotation, ...] = ()

    def place(self, annotations: Collection[Annotation]) -> tuple[PlacedAnnotation, ...]:
        known, self._known = self._known, {}
        is_same = len(known) == len(annotations)
        for annotation in annotations:
            one = known.get(annotation.id)
            if one is None or one[0] is not annotation:
                one, is_same = (annotation, _place(self._text, annotation)), False
            self._known[annotation.id] = one
        if not is_same:
            self._placed = in_text_order(placed for _annotation, placed in self._known.values())
        return self._placed


def in_text_order(placed: Iterable[PlacedAnnotation]) -> tuple[PlacedAnnotation, ...]:
    """Sort by place, orphans last, the older first where two begin together."""
    return tuple(sorted(placed, key=_order))


def _order(one: PlacedAnnotation) -> tuple[bool, int, str, str]:
    return one.start is None, one.start or 0, one.annotation.created, one.annotation.id


def quote_of(annotation: Annotation) -> str:
    """Give the annotated words of an annotation; pieces of one text are parted by ``…``."""
    first = annotation.anchors[0].text_id if annotation.anchors else ""
    return "…".join(anchor.quote for anchor in annotation.anchors if anchor.text_id == first)


_TEXTS_KEPT = 6
"""As many as stay laid out, each as it is read and in 原貌."""


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
