"""Remembering where the user reads, in each document that is open: scrolling must not write with every line."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, QTimer

DELAY_MS = 1000
"""Rest before a place is written."""

Places = Mapping[str, tuple[int, bool]]
"""By document: the offset in the text that was shown, and whether that was 原貌."""


class ReadingPlaces(QObject):
    """Collects places until the reader rests."""

    def __init__(self, write: Callable[[Places], None], parent: QObject) -> None:
        """Remember none yet.

        Args:
            write: Is given what is to be written.
            parent: The owner.
        """
        super().__init__(parent)
        self._write = write
        self._places: dict[str, tuple[int, bool]] = {}
        self._timer = QTimer(self, singleShot=True, interval=DELAY_MS)
        self._timer.timeout.connect(self.save)

    def keep(self, document: str, offset: int, original: bool) -> None:
        """Remember a place; written after a rest."""
        self._places[document] = (offset, original)
        self._timer.start()

    def save(self) -> None:
        """Write what is remembered now."""
        self._timer.stop()
        places, self._places = self._places, {}
        if places:
            self._write(places)
