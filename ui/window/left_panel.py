"""The left panel: 文库, 目录 and 任务, one at a time."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout, QWidget

from ui.translation import _
from ui.window.outline_panel import OutlinePanel
from ui.window.segments import Segments
from ui.window.shelf.library_panel import LibraryPanel
from ui.window.task_panel import TaskPanel
from ui.window.theme import Theme

LIBRARY, OUTLINE, TASKS = range(3)
WIDTH = 264


class LeftPanel(QFrame):
    """Three lists under a row of three words.

    Attributes:
        library: 文库.
        outline: 目录.
        tasks: 任务.
        segments: The row of words.
    """

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("leftPanel")
        self.setMinimumWidth(200)
        self.library = LibraryPanel(theme)
        self.outline = OutlinePanel(theme)
        self.tasks = TaskPanel(theme)
        self.segments = Segments((_("文库"), _("目录"), _("任务")), "segments")
        self._stack = QStackedWidget()
        for panel in (self.library, self.outline, self.tasks):
            self._stack.addWidget(panel)
        self.segments.chosen.connect(self._stack.setCurrentIndex)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 10, 0, 0)
        column.setSpacing(10)
        head = QVBoxLayout()
        head.setContentsMargins(12, 0, 12, 0)
        head.addWidget(self.segments)
        column.addLayout(head)
        column.addWidget(self._stack, 1)

    def set_theme(self, theme: Theme) -> None:
        """Draw in another theme."""
        for panel in (self.library, self.outline, self.tasks):
            panel.set_theme(theme)
