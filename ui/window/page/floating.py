"""What floats over the page for a moment: a rounded surface with a soft shadow of its own."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from ui.window.theme import Theme

SHADOW = 14
"""Room around the surface for its shadow, in pixels; widgets inside keep their layout clear of it."""
_CORNER = 10


class Floating(QWidget):
    """A surface that lies above its parent's other children."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.hide()

    def set_theme(self, theme: Theme) -> None:
        """Draw in the colours of another theme."""
        self._theme = theme
        self.update()

    def surface(self) -> QRect:
        """Give what is seen of it, without the shadow, in the parent's coordinates."""
        return self.geometry().adjusted(SHADOW, SHADOW, -SHADOW, -SHADOW)

    def float_at(self, left: int, top: int, within: QRect) -> None:
        """Show it with the corner of its surface at a place, moved sideways as far as needed to stay inside ``within``."""
        self.adjustSize()
        width = self.width() - 2 * SHADOW
        left = max(within.left(), min(left, within.right() - width))
        self.move(left - SHADOW, top - SHADOW)
        self.raise_()
        self.show()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw shadow and surface."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        surface = QRectF(self.rect()).adjusted(SHADOW, SHADOW, -SHADOW, -SHADOW)
        shadow = QColor(self._theme.color("shadow"))
        strength = shadow.alphaF() / 5
        painter.setPen(Qt.PenStyle.NoPen)
        for spread in range(SHADOW - 4, 0, -1):
            shadow.setAlphaF(strength * (1 - spread / SHADOW) ** 2)
            painter.setBrush(shadow)
            painter.drawRoundedRect(
                surface.adjusted(-spread, -spread + 3, spread, spread + 3), _CORNER + spread, _CORNER + spread
            )
        painter.setBrush(self._theme.color("pop"))
        painter.setPen(QPen(self._theme.color("pop-line"), 1))
        painter.drawRoundedRect(surface.adjusted(0.5, 0.5, -0.5, -0.5), _CORNER, _CORNER)
