"""A layer's widgets come when they are first asked for, under the window, and in the theme of that moment."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QStackedWidget, QWidget
from pytestqt.qtbot import QtBot

from ui.window.layer import Cover, Layer, prepare
from ui.window.theme import Theme

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


class _Cover(Cover):
    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.theme = theme
        self.made_under = parent

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme


class _Layer(Layer[_Cover]):
    def show(self) -> None:
        self._cover()

    def _make(self, theme: Theme, parent: QStackedWidget) -> _Cover:
        return _Cover(theme, parent)


def _layers(qtbot: QtBot) -> tuple[QStackedWidget, list[_Layer]]:
    stack = QStackedWidget()
    qtbot.addWidget(stack)
    stack.addWidget(QWidget())
    stack.show()
    return stack, [_Layer(stack, Theme("light"), stack) for _ in range(2)]


def test_a_layer_is_made_when_it_is_first_shown_in_the_theme_that_holds_then(qtbot: QtBot) -> None:
    stack, (layer, other) = _layers(qtbot)
    dark = Theme("dark")
    layer.set_theme(dark)
    layer.leave()
    assert stack.count() == 1
    assert not layer.is_shown()
    layer.show()
    assert layer.is_shown()
    assert not other.is_shown()
    assert layer.view.theme is dark
    assert layer.view.made_under is stack, "without a parent it would be a window for a moment"
    light = Theme("light")
    layer.set_theme(light)
    assert layer.view.theme is light
    layer.leave()
    assert stack.currentIndex() == 0
    assert stack.count() == 2


def test_while_the_user_rests_all_layers_are_made_and_none_is_shown(qtbot: QtBot) -> None:
    stack, layers = _layers(qtbot)
    made_before: list[int] = []
    prepare(layers, lambda: made_before.append(stack.count()))
    qtbot.waitUntil(lambda: bool(made_before))
    assert made_before == [3], "what follows waits for all of them"
    assert stack.currentIndex() == 0
    assert not any(layer.view.isVisible() for layer in layers)


def test_what_the_first_picture_needs_is_made_in_turns_after_the_widgets(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    stack, layers = _layers(qtbot)
    done: list[str] = []
    monkeypatch.setattr(
        _Cover, "warming", lambda _cover: [lambda: done.append(f"{stack.count()}a"), lambda: done.append("b")]
    )
    turns: list[int] = []
    between = QTimer(stack, interval=0)
    between.timeout.connect(lambda: turns.append(len(done)))
    between.start()
    prepare(layers, lambda: done.append("then"))
    qtbot.waitUntil(lambda: "then" in done)
    between.stop()
    assert done == ["2a", "b", "3a", "b", "then"]
    assert {1, 2, 3} <= set(turns), "each in a turn of its own"


def test_preparing_loads_a_module_or_makes_a_view_in_a_turn(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    stack, layers = _layers(qtbot)
    monkeypatch.setattr(layers[0], "modules", ("json", "json.tool"), raising=False)
    done: list[str] = []
    monkeypatch.setattr("ui.window.layer.import_module", done.append)
    prepare(layers, lambda: done.append("then"))
    assert done == ["json"], "the rest in turns of their own"
    qtbot.waitUntil(lambda: "then" in done)
    assert done == ["json", "json.tool", "then"]
    assert stack.count() == 3
