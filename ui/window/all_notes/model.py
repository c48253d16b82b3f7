"""The list of all annotations as a view can follow it: headings, and under each its annotations. Nothing is made for a row before it shows."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate

from PySide6.QtCore import QAbstractListModel, QItemSelection, QModelIndex, QObject, QPersistentModelIndex, Qt

from ui.all_notes import Group, Line

Index = QModelIndex | QPersistentModelIndex
LINE_ROLE = Qt.ItemDataRole.UserRole
GROUP_ROLE = Qt.ItemDataRole.UserRole + 1


class AllNotesModel(QAbstractListModel):
    """Rows: each group has one for its heading and one for each of its annotations."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._groups: Sequence[Group] = ()
        self._heads: list[int] = []  # row of each heading
        self._rows = 0

    def set_groups(self, groups: Sequence[Group]) -> None:
        """Take what is listed now."""
        self.beginResetModel()
        self._groups = groups
        ends = list(accumulate(len(group.lines) + 1 for group in groups))
        self._heads = [0, *ends[:-1]] if ends else []
        self._rows = ends[-1] if ends else 0
        self.endResetModel()

    def replace(self, changed: Mapping[str, Line]) -> None:
        """Show lines that changed and stand where they stood, by the ids of their annotations."""
        for head, group in zip(self._heads, self._groups, strict=True):
            places = [place for place, line in enumerate(group.lines) if line.annotation.id in changed]
            for place in places:
                group.lines[place] = changed[group.lines[place].annotation.id]
            if places:
                self.dataChanged.emit(self.index(head + 1 + places[0]), self.index(head + 1 + places[-1]))

    def group(self, row: int) -> Group | None:
        """Give the group whose heading a row is; None for an annotation."""
        number = bisect_right(self._heads, row) - 1
        return self._groups[number] if number >= 0 and self._heads[number] == row else None

    def line(self, row: int) -> Line | None:
        """Give the annotation of a row; None for a heading."""
        number = bisect_right(self._heads, row) - 1
        if number < 0 or self._heads[number] == row or row >= self._rows:
            return None
        return self._groups[number].lines[row - self._heads[number] - 1]

    def under(self, row: int) -> QItemSelection:
        """Give the rows of the annotations under the heading in a row."""
        group = self.group(row)
        if group is None:
            return QItemSelection()
        return QItemSelection(self.index(row + 1), self.index(row + len(group.lines)))

    def selection(self, annotations: Iterable[str]) -> QItemSelection:
        """Give the rows in which some annotations stand."""
        wanted = set(annotations)
        found = QItemSelection()
        for head, group in zip(self._heads, self._groups, strict=True):
            begun = -1
            for place, line in enumerate([*group.lines, None]):
                if line is not None and line.annotation.id in wanted:
                    begun = place if begun < 0 else begun
                elif begun >= 0:
                    found.select(self.index(head + 1 + begun), self.index(head + place))
                    begun = -1
        return found

    def rowCount(self, parent: Index | None = None) -> int:
        """Give the number of rows, headings included."""
        return 0 if parent is not None and parent.isValid() else self._rows

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Give a row, or what a screen reader says for it."""
        line = self.line(index.row())
        if role == LINE_ROLE:
            return line
        if role == GROUP_ROLE:
            return self.group(index.row())
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            if line is not None:
                return "　".join(part for part in (line.title, line.path, line.quote, line.annotation.note) if part)
            group = self.group(index.row())
            return group.name if group is not None else None
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let annotations be chosen; a heading is clicked to choose all under it."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        if self.line(index.row()) is None:
            return Qt.ItemFlag.ItemIsEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
