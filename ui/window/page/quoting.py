"""Words of the document for the clipboard: as they are, or with their citation."""

from __future__ import annotations

from reader.model import Clause, Span, Text, cite
from ui.translation import _


def trimmed(text: Text, span: Span) -> Span:
    """Give a span without the spaces and line ends at its ends: what a hasty mouse took along."""
    words = text.text[span.start : span.end]
    start = span.start + len(words) - len(words.lstrip())
    return Span(start, max(start, span.start + len(words.rstrip())))


def clause_around(text: Text, span: Span) -> Clause | None:
    """Give the innermost clause that holds all of a span; None where no single clause does."""
    found = None
    level: tuple[Clause, ...] = text.clauses
    while level:
        inside = next((one for one in level if one.span.start <= span.start and span.end <= one.span.end), None)
        if inside is None:
            break
        found, level = inside, inside.children
    return found


def cited(title: str, text: Text, span: Span) -> str:
    """Give the words of a span with where they stand: ``《…法》第十二条第二款：“…”``.

    Args:
        title: Of the document, without 《》.
        text: The reading.
        span: What is quoted.
    """
    clause = clause_around(text, span)
    citation = cite(title, clause.path if clause else "")
    return _("{citation}：“{quote}”").format(citation=citation, quote=text.text[span.start : span.end])
