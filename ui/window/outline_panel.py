"""目录: the clauses of the document as a tree, with the one where the reader is and the notes in each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QStackedLayout, QWidget

from reader.model import Span
from ui.placed import PlacedAnnotation
from ui.translation import _
from ui.window.theme import Theme
from ui.window.tree_model import Node
from ui.window.tree_view import TreeView

_MOST_UNFOLDED = 60
"""Above so many rows the tree opens with its first level alone, as a code of 1,200 articles does."""


class OutlinePanel(QWidget):
    """The tree, or a sentence where the document has no clauses.

    Signals:
        clause_chosen: Span to show.
    """

    clause_chosen = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._marked: list[Node] = []
        self._view = TreeView(theme, _("目录"))
        self._view.chosen.connect(self.clause_chosen)
        self._empty = QLabel(_("打开一份文件，这里是它的目录。"), wordWrap=True)
        self._empty.setProperty("voice", "hint")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._empty.setContentsMargins(16, 8, 16, 0)
        self._layers = QStackedLayout(self)
        self._layers.addWidget(self._empty)
        self._layers.addWidget(self._view)

    def set_nodes(self, nodes: Sequence[Node] | None) -> None:
        """Show the outline of a document (``outline``); None where there is no document."""
        self._view.set_current(None)
        self._unmark()  # the tree that goes may come again
        self._view.nodes.set_roots(nodes or [])
        if self._view.nodes.count <= _MOST_UNFOLDED:
            self._view.expandAll()
        elif nodes and len(nodes) == 1:
            self._view.expand(self._view.nodes.index_of(nodes[0]))
        if nodes is not None and not nodes:
            self._empty.setText(_("这份文件没有条款编号，目录是空的。"))
        self._layers.setCurrentWidget(self._view if nodes else self._empty)

    def set_annotations(self, placed: Iterable[PlacedAnnotation]) -> None:
        """Mark where notes are."""
        self._unmark()
        node_here: Node | None = None
        innermost = Span(0, 0)
        for each in placed:
            if not each.spans:
                continue
            start = each.spans[0].start
            if not innermost.start <= start < innermost.end:
                node_here = self._view.nodes.node_at(start)
                # A thousand come in the order of the text: most stand where the one before stands.
                innermost = node_here.span if node_here is not None and not node_here.children else Span(0, 0)
            if node_here is not None:
                color = each.annotation.color
                if not node_here.marks:
                    self._marked.append(node_here)
                node_here.marks[color] = node_here.marks.get(color, 0) + 1
        self._view.nodes.refresh()
        self._view.viewport().update()

    def _unmark(self) -> None:
        for node in self._marked:
            node.marks = {}
        self._marked = []

    def set_offset(self, offset: int) -> None:
        """Mark the clause around a code point as the current one."""
        self._view.set_current(self._view.nodes.node_at(offset))

    def set_theme(self, theme: Theme) -> None:
        """Draw in another theme."""
        self._view.set_theme(theme)
