"""What lies under the mouse: the annotation that a click chooses, and the note that shows while the mouse rests."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QPointF, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QAbstractScrollArea

from reader.model import Span
from ui.placed import PlacedAnnotation
from ui.window.page.highlights import HighlightLayer
from ui.window.page.note_hint import NoteHint
from ui.window.page.text_bridge import TextBridge
from ui.window.theme import Theme

_REST_MS = 350


class UnderMouse(QObject):
    """Follows the mouse over the page.

    Attributes:
        hint: Shows the notes of what the mouse rests on.

    Signals:
        chosen(PlacedAnnotation): An annotation was clicked.
    """

    chosen = Signal(object)

    def __init__(
        self,
        theme: Theme,
        page: QAbstractScrollArea,
        layer: HighlightLayer,
        lines_of: Callable[[Sequence[Span]], list[QRect]],
    ) -> None:
        """Watch over a page.

        Args:
            theme: For the hint.
            page: The hint floats on it.
            layer: Knows which annotations cover what.
            lines_of: Gives the visible lines of spans in the page's coordinates.
        """
        super().__init__(page)
        self.hint = NoteHint(theme, page)
        self._page = page
        self._layer = layer
        self._lines_of = lines_of
        self._bridge: TextBridge | None = None
        self._at = QPointF()
        self._last_chosen = ""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_REST_MS)
        self._timer.timeout.connect(self._show_hint)

    def set_document(self, bridge: TextBridge) -> None:
        """Take another document."""
        self._bridge = bridge
        self.forget()

    def annotations(self, point: QPointF) -> list[PlacedAnnotation]:
        """Give the annotations under a point of the viewport, the newest first."""
        offset = self.exactly(point)
        return [] if offset is None else self._layer.at(offset)

    def exactly(self, point: QPointF) -> int | None:
        """Give the offset of the character under a point of the viewport; None beside the words."""
        if self._bridge is None:
            return None
        return self._bridge.offset_at(point + QPointF(0, self._page.verticalScrollBar().value()))

    def gap(self, point: QPointF) -> int:
        """Give the offset of the gap between characters that lies nearest to a point of the viewport."""
        down = QPointF(0, self._page.verticalScrollBar().value())
        return self._bridge.nearest(point + down) if self._bridge is not None else 0

    def offset(self) -> int | None:
        """Give the offset that lies nearest to the mouse; None where the mouse is elsewhere."""
        point = self._page.viewport().mapFromGlobal(QCursor.pos())
        return self.gap(QPointF(point)) if self._page.viewport().rect().contains(point) else None

    def move(self, point: QPointF) -> None:
        """The mouse moved, without a button down."""
        self._at = point
        over = bool(self.annotations(point))
        self._page.viewport().setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.IBeamCursor)
        if over:
            self._timer.start()
        else:
            self.forget()

    def click(self, point: QPointF) -> None:
        """Choose the newest annotation under the mouse; another click on the same words goes one deeper."""
        found = self.annotations(point)
        if not found:
            return
        ids = [one.annotation.id for one in found]
        deeper = ids.index(self._last_chosen) + 1 if self._last_chosen in ids else 0
        chosen = found[deeper % len(found)]
        self._last_chosen = chosen.annotation.id
        self.chosen.emit(chosen)

    def forget(self) -> None:
        """Take the hint away."""
        self._timer.stop()
        self.hint.hide()

    def _show_hint(self) -> None:
        found = self.annotations(self._at)
        place = self._page.viewport().mapToParent(self._at.toPoint())
        lines = self._lines_of(found[0].spans) if found else []
        under = next((line for line in lines if line.adjusted(0, -2, 0, 6).contains(place)), None)
        if under is None:
            self.hint.hide()
        else:
            self.hint.show_notes(found, under, self._page.rect().adjusted(8, 4, -18, -8))
