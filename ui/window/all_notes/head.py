"""The head of the list of all annotations: what they are grouped by, and what they are narrowed by."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import cast

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QLineEdit, QMenu, QToolButton, QVBoxLayout, QWidget

from ui.all_notes import GROUPINGS, Grouping, Narrowing, narrowing
from ui.translation import _
from ui.window.several import StayingMenu
from ui.window.theme import Theme

Choices = Mapping[str, Sequence[tuple[str, str]]]
"""What can be ticked: for each part of a ``Narrowing`` its values, each with its words."""


class AllNotesHead(QWidget):
    """Title, count, grouping, field and filter menus.

    Signals:
        changed: Grouping or narrowing is another.
        down: The keyboard wants to go to the list.
    """

    changed = Signal()
    down = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("searchFilters")  # the same look
        self._choices: Choices = {}
        self._ticked: dict[str, set[str]] = {}
        title = QLabel(_("全部批注"))
        title.setProperty("voice", "heading")
        self._count = QLabel()
        self._count.setProperty("voice", "hint")
        self.field = QLineEdit()
        self.field.setPlaceholderText(_("在批注、原文、标签和标题里查找"))
        self.field.setAccessibleName(_("筛选批注"))
        self.field.setClearButtonEnabled(True)
        self.field.textChanged.connect(self.changed)
        self.field.installEventFilter(self)
        self._by = QComboBox()
        self._by.setAccessibleName(_("分组"))
        for grouping, words in zip(
            GROUPINGS,
            (_("按文件"), _("按标签"), _("按颜色"), _("按类型"), _("按责任单位"), _("按日期")),
            strict=True,
        ):
            self._by.addItem(words, grouping)
        self._by.currentIndexChanged.connect(self.changed)
        self._buttons: dict[str, QToolButton] = {}
        names = {"colors": _("颜色"), "types": _("类型"), "kinds": _("形式"), "tags": _("标签")}
        filters = QHBoxLayout()
        filters.setSpacing(6)
        for part, words in names.items():
            button = QToolButton()
            button.setObjectName(part)
            button.setText(words)
            button.setAccessibleName(words)
            button.clicked.connect(self._open_menu)
            self._buttons[part] = button
            self._ticked[part] = set()
            filters.addWidget(button)
        self._names = names
        filters.addStretch()
        filters.addWidget(self._count)
        top = QHBoxLayout()
        top.setSpacing(10)
        top.addWidget(title)
        top.addWidget(self.field, 1)
        top.addWidget(self._by)
        column = QVBoxLayout(self)
        column.setContentsMargins(28, 14, 28, 8)
        column.setSpacing(8)
        column.addLayout(top)
        column.addLayout(filters)

    @property
    def grouping(self) -> Grouping:
        """What the annotations are grouped by."""
        return cast(Grouping, self._by.currentData())

    def group_by(self, grouping: Grouping) -> None:
        """Group by something else."""
        self._by.setCurrentIndex(GROUPINGS.index(grouping))

    def narrowing(self) -> Narrowing:
        """Give what is typed and ticked."""
        return narrowing(self.field.text(), **self._ticked)

    def set_choices(self, choices: Choices) -> None:
        """Take what can be ticked; what is there no longer is not ticked any more."""
        self._choices = choices
        for part, ticked in self._ticked.items():
            ticked &= {value for value, _words in choices[part]}
        self._label()

    def set_count(self, shown: int, total: int, selected: int) -> None:
        """Say how many are listed and selected."""
        told = _("{shown} / {total} 条").format(shown=f"{shown:,}", total=f"{total:,}")
        chosen = _("选中 {count} 条").format(count=f"{selected:,}") if selected else ""
        self._count.setText("　".join(part for part in (chosen, told) if part))

    def menu(self, part: str) -> QMenu:
        """Give the menu of a part; a ticked value is wanted."""
        menu = StayingMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setObjectName(part)
        for value, words in self._choices.get(part, ()):
            action = menu.addAction(words.replace("&", "&&"))
            action.setData(value)
            action.setCheckable(True)
            action.setChecked(value in self._ticked[part])
        menu.triggered.connect(self._tick)
        return menu

    def clear(self) -> None:
        """Take away all that narrows."""
        for ticked in self._ticked.values():
            ticked.clear()
        self._label()
        if self.field.text():
            self.field.clear()
        else:
            self.changed.emit()

    def _open_menu(self) -> None:
        button = self.sender()
        if isinstance(button, QToolButton):
            self.menu(button.objectName()).popup(button.mapToGlobal(button.rect().bottomLeft()))

    def _tick(self, action: QAction) -> None:
        self._ticked[self.sender().objectName()] ^= {action.data()}
        self._label()
        self.changed.emit()

    def _label(self) -> None:
        for part, button in self._buttons.items():
            count = len(self._ticked[part])
            button.setText(f"{self._names[part]} {count}" if count else self._names[part])
            button.setEnabled(bool(self._choices.get(part)))
            button.setProperty("chosen", bool(count))
            button.style().polish(button)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let Esc in the field clear it, and Down or Enter go to the list."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and watched is self.field:
            if event.key() == Qt.Key.Key_Escape and self.narrowing() != Narrowing():
                self.clear()
                return True
            if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.down.emit()
                return True
        return super().eventFilter(watched, event)

    def sizeHint(self) -> QSize:
        """Give a width that fits into a small window."""
        return QSize(320, super().sizeHint().height())
