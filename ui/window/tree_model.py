"""A tree of places in a document as a Qt model: the outline and the tasks are both built of its nodes."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from reader.model import Span

NODE_ROLE = Qt.ItemDataRole.UserRole
"""Gives the row's ``Node``."""

AnyIndex = QModelIndex | QPersistentModelIndex


@dataclass(slots=True, eq=False)
class Node:
    """One row.

    Attributes:
        label: Its words.
        hint: Words in a third voice after them; empty for none.
        span: The place in the reading text that the row stands for.
        target: Where a click leads; ``span`` where None.
        count: A figure at the right end; 0 shows none.
        level: 1 for the first level, and so on.
        marks: Annotation colours of the place with how many there are, without those of the rows below it.
        children: Rows below.
    """

    label: str
    span: Span
    hint: str = ""
    target: Span | None = None
    count: int = 0
    level: int = 1
    marks: dict[str, int] = field(default_factory=dict)
    children: list[Node] = field(default_factory=list)
    parent: Node | None = field(default=None, repr=False)
    row: int = 0

    def walk(self) -> Iterator[Node]:
        """Give this node and all below it, in order."""
        yield self
        for child in self.children:
            yield from child.walk()

    def all_marks(self) -> dict[str, int]:
        """Give the marks of this row and of all below it: what a folded row shows."""
        total: dict[str, int] = {}
        for node in self.walk():
            for color, count in node.marks.items():
                total[color] = total.get(color, 0) + count
        return total


class TreeModel(QAbstractItemModel):
    """Rows of nodes.

    Attributes:
        count: How many there are, folded ones included.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._roots: list[Node] = []
        self.count = 0

    def set_roots(self, roots: Sequence[Node]) -> None:
        """Show other nodes."""
        self.beginResetModel()
        self._roots = list(roots)
        self.count = _tie(self._roots, None)
        self.endResetModel()

    def walk(self) -> Iterator[Node]:
        """Give all nodes in order."""
        for root in self._roots:
            yield from root.walk()

    def node_at(self, offset: int) -> Node | None:
        """Give the innermost node around a code point of the reading text. Of rows in the order of the text, as an outline's are."""
        found: Node | None = None
        level = self._roots
        while level:
            place = bisect_right(level, offset, key=_start) - 1
            if place < 0 or not level[place].span.contains(offset):
                break
            found, level = level[place], level[place].children
        return found

    def index_of(self, node: Node) -> QModelIndex:
        """Give the index of a node of this model."""
        return self.createIndex(node.row, 0, node)

    def refresh(self) -> None:
        """Say that marks of nodes have changed, rows have not."""
        if self._roots:
            self.dataChanged.emit(self.index_of(self._roots[0]), self.index_of(self._roots[-1]))

    def index(self, row: int, column: int, parent: AnyIndex = QModelIndex()) -> QModelIndex:  # noqa: B008
        """Give the index of a row below another."""
        rows = self._below(parent)
        if column != 0 or not 0 <= row < len(rows):
            return QModelIndex()
        return self.createIndex(row, 0, rows[row])

    def parent(self, index: AnyIndex) -> QModelIndex:  # type: ignore[override]  # QObject.parent() shares the name
        """Give the index above."""
        node = index.internalPointer() if index.isValid() else None
        above = node.parent if isinstance(node, Node) else None
        return self.index_of(above) if above is not None else QModelIndex()

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008
        """Give the number of rows below."""
        return len(self._below(parent)) if parent.column() <= 0 else 0

    def columnCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008
        """One."""
        return 1

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Give the words, or the node itself."""
        node = index.internalPointer() if index.isValid() else None
        if not isinstance(node, Node):
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.ToolTipRole:
                return f"{node.label} {node.hint}".strip()
            case _ if role == NODE_ROLE:
                return node
        return None

    def _below(self, parent: AnyIndex) -> list[Node]:
        if not parent.isValid():
            return self._roots
        node = parent.internalPointer()
        return node.children if isinstance(node, Node) else []


def _start(node: Node) -> int:
    return node.span.start


def _tie(nodes: list[Node], parent: Node | None) -> int:
    """Let nodes know where they stand; gives how many there are, with all below them."""
    count = len(nodes)
    for row, node in enumerate(nodes):
        node.parent, node.row = parent, row
        node.level = parent.level + 1 if parent else 1
        if node.children:
            count += _tie(node.children, node)
    return count
