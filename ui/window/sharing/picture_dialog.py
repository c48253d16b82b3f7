"""Shows a picture of a quote, to be copied or saved."""

from __future__ import annotations

from PySide6.QtCore import QDir, Qt
from PySide6.QtGui import QGuiApplication, QImage, QPixmap
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFileDialog, QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from ui.translation import _
from ui.window.dialog_parts import put_buttons

_TALLEST = 620
_FRAME = 24


class PictureDialog(QDialog):
    """A picture with two buttons."""

    def __init__(self, title: str, picture: QImage, told: str, parent: QWidget | None = None) -> None:
        """Make the dialog.

        Args:
            title: Of the dialog, and name of the file that is offered.
            picture: What is shown.
            told: What it shows, for who cannot see it.
            parent: The window.
        """
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.picture = picture
        shown = QLabel()
        shown.setAccessibleName(told)
        shown.setAlignment(Qt.AlignmentFlag.AlignCenter)
        pixels = QPixmap.fromImage(picture)
        shown.setPixmap(pixels)
        size = pixels.deviceIndependentSize().toSize()
        room = QScrollArea()
        room.setWidget(shown)
        room.setWidgetResizable(True)
        room.setFrameShape(QFrame.Shape.NoFrame)
        room.setMinimumSize(size.width() + _FRAME, min(size.height() + _FRAME, _TALLEST))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self.copy_button = buttons.addButton(_("复制图片"), QDialogButtonBox.ButtonRole.ActionRole)
        self.save_button = buttons.addButton(_("存为图片…"), QDialogButtonBox.ButtonRole.ActionRole)
        self.copy_button.clicked.connect(self._copy)
        self.save_button.clicked.connect(self._save)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 18, 16)  # the picture has air around it already
        column.setSpacing(10)
        column.addWidget(room, 1)
        put_buttons(column, buttons, self.copy_button)
        self.copy_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setImage(self.picture)

    def _save(self) -> None:
        name = QDir.home().filePath(f"{self.windowTitle()}.png")
        path, _filter = QFileDialog.getSaveFileName(self, self.windowTitle(), name, _("图片 (*.png)"))
        if path and not self.picture.save(path if path.lower().endswith(".png") else f"{path}.png"):
            self.save_button.setText(_("没能保存，换个位置…"))
