"""A document with its annotations on paper, as PDF or to a printer. Made in the library lane, not in the window's thread."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QBuffer, QMarginsF, QThread
from PySide6.QtGui import QFont, QPagedPaintDevice, QPageLayout, QPageSize, QPdfWriter, QTextDocument

from storage.exports.whole import whole_markdown
from storage.files import write_atomically
from ui.exporting import labels_in_use
from ui.window.fonts import document_family
from ui.workspace import Workspace

_POINTS = 11
_MARGIN_MM = 20.0
_DOTS_PER_INCH = 300
_FOOTNOTE = re.compile(r"(?<!\\)\[\^(\d+)\]:?")
"""Our own only: what users and documents write is escaped. Qt knows no footnotes."""


def write_pdf(workspace: Workspace, document: str, path: Path) -> Path:
    """Write a document with its annotations as PDF; gives the path.

    Args:
        workspace: The open library.
        document: Id.
        path: The file.

    Raises:
        KnownError: ``disk-full`` or ``file-unwritable``.
    """
    words, title = _words(workspace, document), workspace.library.card(document).title
    made = QBuffer()
    made.open(QBuffer.OpenModeFlag.WriteOnly)

    def paint() -> None:
        writer = QPdfWriter(made)
        writer.setTitle(title)
        writer.setResolution(_DOTS_PER_INCH)
        writer.setPageLayout(_layout())
        _set(words, writer)  # the writer goes with this function, and writes its end then

    _Painter(paint).work()
    write_atomically(path, bytes(made.data().data()))
    return path


def put(workspace: Workspace, document: str, printer: QPagedPaintDevice) -> None:
    """Print a document with its annotations.

    Args:
        workspace: The open library.
        document: Id.
        printer: As the user set it.
    """
    words = _words(workspace, document)
    _Painter(lambda: _set(words, printer)).work()


class _Painter(QThread):
    """Lays out in a thread of Qt's: its text documents start timers, which have no place in the threads of our lanes."""

    def __init__(self, act: Callable[[], None]) -> None:
        super().__init__()
        self._act = act
        self._failure: Exception | None = None

    def work(self) -> None:
        """Do it and wait."""
        self.start()
        self.wait()
        if self._failure is not None:
            raise self._failure

    def run(self) -> None:
        """Qt's: what the thread does."""
        try:
            self._act()
        except Exception as error:
            self._failure = error


def _words(workspace: Workspace, document: str) -> str:
    labels = labels_in_use(workspace.library.colors.names())
    words = whole_markdown([workspace.exported(document)], datetime.datetime.now().astimezone(), labels, notes=True)
    return _FOOTNOTE.sub(lambda found: f"〔{labels.note}{found[1]}〕", words)


def _set(words: str, device: QPagedPaintDevice) -> None:
    sheet = QTextDocument()
    font = QFont(document_family())
    font.setPointSize(_POINTS)
    sheet.setDefaultFont(font)
    sheet.setMarkdown(words, QTextDocument.MarkdownFeature.MarkdownNoHTML)
    sheet.print_(device)


def _layout() -> QPageLayout:
    margins = QMarginsF(_MARGIN_MM, _MARGIN_MM, _MARGIN_MM, _MARGIN_MM)
    size = QPageSize(QPageSize.PageSizeId.A4)
    return QPageLayout(size, QPageLayout.Orientation.Portrait, margins, QPageLayout.Unit.Millimeter)
