"""Asks what the colours are to be called."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QDialogButtonBox, QGridLayout, QLabel, QLineEdit, QWidget

from storage.annotations import Color
from storage.colors import LONGEST, tidy
from ui.coloring import ROLES, name_twice_used
from ui.translation import _
from ui.window.color_dot import dot_icon
from ui.window.dialog_parts import TypedDialog, column_of, hint, problem, save_or_cancel
from ui.window.theme import Theme
from ui.wording import color_word

_WIDTH = 360
_DOT = 20


class ColorNamesDialog(TypedDialog):
    """A field for each colour, in which the program's own name stands while it is empty.

    Signals:
        named(dict[Color, str]): The names that are others now; empty where the program's own is wanted back.
    """

    named = Signal(object)

    def __init__(self, theme: Theme, names: Mapping[Color, str], parent: QWidget | None = None) -> None:
        """Make the dialog.

        Args:
            theme: For the dots.
            names: What the user calls colours now.
            parent: The window.
        """
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("颜色名称"))
        self.setMinimumWidth(_WIDTH)
        self._before = dict(names)
        self.fields: dict[Color, QLineEdit] = {}
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        for row, role in enumerate(ROLES):
            dot = QLabel()
            dot.setPixmap(dot_icon(theme, role).pixmap(QSize(_DOT, _DOT)))
            field = self.fields[role] = QLineEdit(names.get(role, ""))
            field.setMaxLength(LONGEST)
            field.setPlaceholderText(color_word(role))
            field.setAccessibleName(color_word(role))
            field.setClearButtonEnabled(True)
            field.textChanged.connect(self._check)
            grid.addWidget(dot, row, 0)
            grid.addWidget(field, row, 1)
        self._problem = problem(wraps=True)
        buttons = save_or_cancel(self)
        self._save = buttons.button(QDialogButtonBox.StandardButton.Save)
        column = column_of(self)
        column.addLayout(grid)
        column.addWidget(hint(_("如 重点、疑问、待落实。留空的恢复原名；已有的批注一并改称。"), wraps=True))
        column.addWidget(self._problem)
        column.addWidget(buttons)
        self._check()

    def accept(self) -> None:
        """Tell what is called otherwise now."""
        if changed := self.has_typed():
            self.named.emit(changed)
        super().accept()

    def has_typed(self) -> dict[Color, str]:
        """Give what is called otherwise now."""
        return {role: name for role, name in self._typed().items() if name != self._before.get(role, "")}

    def warn(self, words: str) -> None:
        """Show what is wrong."""
        self._problem.setText(words)
        self._problem.setVisible(bool(words))

    def _typed(self) -> dict[Color, str]:
        return {role: tidy(field.text()) for role, field in self.fields.items()}

    def _check(self) -> None:
        twice = name_twice_used(self._typed())
        self.warn(_("“{name}”用了两次，请换一个。").format(name=twice) if twice else "")
        self._save.setEnabled(not twice)
