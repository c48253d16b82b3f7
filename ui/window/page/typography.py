"""How each kind of paragraph is set: sizes, spacing, colours. All measures hang on the size of the body text, 17 px at scale 1.

After GB/T 9704 where it speaks (title centred, addressees without indent, signature and date to the right), else after what reads
well on a screen: 39 characters a line, line height 1.95, first line two characters in, justified.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QTextBlockFormat, QTextCharFormat, QTextLength, QTextTableCellFormat, QTextTableFormat

from reader.model import ClauseKind, ParagraphRole
from ui.window.fonts import document_family, font, program_family
from ui.window.theme import Theme

BODY_PIXELS = 17
CHARACTERS_A_LINE = 39
_LINE_HEIGHT = 1.95
_DIVISIONS: frozenset[ClauseKind] = frozenset({"part", "chapter", "section", "annex"})
"""What laws centre on a line of its own: 编, 章, 节, 附件."""


@dataclass(frozen=True, slots=True)
class Setting:
    """How one paragraph is set."""

    block: QTextBlockFormat
    words: QTextCharFormat


class Typography:
    """The measures of one page at one scale in one theme.

    Attributes:
        em: Size of the body text in device-independent pixels.
        chip_pad: Room between the outline of a chip and its words.
        chip_gap: Room between the outline of a chip and what stands beside it.
    """

    def __init__(self, theme: Theme, scale: float = 1.0) -> None:
        self.theme = theme
        self.em = round(BODY_PIXELS * scale)
        self.chip_pad = 0.55 * self.em
        self.chip_gap = 0.35 * self.em
        self._chip_em = round(0.76 * self.em)

    def column(self, available: float) -> int:
        """Give the width of the text for a page that has ``available`` pixels: whole characters, never more than reads well."""
        characters = max(8, min(CHARACTERS_A_LINE, int(available // self.em)))
        return characters * self.em

    def setting(self, role: ParagraphRole, level: int = 0, clause: ClauseKind | None = None) -> Setting:
        """Give the setting of a block.

        Args:
            role: What it is in the document.
            level: Depth of a heading, from 1.
            clause: Kind of the clause that it is the heading of, if any.
        """
        match role:
            case "title":
                return self._title()
            case "number":
                return self._lines(0.9, "ink2", align=Qt.AlignmentFlag.AlignHCenter)
            case "heading":
                return self._heading(level, clause)
            case "task":
                return self._task()
            case "signature" | "date":
                above = 1.2 if role == "signature" else 0
                return self._lines(1, "ink", align=Qt.AlignmentFlag.AlignRight, sides=(0, 2), above=above)
            case "note":
                return self._lines(0.83, "ink2", height=1.8, sides=(2, 2), below=0.7)
            case "contents":
                return self._lines(0.88, "ink2", height=1.75, sides=(2, 0))
            case "addressees":
                return self._lines(1, "ink", below=0.35)
            case _:
                return self._lines(1, "ink", indent=2, below=0.35)

    def cell(self) -> Setting:
        """Give the setting of a cell of a table."""
        return self._lines(0.88, "ink", height=1.6, align=Qt.AlignmentFlag.AlignLeft)

    def cell_heading(self) -> Setting:
        """Give the setting of a cell that is the heading of a clause."""
        words = self._words(font(document_family(), 0.88 * self.em, weight=QFont.Weight.DemiBold), "ink")
        return Setting(self.cell().block, words)

    def cell_rules(self, form: QTextTableCellFormat) -> QTextTableCellFormat:
        """Give the form of a cell with hairlines around it; how far it reaches stays."""
        form.setBorder(1)
        form.setBorderStyle(QTextTableFormat.BorderStyle.BorderStyle_Solid)
        form.setBorderBrush(self.theme.color("ink3"))
        return form

    def table(self, shares: Sequence[int], *, above: bool, below: bool) -> QTextTableFormat:
        """Give the form of a table: as wide as the text, with hairlines.

        Args:
            shares: Of its columns in its width.
            above: Whether there is air above it; none where it goes on from another.
            below: Whether there is air below it.
        """
        form = QTextTableFormat()
        form.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
        whole = max(sum(shares), 1)
        widths = [QTextLength(QTextLength.Type.PercentageLength, 100 * share / whole) for share in shares]
        form.setColumnWidthConstraints(widths)
        form.setBorderCollapse(True)
        form.setBorder(1)
        form.setCellPadding(0.3 * self.em)
        form.setCellSpacing(0)
        form.setTopMargin(round(0.6 * self.em) if above else 0)
        form.setBottomMargin(round(0.9 * self.em) if below else 0)
        return form

    def article_label(self) -> QTextCharFormat:
        """Give how the number of an article (第十二条) stands out at the head of its paragraph."""
        return self._words(font(program_family(), 0.97 * self.em, weight=QFont.Weight.DemiBold), "ink")

    def run_in_heading(self) -> QTextCharFormat:
        """Give how a heading stands out that shares its paragraph with the words under it."""
        return self._words(font(document_family(), self.em, weight=QFont.Weight.DemiBold), "ink")

    def lead_body(self) -> QTextCharFormat:
        """Give how the lead body of a task is coloured."""
        return self._color("seal")

    def mended(self) -> QTextCharFormat:
        """Give what a mark is set in that the user put there: red, as marks by hand are."""
        return self._color("seal")

    def hidden(self) -> QTextCharFormat:
        """Give how a mark that an outline replaces is shown: as nothing, though it is there, is selected and copied."""
        words = QTextCharFormat()
        words.setForeground(Qt.GlobalColor.transparent)
        words.setProperty(QTextCharFormat.Property.FontPixelSize, 1)
        return words

    def room(self, pixels: float) -> QTextCharFormat:
        """Give room behind a character."""
        words = QTextCharFormat()
        words.setFontLetterSpacingType(QFont.SpacingType.AbsoluteSpacing)
        words.setFontLetterSpacing(pixels)
        return words

    def _title(self) -> Setting:
        words = self._words(font(document_family(), 1.47 * self.em, weight=QFont.Weight.Bold), "ink")
        return Setting(self._block(1.47 * 1.5, align=Qt.AlignmentFlag.AlignHCenter), words)

    def _heading(self, level: int, clause: ClauseKind | None) -> Setting:
        sans = font(program_family(), 1.06 * self.em, weight=QFont.Weight.DemiBold)
        serif = font(document_family(), self.em, weight=QFont.Weight.DemiBold)
        if clause in _DIVISIONS:
            above = 1.2 if level <= 2 else 0.6
            block = self._block(1.06 * 2, align=Qt.AlignmentFlag.AlignHCenter, above=above, below=0.5)
            return Setting(block, self._words(sans, "ink"))
        if level <= 1:
            return Setting(self._block(1.06 * 2, indent=2, above=0.7, below=0.2), self._words(sans, "ink"))
        return Setting(self._block(_LINE_HEIGHT, indent=2, above=0.2, below=0.1), self._words(serif, "ink"))

    def _task(self) -> Setting:
        block = self._block(
            0.76 * 2.15, align=Qt.AlignmentFlag.AlignLeft, sides=(2 + self.chip_pad / self.em, 0), below=0.7
        )
        return Setting(block, self._words(font(program_family(), self._chip_em), "ink2"))

    def _lines(
        self,
        size: float,
        role: str,
        *,
        height: float = _LINE_HEIGHT,
        align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignJustify,
        indent: float = 0,
        sides: tuple[float, float] = (0, 0),
        above: float = 0,
        below: float = 0,
    ) -> Setting:
        block = self._block(size * height, align=align, indent=indent, sides=sides, above=above, below=below)
        return Setting(block, self._words(font(document_family(), size * self.em), role))

    def _block(
        self,
        height: float,
        *,
        align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignJustify,
        indent: float = 0,
        sides: tuple[float, float] = (0, 0),
        above: float = 0,
        below: float = 0,
    ) -> QTextBlockFormat:
        """Give a block format; every measure in em of the body text."""
        block = QTextBlockFormat()
        block.setAlignment(align)
        # A fixed height, since that of a font's own line differs from font to font.
        block.setLineHeight(round(height * self.em), QTextBlockFormat.LineHeightTypes.FixedHeight.value)
        block.setTextIndent(indent * self.em)
        block.setLeftMargin(sides[0] * self.em)
        block.setRightMargin(sides[1] * self.em)
        block.setTopMargin(round(above * self.em))
        block.setBottomMargin(round(below * self.em))
        return block

    def _words(self, of: QFont, role: str) -> QTextCharFormat:
        words = self._color(role)
        words.setFont(of)
        return words

    def _color(self, role: str) -> QTextCharFormat:
        words = QTextCharFormat()
        words.setForeground(self.theme.color(role))
        return words
