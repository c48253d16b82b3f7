"""How a document looks in Word: 公文 after GB/T 9704-2012, laws in the same family of fonts.

A4 with margins of 37, 35, 28 and 26 mm (5.2.1 there: 天头 37, 订口 28, 版心 156 x 225 mm), 仿宋 of size 三号 (16 pt) with lines of 28 pt so
that 22 of them fill a page, headings 黑体, 楷体 and bold 仿宋, the title in 小标宋 of size 二号 (22 pt), the number of the page in 宋体 of
size 四号 (14 pt) between dashes (7.5).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from reader.model import Clause, Paragraph, Text

if TYPE_CHECKING:
    from docx.document import Document

_TITLE_FONT = "方正小标宋简体"
_SONG, _HEI, _KAI, _FANG = "宋体", "黑体", "楷体", "仿宋"
_LATIN = "Times New Roman"
_BODY, _TITLE, _FOOT = 16.0, 22.0, 14.0
_LINE, _TITLE_LINE, _CELL_LINE = 28.0, 36.0, 20.0
_CELL = 12.0
_HEADING_FONTS = {1: (_HEI, False), 2: (_KAI, False)}
_DEEPEST = 9
CENTRED, CELL, PLAIN, RIGHT = "Piyue Centred", "Piyue Cell", "Piyue Plain", "Piyue Right"
"""Names of the styles that Word has none for: 编, 章 and 节 of a law (with their level behind), cells, lines without an indent, signatures."""
_ARTICLE, _FIRST, _SECOND, _DEEPER = "Piyue Article", "Piyue Head 1", "Piyue Head 2", "Piyue Head 3"


def dress(book: Document) -> None:
    """Give a Word file the styles, the page and the number of the page."""
    styles: Any = book.styles
    _set(styles["Normal"], _FANG, _BODY, indented=True)
    _set(styles["Title"], _TITLE_FONT, _TITLE, bold=True, line=_TITLE_LINE, align=WD_ALIGN_PARAGRAPH.CENTER)
    styles["Title"].paragraph_format.space_after = Pt(_LINE)
    for border in styles["Title"].element.findall(f"{qn('w:pPr')}/{qn('w:pBdr')}"):
        border.getparent().remove(border)
    for level in range(1, _DEEPEST + 1):
        font, bold = _HEADING_FONTS.get(level, (_FANG, True))
        _set(styles[f"Heading {level}"], font, _BODY, bold=bold, indented=True)
        centred = styles.add_style(f"{CENTRED} {level}", WD_STYLE_TYPE.PARAGRAPH)
        centred.base_style = styles[f"Heading {level}"]
        _set(centred, _HEI, _BODY, bold=True, align=WD_ALIGN_PARAGRAPH.CENTER)
        centred.paragraph_format.space_before = centred.paragraph_format.space_after = Pt(_LINE / 2)
    for name, align in ((PLAIN, None), (RIGHT, WD_ALIGN_PARAGRAPH.RIGHT)):
        style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = styles["Normal"]
        _set(style, _FANG, _BODY, align=align)
    cell = styles.add_style(CELL, WD_STYLE_TYPE.PARAGRAPH)
    cell.base_style = styles["Normal"]
    _set(cell, _FANG, _CELL, line=_CELL_LINE)
    for name, font, bold in (
        (_ARTICLE, _HEI, True),
        (_FIRST, _HEI, False),
        (_SECOND, _KAI, False),
        (_DEEPER, _FANG, True),
    ):
        head = styles.add_style(name, WD_STYLE_TYPE.CHARACTER)
        _fonts(head, font)
        head.font.bold = bold
    section = book.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.footer_distance = Mm(22)
    _number(section.footer.paragraphs[0])


@dataclass(frozen=True, slots=True)
class Heads:
    """The heads of the clauses of a text.

    Attributes:
        centred: Where the headings of its 编, 章 and 节 begin.
        inline: Where others begin, with their end and the style of their words: the number of a 条, the words before the first full stop.
    """

    centred: frozenset[int]
    inline: Mapping[int, tuple[int, str]]


def heads_of(text: Text) -> Heads:
    """Give the heads of the clauses of a text."""
    centred: set[int] = set()
    inline: dict[int, tuple[int, str]] = {}
    level: list[tuple[Clause, int]] = [(clause, 0) for clause in reversed(text.clauses)]
    while level:
        clause, depth = level.pop()
        level += [(child, depth + (clause.kind == "heading")) for child in reversed(clause.children)]
        start = clause.heading.start
        if clause.kind in ("part", "chapter", "section"):
            centred.add(start)
        elif clause.kind == "article" and text.text.startswith(clause.label, start):
            inline[start] = (start + len(clause.label), _ARTICLE)
        elif clause.kind == "heading" and start < clause.heading.end:
            inline[start] = (clause.heading.end, (_FIRST, _SECOND, _DEEPER)[min(depth, 2)])
    return Heads(frozenset(centred), inline)


def style_of(paragraph: Paragraph, heads: Heads) -> str:
    """Give the name of the style of a paragraph."""
    if paragraph.role == "title":
        return "Title"
    if paragraph.role == "heading":
        name = CENTRED if paragraph.span.start in heads.centred else "Heading"
        return f"{name} {min(max(paragraph.level, 1), _DEEPEST)}"
    if paragraph.role in ("signature", "date"):
        return RIGHT
    return PLAIN if paragraph.role in ("number", "addressees") else "Normal"


def _set(
    style: Any,
    font: str,
    size: float,
    *,
    bold: bool = False,
    line: float = _LINE,
    align: WD_ALIGN_PARAGRAPH | None = None,
    indented: bool = False,
) -> None:
    """Set a style as a whole, so that nothing of the library's own (blue, Calibri, space above) is left."""
    _fonts(style, font)
    style.font.size, style.font.bold, style.font.italic = Pt(size), bold, False
    style.font.color.rgb = RGBColor(0, 0, 0)
    look = style.paragraph_format
    look.space_before = look.space_after = Pt(0)
    look.line_spacing_rule, look.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(line)
    look.alignment = align if align is not None else WD_ALIGN_PARAGRAPH.JUSTIFY
    look.first_line_indent = Pt(2 * size) if indented else Pt(0)
    look.widow_control = True


def _fonts(style: Any, font: str) -> None:
    """Name the fonts of all scripts; those of the theme would go before them."""
    style.font.name = _LATIN
    fonts = style.element.rPr.rFonts
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    fonts.set(qn("w:eastAsia"), font)


def _number(foot: Any) -> None:
    """Put the number of the page in the middle of the foot: — 1 —."""
    foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
    foot.paragraph_format.first_line_indent = Pt(0)
    for words in ("— ", None, " —"):
        run = foot.add_run(words or "")
        run.font.size, run.font.name = Pt(_FOOT), _SONG
        run._element.rPr.rFonts.set(qn("w:eastAsia"), _SONG)
        if words is None:
            field = OxmlElement("w:fldSimple")
            field.set(qn("w:instr"), "PAGE")
            run._element.addprevious(field)
            field.append(run._element)
            run.text = "1"
