"""The notes of the open document beside it: filtered, in the order of the text, edited in place.

The panel stores nothing: what the user does is emitted, and comes back through ``set_notes``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QMenu, QToolButton, QVBoxLayout, QWidget

from storage.annotations import Color
from storage.colors import NO_NAMES
from ui.placed import PlacedAnnotation
from ui.translation import _, in_context
from ui.window.color_dot import ColorDot
from ui.window.notes.model import NoteFilter, NotesModel
from ui.window.notes.view import NotesView
from ui.window.theme import ANNOTATION_COLORS, Theme
from ui.wording import color_word

_DOT = 20


class NotesPanel(QWidget):
    """Header, filters and cards.

    Signals:
        jump_requested(str): Show the place of an annotation.
        note_edited(str, str): Id and words of a note, to be saved.
        changed(str, dict): Id, and what becomes of ``color``, ``style`` or ``type``.
        tags_edited(str, list[str]): Id and all its tags.
        delete_requested(list[str]): Ids of annotations.
        draft_changed(str, str): Id and words of a note while it is typed.
        page_note_wanted: A note on the document as a whole.
        color_names_wanted: The user asks to call the colours otherwise.
        editing_began(str, QWidget): The editor that was asked for an annotation is open now.
    """

    jump_requested = Signal(str)
    note_edited = Signal(str, str)
    changed = Signal(str, object)
    page_note_wanted = Signal()
    tags_edited = Signal(str, list)
    delete_requested = Signal(list)
    draft_changed = Signal(str, str)
    color_names_wanted = Signal()
    editing_began = Signal(str, object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._tags: set[str] = set()
        self._here = 0
        self._awaited: tuple[str, str] | None = None  # an annotation that is not here yet, and what to do with it
        self.setAccessibleName(_("批注面板"))
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.model = NotesModel(self)
        self.view = NotesView(theme, self.model, self)
        self._count = QLabel()
        self._count.setProperty("voice", "hint")
        self._field = QLineEdit()
        self._field.setPlaceholderText(_("筛选批注"))
        self._field.setAccessibleName(_("筛选批注"))
        self._field.setClearButtonEnabled(True)
        self._field.textChanged.connect(self._apply_filter)
        self._field.installEventFilter(self)
        self._dots = [self._make_dot(color) for color in ANNOTATION_COLORS]
        self._tag_button = QToolButton()
        self._tag_button.setAccessibleName(_("按标签筛选"))
        self._tag_button.setToolTip(_("按标签筛选"))
        self._tag_button.setCheckable(True)
        self._tag_button.clicked.connect(self._open_tag_menu)
        self._page_note = QToolButton()
        self._page_note.setAccessibleName(_("写全文批注"))
        self._page_note.setToolTip(_("给整份文件写批注"))
        self._page_note.clicked.connect(self.page_note_wanted)
        self._build()
        self._wire()
        self.set_color_names(NO_NAMES)
        self.set_theme(theme)
        self.set_notes([], 0)

    def _build(self) -> None:
        title = QLabel(in_context("panel", "批注"))
        title.setProperty("voice", "heading")
        header = QHBoxLayout()
        header.addWidget(title)
        header.addStretch()
        header.addWidget(self._count)
        header.addWidget(self._page_note)
        filters = QHBoxLayout()
        filters.setSpacing(5)
        filters.addWidget(self._field, 1)
        filters.addSpacing(2)
        for dot in self._dots:
            filters.addWidget(dot)
        filters.addWidget(self._tag_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 12, 2, 0)
        layout.setSpacing(0)
        for row, below in ((header, 9), (filters, 11)):
            row.setContentsMargins(0, 0, 10, below)
            layout.addLayout(row)
        layout.addWidget(self.view, 1)

    def _wire(self) -> None:
        view, cards = self.view, self.view.cards
        view.jump_requested.connect(self.jump_requested)
        view.changed.connect(self.changed)
        view.color_names_wanted.connect(self.color_names_wanted)
        view.delete_requested.connect(self.delete_requested)
        cards.note_edited.connect(self.note_edited)
        cards.draft_changed.connect(self.draft_changed)
        cards.tags_edited.connect(self.tags_edited)

    def _make_dot(self, color: str) -> ColorDot:
        dot = ColorDot(self._theme, color, self)
        dot.setFixedSize(_DOT, _DOT)
        dot.toggled.connect(self._apply_filter)
        dot.color_names_wanted.connect(self.color_names_wanted)
        return dot

    # What the shell calls

    def set_notes(self, notes: Sequence[PlacedAnnotation], total: int) -> None:
        """Show the annotations of the open document.

        Args:
            notes: In any order; those without a place are listed at the end.
            total: How many annotations the whole library has.
        """
        self.model.set_notes(notes)
        self._here = len(notes)
        self.set_total(total)
        there = self.model.tags()
        self._tag_button.setEnabled(bool(there))
        if not self._tags <= set(there):
            self._tags &= set(there)
            self._apply_filter()
        if self._awaited is not None and self.model.index_of(self._awaited[0]).isValid():
            annotation, what = self._awaited
            self._focus(annotation, what)

    def set_total(self, total: int) -> None:
        """Say how many annotations the whole library has."""
        self._count.setText(_("本文 {here} 条 · 全部 {total} 条").format(here=self._here, total=total))

    def set_known_tags(self, tags: Iterable[str]) -> None:
        """Take the tags of the whole library, for completion."""
        self.view.known_tags = tuple(tags)

    def set_color_names(self, names: Mapping[Color, str]) -> None:
        """Call the colours as the user does."""
        self.view.color_names = names
        for dot in self._dots:
            name = color_word(dot.color, names)
            dot.call(name, _("只看{color}").format(color=name))

    def set_theme(self, theme: Theme) -> None:
        """Draw in the colours of another theme."""
        self._theme = theme
        self._tag_button.setIcon(theme.icon("tag", "seal" if self._tags else "ink2"))
        self._tag_button.setIconSize(QSize(16, 16))
        self._page_note.setIcon(theme.icon("note"))
        self._page_note.setIconSize(QSize(16, 16))
        self.view.set_theme(theme)
        for dot in self._dots:
            dot.set_theme(theme)

    def focus_note(self, annotation: str, edit: bool = False) -> None:
        """Make a note the current one and bring it in sight; with ``edit``, open its editor. Waits for one that is not here yet."""
        self._focus(annotation, "note" if edit else "show")

    def focus_tags(self, annotation: str) -> None:
        """Open the tag editor of a note. Waits for one that is not here yet."""
        self._focus(annotation, "tags")

    def finish_editing(self) -> None:
        """Save and close the editor that is open, if any: before the document or the window goes."""
        self.view.finish_editing()

    # Filters

    def _focus(self, annotation: str, what: str) -> None:
        index = self.model.index_of(annotation)
        if not index.isValid() and not self.model.shows_all():
            self._clear_filter()
            index = self.model.index_of(annotation)
        self._awaited = None if index.isValid() else (annotation, what)
        if not index.isValid():
            return
        if what == "show":
            self.view.show_row(index)
            return
        self.view.edit_field(index, "tags" if what == "tags" else "note")
        self.editing_began.emit(annotation, self.view.indexWidget(index))

    def _clear_filter(self) -> None:
        self._field.clear()
        self._tags.clear()
        for dot in self._dots:
            dot.setChecked(False)
        self._apply_filter()

    def _apply_filter(self) -> None:
        colors = frozenset(dot.color for dot in self._dots if dot.isChecked())
        self.view.finish_editing()
        self.model.set_filter(NoteFilter(tuple(self._field.text().split()), colors, frozenset(self._tags)))
        self._tag_button.setChecked(bool(self._tags))
        self._tag_button.setIcon(self._theme.icon("tag", "seal" if self._tags else "ink2"))

    def _open_tag_menu(self) -> None:
        """Offer the tags of this document with their counts; a ticked one is wanted."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for tag, count in self.model.tags().most_common():
            action = menu.addAction(_("{tag}（{count}）").format(tag=tag.replace("&", "&&"), count=count))
            action.setData(tag)
            action.setCheckable(True)
            action.setChecked(tag in self._tags)
        menu.triggered.connect(self._toggle_tag)
        self._tag_button.setChecked(bool(self._tags))
        menu.popup(self._tag_button.mapToGlobal(self._tag_button.rect().bottomLeft()))

    def _toggle_tag(self, action: QAction) -> None:
        self._tags ^= {action.data()}
        self._apply_filter()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let Esc in the filter field clear it, and Down go to the cards."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and watched is self._field:
            if event.key() == Qt.Key.Key_Escape and self._field.text():
                self._field.clear()
                return True
            if event.key() == Qt.Key.Key_Down:
                self.view.setFocus()
                self.view.setCurrentIndex(self.model.index(0))
                return True
        return super().eventFilter(watched, event)
