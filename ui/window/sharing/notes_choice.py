"""Asks whether the annotations of a document go on paper with it; only where it has some."""

from __future__ import annotations

import contextlib

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QRadioButton, QVBoxLayout, QWidget

from reader.errors import KnownError
from ui.places import preference, set_preference
from ui.translation import _, counted
from ui.window.dialog_parts import put_buttons

_WIDTH = 340
_NAME = "print-notes"
_WITHOUT = "without"


class NotesChoice(QDialog):
    """Two choices, of which the one of last time is set.

    Signals:
        chosen: Whether the annotations go with the text.
    """

    chosen = Signal(bool)

    def __init__(self, title: str, count: int, parent: QWidget | None = None) -> None:
        """Make the dialog.

        Args:
            title: What is about to be done.
            count: How many annotations there are.
            parent: The window.
        """
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.setMinimumWidth(_WIDTH)
        self.with_notes = QRadioButton(counted("连同 {count} 条批注", count).format(count=count))
        self.without = QRadioButton(_("只印正文"))
        hint = QLabel(_("批注在正文里编号，列在正文之后。"))
        hint.setProperty("voice", "hint")
        hint.setWordWrap(True)
        choice = self.without if preference(_NAME) == _WITHOUT else self.with_notes
        choice.setChecked(True)
        choice.setFocus()
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        go_on = buttons.addButton(_("继续…"), QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(10)
        for widget in (self.with_notes, hint, self.without):
            column.addWidget(widget)
        put_buttons(column, buttons, go_on)

    def accept(self) -> None:
        """Remember the choice and tell it."""
        notes = self.with_notes.isChecked()
        with contextlib.suppress(KnownError):  # it is asked again, that is all
            set_preference(_NAME, "" if notes else _WITHOUT)
        super().accept()
        self.chosen.emit(notes)
