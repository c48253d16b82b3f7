"""What the user has selected or clicked on the page, the bar that comes with it, and what becomes of the user's choice."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QTextEdit

from reader.model import Span, Text
from ui.placed import PlacedAnnotation
from ui.window.page.annotation_bar import AnnotationBar
from ui.window.page.look import Look
from ui.window.page.quoting import cited, trimmed
from ui.window.page.text_bridge import TextBridge
from ui.window.theme import Theme

_EDITORS: dict[int, str] = {Qt.Key.Key_N: "note", Qt.Key.Key_T: "tags"}
_KEYBOARD_MS = 350
"""A selection made by keys is taken for finished after this time."""


class Marking(QObject):
    """The subject of the annotation bar: selected words, or an annotation that was clicked.

    Attributes:
        bar: The bar.
        lines_of: Gives the visible lines of spans in the page's coordinates.
        pointed: Gives the offset that the user means where nothing is selected: under the mouse, at the caret, or where he reads.
        chosen: The annotation that was clicked; None while it is about selected words.
        carried: What was selected when the same text was set again, for another width or look; to be selected anew.

    Signals:
        annotate_requested(list[Span], Look, bool): Highlight these words; the bool asks for a note at once.
        bookmark_requested(Span): Put a bookmark here.
        tag_requested(list[Span]): Highlight these words and ask for tags.
        search_requested(str): Look for these words in the library.
        word_requested(str): Have searches take these words for one.
        change_requested(str, dict): Give fields of an annotation (``color``, ``style``, ``type``) other values.
        note_edit_requested(str): Edit the note of an annotation.
        tag_edit_requested(str): Edit its tags.
        fresh_edit_requested(str): Edit the ``note`` or the ``tags`` of what was just annotated, which may not be made yet.
        delete_requested(list[str]): Delete annotations.
        marks_requested(Span): The marks among these words are to be mended.
        share_requested(list[Span], QPoint): These words are to be passed on; a place on the screen for the menu.
        copied(int): So many characters went to the clipboard, by the bar or by its keys.
        selection_changed(int): How many characters are selected.
        changed: What is selected or chosen looks different now.
    """

    annotate_requested = Signal(list, object, bool)
    bookmark_requested = Signal(object)
    tag_requested = Signal(list)
    search_requested = Signal(str)
    word_requested = Signal(str)
    change_requested = Signal(str, object)
    note_edit_requested = Signal(str)
    tag_edit_requested = Signal(str)
    fresh_edit_requested = Signal(str)
    delete_requested = Signal(list)
    marks_requested = Signal(object)
    share_requested = Signal(list, QPoint)
    copied = Signal(int)
    selection_changed = Signal(int)
    changed = Signal()

    def __init__(self, theme: Theme, page: QTextEdit, lines_of: Callable[[Sequence[Span]], list[QRect]]) -> None:
        """Watch the selection of a page.

        Args:
            theme: For the bar.
            page: Whose selection it is; the bar floats on it.
            lines_of: Gives the visible lines of spans in the page's coordinates.
        """
        super().__init__(page)
        self.chosen: PlacedAnnotation | None = None
        self.carried: Span | None = None
        self.bar = AnnotationBar(theme, page)
        self._page = page
        self.lines_of = lines_of
        self.pointed: Callable[[], int] = lambda: 0
        self._bridge: TextBridge | None = None
        self._title = ""
        self._look = Look()
        self._annotations: tuple[PlacedAnnotation, ...] = ()
        self._is_fresh = False  # nothing was selected or clicked since something was annotated
        self._wanted = False
        self._mouse_is_down = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_KEYBOARD_MS)
        self._timer.timeout.connect(self.show_for_selection)
        self.bar.look_chosen.connect(self._look_chosen)
        self.bar.action_chosen.connect(self._action_chosen)
        page.selectionChanged.connect(self._selection_moved)
        page.cursorPositionChanged.connect(self._grow_stale)

    def set_document(self, bridge: TextBridge, title: str, *, mendable: bool = True) -> None:
        """Take another document.

        Args:
            bridge: The way between its offsets and places.
            title: For citations.
            mendable: Its marks can be mended.
        """
        spans = self.selected_spans() if self._bridge and self._bridge.text.text == bridge.text.text else ()
        self.carried = spans[0] if len(spans) == 1 else None
        self.bar.mendable = mendable
        self._bridge, self._title = bridge, title
        self.close()

    def expect(self, text: Text) -> None:
        """A text is being set: until it is there, what is selected in another one is nobody's, and no key does anything with it."""
        self.close()
        if self._bridge is not None and self._bridge.text.text != text.text:
            self._bridge = None
            self._is_fresh = False

    def selected(self) -> Span | None:
        """Give the selected words from the first to the last, without spaces at their ends; None where there are none."""
        spans = self.selected_spans()
        return Span(spans[0].start, spans[-1].end) if spans else None

    def selected_spans(self) -> tuple[Span, ...]:
        """Give the selected words without spaces at their ends: one span, or several where cells of a table are selected."""
        cursor = self._page.textCursor()
        if self._bridge is None or not cursor.hasSelection():
            return ()
        spans = (trimmed(self._bridge.text, span) for span in self._bridge.spans(cursor))
        return tuple(span for span in spans if len(span))

    def subject(self) -> tuple[Span, ...]:
        """Give the words that the bar and its keys are about."""
        if self.chosen is not None:
            return self.chosen.spans
        return self.selected_spans()

    def press(self) -> None:
        """The mouse went down on the page: whatever was open closes."""
        self._mouse_is_down = True
        self._is_fresh = False
        self.close()

    def release(self) -> None:
        """The mouse came up: what is selected now is what was meant."""
        self._mouse_is_down = False
        self.show_for_selection()

    def show_for_selection(self) -> None:
        """Show the bar for the selected words, if there are any."""
        if not self._mouse_is_down and self.selected() is not None:
            self.chosen = None
            self._wanted = True
            self.place_bar()
            self.changed.emit()

    def choose(self, placed: PlacedAnnotation) -> None:
        """Show the bar for an annotation."""
        self.chosen = placed
        self._wanted = True
        self.place_bar()
        self.changed.emit()

    def refresh(self, annotations: Sequence[PlacedAnnotation]) -> None:
        """Keep the chosen annotation up with what is stored; close the bar where it is gone."""
        self._annotations = tuple(annotations)
        if self.chosen is None:
            return
        gone = self.chosen.annotation.id
        self.chosen = next((one for one in annotations if one.annotation.id == gone and one.spans), None)
        if self.chosen is None:
            self._wanted = False
        self.place_bar()

    def close(self) -> None:
        """Let the bar go; a selection stays."""
        self._timer.stop()
        self._wanted = False
        self.chosen = None
        self.bar.hide()
        self.changed.emit()

    def unselect(self) -> None:
        """Let bar and selection go."""
        self.close()
        cursor = self._page.textCursor()
        if cursor.hasSelection():
            cursor.setPosition(cursor.selectionStart())
            self._page.setTextCursor(cursor)

    def place_bar(self) -> None:
        """Put the bar beside its words; out of sight while they are."""
        lines = self.lines_of(self.subject()) if self._wanted else []
        if lines:
            self.bar.show_for(lines, self._page.rect().adjusted(8, 4, -18, -8), self.chosen)
        else:
            self.bar.hide()

    def take_key(self, event: QKeyEvent) -> bool:
        """Do what a key stands for while words are selected or an annotation is chosen; tell whether it stands for anything."""
        if event.key() == Qt.Key.Key_H and not event.modifiers() and self.chosen is None:
            self._annotate_clause()
            return True
        if event.key() in _EDITORS and not event.modifiers() and self.chosen is None and self._edit_here(event.key()):
            return True
        if not self.subject():
            return False
        if not self.bar.isVisible():
            self.bar.annotation = self.chosen
        return self.bar.take_key(event)

    def copy(self, *, with_citation: bool) -> int:
        """Put the words on the clipboard; gives how many characters they are."""
        if self._bridge is None:
            return 0
        text = self._bridge.text
        words = [
            cited(self._title, text, span) if with_citation else text.text[span.start : span.end]
            for span in self.subject()
        ]
        copied = "\n".join(words)
        if words:
            QGuiApplication.clipboard().setText(copied)
        return len(copied)

    def _selection_moved(self) -> None:
        span = self.selected()
        self.selection_changed.emit(len(span) if span else 0)
        self.changed.emit()
        if span is None and self.chosen is None:
            self.close()
        elif span is not None and not self._mouse_is_down:
            self._timer.start()

    def _look_chosen(self, part: str, value: str) -> None:
        """Colour and style are kept for the next annotation, the type is meant for this one."""
        chosen, spans = self.chosen, list(self.subject())
        look = self._look._replace(**{part: value})  # type: ignore[arg-type]  # names of the bar's own tables
        self._look = look._replace(type="")
        if chosen is not None:
            self.change_requested.emit(chosen.annotation.id, {part: value})
        elif spans:
            self._annotate(spans, look)

    def _annotate_clause(self) -> None:
        """Highlight the whole clause around what is selected or pointed at."""
        selected = self.selected()
        clause = self._bridge.text.clause_at(selected.start if selected else self.pointed()) if self._bridge else None
        if clause is not None and self._bridge is not None:
            self._annotate([trimmed(self._bridge.text, clause.span)], self._look)

    def _annotate(self, spans: list[Span], look: Look) -> None:
        self.unselect()
        self._is_fresh = True
        self.annotate_requested.emit(spans, look, False)

    def _grow_stale(self) -> None:
        self._is_fresh = False

    def _edit_here(self, key: int) -> bool:
        """Edit what was just annotated, or the annotation of exactly the selected words, or around the caret; tell whether one is."""
        action, spans = _EDITORS[key], self.selected_spans()
        if self._is_fresh and not spans:
            self.fresh_edit_requested.emit(action)
            return True
        here = self._annotated_exactly(spans) if spans else self._annotated_around_caret()
        if here is None:
            return False
        self.unselect()
        self._act_on(here.annotation.id, action)
        return True

    def _annotated_exactly(self, spans: tuple[Span, ...]) -> PlacedAnnotation | None:
        return next((one for one in self._annotations if tuple(one.spans) == spans), None)

    def _annotated_around_caret(self) -> PlacedAnnotation | None:
        """Give the shortest annotation around the caret, where it is in sight."""
        if self._bridge is None:
            return None
        caret = self._bridge.span(self._page.textCursor()).start
        around = [one for one in self._annotations if any(span.start <= caret < span.end for span in one.spans)]
        here = min(around, key=lambda one: sum(map(len, one.spans)), default=None)
        return here if here is not None and self.lines_of(here.spans) else None

    def _action_chosen(self, action: str) -> None:
        chosen, spans = self.chosen, list(self.subject())
        if action == "clause":
            self._annotate_clause()
            return
        if action == "share":
            self.share_requested.emit(spans, self.bar.place_under("share"))
            return
        if action in ("copy", "cite"):
            self.copied.emit(self.copy(with_citation=action == "cite"))
            self.close()
            return
        self.unselect()
        if chosen is not None:
            self._act_on(chosen.annotation.id, action)
        elif spans:
            self._act_on_words(spans, action)

    def _act_on(self, annotation: str, action: str) -> None:
        match action:
            case "note":
                self.note_edit_requested.emit(annotation)
            case "tags":
                self.tag_edit_requested.emit(annotation)
            case "delete":
                self.delete_requested.emit([annotation])

    def _act_on_words(self, spans: list[Span], action: str) -> None:
        match action:
            case "note":
                self.annotate_requested.emit(spans, self._look, True)
            case "tags":
                self.tag_requested.emit(spans)
            case "bookmark":
                self.bookmark_requested.emit(spans[0])
            case "marks":
                self.marks_requested.emit(spans[0])
            case "search" if self._bridge is not None:
                self.search_requested.emit(self._bridge.text.text[spans[0].start : spans[0].end])
            case "word" if self._bridge is not None:
                self.word_requested.emit(self._bridge.text.text[spans[0].start : spans[-1].end])
