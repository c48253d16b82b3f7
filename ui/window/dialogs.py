"""The dialogs of the window: what each is shown, and what its answer does.

Each is imported when it is asked for: the first page does not wait for them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from storage.trash import Deleted, Removed, Wording
from ui.translation import _, counted
from ui.window import library_work as work
from ui.window.session import Session
from ui.workspace import Workspace


class Dialogs(QObject):
    """Opens dialogs over a window.

    Signals:
        place_chosen: Folder of the library to open instead.
        note_chosen: Id of an annotation, and earlier words that its note is to say again.
        restored(str, Changes): What came back out of the bin, in words, and what that changed.
    """

    place_chosen = Signal(object)
    note_chosen = Signal(str, str)
    restored = Signal(str, object)

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
        """Show the removed documents and the deleted annotations."""
        self._session.run(work.trash, done=self._on_removed_known)

    def show_history(self, annotation: str) -> None:
        """Show what a note said before."""
        ask = partial(_history, annotation=annotation)
        self._session.run(ask, done=partial(self._on_history_known, annotation))

    def _on_history_known(self, annotation: str, history: list[Wording]) -> None:
        from ui.window.notes.history_dialog import HistoryDialog

        dialog = HistoryDialog(history, self._window)
        dialog.chosen.connect(partial(self.note_chosen.emit, annotation))
        dialog.open()

    def choose_place(self) -> None:
        """Ask for the folder of another library."""
        chosen = QFileDialog.getExistingDirectory(self._window, _("选择文库所在的文件夹"), str(self._folder))
        if chosen:
            self.place_chosen.emit(Path(chosen))

    def show_about(self) -> None:
        """Show what the program is and where the library lies."""
        from ui.window.about_dialog import AboutDialog

        AboutDialog(self._folder, self._window).open()

    def _on_removed_known(self, found: tuple[list[Removed], list[tuple[Deleted, str]]]) -> None:
        from ui.window.shelf.removed_dialog import RemovedDialog

        documents = sorted({one.annotation.document for one, _title in found[1]})
        dialog = RemovedDialog(*found, self._window)
        dialog.restore_requested.connect(partial(self._restore, {one.card.id: one.card.title for one in found[0]}))
        dialog.notes_wanted.connect(partial(self._restore_notes, documents))
        dialog.open()

    def _restore(self, titles: Mapping[str, str], documents: list[str]) -> None:
        if len(documents) == 1:
            told = _("已恢复《{title}》").format(title=titles[documents[0]])
        else:
            told = _("已恢复 {count} 件").format(count=len(documents))
        self._session.restore(documents, partial(self.restored.emit, told))

    def _restore_notes(self, documents: Sequence[str], annotations: list[str]) -> None:
        act = partial(Workspace.restore_notes, annotations=annotations)
        told = counted("已恢复 {count} 条批注", len(annotations)).format(count=len(annotations))
        self._session.change_many(act, documents, partial(self.restored.emit, told))


def _history(workspace: Workspace, annotation: str) -> list[Wording]:
    return workspace.library.trash.note_history(annotation)
