"""The words that the user wants searched whole: added from a selection, shown, deleted, and brought into the index."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from storage.changes import Changes
from ui.translation import _
from ui.window.desk import Desk
from ui.window.messages import Messages
from ui.window.page.reading_page import ReadingPage
from ui.window.reading_area import ReadingArea
from ui.window.session import Session
from ui.workspace import Workspace

if TYPE_CHECKING:
    from ui.window.searching.words_dialog import WordsDialog


class UserWords(QObject):
    """The user's words in one window."""

    def __init__(self, session: Session, desk: Desk, area: ReadingArea, messages: Messages, window: QWidget) -> None:
        """Stand ready.

        Args:
            session: The open library.
            desk: Takes back what was done.
            area: Holds the pages, whose words can be chosen.
            messages: Tells what was done.
            window: What the dialog stands over.
        """
        super().__init__(window)
        self._session = session
        self._desk = desk
        self._messages = messages
        self._window = window
        area.page_made.connect(self._wire)

    def add(self, word: str) -> None:
        """Have a word searched whole from now on."""
        self._session.keep(partial(Workspace.add_words, words=[word]), partial(self._on_added, word))

    def show(self) -> None:
        """Show the words that there are."""
        self._session.run(_listed, done=self._on_listed)

    def _wire(self, page: ReadingPage) -> None:
        page.marking.word_requested.connect(self.add)

    def _on_listed(self, words: Sequence[str]) -> None:
        from ui.window.searching.words_dialog import WordsDialog

        dialog = WordsDialog(words, self._window)
        dialog.added.connect(partial(self._add_in, dialog))
        dialog.deleted.connect(partial(self._delete_in, dialog))
        dialog.open()

    def _add_in(self, dialog: WordsDialog, word: str) -> None:
        self._session.keep(partial(Workspace.add_words, words=[word]), partial(self._on_changed_in, dialog))

    def _delete_in(self, dialog: WordsDialog, words: Sequence[str]) -> None:
        self._session.keep(partial(Workspace.forget_words, words=words), partial(self._on_changed_in, dialog))

    def _on_changed_in(self, dialog: WordsDialog, _changes: Changes) -> None:
        self._session.update_index()
        self._session.run(_listed, done=partial(_show_in, dialog))

    def _on_added(self, word: str, changes: Changes) -> None:
        if changes:
            self._session.update_index()
            self._messages.offer_undo(_("检索时不再拆开“{word}”").format(word=word), self._desk.undo)
        else:
            self._messages.info(_("“{word}”已经是检索用词").format(word=word), _("查看"), self.show)


def _listed(workspace: Workspace) -> list[str]:
    return workspace.library.words.listed()


def _show_in(dialog: WordsDialog, words: Sequence[str]) -> None:
    if isValid(dialog):  # it may be closed by now
        dialog.show_words(words)
