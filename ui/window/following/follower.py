"""Follows cross references: tells the clause of the one under the mouse, goes there, and asks what cites a clause."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPointF, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QMenu, QWidget

from reader.model import Reference
from ui.translation import _
from ui.window.desk import Desk
from ui.window.messages import Messages
from ui.window.page.reading_page import ReadingPage
from ui.window.reading_area import ReadingArea
from ui.window.session import Session
from ui.window.theme import Theme
from ui.workspace import Workspace

if TYPE_CHECKING:
    from ui.following import Meaning
    from ui.window.following.clause_hint import ClauseHint

REST_MS = 450
"""So long the mouse rests on a reference before its clause shows: reading along a line must not flicker."""


class Follower(QObject):
    """Watches the pages for references.

    Attributes:
        hint: The clause beside the mouse; None before the first.
    """

    def __init__(
        self, session: Session, desk: Desk, area: ReadingArea, messages: Messages, theme: Theme, window: QWidget
    ) -> None:
        """Stand ready.

        Args:
            session: The open library.
            desk: Knows which text is shown, and goes to places.
            area: Holds the pages.
            messages: Says where a reference leads nowhere.
            theme: Of the moment.
            window: What the dialogs stand over.
        """
        super().__init__(window)
        self._session = session
        self._desk = desk
        self._area = area
        self._messages = messages
        self._theme = theme
        self._window = window
        self.hint: ClauseHint | None = None
        self._under: Reference | None = None
        self._pressed: Reference | None = None
        self._lines: list[QFrame] = []
        self._known: dict[tuple[str, Reference], Meaning] = {}
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._ask)
        session.cards_changed.connect(self._forget)
        session.annotations_changed.connect(self._dismiss)

    def set_theme(self, theme: Theme) -> None:
        """Draw in another theme."""
        self._theme = theme
        self._dismiss()

    def wire(self, page: ReadingPage) -> None:
        """Listen to a page."""
        page.viewport().installEventFilter(self)
        page.installEventFilter(self)
        page.verticalScrollBar().valueChanged.connect(self._dismiss)

    def fill_menu(self, menu: QMenu, offset: int) -> None:
        """Add to the menu of a place on the page in front what can be followed there."""
        from ui.following import citable, reference_at

        opened = self._desk.shown()
        if opened is None:
            return
        document = opened.card.id
        if reference := reference_at(opened.text, offset):
            words = " ".join(opened.text.text[reference.span.start : reference.span.end].split())
            menu.addAction(_("转到“{words}”").format(words=words), partial(self.follow, document, reference))
        clause = citable(opened.text, offset)
        if clause is not None and clause.path and not opened.original:
            menu.addAction(
                _("引用{clause}的条款…").format(clause=clause.path), partial(self.show_citing, document, clause.path)
            )
        if not menu.isEmpty():
            menu.addSeparator()

    def follow(self, document: str, reference: Reference) -> None:
        """Go where a reference of a document leads; 后退 returns."""
        self._dismiss()
        if meaning := self._known.get((document, reference)):
            self._go(meaning)
        else:
            self._session.run(_meaning, document, reference, done=self._go)

    def show_citing(self, document: str, path: str) -> None:
        """List what cites a clause; what is not looked at yet comes by and by."""
        from ui.window.following.citing_dialog import CitingDialog

        dialog = CitingDialog(self._session, document, path, self._window)
        dialog.place_chosen.connect(self._desk.jump)
        dialog.show()

    def show_absent(self) -> None:
        """List what is cited and not in the library."""
        from ui.window.following.citing_dialog import AbsentDialog

        dialog = AbsentDialog(self._session, self._area.current(), self._window)
        dialog.place_chosen.connect(self._desk.jump)
        dialog.show()

    # The mouse

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the mouse over a page; everything else of the page is its own."""
        match event:
            case QMouseEvent() if event.type() == QEvent.Type.MouseMove:
                self._moved(event)
            case QMouseEvent() if event.type() == QEvent.Type.MouseButtonPress:
                self._dismiss()
                return self._press(event)
            case QMouseEvent() if event.type() == QEvent.Type.MouseButtonRelease and self._pressed is not None:
                pressed, self._pressed = self._pressed, None
                if self._reference(event.position()) == pressed:
                    self.follow(self._area.current(), pressed)
                return True
            case QKeyEvent() if event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Escape:
                self._dismiss()
            case _ if event.type() in (QEvent.Type.Leave, QEvent.Type.Hide):
                self._dismiss()
        return False

    def _moved(self, event: QMouseEvent) -> None:
        if event.buttons():
            return
        reference = self._reference(event.position())
        page = self._area.page()
        if page is not None and reference and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            QTimer.singleShot(0, page, partial(page.viewport().setCursor, Qt.CursorShape.PointingHandCursor))
        if reference != self._under:
            self._dismiss()
            self._under = reference
            if reference is not None:
                self._underline(reference)
                self._rest.start()

    def _press(self, event: QMouseEvent) -> bool:
        """Keep a press with Ctrl on a reference from the page: it would move the caret and drop the selection."""
        control = event.modifiers() == Qt.KeyboardModifier.ControlModifier
        left = event.button() == Qt.MouseButton.LeftButton
        self._pressed = self._reference(event.position()) if control and left else None
        return self._pressed is not None

    def _reference(self, point: QPointF) -> Reference | None:
        opened, page = self._desk.shown(), self._area.page()
        if opened is None or page is None or not page.has_settled:
            return None
        from ui.following import reference_at

        offset = page.mouse.exactly(point)
        return None if offset is None else reference_at(opened.text, offset)

    def _ask(self) -> None:
        document = self._area.current()
        if self._under is None:
            return
        if meaning := self._known.get((document, self._under)):
            self._show(document, self._under, meaning)
        else:
            self._session.run(_meaning, document, self._under, done=partial(self._show, document, self._under))

    def _show(self, document: str, reference: Reference, meaning: Meaning) -> None:
        self._known[document, reference] = meaning
        page = self._area.page()
        if page is None or reference != self._under or document != self._area.current():
            return  # the mouse went on meanwhile
        lines = page.marking.lines_of([reference.span])
        # A note under the same words was written by the user: it goes before what he can look up.
        if lines and not page.mouse.hint.isVisible():
            from ui.window.following.clause_hint import ClauseHint

            self._take_away()
            self.hint = ClauseHint(self._theme, page)
            self.hint.show_meaning(meaning, lines[-1], page.rect().adjusted(8, 4, -18, -8))

    def _go(self, meaning: Meaning) -> None:
        if meaning.span is not None:
            self._desk.jump(meaning.document, meaning.span)
        else:
            from ui.following import told

            self._messages.info(told(meaning))

    def _forget(self) -> None:
        self._known = {}
        self._dismiss()

    def _dismiss(self, *_arguments: object) -> None:
        self._rest.stop()
        self._under = None
        for line in self._lines:
            line.hide()
            line.deleteLater()
        self._lines = []
        self._take_away()

    def _underline(self, reference: Reference) -> None:
        """Say that the words under the mouse lead somewhere: a line below each of their lines."""
        page = self._area.page()
        for place in page.marking.lines_of([reference.span]) if page is not None else ():
            line = QFrame(page)
            line.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            line.setStyleSheet(f"background: {self._theme.color('focus').name()};")
            line.setGeometry(place.left(), place.bottom(), place.width(), 1)
            line.show()
            self._lines.append(line)

    def _take_away(self) -> None:
        if self.hint is not None:
            self.hint.hide()
            self.hint.deleteLater()
            self.hint = None


def _meaning(workspace: Workspace, document: str, reference: Reference) -> Meaning:
    return workspace.following.meaning(document, reference)
