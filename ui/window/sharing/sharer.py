"""Passes words of the page on: to the clipboard, as a picture, to a phone, or to a share page in the system's browser."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QMenu, QWidget

from reader.errors import KnownError
from reader.model import Span, Text
from ui.sharing import clause_and_chapter, services, share_link, source_of, with_source
from ui.translation import _
from ui.window.desk import Desk
from ui.window.messages import Messages
from ui.window.reading_area import ReadingArea
from ui.window.theme import Theme


class Sharer(QObject):
    """Fills the menu of a place with what can be done with its words."""

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

    def fill_menu(self, menu: QMenu, offset: int) -> None:
        """Add to the menu of a place on the page in front what can be copied and shared there."""
        opened, page = self._desk.shown(), self._area.page()
        if opened is None or page is None:
            return
        text, title = opened.text, opened.card.title
        clause, chapter = clause_and_chapter(text, offset)
        if clause is not None:
            menu.addAction(_("复制整条"), partial(self._copy, text, clause.span))
        if chapter is not None:
            menu.addAction(_("复制整章"), partial(self._copy, text, chapter.span))
        chosen = page.marking.selected() or (clause.span if clause is not None else None)
        if chosen is not None:
            menu.addAction(_("带出处复制"), partial(self._copy_cited, title, text, chosen))
            menu.addAction(_("引文卡片…"), partial(self.show_card, title, text, chosen))
            menu.addAction(_("二维码…"), partial(self.show_code, title, text, chosen))
            sharing = menu.addMenu(_("分享到"))
            for service, words in services().items():
                sharing.addAction(words, partial(self.share, service, title, text, chosen))
        if not menu.isEmpty():
            menu.addSeparator()

    def show_card(self, title: str, text: Text, span: Span) -> None:
        """Show a quote as a card."""
        from ui.window.sharing.picture_dialog import PictureDialog
        from ui.window.sharing.pictures import quote_card

        quote = text.text[span.start : span.end]
        card = quote_card(self._theme, quote, f"—— {source_of(title, text, span)}")
        PictureDialog(_("引文卡片"), card, quote, self._window).open()

    def show_code(self, title: str, text: Text, span: Span) -> None:
        """Show a quote as a QR code."""
        from ui.window.sharing.picture_dialog import PictureDialog
        from ui.window.sharing.pictures import qr_code

        words = with_source(title, text, span)
        try:
            PictureDialog(_("引文二维码"), qr_code(words), words, self._window).open()
        except KnownError as error:
            self._messages.report(error)

    def share(self, service: str, title: str, text: Text, span: Span) -> None:
        """Open the share page of a service in the system's browser."""
        link = share_link(service, text.text[span.start : span.end], source_of(title, text, span))
        if not QDesktopServices.openUrl(QUrl.fromEncoded(link.encode())):
            self._messages.warn(_("没有能打开网页的程序。"))

    def _copy(self, text: Text, span: Span) -> None:
        QGuiApplication.clipboard().setText(text.text[span.start : span.end].strip("\n"))
        self._messages.info(_("已复制 {count} 字").format(count=len(span)))

    def _copy_cited(self, title: str, text: Text, span: Span) -> None:
        QGuiApplication.clipboard().setText(with_source(title, text, span))
        self._messages.info(_("已复制 {count} 字").format(count=len(span)))
