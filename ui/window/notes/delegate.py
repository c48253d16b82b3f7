"""Draws the cards of the notes panel and opens an editor inside a card, so that a thousand notes need not a thousand widgets."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QAbstractItemDelegate, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ui.placed import PlacedAnnotation
from ui.translation import _
from ui.window.notes.card import GAP, Card, CardFonts, draw, lay_out
from ui.window.notes.editors import NoteEditor, TagEditor
from ui.window.notes.model import NOTE_ROLE, Index, NotesModel
from ui.window.notes.times import short_time
from ui.window.painting import has_state, rect_of
from ui.window.theme import Theme

Field = Literal["note", "tags"]
_HEADING_HEIGHT = 30
_TAG_EDITOR_HEIGHT = 32
_CARDS_KEPT, _HEIGHTS_KEPT = 400, 4000
_WIDTHS_KEPT = 3
"""Where the panel makes room for a list and comes back, its cards need not be laid out anew, and neither for the width between."""


@dataclass(slots=True)
class _Editing:
    """The editor that is open, and the height that it needs."""

    index: QPersistentModelIndex
    annotation: str
    field: Field
    height: int


class NoteDelegate(QStyledItemDelegate):
    """Cards and their editors.

    Attributes:
        field: What the next editor is for.

    Signals:
        note_edited(str, str): Id and words: to be saved.
        draft_changed(str, str): Id and words: being typed.
        tags_edited(str, list[str]): Id and all its tags.
    """

    note_edited = Signal(str, str)
    draft_changed = Signal(str, str)
    tags_edited = Signal(str, list)

    def __init__(
        self, theme: Theme, width: Callable[[], int], known_tags: Callable[[], Iterable[str]], parent: QObject
    ) -> None:
        """Make a delegate.

        Args:
            theme: Gives the colours.
            width: Gives the width of a card at present.
            known_tags: Gives the tags to complete from.
            parent: The view.
        """
        super().__init__(parent)
        self.theme = theme
        self.field: Field = "note"
        self._width = width
        self._known_tags = known_tags
        self._fonts = CardFonts()
        self._heights: OrderedDict[int, dict[str, tuple[PlacedAnnotation, int]]] = OrderedDict()  # by width
        self._cards: OrderedDict[str, Card] = OrderedDict()
        self._cards_width = 0
        self._editing: _Editing | None = None

    def card(self, placed: PlacedAnnotation) -> Card:
        """Give a note laid out for the present width; the cards that were seen last are kept until note or width change."""
        width, key = self._width(), placed.annotation.id
        if width != self._cards_width:
            self._cards.clear()
            self._cards_width = width
        found = self._cards.get(key)
        if found is None or found.placed is not placed:
            heights = {"note": 0, "tags": 0}
            if self._editing is not None and self._editing.annotation == key:
                heights[self._editing.field] = self._editing.height
            found = lay_out(placed, width, self._fonts, heights["note"], heights["tags"])
            self._cards[key] = found
            while len(self._cards) > _CARDS_KEPT:
                self._cards.popitem(last=False)
        return found

    def height(self, placed: PlacedAnnotation) -> int:
        """Give the height of a note's card, in pixels; kept for the widths that were used last, a card itself is many times as large."""
        width = self._width()
        heights = self._heights.get(width)
        if heights is None:
            heights = self._heights[width] = {}
            while len(self._heights) > _WIDTHS_KEPT:
                self._heights.popitem(last=False)
        known = heights.get(placed.annotation.id)
        if known is None or known[0] is not placed:
            if len(heights) >= _HEIGHTS_KEPT:
                heights.clear()
            known = heights[placed.annotation.id] = (placed, self.card(placed).height)
        return known[1]

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Give the size of a card with the gap under it."""
        placed = _note_in(index)
        return QSize(self._width(), self.height(placed) + GAP if placed is not None else _HEADING_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw a card, or the heading of the orphans."""
        placed = index.data(NOTE_ROLE)
        at = rect_of(option)
        if placed is None:
            painter.setFont(self._fonts.heading)
            painter.setPen(self.theme.color("ink2"))
            painter.drawText(at.adjusted(2, 0, 0, -6), Qt.AlignmentFlag.AlignBottom, _("还没有位置"))
            return
        draw(
            painter,
            self.card(placed),
            at.adjusted(0, 0, 0, -GAP),
            self.theme,
            self._fonts,
            short_time(placed.annotation.created, datetime.now().astimezone()),
            current=has_state(option, QStyle.StateFlag.State_Selected),
            hovered=has_state(option, QStyle.StateFlag.State_MouseOver),
        )

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """Open the editor of ``field``."""
        annotation = index.data(NOTE_ROLE).annotation.id
        if self.field == "tags":
            self._edit(annotation, "tags", _TAG_EDITOR_HEIGHT, index)
            return TagEditor(annotation, self._known_tags(), parent)
        editor = NoteEditor(annotation, parent)
        editor.setFont(self._fonts.note)
        editor.draft.connect(self._on_draft)
        editor.rested.connect(self._on_rest)
        editor.height_changed.connect(self._on_height)
        self._edit(annotation, "note", editor.needed_height(), index)
        return editor

    def destroyEditor(self, editor: QWidget, index: Index) -> None:
        """Close an editor and give its room back."""
        if self._editing is not None:
            self._forget(self._editing.annotation)
            self._editing = None
            self.sizeHintChanged.emit(index)
        super().destroyEditor(editor, index)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Fill an editor that has just opened; one that is being typed in keeps its words."""
        placed = index.data(NOTE_ROLE)
        if isinstance(editor, NoteEditor):
            editor.begin(placed.annotation.note)
            self._on_height_of(editor)
        elif isinstance(editor, TagEditor):
            editor.begin(placed.annotation.tags)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Say what was edited; who stores it brings it back through the model."""
        placed = index.data(NOTE_ROLE)
        if isinstance(editor, NoteEditor):
            self._save(editor, editor.toPlainText())
        elif isinstance(editor, TagEditor) and (
            placed is None or set(editor.tags()) != set(placed.annotation.tags)  # None: another document is coming
        ):
            self.tags_edited.emit(editor.annotation, editor.tags())

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        """Keep an editor in its card."""
        card = self.card(index.data(NOTE_ROLE))
        inside = card.note_rect if isinstance(editor, NoteEditor) else card.tags_rect
        editor.setGeometry(QRect(inside).translated(rect_of(option).topLeft()))

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """Let Esc and Ctrl+Enter leave an editor without losing what was typed, and Enter take a suggested tag."""
        if isinstance(editor, QWidget) and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            enters = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab)
            if isinstance(editor, TagEditor) and enters and editor.take_suggestion():
                return True
            by_control = event.modifiers() == Qt.KeyboardModifier.ControlModifier
            if event.key() == Qt.Key.Key_Escape or (enters and (by_control or isinstance(editor, TagEditor))):
                self.finish(editor)
                return True
        return super().eventFilter(editor, event)

    def finish(self, editor: QWidget) -> None:
        """Save and close an editor."""
        self.commitData.emit(editor)
        self.closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.NoHint)

    def _edit(self, annotation: str, what: Field, height: int, index: Index) -> None:
        self._editing = _Editing(QPersistentModelIndex(index), annotation, what, height)
        self._make_room()

    def _forget(self, annotation: str) -> None:
        self._cards.pop(annotation, None)
        for heights in self._heights.values():
            heights.pop(annotation, None)

    def _make_room(self) -> None:
        if self._editing is not None:
            self._forget(self._editing.annotation)
            index = self._editing.index
            self.sizeHintChanged.emit(index.model().index(index.row(), 0))

    def _save(self, editor: NoteEditor, words: str) -> None:
        if words != editor.saved:
            editor.saved = words
            self.note_edited.emit(editor.annotation, words)

    def _on_draft(self, words: str) -> None:
        editor = self.sender()
        if isinstance(editor, NoteEditor):
            self.draft_changed.emit(editor.annotation, words)

    def _on_rest(self, words: str) -> None:
        editor = self.sender()
        if isinstance(editor, NoteEditor):
            self._save(editor, words)

    def _on_height(self) -> None:
        editor = self.sender()
        if isinstance(editor, NoteEditor):
            self._on_height_of(editor)

    def _on_height_of(self, editor: NoteEditor) -> None:
        if self._editing is not None and self._editing.height != editor.needed_height():
            self._editing.height = editor.needed_height()
            self._make_room()


def _note_in(index: Index) -> PlacedAnnotation | None:
    """Give the note of a row, past Qt where the row is our model's: Qt asks for the heights of a thousand cards in one go."""
    model = index.model()
    return model.note(index) if isinstance(model, NotesModel) else index.data(NOTE_ROLE)
