"""Headings by the user's word: a paragraph is a heading of a level, or none, whatever the grammar of the document says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from reader.model import Span
from reader.outline import law, official
from reader.outline.tree import ANNEX_RANK, Head

NO_LEVELS: Mapping[int, int] = MappingProxyType({})
"""What is said of no paragraph. Otherwise: where a paragraph starts -> the level of its heading, 1 and up; 0 for none."""

_FIRST_RANK = 10
"""Of a heading in a document that has no other: that of 一、."""

_LONGEST_ADDRESS = 30
_END_MARKS = "。：；，、:;,. \u3000"
_NO_HEADINGS = ("paragraph", "item", "subitem")
"""What a grammar found inside an article gives way to the heading that the user sees there."""


def without_labels(text: str, paragraphs: Sequence[Span], levels: Mapping[int, int]) -> str:
    """Give a text of the same length in which the paragraphs that are no headings begin like none.

    A full stop in the place of their first character fits no label, and no line on which a title goes on.
    """
    plain = [span.start for span in paragraphs if len(span) and levels.get(span.start) == 0]
    if not plain:
        return text
    characters = list(text)
    for offset in plain:
        characters[offset] = "。"
    return "".join(characters)


def force(heads: Sequence[Head], text: str, paragraphs: Sequence[Span], levels: Mapping[int, int]) -> list[Head]:
    """Give the heads of a section with those that the user wants, at the depth that he wants.

    A level deeper than one below the clause around it becomes just that: there is nothing in between. Inside an annex, which is a
    clause itself, the first level is the second.

    Args:
        heads: As the grammar found them, that of the annex included; ascending.
        text: The reading text.
        paragraphs: Of the section.
        levels: See ``NO_LEVELS``.
    """
    wanted = {span.start: span for span in paragraphs if levels.get(span.start, 0) > 0}
    if not wanted:
        return list(heads)
    found = {
        head.heading.start: head for head in reversed(heads)
    }  # of two on one place the first, which holds the other
    made = {start: head for start, span in wanted.items() if (head := _head(text, span, found.get(start))) is not None}
    others = [
        head
        for head in heads
        if head.heading.start not in made or not (head is found[head.heading.start] or head.kind in _NO_HEADINGS)
    ]
    merged = sorted([*made.values(), *others], key=lambda head: (head.heading.start, head.heading.start not in made))
    top = min((head.rank for head in heads if head.rank > ANNEX_RANK), default=_FIRST_RANK)
    result: list[Head] = []
    around: list[int] = []
    for head in merged:
        if made.get(head.heading.start) is head:
            head = replace(head, rank=_rank(around, levels[head.heading.start], top))
        while around and around[-1] >= head.rank:
            around.pop()
        around.append(head.rank)
        result.append(head)
    return result


def _rank(around: Sequence[int], level: int, top: int) -> int:
    """Give the rank that puts a head at a depth, among the ranks of the clauses that are open before it."""
    level = max(level, 2) if around and around[0] == ANNEX_RANK else level
    if level <= len(around):
        return around[level - 1]
    return around[-1] + 1 if around else top


def _head(text: str, span: Span, found: Head | None) -> Head | None:
    """Give the head of a paragraph that is one: as it was found, else by its label, else by its words; None where it has none."""
    if found is not None and found.kind not in _NO_HEADINGS:
        head: Head | None = found
    else:
        head = next(iter(law.division_heads(text, [span])), None) or official.labelled_head(text, span)
    if head is not None and (head.title or head.kind == "article"):
        return head
    label = head.label if head else ""
    title = text[span.start + len(label) : span.end].strip(_END_MARKS)
    if head is not None:
        return replace(head, title=title, heading=span) if title else head
    if not title:
        return None
    address = title if len(title) <= _LONGEST_ADDRESS else f"{title[:_LONGEST_ADDRESS]}…"
    return Head("heading", _FIRST_RANK, "", "", title, span, address)
