"""Passes words of the page on: to the clipboard, as a picture, to a phone, or to a share page in the system's browser."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QMenu, QWidget

from reader.errors import KnownError
from reader.model import Span, Text, cite
from storage.exports.links import annotation_link
from ui.placed import PlacedAnnotation
from ui.sharing import Passage, clause_and_chapter, passage, services, share_link
from ui.translation import _, counted
from ui.window.desk import Desk
from ui.window.messages import Messages
from ui.window.notes.model import quote_of
from ui.window.page.reading_page import ReadingPage
from ui.window.reading_area import ReadingArea
from ui.window.theme import Theme

if TYPE_CHECKING:
    from ui.all_notes import Line


class Sharer(QObject):
    """Fills menus with what can be done with words: of a place on the page, of a note, of what is selected."""

    def __init__(self, desk: Desk, area: ReadingArea, messages: Messages, theme: Theme, window: QWidget) -> None:
        """Stand ready.

        Args:
            desk: Knows which text is shown.
            area: Holds the pages.
            messages: Tells what was copied.
            theme: For cards.
            window: What the dialogs stand over.
        """
        super().__init__(window)
        self._desk = desk
        self._area = area
        self._messages = messages
        self._theme = theme
        self._window = window

    def set_theme(self, theme: Theme) -> None:
        """Paint cards in another theme."""
        self._theme = theme

    def wire(self, page: ReadingPage) -> None:
        """Listen to a page."""
        page.marking.share_requested.connect(self.show_menu)
        page.marking.copied.connect(self._tell_copied)

    def fill_menu(self, menu: QMenu, offset: int) -> None:
        """Add to the menu of a place on the page in front what can be copied and shared there."""
        opened, page = self._desk.shown(), self._area.page()
        if opened is None or page is None:
            return
        text, title = opened.text, opened.card.title
        clause, chapter = clause_and_chapter(text, offset)
        if clause is not None:
            menu.addAction(_("复制整条"), partial(self._copy_part, text, clause.span))
        if chapter is not None:
            menu.addAction(_("复制整章"), partial(self._copy_part, text, chapter.span))
        chosen = page.marking.selected_spans() or ((clause.span,) if clause is not None else ())
        if chosen:
            self.fill(menu, passage(title, text, chosen))
        if not menu.isEmpty():
            menu.addSeparator()

    def fill_for_note(self, menu: QMenu, placed: PlacedAnnotation) -> None:
        """Add to the menu of a note of the document in front what can be done with the words that it stands on."""
        if opened := self._desk.shown():
            self.fill(menu, Passage(quote_of(placed), cite(opened.card.title, placed.path)))
            self._add_link(menu, placed.annotation.id)

    def fill_for_line(self, menu: QMenu, line: Line) -> None:
        """Add to the menu of a note in the list of all what can be done with the words that it stands on."""
        self.fill(menu, Passage(line.quote, cite(line.title, line.path)))
        self._add_link(menu, line.annotation.id)

    def show_menu(self, spans: Sequence[Span], place: QPoint) -> None:
        """Open the menu of words of the page in front at a place of the screen."""
        opened = self._desk.shown()
        if opened is None or not spans:
            return
        menu = QMenu(self._window)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.fill(menu, passage(opened.card.title, opened.text, spans))
        menu.popup(place)
        menu.setActiveAction(menu.actions()[0])

    def fill(self, menu: QMenu, shared: Passage) -> None:
        """Add what can be done with words: the same wherever they stand."""
        menu.addAction(_("带出处复制"), partial(self._copy, shared.cited()))
        menu.addAction(_("引文卡片…"), partial(self.show_card, shared))
        menu.addAction(_("二维码…"), partial(self.show_code, shared))
        sharing = menu.addMenu(_("分享到"))
        for service, words in services().items():
            sharing.addAction(words, partial(self.share, service, shared))

    def show_card(self, shared: Passage) -> None:
        """Show a quote as a card."""
        from ui.window.sharing.picture_dialog import PictureDialog
        from ui.window.sharing.pictures import quote_card

        card = quote_card(self._theme, shared.quote, f"—— {shared.source}")
        PictureDialog(_("引文卡片"), card, shared.quote, self._window).open()

    def show_code(self, shared: Passage) -> None:
        """Show a quote as a QR code."""
        from ui.window.sharing.picture_dialog import PictureDialog
        from ui.window.sharing.pictures import qr_code

        try:
            PictureDialog(_("引文二维码"), qr_code(shared.cited()), shared.cited(), self._window).open()
        except KnownError as error:
            self._messages.report(error)

    def share(self, service: str, shared: Passage) -> None:
        """Open the share page of a service in the system's browser."""
        if not QDesktopServices.openUrl(QUrl.fromEncoded(share_link(service, shared).encode())):
            self._messages.warn(_("没有能打开网页的程序。"))

    def _add_link(self, menu: QMenu, annotation: str) -> None:
        menu.addAction(_("复制链接"), partial(self._copy_link, annotation))

    def _copy_link(self, annotation: str) -> None:
        QGuiApplication.clipboard().setText(annotation_link(annotation))
        self._messages.info(_("已复制链接：从别的程序回到这条批注"))

    def _copy_part(self, text: Text, span: Span) -> None:
        self._copy(text.text[span.start : span.end].strip("\n"))

    def _copy(self, words: str) -> None:
        QGuiApplication.clipboard().setText(words)
        self._tell_copied(len(words))

    def _tell_copied(self, count: int) -> None:
        self._messages.info(counted("已复制 {count} 字", count).format(count=count))
