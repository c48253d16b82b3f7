"""Theme, size of the words and language of the program: what the user chose, else what the system says."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from ui.places import preference, set_preference
from ui.window.theme import THEMES, Theme, theme_of_system

SCALES = (0.8, 0.9, 1.0, 1.1, 1.25, 1.4, 1.6, 1.8, 2.0)
"""Sizes of the document's words; 1 is 17 px."""


class Appearance(QObject):
    """How the program looks. Theme and language belong to the machine, not to a library.

    Attributes:
        choice: ``system`` or one of ``THEMES``.
        theme: The theme in use.
        scale: One of ``SCALES``.
        language: The language in use.

    Signals:
        theme_changed: The new ``Theme``.
        scale_changed: The new scale.
    """

    theme_changed = Signal(object)
    scale_changed = Signal(float)

    def __init__(self, application: QApplication, language: str) -> None:
        super().__init__(application)
        self._application = application
        chosen = preference("theme")
        self.choice = chosen if chosen in THEMES else "system"
        self.language = language
        self.scale = 1.0
        self.theme = Theme(self._name())
        self._dress()
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._on_system_changed)

    def choose(self, choice: str) -> None:
        """Use a theme from now on, or follow the system.

        Raises:
            KnownError: The choice cannot be kept for the next start.
        """
        self.choice = choice
        self._apply()
        set_preference("theme", choice)

    def larger(self) -> None:
        """Show words one step larger."""
        self.set_scale(next((scale for scale in SCALES if scale > self.scale), SCALES[-1]))

    def smaller(self) -> None:
        """Show words one step smaller."""
        self.set_scale(next((scale for scale in reversed(SCALES) if scale < self.scale), SCALES[0]))

    def normal_size(self) -> None:
        """Show words in their normal size."""
        self.set_scale(1.0)

    def set_scale(self, scale: float) -> None:
        """Show words in another size; anything outside of ``SCALES`` becomes its end."""
        scale = min(max(scale, SCALES[0]), SCALES[-1])
        if scale != self.scale:
            self.scale = scale
            self.scale_changed.emit(scale)

    def _name(self) -> str:
        return theme_of_system() if self.choice == "system" else self.choice

    def _on_system_changed(self) -> None:
        if self.choice == "system":
            self._apply()

    def _apply(self) -> None:
        if self._name() != self.theme.name:
            self.theme = Theme(self._name())
            self._dress()
            self.theme_changed.emit(self.theme)

    def _dress(self) -> None:
        self._application.setPalette(self.theme.palette())
        self._application.setStyleSheet(self.theme.stylesheet())
