"""检索用词: the words that are searched whole, to be added and deleted."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialogButtonBox,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from reader.errors import KnownError
from storage.words import checked
from ui.translation import _
from ui.window.dialog_parts import TypedDialog, close_only, hint, problem, quiet
from ui.wording import sentence


class WordsDialog(TypedDialog):
    """A field for another word above a list of those that there are.

    Signals:
        added: A word.
        deleted: List of words.
    """

    added = Signal(str)
    deleted = Signal(list)

    def __init__(self, words: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("检索用词"))
        self.resize(420, 400)
        self.field = QLineEdit()
        self.field.setPlaceholderText(_("添加一个词，如 新质生产力"))
        self.field.setAccessibleName(_("添加检索用词"))
        self.field.setClearButtonEnabled(True)
        self.field.textChanged.connect(self._typed)
        self.add = QPushButton(_("添加"))
        self.add.setEnabled(False)
        self.add.clicked.connect(self._add)
        self.list = QListWidget()
        self.list.setObjectName("plainList")
        self.list.setAccessibleName(_("检索用词"))
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.list.setUniformItemSizes(True)
        self.list.itemSelectionChanged.connect(self._selected)
        told = hint(
            _("检索时这些词不拆开。在正文里选中文字，按 W 也能添加；只有含这个词的文件会重新索引。"), wraps=True
        )
        self.problem = problem(wraps=True)
        self.problem.hide()
        buttons = close_only(self)
        self.delete = QPushButton(_("删除"))
        quiet(self.delete)
        self.delete.setEnabled(False)
        self.delete.clicked.connect(self._delete)
        buttons.addButton(self.delete, QDialogButtonBox.ButtonRole.ActionRole)
        key = QShortcut(QKeySequence(QKeySequence.StandardKey.Delete), self.list)
        key.setContext(Qt.ShortcutContext.WidgetShortcut)
        key.activated.connect(self._delete)
        row = QHBoxLayout()
        row.addWidget(self.field, 1)
        row.addWidget(self.add)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 16)
        column.setSpacing(10)
        column.addLayout(row)
        column.addWidget(self.problem)
        column.addWidget(self.list, 1)
        column.addWidget(told)
        column.addWidget(buttons)
        self.show_words(words)

    def show_words(self, words: Sequence[str]) -> None:
        """Show these words, the youngest first."""
        self.list.clear()
        self.list.addItems(list(reversed(words)))
        self._selected()

    def has_typed(self) -> str:
        """Give the word that is typed and not added."""
        return self.field.text().strip()

    def warn(self, words: str) -> None:
        """Show what is wrong."""
        self.problem.setText(words)
        self.problem.show()

    def _typed(self) -> None:
        self.problem.hide()
        self.add.setEnabled(bool(self.field.text().strip()))

    def _add(self) -> None:
        try:
            word = checked(self.field.text())
        except KnownError as error:
            self.warn(sentence(error))
            return
        self.field.clear()
        self.added.emit(word)

    def _delete(self) -> None:
        if chosen := [item.text() for item in self.list.selectedItems()]:
            self.deleted.emit(chosen)

    def _selected(self) -> None:
        self.delete.setEnabled(bool(self.list.selectedItems()))
