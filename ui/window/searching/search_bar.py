"""The bar of find in document: field, count, next and previous, the list of all places, and where to look."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ui.translation import _
from ui.window.pressing import forgets_mouse
from ui.window.searching.place_rows import PLACE_ROLE, PlaceRow, PlaceRows
from ui.window.theme import Theme

_THROTTLE_MS = 60
_LIST_ROWS = 7


class FindBar(QFrame):
    """One row between the tabs and the page, with the list of places below it when asked for.

    Signals:
        query_changed: What is typed.
        stepped: Next place (1) or the one before (-1).
        place_chosen: Number of a row of the list.
        scopes_wanted: Where to look is to be chosen: ``set_scopes`` says what is around the reader now.
        scope_chosen: Number of a scope; 0 is the whole document.
        list_wanted: The list is to be seen now: ``show_rows`` fills it.
        left: Esc, or the cross.
    """

    query_changed = Signal(str)
    stepped = Signal(int)
    place_chosen = Signal(int)
    scopes_wanted = Signal()
    scope_chosen = Signal(int)
    list_wanted = Signal()
    left = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("findBar")
        self._edit = QLineEdit()
        self._edit.setPlaceholderText(_("在本文中查找"))
        self._edit.setAccessibleName(_("在本文中查找"))
        self._edit.setMaximumWidth(340)
        self._edit.installEventFilter(self)
        self._count = QLabel()
        self._count.setProperty("voice", "hint")
        self._count.setMinimumWidth(64)
        self._previous = self._button(_("上一处 (Shift+F3)"))
        self._next = self._button(_("下一处 (F3)"))
        self._scope = QToolButton()
        self._scope.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._scope.setMenu(QMenu(self._scope))
        forgets_mouse(self._scope)
        self._all = self._button(_("列出每一处"))
        self._all.setCheckable(True)
        self._close = self._button(_("关闭"))
        row = QHBoxLayout()
        row.setContentsMargins(16, 6, 12, 6)
        row.setSpacing(6)
        row.addWidget(self._edit, 1)
        for widget in (self._count, self._previous, self._next, self._all, self._scope):
            row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(self._close)
        self._list = QListWidget()
        self._list.setAccessibleName(_("列出每一处"))
        self._list.setUniformItemSizes(True)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._rows = PlaceRows(theme, self._list)
        self._list.setItemDelegate(self._rows)
        self._list.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(self._list)
        self._places = 0
        self._throttle = QTimer(self, singleShot=True, interval=_THROTTLE_MS)
        self._connect()
        self.set_scopes([_("全文")], 0)
        self.set_theme(theme)
        self.hide()

    def _connect(self) -> None:
        self._throttle.timeout.connect(self._tell)
        self._edit.textChanged.connect(self._throttle.start)
        self._previous.clicked.connect(self._step_back)
        self._next.clicked.connect(self._step)
        self._close.clicked.connect(self.left)
        self._all.toggled.connect(self._on_list)
        self._scope.menu().aboutToShow.connect(self.scopes_wanted)
        self._list.currentRowChanged.connect(self._on_row)

    @property
    def query(self) -> str:
        """What is typed."""
        return self._edit.text()

    def begin(self, query: str) -> None:
        """Show the bar with a query, or with the one before where it is empty, and take the keyboard."""
        self.show()
        if query:
            self._edit.setText(query)
        self._edit.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._edit.selectAll()
        self._tell()

    def show_count(self, count: int, current: int) -> None:
        """Show how many places there are.

        Args:
            count: Of all.
            current: Number of the one that the user is at; -1 for none.
        """
        self._places = count
        for button in (self._previous, self._next, self._all):
            button.setEnabled(count > 0)
        self._on_list(self._all.isChecked())
        self.set_current(current)

    def show_rows(self, rows: Sequence[PlaceRow]) -> None:
        """Fill the list: the words of each place."""
        self._list.blockSignals(True)
        self._list.clear()
        for row in rows:
            item = QListWidgetItem(row.words)
            item.setData(PLACE_ROLE, row.place)
            self._list.addItem(item)
        height = self._list.sizeHintForRow(0) if rows else 0
        self._list.setFixedHeight(height * min(len(rows), _LIST_ROWS) + (6 if rows else 0))
        self._list.blockSignals(False)

    def set_current(self, current: int) -> None:
        """Tell at which place the user is."""
        if self._places:
            self._count.setText(f"{current + 1:,} / {self._places:,}")
        else:
            self._count.setText(_("没有") if self.query.strip() else "")
        self._list.blockSignals(True)
        self._list.setCurrentRow(current)
        self._list.blockSignals(False)

    def set_scopes(self, names: Sequence[str], chosen: int) -> None:
        """Offer where to look: the whole document first, then the clauses around the reader."""
        menu = self._scope.menu()
        menu.clear()
        for number, name in enumerate(names):
            action = menu.addAction(name.replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(number == chosen)
            action.setData(number)
            action.triggered.connect(self._on_scope)
        self._scope.setText(f"{names[chosen]} ▾".replace("&", "&&"))
        self._scope.setToolTip(_("在哪里查找"))

    def set_theme(self, theme: Theme) -> None:
        """Draw in another theme."""
        self._rows.theme = theme
        icons = {self._previous: "back", self._next: "forward", self._all: "menu", self._close: "close"}
        for button, icon in icons.items():
            button.setIcon(theme.icon(icon, "ink2"))

    def _button(self, words: str) -> QToolButton:
        button = QToolButton()
        button.setToolTip(words)
        button.setAccessibleName(words)
        button.setIconSize(QSize(16, 16))
        return button

    def _tell(self) -> None:
        self._throttle.stop()
        self.query_changed.emit(self.query)

    def _step(self) -> None:
        self.stepped.emit(1)

    def _step_back(self) -> None:
        self.stepped.emit(-1)

    def _on_list(self, shown: bool) -> None:
        self._list.setVisible(shown and self._places > 0)
        if shown:
            self.list_wanted.emit()

    def _on_row(self, row: int) -> None:
        if row >= 0:
            self.place_chosen.emit(row)

    def _on_scope(self) -> None:
        action = self.sender()
        if action is not None:
            self.scope_chosen.emit(int(action.data()))  # type: ignore[attr-defined]  # an action of the menu

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Step by Enter and the arrow keys while the keyboard is in the field."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return super().eventFilter(watched, event)
        back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                if self._throttle.isActive():
                    self._tell()  # what was typed last is looked for first
                else:
                    self.stepped.emit(-1 if back else 1)
            case Qt.Key.Key_Down:
                self.stepped.emit(1)
            case Qt.Key.Key_Up:
                self.stepped.emit(-1)
            case _:
                return super().eventFilter(watched, event)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave by Esc, wherever on the bar the keyboard is."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
