"""Telling the places of a verbatim search while it still goes on: the first at once, then some times a second."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable

from search.results import Hit, Results
from search.verbatim import Place

REPORT_SECONDS = 0.05

Heard = Callable[[Results], None]
"""Takes the answer so far: its first hits, and how many were counted until now. What it raises ends the search."""


class Stream:
    """Makes hits of places as they come, each once.

    Args:
        hit: Makes the hit of a place.
        heard: Who is told; None where nobody waits.
    """

    def __init__(self, hit: Callable[[Place], Hit], heard: Heard | None) -> None:
        self._hit = hit
        self._heard = heard
        self._hits: list[Hit] = []
        self._told = 0.0

    def __call__(self, places: list[Place], counts: Counter[str]) -> None:
        """Tell what was found so far, unless there is nothing or it was told just now."""
        # Made at the end, they would need documents that were let go of since: 250 of them were read and unpacked twice.
        self._make(places)
        if self._heard is not None and places and time.perf_counter() >= self._told + REPORT_SECONDS:
            self._heard(self.results(places, counts))
            self._told = time.perf_counter()

    def results(self, places: list[Place], counts: Counter[str]) -> Results:
        """Give the answer with these places."""
        self._make(places)
        return Results(list(self._hits), counts.total(), "verbatim", counts=Counter(counts))

    def _make(self, places: list[Place]) -> None:
        self._hits.extend(map(self._hit, places[len(self._hits) :]))
