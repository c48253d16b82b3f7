"""What covers the page for a while: search results, the ledger, all annotations, a review, a comparison."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from importlib import import_module
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QStackedWidget

from ui.window.theme import Theme


class Cover(QFrame):
    """The widgets of a layer."""

    def set_theme(self, theme: Theme) -> None:
        """Draw in another theme."""
        raise NotImplementedError

    def warming(self) -> Iterable[Callable[[], None]]:
        """Give short steps that do, while it is not shown, what its first picture would do in one."""
        return ()


Shown = TypeVar("Shown", bound=Cover)


class Layer(QObject, Generic[Shown]):
    """Covers the page, which stays as it is beneath, and leaves it again.

    Its widgets, and the modules that only they need, come when they are first asked for: a start has no time for them.

    Attributes:
        modules: Names of those modules, as far as loading them takes a while, in the order in which they load one after the other.

    Signals:
        opening: The layer is about to be shown.
        shown_changed: Whether it is shown.
    """

    modules: tuple[str, ...] = ()

    opening = Signal()
    shown_changed = Signal(bool)

    def __init__(self, layers: QStackedWidget, theme: Theme, parent: QObject | None = None) -> None:
        """Stand ready to cover the page.

        Args:
            layers: The page and what covers it; the page is the first.
            theme: The theme to draw in.
            parent: The window.
        """
        super().__init__(parent)
        self._layers = layers
        self._theme = theme
        self._made: Shown | None = None

    @property
    def view(self) -> Shown:
        """The widgets, made when they are first asked for."""
        if self._made is None:
            # With the parent that it stays under: a widget without one may be shown as a window for a moment and take the keyboard.
            self._made = self._make(self._theme, self._layers)
            self._layers.addWidget(self._made)
        return self._made

    def set_ready(self) -> None:
        """Make the widgets before they are asked for."""
        _made = self.view

    def set_theme(self, theme: Theme) -> None:
        """Draw in another theme."""
        self._theme = theme
        if self._made is not None:
            self._made.set_theme(theme)

    def is_shown(self) -> bool:
        """Tell whether it covers the page."""
        return self._made is not None and self._layers.currentWidget() is self._made

    def leave(self) -> None:
        """Go back to the page."""
        if self.is_shown():
            self._uncover()
            self._give_keyboard()

    def _make(self, theme: Theme, parent: QStackedWidget) -> Shown:
        """Make the widgets, as they are to be now, and tie them."""
        raise NotImplementedError

    def _cover(self) -> bool:
        """Come over the page; tells whether it was not there before."""
        self.opening.emit()
        if self.is_shown():
            return False
        self._layers.setCurrentWidget(self.view)
        self.shown_changed.emit(True)
        return True

    def _uncover(self) -> None:
        """Show the page, and leave the keyboard where it is."""
        # First the room, then the page: it must not be laid out for a width that lasts a moment.
        self.shown_changed.emit(False)
        self._layers.setCurrentWidget(self._layers.widget(0))

    def _give_keyboard(self) -> None:
        """Give the keyboard to what is on top."""
        top = self._layers.currentWidget()
        (top.focusProxy() or top).setFocus(Qt.FocusReason.OtherFocusReason)


def prepare(layers: Sequence[Layer[Any]], then: Callable[[], None]) -> None:
    """Make the widgets of layers while the user rests, so that each comes at once; between two steps the window takes what he does.

    Args:
        layers: Those to be made.
        then: What follows the last. Work of the lanes belongs there: beside it each module that is loaded here waits for its turn.
    """
    _step(_prepared(layers), then)


def _prepared(layers: Sequence[Layer[Any]]) -> Iterator[Layer[Any]]:
    """Do a step for each layer that it gives: load a module, make the widgets, or draw ahead."""
    for layer in layers:
        for module in layer.modules:
            import_module(module)
            yield layer
        layer.set_ready()
        yield layer
        # Two timers of their own would take their turns together, before the window takes anything.
        for step in layer.view.warming():
            step()
            yield layer


def _step(steps: Iterator[Layer[Any]], then: Callable[[], None]) -> None:
    layer = next(steps, None)
    if layer is None:
        then()
    else:
        QTimer.singleShot(0, layer, partial(_step, steps, then))
