"""What a library needs of itself while a window is open on it: an index that is up to date, and a backup once a day."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

_PAINTED_MS = 450
"""By then the first page is painted, and the one for the next document made: to look at the index takes 0.1 s of the interpreter, with 35,000
documents 1.5 s, and beside it the page took 90 ms instead of 40."""
_BACKUP_CHECK_MS = 3_600_000
"""How often it is asked whether a backup is due: a window stays open for weeks, and a backup is made only where something was."""


class Upkeep(QObject):
    """Begins behind the first page."""

    def __init__(self, update_index: Callable[[], None], back_up: Callable[[], None], parent: QObject) -> None:
        """Do nothing yet.

        Args:
            update_index: Brings the index up to date.
            back_up: Makes a backup where one is due.
            parent: The owner.
        """
        super().__init__(parent)
        self._update_index = update_index
        self._back_up = back_up
        self._timer = QTimer(self, interval=_BACKUP_CHECK_MS)
        self._timer.timeout.connect(back_up)

    def begin(self, *, is_new: bool) -> None:
        """Keep the library up from now on.

        Args:
            is_new: Nothing was ever in it: a backup with the sample alone would be the one of this day, and what is made today in none when the
                window closes.
        """
        self._timer.start()
        if not is_new:
            QTimer.singleShot(_PAINTED_MS, self, self._back_up)
        QTimer.singleShot(_PAINTED_MS, self, self._update_index)
