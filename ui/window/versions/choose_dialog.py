"""与…比较: the other document is chosen from the library."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from storage.cards import Card
from ui.translation import _
from ui.window.dialog_parts import put_buttons
from ui.window.shelf.library_model import describe

_ROLE = Qt.ItemDataRole.UserRole
_SHOWN = 300
"""Rows at the most: who sees more types on."""


class ChooseDialog(QDialog):
    """A field and the documents whose title holds what is typed; those with the title of the first come first.

    Signals:
        chosen(str): Id of the other document.
    """

    chosen = Signal(str)

    def __init__(self, cards: Mapping[str, Card], document: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("与…比较"))
        self.resize(520, 420)
        title = cards[document].title
        others = [card for card in cards.values() if card.id != document]
        self._cards = sorted(others, key=lambda card: (-_likeness(card.title, title), card.title, card.date))
        self.field = QLineEdit()
        self.field.setPlaceholderText(_("筛选文件"))
        self.field.setAccessibleName(_("筛选文件"))
        self.list = QListWidget()
        self.list.setObjectName("plainList")
        self.list.setAccessibleName(_("文库"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.compare = buttons.addButton(_("比较"), QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.accepted.connect(self._take)
        buttons.rejected.connect(self.reject)
        self.field.textChanged.connect(self._fill)
        self.list.itemDoubleClicked.connect(self._take)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 16)
        column.setSpacing(10)
        column.addWidget(self.field)
        column.addWidget(self.list, 1)
        put_buttons(column, buttons, self.compare)
        self._fill("")

    def _fill(self, words: str) -> None:
        self.list.clear()
        wanted = words.split()
        fitting = [card for card in self._cards if all(word in card.title for word in wanted)]
        for card in fitting[:_SHOWN]:
            item = QListWidgetItem("　".join(part for part in (card.title, describe(card)) if part), self.list)
            item.setData(_ROLE, card.id)
        self.list.setCurrentRow(0)
        self.compare.setEnabled(bool(fitting))

    def _take(self, *_told: object) -> None:
        if item := self.list.currentItem():
            self.chosen.emit(item.data(_ROLE))
            self.accept()


def _likeness(one: str, other: str) -> int:
    """Count how many characters two titles begin with alike."""
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
