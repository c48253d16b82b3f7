"""The bar that comes by itself when words are selected, or when a highlight is clicked: colours, styles, types, note, tag, copy, search.

The bar only says what was chosen. It knows neither the text nor the library.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QToolButton, QWidget

from storage.annotations import Color
from storage.colors import NO_NAMES
from ui.placed import PlacedAnnotation
from ui.translation import _
from ui.window.color_dot import ColorDot
from ui.window.look_menus import fill_styles, fill_types
from ui.window.page.floating import SHADOW, Floating
from ui.window.theme import ANNOTATION_COLORS, Theme
from ui.wording import color_word

_GIVEN_UP = ("word", "marks", "cite", "search", "share", "clause", "type", "style")
"""Words that a bar with too little room leaves out, in this order; their keys go on."""
_GAP = 9
"""Pixels between the bar and the words that it belongs to."""


@dataclass(frozen=True, slots=True)
class _Button:
    """One word of the bar: what it is called, its key, and whether it belongs to selected words, to a highlight, or to both."""

    action: str
    words: str
    key: str
    hint: str
    selection: bool = True
    annotation: bool = True


def _buttons() -> tuple[tuple[_Button, ...], ...]:
    """Give the words of the bar in groups; a hairline stands between two groups."""
    return (
        (
            _Button("note", _("批注"), "N", _("写批注")),
            _Button("tags", _("标签"), "T", _("加标签")),
            _Button("bookmark", _("书签"), "B", _("在此处放书签"), annotation=False),
            _Button("clause", _("整条"), "H", _("标注整个条款"), annotation=False),
            _Button("style", _("样式"), "U", _("选择样式：底色、下划线、波浪线、删除线")),
            _Button("type", _("类型"), "K", _("选择类型：重点、疑问、待落实……")),
        ),
        (
            _Button("copy", _("复制"), "C", _("复制文字")),
            _Button("cite", _("带出处复制"), "Shift+C", _("连同文件名和条款号复制")),
            _Button("share", _("分享"), "F", _("引文卡片、二维码、分享到……")),
            _Button("marks", _("标点"), "P", _("改这里的标点"), annotation=False),
            _Button("search", _("搜索"), "S", _("在文库中搜索这些字"), annotation=False),
            _Button("word", _("用词"), "W", _("设为检索用词：检索时不拆开这些字"), annotation=False),
            _Button("delete", _("删除"), "Del", _("删除这条批注"), selection=False),
        ),
    )


class AnnotationBar(Floating):
    """Five colours and a few words.

    Attributes:
        mendable: The marks of the text that is shown can be mended.

    Signals:
        look_chosen(str, str): ``color``, ``style`` or ``type``, and which.
        action_chosen(str): ``note``, ``tags``, ``bookmark``, ``clause``, ``copy``, ``cite``, ``marks``, ``search``, ``share``, ``word`` or
            ``delete``.
        color_names_wanted: The user asks to call the colours otherwise.
    """

    look_chosen = Signal(str, str)
    action_chosen = Signal(str)
    color_names_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, parent)
        self.annotation: PlacedAnnotation | None = None
        self.mendable = True
        self.setAccessibleName(_("批注工具条"))
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self._dots: list[ColorDot] = []
        self._words: list[tuple[_Button, QToolButton]] = []
        layout = QHBoxLayout(self)
        layout.setContentsMargins(SHADOW + 8, SHADOW + 5, SHADOW + 6, SHADOW + 5)
        layout.setSpacing(3)
        for color in ANNOTATION_COLORS:
            dot = ColorDot(theme, color, self)
            dot.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the words keep their selection and the page its keys
            dot.clicked.connect(self._choose_color)
            dot.color_names_wanted.connect(self.color_names_wanted)
            self._dots.append(dot)
            layout.addWidget(dot)
        for group in _buttons():
            layout.addSpacing(4)
            layout.addWidget(_hairline(self))
            for button in group:
                layout.addWidget(self._add_word(button))
        self._more = QToolButton(self)
        self._more.setText("⋯")
        self._more.setToolTip(_("更多"))
        self._more.setAccessibleName(_("更多"))
        self._more.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._more.clicked.connect(self._open_rest)
        layout.addWidget(self._more)
        self.set_color_names(NO_NAMES)
        self.set_theme(theme)

    def set_color_names(self, names: Mapping[Color, str]) -> None:
        """Call the colours as the user does."""
        for number, dot in enumerate(self._dots, start=1):
            name = color_word(dot.color, names)
            dot.call(name, _("{color}（{key}）").format(color=name, key=number))

    def set_theme(self, theme: Theme) -> None:
        """Draw in the colours of another theme."""
        super().set_theme(theme)
        for dot in self._dots:
            dot.set_theme(theme)
        color = theme.color
        self.setStyleSheet(
            f"QToolButton {{ border: none; border-radius: 6px; padding: 4px 7px; font-size: 13px;"
            f" color: {color('ink2').name()}; background: transparent; }}"
            f"QToolButton:hover {{ background: {color('pop-hover').name()}; color: {color('ink').name()}; }}"
            f"QFrame#hairline {{ background: {color('pop-line').name()}; border: none; }}"
        )

    def show_for(self, lines: list[QRect], within: QRect, annotation: PlacedAnnotation | None = None) -> None:
        """Show the bar beside some lines of the page without covering any of them.

        Args:
            lines: The visible lines of the selected words, in the parent's coordinates.
            within: The part of the parent to stay in.
            annotation: The highlight that it is for; None for selected words.
        """
        self.annotation = annotation
        for dot in self._dots:
            dot.setChecked(annotation is not None and dot.color == annotation.annotation.color)
        self._fit(within.width())
        size = self.sizeHint()
        height, width = size.height() - 2 * SHADOW, size.width() - 2 * SHADOW
        top = max(line.bottom() for line in lines) + _GAP
        anchor = lines[-1].right()
        if top + height > within.bottom():
            above = min(line.top() for line in lines) - _GAP - height
            # Words that fill the whole page leave no free place: then the foot of the page covers the fewest of them.
            top, anchor = (above, lines[0].left()) if above >= within.top() else (within.bottom() - height - 4, anchor)
        self.float_at(anchor - width // 2, top, within)

    def take_key(self, event: QKeyEvent) -> bool:
        """Do what a key stands for; tell whether it stands for anything.

        Args:
            event: A key pressed on the page while words are selected or a highlight is chosen.
        """
        if event.modifiers() not in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier):
            return False
        shift = "Shift+" if event.modifiers() else ""
        number = event.key() - Qt.Key.Key_1
        if 0 <= number < len(ANNOTATION_COLORS) and not shift:
            self.look_chosen.emit("color", ANNOTATION_COLORS[number])
            return True
        pressed = shift + (
            "Del" if event.key() == Qt.Key.Key_Delete else chr(event.key()) if event.key() < 0x80 else ""
        )
        for button, _widget in self._words:
            if button.key == pressed and self._fits(button):
                self._act(button.action)
                return True
        return False

    def place_under(self, action: str) -> QPoint:
        """Give the place on the screen where the menu of a word opens; of one that has no room, of the bar."""
        under: QWidget = next(widget for button, widget in self._words if button.action == action)
        if under.isHidden():
            return self.mapToGlobal(self.rect().bottomLeft() + QPoint(SHADOW, -SHADOW))
        return under.mapToGlobal(under.rect().bottomLeft())

    def _fit(self, room: int) -> None:
        """Say less where there is little room: first without the keys, then without the words that are used least; ⋯ has them."""
        self.ensurePolished()
        for given_up in range(len(_GIVEN_UP) + 2):
            for button, widget in self._words:
                widget.setText(_with_key(button) if not given_up else button.words)
                hidden = button.action in _GIVEN_UP[: max(given_up - 1, 0)]
                widget.setVisible(self._fits(button) and not hidden)
            self._more.setVisible(bool(self._rest()))
            self.adjustSize()
            if self.sizeHint().width() - 2 * SHADOW <= room:
                break

    def _rest(self) -> list[_Button]:
        """Give the words that would have a meaning and have no room."""
        return [button for button, widget in self._words if widget.isHidden() and self._fits(button)]

    def _open_rest(self) -> None:
        """Offer what has no room, with the keys that do it."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for button in self._rest():
            menu.addAction(f"{button.hint}\t{button.key}").setData(button.action)
        menu.triggered.connect(lambda action: self._act(action.data()))
        menu.popup(self._more.mapToGlobal(self._more.rect().bottomLeft()))
        menu.setActiveAction(menu.actions()[0])

    def _fits(self, button: _Button) -> bool:
        """Tell whether a word has a meaning for what the bar is about."""
        if button.action == "marks" and not self.mendable:
            return False
        return button.selection if self.annotation is None else button.annotation

    def _add_word(self, button: _Button) -> QToolButton:
        widget = QToolButton(self)
        widget.setText(_with_key(button))
        widget.setToolTip(_("{what}（{key}）").format(what=button.hint, key=button.key))
        widget.setAccessibleName(button.hint)
        widget.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        widget.setObjectName(button.action)
        widget.clicked.connect(self._choose_word)
        self._words.append((button, widget))
        return widget

    def _choose_color(self) -> None:
        dot = self.sender()
        if isinstance(dot, ColorDot):
            self.look_chosen.emit("color", dot.color)

    def _choose_word(self) -> None:
        self._act(self.sender().objectName())

    def _act(self, action: str) -> None:
        if action in ("style", "type"):
            self._open_menu(action)
        else:
            self.action_chosen.emit(action)

    def _open_menu(self, part: str) -> None:
        """Offer the styles or types; what the chosen annotation has is ticked."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        here = self.annotation.annotation if self.annotation is not None else None
        if part == "style":
            fill_styles(menu, here.style if here else None)
        else:
            fill_types(menu, here.type if here else None)
        menu.triggered.connect(lambda action: self.look_chosen.emit(part, action.data()))
        menu.popup(self.place_under(part))
        menu.setActiveAction(menu.actions()[0])


def _with_key(button: _Button) -> str:
    return f"{button.words} {button.key}" if len(button.key) == 1 else button.words


def _hairline(parent: QWidget) -> QFrame:
    line = QFrame(parent)
    line.setObjectName("hairline")
    line.setFixedSize(1, 20)
    return line
