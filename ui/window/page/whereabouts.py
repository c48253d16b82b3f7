"""Where the reader is: the first visible code point and the clause that is read, told at most every so often."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPointF, QTimer, Signal

from ui.window.page.sheet import Sheet

_PLACE_MS = 120
"""While scrolling, place and clause are told at most this often."""


class Whereabouts(QObject):
    """Place and clause of a page.

    Attributes:
        place: Offset of the first visible code point.
        clause: Path of the clause that is being read; empty outside of clauses.

    Signals:
        due: It is time to look where the page stands, and to ``tell``.
        place_changed(int), clause_changed(str): As of ``ReadingPage``.
    """

    due = Signal()
    place_changed = Signal(int)
    clause_changed = Signal(str)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.place = 0
        self.clause = ""
        self._timer = QTimer(self, singleShot=True, interval=_PLACE_MS)
        self._timer.timeout.connect(self.due)

    def begin(self, place: int) -> None:
        """Take another document, which is to stand at a place."""
        self.place, self.clause = place, ""

    def ask(self) -> None:
        """The page moved: look soon."""
        if not self._timer.isActive():
            self._timer.start()

    def tell(self, sheet: Sheet, top: int, read_at: int) -> None:
        """Tell what is another than before.

        Args:
            sheet: The page.
            top: Its first visible pixel.
            read_at: Offset that is being read.
        """
        place = 0 if top == 0 else sheet.bridge.nearest(QPointF(0, top + 1))
        if place != self.place:
            self.place = place
            self.place_changed.emit(place)
        clause = sheet.bridge.text.clause_at(read_at)
        path = clause.path if clause else ""
        if path != self.clause:
            self.clause = path
            self.clause_changed.emit(path)
