"""回收站: documents that were taken off the shelf, annotations that were deleted, and the way back."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QListView,
    QPushButton,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from storage.trash import Deleted, Removed
from ui.translation import _
from ui.window.dialog_parts import close_only, hint
from ui.window.eliding import elide
from ui.window.shelf.bin_rows import ID_ROLE, BinRows, rows_of_annotations, rows_of_documents


class RemovedDialog(QDialog):
    """A list of removed documents, and one of deleted annotations.

    Signals:
        restore_requested: List of document ids.
        notes_wanted: List of ids of annotations to be restored.
    """

    restore_requested = Signal(list)
    notes_wanted = Signal(list)

    def __init__(
        self, removed: Sequence[Removed], deleted: Sequence[tuple[Deleted, str]] = (), parent: QWidget | None = None
    ) -> None:
        """Make the dialog.

        Args:
            removed: The documents, in the order in which they are shown.
            deleted: Annotations, each with the title of its document.
            parent: The window.
        """
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("回收站"))
        self.resize(520, 400)
        self._list = _list_of(rows_of_documents(removed, self), _("已移除的文件"))
        self._notes = _list_of(rows_of_annotations(deleted, self), _("已删除的批注"))
        told = (
            _("恢复文件，它的批注也一起回来。")
            if removed or deleted
            else _("回收站是空的：移除的文件和删除的批注会在这里。")
        )
        elide(self._list, Qt.TextElideMode.ElideMiddle)  # titles differ at their ends
        elide(self._notes)
        self._pages = QTabWidget()
        self._pages.setObjectName("plainTabs")
        self._pages.addTab(self._list, _("已移除的文件 {count}").format(count=len(removed)))
        self._pages.addTab(self._notes, _("已删除的批注 {count}").format(count=len(deleted)))
        self._pages.setCurrentIndex(1 if deleted and not removed else 0)
        buttons = close_only(self)
        self._restore = QPushButton(_("恢复"))
        self._restore.setEnabled(False)
        buttons.addButton(self._restore, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.accepted.connect(self.accept)
        self._list.selectionModel().selectionChanged.connect(self._selected)
        self._notes.selectionModel().selectionChanged.connect(self._selected)
        self._pages.currentChanged.connect(self._selected)
        # The rows of the page behind were measured before they had their look.
        self._pages.currentChanged.connect(lambda page: (self._list, self._notes)[page].doItemsLayout())
        self._list.doubleClicked.connect(self.accept)
        self._notes.doubleClicked.connect(self.accept)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 16)
        column.setSpacing(10)
        column.addWidget(hint(told))
        column.addWidget(self._pages, 1)
        column.addWidget(buttons)
        self._pages.currentWidget().setFocus()

    def accept(self) -> None:
        """Tell which are wanted back."""
        is_of_notes = self._pages.currentIndex() == 1
        rows = (self._notes if is_of_notes else self._list).selectionModel().selectedRows()
        if rows:
            wanted = self.notes_wanted if is_of_notes else self.restore_requested
            wanted.emit([index.data(ID_ROLE) for index in rows])
        super().accept()

    def _selected(self) -> None:
        list_ = self._notes if self._pages.currentIndex() == 1 else self._list
        self._restore.setEnabled(list_.selectionModel().hasSelection())


def _list_of(rows: BinRows, name: str) -> QListView:
    made = QListView()
    made.setObjectName("plainList")
    made.setModel(rows)
    made.setAccessibleName(name)
    made.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
    made.setUniformItemSizes(True)
    return made
