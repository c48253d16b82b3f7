"""撤销 and 重做: what they did is told, and an import that is still running is stopped before it is taken back."""

from __future__ import annotations

from functools import partial

from reader.errors import KnownError
from storage.history import Undone
from ui.replayed import redone_words, undone_words
from ui.window.importing.importer import Importer
from ui.window.messages import Messages
from ui.window.session import Session
from ui.workspace import Workspace


class Undoing:
    """Takes back what was done last, and does it again."""

    def __init__(self, session: Session, importer: Importer, messages: Messages) -> None:
        self._session = session
        self._importer = importer
        self._messages = messages

    def undo(self) -> None:
        """Undo the last action; of an import all that it brought by now."""
        act = partial(Workspace.undo, unfinished=self._importer.unfinished())
        self._session.replay(act, self._tell_undone, self._on_refused)

    def redo(self) -> None:
        """Redo what was undone last."""
        self._session.replay(Workspace.redo, self._tell_redone)

    def _tell_undone(self, undone: Undone | None) -> None:
        if undone is not None:
            self._messages.info(undone_words(undone))

    def _tell_redone(self, redone: Undone | None) -> None:
        if redone is not None:
            self._messages.info(redone_words(redone))

    def _on_refused(self, error: BaseException) -> None:
        if isinstance(error, KnownError) and error.case == "import-running":
            self._importer.stop(str(error.details["part_of"]), self.undo)
        else:
            self._messages.report(error)
