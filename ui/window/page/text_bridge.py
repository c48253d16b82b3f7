"""Between a Text and the QTextDocument that shows it: the only UTF-16 in the program.

Python counts code points, Qt counts UTF-16 units. A Qt position is called ``qpos`` and never leaves this module; everybody else
asks with offsets and Spans of the reading text and gets Spans, cursors and rectangles. The mapping is kept block by block, so nothing
that stands between two blocks in the window can shift what stands after it. A block is a paragraph, or a piece of one where the page
sets a part of it on a line of its own. A cell of a table is a block inside a QTextTable; Qt adds blocks of its own around tables and
in places that no cell fills, which show nothing and count nothing here.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import cast

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextLayout,
    QTextLine,
    QTextTable,
)

from reader.model import Span, Text
from ui.window.page.blocks import pieces, showable
from ui.window.page.grids import Grid, grids

_ASTRAL = re.compile("[\U00010000-\U0010ffff]")

# The ink of a Chinese character reaches from .88 em above the base line to .12 below; a little air makes a mark of it.
_INK_ABOVE = 0.94
_INK_BELOW = 0.2
_WIDEST_GAP, _GAP_STEP = 240, 12


@dataclass(frozen=True, slots=True)
class Box:
    """Where a piece of a span stands: the ink of one line.

    Attributes:
        rect: In the document's coordinates, device-independent pixels.
        span: The code points in it.
    """

    rect: QRectF
    span: Span


class TextBridge:
    """One Text in one QTextDocument, and the way between their positions.

    Attributes:
        text: What is shown.
        blocks: What each block of the document shows; together they cover the text but for the line ends between paragraphs.
        document: The blocks, not styled yet.
        grids: What of its tables stands in a QTextTable of its own, in the order of the text.
    """

    def __init__(self, text: Text, cuts: Iterable[int] = ()) -> None:
        """Put a Text into a document.

        Args:
            text: What to show.
            cuts: Offsets inside paragraphs at which a new block begins.
        """
        self.text = text
        self.grids = grids(text)
        in_tables = {cell.span for grid in self.grids for cell in grid.cells}
        self.blocks = tuple(pieces(text, sorted(cuts), in_tables)) or (Span(0, 0),)
        self._starts = [block.start for block in self.blocks]
        self._astral = [found.start() for found in _ASTRAL.finditer(text.text)]
        self._ems: dict[int, float] = {}
        self.document = QTextDocument()
        self.document.setUndoRedoEnabled(False)
        self.document.setDocumentMargin(0)
        self._tables: list[QTextTable] = []
        # Number of the QTextBlock of each block, and back; None where they are the same.
        self._shown: list[int] | None = None
        self._shows: dict[int, int] = {}
        if self.grids:
            self._fill_with_tables(showable(text, self.blocks))
        else:
            self.document.setPlainText("\n".join(showable(text, self.blocks)))

    def tables(self) -> Iterator[tuple[QTextTable, Grid]]:
        """Give the tables of the document, each with what it shows."""
        return zip(self._tables, self.grids, strict=True)

    # Filling a document that has tables

    def _fill_with_tables(self, words: list[str]) -> None:
        """Put paragraphs and tables into the document, and take note of which block shows what."""
        order = self._order()
        text, places, before = "", [], None
        for one in order:
            if isinstance(one, Grid):
                places.append(qlength(text))
            else:
                # Qt parts a paragraph from a table by the table itself.
                text += ("\n" if before is not None and not isinstance(before, Grid) else "") + words[one]
            before = one
        self.document.setPlainText(text)
        cursor = QTextCursor(self.document)
        cursor.beginEditBlock()
        # From the last on: what stands before a table does not move.
        for grid, qpos in zip(reversed(self.grids), reversed(places), strict=True):
            cursor.setPosition(qpos)
            table = cursor.insertTable(grid.rows, grid.columns)
            for cell in grid.cells:
                if cell.rows > 1 or cell.columns > 1:
                    table.mergeCells(cell.row, cell.column, cell.rows, cell.columns)
            first = self.block_at(grid.cells[0].span.start)
            for number, cell in enumerate(grid.cells, start=first):
                table.cellAt(cell.row, cell.column).firstCursorPosition().insertText(words[number])
            self._tables.insert(0, table)
        cursor.endEditBlock()
        self._number(order)

    def _order(self) -> list[int | Grid]:
        """Give the numbers of the blocks outside of tables and the tables, in the order of the text."""
        by_start = {grid.cells[0].span.start: grid for grid in self.grids}
        order: list[int | Grid] = []
        skip = 0
        for number, block in enumerate(self.blocks):
            if number < skip:
                continue
            grid = by_start.get(block.start)
            order.append(grid if grid else number)
            skip = number + (len(grid.cells) if grid else 1)
        return order

    def _number(self, order: list[int | Grid]) -> None:
        """Take note of which QTextBlock shows which block; what stands before, between and after tables without words shows none."""
        shown = [0] * len(self.blocks)
        at = 0
        tables = iter(self._tables)
        before: int | Grid | None = None
        for one in order:
            if not isinstance(one, Grid):
                shown[one] = at
                at += 1
            else:
                if before is None or isinstance(before, Grid):
                    self._flatten(at)
                    at += 1
                table = next(tables)
                first = self.block_at(one.cells[0].span.start)
                for number, cell in enumerate(one.cells, start=first):
                    shown[number] = table.cellAt(cell.row, cell.column).firstCursorPosition().block().blockNumber()
                at = table.lastCursorPosition().block().blockNumber() + 1
            before = one
        if isinstance(before, Grid):
            self._flatten(at)
        self._shown = shown
        self._shows = {block: number for number, block in enumerate(shown)}

    def _flatten(self, number: int) -> None:
        """Make a block that shows nothing take no room."""
        cursor = QTextCursor(self.document.findBlockByNumber(number))
        block, words = QTextBlockFormat(), QTextCharFormat()
        block.setLineHeight(1, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
        words.setProperty(QTextCharFormat.Property.FontPixelSize, 1)
        cursor.setBlockFormat(block)
        cursor.setBlockCharFormat(words)

    def _number_of(self, block: QTextBlock) -> int | None:
        """Give which block a QTextBlock shows; None where it shows none."""
        number = block.blockNumber()
        return number if self._shown is None else self._shows.get(number)

    # Positions

    def cursor(self, span: Span) -> QTextCursor:
        """Give a cursor that has selected ``span``, its position at the end."""
        cursor = QTextCursor(self.document)
        cursor.setPosition(self._qpos(span.start, span.start))
        # An end is reached from inside its own block: where a paragraph is cut, the next block begins at the same offset.
        cursor.setPosition(self._qpos(max(span.start, span.end - 1), span.end), QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def set_words(self, spans: Iterable[Span], words: QTextCharFormat) -> None:
        """Set many spans, each inside one block, in a format; one change for Qt, though a code has a thousand articles."""
        cursor = QTextCursor(self.document)
        cursor.beginEditBlock()
        for span in spans:
            number = self.block_at(span.start)
            start, origin = self._starts[number], self._block(number).position()
            cursor.setPosition(origin + self._units(start, span.start))
            cursor.setPosition(origin + self._units(start, span.end), QTextCursor.MoveMode.KeepAnchor)
            cursor.setCharFormat(words)
        cursor.endEditBlock()

    def span(self, cursor: QTextCursor) -> Span:
        """Give what a cursor has selected; an empty Span at its place where it has selected nothing."""
        return Span(self._offset(cursor.selectionStart()), self._offset(cursor.selectionEnd()))

    def spans(self, cursor: QTextCursor) -> tuple[Span, ...]:
        """Give what a cursor has selected, cells of a table one by one; those that follow each other in the text are one span."""
        table = cursor.currentTable()
        if not cursor.hasComplexSelection() or table is None:
            return (self.span(cursor),)
        grid = self.grids[next(at for at, one in enumerate(self._tables) if one.objectIndex() == table.objectIndex())]
        row, rows, column, columns = cast("tuple[int, int, int, int]", cursor.selectedTableCells())
        found: list[Span] = []
        for cell in grid.cells:
            is_in_rows = cell.row < row + rows and row < cell.row + cell.rows
            if not (is_in_rows and cell.column < column + columns and column < cell.column + cell.columns):
                continue
            if found and found[-1].end + 1 == cell.span.start:
                found[-1] = Span(found[-1].start, cell.span.end)
            else:
                found.append(cell.span)
        return tuple(found)

    def block_at(self, offset: int) -> int:
        """Give the number of the block around an offset; the line end of a paragraph belongs to its last block."""
        return max(0, bisect_right(self._starts, offset) - 1)

    def _qpos(self, inside: int, offset: int) -> int:
        """Give the position of an offset, counted in the block around ``inside``."""
        number = self.block_at(inside)
        return self._block(number).position() + self._units(self._starts[number], offset)

    def _offset(self, qpos: int) -> int:
        block = self.document.findBlock(qpos)
        if not block.isValid():
            return len(self.text.text)
        return self._offset_in_block(block, qpos - block.position())

    def _offset_in_block(self, block: QTextBlock, units: int) -> int:
        """Give the offset that lies ``units`` into a block; inside a surrogate pair, the code point that the pair is."""
        number = self._number_of(block)
        if number is None:
            return self._start_after(block)
        start = self._starts[number]
        offset = start + units
        # Every non-BMP character before the place took one unit more than it has code points.
        following = bisect_left(self._astral, start)
        while following < len(self._astral) and self._astral[following] < offset:
            offset -= 1
            following += 1
        return offset

    def _start_after(self, block: QTextBlock) -> int:
        """Give the offset that a block without words of the text stands before."""
        while block.isValid():
            if (number := self._number_of(block)) is not None:
                return self._starts[number]
            block = block.next()
        return len(self.text.text)

    def _units(self, start: int, end: int) -> int:
        """Give the UTF-16 length of the reading text from ``start`` to ``end``."""
        if not self._astral:
            return end - start
        return end - start + bisect_left(self._astral, end) - bisect_left(self._astral, start)

    def _block(self, number: int) -> QTextBlock:
        return self.document.findBlockByNumber(number if self._shown is None else self._shown[number])

    # Places on the page

    def boxes(self, span: Span, within: Span | None = None) -> list[Box]:
        """Give where the ink of ``span`` stands, one box a line, in the order of the text.

        Args:
            span: Code points of the reading text.
            within: Blocks that do not touch this are left out: what is not visible costs nothing.
        """
        if within is not None:
            span = Span(max(span.start, within.start), min(span.end, within.end))
        if span.start >= span.end:
            return []
        boxes: list[Box] = []
        for number in range(self.block_at(span.start), self.block_at(span.end - 1) + 1):
            shown = self.blocks[number]
            piece = Span(max(span.start, shown.start), min(span.end, shown.end))
            if piece.start < piece.end:
                boxes += self._boxes_in_block(number, piece)
        return boxes

    def _boxes_in_block(self, number: int, piece: Span) -> list[Box]:
        start, block = self._starts[number], self._block(number)
        qstart, qend = self._units(start, piece.start), self._units(start, piece.end)
        origin = self.block_rect(number).topLeft()
        layout = block.layout()
        boxes = []
        for line in _lines(layout, qstart):
            line_qstart, line_qend = line.textStart(), line.textStart() + line.textLength()
            if line_qstart >= qend:
                break
            low, high = max(qstart, line_qstart), min(qend, line_qend)
            left, right = _x_of(line, low), _x_of(line, high)
            found = Span(self._offset_in_block(block, low), self._offset_in_block(block, high))
            boxes.append(Box(self._ink(block, line, left, right).translated(origin), found))
        return boxes

    def _ink(self, block: QTextBlock, line: QTextLine, left: float, right: float) -> QRectF:
        em = self._em(block)
        base = line.y() + line.ascent()
        return QRectF(left, base - _INK_ABOVE * em, max(right - left, 1.0), (_INK_ABOVE + _INK_BELOW) * em)

    def _em(self, block: QTextBlock) -> float:
        number = block.blockNumber()
        if number not in self._ems:
            self._ems[number] = float(max(_sizes(block), default=self.document.defaultFont().pixelSize()))
        return self._ems[number]

    def line_at(self, offset: int) -> QRectF:
        """Give the line of text that an offset stands in, from edge to edge of its words."""
        number = self.block_at(offset)
        block, rect = self._block(number), self.block_rect(number)
        line = block.layout().lineForTextPosition(self._units(self._starts[number], offset))
        return line.naturalTextRect().translated(rect.topLeft()) if line.isValid() else rect

    def block_rect(self, number: int) -> QRectF:
        """Give the rectangle of a block on the page; this lays out the document up to there."""
        return self.document.documentLayout().blockBoundingRect(self._block(number))

    def nearest(self, point: QPointF) -> int:
        """Give the offset of the gap between characters that lies nearest to a point of the page."""
        return self._offset(self._hit(point))

    def _hit(self, point: QPointF) -> int:
        """Give the position nearest to a point; in the gap between two blocks, the beginning of the lower one.

        While a document is still being laid out, Qt answers a point in a gap with the end of the document, or of what is laid out
        by then: an answer counts only where its block stands at that height.
        """
        layout = self.document.documentLayout()
        first = -1
        for lower in range(0, _WIDEST_GAP, _GAP_STEP):
            height = point.y() + lower
            qpos = layout.hitTest(QPointF(point.x(), height), Qt.HitTestAccuracy.FuzzyHit)
            if first < 0:
                first = qpos
            if self._stands_at(self.document.findBlock(qpos), height):
                return qpos
        return first

    def _stands_at(self, block: QTextBlock, height: float) -> bool:
        """Tell whether a block, or the table that it is in, stands at a height of the page."""
        for table in self._tables:
            if table.firstPosition() <= block.position() <= table.lastPosition():
                rect = self.document.documentLayout().frameBoundingRect(table)
                return rect.top() <= height < rect.bottom()
        top = block.layout().position().y()
        return top <= height < top + block.layout().boundingRect().height()

    def offset_at(self, point: QPointF) -> int | None:
        """Give the offset of the code point under a point of the page; None beside the words."""
        qpos = self._hit(point)
        block = self.document.findBlock(qpos)
        if not block.isValid() or not block.isVisible():
            return None
        inside = point - self.document.documentLayout().blockBoundingRect(block).topLeft()
        for line in _lines(block.layout(), 0):
            ink = self._ink(block, line, line.naturalTextRect().left(), line.naturalTextRect().right())
            if ink.adjusted(0, -2, 0, 5).contains(inside):  # the line under a highlight belongs to it
                units = line.xToCursor(inside.x(), QTextLine.CursorPosition.CursorOnCharacter)
                return self._offset_in_block(block, units)
        return None

    def visible(self, top: float, bottom: float) -> Span:
        """Give the code points between two heights of the page; lines cut by an edge count, and a table that is cut by one."""
        width = max(self.document.textWidth(), 1.0)
        first, last = self.nearest(QPointF(0, top)), self.nearest(QPointF(width, bottom))
        for grid in self.grids:
            if grid.span.start <= first <= grid.span.end:
                first = grid.span.start
            if grid.span.start <= last <= grid.span.end:
                last = grid.span.end
        return Span(first, min(last + 1, len(self.text.text)))


def _lines(layout: QTextLayout, qstart: int) -> list[QTextLine]:
    """Give the lines of a block from the one that holds ``qstart`` (units into the block)."""
    first = layout.lineForTextPosition(qstart)
    if not first.isValid():
        return []
    return [layout.lineAt(number) for number in range(first.lineNumber(), layout.lineCount())]


def qlength(words: str) -> int:
    """Give the UTF-16 length of words."""
    return len(words) + len(_ASTRAL.findall(words))


def _sizes(block: QTextBlock) -> Iterator[int]:
    """Give the sizes (pixels) in which a block is set."""
    pieces = block.begin()
    while not pieces.atEnd():
        yield pieces.fragment().charFormat().font().pixelSize()
        pieces += 1


def _x_of(line: QTextLine, qpos: int) -> float:
    """Give the left edge of a unit in its line."""
    x, _nearest = cast("tuple[float, int]", line.cursorToX(qpos))
    return x
