"""The comparison of two texts: what changed in one line, and clause beside clause in two columns that scroll together."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QListView,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from reader.versions import Row
from ui.comparing import Compared, summary
from ui.translation import _
from ui.window.layer import Cover
from ui.window.status_bar import ElidedLabel
from ui.window.theme import Theme
from ui.window.versions.compare_delegate import GUTTER, MARGIN, CompareDelegate
from ui.window.versions.compare_model import ROW_ROLE, CompareModel
from ui.window.versions.measuring import Measuring

_SCREEN = 16
"""Rows that are measured before anything is shown, at the most, and only as many as have room: each is 1 ms of a turn."""


class CompareView(Cover):
    """The layer of a comparison.

    Signals:
        older_chosen(int): Compare with another of the older versions, by its number.
        export_wanted: Write the comparison to a file.
        place_wanted(Row): Show the clause in its text.
        left: Esc, or the cross.
    """

    older_chosen = Signal(int)
    export_wanted = Signal()
    place_wanted = Signal(object)
    left = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("compareView")
        self.told = QLabel()
        self.told.setProperty("voice", "heading")
        self.older = QComboBox()
        self.older.setAccessibleName(_("旧版本"))
        self.older.activated.connect(self.older_chosen)
        self.only = QCheckBox(_("只看改动"))
        self.only.setChecked(True)
        self._previous, self._next, self._close = (
            self._button(words) for words in (_("上一处改动 (Shift+F7)"), _("下一处改动 (F7)"), _("回到正文 (Esc)"))
        )
        self.export = QPushButton(_("导出比对…"))
        head = QHBoxLayout()
        head.setContentsMargins(MARGIN, 12, 14, 8)
        head.setSpacing(8)
        head.addWidget(self.told, 1)
        for widget in (self.older, self.only, self._previous, self._next, self.export, self._close):
            head.addWidget(widget)
        middle = Qt.TextElideMode.ElideMiddle  # versions differ at the end of their names
        self._old_name, self._new_name = ElidedLabel(mode=middle), ElidedLabel(mode=middle)
        names = QHBoxLayout()
        names.setSpacing(GUTTER)
        for label in (self._old_name, self._new_name):
            label.setProperty("voice", "second")
            label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)  # each has half of the width
            names.addWidget(label, 1)
        self.model = CompareModel()
        self.list = self._make_list(theme)
        names.setContentsMargins(MARGIN, 0, MARGIN + self.list.verticalScrollBar().sizeHint().width(), 8)
        self._nothing = QLabel(_("两份的条文完全相同。"))
        self._nothing.setProperty("voice", "second")
        self._nothing.setContentsMargins(MARGIN, 40, MARGIN, 0)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignHCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addLayout(names)
        column.addWidget(self.list, 1)
        column.addWidget(self._nothing, 1)
        self._measuring = Measuring(self._measure, self)
        self._measuring.finished.connect(self._take_heights)
        self.model.modelAboutToBeReset.connect(self._measuring.stop)  # other rows are measured when they are there
        self._wanted = -1
        self._reveal_later = QTimer(self, singleShot=True, interval=0)
        self._reveal_later.timeout.connect(self._reveal)
        self._connect()
        self.setFocusProxy(self.list)
        self.set_theme(theme)

    def _connect(self) -> None:
        self.only.toggled.connect(self._narrow)
        self._previous.clicked.connect(self.step_back)
        self._next.clicked.connect(self.step)
        self._close.clicked.connect(self.left)
        self.export.clicked.connect(self.export_wanted)
        self.list.activated.connect(self._activate)

    def show_comparison(self, compared: Compared, olders: Sequence[str] = (), chosen: int = -1) -> None:
        """Show a comparison, its first change chosen.

        Args:
            compared: It.
            olders: Names of the versions that the newer text can be compared with; none for two documents.
            chosen: Which of them is shown.
        """
        for label, name in ((self._old_name, compared.old), (self._new_name, compared.new)):
            label.setText(name)
            label.setToolTip(name)
        self.older.clear()
        self.older.addItems(list(olders))
        self.older.setCurrentIndex(chosen)
        self.older.setVisible(len(olders) > 1)
        changed = any(row.change != "same" for row in compared.comparison.rows)
        self.told.setText(summary(compared.comparison))
        self._delegate.forget()
        self.model.set_rows(compared.comparison.rows)
        self.only.setEnabled(changed)
        for button in (self._previous, self._next, self.export):
            button.setEnabled(changed)
        self._settle()
        self._measure_from(0)  # first: to choose a row lays them all out
        self._choose(self.model.next_change(-1, 1))

    def current(self) -> Row | None:
        """Give the chosen row; None where there is none."""
        row = self.list.currentIndex().data(ROW_ROLE)
        return row if isinstance(row, Row) else None

    def step(self) -> None:
        """Go to the next change."""
        self._choose(self.model.next_change(self.list.currentIndex().row(), 1))

    def step_back(self) -> None:
        """Go to the change before."""
        self._choose(self.model.next_change(self.list.currentIndex().row(), -1))

    def set_theme(self, theme: Theme) -> None:
        """Draw in another theme."""
        self._delegate.set_theme(theme)
        self._previous.setIcon(theme.icon("chevron-up"))
        self._next.setIcon(theme.icon("chevron-down"))
        self._close.setIcon(theme.icon("close"))
        self.list.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """F7 and Shift+F7 go from change to change, Esc leaves."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() == Qt.Key.Key_F7:
            (self.step_back if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else self.step)()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stay at the row that is read, whose height is another now."""
        super().resizeEvent(event)
        current = self.list.currentIndex().row()
        self._measure_from(max(current, 0))
        self._choose(current)

    def _make_list(self, theme: Theme) -> QListView:
        view = QListView()
        view.setModel(self.model)
        self._delegate = CompareDelegate(theme, self.model, view)
        view.setItemDelegate(self._delegate)
        view.setAccessibleName(_("版本比对"))
        view.setResizeMode(QListView.ResizeMode.Adjust)
        view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        view.verticalScrollBar().setSingleStep(24)
        return view

    def _button(self, words: str) -> QToolButton:
        button = QToolButton()
        button.setToolTip(words)
        button.setAccessibleName(words)
        return button

    def _narrow(self, only: bool) -> None:
        current = self.current()
        self.model.set_only_changes(only)
        self._settle()
        at = self.model.row_of(current) if current is not None else -1
        at = at if at >= 0 else self.model.next_change(-1, 1)
        self._measure_from(max(at, 0))
        self._choose(at)

    def _settle(self) -> None:
        self.list.setVisible(self.model.rowCount() > 0)
        self._nothing.setVisible(self.model.rowCount() == 0)

    def _choose(self, row: int) -> None:
        if row >= 0:
            self.list.setCurrentIndex(self.model.index(row))
            self._wanted = row
            self._reveal_later.start()

    def _reveal(self) -> None:
        """Scroll to the chosen row."""
        index = self.model.index(self._wanted)
        if index.isValid() and self.list.isVisible():
            self.list.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtTop)

    def _measure_from(self, row: int) -> None:
        """Measure what is about to be seen, now, and the other rows in the turns to come."""
        count = self.model.rowCount()
        room = self.window().height()
        for at in range(row, min(row + _SCREEN, count)):
            room -= self._measure(at)
            if room <= 0:
                break
        self._delegate.settle()
        self.list.scheduleDelayedItemsLayout()
        self._measuring.start([*range(row, count), *range(row)])

    def _measure(self, row: int) -> int:
        return self._delegate.measure(self.model.row_at(row))

    def _take_heights(self) -> None:
        """Lay the rows as high as they are, without moving what is read."""
        bar = self.list.verticalScrollBar()
        top = self.list.indexAt(QPoint(MARGIN, 0))
        before = self.list.visualRect(top).top()
        self._delegate.settle()
        self.list.doItemsLayout()
        if top.isValid():
            bar.setValue(bar.value() + self.list.visualRect(top).top() - before)

    def _activate(self, index: QModelIndex) -> None:
        self.place_wanted.emit(index.data(ROW_ROLE))
