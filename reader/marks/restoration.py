"""Marks of a scrambled paragraph restored by rules."""

from __future__ import annotations

from reader.composition import Composer
from reader.model import Span


def restore(source: str, span: Span, composer: Composer) -> None:
    """Write a scrambled paragraph of the source into the reading text."""
    composer.take(span)
