"""The editors that open inside a card: a plain one for the note, one with completion for the tags."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from PySide6.QtCore import QStringListModel, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QCompleter, QFrame, QLineEdit, QPlainTextEdit, QWidget

from ui.translation import _

_DRAFT_MS = 300
_SAVE_MS = 2000
_SEPARATORS = re.compile(r"[\s,，、;；#＃]+")
_FEWEST_LINES, _MOST_LINES = 3, 12


class NoteEditor(QPlainTextEdit):
    """Edits a note.

    Signals:
        draft(str): What is being typed, shortly after.
        rested(str): Nothing was typed for two seconds: this can be saved.
        height_changed(int): It needs this many pixels now.
    """

    draft = Signal(str)
    rested = Signal(str)
    height_changed = Signal(int)

    def __init__(self, annotation: str, parent: QWidget) -> None:
        """Make an empty editor.

        Args:
            annotation: Id of the annotation whose note it is.
            parent: The list's viewport.
        """
        super().__init__(parent)
        self.annotation = annotation
        self.saved: str | None = None
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabChangesFocus(True)
        self.setAccessibleName(_("批注内容"))
        self.setPlaceholderText(_("写下批注，点到别处即保存"))
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self._draft_timer = self._timer(_DRAFT_MS, self._tell_draft)
        self._save_timer = self._timer(_SAVE_MS, self._tell_rest)

    def begin(self, note: str) -> None:
        """Take the note as it is saved, once; what was typed since is never overwritten."""
        if self.saved is not None:
            return
        self.saved = note
        self.setPlainText(note)
        self.moveCursor(self.textCursor().MoveOperation.End)
        self.textChanged.connect(self._typed)

    def needed_height(self) -> int:
        """Give the height that shows all of the note, within limits, in pixels."""
        lines = max(_FEWEST_LINES, min(_MOST_LINES, round(self.document().size().height())))
        return lines * self.fontMetrics().lineSpacing() + 14

    def _timer(self, milliseconds: int, then: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(milliseconds)
        timer.timeout.connect(then)
        return timer

    def _typed(self) -> None:
        if not self._draft_timer.isActive():
            self._draft_timer.start()
        self._save_timer.start()
        if self.needed_height() != self.height():
            self.height_changed.emit(self.needed_height())

    def _tell_draft(self) -> None:
        self.draft.emit(self.toPlainText())

    def _tell_rest(self) -> None:
        self.rested.emit(self.toPlainText())


class TagEditor(QLineEdit):
    """Edits tags as words with spaces between, and completes the last one from tags that exist."""

    def __init__(self, annotation: str, known: Iterable[str], parent: QWidget) -> None:
        """Make an empty editor.

        Args:
            annotation: Id of the annotation whose tags they are.
            known: Tags to complete from.
            parent: The list's viewport.
        """
        super().__init__(parent)
        self.annotation = annotation
        self._begun = False
        self.setAccessibleName(_("标签"))
        self.setPlaceholderText(_("标签，以空格分隔"))
        self._completer = QCompleter(QStringListModel(sorted(known), self), self)
        self._completer.setWidget(self)
        self._completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self._completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._completer.activated.connect(self._complete)
        self.textEdited.connect(self._suggest)

    def begin(self, tags: Iterable[str]) -> None:
        """Take the tags as they are saved, once."""
        if not self._begun:
            self._begun = True
            self.setText("".join(f"{tag} " for tag in tags))

    def tags(self) -> list[str]:
        """Give the tags as typed, each once."""
        return list(dict.fromkeys(tag for tag in _SEPARATORS.split(self.text()) if tag))

    def take_suggestion(self) -> bool:
        """Complete the last tag by what is suggested; tell whether anything was."""
        popup = self._completer.popup()
        if not popup.isVisible():
            return False
        chosen = popup.currentIndex().data()
        popup.hide()
        self._complete(str(chosen))
        return True

    def _suggest(self) -> None:
        last = _SEPARATORS.split(self.text())[-1]
        self._completer.setCompletionPrefix(last)
        if last and self._completer.completionCount() and self._completer.currentCompletion() != last:
            self._completer.complete()
            self._completer.popup().setCurrentIndex(self._completer.completionModel().index(0, 0))
        else:
            self._completer.popup().hide()

    def _complete(self, tag: str) -> None:
        last = _SEPARATORS.split(self.text())[-1]
        self.setText(f"{self.text()[: len(self.text()) - len(last)]}{tag} ")

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Go on behind the last tag instead of replacing them all."""
        super().focusInEvent(event)
        self.end(False)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the suggestions away with the focus."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self._completer.popup().hide()
