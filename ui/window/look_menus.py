"""Menus of the styles and types of annotations: in the annotation bar, on the cards, and over many notes at once."""

from __future__ import annotations

from PySide6.QtWidgets import QMenu

from ui.translation import _
from ui.wording import STYLE_WORDS, TYPE_WORDS


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
