"""Tasks: a measure with the bodies responsible for it.

Local documents close a measure with （责任单位：甲、乙）; State Council documents with （甲牵头，乙、丙配合） or （甲、乙负责）.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Literal

from reader.goals import deadline, figures
from reader.model import Body, Clause, Span, Task
from reader.patterns import HAN

Role = Literal["lead", "support", "responsible"]

_LABEL = re.compile(
    r"(?P<role>牵头|配合|责任|主办|协办|协助|参与|承办|参加|主责|主要责任|落实|负责|实施|牵头责任|牵头考核)"
    r"(?P<noun>单位|部门|处室|机构|地区|主体)\s*[：:]"
)
_LEADING = re.compile("牵头|主办|主责")
_HELPING = re.compile("配合|协办|协助|参与|参加|指导")
_BRACKET = re.compile(r"[（(](?P<inside>[^（）()\n]*(?:[（(][^（）()\n]*[）)][^（）()\n]*)*)[）)]")
_VERB_END = re.compile(
    r"(?P<verb>牵头负责|按职责分工负责|分别负责|共同负责|负责落实|负责|牵头|配合|参加|参与|指导|按职责分工落实|落实)$"
)
_DIVIDER = re.compile("[、，,；;。 ]|等?和(?=各)")
_SENTENCE_WORD = re.compile(".[由将应的]")
_LEAD_IN = re.compile("由|会同|以及|及|和")
_FILLER = re.compile("(?:等(?:有关)?(?:部门|单位|方面)?|按(?:照)?职责分工|分别|共同|具体)$")
_NAME = re.compile(rf"[{HAN}A-Za-z“”《》（）]{{2,40}}")
_REMARK = re.compile("。|[，,；;](?:排|列)(?:在|名)?第一|[，,；;]下同")
"""Begins what a first statement tells of all that follow: 列第一位者为牵头单位，下同."""

_FIRST_LEADS = re.compile("[排列](?:在|名)?第一[^（）()\n]{0,10}牵头")
"""A first statement says so of itself and of all that follow, as long as they name several and give no roles."""

_LONGEST_STATEMENT = 400


def tasks(text: str, paragraphs: Sequence[Span], clauses: Sequence[Clause]) -> tuple[Task, ...]:
    """Give the tasks in the order of the text.

    Args:
        text: The reading text.
        paragraphs: Those of the body. A measure is what stands in its paragraph before the statement, back to the statement
            before it or to the clause's heading.
        clauses: Roots of the clause tree.
    """
    places = _Places(clauses)
    first_leads = False
    found = []
    for paragraph in paragraphs:
        start = max(paragraph.start, places.heading_end(paragraph))
        for statement, bodies in _statements(text, paragraph):
            measure = _measure(text, Span(start, statement.start))
            first_leads = first_leads or bool(_FIRST_LEADS.search(text, statement.start, statement.end))
            if first_leads and len(bodies) > 1 and all(body.role == "responsible" for body in bodies):
                bodies = [replace(bodies[0], role="lead"), *bodies[1:]]
            found.append(
                Task(
                    bodies=tuple(bodies),
                    measure=measure,
                    statement=statement,
                    clause=places.path(statement.start),
                    deadline=deadline(text, measure, statement),
                    figures=figures(text, measure),
                )
            )
            start = statement.end
    return tuple(found)


def _measure(text: str, span: Span) -> Span:
    words = text[span.start : span.end]
    start = span.start + len(words) - len(words.lstrip("。、，；： \n"))
    return Span(min(start, span.end), span.start + len(words.rstrip()) if words.strip() else span.end)


def _statements(text: str, paragraph: Span) -> Iterator[tuple[Span, list[Body]]]:
    """Give the statements of a paragraph: first those in brackets, else a label that begins or ends a paragraph."""
    bracketed = False
    for match in _BRACKET.finditer(text, paragraph.start, paragraph.end):
        inside = Span(*match.span("inside"))
        bodies = _labelled(text, inside) or _by_verb(text, inside)
        if bodies:
            bracketed = True
            yield Span(*match.span()), bodies
    label = None if bracketed else _LABEL.search(text, paragraph.start, paragraph.end)
    if label:
        end = paragraph.end
        bodies = _labelled(text, Span(label.start(), end))
        if bodies:
            yield Span(label.start(), end), bodies


def _labelled(text: str, span: Span) -> list[Body]:
    """Read 牵头单位：甲；配合单位：乙、丙."""
    labels = list(_LABEL.finditer(text, span.start, span.end))
    if not labels or len(span) > _LONGEST_STATEMENT:
        return []
    bodies: list[Body] = []
    for label, following in zip(labels, [*labels[1:], None], strict=True):
        role = _role(label["role"])
        stop = following.start() if following else span.end
        bodies.extend(_names(text, Span(label.end(), stop), role))
    return bodies


def _role(word: str) -> Role:
    if _LEADING.search(word):
        return "lead"
    return "support" if _HELPING.search(word) else "responsible"


def _by_verb(text: str, span: Span) -> list[Body]:
    """Read 甲牵头，乙、丙配合 and 甲、乙负责; a remark behind them is left out."""
    if len(span) > _LONGEST_STATEMENT:
        return []
    remark = _REMARK.search(text, span.start, span.end)
    span = Span(span.start, remark.start()) if remark else span
    bodies: list[Body] = []
    start = span.start
    for end in [*(match.start() for match in re.finditer("[，,；;]", text[span.start : span.end])), len(span)]:
        stop = span.start + end
        match = _VERB_END.search(text, start, stop)
        if match:
            role = _role(match["verb"])
            bodies.extend(_names(text, Span(start, match.start()), role))
            start = min(stop + 1, span.end)
    is_prose = any(_SENTENCE_WORD.search(body.name) for body in bodies)
    return bodies if start >= span.end and not is_prose else []


def _names(text: str, span: Span, role: Role) -> Iterator[Body]:
    start = span.start
    dividers = [match.span() for match in _DIVIDER.finditer(text, span.start, span.end)]
    for stop, following in [*dividers, (span.end, span.end)]:
        lead_in = _LEAD_IN.match(text, start, stop)
        start = lead_in.end() if lead_in else start
        name = _FILLER.sub("", text[start:stop])
        if _NAME.fullmatch(name):
            yield Body(name, role, Span(start, start + len(name)))
        start = following


class _Places:
    """Finds clauses by offset."""

    def __init__(self, roots: Sequence[Clause]) -> None:
        self._roots = roots
        self._headings = {clause.heading.start: clause.heading.end for root in roots for clause in root.walk()}

    def path(self, offset: int) -> str:
        """Give the path of the innermost clause around an offset; empty outside of all."""
        path = ""
        level: Sequence[Clause] = self._roots
        while level:
            at = bisect_right(level, offset, key=lambda clause: clause.span.start) - 1
            if at < 0 or not level[at].span.contains(offset):
                break
            path, level = level[at].path, level[at].children
        return path

    def heading_end(self, paragraph: Span) -> int:
        """Give the end of the heading that begins a paragraph; its start where none does."""
        return self._headings.get(paragraph.start, paragraph.start)
