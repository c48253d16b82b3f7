"""The rows of the task ledger for a tree view: flat, or under each of their bodies."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from ui.ledger import LedgerRow, by_body
from ui.ledger_export import STATUS_WORDS, bodies_words, clause_words
from ui.translation import _

ITEM_ROLE = Qt.ItemDataRole.UserRole
MEASURE, BODIES, DEADLINE, FIGURE, STATUS, NOTE = range(6)
FIELDS = {DEADLINE: "deadline", FIGURE: "figure", NOTE: "note"}
"""Columns that are edited in place, with what ``ui.ledger.change`` calls them."""

_PLAIN = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
_EDITABLE = _PLAIN | Qt.ItemFlag.ItemIsEditable
_FLAT, _FLAT_EDITABLE = (flags | Qt.ItemFlag.ItemNeverHasChildren for flags in (_PLAIN, _EDITABLE))

Index = QModelIndex | QPersistentModelIndex


@dataclass(eq=False)
class Item:
    """A row of the tree: a body with its tasks below, or a task.

    Attributes:
        row: The task; None for a body.
        name: The body; empty for a task.
        leads: How many tasks the body leads; of a task below a body, 1 where that one leads it.
    """

    row: LedgerRow | None = None
    name: str = ""
    leads: int = 0
    place: int = 0
    parent: Item | None = None
    children: list[Item] = field(default_factory=list)


class LedgerModel(QAbstractItemModel):
    """A tree of tasks.

    Signals:
        edited: A ``LedgerRow``, the field that is to be changed, and its new value.
    """

    edited = Signal(object, str, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._top: list[Item] = []
        self._with_titles = False
        self._is_flat = True

    def set_rows(self, rows: Sequence[LedgerRow], *, grouped: bool, only: str = "", with_titles: bool = False) -> bool:
        """Show tasks; tells whether they are others than before, so that the view has to begin anew.

        Args:
            rows: In their order.
            grouped: Under each of their bodies.
            only: Under this body alone.
            with_titles: Tell the document with the clause.
        """
        top = _grouped(rows, only) if grouped else [Item(row) for row in rows]
        for place, item in enumerate(top):
            item.place = place
            for below, child in enumerate(item.children):
                child.place, child.parent = below, item
        if with_titles == self._with_titles and _shape(top) == _shape(self._top):
            for old, new in zip(_walk(self._top), _walk(top), strict=True):
                old.row = new.row
            self._told(self._top)
            return False
        self.beginResetModel()
        self._top, self._with_titles, self._is_flat = top, with_titles, not grouped
        self.endResetModel()
        return True

    def item(self, index: Index) -> Item | None:
        """Give what an index stands for."""
        found = index.internalPointer() if index.isValid() else None
        return found if isinstance(found, Item) else None

    def index_of(self, key: tuple[str, str, int], body: str = "") -> QModelIndex:
        """Give the first place of a task, that under a body where it is there."""
        found = QModelIndex()
        for item in _walk(self._top):
            if item.row is not None and item.row.key == key:
                here = self.createIndex(item.place, 0, item)
                if not body or (item.parent is not None and item.parent.name == body):
                    return here
                found = found if found.isValid() else here
        return found

    def groups(self) -> Iterator[QModelIndex]:
        """Give the rows of the bodies."""
        for item in self._top:
            if item.row is None:
                yield self.createIndex(item.place, 0, item)

    def where(self, item: Item) -> str:
        """Give where a task stands: its clause, with the document where there are several."""
        if item.row is None:
            return ""
        clause = clause_words(item.row)
        return _("《{title}》").format(title=item.row.title) + clause if self._with_titles else clause

    # Qt

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:  # noqa: B008  # Qt's own
        """Give the index of a cell."""
        above = self.item(parent)
        items = above.children if above else self._top
        if 0 <= row < len(items) and 0 <= column <= NOTE:
            return self.createIndex(row, column, items[row])
        return QModelIndex()

    def parent(self, index: Index) -> QModelIndex:  # type: ignore[override]  # PySide's stub has the one of QObject
        """Give the body above a task."""
        item = self.item(index)
        if item is None or item.parent is None:
            return QModelIndex()
        return self.createIndex(item.parent.place, 0, item.parent)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Give the number of rows."""
        item = self.item(parent)
        if item is None:
            return len(self._top)
        return len(item.children) if parent.column() == 0 else 0

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Give the number of columns."""
        return NOTE + 1

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Give the heading of a column."""
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return (_("任务"), _("责任单位"), _("期限"), _("目标"), _("状态"), _("备注"))[section]
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Tasks can be edited in some columns. Called for every row of a table: it asks for as little as possible."""
        if self._is_flat:
            return _FLAT_EDITABLE if index.column() in FIELDS else _FLAT
        if index.column() not in FIELDS:
            return _PLAIN
        item = self.item(index)
        return _EDITABLE if item is not None and item.row is not None else _PLAIN

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Give the words of a cell, its whole text as a hint, and its ``Item``."""
        item = self.item(index)
        if item is None:
            return None
        if role == ITEM_ROLE:
            return item
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return self._words(item, index.column())
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._hint(item, index.column())
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Ask for a change; the cell shows it when it is kept."""
        item = self.item(index)
        if item is None or item.row is None or index.column() not in FIELDS:
            return False
        if str(value).strip() != self._words(item, index.column()):
            self.edited.emit(item.row, FIELDS[index.column()], str(value))
        return True

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

    def _told(self, items: Sequence[Item]) -> None:
        if items:
            first, last = items[0], items[-1]
            self.dataChanged.emit(self.createIndex(0, 0, first), self.createIndex(last.place, NOTE, last))
        for item in items:
            self._told(item.children)


def _grouped(rows: Sequence[LedgerRow], only: str) -> list[Item]:
    top = []
    for one in by_body(rows):
        if only not in ("", one.name):
            continue
        children = [Item(row, leads=int(number < one.leads)) for number, row in enumerate(one.rows)]
        top.append(Item(name=one.name, leads=one.leads, children=children))
    without = [Item(row) for row in rows if not row.bodies]
    return [*top, Item(name=_("旧版本里的任务"), children=without)] if without else top


def _walk(items: Sequence[Item]) -> Iterator[Item]:
    for item in items:
        yield item
        yield from _walk(item.children)


def _shape(items: Sequence[Item]) -> list[tuple[object, ...]]:
    return [(item.row.key if item.row else item.name, item.leads, item.parent is None) for item in _walk(items)]
