"""The left panel: 文库, 目录 and 任务, one at a time, and 筛选 while a search covers the page."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout, QWidget

from ui.translation import _
from ui.window.outline_panel import OutlinePanel
from ui.window.segments import Segments
from ui.window.shelf.library_panel import LibraryPanel
from ui.window.task_panel import TaskPanel
from ui.window.theme import Theme

LIBRARY, OUTLINE, TASKS, FACETS = range(4)
WIDTH = 264
_LEAST = 200
_SIDE = 12


class LeftPanel(QFrame):
    """Lists under a row of words.

    Attributes:
        library: 文库.
        outline: 目录.
        tasks: 任务.
        segments: The row of words.

    Signals:
        left: Esc, where nothing in the panel had a use for it.
    """

    left = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("leftPanel")
        self.setMinimumWidth(_LEAST)
        self.library = LibraryPanel(theme)
        self.outline = OutlinePanel(theme)
        self.tasks = TaskPanel(theme)
        self.segments = Segments((_("文库"), _("目录"), _("任务"), _("筛选")), "segments")
        self.segments.set_shown(FACETS, False)
        self._before = LIBRARY
        self._stack = QStackedWidget()
        for panel in (self.library, self.outline, self.tasks):
            self._stack.addWidget(panel)
        self.segments.chosen.connect(self._stack.setCurrentIndex)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 10, 0, 0)
        column.setSpacing(10)
        head = QVBoxLayout()
        head.setContentsMargins(_SIDE, 0, _SIDE, 0)
        head.addWidget(self.segments)
        column.addLayout(head)
        column.addWidget(self._stack, 1)

    @property
    def chosen(self) -> int:
        """Which of the lists the user has chosen; while a search shows what it can be narrowed by, the one before."""
        return self._before if self.segments.current() == FACETS else self.segments.current()

    def show_facets(self, facets: QWidget | None) -> None:
        """Show what a search can be narrowed by, or where None, what was there before.

        Args:
            facets: The same widget each time.
        """
        self.segments.set_shown(FACETS, facets is not None)
        # In English, four words do not fit into the least width.
        self.setMinimumWidth(_LEAST if facets is None else max(_LEAST, self.segments.sizeHint().width() + 2 * _SIDE))
        if facets is None:
            self.segments.choose(self.chosen)
            return
        if self._stack.indexOf(facets) < 0:
            self._stack.addWidget(facets)
        self._before = self.chosen
        self.segments.choose(FACETS)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave what covers the page, as Esc does from every other place of a search."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def set_theme(self, theme: Theme) -> None:
        """Draw in another theme."""
        for panel in (self.library, self.outline, self.tasks):
            panel.set_theme(theme)
