"""The last resort: takes what nobody caught and has it shown. The dialog is loaded when there is something to show."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, qVersion
from PySide6.QtWidgets import QApplication

if TYPE_CHECKING:
    from ui.window.crash_dialog import CrashDialog

log = logging.getLogger(__name__)


class CrashHook(QObject):
    """Takes exceptions that nobody caught. One dialog at a time: a bug in painting would open hundreds."""

    def __init__(self, quit_program: Callable[[], object], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._quit = quit_program
        self._shown: CrashDialog | None = None

    def take(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Show an exception; for ``sys.excepthook``."""
        if issubclass(kind, KeyboardInterrupt):
            self._quit()
            return
        log.critical("uncaught exception", exc_info=(kind, error, trace))
        import platform

        from ui.window.about_dialog import VERSION

        words = "".join(traceback.format_exception(kind, error, trace))
        details = (
            f"Piyue {VERSION} · Python {platform.python_version()} · Qt {qVersion()} · {platform.platform()}\n\n{words}"
        )
        if self._shown is None:
            # Later, so that the event which broke is over before a dialog takes the next ones.
            QTimer.singleShot(0, self, lambda: self._show(details))

    def _show(self, details: str) -> None:
        if self._shown is None:
            from ui.window.crash_dialog import CrashDialog

            self._shown = CrashDialog(details, self._quit, QApplication.activeWindow())
            self._shown.destroyed.connect(self._forget)
            self._shown.show()

    def _forget(self) -> None:
        self._shown = None
