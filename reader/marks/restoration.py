"""Marks of a scrambled paragraph restored: by rules, the certain ones first, then the stops left open by a model."""

from __future__ import annotations

from reader.composition import Composer
from reader.marks import headings, letterhead, statements, statute
from reader.marks.figures import settle_figures
from reader.marks.levels import settle_levels
from reader.marks.model import refine
from reader.marks.quotes import guess_quotes, settle_quotes
from reader.marks.sentences import settle_sentences
from reader.marks.sheet import Sheet
from reader.model import Span


def restore(source: str, span: Span, composer: Composer) -> None:
    """Write a scrambled paragraph of the source into the reading text, with marks and paragraphs restored.

    Only marks are written and dropped; every other character is taken from the source in its order.

    Args:
        source: The source text.
        span: The paragraph.
        composer: Takes the reading text; its paragraph is left open at the end.
    """
    sheet, free = settled(source, span)
    refine(sheet, free)
    sheet.write(composer)


def settled(source: str, span: Span) -> tuple[Sheet, list[int]]:
    """Give a scrambled paragraph as the rules settle it, and the gaps where only guesses and the rules for sentences spoke.

    Args:
        source: The source text.
        span: The paragraph.
    """
    sheet = Sheet(source, span)
    sheet = sheet.divided(letterhead.boundaries(sheet))
    sheet = sheet.divided(statute.boundaries(sheet))
    sheet = sheet.divided(headings.boundaries(sheet))
    sheet = sheet.divided(statements.boundaries(sheet))
    letterhead.settle_signature(sheet)
    settle_levels(sheet)
    letterhead.settle_head(sheet)
    sheet.is_statute = statute.settle_statute(sheet)
    if not sheet.is_statute:
        headings.settle_headings(sheet)
    statements.settle_statements(sheet)
    settle_figures(sheet)
    settle_quotes(sheet)
    free = [index for index in range(1, len(sheet)) if sheet.gaps[index].has_open_stop]
    guess_quotes(sheet)
    settle_sentences(sheet)
    return sheet, free
