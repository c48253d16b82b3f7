"""Keeps the names of the colours the same wherever a colour is shown, and asks for others."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from storage.annotations import Color
from ui.coloring import name_colors
from ui.window.all_notes.desk import AllNotesDesk
from ui.window.notes_panel import NotesPanel
from ui.window.page.reading_page import ReadingPage
from ui.window.reading_area import ReadingArea
from ui.window.session import Session
from ui.window.theme import Theme


class Coloring(QObject):
    """The names of the colours in one window."""

    def __init__(
        self,
        session: Session,
        area: ReadingArea,
        notes: NotesPanel,
        all_notes: AllNotesDesk,
        theme: Theme,
        window: QWidget,
    ) -> None:
        """Tie what shows colours to the names that the library has.

        Args:
            session: The open library.
            area: Holds the pages.
            notes: The notes beside the page.
            all_notes: Those of the whole library.
            theme: Of the moment.
            window: What the dialog stands over.
        """
        super().__init__(window)
        self._session = session
        self._area = area
        self._theme = theme
        self._window = window
        session.color_names_changed.connect(notes.set_color_names)
        session.color_names_changed.connect(all_notes.set_color_names)
        session.color_names_changed.connect(self._name_on_pages)
        area.page_made.connect(self._wire)
        for shown in (notes, all_notes):
            shown.color_names_wanted.connect(self.ask)

    def set_theme(self, theme: Theme) -> None:
        """Draw the dialog in another theme."""
        self._theme = theme

    def ask(self) -> None:
        """Ask what the colours are to be called."""
        from ui.window.color_names_dialog import ColorNamesDialog

        dialog = ColorNamesDialog(self._theme, self._session.color_names, self._window)
        dialog.named.connect(self._name)
        dialog.open()

    def _name(self, names: dict[Color, str]) -> None:
        self._session.keep(partial(name_colors, names=names))

    def _name_on_pages(self, names: dict[Color, str]) -> None:
        for page in self._area.pages():
            page.marking.bar.set_color_names(names)

    def _wire(self, page: ReadingPage) -> None:
        page.marking.bar.set_color_names(self._session.color_names)
        page.marking.bar.color_names_wanted.connect(self.ask)
