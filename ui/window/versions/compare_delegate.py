"""Draws a row of a comparison: what happened, and the clause of both sides beside each other."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from typing import get_args

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QTextDocument, QTextOption
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from reader.versions import Row
from reader.versions.comparison import Place
from ui.window.fonts import document_family, font, program_family
from ui.window.painting import draw_elided, has_state, rect_of
from ui.window.theme import Theme
from ui.window.versions.compare_model import CompareModel
from ui.window.versions.marked import Side, words_of, write

MARGIN = 24
"""Left and right of the columns, in pixels; the heads over them stand with them."""
GUTTER = 28
"""Between the columns."""

_HEAD = 30
_FOOT = 12
_SIDES: tuple[Side, ...] = get_args(Side)
_KEPT = 48
"""Rows that stay set; a screen shows a dozen."""


class CompareDelegate(QStyledItemDelegate):
    """Rows of as many lines as their longer side needs."""

    def __init__(self, theme: Theme, model: CompareModel, view: QListView) -> None:
        super().__init__(view)
        self._model = model
        self._theme = theme
        self._view = view
        self._text = font(document_family(), 15)
        self._label = font(program_family(), 12)
        self._line = QFontMetricsF(self._text).height()
        self._in_line = 1
        self._measured = self._blank()
        self._heights: dict[int, int] = {}
        self._guessed: dict[int, int] = {}
        self._shapes: dict[int, tuple[int, int, int, int]] = {}
        self._laid: dict[int, int] = {}  # the view asks again between two layouts, and must hear the same
        self._set: OrderedDict[int, tuple[QTextDocument, QTextDocument]] = OrderedDict()
        self._width = 0

    def set_theme(self, theme: Theme) -> None:
        """Draw in another theme."""
        self._theme = theme
        self._set.clear()

    def forget(self) -> None:
        """Hear that the rows are others."""
        self._shapes.clear()
        self._forget_heights()

    def _forget_heights(self) -> None:
        self._heights.clear()
        self._guessed.clear()
        self._laid.clear()
        self._set.clear()

    def column(self, width: int) -> int:
        """Give the width of a column in a view of some width."""
        return max((width - 2 * MARGIN - GUTTER) // 2, 80)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Give the height that the longer side needs; about it, until the row is measured."""
        self._follow_width()
        row = self._model.row_at(index.row())
        key = id(row)
        height = self._laid.get(key)
        if height is None:
            height = self._heights.get(key) or self._guessed.get(key)
            if height is None:
                height = self._guessed[key] = _HEAD + self._guess(row) + _FOOT
            self._laid[key] = height
        return QSize(0, height)

    def settle(self) -> None:
        """Let the rows be as high as they were measured by now; the view is to lay them out again then."""
        self._laid.clear()

    def measure(self, row: Row) -> int:
        """Find out how high a row is. Its words do: marking them does not widen them, and takes ten times as long."""
        self._follow_width()
        if id(row) in self._heights:
            return self._heights[id(row)]
        tallest = 0.0
        for side in _SIDES:
            self._measured.setTextWidth(self.column(self._width))
            self._measured.setPlainText(words_of(row.pieces, side))
            tallest = max(tallest, self._measured.size().height())
        height = self._heights[id(row)] = _HEAD + round(tallest) + _FOOT
        return height

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw the label, both sides and a rule below."""
        row, place = self._model.row_at(index.row()), rect_of(option)
        color = self._theme.color
        painter.save()
        if has_state(option, QStyle.StateFlag.State_Selected):
            painter.fillRect(place, color("hover"))
            painter.fillRect(QRect(place.left(), place.top(), 3, place.height()), color("seal"))
        painter.setFont(self._label)
        painter.setPen(color("ink3" if row.change == "same" else "seal"))
        head = QRect(place.left() + MARGIN, place.top() + 4, place.width() - 2 * MARGIN, _HEAD - 4)
        draw_elided(painter, head, index.data(Qt.ItemDataRole.DisplayRole))
        left, step = place.left() + MARGIN, self.column(place.width()) + GUTTER
        for number, document in enumerate(self._documents(row)):
            at = QPointF(left + number * step, place.top() + _HEAD)
            painter.translate(at)
            document.drawContents(painter, QRectF(0, 0, document.textWidth(), document.size().height()))
            painter.translate(-at)
        painter.fillRect(QRect(place.left() + MARGIN, place.bottom(), place.width() - 2 * MARGIN, 1), color("line"))
        painter.restore()

    def _follow_width(self) -> None:
        width = self._view.viewport().width()
        if width != self._width:
            self._width = width
            self._in_line = max(self.column(width) // self._text.pixelSize(), 1)
            self._forget_heights()

    def _guess(self, row: Row) -> int:
        """Give about how high the words of a row are: most are as wide as high. Asked for all rows at once, so it must be quick."""
        shape = self._shapes.get(id(row))
        if shape is None:
            shape = self._shapes[id(row)] = (*_shape(row.old), *_shape(row.new))
        old, old_ends, new, new_ends = shape
        return round(max(old // self._in_line + old_ends, new // self._in_line + new_ends) * self._line)

    def _documents(self, row: Row) -> tuple[QTextDocument, QTextDocument]:
        self._follow_width()
        key = id(row)
        if key not in self._set:
            self._set[key] = (self._document(row, "old"), self._document(row, "new"))
            while len(self._set) > _KEPT:
                self._set.popitem(last=False)
        self._set.move_to_end(key)
        return self._set[key]

    def _document(self, row: Row, side: Side) -> QTextDocument:
        document = self._blank()
        document.setTextWidth(self.column(self._width))
        write(document, row.pieces, side, self._theme)
        return document

    def _blank(self) -> QTextDocument:
        document = QTextDocument()
        document.setDocumentMargin(0)
        document.setUndoRedoEnabled(False)
        document.setDefaultFont(self._text)
        wrap = QTextOption()
        wrap.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        document.setDefaultTextOption(wrap)
        return document


def _shape(places: Sequence[Place]) -> tuple[int, int]:
    """Give how many characters stand on a side, and how many lines end there."""
    return sum(len(place.text) for place in places), sum(place.text.count("\n") + 1 for place in places)
