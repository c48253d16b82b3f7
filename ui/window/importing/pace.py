"""The pace of an import: its readers go on as long as what they have brought is ranked soon."""

from __future__ import annotations

import threading
import time

_SOON_SECONDS = 1.5
"""Where what waits takes longer to be indexed than this, one reader waits for it: on two processors, one reads and one indexes then."""
_LATE_SECONDS = 4.0
"""Where it takes longer than this, all of them do: with the time of one turn, what is imported is ranked within ten."""
_LONG_SECONDS = 20.0
"""An update that takes so long is hindered by something else, and does not bring the import to a stop."""
_EVER_SECONDS = 60.0
_FIRST_RATE = 20.0
_FEW = 16
"""So many documents tell nothing: their turn takes as long for one."""
_SHARE = 0.5
"""What the last turn counts for against those before it."""


class Pace:
    """Knows what waits for the index and how fast it is taken in. Safe in any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting = self._stored = self._done = 0
        self._rate = _FIRST_RATE
        self._begun: float | None = None

    def stored(self) -> None:
        """Know that one more document stands on the shelf."""
        with self._lock:
            self._stored += 1

    def look(self) -> None:
        """Know that it is looked what waits; what is stored from now on is not seen by that."""
        with self._lock:
            self._stored = 0

    def begin(self, waiting: int) -> None:
        """Know that a turn of the index begins with so many documents to take in."""
        with self._lock:
            self._waiting, self._done, self._begun = waiting, 0, time.monotonic()

    def went_on(self, done: int) -> None:
        """Know how many documents the turn has taken in by now."""
        with self._lock:
            self._done = done

    def end(self, taken: int) -> None:
        """Know that the turn is over.

        Args:
            taken: How many documents are ranked now that were not; 0 where it failed, or was none.
        """
        with self._lock:
            if taken >= _FEW and self._begun is not None:
                took = max(time.monotonic() - self._begun, 0.001)
                self._rate += (taken / took - self._rate) * _SHARE
            self._waiting, self._done, self._begun = max(self._waiting - taken, 0), 0, None

    def spared(self) -> int:
        """Give how many of the readers are to wait; none where nothing is being indexed, whatever waits."""
        with self._lock:
            if self._begun is None:
                return 0
            takes = time.monotonic() - self._begun
            late = (self._waiting + self._stored - self._done) / self._rate
        return (late > _SOON_SECONDS and takes < _EVER_SECONDS) + (late > _LATE_SECONDS and takes < _LONG_SECONDS)
