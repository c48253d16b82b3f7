"""Whether the user is typing: what comes by itself, like a document that is imported, must not take the keyboard from him.

What he types then would go to the page, where letters are commands.
"""

from __future__ import annotations

from PySide6.QtWidgets import QAbstractItemView, QApplication, QLineEdit, QPlainTextEdit, QWidget

Typed = tuple[QWidget, str] | None


def typed() -> Typed:
    """Give the field that has the keyboard with what stands in it; None where nothing is typed.

    An editor in a list was opened to be written in; any other field, if it is empty, just happens to have the keyboard.
    """
    focus = QApplication.focusWidget()
    if isinstance(focus, QPlainTextEdit):
        return (focus, focus.toPlainText()) if _is_in_list(focus) or focus.toPlainText() else None
    if isinstance(focus, QLineEdit):
        return (focus, focus.text()) if _is_in_list(focus) or focus.text() else None
    return None


def has_typed_since(before: Typed) -> bool:
    """Tell whether something was typed, or an editor opened, since ``typed`` gave this."""
    return typed() not in (None, before)


def _is_in_list(field: QWidget) -> bool:
    above = field.parentWidget()
    return above is not None and isinstance(above.parentWidget(), QAbstractItemView)
