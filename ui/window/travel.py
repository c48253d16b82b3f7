"""Back and forward: the places that were jumped from and to."""

from __future__ import annotations

from dataclasses import dataclass

_LONGEST = 200
_SAME = 200
"""Places less than so many code points apart are one stop."""


@dataclass(frozen=True, slots=True)
class Stop:
    """A place in a document.

    Attributes:
        document: Its id.
        offset: In the text that was shown.
    """

    document: str
    offset: int

    def is_near(self, other: Stop) -> bool:
        """Tell whether going from one to the other would hardly move the page."""
        return self.document == other.document and abs(self.offset - other.offset) < _SAME


class Travel:
    """A line of stops with the traveller somewhere on it."""

    def __init__(self) -> None:
        self._behind: list[Stop] = []
        self._ahead: list[Stop] = []

    def leave(self, here: Stop) -> None:
        """Remember the place that a jump leaves; what lay ahead is forgotten."""
        self._ahead.clear()
        if not self._behind or not self._behind[-1].is_near(here):
            self._behind.append(here)
            del self._behind[:-_LONGEST]

    def back(self, here: Stop) -> Stop | None:
        """Give the stop before, with ``here`` put ahead; None where there is none."""
        return _go(self._behind, self._ahead, here)

    def forward(self, here: Stop) -> Stop | None:
        """Give the stop after, with ``here`` put behind; None where there is none."""
        return _go(self._ahead, self._behind, here)

    def forget(self, documents: set[str]) -> None:
        """Drop the stops in documents that are gone."""
        self._behind = [stop for stop in self._behind if stop.document not in documents]
        self._ahead = [stop for stop in self._ahead if stop.document not in documents]

    @property
    def can_go_back(self) -> bool:
        """Whether there is a stop before."""
        return bool(self._behind)

    @property
    def can_go_forward(self) -> bool:
        """Whether there is a stop after."""
        return bool(self._ahead)


def _go(source: list[Stop], other: list[Stop], here: Stop) -> Stop | None:
    while source and source[-1].is_near(here):
        source.pop()
    if not source:
        return None
    other.append(here)
    return source.pop()
