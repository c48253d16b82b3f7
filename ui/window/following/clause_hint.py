"""The clause that a reference means, shown beside the reference while the mouse rests there."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from ui.following import Meaning, told
from ui.translation import _
from ui.window.page.floating import SHADOW, Floating
from ui.window.theme import Theme

_WIDTH = 400
_GAP = 6


class ClauseHint(Floating):
    """A small sheet with the heading and the words of a clause; it takes no mouse events."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._heading = _label()
        self._heading.setProperty("voice", "heading")
        self._words = _label()
        self._foot = _label()
        self._foot.setProperty("voice", "hint")
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(SHADOW + 14, SHADOW + 10, SHADOW + 14, SHADOW + 10)
        column.setSpacing(6)
        for label in (self._heading, self._words, self._foot):
            column.addWidget(label)

    def show_meaning(self, meaning: Meaning, beside: QRect, within: QRect) -> None:
        """Show a meaning under ``beside``, or above it where there is no room.

        Args:
            meaning: Of the reference under the mouse.
            beside: Its line, in the parent's coordinates.
            within: The part of the parent to stay in.
        """
        self._heading.setText(told(meaning))
        self._words.setText(meaning.words)
        self._words.setVisible(bool(meaning.words))
        self._foot.setText(_("按住 Ctrl 单击前往 · Alt+← 返回"))
        self._foot.setVisible(meaning.span is not None)
        for label in (one for one in (self._heading, self._words, self._foot) if one.text()):
            widest = max(label.fontMetrics().horizontalAdvance(line) for line in label.text().splitlines())
            label.setFixedWidth(min(_WIDTH, widest + 6))
            label.setFixedHeight(label.heightForWidth(label.width()))
        self._column.activate()
        self.adjustSize()
        height = self.height() - 2 * SHADOW
        below = beside.bottom() + _GAP
        top = below if below + height <= within.bottom() else max(beside.top() - _GAP - height, within.top())
        self.float_at(beside.left(), top, within)

    def words(self) -> str:
        """Give what is shown; empty while hidden."""
        labels = (self._heading, self._words, self._foot)
        return "\n".join(label.text() for label in labels if not label.isHidden()) if not self.isHidden() else ""


def _label() -> QLabel:
    label = QLabel(wordWrap=True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label
