"""What the dialogs that ask for something have alike: words that explain, words that say what is wrong, and how one leaves."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QVBoxLayout


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
    buttons.button(QDialogButtonBox.StandardButton.Close).setAutoDefault(False)
    buttons.rejected.connect(dialog.reject)
    return buttons


def column_of(dialog: QDialog) -> QVBoxLayout:
    """Give the column in which the parts of a dialog stand, with air around them."""
    column = QVBoxLayout(dialog)
    column.setContentsMargins(20, 18, 20, 16)
    column.setSpacing(12)
    return column
