"""Widgets at one place, of which one is shown at a time: a list, and what is said where it is empty."""

from __future__ import annotations

from PySide6.QtWidgets import QBoxLayout, QStackedLayout, QWidget


def one_of(column: QBoxLayout, *widgets: QWidget) -> QStackedLayout:
    """Give the layout that shows one of some widgets, the first to begin with, and takes the room that is left in a column.

    The column must belong to a widget by now, and the widgets come last: the first widget of a layout without a parent is shown as a
    window of its own for a moment, and takes the keyboard.
    """
    layers = QStackedLayout()
    column.addLayout(layers, 1)
    for widget in widgets:
        layers.addWidget(widget)
    return layers
