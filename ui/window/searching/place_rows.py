"""The rows of the list of all places in one document: the clause, and the place marked among the words around it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QPainter, QPalette
from PySide6.QtWidgets import QListWidget, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from reader.model import Span, Text
from ui.window.painting import draw_elided, rect_of
from ui.window.theme import Theme

PLACE_ROLE = Qt.ItemDataRole.UserRole + 1

_BEFORE, _AFTER = 16, 30
"""Code points around a place."""
_SIDE = 4
"""As the style sheet has it for a row of this list."""
_SPACES = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """What a row says.

    Attributes:
        words: Clause and words, in one line.
        place: Where the place stands in them; in words of the list, not in the reading text.
    """

    words: str
    place: Span


def row_of(text: Text, place: Span) -> PlaceRow:
    """Give a place with its clause and what stands around it in its paragraph, in one line."""
    clause = text.clause_at(place.start)
    first = text.text.rfind("\n", 0, place.start) + 1
    last = text.text.find("\n", place.end)
    last = len(text.text) if last < 0 else last
    start, end = max(first, place.start - _BEFORE), min(last, place.end + _AFTER)
    before, inside, after = (
        _SPACES.sub(" ", text.text[begin:stop])
        for begin, stop in ((start, place.start), (place.start, place.end), (place.end, end))
    )
    path = clause.path if clause else ""
    before = f"…{before}" if start > first else _without_label(before.lstrip(), path, clause.label if clause else "")
    before = f"{path}　{before}" if path else before
    after = f"{after.rstrip()}{'…' if end < last else ''}"
    return PlaceRow(f"{before}{inside}{after}", Span(len(before), len(before) + len(inside)))


class PlaceRows(QStyledItemDelegate):
    """Draws them, the place on the ground of a hit as on the page."""

    def __init__(self, theme: Theme, view: QListWidget) -> None:
        super().__init__(view)
        self.theme = theme
        self._view = view

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw one row."""
        bare = QStyleOptionViewItem(option)
        self.initStyleOption(bare, index)
        bare.text = ""  # type: ignore[attr-defined]  # the stubs leave it out
        self._view.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, bare, painter, self._view)
        row, place = rect_of(option).adjusted(_SIDE, 0, -_SIDE, 0), index.data(PLACE_ROLE)
        words = str(index.data())
        painter.save()
        painter.setFont(self._view.font())
        wide = painter.fontMetrics().horizontalAdvance
        left = wide(words[: place.start])
        if left < row.width():
            size = min(wide(words[: place.end]), row.width()) - left
            high = painter.fontMetrics().height()
            ground = QRect(row.left() + left, row.center().y() - high // 2, size, high)
            painter.fillRect(ground, self.theme.color("flash"))
        painter.setPen(self._view.palette().color(QPalette.ColorRole.Text))
        draw_elided(painter, row, words)
        painter.restore()


def _without_label(before: str, path: str, label: str) -> str:
    """Leave out the label of a clause that stands in front already: its own, or that of the article whose first paragraph it is."""
    lead = before.split(" ", 1)[0]
    of_article = lead if lead and path.startswith(lead) and len(lead) < len(before) else ""
    return before.removeprefix(label or of_article).lstrip()
