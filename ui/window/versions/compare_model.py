"""The rows of a comparison as a list model, all of them or only what changed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from reader.versions import Row
from ui.comparing import label

ROW_ROLE = Qt.ItemDataRole.UserRole
"""Gives the ``Row``."""

AnyIndex = QModelIndex | QPersistentModelIndex


class CompareModel(QAbstractListModel):
    """Rows of a comparison."""

    def __init__(self) -> None:
        super().__init__()
        self._all: Sequence[Row] = ()
        self._rows: list[Row] = []
        self._only_changes = True

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show another comparison."""
        self._all = rows
        self._arrange()

    def set_only_changes(self, only: bool) -> None:
        """Leave out what did not change."""
        self._only_changes = only
        self._arrange()

    def next_change(self, row: int, step: int) -> int:
        """Give the next changed row (1) or the one before (-1); -1 where there is none."""
        ahead = range(row + 1, len(self._rows)) if step > 0 else range(row - 1, -1, -1)
        return next((at for at in ahead if self._rows[at].change != "same"), -1)

    def row_at(self, row: int) -> Row:
        """Give the row that is shown at a place."""
        return self._rows[row]

    def row_of(self, wanted: Row) -> int:
        """Give where a row is shown; -1 where it is not."""
        return next((at for at, row in enumerate(self._rows) if row is wanted), -1)

    def _arrange(self) -> None:
        self.beginResetModel()
        self._rows = [row for row in self._all if not self._only_changes or row.change != "same"]
        self.endResetModel()

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008  # Qt's own signature
        """Give the number of rows shown."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Give the label of a row, the row itself, or what a screen reader says."""
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        row = self._rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return label(row)
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{label(row)} {' '.join(place.text for place in row.new or row.old)}"
            case _ if role == ROW_ROLE:
                return row
        return None
