"""A round button for one annotation colour: in the annotation bar and in the filter of the notes panel."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QIcon, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QAbstractButton, QMenu, QWidget

from ui.translation import _
from ui.window.mark_lines import draw_mark_line
from ui.window.theme import Theme
from ui.wording import color_word

_SIZE = 24


class ColorDot(QAbstractButton):
    """A dot in a highlight colour with the line of that colour in it; a ring says that it is on.

    Attributes:
        color: Name of the annotation colour.

    Signals:
        color_names_wanted: The user asks to call the colours otherwise.
    """

    color_names_wanted = Signal()

    def __init__(self, theme: Theme, color: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.color = color
        self._theme = theme
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.call(color_word(color))

    def call(self, name: str, hint: str = "") -> None:
        """Be called otherwise.

        Args:
            name: Of the colour.
            hint: What the mouse is told; the name where empty.
        """
        self.setAccessibleName(name)
        self.setToolTip(hint or name)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer to call the colours otherwise."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(_("颜色名称…"), self.color_names_wanted.emit)
        menu.popup(event.globalPos())

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


def dot_icon(theme: Theme, color: str, *, ticked: bool = False) -> QIcon:
    """Give a small dot of an annotation colour for a menu; a ticked one is filled with the colour of its line."""
    pixmap = QPixmap(32, 32)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(theme.color(f"highlight-{color}"))
    painter.setPen(QPen(theme.color(f"mark-{color}"), 3))
    painter.drawEllipse(QRectF(4, 4, 24, 24))
    if ticked:
        painter.setBrush(theme.color(f"mark-{color}"))
        painter.drawEllipse(QRectF(11, 11, 10, 10))
    painter.end()
    pixmap.setDevicePixelRatio(2)
    return QIcon(pixmap)
