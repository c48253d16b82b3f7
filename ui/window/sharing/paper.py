"""A document with its annotations on paper, as PDF or to a printer: page by page, away from the window's thread.

Words are laid out paragraph by paragraph, then painted page by page, so that no step is long, the work can be stopped between two of
them, and the interpreter is free for the window meanwhile. All are laid out before the first is painted: what Qt has not laid out yet it takes
for the end of all where a page ends between two paragraphs, and nothing of what followed was printed.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from markupsafe import Markup
from PySide6.QtCore import QBuffer, QMarginsF, QPointF, QRectF, QSizeF, Qt, QThread
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QColor,
    QFont,
    QFontMetricsF,
    QPagedPaintDevice,
    QPageLayout,
    QPageRanges,
    QPageSize,
    QPainter,
    QPalette,
    QPdfWriter,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFrame,
    QTextFrameFormat,
    QTextLength,
    QTextTable,
    QTextTableCell,
    QTextTableCellFormat,
)

from reader.errors import Cancelled, KnownError
from storage.exports.shown_notes import printed_note
from storage.exports.whole import Remark, marked_markdown
from storage.files import write_atomically
from ui.exporting import labels_in_use
from ui.window.fonts import document_family
from ui.window.theme import Theme
from ui.workspace import Workspace

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter  # slow to load, and printing is rare

_DIALECT = QTextDocument.MarkdownFeature.MarkdownDialectGitHub | QTextDocument.MarkdownFeature.MarkdownNoHTML
"""Without the first, there are no tables."""
_POINTS = 11
_FOOT_POINTS = 8
MARGINS = QMarginsF(20, 20, 20, 20)
"""Of paper, in millimetres."""
_DOTS_PER_INCH = 300
_LINE = 0.5
"""Of tables; in pixels of a screen, as what is in their cells."""
_CELL = 3.0
_MARK = "piyue-mark:"
"""Where the links lead that stand for marks: what users and documents write is escaped and never a link. Qt knows no footnotes."""
_JOINER = "\u2060"
"""Keeps a mark on the line of the words before it."""
_STYLE = "pre, .typed { white-space: pre-wrap; }"
"""Else a line of code would run over the edge, and what stands as typed would be one line."""

_NOTED, _LAID_OUT, _PAINTED = 15, 50, 100
"""How far the work is, in hundredths, when the notes stand behind the words, when all is laid out, and when all is painted."""

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Script:
    """What goes on paper.

    Attributes:
        title: Of the document, at the foot of each page.
        words: Markdown.
        heading: Above the remarks.
        remarks: HTML, behind the words; made of escaped words only.
    """

    title: str
    words: str
    heading: str = ""
    remarks: tuple[Markup, ...] = ()


def script(workspace: Workspace, document: str, notes: bool = True) -> Script:
    """Give what of a document goes on paper. For the library lane.

    Args:
        workspace: The open library.
        document: Id.
        notes: With its annotations, numbered in the text and listed behind it.
    """
    labels = labels_in_use(workspace.library.colors.names())
    exported = workspace.exported(document)
    shown = exported if notes else replace(exported, annotations=())
    words, remarks = marked_markdown(shown, labels, lambda number: f"[{_JOINER}〔{number}〕]({_MARK}{number})")
    return Script(workspace.library.card(document).title, words, labels.note, tuple(map(_remark, remarks)))


def _remark(remark: Remark) -> Markup:
    number = f"〔{remark.number}〕" if remark.number else ""
    return Markup("<p><b>{}</b>{}</p>").format(number, remark.said) + (printed_note(remark.note) if remark.note else "")


def write_pdf(
    script: Script,
    path: Path,
    *,
    progress: Progress,
    cancelled: Callable[[], bool],
    layout: QPageLayout | None = None,
    pages: QPageRanges | None = None,
) -> Path:
    """Write a PDF; gives its path.

    Args:
        script: What goes on paper.
        path: The file; nothing is written where the work is stopped.
        progress: Hears how much of the work is done, and how much there is, from its beginning on.
        cancelled: Tells whether to stop.
        layout: Of the paper; A4 unless told otherwise.
        pages: Which, from 1; all where there are none.

    Raises:
        KnownError: ``disk-full``, ``file-unwritable`` or ``pages-absent``.
        Cancelled: As asked.
    """
    made = QBuffer()
    made.open(QBuffer.OpenModeFlag.WriteOnly)

    def paint() -> None:
        writer = QPdfWriter(made)
        writer.setTitle(script.title)
        writer.setResolution(_DOTS_PER_INCH)
        writer.setPageLayout(layout or _layout())
        _set(
            script, writer, _Way(progress, cancelled), pages
        )  # the writer goes with this function, and writes its end then

    _Painter(paint).work()
    write_atomically(path, bytes(made.data().data()))
    return path


def put(script: Script, printer: QPrinter, *, progress: Progress, cancelled: Callable[[], bool]) -> None:
    """Print; where the printer is a file, write that as ``write_pdf`` does: Qt's own says nothing where it cannot.

    Args:
        script: What goes on paper.
        printer: As the user set it.
        progress: Hears how much of the work is done, and how much there is, from its beginning on.
        cancelled: Tells whether to stop; what the printer has not begun then is not printed.

    Raises:
        KnownError: ``printer-refused``, and what ``write_pdf`` raises.
        Cancelled: As asked.
    """
    chosen = printer.printRange() == printer.PrintRange.PageRange
    pages = printer.pageRanges() if chosen else None
    if printer.outputFormat() == printer.OutputFormat.PdfFormat and printer.outputFileName():
        path, layout = Path(printer.outputFileName()), printer.pageLayout()
        write_pdf(script, path, progress=progress, cancelled=cancelled, layout=layout, pages=pages)
        return

    def paint() -> None:
        try:
            _set(script, printer, _Way(progress, cancelled), pages)
        except (Cancelled, KnownError):
            printer.abort()
            raise

    _Painter(paint).work()


class _Way:
    """How far the work is, told in hundredths, each once; it ends where it is told to."""

    def __init__(self, progress: Progress, cancelled: Callable[[], bool]) -> None:
        self._progress = progress
        self._cancelled = cancelled
        self._told = 0

    def go(self, begin: int, end: int, done: int, of: int) -> None:
        """Be at some part of the way from one hundredth to another.

        Raises:
            Cancelled: As asked.
        """
        if self._cancelled():
            raise Cancelled
        here = begin + (end - begin) * done // max(of, 1)
        if here > self._told:
            self._told = here
            self._progress(here, _PAINTED)


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
            traceback.clear_frames(error.__traceback__)  # text documents end in the thread that made them
            self._failure = error


def _set(script: Script, device: QPagedPaintDevice, way: _Way, pages: QPageRanges | None) -> None:
    """Lay out and paint page after page, with the title and the number of the page at its foot."""
    painter = QPainter(device)
    try:
        if not painter.isActive():
            raise KnownError("printer-refused")
        area = QRectF(QPointF(), QSizeF(painter.viewport().size()))
        foot_font = _font(_FOOT_POINTS)
        line = QFontMetricsF(foot_font, device).height()
        page = QSizeF(area.width(), area.height() - 2 * line)
        sheet = _sheet(script, device, page, way)
        count = sheet.documentLayout().pageCount()
        wanted = [number for number in range(count) if pages is None or pages.isEmpty() or pages.contains(number + 1)]
        if not wanted:
            raise KnownError("pages-absent", last=count)
        for place, number in enumerate(wanted):
            way.go(_LAID_OUT, _PAINTED, place, len(wanted))
            if place and not device.newPage():
                raise KnownError("printer-refused")
            _paint(painter, sheet, page, number, line / 4)
            _paint_foot(
                painter, foot_font, QRectF(0, area.height() - line, area.width(), line), script.title, number + 1
            )
        way.go(_LAID_OUT, _PAINTED, 1, 1)
    finally:
        painter.end()


def _sheet(script: Script, device: QPagedPaintDevice, page: QSizeF, way: _Way) -> QTextDocument:
    sheet = QTextDocument()
    sheet.setUndoRedoEnabled(False)
    sheet.setDefaultFont(_font(_POINTS))
    sheet.setDefaultStyleSheet(_STYLE)
    sheet.setDocumentMargin(0)
    sheet.setMarkdown(script.words, _DIALECT)
    _dress(sheet, way)
    _add_remarks(sheet, script, way)
    _rule_tables(sheet.rootFrame(), way)
    sheet.documentLayout().setPaintDevice(device)
    sheet.setPageSize(page)  # last, so that nothing is laid out before
    layout, block = sheet.documentLayout(), sheet.begin()
    while block.isValid():
        way.go(_NOTED, _LAID_OUT, block.position(), sheet.characterCount())
        layout.blockBoundingRect(block)
        block = block.next()
    return sheet


def _rule_tables(frame: QTextFrame, way: _Way) -> None:
    """Draw thin lines around the cells of all tables in a frame."""
    for inner in frame.childFrames():
        if isinstance(inner, QTextTable):
            ruled = inner.format()
            ruled.setBorderCollapse(True)
            ruled.setBorder(0)
            ruled.setCellSpacing(0)
            ruled.setCellPadding(_CELL)
            inner.setFormat(ruled)
            for place in range(inner.rows() * inner.columns()):
                way.go(0, 0, 0, 0)
                _rule(inner.cellAt(*divmod(place, inner.columns())))
        _rule_tables(inner, way)


def _rule(cell: QTextTableCell) -> None:
    """Draw lines around a cell. The border of its table alone is not drawn where the lines of cells fall together."""
    ruled = QTextTableCellFormat(cell.format().toTableCellFormat())
    ruled.setBorder(_LINE)
    ruled.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
    ruled.setBorderBrush(Theme("light").color("ink2"))  # paper is light whatever the window is
    cell.setFormat(ruled)


def _dress(sheet: QTextDocument, way: _Way) -> None:
    """Put the title in the middle; set the marks small, high and grey, so that they do not read as words of the text."""
    middle = QTextBlockFormat()
    middle.setAlignment(Qt.AlignmentFlag.AlignHCenter)
    small = QTextCharFormat()
    small.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignSuperScript)
    small.setForeground(Theme("light").color("ink2"))  # paper is light whatever the window is
    small.setFontUnderline(False)
    small.setAnchor(False)
    small.setAnchorHref("")
    block = sheet.begin()
    while block.isValid():
        way.go(0, 0, 0, 0)
        if block.blockFormat().headingLevel() == 1:
            QTextCursor(block).mergeBlockFormat(middle)
        if _JOINER in block.text():
            for start, end in _marks(block):
                cursor = QTextCursor(sheet)
                cursor.setPosition(start)
                cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
                cursor.mergeCharFormat(small)
        block = block.next()


def _marks(block: QTextBlock) -> list[tuple[int, int]]:
    """Give from where to where the marks in a paragraph reach, as Qt counts."""
    found = []
    at = block.begin()
    while not at.atEnd():
        piece = at.fragment()
        if piece.charFormat().anchorHref().startswith(_MARK):
            found.append((piece.position(), piece.position() + piece.length()))
        at += 1
    return found


def _add_remarks(sheet: QTextDocument, script: Script, way: _Way) -> None:
    """Put the remarks behind the words, under a rule and a heading."""
    if not script.remarks:
        return
    rule = QTextBlockFormat()
    rule.setProperty(
        QTextFormat.Property.BlockTrailingHorizontalRulerWidth, QTextLength(QTextLength.Type.PercentageLength, 100)
    )
    cursor = QTextCursor(sheet)
    cursor.movePosition(QTextCursor.MoveOperation.End)
    cursor.insertBlock(rule, QTextCharFormat())
    for number, part in enumerate((Markup("<h3>{}</h3>").format(script.heading), *script.remarks)):
        way.go(0, _NOTED, number, len(script.remarks))
        cursor.movePosition(QTextCursor.MoveOperation.End)
        cursor.insertBlock(QTextBlockFormat(), QTextCharFormat())  # else it goes on in the list before it
        cursor.insertHtml(part)


def _paint(painter: QPainter, sheet: QTextDocument, page: QSizeF, number: int, slack: float) -> None:
    """Paint a page of the words."""
    clip = QRectF(QPointF(0, number * page.height()), page)
    context = QAbstractTextDocumentLayout.PaintContext()
    # A line that only touches the page is one of the page beside it.
    context.clip = clip.adjusted(0, slack, 0, -slack)  # type: ignore[attr-defined]  # not in PySide's stub
    context.palette.setColor(QPalette.ColorRole.Text, QColor(Qt.GlobalColor.black))  # type: ignore[attr-defined]
    painter.save()
    painter.translate(0, -clip.top())
    painter.setClipRect(clip)
    sheet.documentLayout().draw(painter, context)
    painter.restore()


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
