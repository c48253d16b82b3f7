"""Objects of classes that Qt keeps to itself, and what PySide6 does when it meets the first of them."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit


def meet_strangers() -> None:
    """Let PySide6 meet an object of a class that has no name in Python, in a turn of the window that has time for it.

    It makes every class below QObject that it has not made yet, to see which of them the object is: 20 to 40 ms, and never again. An event filter
    of the application (``Rest``) sees such objects: it would happen in the midst of the first word that is typed.
    """
    QLineEdit().children()  # what controls its text
