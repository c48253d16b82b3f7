"""回收站: documents that were taken off the shelf, annotations that were deleted, and the way back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QListView,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from storage.cards import Card
from storage.trash import Deleted
from ui.placed import quote_of
from ui.translation import _
from ui.window.dialog_parts import close_only, hint
from ui.window.eliding import elide
from ui.window.notes.times import short_time
from ui.window.shelf.library_model import CARD_ROLE, LibraryModel
from ui.window.shelf.shelved import shelved
from ui.wording import KIND_WORDS

_LONGEST = 80
"""Characters of an annotation that are shown."""


class RemovedDialog(QDialog):
    """A list of removed documents, and one of deleted annotations.

    Signals:
        restore_requested: List of document ids.
        notes_wanted: List of ids of annotations to be restored.
    """

    restore_requested = Signal(list)
    notes_wanted = Signal(list)

    def __init__(
        self, cards: Sequence[Card], deleted: Sequence[tuple[Deleted, str]] = (), parent: QWidget | None = None
    ) -> None:
        """Make the dialog.

        Args:
            cards: Of the removed documents.
            deleted: Annotations, each with the title of its document.
            parent: The window.
        """
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("回收站"))
        self.resize(520, 400)
        self._model = LibraryModel()
        self._model.set_shelf(shelved(cards))
        self._list = QListView()
        self._list.setObjectName("plainList")
        self._list.setModel(self._model)
        self._list.setAccessibleName(_("已移除的文件"))
        self._list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self._list.setUniformItemSizes(True)
        told = (
            _("恢复文件，它的批注也一起回来。")
            if cards or deleted
            else _("回收站是空的：移除的文件和删除的批注会在这里。")
        )
        self._notes = QListWidget()
        self._notes.setObjectName("plainList")
        self._notes.setAccessibleName(_("已删除的批注"))
        self._notes.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self._notes.setUniformItemSizes(True)
        elide(self._list, Qt.TextElideMode.ElideMiddle)  # titles differ at their ends
        elide(self._notes)
        for one, title in deleted:
            item = QListWidgetItem(_told(one, title))
            item.setData(CARD_ROLE, one.annotation.id)
            self._notes.addItem(item)
        self._pages = QTabWidget()
        self._pages.setObjectName("plainTabs")
        self._pages.addTab(self._list, _("已移除的文件 {count}").format(count=len(cards)))
        self._pages.addTab(self._notes, _("已删除的批注 {count}").format(count=len(deleted)))
        self._pages.setCurrentIndex(1 if deleted and not cards else 0)
        buttons = close_only(self)
        self._restore = QPushButton(_("恢复"))
        self._restore.setEnabled(False)
        buttons.addButton(self._restore, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.accepted.connect(self.accept)
        self._list.selectionModel().selectionChanged.connect(self._selected)
        self._notes.itemSelectionChanged.connect(self._selected)
        self._pages.currentChanged.connect(self._selected)
        self._list.doubleClicked.connect(self.accept)
        self._notes.itemDoubleClicked.connect(self.accept)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 16)
        column.setSpacing(10)
        column.addWidget(hint(told))
        column.addWidget(self._pages, 1)
        column.addWidget(buttons)
        self._pages.currentWidget().setFocus()

    def accept(self) -> None:
        """Tell which are wanted back."""
        rows = self._list.selectionModel().selectedRows()
        notes = [item.data(CARD_ROLE) for item in self._notes.selectedItems()]
        if self._pages.currentIndex() == 1:
            if notes:
                self.notes_wanted.emit(notes)
        elif rows:
            self.restore_requested.emit([index.data(CARD_ROLE).id for index in rows])
        super().accept()

    def _selected(self) -> None:
        list_ = self._notes if self._pages.currentIndex() == 1 else self._list
        self._restore.setEnabled(list_.selectionModel().hasSelection())


def _told(one: Deleted, title: str) -> str:
    annotation = one.annotation
    words = (
        " — ".join(part for part in (quote_of(annotation), annotation.note) if part) or KIND_WORDS[annotation.kind]()
    )
    when = short_time(one.when, datetime.now().astimezone())
    return f"{' '.join(words.split())[:_LONGEST]}　《{title}》　{when}"
