"""A calm tree: no lines and boxes, the current row in seal red, dots in the colours of the notes, a fold mark where it helps."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QWidget,
)

from ui.window.fonts import font, program_family
from ui.window.painting import MIDDLE, draw_elided, has_state, rect_of
from ui.window.theme import Theme
from ui.window.tree_model import NODE_ROLE, Node, TreeModel

_ROW = 28
_FIRST_ROW = 34
"""Rows of the first level stand a little apart; their words at the lower edge."""
_MOST_UNEVEN = 500
"""Above so many rows all have one height, which Qt lays out without asking for each."""
_LEFT = 16
_INDENT = 14
_RIGHT = 14
_DOT = 7
_SEAL_BAR = 3
_MOST_DOTS = 3
_LEAST_HINT = 30


class TreeView(QTreeView):
    """A tree of places.

    Signals:
        chosen: The span to show, by click or Enter.
    """

    chosen = Signal(object)

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.nodes = TreeModel(self)
        self._theme = theme
        self._current: Node | None = None
        self.setModel(self.nodes)
        self.setItemDelegate(_Delegate(self))
        self.setAccessibleName(name)
        self.setHeaderHidden(True)
        self.setRootIsDecorated(False)
        self.setIndentation(0)  # the delegate indents, so that the current row is marked over its whole width
        self.has_uneven_rows = True
        self.nodes.modelReset.connect(self._even_out)
        self.setMouseTracking(True)
        self.setExpandsOnDoubleClick(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.activated.connect(self._choose)
        self.clicked.connect(self._choose)

    @property
    def theme(self) -> Theme:
        """The theme to draw in."""
        return self._theme

    @property
    def current_node(self) -> Node | None:
        """The node where the reader is."""
        return self._current

    def set_theme(self, theme: Theme) -> None:
        """Draw in another theme."""
        self._theme = theme
        self.viewport().update()

    def set_current(self, node: Node | None) -> None:
        """Mark where the reader is, and keep it in sight unless the user is at work in the tree."""
        if node is self._current:
            return
        self._current = node
        if node is not None and not self.hasFocus():
            visible = node
            while visible.parent is not None and not self.is_open(visible.parent):
                visible = visible.parent
            self.scrollTo(self.nodes.index_of(visible), QAbstractItemView.ScrollHint.EnsureVisible)
        self.viewport().update()

    def is_open(self, node: Node) -> bool:
        """Tell whether the rows below a node are shown."""
        return self.isExpanded(self.nodes.index_of(node))

    def _even_out(self) -> None:
        self.has_uneven_rows = self.nodes.count <= _MOST_UNEVEN
        self.setUniformRowHeights(not self.has_uneven_rows)

    def _choose(self, index: QModelIndex) -> None:
        node = index.data(NODE_ROLE)
        if isinstance(node, Node):
            self.chosen.emit(node.target or node.span)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Fold and unfold by the mark left of the words; everything else is a choice."""
        index = self._fold_mark_at(event)
        if index.isValid():
            self.setExpanded(index, not self.isExpanded(index))
        else:
            super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A release on a fold mark chooses nothing."""
        if not self._fold_mark_at(event).isValid():
            super().mouseReleaseEvent(event)

    def _fold_mark_at(self, event: QMouseEvent) -> QModelIndex:
        position = event.position().toPoint()
        index = self.indexAt(position)
        node = index.data(NODE_ROLE) if index.isValid() else None
        if not isinstance(node, Node) or not node.children:
            return QModelIndex()
        on_mark = fold_mark(node, words_of(self.visualRect(index))).contains(position)
        return index if on_mark else QModelIndex()


def words_of(row: QRect) -> QRect:
    """Give the part of a row that is drawn on: the lowest ``_ROW`` pixels."""
    return row.adjusted(0, row.height() - _ROW, 0, 0)


def fold_mark(node: Node, row: QRect) -> QRect:
    """Give where the fold mark of a row is drawn and clicked."""
    left = row.left() + _LEFT + (node.level - 1) * _INDENT - 15
    return QRect(left, row.top() + (row.height() - 16) // 2, 16, 16)


class _Delegate(QStyledItemDelegate):
    """Draws one row."""

    def __init__(self, view: TreeView) -> None:
        super().__init__(view)
        self._view = view
        family = program_family()
        self._first = font(family, 13, weight=QFont.Weight.Medium)
        self._other = font(family, 13)
        self._small = font(family, 11)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Give the height of a row."""
        node = index.data(NODE_ROLE)
        first = isinstance(node, Node) and node.level == 1 and self._view.has_uneven_rows
        return QSize(0, _FIRST_ROW if first else _ROW)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw ground, fold mark, words, dots and count."""
        node = index.data(NODE_ROLE)
        if not isinstance(node, Node):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        current = self._is_current(node)
        row = words_of(rect_of(option))
        self._draw_ground(painter, option, row, current)
        self._draw_fold_mark(painter, option, row, node)
        right = self._draw_marks(painter, row, node)
        self._draw_words(painter, row, node, current, right)
        painter.restore()

    def _is_current(self, node: Node) -> bool:
        here = self._view.current_node
        while here is not None and here is not node:
            if here.parent is not None and self._view.is_open(here.parent):
                return False
            here = here.parent
        return here is node

    def _draw_ground(self, painter: QPainter, option: QStyleOptionViewItem, row: QRect, current: bool) -> None:
        theme = self._view.theme
        focused = has_state(option, QStyle.StateFlag.State_HasFocus)
        if current:
            painter.fillRect(row, theme.color("seal-soft"))
            painter.fillRect(QRect(row.left(), row.top(), _SEAL_BAR, row.height()), theme.color("seal"))
        elif has_state(option, QStyle.StateFlag.State_MouseOver) or focused:
            painter.fillRect(row, theme.color("hover"))
        if focused and self._view.hasFocus():
            painter.setPen(theme.color("focus"))
            painter.drawRoundedRect(row.adjusted(4, 1, -5, -2), 4, 4)

    def _draw_fold_mark(self, painter: QPainter, option: QStyleOptionViewItem, row: QRect, node: Node) -> None:
        expanded = self._view.is_open(node)
        hovered = has_state(option, QStyle.StateFlag.State_MouseOver)
        if node.children and (hovered or not expanded):
            icon = self._view.theme.icon("chevron-down" if expanded else "chevron-right", "ink3")
            icon.paint(painter, fold_mark(node, row).adjusted(2, 2, -2, -2))

    def _draw_marks(self, painter: QPainter, row: QRect, node: Node) -> int:
        """Draw dots and count from the right; gives where the words must end."""
        theme = self._view.theme
        marks = node.marks if self._view.is_open(node) else node.all_marks()
        total = node.count or sum(marks.values())
        right = row.right() - _RIGHT
        if total:
            painter.setFont(self._small)
            painter.setPen(theme.color("ink3"))
            width = painter.fontMetrics().horizontalAdvance(str(total))
            painter.drawText(QRect(right - width, row.top(), width, row.height()), MIDDLE, str(total))
            right -= width + 5
        for color in reversed(list(marks)[:_MOST_DOTS]):
            _draw_dot(painter, QPoint(right - _DOT, row.center().y() - _DOT // 2), theme.color(f"mark-{color}"))
            right -= _DOT + 3
        return right - 4

    def _draw_words(self, painter: QPainter, row: QRect, node: Node, current: bool, right: int) -> None:
        theme = self._view.theme
        left = row.left() + _LEFT + (node.level - 1) * _INDENT
        role = "seal" if current else ("ink", "ink2", "ink2")[min(node.level, 3) - 1]
        painter.setFont(self._first if node.level == 1 else self._other)
        painter.setPen(theme.color(role))
        left += draw_elided(painter, QRect(left, row.top(), right - left, row.height()), node.label) + 8
        if node.hint and right - left > _LEAST_HINT:
            painter.setFont(self._other)
            painter.setPen(theme.color("ink3"))
            draw_elided(painter, QRect(left, row.top(), right - left, row.height()), node.hint)


def _draw_dot(painter: QPainter, corner: QPoint, color: QColor) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color)
    painter.drawEllipse(QRect(corner, QSize(_DOT, _DOT)))
