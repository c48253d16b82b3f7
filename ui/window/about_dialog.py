"""The about box: name, version, where the library lies, and what it is built on."""

from __future__ import annotations

import platform
from pathlib import Path

from PySide6.QtCore import Qt, qVersion
from PySide6.QtWidgets import QDialog, QLabel, QVBoxLayout, QWidget

from ui.translation import _
from ui.window.dialog_parts import close_only
from ui.window.theme import program_icon

VERSION = "0.1.0"
"""The version in pyproject.toml, which does not lie beside the packaged program."""


class AboutDialog(QDialog):
    """A small card."""

    def __init__(self, library: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("关于批阅"))
        seal = QLabel()
        seal.setPixmap(program_icon().pixmap(64, 64))
        name = QLabel(_("批阅 {version}").format(version=VERSION))
        name.setProperty("voice", "large")
        what = QLabel(_("离线阅读、批注中文政策文件、法律和标准。文件和批注只在你的电脑上。"), wordWrap=True)
        what.setProperty("voice", "second")
        facts = QLabel(
            _("文库：{library}\nPython {python} · Qt {qt} · MIT 许可").format(
                library=library, python=platform.python_version(), qt=qVersion()
            ),
            wordWrap=True,
        )
        facts.setProperty("voice", "hint")
        facts.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        buttons = close_only(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(28, 24, 28, 18)
        column.setSpacing(10)
        for label in (seal, name, what, facts):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(label)
        column.addWidget(buttons)
        self.setFixedWidth(420)
