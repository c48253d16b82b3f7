"""The bar at the top: the seal's name, back and forward, the search field, size, theme and menu."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QToolButton, QWidget

from ui.translation import _
from ui.window.actions import Actions
from ui.window.pressing import forgets_mouse
from ui.window.searching.search_field import SearchField
from ui.window.theme import Theme

HEIGHT = 52
_NARROW = 900
"""Below this width the brand gives its room to the search field."""


class TopBar(QFrame):
    """One line of tools.

    Attributes:
        search: The search field.
    """

    def __init__(self, theme: Theme, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("topBar")
        self.setFixedHeight(HEIGHT)
        self.search = SearchField(theme, "Ctrl K")
        self._brand = QLabel("批阅")  # a name, the same in every language
        self._brand.setObjectName("brand")
        self._size = _button(_("文字大小"))
        self._theme = _button(_("外观"))
        self._menu = _button(_("菜单"))
        for button, group in ((self._size, "size"), (self._theme, "theme")):
            menu = QMenu(button)
            actions.fill(menu, group)
            button.setMenu(menu)
        self._menu.setMenu(actions.menu(self._menu))
        for button in (self._size, self._theme, self._menu):
            forgets_mouse(button)
        back, forward = _button(""), _button("")
        back.setDefaultAction(actions["back"])
        forward.setDefaultAction(actions["forward"])
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 12, 0)
        row.setSpacing(8)
        row.addWidget(self._brand)
        row.addWidget(back)
        row.addWidget(forward)
        row.addStretch(1)
        row.addWidget(self.search, 8)
        row.addStretch(1)
        for button in (self._size, self._theme, self._menu):
            row.addWidget(button)
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        """Draw in another theme."""
        self.search.set_theme(theme)
        self._size.setIcon(theme.icon("type-size"))
        self._theme.setIcon(theme.icon("theme"))
        self._menu.setIcon(theme.icon("menu"))

    def fit(self, width: int) -> None:
        """Take the width of the window: the brand stands over the left panel, and goes where there is no room."""
        self._brand.setFixedWidth(224 if width >= _NARROW else 44)


def _button(name: str) -> QToolButton:
    button = QToolButton()
    button.setIconSize(QSize(20, 20))
    button.setFixedSize(32, 32)
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
    button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    if name:
        button.setToolTip(name)
        button.setAccessibleName(name)
    return button
