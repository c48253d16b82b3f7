"""What one query gives the window."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from reader.errors import Cancelled, KnownError
from search.results import Hit, Results, Sort, exact_first
from storage.cards import Card
from ui.allocator import give_back_seldom
from ui.collector import staying
from ui.filtering import FACETS, Counts, Filters, Shelf
from ui.workspace import Workspace

_RELATED_LIMIT = 60
_VERBATIM_LIMIT = 300
_LEADING = 8
"""Documents of the ranking whose places come first: a rare word is told of before the whole library was looked through for it."""
_GROWTH = 4
"""So many times as many hits are listed when the user asks for more: he who wants them all asks a few times, not fifty."""
_REST_SECONDS = 0.1
"""What is counted only is not begun sooner after a key: a typist has typed the next one by then."""
_TURN_SECONDS, _BREATH_SECONDS = 0.001, 0.0001
"""After as long a turn, the search waits as long. The window would wait for a whole scan: who reads a file lets go of the interpreter and
takes it back before another thread wakes, which is then told to wait on."""


@dataclass(frozen=True, slots=True)
class Question:
    """What the user asks.

    Attributes:
        query: As typed.
        filters: What a document must be to answer.
        sort: The order of the hits.
        regex: The query is a regular expression.
        across: It may match across the ends of paragraphs.
        wider: How often more hits were asked for than are listed at first.
        here: Id of the document that is being read, empty where none is: 本法第三条 is a clause of it.
    """

    query: str
    filters: Filters = field(default_factory=Filters)
    sort: Sort = "relevance"
    regex: bool = False
    across: bool = False
    wider: int = 0
    here: str = ""

    def limit(self, first: int) -> int:
        """Give how many hits are listed, where so many are at first."""
        return int(first * _GROWTH**self.wider)


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer of the search lane.

    Attributes:
        query: As typed.
        ranked: Clauses, best first; where a citation was typed, what it names first. What stands there as typed goes before a best
            match, as soon as it is found.
        verbatim: Every place where the query stands letter for letter.
        notes: The user's own, best first. They know their annotation, not their place.
        counts: What each of the three lists can be narrowed by.
        at_least: Whether there may be more than those say, for each of the three.
        trouble: Why a regular expression could not be looked for; None where it could.
        complete: Whether this is all. Otherwise something is still counted.
    """

    query: str
    ranked: Results
    verbatim: Results
    notes: list[Hit]
    counts: Sequence[Counts] = ()
    at_least: tuple[bool, bool, bool] = (False, False, False)
    trouble: KnownError | None = None
    complete: bool = True


def search_once(workspace: Workspace) -> None:
    """Load what the first search would wait for. For the search lane."""
    with staying():
        answer_to(workspace, Question("第一条"), {})


def answer_to(
    workspace: Workspace,
    question: Question,
    cards: Mapping[str, Card],
    heard: Callable[[Answer], None] = lambda part: None,
    overtaken: Callable[[float], bool] = lambda seconds: False,
) -> Answer:
    """Answer a question. For the search lane.

    The ranked clauses come first, then the first places, and when the user has rested for a moment the counts: while somebody types,
    nothing is counted that the next key makes worthless.

    Args:
        workspace: The open library.
        question: What is asked.
        cards: Of all documents, by id.
        heard: Hears the answer as far as it is known.
        overtaken: Tells whether another question was asked, waiting so many seconds for it.

    Raises:
        Cancelled: Another question was asked.
    """
    from search.query import of_notes  # later: a window opens before anybody searches

    workspace.unindexed.follow(cards)
    shelf = workspace.shelf(cards)
    if question.regex:
        return _answer_to_pattern(workspace, question, shelf)
    query, limit = question.query, question.limit(_RELATED_LIMIT)
    said, words = of_notes(query)
    asked = words or query  # nothing but filters asks for documents
    filters = replace(question.filters, said=said)
    documents = shelf.narrowed(filters)
    ranked = partial(workspace.index.search, asked, sort=question.sort, here=question.here)
    notes = workspace.search_notes(query, documents)
    nothing = Results([], 0, "verbatim")
    related = ranked(limit=limit, documents=documents, beyond=question.wider > 0)
    open_facets = [facet for facet in FACETS if not filters.chosen.get(facet)]
    counts = [shelf.counted(each, open_facets) for each in (related.counts, nothing.counts, _by_document(notes))]
    first = Answer(query, related, nothing, notes, tuple(counts), (related.at_least, True, False), complete=False)
    heard(first)
    above = partial(exact_first, related, limit=limit)
    going_on = _GoingOn(first, above, heard, overtaken)
    verbatim = partial(workspace.index.verbatim, words, sort=question.sort, proceed=going_on.proceed)
    most = question.limit(_VERBATIM_LIMIT)
    places = verbatim(first=_leading(related), limit=most, documents=documents, heard=going_on.hear)
    counted = partial(shelf.counted, proceed=going_on.proceed)
    counts[1] = counted(places.counts, open_facets)
    if related.at_least and related.how == "all":
        # Who looks at the places knows them all by now; to count the clauses of a common word may take a second more.
        known = (True, False, False)
        heard(replace(first, ranked=above(places), verbatim=places, counts=tuple(counts), at_least=known))
    settled = partial(workspace.index.settled, asked, sort=question.sort, here=question.here, proceed=going_on.proceed)
    related = exact_first(settled(related, limit=limit, documents=documents), places, limit)
    counts[0] = counted(related.counts, open_facets)
    at_least = related.at_least
    # What else could be chosen of a facet is what the other filters leave.
    for facet in filters.chosen:
        wider = shelf.narrowed(filters.with_values(facet, ()))
        unfiltered = settled(ranked(limit=0, documents=wider), limit=0, documents=wider)
        at_least = at_least or unfiltered.at_least
        others = (
            # At least what is shown of it: not all may be counted, or it shows what comes close while another value has all words.
            Counter(unfiltered.counts) | Counter(related.counts),
            verbatim(limit=0, documents=wider).counts,
            _by_document(workspace.search_notes(query, wider)),
        )
        for own, each in zip(counts, others, strict=True):
            own.update(counted(each, [facet]))
    give_back_seldom()  # what each letter was answered with lies between what stays
    return Answer(query, related, places, notes, counts, (at_least, False, False))


def _leading(related: Results) -> list[str]:
    """Give the documents whose places come first: the same ones however many were asked for, so that what is listed does not move."""
    return list(dict.fromkeys(hit.document for hit in related.hits[:_RELATED_LIMIT]))[:_LEADING]


class _GoingOn:
    """Goes on with a question as long as nobody asks another one."""

    def __init__(
        self,
        first: Answer,
        above: Callable[[Results], Results],
        heard: Callable[[Answer], None],
        overtaken: Callable[[float], bool],
    ) -> None:
        self._first = first
        self._above = above
        self._heard = heard
        self._overtaken = overtaken
        self._rested = False
        self._breathed = 0.0

    def hear(self, places: Results) -> None:
        """Pass the places on that are known so far; after the first of them, rest as long as a typist between two keys."""
        self._heard(replace(self._first, ranked=self._above(places), verbatim=places))
        if not self._rested:
            self._rested = True
            self._wait(_REST_SECONDS)

    def proceed(self) -> None:
        """Stop where nobody waits any more, and let the window have its turn."""
        if time.perf_counter() - self._breathed > _TURN_SECONDS:
            self._wait(_BREATH_SECONDS)
            self._breathed = time.perf_counter()

    def _wait(self, seconds: float) -> None:
        if self._overtaken(seconds):
            raise Cancelled


def _answer_to_pattern(workspace: Workspace, question: Question, shelf: Shelf) -> Answer:
    nothing = Results([], 0, "verbatim")
    documents = shelf.narrowed(question.filters)
    try:
        found = workspace.pattern(
            question.query,
            limit=question.limit(_VERBATIM_LIMIT),
            documents=documents,
            sort=question.sort,
            across=question.across,
        )
    except KnownError as error:  # half a pattern is no pattern yet: it is told in the list, not as an error
        return Answer(question.query, nothing, nothing, [], trouble=error)
    return Answer(question.query, nothing, found, [], ({}, shelf.counted(found.counts), {}))


def _by_document(notes: Sequence[Hit]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for hit in notes:
        counts[hit.document] = counts.get(hit.document, 0) + 1
    return counts
