"""Measures the rows of a comparison in short turns: 900 rows of a long law take a quarter of a second, which no single turn may take."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator

from PySide6.QtCore import QObject, QTimer, Signal

_TURN_S = 0.008
"""How long rows are measured in one turn of the main thread; the row that is at hand then is finished."""


class Measuring(QObject):
    """Calls a function for each of many rows, a few in each turn.

    Signals:
        finished: All were measured.
    """

    finished = Signal()

    def __init__(self, measure: Callable[[int], object], parent: QObject) -> None:
        """Wait for rows.

        Args:
            measure: Is given the number of a row.
            parent: The owner.
        """
        super().__init__(parent)
        self._measure = measure
        self._left: Iterator[int] = iter(())
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._turn)

    def start(self, rows: Iterable[int]) -> None:
        """Measure these rows, in this order, and no longer those of before."""
        self._left = iter(rows)
        self._timer.start()

    def stop(self) -> None:
        """Measure no longer."""
        self._timer.stop()

    def is_running(self) -> bool:
        """Tell whether there is more to measure."""
        return self._timer.isActive()

    def _turn(self) -> None:
        until = time.perf_counter() + _TURN_S
        for row in self._left:
            self._measure(row)
            if time.perf_counter() > until:
                return
        self._timer.stop()
        self.finished.emit()
