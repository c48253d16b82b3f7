"""What one query gives the window."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from reader.errors import KnownError
from search.results import Hit, Results, Sort
from storage.documents import Card
from ui.filtering import FACETS, Counts, Filters, Shelf
from ui.workspace import Workspace

_RELATED_LIMIT = 60
_VERBATIM_LIMIT = 300


@dataclass(frozen=True, slots=True)
class Question:
    """What the user asks.

    Attributes:
        query: As typed.
        filters: What a document must be to answer.
        sort: The order of the hits.
        regex: The query is a regular expression.
    """

    query: str
    filters: Filters = field(default_factory=Filters)
    sort: Sort = "relevance"
    regex: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer of the search lane.

    Attributes:
        query: As typed.
        ranked: Clauses, best first; where a citation was typed, what it names first.
        verbatim: Every place where the query stands letter for letter.
        notes: The user's own, best first. They know their annotation, not their place.
        counts: What each of the three lists can be narrowed by.
        trouble: Why a regular expression could not be looked for; None where it could.
    """

    query: str
    ranked: Results
    verbatim: Results
    notes: list[Hit]
    counts: Sequence[Counts] = ()
    trouble: KnownError | None = None


def answer_to(workspace: Workspace, question: Question, cards: Mapping[str, Card]) -> Answer:
    """Answer a question. For the search lane.

    Args:
        workspace: The open library.
        question: What is asked.
        cards: Of all documents, by id.
    """
    query, filters = question.query, question.filters
    shelf = workspace.shelf(cards)
    documents = shelf.narrowed(filters)
    if question.regex:
        return _answer_to_pattern(workspace, question, shelf)
    ranked = partial(workspace.index.search, query, sort=question.sort)
    verbatim = partial(workspace.verbatim, query, sort=question.sort)
    notes = workspace.search_notes(query, documents)
    found = Answer(
        query,
        ranked(limit=_RELATED_LIMIT, documents=documents),
        verbatim(limit=_VERBATIM_LIMIT, documents=documents),
        notes,
    )
    open_facets = [facet for facet in FACETS if not filters.chosen.get(facet)]
    lists = (found.ranked.counts, found.verbatim.counts, _by_document(notes))
    counts = [shelf.counted(each, open_facets) for each in lists]
    # What else could be chosen of a facet is what the other filters leave.
    for facet in filters.chosen:
        wider = shelf.narrowed(filters.with_values(facet, ()))
        others = (
            ranked(limit=0, documents=wider).counts,
            verbatim(limit=0, documents=wider).counts,
            _by_document(workspace.search_notes(query, wider)),
        )
        for own, each in zip(counts, others, strict=True):
            own.update(shelf.counted(each, [facet]))
    return Answer(query, found.ranked, found.verbatim, notes, counts)


def _answer_to_pattern(workspace: Workspace, question: Question, shelf: Shelf) -> Answer:
    nothing = Results([], 0, "verbatim")
    documents = shelf.narrowed(question.filters)
    try:
        found = workspace.pattern(question.query, limit=_VERBATIM_LIMIT, documents=documents, sort=question.sort)
    except KnownError as error:  # half a pattern is no pattern yet: it is told in the list, not as an error
        return Answer(question.query, nothing, nothing, [], trouble=error)
    return Answer(question.query, nothing, found, [], ({}, shelf.counted(found.counts), {}))


def _by_document(notes: Sequence[Hit]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for hit in notes:
        counts[hit.document] = counts.get(hit.document, 0) + 1
    return counts
