"""The rows of the task ledger for a tree view: flat, or under each of their bodies."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from ui.ledger import BodyRows, LedgerRow
from ui.ledger_export import STATUS_WORDS, bodies_words, clause_words
from ui.translation import _

ITEM_ROLE = Qt.ItemDataRole.UserRole
MEASURE, BODIES, DEADLINE, FIGURE, STATUS, NOTE = range(6)
FIELDS = {DEADLINE: "deadline", FIGURE: "figure", NOTE: "note"}
"""Columns that are edited in place, with what ``ui.ledger.change`` calls them."""

_PLAIN = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
_FLAT = _PLAIN | Qt.ItemFlag.ItemNeverHasChildren
_FLAT_EDITABLE = _FLAT | Qt.ItemFlag.ItemIsEditable

Index = QModelIndex | QPersistentModelIndex


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
    """

    row: LedgerRow | None = None
    name: str = ""
    leads: int = 0
    place: int = 0
    parent: Item | None = None
    rows: Sequence[LedgerRow] = ()
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


class LedgerModel(QAbstractItemModel):
    """A tree of tasks.

    Signals:
        edited: A ``LedgerRow``, the field that is to be changed, and its new value.
    """

    edited = Signal(object, str, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
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
        if same_form and [_shape(row) for row in rows] == [_shape(row) for row in self._rows]:
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
        self.endResetModel()
        return True

    def item(self, index: Index) -> Item | None:
        """Give what an index stands for."""
        found = index.internalPointer() if index.isValid() else None
        return found if isinstance(found, Item) else None

    def index_of(self, key: tuple[str, str, int], body: str = "") -> QModelIndex:
        """Give the first place of a task, that under a body where it is there."""
        found = QModelIndex()
        for item in self._top:
            if item.row is not None:
                if item.row.key == key:
                    return self.createIndex(item.place, 0, item)
                continue
            if found.isValid() and item.name != body:
                continue
            place = next((at for at, row in enumerate(item.rows) if row.key == key), None)
            if place is not None:
                found = self.createIndex(place, 0, item.below(place))
                if not body or item.name == body:
                    return found
        return found

    def groups(self) -> Iterator[QModelIndex]:
        """Give the rows of the bodies."""
        for item in self._top:
            if item.row is None:
                yield self.createIndex(item.place, 0, item)

    def tasks_between(self, above: Index, first: int, last: int) -> list[LedgerRow]:
        """Give the tasks of a stretch of rows; bodies are none."""
        item = self.item(above)
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

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:  # noqa: B008  # Qt's own
        """Give the index of a cell. Called for every row of a table, as ``flags`` is."""
        above = None if self._is_flat else self.item(parent)
        if self._is_flat and parent.isValid():
            return QModelIndex()
        count = len(self._top) if above is None else len(above.rows)
        if 0 <= row < count and 0 <= column <= NOTE:
            return self.createIndex(row, column, self._top[row] if above is None else above.below(row))
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
        return len(item.rows) if parent.column() == 0 else 0

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
        item = self.item(index)
        if item is None or item.row is None:
            return _PLAIN
        return _FLAT_EDITABLE if index.column() in FIELDS else _FLAT

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

    def _renew(self, rows: Sequence[LedgerRow]) -> None:
        """Take over what is kept of the same tasks now, and have those drawn that say something else."""
        others = {new.key: new for old, new in zip(self._rows, rows, strict=True) if new is not old and new != old}
        self._rows = rows
        changed = []
        for item in self._top:
            item.rows = [others.get(row.key, row) for row in item.rows] if others else item.rows
            if any(row.key in others for row in item.rows):
                changed.append(item)  # a body tells how many are done
            for one in (item, *item.made()):
                if one.row is not None and one.row.key in others:
                    one.row = others[one.row.key]
                    changed.append(one)
        if len(changed) > _TOLD_ONE_BY_ONE:
            changed = self._top[:: max(len(self._top) - 1, 1)]
            self.dataChanged.emit(
                self.createIndex(0, 0, changed[0]), self.createIndex(changed[-1].place, NOTE, changed[-1])
            )
            return
        for one in changed:
            self.dataChanged.emit(self.createIndex(one.place, 0, one), self.createIndex(one.place, NOTE, one))


def _grouped(rows: Sequence[LedgerRow], groups: Sequence[BodyRows], only: str) -> list[Item]:
    top = [Item(name=one.name, leads=one.leads, rows=one.rows) for one in groups if only in ("", one.name)]
    without = [row for row in rows if not row.bodies]
    return [*top, Item(name=_("旧版本里的任务"), rows=without)] if without else top


def _shape(row: LedgerRow) -> tuple[object, ...]:
    """Give what decides where a task stands."""
    return (*row.key, row.bodies)
