"""The last resort: a bug is shown, what was being typed is already kept, and the user decides whether to go on."""

from __future__ import annotations

import logging
import platform
import traceback
from collections.abc import Callable
from types import TracebackType

from PySide6.QtCore import QObject, Qt, QTimer, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QDialogButtonBox, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from ui.translation import _
from ui.window.about_dialog import VERSION

log = logging.getLogger(__name__)


class CrashDialog(QDialog):
    """Says that the program made a mistake, with everything that helps to mend it."""

    def __init__(self, details: str, quit_program: Callable[[], object], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("程序出错"))
        self.resize(640, 420)
        self._details = details
        head = QLabel(_("批阅出了错，这是程序的问题。"))
        head.setProperty("voice", "heading")
        body = QLabel(
            _(
                "已有的批注都已保存，正在写的批注已存为草稿，下次打开时还在。可以继续使用；如果不正常，请退出后重新打开。"
            ),
            wordWrap=True,
        )
        body.setProperty("voice", "second")
        shown = QPlainTextEdit(details)
        shown.setObjectName("crashDetails")
        shown.setReadOnly(True)
        shown.setAccessibleName(_("错误详情"))
        buttons = QDialogButtonBox()
        copy = buttons.addButton(_("复制详情"), QDialogButtonBox.ButtonRole.ActionRole)
        leave = buttons.addButton(_("退出"), QDialogButtonBox.ButtonRole.DestructiveRole)
        go_on = buttons.addButton(_("继续"), QDialogButtonBox.ButtonRole.AcceptRole)
        go_on.setDefault(True)
        copy.clicked.connect(self._copy)
        leave.clicked.connect(quit_program)
        buttons.accepted.connect(self.accept)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(10)
        for widget in (head, body, shown, buttons):
            column.addWidget(widget)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._details)


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
        words = "".join(traceback.format_exception(kind, error, trace))
        details = (
            f"Piyue {VERSION} · Python {platform.python_version()} · Qt {qVersion()} · {platform.platform()}\n\n{words}"
        )
        if self._shown is None:
            # Later, so that the event which broke is over before a dialog takes the next ones.
            QTimer.singleShot(0, self, lambda: self._show(details))

    def _show(self, details: str) -> None:
        if self._shown is None:
            self._shown = CrashDialog(details, self._quit, QApplication.activeWindow())
            self._shown.destroyed.connect(self._forget)
            self._shown.show()

    def _forget(self) -> None:
        self._shown = None
