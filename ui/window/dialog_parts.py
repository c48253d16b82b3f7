"""What the dialogs that ask for something have alike: words that explain, words that say what is wrong, and how one leaves."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QPushButton, QVBoxLayout, QWidget

from ui.translation import _


class TypedDialog(QDialog):
    """A dialog in which something is typed: Esc, which is pressed by mistake, leaves it at the second time where that would be lost."""

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._leaving_with: object = None

    def has_typed(self) -> object:
        """Give what would be lost now; false where nothing would."""
        raise NotImplementedError

    def warn(self, words: str) -> None:
        """Show what is wrong."""
        raise NotImplementedError

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Say first that something would be lost."""
        typed = self.has_typed() if event.key() == Qt.Key.Key_Escape else None
        if typed and typed != self._leaving_with:
            self._leaving_with = typed
            self.warn(_("改动还没有保存；再按一次 Esc 就不要了。"))
        else:
            super().keyPressEvent(event)


def hint(words: str, *, wraps: bool = False) -> QLabel:
    """Give words that explain, in a low voice."""
    label = QLabel(words, wordWrap=wraps)
    label.setProperty("voice", "hint")
    return label


def problem(*, wraps: bool = False) -> QLabel:
    """Give room for words that say what is wrong."""
    label = QLabel(wordWrap=wraps)
    label.setProperty("voice", "problem")
    return label


def save_or_cancel(dialog: QDialog) -> QDialogButtonBox:
    """Give the buttons by which a dialog is accepted or left."""
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel)
    buttons.accepted.connect(dialog.accept)
    buttons.rejected.connect(dialog.reject)
    return buttons


def close_only(dialog: QDialog) -> QDialogButtonBox:
    """Give the button by which a dialog is left that has done what it does; it never has the accent of what Enter means."""
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
    quiet(buttons.button(QDialogButtonBox.StandardButton.Close))
    buttons.rejected.connect(dialog.reject)
    return buttons


def put_buttons(column: QVBoxLayout, buttons: QDialogButtonBox, meant: QPushButton) -> None:
    """Put buttons at the foot of a dialog, and let Enter mean one of them: said before they are in it, the dialog may choose another."""
    column.addWidget(buttons)
    meant.setDefault(True)


def quiet(button: QPushButton) -> None:
    """Let Enter press a button while it has the keyboard, and only then: Qt's own way draws it as what Enter always means."""
    button.setAutoDefault(False)
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
        shortcut = QShortcut(QKeySequence(key), button)
        shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
        shortcut.activated.connect(button.click)


def column_of(dialog: QDialog) -> QVBoxLayout:
    """Give the column in which the parts of a dialog stand, with air around them."""
    column = QVBoxLayout(dialog)
    column.setContentsMargins(20, 18, 20, 16)
    column.setSpacing(12)
    return column
