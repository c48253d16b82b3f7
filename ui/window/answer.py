"""What one query gives the window."""

from __future__ import annotations

from dataclasses import dataclass

from search.results import Hit, Results


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer of the search lane.

    Attributes:
        query: As typed.
        ranked: Clauses, best first; where a citation was typed, what it names first.
        verbatim: Every place where the query stands letter for letter.
        notes: The user's own, best first. They know their annotation, not their place.
    """

    query: str
    ranked: Results
    verbatim: Results
    notes: list[Hit]
