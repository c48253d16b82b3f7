"""Colours, icons and the style sheet by role: the only door from the window's code to ``assets/themes`` and ``assets/icons``.

A Theme is a value: changing the look means handing another Theme to the widgets (``set_theme``). Nothing else in the program
knows a colour.
"""

from __future__ import annotations

import math
import re
import tomllib
from functools import cache
from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer

from ui.window.fonts import document_family

ASSETS = Path(__file__).resolve().parent.parent.parent / "assets"
THEMES = ("light", "dark")
ANNOTATION_COLORS = ("yellow", "green", "blue", "pink", "violet")
"""Names of the highlight colours; their roles are ``highlight-<name>`` and the strong twin ``mark-<name>``."""

_ICON_SIZE = 20
_DISABLED_OPACITY = 0.4
_PICTURE = "picture-"
_PLACEHOLDER = re.compile(r"@([a-z][a-z0-9-]*)")


class Theme:
    """The colours of one theme by role, and what is drawn with them.

    Attributes:
        name: One of ``THEMES``.
        roles: Names of all colour roles.
    """

    def __init__(self, name: str = "light") -> None:
        if name not in THEMES:
            raise ValueError(f"no theme named {name!r}")
        values = tomllib.loads((ASSETS / "themes" / f"{name}.toml").read_text(encoding="utf-8"))
        self.name: str = values["name"]
        self._colors = {role: QColor(value) for role, value in values["colors"].items()}
        self._icons: dict[tuple[str, str], QIcon] = {}
        self.roles: tuple[str, ...] = tuple(self._colors)

    def color(self, role: str) -> QColor:
        """Give the colour of a role (``ink``, ``seal-soft``, ``highlight-yellow``); KeyError for a role that is not there."""
        return QColor(self._colors[role])

    def icon(self, name: str, role: str = "ink2") -> QIcon:
        """Give an icon of ``assets/icons`` drawn in the colour of a role, faded where it is disabled.

        Args:
            name: File name without ``.svg``.
            role: Colour role of its lines.
        """
        key = (name, role)
        if key not in self._icons:
            self._icons[key] = self._draw_icon(name, role)
        return self._icons[key]

    def stylesheet(self) -> str:
        """Give the style sheet of the whole program, from ``assets/themes/window.qss``."""
        families = {"serif": document_family}

        def value(found: re.Match[str]) -> str:
            role = found.group(1)
            if role.startswith(_PICTURE):
                return f'"{self.picture(role.removeprefix(_PICTURE)).as_posix()}"'
            return families[role]() if role in families else self._css(role)

        return _PLACEHOLDER.sub(value, _style_template())

    def picture(self, name: str) -> Path:
        """Give where a picture lies that the style sheet draws in the colours of this theme."""
        return ASSETS / "themes" / f"{self.name}-{name}.svg"

    def palette(self) -> QPalette:
        """Give the palette for what the style sheet does not reach: item views, cursors, native dialogs."""
        roles = {
            QPalette.ColorRole.Window: "panel",
            QPalette.ColorRole.WindowText: "ink",
            QPalette.ColorRole.Base: "paper",
            QPalette.ColorRole.AlternateBase: "panel",
            QPalette.ColorRole.Text: "ink",
            QPalette.ColorRole.Button: "panel",
            QPalette.ColorRole.ButtonText: "ink",
            QPalette.ColorRole.ToolTipBase: "pop",
            QPalette.ColorRole.ToolTipText: "ink",
            QPalette.ColorRole.PlaceholderText: "ink3",
            QPalette.ColorRole.Highlight: "selection",
            QPalette.ColorRole.HighlightedText: "ink",
            QPalette.ColorRole.Link: "focus",
            QPalette.ColorRole.Mid: "line",
        }
        palette = QPalette()
        for color_role, role in roles.items():
            palette.setColor(color_role, self.color(role))
        for color_role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
            palette.setColor(QPalette.ColorGroup.Disabled, color_role, self.color("off"))
        return palette

    def _css(self, role: str) -> str:
        color = self._colors[role]
        return f"rgba({color.red()},{color.green()},{color.blue()},{color.alpha()})"

    def _draw_icon(self, name: str, role: str) -> QIcon:
        icon = QIcon()
        lines = _icon_source(name).replace(b"currentColor", self._colors[role].name().encode())
        for ratio in _device_ratios():
            drawn = _render(lines, _ICON_SIZE, ratio)
            icon.addPixmap(drawn, QIcon.Mode.Normal)
            icon.addPixmap(_faded(drawn), QIcon.Mode.Disabled)
        return icon


def theme_of_system() -> str:
    """Give the name of the theme that follows the system's choice of light or dark."""
    dark = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
    return "dark" if dark else "light"


def program_icon() -> QIcon:
    """Give the seal of the program, the same in every theme."""
    return QIcon(str(ASSETS / "icons" / "piyue.svg"))


def _device_ratios() -> set[int]:
    """Give the sizes in which icons are drawn: those of the screens that are there, for each drawing costs at the start."""
    return {math.ceil(screen.devicePixelRatio()) for screen in QGuiApplication.screens()} or {1}


@cache
def _style_template() -> str:
    return (ASSETS / "themes" / "window.qss").read_text(encoding="utf-8")


@cache
def _icon_source(name: str) -> bytes:
    return (ASSETS / "icons" / f"{name}.svg").read_bytes()


def _render(svg: bytes, size: int, ratio: int) -> QPixmap:
    pixmap = QPixmap(size * ratio, size * ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    QSvgRenderer(QByteArray(svg)).render(painter, QRectF(0, 0, size * ratio, size * ratio))
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap


def _faded(drawn: QPixmap) -> QPixmap:
    """Give a picture as it is where it is disabled: a fifth of the time that drawing its lines once more takes."""
    faded = QPixmap(drawn.size())
    faded.setDevicePixelRatio(drawn.devicePixelRatio())
    faded.fill(Qt.GlobalColor.transparent)
    painter = QPainter(faded)
    painter.setOpacity(_DISABLED_OPACITY)
    painter.drawPixmap(0, 0, drawn)
    painter.end()
    return faded
