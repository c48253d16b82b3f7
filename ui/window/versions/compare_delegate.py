"""Draws a row of a comparison: what happened, and the clause of both sides beside each other."""

from __future__ import annotations

from collections import OrderedDict

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QTextDocument, QTextOption
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from reader.versions import Row
from ui.window.fonts import document_family, font, program_family
from ui.window.painting import draw_elided, has_state, rect_of
from ui.window.theme import Theme
from ui.window.versions.compare_model import ROW_ROLE
from ui.window.versions.marked import Side, write

MARGIN = 24
"""Left and right of the columns, in pixels; the heads over them stand with them."""
GUTTER = 28
"""Between the columns."""

_HEAD = 30
_FOOT = 12
_KEPT = 48
"""Rows that stay set; a screen shows a dozen."""


class CompareDelegate(QStyledItemDelegate):
    """Rows of as many lines as their longer side needs."""

    def __init__(self, theme: Theme, view: QListView) -> None:
        super().__init__(view)
        self._theme = theme
        self._view = view
        self._text = font(document_family(), 15)
        self._label = font(program_family(), 12)
        self._heights: dict[int, int] = {}
        self._set: OrderedDict[int, tuple[QTextDocument, QTextDocument]] = OrderedDict()
        self._width = 0

    def set_theme(self, theme: Theme) -> None:
        """Draw in another theme."""
        self._theme = theme
        self._set.clear()

    def forget(self) -> None:
        """Hear that the rows are others."""
        self._heights.clear()
        self._set.clear()

    def column(self, width: int) -> int:
        """Give the width of a column in a view of some width."""
        return max((width - 2 * MARGIN - GUTTER) // 2, 80)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Give the height that the longer side needs."""
        row = self._row(index)
        if id(row) not in self._heights:
            tallest = max(document.size().height() for document in self._documents(row))
            self._heights[id(row)] = _HEAD + round(tallest) + _FOOT
        return QSize(0, self._heights[id(row)])

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw the label, both sides and a rule below."""
        row, place = self._row(index), rect_of(option)
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

    def _row(self, index: QModelIndex | QPersistentModelIndex) -> Row:
        row = index.data(ROW_ROLE)
        assert isinstance(row, Row)
        return row

    def _documents(self, row: Row) -> tuple[QTextDocument, QTextDocument]:
        width = self._view.viewport().width()
        if width != self._width:
            self._width = width
            self.forget()
        key = id(row)
        if key not in self._set:
            self._set[key] = (self._document(row, "old"), self._document(row, "new"))
            while len(self._set) > _KEPT:
                self._set.popitem(last=False)
        self._set.move_to_end(key)
        return self._set[key]

    def _document(self, row: Row, side: Side) -> QTextDocument:
        document = QTextDocument()
        document.setDocumentMargin(0)
        document.setUndoRedoEnabled(False)
        document.setDefaultFont(self._text)
        wrap = QTextOption()
        wrap.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        document.setDefaultTextOption(wrap)
        document.setTextWidth(self.column(self._width))
        write(document, row.pieces, side, self._theme)
        return document
