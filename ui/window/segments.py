"""A row of words of which one is chosen: 文库 / 目录 / 任务, and the three lists of a search."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QMargins, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QPushButton, QSizePolicy, QWidget

_BEFORE_GAP = 1_000


class Segments(QFrame):
    """Buttons of which exactly one is checked; the arrow keys move between them.

    Signals:
        chosen: Number of the button that became the chosen one, by the user or by ``choose``.
    """

    chosen = Signal(int)

    def __init__(
        self, labels: Sequence[str], name: str, parent: QWidget | None = None, *, stretch: bool = True
    ) -> None:
        """Make the row.

        Args:
            labels: Words of the buttons.
            name: Object name, for the style sheet.
            parent: The owner.
            stretch: Whether the buttons share the whole width.
        """
        super().__init__(parent)
        self.setObjectName(name)
        self._group = QButtonGroup(self)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(*((2, 2, 2, 2) if stretch else (0, 0, 0, 0)))
        self._row.setSpacing(0 if stretch else 18)
        for number, label in enumerate(labels):
            button = _Segment(label)
            button.setCheckable(True)
            button.setAutoDefault(False)
            button.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
            self._group.addButton(button, number)
            # Long words get more of the width than short ones.
            self._row.addWidget(button, button.sizeHint().width() if stretch else 0)
        self._group.idToggled.connect(self._toggled)
        self._group.button(0).setChecked(True)

    def choose(self, number: int) -> None:
        """Choose a button."""
        self._group.button(number).setChecked(True)

    def current(self) -> int:
        """Give the number of the chosen button."""
        return self._group.checkedId()

    def set_label(self, number: int, label: str) -> None:
        """Change the words of a button."""
        self._group.button(number).setText(label)

    def set_shown(self, number: int, shown: bool) -> None:
        """Offer a button, or not."""
        self._group.button(number).setVisible(shown)

    def add_at_end(self, *widgets: QWidget) -> None:
        """Put something at the right end of the row."""
        self._row.addStretch(1)
        for widget in widgets:
            # What may be cut takes the room that is left, before the gap, and none from the words: a layout squeezes all alike.
            cut = widget.sizePolicy().horizontalPolicy() == QSizePolicy.Policy.Maximum
            self._row.addWidget(widget, _BEFORE_GAP if cut else 0)

    def _toggled(self, number: int, checked: bool) -> None:
        # Tab comes to the chosen one. Qt lets it come to the one that had the keyboard last, which may be hidden by now.
        tab = Qt.FocusPolicy.StrongFocus if checked else Qt.FocusPolicy.ClickFocus
        self._group.button(number).setFocusPolicy(tab)
        if checked:
            self.chosen.emit(number)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move with the arrow keys."""
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        shown = [
            number for number in map(self._group.id, self._group.buttons()) if not self._group.button(number).isHidden()
        ]
        wanted = shown[(shown.index(self.current()) + step) % len(shown)]
        self.choose(wanted)
        self._group.button(wanted).setFocus(Qt.FocusReason.TabFocusReason)


class _Segment(QPushButton):
    """A button with room for its words in bold: chosen, they are, and the style sheet measures them as they were before."""

    def sizeHint(self) -> QSize:
        """Give the size with the words in bold."""
        hint = super().sizeHint()
        bold = QFont(self.font())
        bold.setWeight(QFont.Weight.DemiBold)
        wider = QFontMetrics(bold).horizontalAdvance(self.text()) - self.fontMetrics().horizontalAdvance(self.text())
        return hint.grownBy(QMargins(0, 0, max(0, wider), 0))
