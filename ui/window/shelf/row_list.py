"""A list of rows of one height that costs a shelf of 35,000 what it costs one of ten.

QListView asks the model for each row whenever it lays itself out, 0.3 s for 35,000 rows of Python; a table whose rows are as high as
it was told asks only for those that show. So this is a table of one column that behaves like a list.
"""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget

_FIRST, _LAST = QAbstractItemView.CursorAction.MoveHome, QAbstractItemView.CursorAction.MoveEnd


class RowList(QTableView):
    """A table of one column that looks and moves like a list.

    Args:
        height: Of a row, in device-independent pixels.
        parent: The owner.
    """

    def __init__(self, height: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rowList")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        across, down = self.horizontalHeader(), self.verticalHeader()
        across.hide()
        across.setMinimumSectionSize(1)
        across.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        down.hide()
        down.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        down.setMinimumSectionSize(1)
        down.setDefaultSectionSize(height)
        self.verticalScrollBar().setSingleStep(height)

    def moveCursor(self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """Go to the first row with Home and to the last with End, as in a list; a table would stay in its row."""
        rows = self.model().rowCount()
        if rows and action in (_FIRST, _LAST):
            return self.model().index(0 if action == _FIRST else rows - 1, 0)
        return super().moveCursor(action, modifiers)

    def upper_row(self) -> tuple[int, int]:
        """Give the row at the upper edge, and how much of it is above, in pixels; -1 where there is none."""
        row = self.rowAt(0)
        return row, -self.rowViewportPosition(row) if row >= 0 else 0

    def show_at_upper_edge(self, row: int, depth: int) -> None:
        """Bring a row to the upper edge with so many pixels of it above, whatever rows have just come or gone."""
        self.executeDelayedItemsLayout()
        self.verticalScrollBar().setValue(self.verticalHeader().sectionPosition(row) + depth)

    def selected_rows(self) -> list[int]:
        """Give the numbers of the selected rows, ascending: by stretches, for all of a large shelf may be selected."""
        stretches = self.selectionModel().selection().toList()
        return sorted({row for one in stretches for row in range(one.top(), one.bottom() + 1)})
