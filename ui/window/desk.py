"""What happens around the page: opening, jumping, annotating, and that all panels tell of the same place."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices

from reader.model import Clause, Span, Text
from storage.changes import Changes
from ui.translation import _, counted
from ui.window.annotating import Annotator, Wanted
from ui.window.importing.importer import Importer
from ui.window.left_panel import LeftPanel
from ui.window.library_work import Opened
from ui.window.messages import Messages
from ui.window.notes_panel import NotesPanel
from ui.window.outline import Chains, heading_words
from ui.window.page.look import PLAIN, Look
from ui.window.page.reading_page import ReadingPage
from ui.window.reading_area import ReadingArea
from ui.window.session import Session
from ui.window.status_bar import StatusBar
from ui.window.travel import Stop, Travel
from ui.window.typing_now import Typed, has_typed_since, typed
from ui.window.undoing import Undoing
from ui.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Parts:
    """The widgets that the desk keeps together."""

    area: ReadingArea
    left: LeftPanel
    notes: NotesPanel
    status: StatusBar


class Desk(QObject):
    """The open documents and what is shown around them.

    Signals:
        notes_wanted: The notes panel must be seen: a note is to be written.
        travelled: Whether one can go back, and forward.
        reading: A document came to the front, or another place of it is asked for: results of a search give way.
    """

    notes_wanted = Signal()
    travelled = Signal(bool, bool)
    reading = Signal()

    def __init__(self, session: Session, parts: Parts, messages: Messages, importer: Importer, parent: QObject) -> None:
        super().__init__(parent)
        self._undoing = Undoing(session, importer, messages)
        self._session = session
        self._parts = parts
        self._messages = messages
        self._travel = Travel()
        self._opened: dict[str, Opened] = {}
        self._after: dict[str, Callable[[ReadingPage], None]] = {}
        self._offset = 0
        self._clauses: Chains = {}
        self._chain: tuple[Clause, ...] = ()
        self._annotator = Annotator(session, parts.notes, self._edit, messages.report, self)
        self._around = QTimer(self, singleShot=True, interval=0)
        self._around.timeout.connect(self._show_around_when_settled)

    # Opening and jumping

    def open(self, document: str, then: Callable[[ReadingPage], None] | None = None) -> None:
        """Bring a document to the front; ``then`` hears its page when it is laid out."""
        card = self._session.cards.get(document)
        if card is None:
            return
        self.reading.emit()
        page = self._parts.area.page_of(document)
        if then is not None and page is None:
            self._after[document] = then
        self._parts.area.open(card)
        if then is not None and page is not None:
            then(page)

    def jump(self, document: str, span: Span) -> None:
        """Show a place of a document as it is read (複原), and light it up."""
        self._jump(document, partial(self._go, span))

    def jump_to_found(self, document: str, span: Span) -> None:
        """Show a place that was found, lit up and selected: the next key annotates it."""
        # A document or clause as a whole was found by its name and not by words.
        self._jump(document, partial(self._go, span, selected=len(span) > 1))

    def jump_here(self, span: Span) -> None:
        """Show a place of the text that is in front."""
        if page := self._parts.area.page():
            self._leave()
            self.reading.emit()
            self._go(span, page)

    def step(self, by: int) -> None:
        """Read the next open document (1) or the one before (-1)."""
        self.reading.emit()
        self._parts.area.step(by)

    def show_annotation(self, document: str, annotation: str) -> None:
        """Show an annotation where it stands, and its card."""
        self._leave()
        self.open(document, partial(self._go_to_annotation, document, annotation))

    def show_note_place(self, annotation: str) -> None:
        """Show where an annotation of the document in front stands."""
        self.show_annotation(self._parts.area.current(), annotation)

    def back(self) -> None:
        """Go to the place before the last jump."""
        self._go_to_stop(self._travel.back(self._here()))

    def forward(self) -> None:
        """Go forward again."""
        self._go_to_stop(self._travel.forward(self._here()))

    def fetch(self, document: str) -> None:
        """Fetch a document whose page must be made."""
        self._fetch(document, original=False)

    def show_original(self, original: bool) -> None:
        """Show the document in front with the marks as its source printed them, or restored."""
        self._fetch(self._parts.area.current(), original=original)

    def open_source(self, document: str) -> None:
        """Open the imported file with the program that the system has for it."""
        self._session.run(lambda workspace: workspace.library.source_path(document), done=_open_file)

    def fetch_keywords(self) -> None:
        """Count the keywords of the document in front, and tell its page."""
        document = self._parts.area.current()
        self._session.run(Workspace.keywords, document, done=partial(self._on_keywords, document))

    def shown(self) -> Opened | None:
        """Give the document in front as it is shown; None where there is none, or it is still fetched."""
        return self._opened.get(self._parts.area.current())

    @property
    def chain(self) -> tuple[Clause, ...]:
        """The clauses in which the reader is, outermost first."""
        return self._chain

    # Facts that come from the page and the session

    def on_current_changed(self, document: str) -> None:
        """Show outline, tasks and notes of the document that came to the front."""
        self._parts.left.library.set_current(document)
        if self._is_being_set():
            self._show_around(None)  # what is around the page before is not around this one
            self._around.start()
        else:
            self._show_around_current()
        self._fetch_outdated(document)

    def on_laid_out_changed(self, documents: Sequence[str]) -> None:
        """Forget what belongs to pages that are gone."""
        self._opened = {document: opened for document, opened in self._opened.items() if document in documents}
        self._session.watch(documents)

    def on_place_changed(self, offset: int) -> None:
        """Follow the page."""
        self._offset = offset
        document = self._parts.area.current()
        if document in self._opened:
            self._session.keep_place(document, offset)
            self._show_place()

    def on_length_changed(self, _lowest: int, _highest: int) -> None:
        """Say anew how many per cent are read: a page grows while it is laid out, and is no 100 % before."""
        if self._opened.get(self._parts.area.current()):
            self._show_place()

    def tell_place(self) -> None:
        """Say again where the reader is: something else was told at its place."""
        if self._opened.get(self._parts.area.current()):
            self._show_place()
        else:
            self._parts.status.set_place("", None)

    def on_clause_changed(self, path: str) -> None:
        """Follow the page in outline and status bar."""
        self._chain = self._clauses.get(path, ())
        self._show_place()

    def on_cards_changed(self) -> None:
        """Fetch the document in front anew where it has another reading now: corrected, taken back, or imported again."""
        self.tell_total()
        self._fetch_outdated(self._parts.area.current())

    def tell_total(self) -> None:
        """Say how many annotations the library has: some may have been made or deleted on documents that are not in front."""
        self._parts.notes.set_total(self._session.annotations)

    def on_annotations_changed(self, document: str, placed: Sequence[object]) -> None:
        """Show annotations that were made, changed or removed, wherever they are shown."""
        if self._is_outdated(document):
            return  # their places are those of the text that is being fetched, and they come with it
        if page := self._parts.area.page_of(document):
            page.set_annotations(self._session.placed(document))
        if document == self._parts.area.current():
            self._show_notes(document)

    def on_documents_gone(self, documents: set[str]) -> None:
        """Close what is no longer on the shelf."""
        self._travel.forget(documents)
        for document in documents:
            self._parts.area.close_document(document)
        self._tell_travel()

    # Annotating: requests of the page and of the notes panel, for the document in front

    def annotate(self, spans: Sequence[Span], look: Look, note_wanted: bool) -> None:
        """Highlight words, and open the editor of a note where asked."""
        self._annotate(spans, look, "note" if note_wanted else "")

    def note_page(self) -> None:
        """Put a note on the document as a whole, and open its editor."""
        if self.shown() is not None:
            self._annotate([], PLAIN, "note")

    def tag(self, spans: Sequence[Span]) -> None:
        """Highlight words, and open the editor of tags."""
        self._annotate(spans, PLAIN, "tags")

    def bookmark(self, span: Span) -> None:
        """Put a bookmark."""
        document = self._parts.area.in_sight()
        self._session.annotate(document, [span], shown=self._text(document), bookmark=True)

    def edit_last(self, wanted: Wanted) -> None:
        """Open an editor of the annotation that was made last, as soon as it is made."""
        document = self._parts.area.in_sight()
        self._annotator.edit_last(self._parts.area.page_of(document), document, wanted)

    def edit_note(self, annotation: str) -> None:
        """Open the editor of a note."""
        self._edit(annotation, "note")

    def edit_tags(self, annotation: str) -> None:
        """Open the editor of an annotation's tags."""
        self._edit(annotation, "tags")

    def set_note(self, annotation: str, note: str) -> None:
        """Save a note."""
        self._session.edit(self._holder(annotation), annotation, note=note)

    def change(self, annotation: str, fields: Mapping[str, str]) -> None:
        """Give fields of an annotation (``color``, ``style``, ``type``) other values."""
        self._session.edit(self._holder(annotation), annotation, **fields)

    def set_tags(self, annotation: str, tags: Sequence[str]) -> None:
        """Give an annotation these tags."""
        self._session.set_tags(self._holder(annotation), annotation, tags)

    def delete(self, annotations: Sequence[str]) -> None:
        """Delete annotations, with the way back offered."""
        told = counted("已删除 {count} 条批注", len(annotations)).format(count=len(annotations))
        self._session.delete(self._holder(annotations[0]), annotations, partial(self.offer_undo, told))

    def remove(self, documents: Sequence[str]) -> None:
        """Take documents off the shelf, with the way back offered."""
        if len(documents) == 1:
            told = _("已移除《{title}》").format(title=self._session.cards[documents[0]].title)
        else:
            told = _("已移除 {count} 件").format(count=len(documents))
        self._session.remove(documents, partial(self.offer_undo, told))

    def offer_undo(self, told: str, changes: Changes) -> None:
        """Tell what was done, with the way back offered."""
        if changes:  # what was gone already is no action: undo would take back another
            self._messages.offer_undo(told, self.undo)

    def undo(self) -> None:
        """Undo the last action; a note that is being written is one, and saved before, so that 重做 brings it back."""
        self._parts.notes.finish_editing()
        self._undoing.undo()

    def redo(self) -> None:
        """Redo what was undone last."""
        self._parts.notes.finish_editing()
        self._undoing.redo()

    # Inside

    def _fetch_outdated(self, document: str) -> None:
        """Fetch a document that is shown in another reading than it has; only the one in front, for the last fetch wins."""
        if self._is_outdated(document):
            self._fetch(document, original=self._opened[document].original)

    def _is_outdated(self, document: str) -> bool:
        opened, card = self._opened.get(document), self._session.cards.get(document)
        if opened is None or card is None:
            return False
        shown = opened.card
        return (shown.text_id, shown.reader_version, shown.mended) != (card.text_id, card.reader_version, card.mended)

    def _fetch(self, document: str, *, original: bool) -> None:
        if document:
            self._session.read(document, partial(self._on_read, typed()), original=original)

    def _on_keywords(self, document: str, keywords: Sequence[str]) -> None:
        page = self._parts.area.page_of(document)
        if page is not None:
            page.header.show_keywords(keywords)

    def _on_read(self, before: Typed, opened: Opened) -> None:
        document = opened.card.id
        self._opened[document] = opened
        self._parts.area.show_document(opened)
        page = self._parts.area.page_of(document)
        if page is None:
            return
        if document == self._parts.area.current():
            # The page comes first: the outline of a long law, and the cards of a thousand notes, would keep it waiting.
            self._around.start()
            covered = self._parts.area.isHidden()  # what is seen keeps the keyboard
            if not covered and not has_typed_since(before):
                page.setFocus(Qt.FocusReason.OtherFocusReason)
        if then := self._after.pop(document, None):
            then(page)

    def _is_being_set(self) -> bool:
        page = self._parts.area.page()
        return page is not None and not page.has_settled

    def _show_around_when_settled(self) -> None:
        if self._is_being_set():
            self._around.start()
        else:
            self._show_around_current()

    def _show_around_current(self) -> None:
        self._show_around(self._opened.get(self._parts.area.current()))

    def _show_around(self, opened: Opened | None) -> None:
        """Show outline, tasks, notes and place of a document; nothing where None."""
        text = opened.text if opened else None
        self._clauses = opened.chains if opened else {}
        self._parts.left.outline.set_nodes(opened.outline if opened else None)
        self._parts.left.tasks.set_text(text)
        self._parts.status.set_selected(0)
        page = self._parts.area.page()
        if opened is None or text is None or page is None:
            self._parts.status.set_place("", None)
            self._parts.notes.set_notes([], self._session.annotations)
            return
        self._offset = page.place
        self._show_notes(opened.card.id)
        self._chain = self._clauses.get(page.clause, ())
        self._show_place()

    def _show_notes(self, document: str) -> None:
        placed = self._session.placed(document)
        self._parts.notes.set_notes(placed, self._session.annotations)
        self._parts.left.outline.set_annotations(placed)

    def _show_place(self) -> None:
        page = self._parts.area.page()
        if page is None:
            return
        self._parts.left.outline.set_offset(self._chain[-1].heading.start if self._chain else -1)
        bar = page.verticalScrollBar()
        # Where the page gets higher, the bar tells its new end before it is there.
        percent = round(100 * min(bar.value() / bar.maximum(), 1)) if bar.maximum() else 100
        words = " › ".join(heading_words(clause) for clause in self._chain if clause.label or clause.title)
        self._parts.status.set_place(words, percent)

    def _annotate(self, spans: Sequence[Span], look: Look, wanted: Wanted) -> None:
        document = self._parts.area.in_sight()
        self._annotator.make(self._parts.area.page_of(document), document, spans, self._text(document), look, wanted)

    def _edit(self, annotation: str, wanted: Wanted) -> None:
        self.notes_wanted.emit()
        if wanted == "tags":
            self._parts.notes.focus_tags(annotation)
        else:
            self._parts.notes.focus_note(annotation, edit=True)

    def _text(self, document: str) -> Text | None:
        opened = self._opened.get(document)
        return opened.text if opened else None

    def _holder(self, annotation: str) -> str:
        """Give the document of an annotation: the last words of a note come when another one is in front already."""
        holds = (document for document in self._opened if self._session.annotation(document, annotation))
        return next(holds, self._parts.area.current())

    def _go_to_annotation(self, document: str, annotation: str, page: ReadingPage) -> None:
        placed = self._session.annotation(document, annotation)
        if placed is None:
            return
        self._parts.notes.focus_note(annotation)
        if placed.spans:
            self._go(placed.spans[0], page)
        elif placed.annotation.anchors:
            self._messages.warn(_("这条批注的原文在现在的文本里找不到了。"))

    def _jump(self, document: str, go: Callable[[ReadingPage], None]) -> None:
        self._leave()
        opened = self._opened.get(document)
        if opened is not None and opened.original:
            self._after[document] = go
            self.open(document)
            self._fetch(document, original=False)
        else:
            self.open(document, go)

    def _go(self, span: Span, page: ReadingPage, selected: bool = False) -> None:
        page.go_to(span, selected=selected)
        self._offset = span.start  # the page tells a moment later, and 后退 may come sooner

    def _return(self, offset: int, page: ReadingPage) -> None:
        page.return_to(offset)
        self._offset = offset

    def _here(self) -> Stop:
        return Stop(self._parts.area.current(), self._offset)

    def _leave(self) -> None:
        if self._parts.area.current():
            self._travel.leave(self._here())
            self._tell_travel()

    def _go_to_stop(self, stop: Stop | None) -> None:
        if stop is not None:
            self.open(stop.document, partial(self._return, stop.offset))
        self._tell_travel()

    def _tell_travel(self) -> None:
        self.travelled.emit(self._travel.can_go_back, self._travel.can_go_forward)


def _open_file(path: object) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
