"""What a note said before, and the way back to any of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from storage.trash import Wording
from ui.translation import _
from ui.window.dialog_parts import close_only
from ui.window.eliding import elide

_WORDS = Qt.ItemDataRole.UserRole


class HistoryDialog(QDialog):
    """The wordings of one note, the latest first.

    Signals:
        chosen: The words that are wanted back.
    """

    chosen = Signal(str)

    def __init__(self, history: Sequence[Wording], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("批注的历史"))
        self.resize(480, 420)
        self._list = QListWidget()
        self._list.setObjectName("plainList")
        self._list.setAccessibleName(_("批注的历史"))
        self._list.setUniformItemSizes(True)
        elide(self._list)
        self._words = QPlainTextEdit()
        self._words.setReadOnly(True)
        self._words.setAccessibleName(_("批注内容"))
        for one in history:
            when = datetime.fromisoformat(one.when).astimezone()
            first = " ".join(one.words.split())[:60] or _("（空）")
            item = QListWidgetItem(f"{when:%Y-%m-%d %H:%M}　{first}")
            item.setData(_WORDS, one.words)
            self._list.addItem(item)
        buttons = close_only(self)
        self._restore = QPushButton(_("恢复成这样"))
        buttons.addButton(self._restore, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.accepted.connect(self.accept)
        self._list.currentRowChanged.connect(self._show)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 16)
        column.setSpacing(10)
        column.addWidget(self._list, 1)
        column.addWidget(self._words, 1)
        column.addWidget(buttons)
        self._list.setCurrentRow(0)
        self._show(self._list.currentRow())

    def accept(self) -> None:
        """Tell which words are wanted back."""
        if item := self._list.currentItem():
            self.chosen.emit(item.data(_WORDS))
        super().accept()

    def showEvent(self, event: QShowEvent) -> None:
        """Measure the rows anew: choosing one measured them before they had their look."""
        super().showEvent(event)
        self._list.doItemsLayout()

    def _show(self, row: int) -> None:
        item = self._list.item(row) if row >= 0 else None
        self._words.setPlainText(item.data(_WORDS) if item else "")
        self._restore.setEnabled(row > 0)  # what it says now need not be brought back
