"""Rows of a plain list that is never wider than its window: what has no room is cut and told by the mouse's hint."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QHelpEvent, QPainter, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
)

from ui.window.painting import draw_elided, rect_of

ASIDE_ROLE = Qt.ItemDataRole.UserRole + 20
"""What stands at the right of a row, paler, and is never cut."""

_NARROWEST = 1
_SIDE = 10
"""As the style sheet has it for a row of a plain list."""
_GAP = 16


class ElidingDelegate(QStyledItemDelegate):
    """Asks for no width of its own, so that a row is as wide as the list, and says whole what it cuts."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Give the height of a row."""
        return QSize(_NARROWEST, super().sizeHint(option, index).height())

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw a row; one that has something aside gets the less room for its words."""
        aside = index.data(ASIDE_ROLE)
        view = self.parent()
        if not aside or not isinstance(view, QListView):
            super().paint(painter, option, index)
            return
        bare = QStyleOptionViewItem(option)
        self.initStyleOption(bare, index)
        bare.text = ""  # type: ignore[attr-defined]  # the stubs leave it out
        view.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, bare, painter, view)
        room = rect_of(option).adjusted(_SIDE, 0, -_SIDE, 0)
        painter.save()
        painter.setFont(view.font())
        width = painter.fontMetrics().horizontalAdvance(aside)
        painter.setPen(view.palette().color(QPalette.ColorRole.Text))
        draw_elided(painter, room.adjusted(0, 0, -width - _GAP, 0), index.data(), view.textElideMode())
        painter.setPen(view.palette().color(QPalette.ColorRole.PlaceholderText))
        draw_elided(painter, QRect(room.right() - width + 1, room.top(), width, room.height()), aside)
        painter.restore()

    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> bool:
        """Say what stands in a row where it is longer than that, and of one that has something aside always."""
        if index.data(ASIDE_ROLE):
            return super().helpEvent(event, view, option, index)
        words = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        if super().sizeHint(option, index).width() <= view.viewport().width():
            return super().helpEvent(event, view, option, index)
        QToolTip.showText(event.globalPos(), words, view)
        return True


def elide(view: QListView, mode: Qt.TextElideMode = Qt.TextElideMode.ElideRight) -> None:
    """Let a list cut what is wider than it is instead of scrolling sideways."""
    view.setItemDelegate(ElidingDelegate(view))
    view.setTextElideMode(mode)
    view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
