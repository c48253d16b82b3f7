"""A button that lets several of a few things be chosen: its menu stays open while they are ticked."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QMouseEvent, QPaintEvent, QPalette
from PySide6.QtWidgets import QMenu, QPushButton, QSizePolicy, QStyle, QStyleOptionButton, QStylePainter, QWidget

from ui.translation import _
from ui.window.painting import draw_elided
from ui.window.pressing import forgets_mouse

_LEAST = 120
_LEFT, _RIGHT = 10, 28
"""Pixels beside the words: as in a box of choices, and where the arrow stands."""


class StayingMenu(QMenu):
    """A menu that a click or the space bar on a thing that can be ticked does not close; Enter and Esc do."""

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Tick and stay."""
        if not self._tick(self.actionAt(event.position().toPoint())):
            super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tick and stay."""
        if event.key() != Qt.Key.Key_Space or not self._tick(self.activeAction()):
            super().keyPressEvent(event)

    def _tick(self, action: QAction | None) -> bool:
        if action is None or not action.isCheckable() or not action.isEnabled():
            return False
        action.trigger()
        return True


class Several(QPushButton):
    """Says what is chosen, 全部 where nothing is, and opens the menu in which it is.

    Signals:
        chosen_changed: Something else is chosen.
    """

    chosen_changed = Signal()

    def __init__(self, name: str, choices: Mapping[str, str], parent: QWidget | None = None) -> None:
        """Make the button.

        Args:
            name: What is chosen here, for who cannot see it.
            choices: What there is to choose, with its words.
            parent: Where it stands.
        """
        super().__init__(parent)
        self.setObjectName("several")
        self.setAutoDefault(False)  # Enter means the dialog
        self._name = name
        menu = StayingMenu(self)
        menu.setObjectName("several")
        for value, words in choices.items():
            action = menu.addAction(words.replace("&", "&&"))
            action.setData(value)
            action.setCheckable(True)
            action.toggled.connect(self._tell)
        self.setMenu(menu)
        forgets_mouse(self)
        self.setEnabled(bool(choices))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(_LEAST)
        self._label()

    def chosen(self) -> frozenset[str]:
        """Give what is chosen; nothing stands for all."""
        return frozenset(action.data() for action in self.menu().actions() if action.isChecked())

    def choose(self, *values: str) -> None:
        """Choose these and no others."""
        for action in self.menu().actions():
            action.setChecked(action.data() in values)

    def _tell(self) -> None:
        self._label()
        self.chosen_changed.emit()

    def _label(self) -> None:
        words = [action.text().replace("&&", "&") for action in self.menu().actions() if action.isChecked()]
        self.setText(_("、").join(words) or _("全部"))
        self.setToolTip(self.text() if words else "")
        self.setAccessibleName(f"{self._name}{_('：')}{self.text()}")

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the words as far as there is room, to the left as in a box of choices."""
        option = QStyleOptionButton()
        self.initStyleOption(option)
        painter = QStylePainter(self)
        painter.drawControl(QStyle.ControlElement.CE_PushButtonBevel, option)
        group = QPalette.ColorGroup.Active if self.isEnabled() else QPalette.ColorGroup.Disabled
        painter.setPen(self.palette().color(group, QPalette.ColorRole.ButtonText))
        draw_elided(painter, self.rect().adjusted(_LEFT, 0, -_RIGHT, 0), self.text())
