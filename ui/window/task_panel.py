"""任务: the measures of the document by the body that is responsible for them."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QPushButton, QVBoxLayout, QWidget

from reader.model import Span, Task, Text
from ui.translation import _
from ui.window.one_of import one_of
from ui.window.theme import Theme
from ui.window.tree_model import NODE_ROLE, Node
from ui.window.tree_view import TreeView

_MEASURE_LENGTH = 60
"""Code points of a measure that are given to the row; it is cut to the width anyway."""


class TaskPanel(QWidget):
    """Bodies with their measures, the busiest first, or a sentence where there are none.

    Signals:
        task_chosen: Span of the measure to show.
        bodies_requested(int): The bodies of the task at this offset are to be mended.
        ledger_requested: The tasks are to be shown as a table.
    """

    task_chosen = Signal(object)
    bodies_requested = Signal(int)
    ledger_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view = TreeView(theme, _("任务"))
        self._view.chosen.connect(self.task_chosen)
        self._view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._view.customContextMenuRequested.connect(self._show_menu)
        mend = QShortcut(QKeySequence("F2"), self._view, context=Qt.ShortcutContext.WidgetShortcut)
        mend.activated.connect(self._mend_current)
        self._empty = QLabel(wordWrap=True)
        self._empty.setProperty("voice", "hint")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._empty.setContentsMargins(16, 8, 16, 0)
        self._ledger = QPushButton(_("任务台账"))
        self._ledger.setProperty("link", True)
        self._ledger.setToolTip(_("列成表：状态、期限、备注，按单位汇总，导出（Ctrl+Shift+T）"))
        self._ledger.clicked.connect(self.ledger_requested)
        foot = QHBoxLayout()
        foot.setContentsMargins(12, 4, 12, 8)
        foot.addWidget(self._ledger)
        foot.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._layers = one_of(column, self._empty, self._view)
        column.addLayout(foot)
        self.set_text(None)

    def set_text(self, text: Text | None) -> None:
        """Show the tasks of a document; of none where None."""
        bodies = tasks_by_body(text.text, text.tasks) if text else []
        self._view.nodes.set_roots(bodies)
        self._empty.setText(
            _("这份文件没有写明责任单位的任务。") if text else _("打开一份文件，这里是它的任务和责任单位。")
        )
        self._ledger.setVisible(bool(bodies))
        self._layers.setCurrentWidget(self._view if bodies else self._empty)

    def set_theme(self, theme: Theme) -> None:
        """Draw in another theme."""
        self._view.set_theme(theme)

    def _show_menu(self, point: QPoint) -> None:
        index = self._view.indexAt(point)
        index = index if index.isValid() else self._view.currentIndex()
        node = index.data(NODE_ROLE)
        if isinstance(node, Node) and node.parent is not None:
            menu = QMenu(self)
            menu.addAction(_("改责任单位…"), QKeySequence("F2"), partial(self.bodies_requested.emit, node.span.start))
            menu.aboutToHide.connect(menu.deleteLater)
            menu.popup(self._view.viewport().mapToGlobal(point))

    def _mend_current(self) -> None:
        node = self._view.currentIndex().data(NODE_ROLE)
        if isinstance(node, Node) and node.parent is not None:
            self.bodies_requested.emit(node.span.start)


def tasks_by_body(text: str, tasks: tuple[Task, ...]) -> list[Node]:
    """Give a node for each body with its measures below, most measures first, else in the order of the document."""
    nodes: dict[str, Node] = {}
    for task in tasks:
        for body in task.bodies:
            # A body that the user named may stand nowhere in the statement.
            node = nodes.setdefault(body.name, Node(body.name, body.span if len(body.span) else task.statement))
            node.count += 1
            node.children.append(Node(_measure(text, task.measure), task.measure, hint=task.clause))
    return sorted(nodes.values(), key=lambda node: -node.count)


def _measure(text: str, span: Span) -> str:
    return text[span.start : min(span.end, span.start + _MEASURE_LENGTH)].replace("\n", " ").strip()
