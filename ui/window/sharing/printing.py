"""存为 PDF and 打印: asks where the document in front goes, tells how far it is, and stops when asked to."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QDir, QObject, Qt
from PySide6.QtGui import QPageLayout
from PySide6.QtWidgets import QFileDialog, QProgressDialog, QWidget

from storage.filenames import safe_name
from ui.translation import _
from ui.window.desk import Desk
from ui.window.messages import Messages
from ui.window.session import Session

_PATIENCE_MS = 700
"""Work that is done sooner needs no dialog."""


class Printing(QObject):
    """Puts the document in front on paper.

    Attributes:
        dialog: Tells how far the last work is; None while there is none.
    """

    def __init__(self, session: Session, desk: Desk, messages: Messages, window: QWidget) -> None:
        """Stand ready.

        Args:
            session: The open library.
            desk: Knows the document in front.
            messages: Tells what became of it.
            window: What the dialogs stand over.
        """
        super().__init__(window)
        self._session = session
        self._desk = desk
        self._messages = messages
        self._window = window
        self.dialog: QProgressDialog | None = None

    def ask_pdf(self) -> None:
        """Ask for a file and write the document in front into it as PDF, with its annotations or without."""
        self._choose(_("存为 PDF"), self._ask_file)

    def write_pdf(self, document: str, path: Path, notes: bool = True) -> None:
        """Write a document as PDF, with its annotations unless told otherwise."""
        from ui.window.sharing.paper import write_pdf

        told = partial(self._messages.info, _("已存为 {name}").format(name=path.name))
        self._put(document, notes, lambda script, **keywords: write_pdf(script, path, **keywords), told)

    def print(self) -> None:
        """Ask for a printer and print the document in front, with its annotations or without."""
        self._choose(_("打印"), self._ask_printer)

    def print_to(self, document: str, printer: Any, notes: bool = True) -> None:
        """Print a document.

        Args:
            document: Id.
            printer: A ``QPrinter``, as the user set it.
            notes: With its annotations.
        """
        from ui.window.sharing.paper import put

        file = printer.outputFileName()
        said = _("已存为 {name}").format(name=Path(file).name) if file else _("已送到打印机")
        told = partial(self._messages.info, said)
        self._put(document, notes, lambda script, **keywords: put(script, printer, **keywords), told)

    def _choose(self, what: str, then: Callable[[str, bool], None]) -> None:
        """Ask whether the annotations of the document in front go along, where it has some."""
        opened = self._desk.shown()
        if opened is None:
            return
        document = opened.card.id
        count = self._session.cards[document].annotations if document in self._session.cards else 0
        if not count:
            then(document, True)
            return
        from ui.window.sharing.notes_choice import NotesChoice

        choice = NotesChoice(what, count, self._window)
        choice.chosen.connect(partial(then, document))
        choice.open()

    def _ask_file(self, document: str, notes: bool) -> None:
        card = self._session.cards.get(document)
        name = QDir.home().filePath(safe_name(card.title if card else "", ".pdf"))
        path, _filter = QFileDialog.getSaveFileName(self._window, _("存为 PDF"), name, "PDF (*.pdf)")
        if path:
            self.write_pdf(document, Path(path if path.lower().endswith(".pdf") else f"{path}.pdf"), notes)

    def _ask_printer(self, document: str, notes: bool) -> None:
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        from ui.window.sharing.paper import MARGINS

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        # Else it is what the printer can do at the least: words to the edge of the paper. In the dialog the user may say otherwise.
        printer.setPageMargins(MARGINS, QPageLayout.Unit.Millimeter)
        if QPrintDialog(printer, self._window).exec():
            self.print_to(document, printer, notes)

    def _put(self, document: str, notes: bool, act: Callable[..., Any], told: Callable[[], None]) -> None:
        from ui.window.sharing.paper import script

        self._session.run(script, document, notes, done=partial(self._begin, act, told))

    def _begin(self, act: Callable[..., Any], told: Callable[[], None], words: object) -> None:
        dialog = QProgressDialog(_("正在排版……"), _("取消"), 0, 100, self._window)
        dialog.setWindowModality(Qt.WindowModality.NonModal)
        dialog.setAutoReset(False)
        dialog.setAutoClose(False)
        dialog.setMinimumDuration(_PATIENCE_MS)
        task = self._session.paint(
            partial(act, words),
            progress=partial(_advance, dialog),
            done=partial(self._on_done, dialog, told),
            failed=partial(self._on_failed, dialog),
        )
        dialog.canceled.connect(task.cancel)
        self.dialog = dialog

    def _on_done(self, dialog: QProgressDialog, told: Callable[[], None], _answer: object) -> None:
        self._end(dialog)
        told()

    def _on_failed(self, dialog: QProgressDialog, error: BaseException) -> None:
        self._end(dialog)
        self._messages.report(error)

    def _end(self, dialog: QProgressDialog) -> None:
        dialog.close()
        dialog.deleteLater()
        if self.dialog is dialog:
            self.dialog = None


def _advance(dialog: QProgressDialog, done: int, total: int) -> None:
    if not dialog.wasCanceled():
        dialog.setMaximum(max(total, 1))
        dialog.setValue(done)
