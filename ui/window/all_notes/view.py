"""全部批注, in the middle of the window: a list of any length, worked by keys, and what is done with all that are selected."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QContextMenuEvent, QKeyEvent, QKeySequence, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QListView,
    QMenu,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from storage.annotations import Color
from storage.colors import NO_NAMES
from ui.all_notes import Bodies, Line, Narrowing, grouped, keys
from ui.translation import _
from ui.window.all_notes.delegate import AllNotesDelegate
from ui.window.all_notes.head import AllNotesHead
from ui.window.all_notes.model import AllNotesModel, Index
from ui.window.layer import Cover
from ui.window.look_menus import fill_colors, fill_styles, fill_types
from ui.window.theme import ANNOTATION_COLORS, Theme
from ui.wording import KIND_WORDS, TYPE_WORDS, color_word

_BATCH = 1_000
"""Rows whose places are found in one go; the next ones follow when nothing else is to be done."""


class AllNotesList(QListView):
    """The list.

    Signals:
        jump_requested: A ``Line``: show it in its document.
        acted(str): ``copy``, ``share``, ``export``, ``delete``, ``tag``, ``untag``, ``style``, ``type`` or a colour, for all that are selected.
        left: Esc.
        up: The keyboard wants to go to the field.
    """

    jump_requested = Signal(object)
    acted = Signal(str)
    left = Signal()
    up = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows = AllNotesModel(self)
        self.cells = AllNotesDelegate(theme, self)
        self.setModel(self.rows)
        self.setItemDelegate(self.cells)
        self.setAccessibleName(_("全部批注"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setLayoutMode(QListView.LayoutMode.Batched)  # Qt asks the model for every row, 8 ms a thousand
        self.setBatchSize(_BATCH)
        self.setMouseTracking(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalScrollBar().setSingleStep(28)
        self.nothing = ""

    def selected(self) -> list[Line]:
        """Give the annotations that are selected, each once."""
        found = {}
        chosen = self.selectionModel().selection()
        for part in map(chosen.at, range(chosen.size())):
            for row in range(part.top(), part.bottom() + 1):
                if (line := self.rows.line(row)) is not None:
                    found[line.annotation.id] = line
        return list(found.values())

    def dataChanged(self, first: Index, last: Index, roles: Sequence[int] = ()) -> None:
        """Draw what changed. All rows are of one height: Qt would find the place of each of ten thousand again."""
        self.viewport().update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click on a heading selects all under it."""
        row = self.indexAt(event.position().toPoint()).row()
        if event.button() == Qt.MouseButton.LeftButton and row >= 0 and self.rows.line(row) is None:
            adds = event.modifiers() & Qt.KeyboardModifier.ControlModifier
            flag = QItemSelectionModel.SelectionFlag
            self.selectionModel().select(self.rows.under(row), flag.Select if adds else flag.ClearAndSelect)
        else:
            super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Go to what is double-clicked."""
        self._jump(self.indexAt(event.position().toPoint()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Jump, edit, copy, leave by keys."""
        key, plain = event.key(), not event.modifiers()
        acts = {
            Qt.Key.Key_T: "tag",
            Qt.Key.Key_U: "style",
            Qt.Key.Key_K: "type",
            Qt.Key.Key_E: "export",
            Qt.Key.Key_F: "share",
            Qt.Key.Key_Delete: "delete",
        }
        if event.matches(QKeySequence.StandardKey.Copy):
            self.acted.emit("copy")
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._jump(self.currentIndex())
        elif key == Qt.Key.Key_Slash or (key == Qt.Key.Key_Up and plain and self.currentIndex().row() <= 1):
            self.up.emit()
        elif plain and Qt.Key.Key_1 <= key <= Qt.Key.Key_5:
            self.acted.emit(ANNOTATION_COLORS[key - Qt.Key.Key_1])
        elif plain and key in acts:
            self.acted.emit(acts[Qt.Key(key)])
        else:
            super().keyPressEvent(event)

    def _jump(self, index: QModelIndex) -> None:
        line = self.rows.line(index.row()) if index.isValid() else None
        if line is not None:
            self.jump_requested.emit(line)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the rows, or a word where there are none."""
        super().paintEvent(event)
        if not self.rows.rowCount() and self.nothing:
            painter = QPainter(self.viewport())
            painter.setPen(self.cells.theme.color("ink3"))
            painter.drawText(
                self.viewport().rect().adjusted(20, 60, -20, 0), int(Qt.AlignmentFlag.AlignHCenter), self.nothing
            )


class AllNotesView(Cover):
    """Head, list, and the buttons for what is selected.

    Signals:
        changed(list[Line], dict): Fields that all of these get.
        acted(str, list[Line]): ``copy``, ``export``, ``delete``, ``tag`` or ``untag`` these.
        sharing_opened(QMenu, Line): A menu to be filled with what can be done with the words of this one.
        color_names_wanted: The user asks to call the colours otherwise.
        bodies_wanted: They are to be grouped by the bodies, which are not known yet.
    """

    changed = Signal(list, object)
    acted = Signal(str, list)
    bodies_wanted = Signal()
    sharing_opened = Signal(object, object)
    color_names_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("searchView")  # the same paper
        self._theme = theme
        self._lines: Sequence[Line] = ()
        self._shown = 0
        self._bodies: Bodies = {}
        self._color_names: Mapping[Color, str] = NO_NAMES
        self.head = AllNotesHead(theme, self)  # with its parent as the list has: Tab goes the way they were given to it
        self.list = AllNotesList(theme, self)
        self.bar = QFrame()
        self.bar.setObjectName("searchFilters")
        self._buttons: dict[str, QToolButton] = {}
        row = QHBoxLayout(self.bar)
        row.setContentsMargins(28, 6, 28, 8)
        row.setSpacing(6)
        for action, words in (
            ("color", _("颜色")),
            ("style", _("样式")),
            ("type", _("类型")),
            ("tag", _("加标签")),
            ("untag", _("去标签")),
            ("copy", _("复制")),
            ("share", _("分享")),
            ("export", _("导出…")),
            ("delete", _("删除")),
        ):
            button = QToolButton()
            button.setObjectName(action)
            button.setText(words)
            button.clicked.connect(self._on_button)
            row.addWidget(button)
            self._buttons[action] = button
        row.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self.list, 1)
        column.addWidget(self.bar)
        self.bar.hide()
        self.head.changed.connect(self._show)
        self.head.down.connect(self._go_down)
        self.list.up.connect(self.head.field.setFocus)
        self.list.acted.connect(self.act)
        self.list.selectionModel().selectionChanged.connect(self._on_selected)

    def set_lines(self, lines: Sequence[Line]) -> None:
        """Take all annotations; what is selected stays selected. Lines that did not change come as the same objects."""
        before, self._lines = self._lines, lines
        if not self._show_in_place(before):
            self._take_lines()

    def _take_lines(self) -> None:
        lines = self._lines
        tags = Counter(tag for line in lines for tag in line.annotation.tags)
        there = {line.annotation.type for line in lines}
        self.head.set_choices(
            {
                "colors": [(color, color_word(color, self._color_names)) for color in ANNOTATION_COLORS],
                "types": [(one, word()) for one, word in TYPE_WORDS.items() if one in there] + [("", _("没有类型"))],
                "kinds": [(kind, word()) for kind, word in KIND_WORDS.items()],
                "tags": [(tag, f"{tag}　{count:,}") for tag, count in tags.most_common(60)],
            }
        )
        self._show()

    def set_color_names(self, names: Mapping[Color, str]) -> None:
        """Call the colours as the user does."""
        self._color_names = names
        self._take_lines()

    def set_bodies(self, bodies: Bodies) -> None:
        """Take who is responsible for what, for grouping."""
        self._bodies = bodies
        if self.head.grouping == "body":
            self._show()

    def set_theme(self, theme: Theme) -> None:
        """Draw in another theme."""
        self._theme = self.list.cells.theme = theme
        self.list.viewport().update()

    def menu(self, part: str) -> QMenu:
        """Give the menu of colours, styles, types, or of the tags that the selected annotations carry."""
        chosen = self.list.selected()
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if part == "style":
            fill_styles(menu)
        elif part == "type":
            fill_types(menu)
        elif part == "color":
            fill_colors(menu, self._theme, self._color_names, self.color_names_wanted.emit)
        elif part == "share":
            self.sharing_opened.emit(menu, chosen[0])
        else:
            for tag in sorted({tag for line in chosen for tag in line.annotation.tags}):
                menu.addAction(tag.replace("&", "&&")).setData(tag)
        field = {"untag": "drop_tags"}.get(part, part)
        menu.triggered.connect(partial(self._choose, chosen, field))
        return menu

    def act(self, action: str) -> None:
        """Do something with all that are selected: a menu opens where something is to be chosen."""
        chosen = self.list.selected()
        if not chosen:
            return
        if action in ANNOTATION_COLORS:
            self.changed.emit(chosen, {"color": action})
        elif action in ("color", "style", "type", "untag", "share"):
            if not self._buttons[action].isEnabled():
                return
            button = self._buttons[action]
            menu = self.menu(action)
            menu.popup(button.mapToGlobal(button.rect().topLeft()) - QPoint(0, menu.sizeHint().height()))
            if menu.actions():
                menu.setActiveAction(menu.actions()[0])
        else:
            self.acted.emit(action, chosen)

    def _color_word(self, color: str) -> str:
        return color_word(color, self._color_names)

    def _choose(self, chosen: list[Line], field: str, action: QAction) -> None:
        value = action.data()
        if value is not None:  # one that names no value has a use of its own
            self.changed.emit(chosen, {field: [value] if field == "drop_tags" else value})

    def _show(self) -> None:
        kept = [line.annotation.id for line in self.list.selected()]
        wanted = self.head.narrowing()
        lines = self._lines if wanted == Narrowing() else [line for line in self._lines if wanted.takes(line)]
        self._shown = len(lines)
        by = self.head.grouping
        self.list.nothing = _("没有符合筛选的批注。") if self._lines else _("文库里还没有批注。")
        self.list.cells.titled = by != "document"
        self.list.rows.set_groups(grouped(lines, by, self._bodies, self._color_word))
        if kept:
            self.list.selectionModel().select(
                self.list.rows.selection(kept), QItemSelectionModel.SelectionFlag.ClearAndSelect
            )
        self._on_selected()
        if by == "body":
            self.bodies_wanted.emit()

    def _show_in_place(self, before: Sequence[Line]) -> bool:
        """Show the lines that changed where they stand, if they all stay there; tells whether that is all."""
        by, wanted = self.head.grouping, self.head.narrowing()
        if not before or len(before) != len(self._lines) or by == "body":
            return False

        def told(line: Line) -> object:
            annotation = line.annotation
            place = keys(line, by, self._bodies, self._color_word)
            return annotation.id, place, line.order, wanted.takes(line), annotation.tags, annotation.type

        changed = [(old, new) for old, new in zip(before, self._lines, strict=True) if old is not new]
        if any(told(old) != told(new) for old, new in changed):
            return False
        self.list.rows.replace({new.annotation.id: new for _old, new in changed})
        self._on_selected()
        return True

    def _on_selected(self) -> None:
        chosen = self.list.selected()
        self.bar.setVisible(bool(chosen))
        self._buttons["untag"].setEnabled(any(line.annotation.tags for line in chosen))
        self._buttons["share"].setEnabled(len(chosen) == 1 and bool(chosen[0].quote))
        self.head.set_count(self._shown, len(self._lines), len(chosen))

    def _go_down(self) -> None:
        self.list.setFocus()
        if self.list.rows.rowCount() > 1 and self.list.currentIndex().row() < 1:
            self.list.setCurrentIndex(self.list.rows.index(1))

    def _on_button(self) -> None:
        self.act(self.sender().objectName())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves, wherever the keyboard is."""
        if event.key() == Qt.Key.Key_Escape:
            self.list.left.emit()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what the bar offers."""
        if not self.list.selected():
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for action, button in self._buttons.items():
            menu.addAction(button.text()).setData(action)
        menu.triggered.connect(lambda one: self.act(one.data()))
        menu.popup(event.globalPos())
