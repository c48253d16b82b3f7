"""Where a page is to stand: at a place that is jumped to, at one that is returned to, or as it stood before it was set again."""

from __future__ import annotations

from PySide6.QtCore import QPointF

from ui.window.page.sheet import Sheet

_READING_LINE = 0.3
"""Part of the page's height at which one reads: a jump brings its target there, and the clause there is the current one."""
_ABOVE = 0.6
"""Ems of air over a place that the page begins with."""


class Standing:
    """The place that a page is brought to, and what is read there. Heights are those of the document, in pixels.

    Attributes:
        landing: The offset to bring in sight, and whether to the reading line, not to the top.
    """

    def __init__(self) -> None:
        self.landing = (0, False)
        self._below: float | None = (
            None  # how far the top lies below the line of the place, in ems; None: where it belongs
        )
        self._arrived: tuple[int, int] | None = None  # what was jumped to, and the top of the page then

    def go(self, offset: int, *, on_line: bool) -> None:
        """Aim at an offset: at the reading line, or at the top of the page."""
        self.landing, self._below = (offset, on_line), None

    def keep(self, sheet: Sheet, place: int, top: int, now: int | None = None) -> None:
        """Aim at standing as now, with the place as far below the top; in other sizes of the words, as many ems.

        Args:
            sheet: As it is.
            place: Offset in it.
            top: Of the page.
            now: The same place in the text that comes; ``place`` where None.
        """
        self.landing = (place if now is None else now, False)
        self._below = (top - sheet.bridge.line_at(place).top()) / sheet.typography.em

    def top(self, sheet: Sheet, height: int) -> int:
        """Give the top of a page of some height that stands where it is aimed at."""
        offset, on_line = self.landing
        line, em = sheet.bridge.line_at(offset), sheet.typography.em
        if on_line:
            return round(line.center().y() - height * _READING_LINE)
        if self._below is not None:
            return round(line.top() + self._below * em)
        return round(line.top() - _ABOVE * em) if offset else 0

    def arrive(self, top: int) -> None:
        """Say where the page came to stand: at the ends of a document it cannot bring everything to the line."""
        offset, on_line = self.landing
        if on_line:
            self._arrived = (offset, top)
        elif self._below is None:
            self._arrived = None
        elif self._arrived is not None:
            self._arrived = (self._arrived[0], top)

    def read(self, sheet: Sheet, top: int, height: int) -> int:
        """Give what is being read: what was jumped to while the page stands as it did then, else what is on the reading line."""
        if self._arrived is not None and self._arrived[1] == top:
            return self._arrived[0]
        return sheet.bridge.nearest(QPointF(0, top + height * _READING_LINE))
