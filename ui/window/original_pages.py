"""The pages of an imported PDF beside its reading text: drawn one at a time in a worker, and turned as the user reads.

The reader does not keep which page a paragraph came from; the page is found by how far down the text one has read, which is right to
a page or so in a document of running text.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QAction, QHideEvent, QImage, QPixmap, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QSizePolicy, QToolButton, QVBoxLayout

from reader.errors import Cancelled, KnownError
from ui.translation import _
from ui.window.reading_area import ReadingArea
from ui.window.session import Session
from ui.window.tasks import TaskRunner
from ui.window.theme import Theme
from ui.wording import sentence
from ui.workers import Worker
from ui.workspace import Workspace

if TYPE_CHECKING:
    from reader.formats.pdf_pages import PagePicture

WIDTH, _LEAST_WIDTH = 420, 320
_KEPT = 6
"""Pictures that are kept: a page of a window is 3 to 8 MB."""
_RESIZED_MS = 250
_EDGE = 12
_HEAD = b"%PDF-"
_HEAD_WITHIN = 1024


class _Drawer:
    """Draws pages in the lane ``pages``; the file that was read last stays in memory."""

    def __init__(self) -> None:
        self._worker = Worker()
        self._path = Path()
        self._data = b""
        self._over = threading.Event()

    def draw(self, path: Path, number: int, width: int) -> PagePicture | None:
        """Draw a page; None where the file is no PDF.

        Raises:
            KnownError: The page cannot be drawn, or the file is gone.
            Cancelled: The window closes.
        """
        if path != self._path:
            try:
                self._data, self._path = path.read_bytes(), path
            except OSError as error:
                raise KnownError("file-unreadable", name=path.name, reason=error.strerror) from error
        if _HEAD not in self._data[:_HEAD_WITHIN]:
            return None
        return self._worker.page(self._data, path.name, number, width, self._over.is_set)

    def forget(self) -> None:
        """Give the memory of the file and the worker back."""
        self._path, self._data = Path(), b""
        self._worker.stop()

    def stop(self) -> None:
        """End for good; safe in any thread."""
        self._over.set()
        self._worker.stop()


class OriginalPages(QFrame):
    """The pane; it follows the document in front while it is shown."""

    def __init__(self, session: Session, tasks: TaskRunner, area: ReadingArea, action: QAction, theme: Theme) -> None:
        """Stand ready, hidden; what is in the pane is made when it is first shown.

        Args:
            session: The open library.
            tasks: Has the lane that pages are drawn in.
            area: Whose document it shows; the pane stands in it.
            action: Shows and hides it.
            theme: Of the moment.
        """
        super().__init__()
        self.setObjectName("originalPages")
        self._session, self._tasks, self._area, self._action = session, tasks, area, action
        self._drawer = _Drawer()
        self._document, self._path = "", Path()
        self._pages, self._number = 0, 0
        self._kept: dict[int, QPixmap] = {}
        self._resized = QTimer(self, singleShot=True, interval=_RESIZED_MS)
        self._resized.timeout.connect(self._draw_anew)
        self._theme = theme
        self.setMinimumWidth(_LEAST_WIDTH)
        self.hide()
        area.current_changed.connect(self.show_document)

    def _make(self) -> None:
        self._where = QLabel()
        self._up = self._button(_("上一页"), partial(self._turn, -1))
        self._down = self._button(_("下一页"), partial(self._turn, 1))
        self._close = self._button(_("关闭原件对照"), self.toggle)
        row = QHBoxLayout()
        row.setContentsMargins(_EDGE, 4, 6, 4)
        row.addWidget(self._where, 1)
        for button in (self._up, self._down, self._close):
            row.addWidget(button)
        self._sheet = QLabel()
        self._sheet.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self._sheet.setWordWrap(True)
        self._sheet.setSizePolicy(
            QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred
        )  # a wide picture does not hold it
        self._sheet.setMargin(_EDGE)
        self._sheet.setAccessibleName(_("原件的一页"))
        self._scroll = QScrollArea()
        self._scroll.setWidget(self._sheet)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(self._scroll, 1)
        self.set_theme(self._theme)

    def _button(self, words: str, clicked: Callable[[], object]) -> QToolButton:
        button = QToolButton(self)
        button.setToolTip(words)
        button.setAccessibleName(words)
        button.setIconSize(QSize(16, 16))
        button.clicked.connect(lambda _checked: clicked())
        return button

    def sizeHint(self) -> QSize:
        """Ask for the width of a page that can be read."""
        return QSize(WIDTH, 600)

    def set_theme(self, theme: Theme) -> None:
        """Draw the buttons in another theme; pages stay as they are printed."""
        self._theme = theme
        if self.layout() is not None:
            for button, icon in ((self._up, "chevron-up"), (self._down, "chevron-down"), (self._close, "close")):
                button.setIcon(theme.icon(icon, "ink2"))

    def toggle(self) -> None:
        """Show or hide the pane."""
        if self.layout() is None:
            self._make()
        self.setVisible(self.isHidden())
        self._action.setChecked(not self.isHidden())
        self.show_document(self._area.current())

    def show_document(self, document: str) -> None:
        """Show the original of a document; nothing is fetched while the pane is hidden."""
        if self.isHidden() or document == self._document:
            return
        self._document, self._path, self._pages, self._number = document, Path(), 0, 0
        self._kept.clear()
        self._tell("")
        if document:
            self._session.run(_source_of, document, done=partial(self._on_path, document))

    def follow(self) -> None:
        """Turn to the page of the place that is read."""
        page = self._area.page()
        if self.isHidden() or page is None or not self._pages:
            return
        bar = page.verticalScrollBar()
        read = (bar.value() + bar.pageStep() / 3) / max(bar.maximum() + bar.pageStep(), 1)
        self._go(int(read * self._pages))

    def stop(self) -> None:
        """End what draws: the window closes."""
        self._drawer.stop()

    def _turn(self, by: int) -> None:
        self._go(self._number + by)

    def _go(self, number: int) -> None:
        number = max(0, min(number, self._pages - 1))
        if number != self._number:
            self._number = number
            self._show()

    def _on_path(self, document: str, path: Path) -> None:
        if document == self._document:
            self._path = path
            self._show()

    def _show(self) -> None:
        """Show the page, drawn before or now."""
        self._where.setText(
            _("第 {page} / {pages} 页").format(page=self._number + 1, pages=self._pages) if self._pages else ""
        )
        self._up.setEnabled(self._number > 0)
        self._down.setEnabled(self._number + 1 < self._pages)
        if picture := self._kept.get(self._number):
            self._sheet.setPixmap(picture)
            self._scroll.verticalScrollBar().setValue(0)
            return
        width = round((self._scroll.viewport().width() - 2 * _EDGE) * self.devicePixelRatioF())
        done = partial(self._on_picture, self._document)
        failed = partial(self._on_failed, self._document)
        draw = self._drawer.draw
        self._tasks.run(draw, self._path, self._number, width, lane="pages", done=done, failed=failed, topic="page")

    def _on_picture(self, document: str, picture: PagePicture | None) -> None:
        if document != self._document:
            return
        if picture is None:
            self._tell(_("这份文件的原件不是 PDF，没有页面可以对照。可以从文库的菜单打开原件。"))
            return
        size = picture.width, picture.height
        image = QImage(picture.pixels, *size, 4 * picture.width, QImage.Format.Format_RGB32)
        drawn = QPixmap.fromImage(image)
        drawn.setDevicePixelRatio(self.devicePixelRatioF())
        while len(self._kept) >= _KEPT:
            del self._kept[next(iter(self._kept))]
        self._kept[picture.number] = drawn
        is_first = not self._pages
        self._pages = picture.pages
        if is_first:
            self.follow()
        self._show()

    def _on_failed(self, document: str, error: BaseException) -> None:
        if isinstance(error, Cancelled) or document != self._document:
            return
        if not isinstance(error, KnownError):
            raise error
        self._tell(sentence(error))

    def _tell(self, words: str) -> None:
        self._where.setText("")
        self._up.setEnabled(False)
        self._down.setEnabled(False)
        self._sheet.setPixmap(QPixmap())
        self._sheet.setText(words)

    def _draw_anew(self) -> None:
        self._kept.clear()
        if self._path != Path():
            self._show()

    # Qt

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Draw the page in its new width when the width has come to rest."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._resized.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Keep nothing in memory for a pane that is not seen."""
        super().hideEvent(event)
        if self.isHidden():
            self._document = ""
            self._kept.clear()
            self._tasks.run(self._drawer.forget, lane="pages")


def _source_of(workspace: Workspace, document: str) -> Path:
    return workspace.library.source_path(document)
