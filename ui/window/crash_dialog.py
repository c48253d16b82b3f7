"""Shows a bug: what was being typed is already kept, and the user decides whether to go on."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from ui.translation import _
from ui.window.dialog_parts import put_buttons


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
        copy.clicked.connect(self._copy)
        leave.clicked.connect(quit_program)
        buttons.accepted.connect(self.accept)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(10)
        for widget in (head, body, shown):
            column.addWidget(widget)
        put_buttons(column, buttons, go_on)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._details)
