"""Whether the system hands ``piyue://`` links to this program: shown in the menu as it is, changed there, and mended where it moved."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from reader.errors import KnownError
from ui.links.handling import (
    Handling,
    Registrar,
    handling,
    in_words,
    system_registrar,
    this_program,
    turn_off,
    turn_on,
)
from ui.places import preference, set_preference
from ui.translation import _
from ui.window.messages import Messages
from ui.window.tasks import TaskRunner

_TOLD = "links-elsewhere"
"""Preference: the other copy of the program of which the user was told; two copies are no fault, and said once."""


class SystemLinks(QObject):
    """The entry in the menu. The system is asked each time: other programs and its settings change it, too."""

    def __init__(self, action: QAction, tasks: TaskRunner, messages: Messages, window: QObject) -> None:
        """Stand ready; nothing is asked yet.

        Args:
            action: The entry, which can be checked and stands in its menu already.
            tasks: For files and registry, which may lie on a slow disk.
            messages: Where it is said.
            window: The owner.
        """
        super().__init__(window)
        self._action = action
        self._tasks = tasks
        self._messages = messages
        self._program = this_program()
        self._registrar: Registrar | None = None
        try:
            self._registrar = system_registrar()
        except KnownError:  # macOS: the program itself says it, there is nothing to choose
            action.setVisible(False)
        for menu in action.associatedObjects():
            if isinstance(menu, QMenu):
                menu.aboutToShow.connect(self.refresh)

    def refresh(self) -> None:
        """Show how it is."""
        self._ask(self._show)

    def look(self) -> None:
        """Say so where links lead to a place that the program has left, or to another copy of it."""
        self._ask(self._on_looked)

    def toggle(self) -> None:
        """Turn it on, or off where it is on."""
        self._ask(self._on_toggled)

    def _ask(self, done: Callable[[Handling], None]) -> None:
        if self._registrar is not None and not self._tasks.is_closed():
            self._tasks.run(handling, self._registrar, self._program, lane="search", done=done)

    def _show(self, found: Handling) -> None:
        self._action.setChecked(found.standing == "on")

    def _on_looked(self, found: Handling) -> None:
        self._show(found)
        if found.standing == "elsewhere" and preference(_TOLD) != found.program:
            with suppress(KnownError):  # where it cannot be kept, it is said again
                set_preference(_TOLD, found.program)
        elif found.standing != "gone":
            return
        self._messages.warn(in_words(found), _("交给这里"), self._turn_on)

    def _on_toggled(self, found: Handling) -> None:
        if found.standing == "on":
            self._change(turn_off, _("系统不再打开 piyue:// 链接。"))
        else:
            self._turn_on()

    def _turn_on(self) -> None:
        self._change(turn_on, in_words(Handling("on")))

    def _change(self, act: Callable[..., None], said: str) -> None:
        if self._tasks.is_closed():  # the message whose button was pressed may outlive the library
            return
        self._tasks.run(
            act,
            self._registrar,
            self._program,
            lane="search",
            done=partial(self._on_changed, said),
            failed=self._on_failed,
        )

    def _on_changed(self, said: str, _answer: None) -> None:
        self.refresh()
        self._messages.info(said)

    def _on_failed(self, error: BaseException) -> None:
        self.refresh()
        self._messages.report(error)
