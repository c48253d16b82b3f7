"""The page and what covers it: they share one room, and only what is in front decides how much of it is needed."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QStackedWidget, QWidget


class Layers(QStackedWidget):
    """A stack that is no wider than its front: a ledger that was looked at once must not squeeze the panels beside the page."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.currentChanged.connect(lambda _place: self.updateGeometry())

    def minimumSizeHint(self) -> QSize:
        """Give what the front needs."""
        front = self.currentWidget()
        return super().minimumSizeHint() if front is None else front.minimumSizeHint()
