"""Versions at work: what waits for a review, the review itself, comparing, and linking; all of it asked in the library lane."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from storage.cards import Card
from storage.changes import Changes
from ui.translation import _
from ui.window.desk import Desk
from ui.window.layer import Layer
from ui.window.messages import Messages
from ui.window.reading_area import ReadingArea
from ui.window.session import Session
from ui.window.shelf.library_panel import LibraryPanel
from ui.window.theme import Theme
from ui.window.versions.review_bar import ReviewBar
from ui.workspace import Workspace

if TYPE_CHECKING:
    from ui.versioning import Offer, ReviewRow
    from ui.window.versions.review_view import ReviewView

_QUOTE = 24
_PAINTED_MS = 250
"""By then the first page is painted: what waits for a review is asked by modules that a start has no time for."""


class VersionDesk(Layer["ReviewView"]):
    """Shows the review over the page, which is only covered, and has done what is decided there.

    Attributes:
        bar: Over the page of a document that has something to review.

    Signals:
        comparison_wanted(str): Compare a document with its former version.
    """

    modules = ("ui.window.versions.review_view",)

    comparison_wanted = Signal(str)

    def __init__(
        self,
        session: Session,
        desk: Desk,
        area: ReadingArea,
        library: LibraryPanel,
        layers: QStackedWidget,
        messages: Messages,
        theme: Theme,
        parent: QWidget,
    ) -> None:
        """Make the layer and the bar.

        Args:
            session: The open library.
            desk: Opens and jumps.
            area: Holds the pages; gets the bar.
            library: Shows what waits.
            layers: The page and what covers it; the page is the first.
            messages: Offers undo and linking.
            theme: To draw in.
            parent: The window.
        """
        super().__init__(layers, theme, parent)
        self._session = session
        self._desk = desk
        self._area = area
        self._library = library
        self._messages = messages
        self._waiting: Mapping[str, int] = {}
        self._document = self._listed = ""
        self._putting = ""
        self.bar = ReviewBar(theme)
        area.add_bar(self.bar)
        self._again = QTimer(self, singleShot=True, interval=_PAINTED_MS)
        self._again.timeout.connect(self._look)
        # Accepting, undoing, importing, merging: all of it changes what waits.
        session.history_changed.connect(self._refresh)
        session.cards_changed.connect(self._refresh)
        area.current_changed.connect(self._show_bar)
        self.bar.review_wanted.connect(self._review_current)
        self.bar.put_wanted.connect(self._put)
        self.bar.putting_left.connect(self._end_putting)

    def _make(self, theme: Theme, parent: QStackedWidget) -> ReviewView:
        from ui.window.versions.review_view import ReviewView

        view = ReviewView(theme, parent)
        self._messages.keep_clear(view.yes)
        view.left.connect(self.leave)
        view.accepted.connect(self._accept)
        view.rejected.connect(self._reject)
        view.all_accepted.connect(self._accept_all)
        view.other_place_wanted.connect(self._begin_putting)
        view.place_wanted.connect(self._show_place)
        view.comparison_wanted.connect(self._compare)
        return view

    def show_review(self, document: str) -> None:
        """Show what waits in a document."""
        if document not in self._session.cards:
            return
        self._document = document
        self._cover()
        if document != self._listed:
            self._listed = ""
            self.view.show_working(self._session.cards[document].title)
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)
        self._fetch()

    def set_theme(self, theme: Theme) -> None:
        """Draw in another theme."""
        super().set_theme(theme)
        self.bar.set_theme(theme)

    def offer_link(self, document: str) -> None:
        """Offer to make a document that has just come the new version of one with its title, or the other way round."""
        if document in self._session.cards:
            self._session.run(_offers, document, done=self._on_offers)

    # What waits

    def _refresh(self, *_told: object) -> None:
        self._again.start()

    def _look(self) -> None:
        self._again.setInterval(0)
        self._session.run(_waiting, done=self._on_waiting)
        if self.is_shown():
            self._fetch()

    def _on_waiting(self, waiting: Mapping[str, int]) -> None:
        self._waiting = waiting
        self._library.set_waiting(waiting)
        self._show_bar()

    def _show_bar(self, *_told: object) -> None:
        if self._putting and self._area.current() != self._document:
            self._putting = ""
        if not self._putting:
            self.bar.show_waiting(self._waiting.get(self._area.current(), 0))

    # The review

    def _review_current(self) -> None:
        self.show_review(self._area.current())

    def _fetch(self) -> None:
        document = self._document
        done, failed = partial(self._show, document), partial(self._on_failed, document)
        self._session.run(_reviews, document, done=done, failed=failed)

    def _show(self, document: str, rows: Sequence[ReviewRow]) -> None:
        card = self._session.cards.get(document)
        if document == self._document and card is not None:
            self._listed = document
            self.view.show_rows(card.title, rows)
        elif card is None:
            self.leave()

    def _on_failed(self, document: str, error: BaseException) -> None:
        card = self._session.cards.get(document)
        if document == self._document and document != self._listed and card is not None:
            self.view.show_failed(card.title)  # rows that were listed before stay
        self._messages.report(error)

    def _accept(self, annotation: str) -> None:
        document = self._document
        self._session.settle(document, lambda workspace: workspace.versions.accept(document, [annotation]))

    def _reject(self, annotation: str) -> None:
        document = self._document

        def told(changes: Changes) -> None:
            if changes:
                self._messages.offer_undo(_("不放到新版本；批注留在列表里。"), self._desk.undo)

        self._session.settle(document, lambda workspace: workspace.versions.reject(document, [annotation]), told)

    def _accept_all(self) -> None:
        document = self._document

        def told(answer: tuple[int, Changes]) -> None:
            if answer[1]:
                self._messages.offer_undo(_("已接受 {count} 条").format(count=answer[0]), self._desk.undo)

        self._session.settle(document, lambda workspace: workspace.versions.accept_all_certain(document), told)

    def _compare(self) -> None:
        self.comparison_wanted.emit(self._document)

    def _show_place(self, annotation: str) -> None:
        row = self._row(annotation)
        if row is not None and row.spans:
            self._desk.jump(self._document, row.spans[0])

    # Another place

    def _begin_putting(self, annotation: str) -> None:
        row = self._row(annotation)
        if row is None:
            return
        self._putting = annotation
        quote = " ".join(row.annotation.anchors[0].quote.split())
        self.bar.show_putting(quote if len(quote) <= _QUOTE else f"{quote[:_QUOTE]}…")
        if row.new is not None:
            self._desk.jump(self._document, row.new.span)
        else:
            self.leave()
            self._desk.open(self._document)

    def _put(self) -> None:
        page, opened = self._area.page(), self._desk.shown()
        spans = page.marking.selected_spans() if page is not None else ()
        if not spans or opened is None or opened.original:
            self._messages.info(_("先在正文里选中这条批注的新位置。"))
            return
        document, places = self._document, {self._putting: spans}
        self._session.settle(document, lambda workspace: workspace.versions.put(document, places), self._on_put)

    def _on_put(self, _answer: object) -> None:
        self._end_putting()

    def _end_putting(self) -> None:
        self._putting = ""
        self._show_bar()
        self.show_review(self._document)

    def _row(self, annotation: str) -> ReviewRow | None:
        row = self.view.current()
        return row if row is not None and row.annotation.id == annotation else None

    # Linking

    def _on_offers(self, offer: Offer | None) -> None:
        if offer is None:
            return
        self._messages.info(
            _("文库里另有一份《{title}》，这两份可能是同一文件的不同版本。").format(title=offer.older.title),
            _("关联为版本"),
            partial(self.link, offer.older, offer.newer),
        )

    def link(self, older: Card, newer: Card) -> None:
        """Make a document the newer version of another one, and show it."""

        def told(_answer: object) -> None:
            self._desk.open(older.id)
            self._messages.offer_undo(_("已关联为新版本。"), self._desk.undo)

        self._session.mend(lambda workspace: workspace.versions.link(older.id, newer.id), told)


def _waiting(workspace: Workspace) -> dict[str, int]:
    return workspace.versions.waiting()


def _reviews(workspace: Workspace, document: str) -> list[ReviewRow]:
    return workspace.versions.reviews(document)


def _offers(workspace: Workspace, document: str) -> Offer | None:
    return next((one for one in workspace.versions.offers() if document in (one.older.id, one.newer.id)), None)
