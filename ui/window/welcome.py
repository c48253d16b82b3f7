"""What stands on the desk where no document is open: an invitation, and what can be done next."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ui.translation import _
from ui.window.theme import program_icon

_BODY_WIDTH = 440


class Welcome(QFrame):
    """A quiet page.

    Signals:
        files_wanted: The user wants to import files.
        folder_wanted: The user wants to import a folder.
        place_wanted: The user wants another library.
        restore_wanted: The user wants the backup that is offered.
    """

    files_wanted = Signal()
    folder_wanted = Signal()
    place_wanted = Signal()
    restore_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("welcome")
        seal = QLabel()
        seal.setPixmap(program_icon().pixmap(64, 64))
        self._head = QLabel()
        self._head.setProperty("voice", "large")
        self._body = QLabel(wordWrap=True)
        self._body.setProperty("voice", "second")
        self._body.setFixedWidth(_BODY_WIDTH)
        self._files = QPushButton(_("导入文件…"))
        self._folder = QPushButton(_("导入文件夹…"))
        self._place = QPushButton(_("选择其他文库…"))
        self._restore = QPushButton()
        self._restore.setDefault(True)
        self._files.clicked.connect(self.files_wanted)
        self._folder.clicked.connect(self.folder_wanted)
        self._place.clicked.connect(self.place_wanted)
        self._restore.clicked.connect(self.restore_wanted)
        buttons = QHBoxLayout()
        buttons.setSpacing(10)
        buttons.addStretch(1)
        for button in (self._restore, self._files, self._folder, self._place):
            buttons.addWidget(button)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setSpacing(14)
        column.addStretch(2)
        for label in (seal, self._head, self._body):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(label, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(6)
        column.addLayout(buttons)
        column.addStretch(3)
        self.show_opening()

    def show_opening(self) -> None:
        """Say nothing yet: the library is being opened."""
        self._say("", "", open_library=False, other=False)

    def show_shelf(self, documents: int) -> None:
        """Invite to import, or to open one of the documents."""
        if documents:
            head, body = _("从左边的文库里打开一份文件"), _("也可以按 Ctrl+K 搜索全部文件、条款和批注。")
        else:
            head = _("把文件拖到这里")
            body = _(
                "法律法规、政策文件、标准，Word、PDF、OFD、网页、EPUB、TXT、Markdown 都可以；"
                "整个文件夹也行，复制的文字可以直接粘贴（Ctrl+V）。"
            )
        self._say(head, body, open_library=True, other=False)

    def show_failure(self, sentence: str, restore: str = "") -> None:
        """Say why the library could not be opened.

        Args:
            sentence: The reason, and what can be done.
            restore: Words of the button that restores a backup; empty where there is none to offer.
        """
        self._say(_("文库打不开"), sentence, open_library=False, other=True)
        self._restore.setText(restore)
        self._restore.setVisible(bool(restore))

    def _say(self, head: str, body: str, *, open_library: bool, other: bool) -> None:
        self._restore.hide()
        self._head.setText(head)
        self._body.setText(body)
        self._body.setFixedHeight(max(self._body.heightForWidth(_BODY_WIDTH), 0))
        self._files.setVisible(open_library)
        self._folder.setVisible(open_library)
        self._place.setVisible(other)
