"""The note of the highlight under the mouse, shown beside it while the mouse rests there."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from ui.placed import PlacedAnnotation
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
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SHADOW + 12, SHADOW + 8, SHADOW + 12, SHADOW + 8)
        self._words = QLabel()
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setWordWrap(True)
        layout.addWidget(self._words)

    def show_notes(self, annotations: Sequence[PlacedAnnotation], beside: QRect, within: QRect) -> None:
        """Show the notes of some highlights under ``beside``, or above it where there is no room.

        Args:
            annotations: Those without a note are left out; if none has one, nothing is shown.
            beside: The line under the mouse, in the parent's coordinates.
            within: The part of the parent to stay in.
        """
        words = "\n\n".join(_worded(one) for one in annotations if one.annotation.note or one.annotation.tags)
        if not words:
            self.hide()
            return
        self._words.setText(words)
        metrics = self._words.fontMetrics()
        widest = max(metrics.horizontalAdvance(line) for line in words.splitlines() or [words])
        self._words.setFixedWidth(min(_WIDTH, widest + 4))
        self._words.setFixedHeight(self._words.heightForWidth(self._words.width()))
        self.adjustSize()
        height = self.height() - 2 * SHADOW
        below = beside.bottom() + 6
        top = below if below + height <= within.bottom() else beside.top() - 6 - height
        self.float_at(beside.left(), top, within)


def _worded(placed: PlacedAnnotation) -> str:
    note = placed.annotation.note
    if len(note) > _LONGEST:
        note = note[:_LONGEST] + "…"
    tags = "　".join(f"# {tag}" for tag in placed.annotation.tags)
    return "\n".join(part for part in (note, tags) if part)
