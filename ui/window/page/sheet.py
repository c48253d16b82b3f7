"""Setting a Text on its sheet: the styled document behind the reading page.

Only formats are laid over the reading text. No character is added, dropped or moved, so every offset stays what it was.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from PySide6.QtGui import QTextFrameFormat

from reader.model import Body, Clause, ClauseKind, Paragraph, ParagraphRole, Span, Task, Text
from ui.window.page.text_bridge import TextBridge
from ui.window.page.typography import Setting, Typography

_MARKS = frozenset("、，,；;。．.：:（）() \u3000")
_TITLE_AMONG = 12
"""A title is looked for among this many paragraphs; what is called one further down is the title of an annex."""


class Sheet:
    """A Text as a styled document; it is ready when ``style`` has come to its end.

    Attributes:
        bridge: The way between its offsets and its places.
        typography: What it is set in.
        chips: Bodies that are shown as chips, in the order of the text, each with whether it leads.
        head: Number of the block under which the page's own header stands; None for the top of the page.
    """

    def __init__(self, text: Text, typography: Typography) -> None:
        rows = [row for task in text.tasks if (row := _row_of_its_own(text, task.statement))]
        self.bridge = TextBridge(text, [row.start for row in rows])
        self.typography = typography
        self.chips: list[tuple[Span, bool]] = []
        self._clauses = {clause.heading.start: clause for clause in text.walk()}
        self._paragraphs = _paragraph_of_each(text, self.bridge.blocks)
        self._rows = {row.start: row for row in rows}
        self._cells = {cell.span for grid in self.bridge.grids for cell in grid.cells}
        self.head = self._last_of_title()
        self._header_top: tuple[float, float] | None = None  # and for which width of the text

    def style(self) -> Iterator[None]:
        """Lay the formats over the words, in stages: after each the window may look after its events."""
        self._set_blocks()
        yield
        yield from self._set_tables()
        self._mark_labels()
        self._mark_mended()
        yield
        for task in self.bridge.text.tasks:
            self._set_task(self.bridge.text, task)

    def make_room(self, header: float) -> None:
        """Leave room for the page's header (pixels) under the title, and air above and below the text."""
        self._header_top = None
        em = self.typography.em
        frame = QTextFrameFormat()
        frame.setTopMargin(2 * em)
        frame.setBottomMargin(7 * em)
        if self.head is None:
            frame.setTopMargin(2 * em + header)
        else:
            cursor = self.bridge.cursor(self.bridge.blocks[self.head])
            block = cursor.blockFormat()
            block.setBottomMargin(header)
            cursor.setBlockFormat(block)
        self.bridge.document.rootFrame().setFrameFormat(frame)

    def header_top(self) -> float:
        """Give the height on the page at which the header begins."""
        if self.head is None:
            return 2.0 * self.typography.em
        width = self.bridge.document.textWidth()
        if self._header_top is None or self._header_top[0] != width:  # asked for with every step of a long text
            title = self.bridge.boxes(self.bridge.blocks[self.head])
            top = title[-1].rect.bottom() if title else self.bridge.block_rect(self.head).top()
            self._header_top = width, top
        return self._header_top[1]

    def margin_label(self, block: int) -> str:
        """Give the number that stands in the margin beside a block: that of a heading which is neither centred nor of the first level."""
        clause = self._heading_of(block)
        if self._is_cell(block):  # several cells stand beside each other
            return ""
        shown = clause is not None and clause.kind in ("heading", "standard") and self._paragraphs[block].level > 1
        return clause.label if clause is not None and shown else ""

    def _heading_of(self, block: int) -> Clause | None:
        """Give the clause whose heading a block is; None for any other block."""
        is_heading = self._paragraphs[block].role == "heading"
        return self._clauses.get(self.bridge.blocks[block].start) if is_heading else None

    def _is_cell(self, block: int) -> bool:
        return bool(self._cells) and self.bridge.blocks[block] in self._cells

    def _role(self, block: int) -> ParagraphRole:
        """Give what a block is set as: the row of a statement as a task, the measure before it as a body."""
        role = self._paragraphs[block].role
        if self.bridge.blocks[block].start in self._rows:
            return "task"
        return "body" if role == "task" else role

    def _last_of_title(self) -> int | None:
        first = range(min(_TITLE_AMONG, len(self.bridge.blocks)))
        titles = [block for block in first if self._paragraphs[block].role == "title"]
        if not titles:
            return None
        after = titles[-1] + 1  # the number of an official document stands above the red line
        has_number = after < len(self._paragraphs) and self._paragraphs[after].role == "number"
        return after if has_number else titles[-1]

    def _set_blocks(self) -> None:
        """Format runs of blocks of the same kind at once: a law of a thousand articles is a few dozen runs."""

        def kind(block: int) -> tuple[ParagraphRole, int, ClauseKind | None] | None:
            if self._is_cell(block):
                return None
            clause = self._heading_of(block)
            return self._role(block), self._paragraphs[block].level, clause.kind if clause else None

        settings: dict[tuple[ParagraphRole, int, ClauseKind | None], Setting] = {}
        for of_kind, run in groupby(range(len(self.bridge.blocks)), kind):
            if of_kind is None:
                continue
            blocks = list(run)
            if of_kind not in settings:
                settings[of_kind] = self.typography.setting(*of_kind)
            setting = settings[of_kind]
            cursor = self.bridge.cursor(Span(self.bridge.blocks[blocks[0]].start, self.bridge.blocks[blocks[-1]].end))
            cursor.setBlockFormat(setting.block)
            cursor.setCharFormat(setting.words)

    def _set_tables(self) -> Iterator[None]:
        """Set the cells of the tables, and draw their rules."""
        cell, heading = self.typography.cell(), self.typography.cell_heading()
        for table, grid in self.bridge.tables():
            table.setFormat(self.typography.table(grid.shares, above=grid.first, below=grid.last))
            for one in grid.cells:
                is_heading = self._paragraphs[self.bridge.block_at(one.span.start)].role == "heading"
                setting = heading if is_heading else cell
                place = table.cellAt(one.row, one.column)
                place.setFormat(self.typography.cell_rules(place.format().toTableCellFormat()))
                cursor = self.bridge.cursor(one.span)
                cursor.setBlockFormat(setting.block)
                cursor.setCharFormat(setting.words)
            yield

    def _mark_labels(self) -> None:
        """Let the number of an article, and a heading that the words run on from, stand out at the head of their paragraph."""
        articles, run_in = [], []
        for clause in self._clauses.values():
            start = clause.heading.start
            if clause.kind == "article" and clause.label:
                articles.append(Span(start, start + len(clause.label)))
            elif clause.title and self._paragraphs[self.bridge.block_at(start)].role != "heading":
                run_in.append(clause.heading)
        self.bridge.set_words(articles, self.typography.article_label())
        self.bridge.set_words(run_in, self.typography.run_in_heading())

    def _mark_mended(self) -> None:
        """Let the marks that the user put there be told from those that a program restored."""
        words = self.typography.mended()
        for span in self.bridge.text.mended:
            for offset in range(span.start, span.end):
                if self.bridge.text.text[offset] != "\n":
                    self.bridge.cursor(Span(offset, offset + 1)).mergeCharFormat(words)

    def _set_task(self, text: Text, task: Task) -> None:
        for body in task.bodies:
            if _leads(body, task) and len(body.span):
                self.bridge.cursor(body.span).mergeCharFormat(self.typography.lead_body())
        row = self._rows.get(self.bridge.blocks[self.bridge.block_at(task.statement.start)].start)
        if row is not None:
            self._set_chips(text, task, row)

    def _set_chips(self, text: Text, task: Task, row: Span) -> None:
        """Hide the brackets and marks that the outlines replace, and make room for the outlines."""
        # The user may have put them in another order, and some that the statement does not name.
        named = sorted((body for body in task.bodies if len(body.span)), key=lambda body: body.span)
        edges = [row.start, *(edge for body in named for edge in (body.span.start, body.span.end)), row.end]
        for start, end in zip(edges[::2], edges[1::2], strict=True):
            for offset in range(start, end):
                if text.text[offset] in _MARKS:
                    self.bridge.cursor(Span(offset, offset + 1)).mergeCharFormat(self.typography.hidden())
        pad, gap = self.typography.chip_pad, self.typography.chip_gap
        before = row.start
        for body in named:
            self.chips.append((body.span, _leads(body, task)))
            self._add_room(body.span.end - 1, pad + gap)
            if body.span.start > row.start:
                # Beside another chip there is its gap already.
                joins = before > row.start and set(text.text[before : body.span.start]) <= _MARKS
                self._add_room(body.span.start - 1, pad if joins else pad + gap)
            before = body.span.end

    def _add_room(self, offset: int, pixels: float) -> None:
        self.bridge.cursor(Span(offset, offset + 1)).mergeCharFormat(self.typography.room(pixels))


def _row_of_its_own(text: Text, statement: Span) -> Span | None:
    """Give what is set as a row of chips: a statement to the end of its paragraph; None where the sentence runs on after it."""
    paragraph = next((one.span for one in text.paragraphs if one.span.contains(statement.start)), None)
    if paragraph is None or not set(text.text[statement.end : paragraph.end]) <= _MARKS:
        return None
    return Span(statement.start, paragraph.end)


def _paragraph_of_each(text: Text, blocks: Sequence[Span]) -> list[Paragraph]:
    """Give the paragraph that each block is, or is a piece of."""
    if len(blocks) == len(text.paragraphs):
        return list(text.paragraphs)
    paragraphs = iter(text.paragraphs)
    current = next(paragraphs, Paragraph(Span(0, 0), "body"))
    found = []
    for block in blocks:
        while block.start > current.span.end or (block.start == current.span.end and len(current.span)):
            current = next(paragraphs)
        found.append(current)
    return found


def _leads(body: Body, task: Task) -> bool:
    """Tell whether a body leads: said to, or named first where no distinction is made."""
    return body.role == "lead" or (body.role == "responsible" and body is task.bodies[0])
