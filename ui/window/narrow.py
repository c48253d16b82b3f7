"""Buttons and boxes of choices that say less where there is little room instead of being cut in the middle of a word."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPaintEvent, QPalette
from PySide6.QtWidgets import (
    QComboBox,
    QPushButton,
    QStyle,
    QStyleOptionButton,
    QStyleOptionComboBox,
    QStylePainter,
    QWidget,
)

_SIDES = 26
"""Pixels of a button that are not words: padding and border at both sides."""


class KeyButton(QPushButton):
    """Shows its key beside its words while there is room; the key is in the hint of the mouse all the same."""

    def __init__(self, words: str, key: str = "", parent: QWidget | None = None) -> None:
        """Make a button.

        Args:
            words: What it does.
            key: What does the same; it is not set here.
            parent: Where it stands.
        """
        super().__init__(parent)
        self._key = key
        self.say(words)

    def say(self, words: str) -> None:
        """Say something else."""
        self._words = words
        self.setText(f"{words} ({self._key})" if self._key else words)
        self.setAccessibleName(words)
        self.setToolTip(self.text() if self._key else "")

    def sizeHint(self) -> QSize:
        """Give room for words and key."""
        return QSize(self.fontMetrics().horizontalAdvance(self.text()) + _SIDES, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Give room for the words."""
        return QSize(self.fontMetrics().horizontalAdvance(self._words) + _SIDES, super().sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw what there is room for."""
        option = QStyleOptionButton()
        self.initStyleOption(option)
        painter = QStylePainter(self)
        painter.drawControl(QStyle.ControlElement.CE_PushButtonBevel, option)
        group = QPalette.ColorGroup.Active if self.isEnabled() else QPalette.ColorGroup.Disabled
        painter.setPen(self.palette().color(group, QPalette.ColorRole.ButtonText))
        shown = self.text() if self.width() >= self.sizeHint().width() else self._words
        shown = self.fontMetrics().elidedText(shown, Qt.TextElideMode.ElideRight, self.width() - _SIDES // 2)
        painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignCenter), shown)


class ElidedBox(QComboBox):
    """A box of choices that ends in … what it has no room for."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw what there is room for."""
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        painter = QStylePainter(self)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        field = self.style().subControlRect(
            QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, self
        )
        shown = self.fontMetrics().elidedText(self.currentText(), Qt.TextElideMode.ElideMiddle, field.width() - 4)
        option.currentText = shown  # type: ignore[attr-defined]  # PySide's stubs leave the fields of options out
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
