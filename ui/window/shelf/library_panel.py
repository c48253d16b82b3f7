"""文库: the shelf, with a filter and an order; every document a row of two lines."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal, SignalInstance
from PySide6.QtGui import QAction, QActionGroup, QFont, QKeyEvent, QPainter, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from storage.cards import Card
from ui.translation import _
from ui.window.fonts import font, program_family
from ui.window.one_of import one_of
from ui.window.painting import draw_elided, has_state, rect_of
from ui.window.pressing import forgets_mouse
from ui.window.shelf.library_model import CARD_ROLE, NAME_ROLE, WAITING_ROLE, LibraryModel, describe, issuer_of
from ui.window.shelf.row_list import RowList
from ui.window.shelf.shelved import Order, Shelved
from ui.window.shelf.view_keeper import kept
from ui.window.theme import Theme

_ROW = 54
_LEFT = 16
_RIGHT = 14
_SEAL_BAR = 3


class LibraryPanel(QWidget):
    """The list of documents.

    Signals:
        open_requested: Document id.
        correct_requested: Document id; the user wants to mend title, issuer, number, date or kind.
        remove_requested: List of document ids.
        export_requested: List of document ids.
        source_requested: Document id; the imported file is to be opened.
        ledger_requested: List of document ids whose tasks are to be shown as a table.
        versions_requested: Document id; it is to be compared with its former version.
        comparison_requested: List of two document ids to be compared, or of one whose other is still to be chosen.
        import_requested: The user wants to import files.
    """

    open_requested = Signal(str)
    correct_requested = Signal(str)
    remove_requested = Signal(list)
    export_requested = Signal(list)
    source_requested = Signal(str)
    ledger_requested = Signal(list)
    versions_requested = Signal(str)
    comparison_requested = Signal(list)
    import_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._model = LibraryModel()
        self._filter = QLineEdit()
        self._filter.setPlaceholderText(_("筛选文件"))
        self._filter.setAccessibleName(_("筛选文件"))
        self._filter.setClearButtonEnabled(False)
        self._filter.textChanged.connect(self._model.set_filter)
        self._filter.returnPressed.connect(self._open_first)
        self._order = QToolButton()
        self._order.setToolTip(_("排序"))
        self._order.setAccessibleName(_("排序"))
        self._order.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._order.setMenu(self._order_menu())
        forgets_mouse(self._order)
        self._view = self._make_list()
        self._empty = QLabel(wordWrap=True)
        self._empty.setProperty("voice", "hint")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._empty.setContentsMargins(16, 8, 16, 0)
        head = QHBoxLayout()
        head.setContentsMargins(12, 0, 10, 8)
        head.setSpacing(4)
        head.addWidget(self._filter)
        head.addWidget(self._order)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        self._layers = one_of(column, self._view, self._empty)
        self._total: int | None = None
        self._drawn_to = ""
        self.set_theme(theme)
        self._settle()
        for changed in (self._model.modelReset, self._model.rowsInserted, self._model.rowsRemoved):
            changed.connect(self._settle)

    def set_shelf(self, shelf: Shelved) -> None:
        """Show the documents of the shelf; what is selected and seen stays so."""
        self._total = len(shelf.cards)
        with kept(self._view, lambda row: self._model.card(row).id, self._model.rows_of):
            self._model.set_shelf(shelf)
        self._settle()

    def replace(self, card: Card) -> None:
        """Show one document's row anew."""
        self._model.replace(card)

    def set_waiting(self, waiting: Mapping[str, int]) -> None:
        """Mark the documents whose annotations wait for a review."""
        self._model.set_waiting(waiting)

    def set_current(self, document: str) -> None:
        """Mark the document that is open in front; none where empty."""
        self._delegate.current = document
        self._draw_to_current()
        self._view.viewport().update()

    def showEvent(self, event: QShowEvent) -> None:
        """Bring the document in front into sight: while nobody sees the list it has no height."""
        super().showEvent(event)
        self._draw_to_current()

    def _draw_to_current(self) -> None:
        """Scroll to a document that came to the front, and only to such a one: an import shows its new documents."""
        document = self._delegate.current
        if document == self._drawn_to or not self.isVisible():
            return
        row = self._model.rows_of({document}).get(document, -1)
        self._drawn_to = document if row >= 0 else ""  # at a start it is in front before the shelf is there
        if row >= 0 and not self._view.hasFocus():
            self._view.executeDelayedItemsLayout()
            self._view.scrollTo(self._model.index(row), QAbstractItemView.ScrollHint.EnsureVisible)

    def set_theme(self, theme: Theme) -> None:
        """Draw in another theme."""
        self._theme = theme
        self._delegate.theme = theme
        self._order.setIcon(theme.icon("sort"))
        self._view.viewport().update()

    def selected(self) -> list[str]:
        """Give the ids of the selected documents, in the order of the rows."""
        return [self._model.card(row).id for row in self._view.selected_rows()]

    def menu_for(self, documents: list[str]) -> QMenu:
        """Give the context menu of documents."""
        menu = QMenu(self)
        one = len(documents) == 1

        def add(text: str, icon: str, signal: SignalInstance, value: object) -> None:
            action = QAction(self._theme.icon(icon), text, menu)
            action.triggered.connect(lambda _checked: signal.emit(value))
            menu.addAction(action)

        if one:
            add(_("打开"), "document", self.open_requested, documents[0])
            add(_("更正信息…"), "edit", self.correct_requested, documents[0])
            add(_("打开原文件"), "open", self.source_requested, documents[0])
        add(_("导出批注…"), "export", self.export_requested, documents)
        add(_("任务台账"), "task", self.ledger_requested, documents)
        if one:
            add(_("与旧版本比较"), "beside", self.versions_requested, documents[0])
            add(_("与…比较"), "beside", self.comparison_requested, documents)
        elif len(documents) == 2:
            add(_("比较这两件"), "beside", self.comparison_requested, documents)
        menu.addSeparator()
        words = _("移除") if one else _("移除 {count} 件").format(count=len(documents))
        add(words, "trash", self.remove_requested, documents)
        return menu

    def _make_list(self) -> RowList:
        view = RowList(_ROW)
        view.setModel(self._model)
        self._delegate = _Delegate(self._theme, view)
        view.setItemDelegate(self._delegate)
        view.setAccessibleName(_("文库"))
        view.setMouseTracking(True)
        view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        view.customContextMenuRequested.connect(self._show_menu)
        view.activated.connect(self._open)
        view.clicked.connect(self._open_alone)
        return view

    def _order_menu(self) -> QMenu:
        menu = QMenu(self)
        group = QActionGroup(menu)
        orders: tuple[tuple[Order, str], ...] = (
            ("added", _("最近导入在前")),
            ("title", _("按标题")),
            ("date", _("按成文日期，新的在前")),
        )
        for order, words in orders:
            action = group.addAction(words)
            action.setCheckable(True)
            action.setChecked(order == "added")
            action.setData(order)
            menu.addAction(action)
        group.triggered.connect(self._sort)
        return menu

    def _sort(self, action: QAction) -> None:
        self._model.set_order(action.data())

    def _settle(self, *_told: object) -> None:
        if self._total is None:
            self._empty.setText("")  # it is not open, or did not open, which is not to say that it is empty
        elif self._total == 0:
            self._empty.setText(_("文库还是空的。把文件或文件夹拖到窗口里，或按 Ctrl+O 导入。"))
        else:
            self._empty.setText(_("没有符合的文件。"))
        self._layers.setCurrentWidget(self._view if self._model.rowCount() else self._empty)

    def _open(self, index: QModelIndex) -> None:
        self.open_requested.emit(index.data(CARD_ROLE).id)

    def _open_alone(self, index: QModelIndex) -> None:
        if len(self.selected()) == 1:  # a click with Ctrl or Shift collects
            self._open(index)

    def _open_first(self) -> None:
        """Open what the filter found best."""
        if self._filter.text().strip() and self._model.rowCount():
            self._open(self._model.index(0))

    def _show_menu(self, position: QPoint) -> None:
        if documents := self.selected():
            menu = self.menu_for(documents)
            menu.exec(self._view.viewport().mapToGlobal(position))
            menu.deleteLater()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Remove the selected documents with the delete key; go from the filter to the list, or clear the filter."""
        in_filter = self._filter.hasFocus()
        if in_filter and event.key() == Qt.Key.Key_Down and self._model.rowCount():
            self._view.setFocus(Qt.FocusReason.TabFocusReason)
            self._view.setCurrentIndex(self._model.index(0))
        elif in_filter and event.key() == Qt.Key.Key_Escape and self._filter.text():
            self._filter.clear()
        elif event.key() == Qt.Key.Key_Delete and (documents := self.selected()):
            self.remove_requested.emit(documents)
        else:
            super().keyPressEvent(event)


class _Delegate(QStyledItemDelegate):
    """Draws one document: its title, the line under it, and how many notes it has."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.theme = theme
        self.current = ""
        family = program_family()
        self._title = font(family, 14)
        self._title_current = font(family, 14, weight=QFont.Weight.Medium)
        self._small = font(family, 12)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """All rows have one height."""
        return QSize(0, _ROW)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw ground, two lines, dot and count."""
        card = index.data(CARD_ROLE)
        row = rect_of(option)
        current = card.id == self.current
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._draw_ground(painter, option, row, current)
        inner = row.adjusted(_LEFT, 7, -_RIGHT, -7)
        half = inner.height() // 2
        painter.setFont(self._title_current if current else self._title)
        painter.setPen(self.theme.color("seal" if current else "ink"))
        # The titles of a series differ at the end: 关于…的第三批通知.
        upper = QRect(inner.left(), inner.top(), inner.width(), half)
        draw_elided(painter, upper, card.title, Qt.TextElideMode.ElideMiddle)
        painter.setFont(self._small)
        painter.setPen(self.theme.color("ink3"))
        right = inner.right()
        lower = QRect(inner.left(), inner.top() + half, inner.width(), inner.height() - half)
        if card.annotations:
            words = str(card.annotations)
            width = painter.fontMetrics().horizontalAdvance(words)
            draw_elided(painter, QRect(right - width, lower.top(), width + 1, lower.height()), words)
            icon = QRect(right - width - 18, lower.center().y() - 6, 14, 14)
            self.theme.icon("note", "ink3").paint(painter, icon)
            right -= width + 24
        if waiting := index.data(WAITING_ROLE):
            width = painter.fontMetrics().horizontalAdvance(waiting)
            badge = QRect(right - width - 10, lower.center().y() - 9, width + 10, 18)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self.theme.color("seal"))
            painter.drawRoundedRect(badge, 9, 9)
            painter.setPen(self.theme.color("on-seal"))
            painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, waiting)
            painter.setPen(self.theme.color("ink3"))
            right = badge.left() - 8
        self._draw_facts(
            painter, QRect(lower.left(), lower.top(), right - lower.left(), lower.height()), card, index.data(NAME_ROLE)
        )
        painter.restore()

    @staticmethod
    def _draw_facts(painter: QPainter, row: QRect, card: Card, name: str) -> None:
        """Draw issuer (or what tells the document apart), year and kind; where room is short it is the first that gives way."""
        words, issuer = describe(card, name), name or issuer_of(card)
        rest, wide = words.removeprefix(issuer), painter.fontMetrics().horizontalAdvance
        room = row.width() - wide(rest)
        if room < min(wide(issuer), wide(issuer[:2] + "…")):  # one letter of it, or its separator alone, says nothing
            issuer, rest, room = "", rest.removeprefix(" · "), 0
        took = draw_elided(painter, QRect(row.left(), row.top(), room, row.height()), issuer)
        draw_elided(painter, row.adjusted(took, 0, 0, 0), rest)

    def _draw_ground(self, painter: QPainter, option: QStyleOptionViewItem, row: QRect, current: bool) -> None:
        if current:
            painter.fillRect(row, self.theme.color("seal-soft"))
            painter.fillRect(QRect(row.left(), row.top(), _SEAL_BAR, row.height()), self.theme.color("seal"))
        elif has_state(option, QStyle.StateFlag.State_Selected) or has_state(option, QStyle.StateFlag.State_MouseOver):
            painter.fillRect(row, self.theme.color("hover"))
        if has_state(option, QStyle.StateFlag.State_HasFocus):
            painter.setPen(self.theme.color("focus"))
            painter.drawRoundedRect(row.adjusted(4, 2, -5, -3), 4, 4)
