"""The reading page: shows a document, keeps its place, selects words, and says what the user wants done with them.

The page stores nothing. What it is given (a Text, placed annotations) it shows; what the user asks for it emits.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QUrl, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QFrame, QTextEdit, QWidget

from reader.model import Span, Text
from storage.cards import Card
from ui.placed import PlacedAnnotation
from ui.translation import _
from ui.window.page.frame import Frame
from ui.window.page.laying_out import LayoutPump
from ui.window.page.marking import Marking
from ui.window.page.page_header import PageHeader, chinese_date
from ui.window.page.setting import Setter
from ui.window.page.sheet import Sheet
from ui.window.page.standing import Standing
from ui.window.page.surface import Surface
from ui.window.page.typography import Typography
from ui.window.page.under_mouse import UnderMouse
from ui.window.page.whereabouts import Whereabouts
from ui.window.theme import Theme

_CLICK = 4
"""A press and a release no more pixels apart than this are a click."""


class ReadingPage(QTextEdit):
    """A document as a sheet of paper.

    Attributes:
        marking: What is selected or chosen, the bar, and what the user wants done with it.
        mouse: What lies under it.

    Signals:
        annotation_clicked(str): The user chose an annotation on the page.
        place_changed(int): Offset of the first visible code point.
        clause_changed(str): Path of the clause that is being read.
        original_toggled(bool): Show the marks as the source printed them, or restored again.
        selection_changed(int): How many characters are selected. (``selectionChanged`` is Qt's own and says nothing.)
        menu_requested(int, QPoint): What can be done at an offset, shown at a place of the screen.
    """

    annotation_clicked = Signal(str)
    place_changed = Signal(int)
    clause_changed = Signal(str)
    original_toggled = Signal(bool)
    selection_changed = Signal(int)
    menu_requested = Signal(int, QPoint)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._scale = 1.0
        self._sheet: Sheet | None = None
        self._card: Card | None = None
        self._original = False
        self._annotations: list[PlacedAnnotation] = []
        self._standing = Standing()
        self._select_wanted: Span | None = None
        self._pressed_at: QPointF | None = None

        self.setObjectName("readingPage")
        self.setAccessibleName(_("阅读页"))
        self.setReadOnly(True)
        self.setAcceptDrops(False)  # files dropped here are for the window to import
        self.viewport().setAcceptDrops(False)
        self.viewport().setMouseTracking(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        # Always there: its coming and going would move the text.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

        self._surface = Surface(theme, self)
        self._setter = Setter(self)
        self._pump = LayoutPump(self)
        self._header = PageHeader(theme, self.viewport())
        self._header.hide()
        self._frame = Frame(theme, self)
        self.mouse = UnderMouse(theme, self, self._surface.highlights, self._frame.lines_of)
        self.marking = Marking(theme, self, self._frame.lines_of)
        self._where = Whereabouts(self)
        self._connect()
        self.set_theme(theme)

    def _connect(self) -> None:
        marking = self.marking
        marking.pointed = self._pointed
        marking.selection_changed.connect(self.selection_changed)
        marking.changed.connect(self._on_marking_changed)
        self._header.original_toggled.connect(self.original_toggled)
        self._frame.left.bookmark_chosen.connect(self._choose)
        self.mouse.chosen.connect(self._choose)
        self._surface.flash.changed.connect(self.viewport().update)
        self._setter.made.connect(self._put)
        self._pump.advanced.connect(self._place_header)
        self._pump.landed.connect(self._scroll_to)
        self._where.due.connect(self._tell_place)
        self._where.place_changed.connect(self.place_changed)
        self._where.clause_changed.connect(self.clause_changed)
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        self.verticalScrollBar().rangeChanged.connect(self._on_range_changed)

    # What the shell calls

    def show_document(
        self,
        text: Text,
        card: Card,
        annotations: Sequence[PlacedAnnotation],
        place: int | None = None,
        *,
        original: bool = False,
    ) -> None:
        """Show a document.

        Args:
            text: The reading to show.
            card: What the shelf knows about it, the user's corrections included.
            annotations: Placed in this reading.
            place: Offset to put at the top of the page; None for the beginning.
            original: ``text`` has the marks as the source printed them (原貌).
        """
        bar, now = self.verticalScrollBar(), place or 0
        shown = self._sheet.bridge.text.text_id if self._sheet is not None and self.has_settled else ""
        if self._sheet is not None and (shown, self._original) == (text.text_id, original):
            self._standing.keep(self._sheet, self.place, bar.value(), now)  # a correction leaves the page where it is
        else:
            self._standing.go(now, on_line=False)
        self._card, self._original = card, original
        self._annotations = list(annotations)
        self._where.begin(now)
        self._surface.flash.stop()
        self.marking.expect(text)
        self._setter.begin(text, Typography(self._theme, self._scale))
        self.viewport().setUpdatesEnabled(False)  # as in ``_set_again``

    def set_annotations(self, annotations: Sequence[PlacedAnnotation]) -> None:
        """Show other annotations on the same document."""
        self._annotations = list(annotations)
        self._surface.highlights.set_annotations(self._annotations)
        self._frame.left.set_annotations(self._annotations)
        self.marking.refresh(self._annotations)
        self.viewport().update()

    def go_to(self, span: Span, flash: bool = True, selected: bool = False) -> None:
        """Bring a span to the reading line and, if asked, light it up for a moment or select it."""
        self._go(span.start, on_line=True, flash=span if flash else None, selected=span if selected else None)

    def show_found(self, places: Sequence[Span], current: Span | None) -> None:
        """Mark the places that were found, and go to the current one where there is one."""
        is_other = current != self._surface.found.current
        self._surface.found.set_places(places, current)
        if current is not None and is_other:
            self.go_to(current, flash=False)
        self.viewport().update()

    def select(self, span: Span) -> None:
        """Select a span that is in sight, as if dragged over: what is selected can be annotated by key."""
        if self._sheet is not None and span.overlaps(self._frame.visible()):
            self._frame.select(self._sheet.bridge.cursor(span))

    def return_to(self, offset: int) -> None:
        """Let the page begin with an offset, as when ``place`` told it."""
        self._go(offset, on_line=False)

    def set_theme(self, theme: Theme) -> None:
        """Show the same place in other colours."""
        self._theme = theme
        paper, ink = theme.color("paper").name(), theme.color("ink").name()
        # The page paints the selection itself, as it paints highlights: by the ink of the lines.
        self.setStyleSheet(
            f"#readingPage {{ background: {paper}; border: none; border-radius: 0; padding: 0;"
            f" selection-background-color: transparent; selection-color: {ink}; }}"
        )
        self._surface.set_theme(theme)
        self._header.set_look(theme, self._scale)
        for part in (self._frame.left, self._frame.right, self.mouse.hint, self.marking.bar):
            part.set_theme(theme)
        self._set_again()

    def set_font_scale(self, scale: float) -> None:
        """Show the same place in another size; 1 is 17 px for the body text."""
        self._scale = scale
        self._header.set_look(self._theme, scale)
        self._set_again()

    @property
    def has_settled(self) -> bool:
        """Whether the document stands where it was asked to be shown."""
        return self._sheet is not None and self._setter.text is None and self._pump.landing is None

    @property
    def header(self) -> PageHeader:
        """What stands under the title."""
        return self._header

    @property
    def place(self) -> int:
        """Offset of the first visible code point."""
        return self._where.place

    @property
    def clause(self) -> str:
        """Path of the clause that is being read; empty outside of clauses."""
        return self._where.clause

    @property
    def selected_length(self) -> int:
        """How many characters are selected."""
        return len(self.marking.selected() or ())

    # Setting the page

    def _set_again(self) -> None:
        text = self._setter.text
        if text is None and self._sheet is not None:
            text = self._sheet.bridge.text
            if self.has_settled:
                self._standing.keep(self._sheet, self.place, self.verticalScrollBar().value())
        if text is not None:
            self._setter.begin(text, Typography(self._theme, self._scale))
            self.viewport().setUpdatesEnabled(False)  # rather the page as it was for a moment than half of it

    def _put(self, sheet: Sheet) -> None:
        """Put a sheet on the page, where the page is to stand."""
        is_first, self._sheet = self._sheet is None, sheet
        self._frame.set_sheet(sheet, self._annotations)
        card = self._card
        self.marking.set_document(sheet.bridge, card.title if card else "", mendable=not self._original)
        self.marking.refresh(self._annotations)
        self._select_wanted = self._select_wanted or self.marking.carried
        self.mouse.set_document(sheet.bridge)
        self._surface.highlights.set_annotations(self._annotations)
        if card is not None:
            facts = ("、".join(card.issuers), chinese_date(card.date), card.kind)
            self._header.show_facts(sheet.bridge.text, facts, original=self._original)
            self._header.show_standing(card.validity)
        column, room = self._frame.widths(sheet)
        sheet.make_room(self._header.fit(column))
        if is_first:
            self._frame.set_margins(column, room)
        # The new document comes before the new width: Qt would lay out the old one once more, all at once.
        self.setDocument(sheet.bridge.document)
        if not is_first:
            self._frame.set_margins(column, room)
        self._pump.start(sheet.bridge)
        self._land()

    def _refit(self) -> None:
        """Take another width: the margins change, and the text only where the column must."""
        if self._sheet is None:
            return
        column, room = self._frame.widths(self._sheet)
        if column == self._frame.column:
            self._frame.set_margins(column, room)
        else:
            self._set_again()
            self._setter.finish()  # Qt lays out the old document for the new width otherwise

    def _go(self, offset: int, *, on_line: bool, flash: Span | None = None, selected: Span | None = None) -> None:
        """Scroll to an offset, now or as soon as the page is set."""
        self.marking.close()
        self._select_wanted = selected
        self._standing.go(offset, on_line=on_line)
        self._surface.flash.want(flash)
        if self._sheet is not None and self._setter.text is None:
            self._land()

    def _land(self) -> None:
        """Scroll to where the page is to stand, now or as soon as the layout has reached it."""
        self._place_header()
        offset, _on_line = self._standing.landing
        # A page has fewer characters than it is pixels high.
        self._pump.land(offset, self.viewport().height())
        if self._pump.landing is not None:
            self.viewport().setUpdatesEnabled(False)  # rather the page as it was for a moment than the wrong one

    def _scroll_to(self) -> None:
        if self._sheet is None:
            return
        self.viewport().setUpdatesEnabled(True)
        bar = self.verticalScrollBar()
        bar.setValue(self._standing.top(self._sheet, self.viewport().height()))
        self._standing.arrive(bar.value())
        self._where.ask()
        self._surface.flash.begin()
        wanted, self._select_wanted = self._select_wanted, None
        if wanted is not None:
            self.select(wanted)

    def _place_header(self) -> None:
        if self._sheet is not None:
            top = self._sheet.header_top() + 0.2 * self._sheet.typography.em
            self._header.move(0, round(top) - self.verticalScrollBar().value())
            self._header.show()

    # Where the reader is

    def _pointed(self) -> int:
        """Give the offset that the user means: at the caret where there is one, else under the mouse, else where he reads."""
        if self._sheet is None:
            return 0
        if self.textInteractionFlags() & Qt.TextInteractionFlag.TextSelectableByKeyboard:
            return self._sheet.bridge.span(self.textCursor()).start
        bar = self.verticalScrollBar()
        under = self.mouse.offset()
        return self._standing.read(self._sheet, bar.value(), self.viewport().height()) if under is None else under

    def _on_scrolled(self) -> None:
        self._place_header()
        self._frame.left.update()
        self.mouse.forget()
        self.marking.place_bar()
        self._where.ask()

    def _on_range_changed(self, _lowest: int, highest: int) -> None:
        self.verticalScrollBar().setEnabled(highest > 0)

    def _tell_place(self) -> None:
        if self._sheet is not None and self.has_settled and self.isVisible():
            top = self.verticalScrollBar().value()
            self._where.tell(self._sheet, top, self._standing.read(self._sheet, top, self.viewport().height()))

    def _on_marking_changed(self) -> None:
        chosen = self.marking.chosen
        self._surface.highlights.active = chosen.annotation.id if chosen else None
        self.viewport().update()

    def _choose(self, placed: PlacedAnnotation) -> None:
        self.marking.choose(placed)
        self.annotation_clicked.emit(placed.annotation.id)

    # Qt

    def loadResource(self, kind: int, name: QUrl | str) -> None:
        """Load nothing: whatever a document names, opening it touches no file and no network."""

    def createMimeDataFromSelection(self) -> QMimeData:
        """Give the selected words as the document has them, as plain text."""
        mime = QMimeData()
        if self._sheet is not None and (spans := self.marking.selected_spans()):
            mime.setText("\n".join(self._sheet.bridge.text.text[span.start : span.end] for span in spans))
        return mime

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the layers of the page, with the words between them."""
        if self._sheet is None:
            super().paintEvent(event)
            return
        visible, selection = self._frame.visible(), self._sheet.bridge.spans(self.textCursor())
        with self._frame.painter() as painter:
            self._surface.paint_behind(painter, self._sheet, visible, selection)
        super().paintEvent(event)
        with self._frame.painter() as painter:
            self._surface.paint_above(painter, self._sheet, visible)

    def event(self, event: QEvent) -> bool:
        """Fit the page to a new size before Qt lays it out for the old margins."""
        if event.type() == QEvent.Type.Resize:
            self._refit()
        return super().event(event)

    def changeEvent(self, event: QEvent) -> None:
        """Leave the program's font to the program: the page has its own, and Qt would lay out the whole document for it."""
        if event.type() not in (QEvent.Type.FontChange, QEvent.Type.ApplicationFontChange):
            super().changeEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Tell the place again: a page behind another one keeps silent."""
        super().showEvent(event)
        self._where.ask()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep what lies on the page where it belongs."""
        super().resizeEvent(event)
        self._place_header()
        self.marking.place_bar()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin to select, or to click."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed_at = event.position()
            self.mouse.forget()
            self.marking.press()
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Select, or wait for the mouse to rest on a highlight."""
        super().mouseMoveEvent(event)
        if not event.buttons():
            self.mouse.move(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Show the bar for what was selected, or choose what was clicked."""
        super().mouseReleaseEvent(event)
        if event.button() != Qt.MouseButton.LeftButton or self._pressed_at is None:
            return
        moved = (event.position() - self._pressed_at).manhattanLength()
        self._pressed_at = None
        self.marking.release()
        if moved <= _CLICK and self.marking.selected() is None:
            self.mouse.click(event.position())

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Show the bar for the words or the highlight under the mouse, else ask for the menu of the place."""
        point = QPointF(self.viewport().mapFromGlobal(event.globalPos()))
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        found = [] if by_key else self.mouse.annotations(point)
        if self.marking.selected() is not None:
            self.marking.show_for_selection()
        elif found:
            self.marking.choose(found[0])
        elif self._sheet is not None:
            bridge = self._sheet.bridge
            at = bridge.span(self.textCursor()).start if by_key else self.mouse.gap(point)
            self.menu_requested.emit(at, event.globalPos())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Give the keys to the bar first, then scroll."""
        if event.key() == Qt.Key.Key_Escape and self.marking.subject():
            self.marking.unselect()
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.marking.copy(with_citation=False)
        elif event.key() == Qt.Key.Key_F7:
            keys = Qt.TextInteractionFlag.TextSelectableByKeyboard
            self.setTextInteractionFlags(self.textInteractionFlags() ^ keys)
        elif not self.marking.take_key(event):
            super().keyPressEvent(event)
