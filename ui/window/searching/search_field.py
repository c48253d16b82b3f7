"""The one search field at the top: every keystroke counts, but not more often than the eye can follow."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QSizePolicy, QToolButton, QWidget

from ui.translation import _
from ui.window.theme import Theme

THROTTLE_MS = 60
"""Least time between two searches while typing: below what is felt as waiting, above a fast typist's keystrokes in a row."""


class SearchField(QFrame):
    """A field with a magnifier and the hint of its key.

    Signals:
        query_changed: The query, at most every ``THROTTLE_MS``; the last one always comes.
        submitted: Enter.
        left: Esc.
        memory_wanted: What was searched before is to be seen: the chevron, or Down in an empty field.
        moved: Up (-1) or Down (+1), for the list of hits.
    """

    query_changed = Signal(str)
    submitted = Signal()
    left = Signal()
    memory_wanted = Signal()
    moved = Signal(int)

    def __init__(self, theme: Theme, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("searchField")
        self.setFixedHeight(34)
        self.setMaximumWidth(600)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._icon = QLabel()
        self._edit = QLineEdit()
        self._edit.setPlaceholderText(_("搜索全部文件、条款、批注，或输入“劳动法33”直达"))
        self._edit.setAccessibleName(_("搜索"))
        self._edit.setClearButtonEnabled(False)
        self._edit.installEventFilter(self)
        self._hint = QLabel(key)
        self._hint.setObjectName("keyHint")
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 0, 8, 0)
        row.setSpacing(8)
        self._memory = QToolButton()
        self._memory.setToolTip(_("检索历史与收藏"))
        self._memory.setAccessibleName(_("检索历史与收藏"))
        self._memory.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._memory.setIconSize(QSize(14, 14))
        self._memory.clicked.connect(self.memory_wanted)
        for widget in (self._icon, self._edit, self._memory, self._hint):
            row.addWidget(widget)
        self.setFocusProxy(self._edit)
        self._throttle = QTimer(self, singleShot=True, interval=THROTTLE_MS)
        self._throttle.timeout.connect(self._on_moment_over)
        self._waiting = False
        self._edit.textChanged.connect(self._typed)
        self.set_theme(theme)

    def query(self) -> str:
        """Give what is typed, without spaces around it."""
        return self._edit.text().strip()

    def set_query(self, query: str) -> None:
        """Put a query into the field, as if typed."""
        self._edit.setText(query)

    def begin(self) -> None:
        """Take the keyboard, with everything selected."""
        self._edit.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._edit.selectAll()

    def set_theme(self, theme: Theme) -> None:
        """Draw in another theme."""
        self._memory.setIcon(theme.icon("chevron-down", "ink3"))
        self._icon.setPixmap(theme.icon("search", "ink3").pixmap(18, 18))

    def _typed(self) -> None:
        # The first key after a rest is searched at once: whoever types slowly never waits.
        if self._throttle.isActive():
            self._waiting = True
        else:
            self._tell()

    def _on_moment_over(self) -> None:
        if self._waiting:
            self._tell()

    def _tell(self) -> None:
        self._waiting = False
        self._throttle.start()
        self.query_changed.emit(self.query())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Give the keys of the list of hits to the list, and show where the keyboard is."""
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.setProperty("typing", event.type() == QEvent.Type.FocusIn)
            self.style().unpolish(self)
            self.style().polish(self)
        elif isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and self._took(event):
            return True
        return super().eventFilter(watched, event)

    def _took(self, event: QKeyEvent) -> bool:
        match event.key():
            case Qt.Key.Key_Escape:
                self.left.emit()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                if self._waiting:  # what was typed last must be searched before it is opened
                    self._tell()
                self.submitted.emit()
            case Qt.Key.Key_Down if not self.query():
                self.memory_wanted.emit()
            case Qt.Key.Key_Down:
                self.moved.emit(1)
            case Qt.Key.Key_Up:
                self.moved.emit(-1)
            case _:
                return False
        return True
