"""Evidence chooses the family of a document and of each of its annexes; the tree is grown from it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from reader.frame import Section
from reader.model import Clause, Span
from reader.outline import law, official, standard
from reader.outline.forced import NO_LEVELS, force, without_labels
from reader.outline.tree import ANNEX_RANK, Head, grow

_LEAST_STANDARD_CLAUSES = 3
_BELOW_OFFICIAL = 20
"""Added to the ranks of articles that a 公文 quotes under its own 一、."""


def outline(text: str, sections: Sequence[Section], levels: Mapping[int, int] = NO_LEVELS) -> tuple[Clause, ...]:
    """Give the clause tree of a document.

    Args:
        text: The reading text.
        sections: Its body and annexes. Each is grown by itself: numbering starts anew, and the body's last clause ends
            before the signature.
        levels: What the user said of paragraphs; see ``reader.outline.forced``.
    """
    roots: list[Clause] = []
    for section in sections:
        heads = _heads(without_labels(text, section.paragraphs, levels), section.paragraphs)
        if section.annex:
            annex = section.annex
            heads.insert(
                0, Head("annex", ANNEX_RANK, annex.number, annex.label, annex.title, annex.heading, annex.address)
            )
        roots.extend(grow(force(heads, text, section.paragraphs, levels), text, section.end))
    return tuple(roots)


def _heads(text: str, paragraphs: Sequence[Span]) -> list[Head]:
    """Give the heads of one section by the grammar that its paragraphs speak for."""
    statute = law.heads(text, paragraphs)
    articles = [head for head in statute if head.kind == "article"]
    dotted = sum(bool(standard.CLAUSE.match(text, span.start, span.end)) for span in paragraphs)
    if dotted >= max(_LEAST_STANDARD_CLAUSES, 2 * len(articles)):
        return standard.heads(text, paragraphs)
    if not articles:
        return _in_order([*law.division_heads(text, paragraphs), *official.heads(text, paragraphs)])
    chapters = [head for head in official.heads(text, paragraphs) if head.label.endswith("、")]
    if chapters and chapters[0].heading.start < articles[0].heading.start < chapters[-1].heading.start:
        # A decision that amends a law: 一、 is its own numbering, the articles under it are quoted.
        return _in_order([*chapters, *(replace(head, rank=head.rank + _BELOW_OFFICIAL) for head in statute)])
    return statute


def _in_order(heads: list[Head]) -> list[Head]:
    """Sort by start; of two heads on one place the first given stays."""
    return list(
        {head.heading.start: head for head in sorted(heads, key=lambda head: head.heading.start)[::-1]}.values()
    )[::-1]
