"""Menus of the colours, styles and types of annotations: in the annotation bar, on the cards, and over many notes at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QMenu

from storage.annotations import Color
from ui.translation import _
from ui.window.color_dot import dot_icon
from ui.window.theme import ANNOTATION_COLORS, Theme
from ui.wording import STYLE_WORDS, TYPE_WORDS, color_word


def fill_colors(
    menu: QMenu, theme: Theme, names: Mapping[Color, str], rename: Callable[[], object], chosen: str | None = None
) -> None:
    """Add the colours to a menu, and the way to call them otherwise; each action of a colour carries its role.

    Args:
        menu: To fill.
        theme: For the dots.
        names: What the user calls colours.
        rename: Asks for other names.
        chosen: The one to tick; None for none.
    """
    for color in ANNOTATION_COLORS:
        action = menu.addAction(dot_icon(theme, color, ticked=color == chosen), menu_words(color_word(color, names)))
        action.setData(color)
    menu.addSeparator()
    menu.addAction(_("颜色名称…"), rename)


def menu_words(words: str) -> str:
    """Give words as a menu shows them to the letter."""
    return words.replace("&", "&&")


def fill_styles(menu: QMenu, chosen: str | None = None) -> None:
    """Add the styles to a menu; each action carries the name of its style.

    Args:
        menu: To fill.
        chosen: The one to tick; None for none.
    """
    for style, word in STYLE_WORDS.items():
        _add(menu, word(), style, ticked=style == chosen)


def fill_types(menu: QMenu, chosen: str | None = None) -> None:
    """Add the types to a menu, and the way to have none; each action carries the name of its type."""
    for type_, word in TYPE_WORDS.items():
        _add(menu, word(), type_, ticked=type_ == chosen)
    menu.addSeparator()
    _add(menu, _("不分类型"), "", ticked=chosen == "")


def _add(menu: QMenu, words: str, data: str, *, ticked: bool) -> None:
    action = menu.addAction(words)
    action.setData(data)
    action.setCheckable(True)
    action.setChecked(ticked)
