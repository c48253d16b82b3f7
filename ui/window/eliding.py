"""Rows of a plain list that is never wider than its window: what has no room is cut and told by the mouse's hint."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyledItemDelegate, QStyleOptionViewItem, QToolTip

_NARROWEST = 1


class ElidingDelegate(QStyledItemDelegate):
    """Asks for no width of its own, so that a row is as wide as the list, and says whole what it cuts."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Give the height of a row."""
        return QSize(_NARROWEST, super().sizeHint(option, index).height())

    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> bool:
        """Say what stands in a row where it is longer than that."""
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
