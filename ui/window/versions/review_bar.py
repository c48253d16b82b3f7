"""The bar over the page of a document that has a new version: how many annotations wait, and choosing a place for one."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from ui.translation import _, counted
from ui.window.theme import Theme


class ReviewBar(QFrame):
    """One row between the tabs and the page.

    Signals:
        review_wanted: Show the review.
        put_wanted: The annotation goes where words are selected now.
        putting_left: No other place is chosen after all.
    """

    review_wanted = Signal()
    put_wanted = Signal()
    putting_left = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("reviewBar")
        self._sign = QLabel()
        self.told = QLabel()
        self.review = QPushButton(_("审阅"))
        self.put = QPushButton(_("放在选中的文字上"))
        self.cancel = QPushButton(_("取消"))
        for button in (self.review, self.put, self.cancel):
            button.setProperty("link", True)
        self.review.clicked.connect(self.review_wanted)
        self.put.clicked.connect(self.put_wanted)
        self.cancel.clicked.connect(self.putting_left)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 5, 12, 5)
        row.setSpacing(8)
        row.addWidget(self._sign)
        row.addWidget(self.told, 1)
        for button in (self.review, self.put, self.cancel):
            row.addWidget(button)
        self.set_theme(theme)
        self.hide()

    def show_waiting(self, count: int) -> None:
        """Say how many annotations wait; nothing where none does."""
        self.told.setText(counted("这份文件换了新版本，{count} 条批注等着审阅。", count).format(count=count))
        self._offer(putting=False)
        self.setVisible(count > 0)

    def show_putting(self, quote: str) -> None:
        """Ask for the place of an annotation."""
        self.told.setText(_("请选中“{quote}”在新文里的位置。").format(quote=quote))
        self._offer(putting=True)
        self.show()

    def set_theme(self, theme: Theme) -> None:
        """Draw in another theme."""
        self._sign.setPixmap(theme.icon("note", "seal").pixmap(QSize(16, 16)))

    def _offer(self, *, putting: bool) -> None:
        self.review.setVisible(not putting)
        self.put.setVisible(putting)
        self.cancel.setVisible(putting)
