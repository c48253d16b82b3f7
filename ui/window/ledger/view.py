"""任务台账, in the middle of the window: the tasks as a table that is edited in place, narrowed, grouped, and a chart of the bodies."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QLabel,
    QLineEdit,
    QMenu,
    QScrollArea,
    QSplitter,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from storage.ledger import STATUSES
from ui.ledger import BodyRows, LedgerRow, by_body, narrowed
from ui.ledger_export import STATUS_WORDS, totals_words
from ui.translation import _
from ui.window.layer import Cover
from ui.window.ledger.chart import BodyChart
from ui.window.ledger.delegate import LedgerDelegate, NoteField
from ui.window.ledger.head import LedgerHead
from ui.window.ledger.model import BODIES, DEADLINE, FIGURE, MEASURE, NOTE, STATUS, Item, LedgerModel
from ui.window.one_of import one_of
from ui.window.theme import Theme

_CHART_BELOW = 900
"""A narrower view has no room for the chart beside the table."""
_SHARES = {BODIES: 0.19, FIGURE: 0.11, NOTE: 0.15}
"""Of the table's width; deadline and status have one of their own, the measure has the rest."""
_FIXED = {DEADLINE: 84, STATUS: 86}
_MOST_OPEN = 200
"""With more tasks, bodies are first shown folded: a long list of bodies is what one looks for then."""
_MANY = 1_000
"""Of more tasks than this the chart and the sums come a turn after the table."""
_PAINTED_MS = 40
"""By then the table is painted, and the chart does not add to that turn."""
_FEW_BELOW = 600
"""A narrower table leaves out bodies and figures; they stand in the hints and in the groups."""


class LedgerTable(QTreeView):
    """The table: Enter shows a task in its document, F2 edits, 1 to 4 set the status of all that are selected.

    Signals:
        jump_requested: ``LedgerRow``.
        status_chosen: List of ``LedgerRow``, and the status.
        left: Esc.
    """

    jump_requested = Signal(object)
    status_chosen = Signal(list, str)
    left = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = LedgerModel(self)
        self.cells = LedgerDelegate(theme, self)
        self.setModel(self.rows)
        self.rows.modelAboutToBeReset.connect(self.finish_editing)  # a reset closes editors without asking them
        self.setItemDelegate(self.cells)
        self.setObjectName("ledgerTable")
        self.setAccessibleName(_("任务台账"))
        self.setRootIsDecorated(True)
        self.setIndentation(18)
        self.setUniformRowHeights(True)
        self.setMouseTracking(True)
        self.setExpandsOnDoubleClick(False)
        self.setAllColumnsShowFocus(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        head = self.header()
        # Not the one of the rows: with that it asks of each cell whether it is selected, a quarter of a second for 3,000 rows.
        head.setSelectionModel(QItemSelectionModel(self.rows, head))
        head.setStretchLastSection(False)
        head.setMinimumSectionSize(60)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        head.setSectionResizeMode(MEASURE, QHeaderView.ResizeMode.Stretch)
        for column, width in _FIXED.items():
            self.setColumnWidth(column, width)

    def show_rows(
        self,
        rows: Sequence[LedgerRow],
        groups: Sequence[BodyRows] | None = None,
        *,
        only: str = "",
        with_titles: bool = False,
    ) -> None:
        """Show tasks (``LedgerModel.set_rows``); what was current stays current."""
        item = self.rows.item_at(self.currentIndex())
        column = self.currentIndex().column()
        before = {index.data(): self.isExpanded(index) for index in self.rows.groups()}
        grouped = groups is not None
        if not self.rows.set_rows(rows, groups, only=only, with_titles=with_titles):
            return
        self.setIndentation(18 if grouped else 0)
        for index in self.rows.groups():
            self.setFirstColumnSpanned(index.row(), QModelIndex(), True)
        # Each body that opens lays all rows out again: few are opened, or all at once.
        is_short = len(rows) <= _MOST_OPEN
        folded = {name for name, is_open in before.items() if not is_open}
        if grouped and is_short:
            self.expandAll()
        for index in self.rows.groups():
            if before.get(index.data(), is_short) != self.isExpanded(index):
                self.setExpanded(index, not self.isExpanded(index))
        if item is not None and bool(before) == grouped:
            again = self._again(item, folded)
            if again.isValid():
                self.setCurrentIndex(again.siblingAtColumn(column))
                return
        if rows:
            first = self.rows.index(0, 0)
            below = self.rows.index(0, 0, first)
            # To stand on a task of a folded body would unfold that.
            self.setCurrentIndex(below if below.isValid() and self.isExpanded(first) else first)
            self.scrollToTop()

    def _again(self, item: Item, folded: set[str]) -> QModelIndex:
        """Give where a body or a task stands now; of a task whose body is folded, the body: to show it would unfold that."""
        body = item.parent.name if item.parent else item.name
        if item.row is None or body in folded:
            return next((index for index in self.rows.groups() if index.data() == body), QModelIndex())
        return self.rows.index_of(item.row.key, body)

    def finish_editing(self) -> None:
        """Keep what is being written in a cell, if anything is."""
        if self.state() == QAbstractItemView.State.EditingState:
            fields: list[QWidget] = [*self.viewport().findChildren(QLineEdit), *self.viewport().findChildren(NoteField)]
            for field in fields:
                self.commitData(field)

    def chosen(self) -> list[LedgerRow]:
        """Give the selected tasks, each once."""
        found: dict[tuple[str, str, int], LedgerRow] = {}
        # By stretches: of each of 3,000 rows Qt would ask six things of the model, a third of a second of Python.
        stretches = self.selectionModel().selection().toList()
        for one in sorted(stretches, key=lambda one: (one.parent().row(), one.top())):
            for row in self.rows.tasks_between(one.parent(), one.top(), one.bottom()):
                found.setdefault(row.key, row)
        return list(found.values())

    def selectAll(self) -> None:
        """Select every row that is not folded away, by stretches."""
        whole = QItemSelection()
        for above in (QModelIndex(), *(index for index in self.rows.groups() if self.isExpanded(index))):
            if count := self.rows.rowCount(above):
                whole.select(self.rows.index(0, 0, above), self.rows.index(count - 1, NOTE, above))
        self.selectionModel().select(whole, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def menu_for(self, rows: Sequence[LedgerRow]) -> QMenu:
        """Give the menu of tasks."""
        menu = QMenu(self)
        if len(rows) == 1 and rows[0].span is not None:
            menu.addAction(_("到原文"), partial(self.jump_requested.emit, rows[0]))
            menu.addSeparator()
        shared = {row.entry.status for row in rows}
        for number, status in enumerate(STATUSES, start=1):
            words = f"{STATUS_WORDS[status]()}\t{number}"
            action = menu.addAction(words, partial(self.status_chosen.emit, list(rows), status))
            action.setCheckable(True)
            action.setChecked(shared == {status})
        if len(rows) == 1:
            menu.addSeparator()
            for column, words in ((NOTE, _("写备注…")), (DEADLINE, _("改期限…")), (FIGURE, _("改目标…"))):
                menu.addAction(words, partial(self.edit_column, column))
        menu.aboutToHide.connect(menu.deleteLater)
        return menu

    def edit_column(self, column: int) -> None:
        """Edit a column of the current task."""
        index = self.currentIndex().siblingAtColumn(column)
        if column == STATUS:
            self._open_menu(self.visualRect(index).bottomLeft())
        elif self.rows.is_editable(index):
            self.setCurrentIndex(index)
            self.scrollTo(index)
            self.edit(index)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width among the columns; leave some out where there is no room."""
        super().resizeEvent(event)
        width = event.size().width()
        if width == event.oldSize().width():
            return
        for column, share in _SHARES.items():
            self.setColumnWidth(column, max(round(width * share), 72))
        for column in (BODIES, FIGURE):
            self.setColumnHidden(column, width < _FEW_BELOW)

    def _open_menu(self, point: QPoint) -> None:
        if rows := self.chosen():
            self.menu_for(rows).popup(self.viewport().mapToGlobal(point))

    def contextMenuEvent(self, event: object) -> None:
        """Open the menu of the selected tasks."""
        here = self.visualRect(self.currentIndex()).bottomLeft()
        self._open_menu(event.pos() if event.reason() == event.Reason.Mouse else here)  # type: ignore[attr-defined]

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on a status opens its menu, one on a body folds."""
        super().mouseReleaseEvent(event)
        point = event.position().toPoint()
        index = self.indexAt(point)
        item = self.rows.item_at(index)
        plain = event.button() == Qt.MouseButton.LeftButton and not event.modifiers()
        if item is None or not plain:
            return
        if item.row is not None and index.column() == STATUS:
            cell = self.visualRect(index)
            if self.cells.status_rect(cell).contains(point):
                self._open_menu(cell.bottomLeft())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Edit what can be edited, fold a body, else go to the text."""
        index = self.indexAt(event.position().toPoint())
        item = self.rows.item_at(index)
        if item is None or event.button() != Qt.MouseButton.LeftButton:
            return
        if item.row is None:
            self.setExpanded(index.siblingAtColumn(0), not self.isExpanded(index.siblingAtColumn(0)))
        elif index.column() in (DEADLINE, FIGURE, NOTE):
            self.edit(index)
        elif index.column() != STATUS:
            self.jump_requested.emit(item.row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Show, edit, set the status, or leave."""
        item = self.rows.item_at(self.currentIndex())
        key = event.key()
        if self.state() == QAbstractItemView.State.EditingState:
            event.ignore()
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        elif item is None:
            super().keyPressEvent(event)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._show(item)
        elif key == Qt.Key.Key_F2 and item.row is not None:
            column = self.currentIndex().column()
            self.edit_column(column if column in (DEADLINE, FIGURE, STATUS, NOTE) else NOTE)
        elif Qt.Key.Key_1 <= key < Qt.Key.Key_1 + len(STATUSES) and not event.modifiers() and self.chosen():
            self.status_chosen.emit(self.chosen(), STATUSES[key - Qt.Key.Key_1])
        else:
            super().keyPressEvent(event)

    def _show(self, item: Item) -> None:
        if item.row is not None:
            self.jump_requested.emit(item.row)
        else:
            index = self.currentIndex().siblingAtColumn(0)
            self.setExpanded(index, not self.isExpanded(index))


class LedgerView(Cover):
    """The whole layer.

    Attributes:
        head: Scope, filters, and what is done with all rows.
        table: The tasks.
        chart: The bodies.

    Signals:
        left: Esc.
    """

    left = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("ledgerView")
        self._rows: Sequence[LedgerRow] = ()
        self._shown: list[LedgerRow] = []
        self._bodies: list[BodyRows] | None = None
        self._written: dict[int, str] = {}
        self._body = ""
        self._count_later = QTimer(self, singleShot=True, interval=_PAINTED_MS)
        self._count_later.timeout.connect(self._count)
        self.head = LedgerHead(theme)
        self.table = LedgerTable(theme)
        self.chart = BodyChart(theme)
        self._area = QScrollArea()
        self._area.setObjectName("ledgerChart")
        self._area.setWidget(self.chart)
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setMinimumWidth(210)
        self._nothing = QLabel(wordWrap=True)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignHCenter)
        self._nothing.setContentsMargins(40, 80, 40, 0)
        self._nothing.setProperty("voice", "second")
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setHandleWidth(1)
        split.setChildrenCollapsible(False)
        split.addWidget(self.table)
        split.addWidget(self._area)
        split.setStretchFactor(0, 1)
        split.setSizes([10_000, 256])
        self._split = split
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        self._layers = one_of(column, split, self._nothing)
        self.head.changed.connect(self._narrow)
        self.head.body_lifted.connect(partial(self.set_body, ""))
        self.head.left.connect(self.left)
        self.head.entered.connect(self._enter)
        self.table.left.connect(self.left)
        self.chart.body_chosen.connect(self.set_body)
        self.set_theme(theme)

    def set_rows(self, rows: Sequence[LedgerRow], written: dict[int, str] | None = None) -> None:
        """Show tasks.

        Args:
            rows: In their order.
            written: What stands in them, where it is known (``ui.ledger.narrowed``); else it is read with the first words sought.
        """
        self._rows = rows
        self._written = {} if written is None else written
        if self._body and all(body.name != self._body for row in rows for body in row.bodies):
            self._body = ""
        self.head.set_body(self._body)
        self._narrow()

    def set_body(self, name: str) -> None:
        """Narrow to a body; to none where empty."""
        self._body = name
        self.head.set_body(name)
        self._narrow()

    def rows(self) -> Sequence[LedgerRow]:
        """Give all tasks, whatever the filters leave."""
        return self._rows

    def shown(self) -> list[LedgerRow]:
        """Give the tasks that the filters leave."""
        return self._shown

    def body(self) -> str:
        """Give the body that the tasks are narrowed to; empty for all."""
        return self._body

    def set_progress(self, done: int, total: int) -> None:
        """Tell how far the reading of many documents is; nothing more to tell where both are 0."""
        self.head.set_progress(done, total)
        self._say_nothing(reading=bool(total))

    def show_failed(self) -> None:
        """Tell that the tasks could not be gathered; those that were listed before stay."""
        self._narrow()
        if not self._rows:
            self._nothing.setText(_("没能汇总；重新打开台账可以再试。"))

    def set_theme(self, theme: Theme) -> None:
        """Draw in another theme."""
        self.head.set_theme(theme)
        self.table.cells.theme = theme
        self.table.viewport().update()
        self.chart.set_theme(theme)

    def _narrow(self) -> None:
        wanted = self.head.filter(self._body)
        self._shown = narrowed(self._rows, wanted, self._written)
        several = len({row.entry.document for row in self._rows}) > 1
        self._bodies = by_body(self._shown) if self.head.is_grouped() else None
        self.table.show_rows(self._shown, self._bodies, only=self._body, with_titles=several)
        self.head.set_exportable(bool(self._shown))
        self._say_nothing()
        if len(self._rows) > _MANY:
            self._count_later.start()
        else:
            self._count()

    def _count(self) -> None:
        """Tell how many tasks each body has, and all of them together: beside a large table in a turn of its own."""
        self._count_later.stop()
        wanted = self.head.filter("")  # the chart compares all bodies: it is narrowed by everything but the body
        if self._body:
            self.chart.set_bodies(by_body(narrowed(self._rows, wanted, self._written)))
        else:
            self.chart.set_bodies(by_body(self._shown) if self._bodies is None else self._bodies)
        self.chart.set_chosen(self._body)
        self.head.set_summary(totals_words(self._shown) if self._rows else "")

    def _say_nothing(self, *, reading: bool = False) -> None:
        words = _("没有符合筛选的任务。") if self._rows else _("这里没有写明责任单位的任务。")
        self._nothing.setText(_("正在汇总……") if reading and not self._rows else words)
        self._layers.setCurrentIndex(0 if self._shown else 1)

    def _enter(self) -> None:
        if self._shown:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold the chart away where there is no room for it."""
        super().resizeEvent(event)
        width = event.size().width()
        self._area.setVisible(width >= _CHART_BELOW)
        self.head.fit(width)
