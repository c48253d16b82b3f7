"""Side panels that fold away by themselves when the window becomes narrow, and come back when it is wide again."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget


class PanelFolding(QObject):
    """One panel with its action.

    What the user wants in a wide window and in a narrow one is kept apart: a panel opened in a narrow window does not come back
    at the next narrow one.

    Signals:
        changed: Whether the panel is shown.
    """

    changed = Signal(bool)

    def __init__(self, panel: QWidget, action: QAction, least_width: int) -> None:
        """Tie a panel to its action.

        Args:
            panel: Shown or hidden.
            action: Checkable; follows and is followed.
            least_width: Of the window, in device-independent pixels, below which the panel folds away.
        """
        super().__init__(panel)
        self._panel = panel
        self._action = action
        self._least = least_width
        self._wanted = True
        self._narrow = False
        action.setChecked(True)

    @property
    def wanted(self) -> bool:
        """Whether the user wants the panel where there is room for it."""
        return self._wanted

    def want(self, wanted: bool) -> None:
        """Say whether the panel is wanted where there is room for it."""
        self._wanted = wanted
        if not self._narrow:
            self._show(wanted)

    def toggle(self) -> None:
        """Show or hide the panel now, as the user asks."""
        shown = self._panel.isHidden()
        if not self._narrow:
            self._wanted = shown
        self._show(shown)

    def reveal(self) -> None:
        """Show the panel now: something in it is asked for."""
        self._show(True)

    def fit(self, width: int) -> None:
        """Take the width of the window."""
        narrow = width < self._least
        if narrow != self._narrow:
            self._narrow = narrow
            self._show(self._wanted and not narrow)

    def _show(self, shown: bool) -> None:
        self._action.setChecked(shown)
        if self._panel.isHidden() == shown:
            self._panel.setVisible(shown)
            self.changed.emit(shown)
