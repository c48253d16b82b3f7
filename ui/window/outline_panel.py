"""目录: the clauses of the document as a tree, with the one where the reader is and the notes in each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QStackedLayout, QWidget

from reader.model import Clause, Text
from ui.placed import PlacedAnnotation
from ui.translation import _
from ui.window.theme import Theme
from ui.window.tree_model import Node
from ui.window.tree_view import TreeView

_LEAD_LENGTH = 24
"""Code points of a clause without heading words that are shown after its number."""
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
        self._view = TreeView(theme, _("目录"))
        self._view.chosen.connect(self.clause_chosen)
        self._empty = QLabel(_("打开一份文件，这里是它的目录。"), wordWrap=True)
        self._empty.setProperty("voice", "hint")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._empty.setContentsMargins(16, 8, 16, 0)
        self._layers = QStackedLayout(self)
        self._layers.addWidget(self._empty)
        self._layers.addWidget(self._view)

    def set_text(self, text: Text | None) -> None:
        """Show the clauses of a document; of none where None."""
        self._view.set_current(None)
        nodes = outline(text.text, text.clauses) if text else []
        self._view.nodes.set_roots(nodes)
        shown = sum(1 for _node in self._view.nodes.walk())
        if shown <= _MOST_UNFOLDED:
            self._view.expandAll()
        elif len(nodes) == 1:
            self._view.expand(self._view.nodes.index_of(nodes[0]))
        if text and not nodes:
            self._empty.setText(_("这份文件没有条款编号，目录是空的。"))
        self._layers.setCurrentWidget(self._view if nodes else self._empty)

    def set_annotations(self, placed: Iterable[PlacedAnnotation]) -> None:
        """Mark where notes are."""
        for node in self._view.nodes.walk():
            node.marks = {}
        for each in placed:
            node_here = self._view.nodes.node_at(each.spans[0].start) if each.spans else None
            if node_here is not None:
                color = each.annotation.color
                node_here.marks[color] = node_here.marks.get(color, 0) + 1
        self._view.nodes.refresh()
        self._view.viewport().update()

    def set_offset(self, offset: int) -> None:
        """Mark the clause around a code point as the current one."""
        self._view.set_current(self._view.nodes.node_at(offset))

    def set_theme(self, theme: Theme) -> None:
        """Draw in another theme."""
        self._view.set_theme(theme)


def outline(text: str, clauses: Sequence[Clause]) -> list[Node]:
    """Give the nodes of clauses. A 款 has no number of its own in print and no row; its 项 stand below the 条."""
    nodes: list[Node] = []
    for clause in clauses:
        below = outline(text, clause.children)
        if not clause.label and not clause.title:
            nodes.extend(below)
            continue
        hint = "" if clause.title else _lead(text, clause)
        nodes.append(Node(_words(clause), clause.span, hint, target=clause.heading, children=below))
    return nodes


def _words(clause: Clause) -> str:
    # 第三章 总则, but 一、总体要求 and （三）主要目标: bracketed and comma numbers bring their own distance.
    apart = clause.label[-1:] not in "、）．.)" if clause.label else False
    return f"{clause.label}{' ' if apart and clause.title else ''}{clause.title}"


def _lead(text: str, clause: Clause) -> str:
    start = clause.heading.end
    lead = text[start : min(start + _LEAD_LENGTH, clause.span.end)]
    return lead.strip(" 　\n，。：、").split("\n")[0]
