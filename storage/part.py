"""What the parts of an open library have in common: ``library.ledger``, ``library.trash``, and so on.

A part is one kind of thing that the user keeps. It holds nothing itself: it asks the library for its open file, once for each call.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

from storage.database import Database

Access = Callable[[], AbstractContextManager[Database]]


class Part:
    """A part of a library. What its calls raise is what those of ``Library`` raise."""

    def __init__(self, reading: Access, writing: Access) -> None:
        """Take over how the library is read and written.

        Args:
            reading: Gives the open library.db, errors told as ``KnownError``.
            writing: The same, where this process may write it.
        """
        self._reading = reading
        self._writing = writing
