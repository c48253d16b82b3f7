"""The notes of the highlights under the mouse, shown beside them while the mouse rests there: Markdown, as in the cards."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from ui.placed import PlacedAnnotation
from ui.window.fonts import font, program_family
from ui.window.notes.markdown import NoteDocument, note_document
from ui.window.page.floating import SHADOW, Floating
from ui.window.theme import Theme

_WIDTH = 320
_LONGEST = 600
"""Characters of a note that are shown; who wants more opens the notes panel."""


class NoteHint(Floating):
    """A small sheet with the notes of one or several highlights; it takes no mouse events."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        layout = self._column = QVBoxLayout(self)
        layout.setContentsMargins(SHADOW + 12, SHADOW + 8, SHADOW + 12, SHADOW + 8)
        layout.setSpacing(8)
        self._sheets: list[_Sheet] = []

    def words(self) -> str:
        """Give what is shown, as plain words."""
        return "\n\n".join(sheet.document.toPlainText() for sheet in self._sheets)

    def show_notes(self, annotations: Sequence[PlacedAnnotation], beside: QRect, within: QRect) -> None:
        """Show the notes of some highlights under ``beside``, or above it where there is no room.

        Args:
            annotations: Those without a note are left out; if none has one, nothing is shown.
            beside: The line under the mouse, in the parent's coordinates.
            within: The part of the parent to stay in.
        """
        for sheet in self._sheets:
            self._column.removeWidget(sheet)
            sheet.hide()
            sheet.deleteLater()
        told = [words for one in annotations if (words := _worded(one))]
        self._sheets = [_Sheet(words, self) for words in told]
        if not told:
            self.hide()
            return
        for sheet in self._sheets:
            self._column.addWidget(sheet)
            sheet.show()
        self._column.activate()
        self.adjustSize()
        height = self.height() - 2 * SHADOW
        below = beside.bottom() + 6
        top = below if below + height <= within.bottom() else beside.top() - 6 - height
        self.float_at(beside.left(), top, within)


class _Sheet(QWidget):
    """One note."""

    def __init__(self, words: str, parent: QWidget) -> None:
        super().__init__(parent)
        of = font(program_family(), 13)
        self.document: NoteDocument = note_document(words, of, _WIDTH)
        widest = min(_WIDTH, int(self.document.idealWidth()) + 4)
        self.document.setTextWidth(widest)
        self.setFixedSize(widest, int(self.document.size().height()) + 1)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the note."""
        self.document.drawContents(QPainter(self))


def _worded(placed: PlacedAnnotation) -> str:
    note = placed.annotation.note
    if len(note) > _LONGEST:
        note = note[:_LONGEST] + "…"
    tags = "　".join(f"\\# {tag}" for tag in placed.annotation.tags)
    return "\n\n".join(part for part in (note, tags) if part)
