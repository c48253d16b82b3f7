"""已移除的文件: what was taken off the shelf, and the way back."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QLabel,
    QListView,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from storage.documents import Card
from ui.translation import _
from ui.window.library_model import CARD_ROLE, LibraryModel


class RemovedDialog(QDialog):
    """A list of removed documents.

    Signals:
        restore_requested: List of document ids.
    """

    restore_requested = Signal(list)

    def __init__(self, cards: Sequence[Card], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("已移除的文件"))
        self.resize(520, 400)
        self._model = LibraryModel()
        self._model.set_cards(cards)
        self._list = QListView()
        self._list.setObjectName("plainList")
        self._list.setModel(self._model)
        self._list.setAccessibleName(_("已移除的文件"))
        self._list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self._list.setUniformItemSizes(True)
        hint = QLabel(_("恢复后，批注也一起回来。") if cards else _("没有移除过文件。"))
        hint.setProperty("voice", "hint")
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self._restore = QPushButton(_("恢复"))
        self._restore.setEnabled(False)
        buttons.addButton(self._restore, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.accepted.connect(self.accept)
        buttons.button(QDialogButtonBox.StandardButton.Close).setAutoDefault(False)  # nothing here calls for the accent
        buttons.rejected.connect(self.reject)
        self._list.selectionModel().selectionChanged.connect(self._selected)
        self._list.doubleClicked.connect(self.accept)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 16)
        column.setSpacing(10)
        column.addWidget(hint)
        column.addWidget(self._list, 1)
        column.addWidget(buttons)

    def accept(self) -> None:
        """Tell which are wanted back."""
        rows = self._list.selectionModel().selectedRows()
        if rows:
            self.restore_requested.emit([index.data(CARD_ROLE).id for index in rows])
        super().accept()

    def _selected(self) -> None:
        self._restore.setEnabled(self._list.selectionModel().hasSelection())
