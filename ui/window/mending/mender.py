"""Lets the user correct what was read: on the page by its menu and bar, in the tasks, and by the list of corrections."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QMenu, QWidget

from reader.corrections import Gap, gap_at, paragraph_at, task_at
from reader.letters import letters
from reader.model import Span, Task, Text
from ui import mending
from ui.mending import ShownCorrection, can_be_heading
from ui.translation import _
from ui.window.desk import Desk
from ui.window.mending.mark_popup import MarkPopup
from ui.window.page.reading_page import ReadingPage
from ui.window.reading_area import ReadingArea
from ui.window.session import Session
from ui.window.theme import Theme

_AROUND = 9
_MEASURE_LENGTH = 120


class Mender(QObject):
    """Asks for corrections of the document in front and has them made.

    Attributes:
        popup: What asks for marks; None where nothing does.
        more: Add to the menu of an offset, before it asks for corrections, what others can do there.
    """

    def __init__(self, session: Session, desk: Desk, area: ReadingArea, theme: Theme, window: QWidget) -> None:
        """Stand ready.

        Args:
            session: The open library.
            desk: Knows which text is shown.
            area: Holds the pages.
            theme: Of the moment.
            window: What the dialogs stand over.
        """
        super().__init__(window)
        self._session = session
        self._desk = desk
        self._area = area
        self._theme = theme
        self._window = window
        self.popup: MarkPopup | None = None
        self.more: Sequence[Callable[[QMenu, int], None]] = ()
        session.cards_changed.connect(self._dismiss)  # what it asks about may stand elsewhere now

    def set_theme(self, theme: Theme) -> None:
        """Draw in another theme."""
        self._theme = theme
        if self.popup is not None:
            self.popup.set_theme(theme)

    def wire(self, page: ReadingPage) -> None:
        """Listen to a page."""
        page.menu_requested.connect(self._show_menu)
        page.marking.marks_requested.connect(self.ask_marks)
        page.verticalScrollBar().valueChanged.connect(self._dismiss)

    def menu_for(self, offset: int) -> QMenu:
        """Give the menu of a place on the page in front; in 原貌, where nothing can be mended, it has only the list."""
        menu = QMenu(self._window)
        for fill in self.more:
            fill(menu, offset)
        text = self._text()
        if text is not None:
            gap = gap_at(text, offset)
            menu.addAction(_("改标点…"), partial(self.ask_marks, gap.span))
            self._add_levels(menu.addMenu(_("标题层级")), text, offset)
            task = task_at(text, offset)
            action = menu.addAction(_("改责任单位…"), partial(self.ask_bodies, offset))
            action.setEnabled(task is not None)
            menu.addSeparator()
        menu.addAction(_("更正记录…"), self.show_list)
        return menu

    def ask_marks(self, place: Span) -> None:
        """Ask for the marks at a place of the text in front: of its first gap that has some, else of the one at its end."""
        text, page = self._text(), self._area.page()
        if text is None or page is None:
            return
        gap = _gap_in(text, place)
        lines = page.marking.lines_of([Span(max(gap.span.start - 1, 0), min(gap.span.end + 1, len(text.text)))])
        if not lines:
            return
        self._dismiss()
        self.popup = MarkPopup(self._theme, page)
        self.popup.chosen.connect(partial(self._mend_marks, self._area.current(), gap, text))
        self.popup.closed.connect(page.setFocus)
        self.popup.ask(
            text.text[max(gap.span.start - _AROUND, 0) : gap.span.start].rpartition("\n")[2],
            text.text[gap.span.start : gap.span.end],
            text.text[gap.span.end : gap.span.end + _AROUND].partition("\n")[0],
            lines[0],
            page.rect().adjusted(8, 4, -18, -8),
        )

    def ask_bodies(self, offset: int) -> None:
        """Ask for the bodies of the task around a place of the text in front."""
        text = self._text()
        task = task_at(text, offset) if text is not None else None
        if text is None or task is None:
            return
        from ui.window.mending.bodies_dialog import BodiesDialog

        dialog = BodiesDialog(self._theme, _measure(text, task), _named(task), self._window)
        dialog.corrected.connect(partial(self._mend_bodies, self._area.current(), offset, text))
        dialog.open()

    def show_list(self) -> None:
        """Show what was corrected in the document in front."""
        document = self._area.current()
        if document:
            self._session.run(mending.listed, document, done=partial(self._on_listed, document))

    def _text(self) -> Text | None:
        """Give the text in front where it can be mended: not in 原貌, not while it is fetched."""
        opened = self._desk.shown()
        return opened.text if opened is not None and not opened.original else None

    def _show_menu(self, offset: int, place: QPoint) -> None:
        menu = self.menu_for(offset)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(place)

    def _add_levels(self, menu: QMenu, text: Text, offset: int) -> None:
        paragraph = paragraph_at(text, offset)
        menu.setEnabled(can_be_heading(text, paragraph))
        levels = (_("一级"), _("二级"), _("三级"), _("四级"))
        now = paragraph.level if paragraph.role == "heading" else 0
        for level, words in (*enumerate(levels, start=1), (0, _("正文"))):
            action = menu.addAction(words, partial(self._mend_level, self._area.current(), offset, text, level))
            action.setCheckable(True)
            action.setChecked(level == now)

    def _mend_marks(self, document: str, gap: Gap, text: Text, marks: str) -> None:
        if marks != text.text[gap.span.start : gap.span.end] or gap.span not in text.mended:
            offset = gap.span.start
            self._session.mend(partial(mending.mend_marks, document=document, offset=offset, marks=marks, shown=text))

    def _mend_level(self, document: str, offset: int, text: Text, level: int) -> None:
        self._session.mend(partial(mending.mend_level, document=document, offset=offset, level=level, shown=text))

    def _mend_bodies(self, document: str, offset: int, text: Text, bodies: Sequence[tuple[str, str]]) -> None:
        self._session.mend(partial(mending.mend_bodies, document=document, offset=offset, bodies=bodies, shown=text))

    def _on_listed(self, document: str, corrections: list[ShownCorrection]) -> None:
        from ui.window.mending.list_dialog import CorrectionsDialog

        dialog = CorrectionsDialog(corrections, self._window)
        dialog.taken_back.connect(partial(self._take_back, document))
        dialog.place_chosen.connect(partial(self._desk.jump, document))
        dialog.open()

    def _take_back(self, document: str, names: list[str]) -> None:
        self._session.mend(partial(mending.take_back, document=document, fields=tuple(names)))

    def _dismiss(self) -> None:
        if self.popup is not None:
            popup, self.popup = self.popup, None
            popup.hide()
            popup.deleteLater()


def _gap_in(text: Text, place: Span) -> Gap:
    marked = next((at for at in range(place.start, place.end) if not letters(text.text[at])), place.end)
    return gap_at(text, marked)


def _named(task: Task) -> list[tuple[str, str]]:
    return [(body.name, body.role) for body in task.bodies]


def _measure(text: Text, task: Task) -> str:
    words = text.text[task.measure.start : task.measure.end].replace("\n", " ")
    return words if len(words) <= _MEASURE_LENGTH else f"{words[:_MEASURE_LENGTH]}…"
