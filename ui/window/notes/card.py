"""One note as a card: where its parts stand for a given width, and how they are drawn."""

from __future__ import annotations

from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import (
    QFont,
    QFontMetricsF,
    QPainter,
    QPen,
    QTextLayout,
    QTextOption,
)

from ui.placed import PlacedAnnotation
from ui.window.fonts import document_family, font, program_family
from ui.window.mark_lines import draw_mark_line, draw_style_line
from ui.window.notes.markdown import NoteDocument, is_marked, link_at, note_document
from ui.window.notes.model import quote_of
from ui.window.theme import Theme
from ui.wording import KIND_WORDS, TYPE_WORDS

GAP = 10
"""Pixels between two cards."""
_LEFT, _RIGHT, _TOP, _BOTTOM = 16, 12, 9, 10
_CITATION_HEIGHT = 18
_QUOTE_LINES = 4
_NOTE_LINES = 14
_LONGEST = 1200
"""Characters of a quote or note that are looked at for drawing."""
_CORNER = 8.0


@dataclass(slots=True)
class _Words:
    """A few lines of text."""

    layout: QTextLayout
    line_height: float
    height: float
    cut_at: QPointF | None = None  # where the ellipsis goes if there is more

    def draw(self, painter: QPainter, at: QPointF) -> None:
        self.layout.draw(painter, at)
        if self.cut_at is not None:
            painter.setFont(self.layout.font())
            painter.drawText(at + self.cut_at, "…")


@dataclass(slots=True)
class _Marked:
    """A note shown as Markdown; what is beyond the height is cut off."""

    document: NoteDocument
    height: float

    def draw(self, painter: QPainter, at: QPointF) -> None:
        painter.save()
        painter.translate(at)
        self.document.drawContents(painter, QRectF(0, 0, self.document.textWidth(), self.height))
        painter.restore()
        if self.document.size().height() > self.height + 1:
            painter.setFont(self.document.defaultFont())
            foot = QRectF(at.x(), at.y() + self.height - 6, self.document.textWidth(), 14)
            painter.drawText(foot, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), "…")


@dataclass(slots=True)
class Card:
    """A note laid out for a width.

    Attributes:
        height: Of the card without the gap under it.
        note_rect: Where the note stands, or would stand, in the card; the editor of the note goes there.
        tags_rect: The same for the tags.
    """

    placed: PlacedAnnotation
    height: int
    note_rect: QRect
    tags_rect: QRect
    quote: _Words | None = None
    note: _Words | _Marked | None = None
    quote_top: float = 0
    tags: list[tuple[str, QRectF]] = field(default_factory=list)

    def link_at(self, point: QPointF) -> str:
        """Give the address of the link in the note under a point of the card, if it may be opened; else nothing."""
        inside = point - QPointF(self.note_rect.topLeft())
        if not isinstance(self.note, _Marked) or inside.y() > self.note.height:
            return ""
        return link_at(self.note.document, inside)


class CardFonts:
    """The fonts of a card."""

    def __init__(self) -> None:
        self.small = font(program_family(), 12)
        self.quote = font(document_family(), 14)
        self.note = font(program_family(), 14)
        self.heading = font(program_family(), 12, weight=QFont.Weight.DemiBold)


def lay_out(placed: PlacedAnnotation, width: int, fonts: CardFonts, note_editor: int = 0, tag_editor: int = 0) -> Card:
    """Lay a note out as a card.

    Args:
        placed: The note.
        width: Of the card, in pixels.
        fonts: To lay it out in.
        note_editor: Height of the editor that stands in place of the note; 0 where none is open.
        tag_editor: The same for the tags.
    """
    inner = width - _LEFT - _RIGHT
    y = float(_TOP + _CITATION_HEIGHT)
    quote = _words(quote_of(placed), fonts.quote, inner, 1.7, _QUOTE_LINES)
    quote_top = y + 2
    if quote is not None:
        y = quote_top + quote.height
    note = None if note_editor else _note(placed.annotation.note, fonts.note, inner)
    note_height = note_editor or (note.height if note else 0)
    y += 4 if note_height else 0
    note_rect = QRect(_LEFT, round(y), inner, round(note_height))
    y += note_height
    tags = [] if tag_editor else _flow(placed.annotation.tags, fonts.small, inner)
    tags_height = tag_editor or (tags[-1][1].bottom() if tags else 0)
    y += 7 if tags_height else 0
    tags_rect = QRect(_LEFT, round(y), inner, round(tags_height))
    moved = [(tag, rect.translated(_LEFT, y)) for tag, rect in tags]
    return Card(placed, round(y + tags_height) + _BOTTOM, note_rect, tags_rect, quote, note, quote_top, moved)


def draw(
    painter: QPainter, card: Card, at: QRect, theme: Theme, fonts: CardFonts, when: str, *, current: bool, hovered: bool
) -> None:
    """Draw a card.

    Args:
        painter: Where.
        card: Laid out for the width of ``at``.
        at: The card's rectangle.
        theme: Gives the colours.
        fonts: The same that it was laid out in.
        when: Its time in words.
        current: It is the chosen one.
        hovered: The mouse is over it.
    """
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _draw_frame(painter, card, QRectF(at), theme, current=current, hovered=hovered)
    painter.translate(at.topLeft())
    _draw_citation(painter, card, at.width(), theme, fonts, when)
    if card.quote is not None:
        painter.setPen(theme.color("ink2"))
        card.quote.draw(painter, QPointF(_LEFT, card.quote_top))
    if card.note is not None:
        painter.setPen(theme.color("ink"))
        card.note.draw(painter, QPointF(card.note_rect.topLeft()))
    painter.setFont(fonts.small)
    for number, (tag, rect) in enumerate(card.tags):
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("desk"))
        painter.drawRoundedRect(rect, rect.height() / 2, rect.height() / 2)
        painter.setPen(theme.color("ink2"))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, _tag_words(tag, number))
    painter.restore()


def _draw_frame(painter: QPainter, card: Card, at: QRectF, theme: Theme, *, current: bool, hovered: bool) -> None:
    annotation = card.placed.annotation
    mark = theme.color("seal" if annotation.kind == "bookmark" else f"mark-{annotation.color}")
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(mark)
    painter.drawRoundedRect(at, _CORNER, _CORNER)
    painter.setBrush(theme.color("paper"))
    painter.drawRoundedRect(at.adjusted(4, 0, 0, 0), _CORNER - 3, _CORNER - 3)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(mark if current else theme.color("ink3" if hovered else "line"), 1))
    painter.drawRoundedRect(at.adjusted(0.5, 0.5, -0.5, -0.5), _CORNER, _CORNER)
    painter.fillRect(QRectF(at.left(), at.top() + _CORNER, 4, at.height() - 2 * _CORNER), mark)


def _draw_citation(painter: QPainter, card: Card, width: int, theme: Theme, fonts: CardFonts, when: str) -> None:
    annotation = card.placed.annotation
    line = QRectF(_LEFT, _TOP - 2, width - _LEFT - _RIGHT, _CITATION_HEIGHT)
    painter.setFont(fonts.small)
    painter.setPen(theme.color("ink3"))
    painter.drawText(line, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, when)
    metrics = QFontMetricsF(fonts.small)
    room = line.width() - metrics.horizontalAdvance(when) - 34
    words = card.placed.path if annotation.anchors else KIND_WORDS["page"]()
    if annotation.type:
        words = "　".join(part for part in (words, TYPE_WORDS[annotation.type]()) if part)
    shown = metrics.elidedText(words, Qt.TextElideMode.ElideMiddle, room)
    painter.drawText(line, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)
    left = line.left() + (metrics.horizontalAdvance(shown) + 8 if shown else 0)
    if annotation.kind == "bookmark":
        theme.icon("bookmark", "seal").paint(painter, QRect(round(left) - 3, _TOP, 14, 14))
        return
    mark = theme.color(f"mark-{annotation.color}")
    if annotation.style == "solid":  # the line of the colour, since a colour alone tells some readers nothing
        draw_mark_line(painter, annotation.color, mark, left, left + 16, line.center().y() + 1)
    else:
        draw_style_line(painter, annotation.color, annotation.style, mark, QRectF(left, line.top() + 2, 24, 12))


def _words(text: str, of: QFont, width: int, height: float, most: int) -> _Words | None:
    """Lay out the first lines of a text; None for an empty one."""
    if not text:
        return None
    layout = QTextLayout(text[:_LONGEST].replace("\n", "\u2028"), of)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.setCacheEnabled(True)
    metrics = QFontMetricsF(of)
    line_height = round(height * of.pixelSize())
    ellipsis_width = metrics.horizontalAdvance("…")
    cut_at = None
    layout.beginLayout()
    count = 0
    line = layout.createLine()
    while line.isValid():
        last = count == most - 1
        line.setLineWidth(width)
        if last and line.textStart() + line.textLength() < len(layout.text()):
            line.setLineWidth(width - ellipsis_width)
            cut_at = QPointF(
                line.naturalTextWidth(), count * line_height + (line_height - line.height()) / 2 + line.ascent()
            )
        line.setPosition(QPointF(0, count * line_height + (line_height - line.height()) / 2))
        count += 1
        if last:
            break
        line = layout.createLine()
    layout.endLayout()
    return _Words(layout, line_height, count * line_height, cut_at)


def _note(text: str, of: QFont, width: int) -> _Words | _Marked | None:
    """Lay out a note: as Markdown where it has any, else line by line, which is many times faster."""
    if not is_marked(text):
        return _words(text, of, width, 1.5, _NOTE_LINES)
    cut = text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
    document = note_document(cut, of, width)
    return _Marked(document, min(document.size().height(), _NOTE_LINES * 1.5 * of.pixelSize()))


def _flow(tags: tuple[str, ...], of: QFont, width: int) -> list[tuple[str, QRectF]]:
    """Give the outlines of tags, from left to right and on to the next row."""
    metrics = QFontMetricsF(of)
    found: list[tuple[str, QRectF]] = []
    x = y = 0.0
    for number, tag in enumerate(tags):
        wide = min(metrics.horizontalAdvance(_tag_words(tag, number)) + 18, width)
        if x and x + wide > width:
            x, y = 0.0, y + 26
        found.append((tag, QRectF(x, y, wide, 20)))
        x += wide + 6
    return found


def _tag_words(tag: str, number: int) -> str:
    """Give a tag as it is shown; the first in a row says by a sign that these are tags."""
    return f"# {tag}" if number == 0 else tag
