"""The dialogs of the window: what each is shown, and what its answer does.

Each is imported when it is asked for: the first page does not wait for them.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from storage.documents import Card
from ui.translation import _
from ui.window.session import Session


class Dialogs(QObject):
    """Opens dialogs over a window.

    Signals:
        place_chosen: Folder of the library to open instead.
    """

    place_chosen = Signal(object)

    def __init__(self, session: Session, folder: Path, window: QWidget) -> None:
        """Stand ready.

        Args:
            session: The open library.
            folder: The library's.
            window: What the dialogs stand over.
        """
        super().__init__(window)
        self._session = session
        self._folder = folder
        self._window = window

    def correct(self, document: str) -> None:
        """Ask for corrections of a card."""
        from ui.window.correct_dialog import CorrectDialog

        dialog = CorrectDialog(self._session.cards[document], self._window)
        dialog.corrected.connect(self._session.correct)
        dialog.open()

    def show_removed(self) -> None:
        """Show the removed documents."""
        self._session.removed(done=self._on_removed_known)

    def choose_place(self) -> None:
        """Ask for the folder of another library."""
        chosen = QFileDialog.getExistingDirectory(self._window, _("选择文库所在的文件夹"), str(self._folder))
        if chosen:
            self.place_chosen.emit(Path(chosen))

    def show_about(self) -> None:
        """Show what the program is and where the library lies."""
        from ui.window.about_dialog import AboutDialog

        AboutDialog(self._folder, self._window).open()

    def _on_removed_known(self, cards: list[Card]) -> None:
        from ui.window.removed_dialog import RemovedDialog

        dialog = RemovedDialog(cards, self._window)
        dialog.restore_requested.connect(self._session.restore)
        dialog.open()
