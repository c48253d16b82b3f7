"""The small panel that an import shows while it runs."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from ui.remaining import Remaining, in_words
from ui.translation import _

_MARGIN = 16
_WIDTH = 320


class ImportProgress(QFrame):
    """Floats at the lower right of its parent while files are imported; the window stays free.

    Signals:
        cancel_requested: The user wants to stop.
    """

    cancel_requested = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("progressPanel")
        self.setFixedWidth(_WIDTH)
        self._room = parent
        self._label = QLabel()
        self._left = QLabel()
        self._left.setProperty("voice", "hint")
        self._remaining = Remaining()
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._cancel = QPushButton(_("取消"))
        self._cancel.setProperty("link", True)
        self._cancel.clicked.connect(self._stop)
        line = QHBoxLayout()
        line.addWidget(self._label, 1)
        line.addWidget(self._left)
        line.addWidget(self._cancel)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 8, 10, 14)
        column.setSpacing(6)
        column.addLayout(line)
        column.addWidget(self._bar)
        parent.installEventFilter(self)
        self.hide()

    def begin(self) -> None:
        """Show that an import has begun."""
        self._label.setText(_("正在导入…"))
        self._left.clear()
        self._remaining = Remaining()
        self._bar.setRange(0, 0)
        self._cancel.setEnabled(True)
        self._settle()
        self.show()
        self.raise_()

    def advance(self, done: int, total: int) -> None:
        """Show how far it is."""
        if self._cancel.isEnabled():
            self._label.setText(_("正在导入 {done} / {total}").format(done=done, total=total))
            left = self._remaining.seconds(done, total)
            self._left.setText(in_words(left) if left is not None else "")
        self._bar.setRange(0, total)
        self._bar.setValue(done)

    def _stop(self) -> None:
        self._cancel.setEnabled(False)
        self._label.setText(_("正在停止…"))
        self._left.clear()
        self.cancel_requested.emit()

    def _settle(self) -> None:
        self.adjustSize()
        room = self._room.rect()
        self.move(room.width() - self.width() - _MARGIN, room.height() - self.height() - _MARGIN - 28)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay in place when the window changes its size."""
        if event.type() == QEvent.Type.Resize and not self.isHidden():
            self._settle()
        return super().eventFilter(watched, event)
