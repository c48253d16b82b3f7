"""An annotation together with where it stands in the text that is open: what page and notes panel are given."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.model import Span

if TYPE_CHECKING:
    from storage.annotations import Annotation


@dataclass(frozen=True, slots=True)
class PlacedAnnotation:
    """One annotation and its place.

    Attributes:
        annotation: What the user made.
        spans: Where it stands in the reading text, in order; empty for an orphan, whose place was not found.
        path: Of the clause around its beginning (``二、（三）``); empty outside of all clauses.
    """

    annotation: Annotation
    spans: tuple[Span, ...]
    path: str

    @property
    def start(self) -> int | None:
        """Offset of its beginning; None for an orphan."""
        return self.spans[0].start if self.spans else None

    def contains(self, offset: int) -> bool:
        """Tell whether it covers a code point."""
        return any(span.contains(offset) for span in self.spans)


def in_text_order(placed: Sequence[PlacedAnnotation]) -> list[PlacedAnnotation]:
    """Sort by place, orphans last, the older first where two begin together."""
    return sorted(placed, key=lambda one: (one.start is None, one.start or 0, one.annotation.created))
