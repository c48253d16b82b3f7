"""The rows of the outline, made of a document's clauses where it is fetched: a code of 1,000 articles takes 20 ms."""

from __future__ import annotations

from collections.abc import Sequence

from reader.model import Clause
from ui.window.tree_model import Node

_LEAD_LENGTH = 24
"""Code points of a clause without heading words that are shown after its number."""

Chains = dict[str, tuple[Clause, ...]]
"""Every clause with those around it, outermost first, by path."""


def outline(text: str, clauses: Sequence[Clause]) -> list[Node]:
    """Give the nodes of clauses, for any thread. A 款 has no number of its own in print and no row; its 项 stand below the 条."""
    nodes: list[Node] = []
    for clause in clauses:
        below = outline(text, clause.children)
        if not clause.label and not clause.title:
            nodes.extend(below)
            continue
        hint = "" if clause.title else _lead(text, clause)
        nodes.append(Node(heading_words(clause), clause.span, hint, target=clause.heading, children=below))
    return nodes


def heading_words(clause: Clause) -> str:
    """Give number and title of a clause as they are shown in one line."""
    # 第三章 总则, but 一、总体要求 and （三）主要目标: bracketed and comma numbers bring their own distance.
    apart = clause.label[-1:] not in "、）．.)" if clause.label else False
    return f"{clause.label}{' ' if apart and clause.title else ''}{clause.title}"


def _lead(text: str, clause: Clause) -> str:
    start = clause.heading.end
    lead = text[start : min(start + _LEAD_LENGTH, clause.span.end)]
    return lead.strip(" 　\n，。：、").split("\n")[0]


def chains(clauses: Sequence[Clause], above: tuple[Clause, ...] = ()) -> Chains:
    """Give every clause with those around it, by path; of two with one path the first counts."""
    found: Chains = {}
    for clause in clauses:
        chain = (*above, clause)
        found.setdefault(clause.path, chain)
        for path, inner in chains(clause.children, chain).items():
            found.setdefault(path, inner)
    return found
