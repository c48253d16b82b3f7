"""A document with its annotations on paper, as PDF or to a printer: page by page, away from the window's thread.

Every page is laid out when its turn comes, so that no step is long, the work can be stopped between two of them, and the interpreter
is free for the window meanwhile.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QMarginsF, QPointF, QRectF, QSizeF, Qt, QThread
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QColor,
    QFont,
    QFontMetricsF,
    QPagedPaintDevice,
    QPageLayout,
    QPageSize,
    QPainter,
    QPalette,
    QPdfWriter,
    QTextDocument,
)

from reader.errors import Cancelled
from storage.exports.whole import whole_markdown
from storage.files import write_atomically
from ui.exporting import labels_in_use
from ui.window.fonts import document_family
from ui.workspace import Workspace

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter  # slow to load, and printing is rare

_POINTS = 11
_FOOT_POINTS = 8
MARGINS = QMarginsF(20, 20, 20, 20)
"""Of paper, in millimetres."""
_DOTS_PER_INCH = 300
_FOOTNOTE = re.compile(r"(?<!\\)\[\^(\d+)\]:?")
"""Our own only: what users and documents write is escaped. Qt knows no footnotes."""

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Script:
    """What goes on paper.

    Attributes:
        title: Of the document, at the foot of each page.
        words: Markdown.
    """

    title: str
    words: str


def script(workspace: Workspace, document: str, notes: bool = True) -> Script:
    """Give what of a document goes on paper. For the library lane.

    Args:
        workspace: The open library.
        document: Id.
        notes: With its annotations, numbered in the text and listed behind it.
    """
    labels = labels_in_use(workspace.library.colors.names())
    words = whole_markdown([workspace.exported(document)], datetime.datetime.now().astimezone(), labels, notes=notes)
    words = _FOOTNOTE.sub(lambda found: f"〔{labels.note}{found[1]}〕", words)
    return Script(workspace.library.card(document).title, words)


def write_pdf(script: Script, path: Path, *, progress: Progress, cancelled: Callable[[], bool]) -> Path:
    """Write a PDF; gives its path.

    Args:
        script: What goes on paper.
        path: The file; nothing is written where the work is stopped.
        progress: Hears how much of the words is done, and how much there is.
        cancelled: Tells whether to stop.

    Raises:
        KnownError: ``disk-full`` or ``file-unwritable``.
        Cancelled: As asked.
    """
    made = QBuffer()
    made.open(QBuffer.OpenModeFlag.WriteOnly)

    def paint() -> None:
        writer = QPdfWriter(made)
        writer.setTitle(script.title)
        writer.setResolution(_DOTS_PER_INCH)
        writer.setPageLayout(_layout())
        _set(script, writer, progress, cancelled)  # the writer goes with this function, and writes its end then

    _Painter(paint).work()
    write_atomically(path, bytes(made.data().data()))
    return path


def put(script: Script, printer: QPrinter, *, progress: Progress, cancelled: Callable[[], bool]) -> None:
    """Print.

    Args:
        script: What goes on paper.
        printer: As the user set it.
        progress: Hears how much of the words is done, and how much there is.
        cancelled: Tells whether to stop; what the printer has not begun then is not printed.

    Raises:
        Cancelled: As asked.
    """

    def paint() -> None:
        try:
            _set(script, printer, progress, cancelled)
        except Cancelled:
            printer.abort()
            raise

    _Painter(paint).work()


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


def _set(script: Script, device: QPagedPaintDevice, progress: Progress, cancelled: Callable[[], bool]) -> None:
    """Lay out and paint page after page, with the title and the number of the page at its foot."""
    painter = QPainter(device)
    try:
        area = QRectF(QPointF(), QSizeF(painter.viewport().size()))
        foot_font = _font(_FOOT_POINTS)
        line = QFontMetricsF(foot_font, device).height()
        page = QSizeF(area.width(), area.height() - 2 * line)
        sheet = _sheet(script, device, page)
        end, number, at = sheet.characterCount() - 1, 0, -1
        while at < end:
            if cancelled():
                raise Cancelled
            if number:
                device.newPage()
            at = _paint(painter, sheet, page, number, line / 4)
            number += 1
            _paint_foot(painter, foot_font, QRectF(0, area.height() - line, area.width(), line), script.title, number)
            progress(max(at, 0), end)
    finally:
        painter.end()


def _sheet(script: Script, device: QPagedPaintDevice, page: QSizeF) -> QTextDocument:
    sheet = QTextDocument()
    sheet.setUndoRedoEnabled(False)
    sheet.setDefaultFont(_font(_POINTS))
    sheet.documentLayout().setPaintDevice(device)
    sheet.setDocumentMargin(0)
    sheet.setPageSize(page)
    sheet.setMarkdown(script.words, QTextDocument.MarkdownFeature.MarkdownNoHTML)
    return sheet


def _paint(painter: QPainter, sheet: QTextDocument, page: QSizeF, number: int, slack: float) -> int:
    """Paint a page of the words; gives the position that they reach."""
    layout = sheet.documentLayout()
    clip = QRectF(QPointF(0, number * page.height()), page)
    context = QAbstractTextDocumentLayout.PaintContext()
    # A line that only touches the page is one of the page beside it.
    context.clip = clip.adjusted(0, slack, 0, -slack)  # type: ignore[attr-defined]  # not in PySide's stub
    context.palette.setColor(QPalette.ColorRole.Text, QColor(Qt.GlobalColor.black))  # type: ignore[attr-defined]
    painter.save()
    painter.translate(0, -clip.top())
    painter.setClipRect(clip)
    layout.draw(painter, context)
    painter.restore()
    # Lays out no further than that. The count of all pages would lay out all of them at once.
    return layout.hitTest(QPointF(page.width(), clip.bottom() - 1), Qt.HitTestAccuracy.FuzzyHit)


def _paint_foot(painter: QPainter, font: QFont, place: QRectF, title: str, number: int) -> None:
    painter.setFont(font)
    painter.setPen(Qt.GlobalColor.darkGray)
    metrics = QFontMetricsF(font, painter.device())
    words = metrics.elidedText(title, Qt.TextElideMode.ElideRight, place.width() * 0.8)
    painter.drawText(place, Qt.AlignmentFlag.AlignLeft, words)
    painter.drawText(place, Qt.AlignmentFlag.AlignRight, str(number))


def _font(points: int) -> QFont:
    font = QFont(document_family())
    font.setPointSize(points)
    return font


def _layout() -> QPageLayout:
    size = QPageSize(QPageSize.PageSizeId.A4)
    return QPageLayout(size, QPageLayout.Orientation.Portrait, MARGINS, QPageLayout.Unit.Millimeter)
