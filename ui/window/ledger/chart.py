"""A bar for each body: how many tasks it has, and how many of them it leads. A click narrows the table to the body."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QScrollArea, QToolTip, QWidget

from ui.ledger import BodyRows
from ui.translation import _, counted
from ui.window.fonts import font, program_family
from ui.window.painting import draw_elided
from ui.window.theme import Theme

_ROW = 25
_HEAD = 26
_MARGIN = 12
_BAR = 9
_NAME_SHARE = 0.46
"""Of the width: names of bodies are long, and a bar is read by its length beside others."""
_COUNT = 26


class BodyChart(QWidget):
    """Bars of bodies, those with most tasks first.

    Signals:
        body_chosen: Name of the body to narrow to; empty to lift that.
    """

    body_chosen = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._bodies: Sequence[BodyRows] = ()
        self._chosen = ""
        self._at = 0
        self._under = -1
        family = program_family()
        self._font, self._small = font(family, 13), font(family, 11)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(_("各单位的任务数"))
        self.setMinimumWidth(200)

    def set_bodies(self, bodies: Sequence[BodyRows]) -> None:
        """Show bodies."""
        self._bodies = bodies
        self._at = min(self._at, max(len(bodies) - 1, 0))
        self.setFixedHeight(self.sizeHint().height())
        self._describe()
        self.update()

    def set_chosen(self, name: str) -> None:
        """Mark the body that the table is narrowed to; none where empty."""
        self._chosen = name
        self.update()

    def set_theme(self, theme: Theme) -> None:
        """Draw in another theme."""
        self._theme = theme
        self.update()

    def sizeHint(self) -> QSize:
        """All bars, one below the other."""
        return QSize(280, _HEAD + len(self._bodies) * _ROW + _MARGIN)

    def row_rect(self, place: int) -> QRect:
        """Give where a body is drawn."""
        return QRect(0, _HEAD + place * _ROW, self.width(), _ROW)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the legend and the bars in sight."""
        if not self._bodies:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._draw_legend(painter)
        most = len(self._bodies[0].rows)
        for place, body in enumerate(self._bodies):
            if self.row_rect(place).intersects(event.rect()):
                self._draw(painter, place, body, most)

    def _draw_legend(self, painter: QPainter) -> None:
        left = _MARGIN
        painter.setFont(self._small)
        for role, words in (("seal", _("牵头或列首位")), ("mark-blue", _("其他"))):
            self._fill(painter, QRect(left, 8, _BAR, _BAR), role)
            painter.setPen(self._theme.color("ink2"))
            left += _BAR + 5
            left += draw_elided(painter, QRect(left, 3, self.width() - left, 20), words) + 14

    def _draw(self, painter: QPainter, place: int, body: BodyRows, most: int) -> None:
        theme, row = self._theme, self.row_rect(place)
        chosen = body.name == self._chosen
        if chosen:
            painter.fillRect(row, theme.color("seal-soft"))
        elif place == self._under:
            painter.fillRect(row, theme.color("hover"))
        if place == self._at and self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(theme.color("focus"))
            painter.drawRoundedRect(row.adjusted(2, 1, -3, -2), 4, 4)
        name_width = int((self.width() - 2 * _MARGIN) * _NAME_SHARE)
        painter.setFont(self._font)
        painter.setPen(theme.color("seal" if chosen else "ink"))
        name = QRect(_MARGIN, row.top(), name_width - 8, row.height())
        draw_elided(painter, name, body.name, Qt.TextElideMode.ElideMiddle)
        left = _MARGIN + name_width
        room = self.width() - left - _MARGIN - _COUNT
        whole = max(round(room * len(body.rows) / most), 3)
        led = round(whole * body.leads / len(body.rows))
        top = row.center().y() - _BAR // 2
        self._fill(painter, QRect(left, top, whole, _BAR), "mark-blue")
        self._fill(painter, QRect(left, top, led, _BAR), "seal")
        painter.setFont(self._small)
        painter.setPen(theme.color("ink2"))
        draw_elided(painter, QRect(left + whole + 6, row.top(), _COUNT + 8, row.height()), str(len(body.rows)))

    def _fill(self, painter: QPainter, rect: QRect, role: str) -> None:
        if rect.width() > 0:
            painter.fillRect(rect, self._theme.color(role))

    # Mouse and keys

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Narrow to the body under the mouse, or lift that."""
        place = self._place_at(event.position().toPoint().y())
        if place >= 0 and event.button() == Qt.MouseButton.LeftButton:
            self._at = place
            self._choose(place)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show which bar the mouse is on."""
        self._under = self._place_at(event.position().toPoint().y())
        self.setCursor(Qt.CursorShape.PointingHandCursor if self._under >= 0 else Qt.CursorShape.ArrowCursor)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """The mouse is on no bar."""
        self._under = -1
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The arrows go from bar to bar, Enter narrows to one."""
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        ends = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: len(self._bodies) - 1}
        key = Qt.Key(event.key())
        if not self._bodies:
            super().keyPressEvent(event)
        elif key in steps or key in ends:
            self._go(ends.get(key, self._at + steps.get(key, 0)))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._choose(self._at)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where the keyboard is."""
        super().focusInEvent(event)
        self.update()

    def event(self, event: QEvent) -> bool:
        """Tell a body's whole name and figures where the mouse rests."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            place = self._place_at(event.pos().y())
            if place >= 0:
                QToolTip.showText(event.globalPos(), self._told(self._bodies[place]), self)
            else:
                QToolTip.hideText()
            return True
        return super().event(event)

    def _go(self, place: int) -> None:
        self._at = min(max(place, 0), len(self._bodies) - 1)
        self._describe()
        self.update()
        self._reveal()

    def _reveal(self) -> None:
        viewport = self.parentWidget()
        area = viewport.parentWidget() if viewport else None
        if isinstance(area, QScrollArea):
            center = self.row_rect(self._at).center()
            area.ensureVisible(center.x(), center.y(), 0, _ROW)

    def _choose(self, place: int) -> None:
        name = self._bodies[place].name
        self.body_chosen.emit("" if name == self._chosen else name)

    def _place_at(self, y: int) -> int:
        place = (y - _HEAD) // _ROW
        return place if y >= _HEAD and place < len(self._bodies) else -1

    def _describe(self) -> None:
        self.setAccessibleDescription(self._told(self._bodies[self._at]) if self._bodies else "")

    @staticmethod
    def _told(body: BodyRows) -> str:
        return counted("{name}：{count} 项，牵头或列首位 {leads} 项", len(body.rows)).format(
            name=body.name, count=len(body.rows), leads=body.leads
        )
