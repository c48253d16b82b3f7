"""The list of cards: click goes to the place, double click or Enter edits, keys and a menu do the rest."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial

from PySide6.QtCore import QModelIndex, QPointF, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QContextMenuEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QMenu, QWidget

from storage.annotations import Color
from storage.colors import NO_NAMES
from ui.placed import PlacedAnnotation
from ui.translation import _
from ui.window.look_menus import fill_colors, fill_styles, fill_types
from ui.window.notes.delegate import Field, NoteDelegate
from ui.window.notes.editors import NoteEditor, TagEditor
from ui.window.notes.markdown import open_link
from ui.window.notes.model import NotesModel, quote_of
from ui.window.theme import ANNOTATION_COLORS, Theme

_BATCH = 16
"""Cards measured in one go: more than are in sight; the others follow while nobody waits for them."""


class NotesView(QListView):
    """Cards of notes.

    Signals:
        jump_requested(str): Show the place of an annotation.
        changed(str, dict): Id, and what becomes of ``color``, ``style`` or ``type``.
        delete_requested(list[str]): Ids.
        history_requested(str): What the note of an annotation said before.
        sharing_opened(QMenu, PlacedAnnotation): A menu to be filled with what can be done with the words of this one.
        color_names_wanted: The user asks to call the colours otherwise.
    """

    jump_requested = Signal(str)
    changed = Signal(str, object)
    delete_requested = Signal(list)
    history_requested = Signal(str)
    sharing_opened = Signal(object, object)
    color_names_wanted = Signal()

    def __init__(self, theme: Theme, notes: NotesModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._notes = notes
        self.known_tags: Iterable[str] = ()
        self._width = _card_width(self.viewport())  # asked for with every card of a thousand
        self.color_names: Mapping[Color, str] = NO_NAMES
        self.cards = NoteDelegate(theme, self._card_width, self._tags, self)
        self.setModel(notes)
        notes.modelAboutToBeReset.connect(self.finish_editing)  # a reset closes editors without asking them
        self.setItemDelegate(self.cards)
        self.setAccessibleName(_("批注列表"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(
            Qt.ScrollBarPolicy.ScrollBarAlwaysOn
        )  # else its coming would change every card's width
        self.verticalScrollBar().rangeChanged.connect(self._on_range_changed)
        self.setLayoutMode(QListView.LayoutMode.Batched)  # a thousand cards take a third of a second to measure
        self.setBatchSize(_BATCH)
        self.setMouseTracking(True)
        self.verticalScrollBar().setSingleStep(24)
        self.clicked.connect(self._jump)

    def _on_range_changed(self, _lowest: int, highest: int) -> None:
        self.verticalScrollBar().setEnabled(highest > 0)  # a bar with nowhere to go is not drawn

    def set_theme(self, theme: Theme) -> None:
        """Draw in the colours of another theme."""
        self._theme = theme
        self.cards.theme = theme
        self.viewport().update()

    def edit_field(self, index: QModelIndex, field: Field) -> None:
        """Open the editor of a note or of its tags."""
        if self._notes.note(index) is None:
            return
        self.finish_editing()
        self.cards.field = field
        self.show_row(index)
        self.edit(index)
        self.scrollTo(index)

    def show_row(self, index: QModelIndex) -> None:
        """Make a row current and bring it in sight, measured yet or not."""
        if self.visualRect(index).isEmpty():
            self.setLayoutMode(QListView.LayoutMode.SinglePass)
            self.doItemsLayout()
            self.setLayoutMode(QListView.LayoutMode.Batched)
        self.setCurrentIndex(index)
        self.scrollTo(index)

    def finish_editing(self) -> None:
        """Save and close the editor that is open, if any."""
        editors: list[NoteEditor | TagEditor] = [
            *self.viewport().findChildren(NoteEditor),
            *self.viewport().findChildren(TagEditor),
        ]
        for editor in editors:
            # One that was just finished is still there until the next round of events, and belongs to nobody.
            if self.indexWidget(self._notes.index_of(editor.annotation)) is editor:
                self.cards.finish(editor)

    def note_here(self) -> PlacedAnnotation | None:
        """Give the note that is current."""
        return self._notes.note(self.currentIndex())

    def _card_width(self) -> int:
        return self._width

    def _tags(self) -> Iterable[str]:
        return {*self.known_tags, *self._notes.tags()}

    def _jump(self, index: QModelIndex) -> None:
        note = self._notes.note(index)
        if note is not None and note.spans:
            self.jump_requested.emit(note.annotation.id)

    def _copy(self, note: PlacedAnnotation) -> None:
        parts = (quote_of(note), note.annotation.note)
        QGuiApplication.clipboard().setText("\n".join(part for part in parts if part))

    def _make_menu(self, index: QModelIndex, note: PlacedAnnotation) -> QMenu:
        """Give the menu of a note."""
        menu = QMenu(self)
        annotation = note.annotation.id
        colors = menu.addMenu(_("颜色"))
        fill_colors(colors, self._theme, self.color_names, self.color_names_wanted.emit, note.annotation.color)
        styles, types = menu.addMenu(_("样式")), menu.addMenu(_("类型"))
        fill_styles(styles, note.annotation.style)
        fill_types(types, note.annotation.type)
        for part, choices in (("color", colors), ("style", styles), ("type", types)):
            choices.triggered.connect(partial(self._choose_look, annotation, part))
        icon = self._theme.icon
        edit = menu.addAction(icon("edit"), _("编辑批注"))
        edit.triggered.connect(lambda: self.edit_field(index, "note"))
        tags = menu.addAction(icon("tag"), _("编辑标签"))
        tags.triggered.connect(lambda: self.edit_field(index, "tags"))
        menu.addAction(icon("copy"), _("复制原文和批注")).triggered.connect(lambda: self._copy(note))
        if note.annotation.anchors:
            self.sharing_opened.emit(menu.addMenu(_("分享")), note)
        history = menu.addAction(icon("undo"), _("批注的历史…"))
        history.triggered.connect(lambda: self.history_requested.emit(annotation))
        menu.addSeparator()
        delete = menu.addAction(icon("trash"), _("删除"))
        delete.triggered.connect(lambda: self.delete_requested.emit([annotation]))
        return menu

    def _choose_look(self, annotation: str, part: str, action: QAction) -> None:
        if action.data() is not None:  # one that names no look has a use of its own
            self.changed.emit(annotation, {part: action.data()})

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Open the menu of the note under the mouse, or of the current one."""
        by_mouse = event.reason() == QContextMenuEvent.Reason.Mouse
        index = self.indexAt(event.pos()) if by_mouse else self.currentIndex()
        note = self._notes.note(index)
        if note is None:
            return
        self.setCurrentIndex(index)
        menu = self._make_menu(index, note)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(event.globalPos())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Open a link in a note; any other click is the list's."""
        if event.button() == Qt.MouseButton.LeftButton and (address := self._link_at(event.position())):
            open_link(address)
            event.accept()
        else:
            super().mouseReleaseEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show by the mouse's shape where a link is."""
        super().mouseMoveEvent(event)
        over = self._link_at(event.position())
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)
        self.viewport().setToolTip(over)

    def _link_at(self, point: QPointF) -> str:
        index = self.indexAt(point.toPoint())
        note = self._notes.note(index)
        return self.cards.card(note).link_at(point - QPointF(self.visualRect(index).topLeft())) if note else ""

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Edit what is under the mouse: the tags, or else the note."""
        index = self.indexAt(event.position().toPoint())
        note = self._notes.note(index)
        if note is not None and event.button() == Qt.MouseButton.LeftButton:
            inside = event.position() - QPointF(self.visualRect(index).topLeft())
            on_tags = any(rect.contains(inside) for _tag, rect in self.cards.card(note).tags)
            self.edit_field(index, "tags" if on_tags else "note")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Edit, tag, copy, delete or show the current note by keys."""
        note = self.note_here()
        key = event.key()
        if self.state() == QAbstractItemView.State.EditingState:
            event.ignore()  # what an editor has no use for is not meant for the list
        elif note is None:
            super().keyPressEvent(event)
        elif event.matches(QKeySequence.StandardKey.Copy):
            self._copy(note)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2):
            self.edit_field(self.currentIndex(), "note")
        elif key == Qt.Key.Key_T and not event.modifiers():
            self.edit_field(self.currentIndex(), "tags")
        elif key == Qt.Key.Key_Space:
            self._jump(self.currentIndex())
        elif key == Qt.Key.Key_Delete:
            self.delete_requested.emit([note.annotation.id])
        elif Qt.Key.Key_1 <= key <= Qt.Key.Key_5 and not event.modifiers():
            self.changed.emit(note.annotation.id, {"color": ANNOTATION_COLORS[key - Qt.Key.Key_1]})
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out the cards for another width."""
        super().resizeEvent(event)
        self._width = _card_width(self.viewport())
        if event.size().width() != event.oldSize().width():
            self.scheduleDelayedItemsLayout()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the cards, or a word of help where there are none."""
        super().paintEvent(event)
        if self._notes.rowCount():
            return
        painter = QPainter(self.viewport())
        painter.setPen(self._theme.color("ink3"))
        words = (
            _("选中文字即可标注：按 1–5 高亮，按 N 写批注。") if self._notes.is_empty() else _("没有符合筛选的批注。")
        )
        area = self.viewport().rect().adjusted(20, 36, -20, 0)
        painter.drawText(area, int(Qt.AlignmentFlag.AlignHCenter) | int(Qt.TextFlag.TextWordWrap), words)


def _card_width(viewport: QWidget) -> int:
    return max(120, viewport.width() - 2)
