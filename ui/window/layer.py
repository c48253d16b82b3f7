"""What covers the page for a while: search results, the ledger, all annotations, a review, a comparison."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget


class Layer(QObject):
    """Covers the page, which stays as it is beneath, and leaves it again.

    Signals:
        opening: The layer is about to be shown.
        shown_changed: Whether it is shown.
    """

    opening = Signal()
    shown_changed = Signal(bool)

    def __init__(self, layers: QStackedWidget, cover: QWidget, parent: QObject | None = None) -> None:
        """Take a place over the page.

        Args:
            layers: The page and what covers it; the page is the first.
            cover: What is shown; becomes one of the layers.
            parent: The window.
        """
        super().__init__(parent)
        self._layers = layers
        self._covering = cover
        layers.addWidget(cover)

    def is_shown(self) -> bool:
        """Tell whether it covers the page."""
        return self._layers.currentWidget() is self._covering

    def leave(self) -> None:
        """Go back to the page."""
        if self.is_shown():
            self._uncover()
            self._give_keyboard()

    def _cover(self) -> bool:
        """Come over the page; tells whether it was not there before."""
        self.opening.emit()
        if self.is_shown():
            return False
        self._layers.setCurrentWidget(self._covering)
        self.shown_changed.emit(True)
        return True

    def _uncover(self) -> None:
        """Show the page, and leave the keyboard where it is."""
        # First the room, then the page: it must not be laid out for a width that lasts a moment.
        self.shown_changed.emit(False)
        self._layers.setCurrentWidget(self._layers.widget(0))

    def _give_keyboard(self) -> None:
        """Give the keyboard to what is on top."""
        top = self._layers.currentWidget()
        (top.focusProxy() or top).setFocus(Qt.FocusReason.OtherFocusReason)
