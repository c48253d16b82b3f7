"""A round button for one annotation colour: in the annotation bar and in the filter of the notes panel."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QAbstractButton, QWidget

from ui.window.mark_lines import draw_mark_line
from ui.window.theme import Theme
from ui.wording import color_word

_SIZE = 24


class ColorDot(QAbstractButton):
    """A dot in a highlight colour with the line of that colour in it; a ring says that it is on.

    Attributes:
        color: Name of the annotation colour.
    """

    def __init__(self, theme: Theme, color: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.color = color
        self._theme = theme
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setAccessibleName(color_word(color))
        self.setToolTip(color_word(color))

    def set_theme(self, theme: Theme) -> None:
        """Draw in the colours of another theme."""
        self._theme = theme
        self.update()

    def sizeHint(self) -> QSize:
        """Give the size that the dot and its ring need."""
        return QSize(_SIZE, _SIZE)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw dot, line and ring."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        mark = self._theme.color(f"mark-{self.color}")
        around = QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5)
        ringed = self.isChecked() or self.underMouse() or self.hasFocus()
        painter.setBrush(self._theme.color(f"highlight-{self.color}"))
        painter.setPen(QPen(mark, 2) if ringed else Qt.PenStyle.NoPen)
        painter.drawEllipse(around)
        if not self.isEnabled():
            return
        draw_mark_line(painter, self.color, mark, around.left() + 5, around.right() - 5, around.center().y() + 3)


def dot_icon(theme: Theme, color: str) -> QIcon:
    """Give a small dot of an annotation colour for a menu."""
    pixmap = QPixmap(32, 32)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(theme.color(f"highlight-{color}"))
    painter.setPen(QPen(theme.color(f"mark-{color}"), 3))
    painter.drawEllipse(QRectF(4, 4, 24, 24))
    painter.end()
    pixmap.setDevicePixelRatio(2)
    return QIcon(pixmap)
