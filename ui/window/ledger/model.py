"""The rows of the task ledger for a tree view: flat, or under each of their bodies.

A tree view asks four things of each of 3,000 rows whenever it lays itself out, which is 40 ms of Python, and 2 ms of Qt's own model. So
that one holds how many rows there are, and only what shows is asked here. What it lets one do with a cell, and tells those who cannot see it,
it asks of its own items, else it takes every cell for one that is edited: rows get theirs when they first show.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel

from ui.ledger import BodyRows, LedgerRow
from ui.ledger_export import STATUS_WORDS, bodies_words, clause_words
from ui.translation import _

ITEM_ROLE = Qt.ItemDataRole.UserRole
MEASURE, BODIES, DEADLINE, FIGURE, STATUS, NOTE = range(6)
FIELDS = {DEADLINE: "deadline", FIGURE: "figure", NOTE: "note"}
"""Columns that are edited in place, with what ``ui.ledger.change`` calls them."""

Index = QModelIndex | QPersistentModelIndex


_READ = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
_EDITED = _READ | Qt.ItemFlag.ItemIsEditable

_TOLD_ONE_BY_ONE = 50
"""Of more changed tasks than this all rows are drawn anew."""


@dataclass(eq=False, slots=True)
class Item:
    """A row of the tree: a body with its tasks below, or a task.

    Tasks below a body become items when the view asks for them: 3,000 under four bodies each would be 12,000, of which a screen
    shows a dozen.

    Attributes:
        row: The task; None for a body.
        name: The body; empty for a task.
        leads: How many tasks the body leads; of a task below a body, 1 where that one leads it.
        place: Among the rows below the same one.
        parent: The body above.
        rows: The tasks below, those that the body leads first.
        is_shown: Something of it was asked for.
    """

    row: LedgerRow | None = None
    name: str = ""
    leads: int = 0
    place: int = 0
    parent: Item | None = None
    rows: Sequence[LedgerRow] = ()
    is_shown: bool = False
    _made: dict[int, Item] | None = None

    def below(self, place: int) -> Item:
        """Give the item of a task below."""
        if self._made is None:
            self._made = {}
        if place not in self._made:
            self._made[place] = Item(self.rows[place], leads=int(place < self.leads), place=place, parent=self)
        return self._made[place]

    def made(self) -> Iterator[Item]:
        """Give the items below that were asked for."""
        yield from (self._made or {}).values()


class LedgerModel(QStandardItemModel):
    """A tree of tasks.

    Signals:
        edited: A ``LedgerRow``, the field that is to be changed, and its new value.
    """

    edited = Signal(object, str, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.setColumnCount(NOTE + 1)
        self._top: list[Item] = []
        self._rows: Sequence[LedgerRow] = ()
        self._only = ""
        self._with_titles = False
        self._is_flat = True

    def set_rows(
        self,
        rows: Sequence[LedgerRow],
        groups: Sequence[BodyRows] | None = None,
        *,
        only: str = "",
        with_titles: bool = False,
    ) -> bool:
        """Show tasks; tells whether they are others than before, so that the view has to begin anew.

        Args:
            rows: In their order.
            groups: The same under each of their bodies; None to show them one after the other.
            only: Under this body alone.
            with_titles: Tell the document with the clause.
        """
        is_flat = groups is None
        same_form = (with_titles, is_flat, only) == (self._with_titles, self._is_flat, self._only)
        if same_form and len(rows) == len(self._rows) and all(map(_same_place, rows, self._rows)):
            self._renew(rows)
            return False
        self.beginResetModel()
        if groups is None:
            self._top = [Item(row, place=place) for place, row in enumerate(rows)]
        else:
            self._top = _grouped(rows, groups, only)
            for place, item in enumerate(self._top):
                item.place = place
        self._rows, self._with_titles, self._is_flat, self._only = rows, with_titles, is_flat, only
        self._count()
        self.endResetModel()
        return True

    def _count(self) -> None:
        """Let Qt know how many rows there are, and below which body."""
        blocked = QSignalBlocker(self)  # views hear of the reset alone
        self.setRowCount(0)
        self.setRowCount(len(self._top))
        for item in [] if self._is_flat else self._top:
            above = QStandardItem()
            above.setFlags(_READ)
            above.setColumnCount(NOTE + 1)
            above.setRowCount(len(item.rows))
            self.setItem(item.place, 0, above)
        blocked.unblock()

    def item_at(self, index: Index) -> Item | None:
        """Give what an index stands for."""
        if not index.isValid():
            return None
        above = index.parent()
        return self._top[above.row()].below(index.row()) if above.isValid() else self._top[index.row()]

    def index_at(self, item: Item, column: int = 0) -> QModelIndex:
        """Give the index of what stands there."""
        return self.index(item.place, column, self.index_at(item.parent) if item.parent else QModelIndex())

    def is_editable(self, index: Index) -> bool:
        """Tell whether a cell is edited in place: some of a task are."""
        item = self.item_at(index)
        return item is not None and item.row is not None and index.column() in FIELDS

    def index_of(self, key: tuple[str, str, int], body: str = "") -> QModelIndex:
        """Give the first place of a task, that under a body where it is there."""
        found = QModelIndex()
        for item in self._top:
            if item.row is not None:
                if item.row.key == key:
                    return self.index_at(item)
                continue
            if found.isValid() and item.name != body:
                continue
            place = next((at for at, row in enumerate(item.rows) if row.key == key), None)
            if place is not None:
                found = self.index_at(item.below(place))
                if not body or item.name == body:
                    return found
        return found

    def groups(self) -> Iterator[QModelIndex]:
        """Give the rows of the bodies."""
        for item in self._top:
            if item.row is None:
                yield self.index_at(item)

    def tasks_between(self, above: Index, first: int, last: int) -> list[LedgerRow]:
        """Give the tasks of a stretch of rows; bodies are none."""
        item = self.item_at(above)
        if item is not None:
            return list(item.rows[first : last + 1])
        return [one.row for one in self._top[first : last + 1] if one.row is not None]

    def where(self, item: Item) -> str:
        """Give where a task stands: its clause, with the document where there are several."""
        if item.row is None:
            return ""
        clause = clause_words(item.row)
        return _("《{title}》").format(title=item.row.title) + clause if self._with_titles else clause

    # Qt

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Give the heading of a column."""
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return (_("任务"), _("责任单位"), _("期限"), _("目标"), _("状态"), _("备注"))[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Give the words of a cell, its whole text as a hint, and its ``Item``."""
        item = self.item_at(index)
        if item is None:
            return None
        if not item.is_shown:
            item.is_shown = True
            self._tell_flags(index, item)
        if role == ITEM_ROLE:
            return item
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return self._words(item, index.column())
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._hint(item, index.column())
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Ask for a change; the cell shows it when it is kept."""
        item = self.item_at(index)
        if item is None or item.row is None or index.column() not in FIELDS:
            return False
        if str(value).strip() != self._words(item, index.column()):
            self.edited.emit(item.row, FIELDS[index.column()], str(value))
        return True

    def _tell_flags(self, index: Index, item: Item) -> None:
        """Let Qt know which cells of a row are edited."""
        above = self.itemFromIndex(index.parent()) if item.parent else self.invisibleRootItem()
        blocked = QSignalBlocker(self)  # what shows is no other
        for column in range(MEASURE if item.row else MEASURE + 1, NOTE + 1):
            cell = QStandardItem()
            cell.setFlags(_EDITED if item.row and column in FIELDS else _READ)
            above.setChild(index.row(), column, cell)
        blocked.unblock()

    def _words(self, item: Item, column: int) -> str:
        row = item.row
        if row is None:
            return item.name if column == MEASURE else ""
        match column:
            case 0:
                return row.entry.measure
            case 1:
                return bodies_words(row)
            case 2:
                return row.deadline
            case 3:
                return row.figure
            case 4:
                return STATUS_WORDS[row.entry.status]()
        return row.entry.note

    def _hint(self, item: Item, column: int) -> str:
        row = item.row
        if row is None:
            return ""
        words = self._words(item, column)
        read = {DEADLINE: row.deadline_read, FIGURE: row.figure_read}.get(column)
        if read is not None and read != words:
            return _("由用户写下；原文：{words}").format(words=read or _("没有写明"))
        return f"{self.where(item)}\n{words}" if column == MEASURE else words

    def _renew(self, rows: Sequence[LedgerRow]) -> None:
        """Take over what is kept of the same tasks now, and have those drawn that say something else."""
        former = self._rows  # held until the end: the ids are theirs
        others = {id(old): new for old, new in zip(former, rows, strict=True) if new is not old}
        told = {id(new) for old, new in zip(former, rows, strict=True) if new is not old and new != old}
        self._rows = rows
        changed = []
        for item in self._top:
            if others and item.rows:
                item.rows = [others.get(id(row), row) for row in item.rows]
                if not told.isdisjoint(map(id, item.rows)):
                    changed.append(item)  # a body tells how many are done
            for one in (item, *item.made()):
                if one.row is not None and id(one.row) in others:
                    one.row = others[id(one.row)]
                    if id(one.row) in told:
                        changed.append(one)
        if len(changed) > _TOLD_ONE_BY_ONE:
            changed = self._top[:: max(len(self._top) - 1, 1)]
            self.dataChanged.emit(self.index_at(changed[0]), self.index_at(changed[-1], NOTE))
            return
        for one in changed:
            self.dataChanged.emit(self.index_at(one), self.index_at(one, NOTE))


def _grouped(rows: Sequence[LedgerRow], groups: Sequence[BodyRows], only: str) -> list[Item]:
    top = [Item(name=one.name, leads=one.leads, rows=one.rows) for one in groups if only in ("", one.name)]
    without = [row for row in rows if not row.bodies]
    return [*top, Item(name=_("旧版本里的任务"), rows=without)] if without else top


def _same_place(row: LedgerRow, other: LedgerRow) -> bool:
    """Tell whether two tasks stand in the same places: they are the same one, of the same bodies."""
    return row is other or (row.key == other.key and row.bodies == other.bodies)
