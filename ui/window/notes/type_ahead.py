"""Keeps what is typed between the wish to write a note and its editor: on the page, where it would go, letters are commands."""

from __future__ import annotations

import shiboken6
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit

from ui.window.notes.editors import NoteEditor, TagEditor

_COMMANDS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier


class TypeAhead(QObject):
    """What is typed on a page for one editor that is to open.

    Attributes:
        words: So far.
    """

    def __init__(self, page: QTextEdit | QPlainTextEdit, parent: QObject) -> None:
        """Listen, until ``end`` or ``give``.

        Args:
            page: Has the keyboard.
            parent: The owner.
        """
        super().__init__(parent)
        self.words = ""
        self._watched: list[QObject] = [page, page.viewport()]
        for watched in self._watched:
            watched.installEventFilter(self)

    def end(self) -> None:
        """Leave the keys to the page again; what was typed so far is kept for the editor."""
        for watched in self._watched:
            if shiboken6.isValid(watched):  # a page may be closed meanwhile
                watched.removeEventFilter(self)
        self._watched = []

    def give(self, editor: NoteEditor | TagEditor | None) -> None:
        """Let an editor that has opened have the words, as if they were typed in it; with none, drop them."""
        self.end()
        words, self.words = self.words, ""
        if isinstance(editor, NoteEditor):
            editor.insertPlainText(words)
        elif editor is not None and words:
            editor.insert(words.replace("\n", " "))
            editor.textEdited.emit(editor.text())
        self.deleteLater()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take what is typed; commands with Ctrl and the keys that scroll stay the page's."""
        if isinstance(event, QKeyEvent):
            return self._takes(event)
        if isinstance(event, QInputMethodEvent):
            self.words += event.commitString()
            return True
        if event.type() == QEvent.Type.MouseButtonPress:
            self.end()  # the user is about something else
        return False

    def _takes(self, event: QKeyEvent) -> bool:
        key, words = event.key(), event.text()
        if event.modifiers() & _COMMANDS:
            return False
        if event.type() == QEvent.Type.ShortcutOverride:
            event.setAccepted(key == Qt.Key.Key_Escape or (words.isprintable() and bool(words)))
            return event.isAccepted()
        if event.type() != QEvent.Type.KeyPress:
            return False
        if key == Qt.Key.Key_Escape:
            self.words = ""
            self.end()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.words += "\n"
        elif key == Qt.Key.Key_Backspace:
            self.words = self.words[:-1]
        elif words and words.isprintable():
            self.words += words
        else:
            return key == Qt.Key.Key_Delete  # would delete what is chosen
        return True
