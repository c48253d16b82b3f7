"""Draws the rows of a search: headings, clauses with the words found marked, and what was named directly."""

from __future__ import annotations

import html

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QTextDocument
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from search.results import Hit
from ui.translation import _
from ui.window.fonts import document_family, font, program_family
from ui.window.hit_model import ROW_ROLE, HitRow
from ui.window.painting import MIDDLE, draw_elided, has_state, rect_of
from ui.window.theme import Theme

_SIDE = 28
_PATH_WIDTH = 112
_GAP = 12
_HEADING = 40
_MORE = 28
_DIRECT = 54
_PAD = 7
_SEAL_BAR = 3
_MOST_LINES = 3
_SNIPPET_PIXELS = 15
_LINE_PERCENT = 118
"""Of the font's own line height, which is roomy for Chinese fonts (1.45 em)."""
_KEPT = 400
"""Laid out snippets that are kept; more rows than fit into any window."""


class HitDelegate(QStyledItemDelegate):
    """Draws one row of a list of hits.

    Args:
        theme: Its colours.
        view: The list.
    """

    def __init__(self, theme: Theme, view: QListView) -> None:
        super().__init__(view)
        self._view = view
        self._theme = theme
        program = program_family()
        self._title = font(program, 15, weight=QFont.Weight.DemiBold)
        self._small = font(program, 12)
        self._path = font(program, 13)
        self._snippet = font(document_family(), _SNIPPET_PIXELS)
        self._laid_out: dict[tuple[str, int, int, int, str], QTextDocument] = {}

    def set_theme(self, theme: Theme) -> None:
        """Draw in another theme."""
        self._theme = theme
        self._laid_out.clear()

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Give the height of a row at the width of the list."""
        row: HitRow = index.data(ROW_ROLE)
        match row.kind:
            case "document":
                return QSize(0, _HEADING)
            case "more" | "versions" | "rest":
                return QSize(0, _MORE)
            case "direct":
                return QSize(0, _DIRECT)
        assert row.hit is not None
        return QSize(0, self._height(self._lay_out(row.hit)) + 2 * _PAD)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw one row."""
        row: HitRow = index.data(ROW_ROLE)
        chosen = has_state(option, QStyle.StateFlag.State_Selected)
        hovered = has_state(option, QStyle.StateFlag.State_MouseOver)
        place = rect_of(option).adjusted(_SIDE, 0, -_SIDE, 0)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if row.kind in ("hit", "more", "versions", "rest") and (chosen or hovered):
            self._draw_ground(painter, place, chosen)
        match row.kind:
            case "document":
                self._draw_heading(painter, place, row)
            case "more" | "versions" | "rest":
                self._draw_more(painter, place, row)
            case "direct":
                self._draw_direct(painter, place, row, chosen)
            case "hit":
                self._draw_hit(painter, place, row)
        painter.restore()

    def _draw_ground(self, painter: QPainter, place: QRect, chosen: bool) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color("desk"))
        painter.drawRoundedRect(place, 8, 8)
        if chosen:
            painter.fillRect(
                QRect(place.left(), place.top() + 4, _SEAL_BAR, place.height() - 8), self._theme.color("seal")
            )

    def _draw_heading(self, painter: QPainter, place: QRect, row: HitRow) -> None:
        line = place.adjusted(0, 12, 0, 0)
        painter.setFont(self._title)
        painter.setPen(self._theme.color("ink"))
        meta_width = _width(self._small, row.meta)
        title_room = QRect(line.left(), line.top(), max(line.width() - min(meta_width, 280) - 12, 120), line.height())
        took = draw_elided(painter, title_room, row.title) + 10
        painter.setFont(self._small)
        painter.setPen(self._theme.color("ink3"))
        draw_elided(painter, line.adjusted(took, 2, 0, 2), row.meta)

    def _draw_more(self, painter: QPainter, place: QRect, row: HitRow) -> None:
        painter.setFont(self._path)
        painter.setPen(self._theme.color("focus"))
        words = place.adjusted(_GAP, 0, 0, 0)
        took = draw_elided(painter, words, row.title)
        chevron = QRect(words.left() + took + 4, place.center().y() - 6, 14, 14)
        self._theme.icon("chevron-down", "focus").paint(painter, chevron)

    def _draw_direct(self, painter: QPainter, place: QRect, row: HitRow, chosen: bool) -> None:
        assert row.hit is not None
        box = place.adjusted(0, 4, 0, -8)
        painter.setPen(self._theme.color("seal" if chosen else "seal-soft"))
        painter.setBrush(self._theme.color("seal-soft"))
        painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        inner = box.adjusted(14, 0, -14, 0)
        painter.setFont(self._title)
        painter.setPen(self._theme.color("seal"))
        left = inner.left() + draw_elided(painter, inner, _("直达")) + _GAP
        painter.setFont(self._small)
        painter.setPen(self._theme.color("ink2"))
        key_width = _width(self._small, "Enter")
        if chosen:
            key = QRect(inner.right() - key_width, inner.top(), key_width + 1, inner.height())
            painter.drawText(key, MIDDLE, "Enter")
        painter.setFont(self._path)
        painter.setPen(self._theme.color("ink"))
        words = f"{row.hit.title} {row.hit.path}　{row.hit.snippet[label_length(row.hit) :]}"
        draw_elided(painter, QRect(left, inner.top(), inner.right() - key_width - _GAP - left, inner.height()), words)

    def _draw_hit(self, painter: QPainter, place: QRect, row: HitRow) -> None:
        assert row.hit is not None
        painter.setFont(self._path)
        painter.setPen(self._theme.color("ink2"))
        path = QRect(place.left() + _GAP, place.top() + _PAD + 3, _PATH_WIDTH, place.height() - 2 * _PAD)
        flags = int(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWrapAnywhere)
        painter.setClipRect(path)
        painter.drawText(path, flags, row.hit.path or _("正文"))
        document = self._lay_out(row.hit)
        height = self._height(document)
        painter.setClipRect(QRect(path.right() + _GAP, place.top() + _PAD, place.width(), height))
        painter.translate(QPointF(path.right() + _GAP, place.top() + _PAD))
        document.drawContents(painter)

    def _lay_out(self, hit: Hit) -> QTextDocument:
        """Lay out a snippet with its marks. It is our own escaped HTML: no offsets of Qt's are needed, none can be wrong."""
        width = max(self._view.viewport().width() - 2 * _SIDE - _PATH_WIDTH - 3 * _GAP, 120)
        key = (hit.document, hit.start, hit.end, width, hit.annotation or hit.snippet)
        if key not in self._laid_out:
            if len(self._laid_out) >= _KEPT:
                self._laid_out.clear()
            document = QTextDocument()
            document.setDocumentMargin(0)
            document.setDefaultFont(self._snippet)
            document.setHtml(marked(hit, self._theme.color("ink"), self._theme.color("highlight-yellow")))
            document.setTextWidth(width)
            self._laid_out[key] = document
        return self._laid_out[key]

    def _height(self, document: QTextDocument) -> int:
        line = QFontMetrics(self._snippet).height() * _LINE_PERCENT / 100
        return round(min(document.size().height(), _MOST_LINES * line))


def marked(hit: Hit, ink: QColor, ground: QColor) -> str:
    """Give a snippet as HTML, the marks on a ground of their own; everything of the document is escaped."""
    parts: list[str] = []
    at = label_length(hit)
    for mark in hit.marks:
        parts.append(html.escape(hit.snippet[at : mark.start]))
        parts.append(
            f'<span style="background:{ground.name()}">{html.escape(hit.snippet[mark.start : mark.end])}</span>'
        )
        at = mark.end
    parts.append(html.escape(hit.snippet[at:]))
    words = "".join(parts).replace("\n", " ")
    return f'<p style="color:{ink.name()};line-height:{_LINE_PERCENT}%">{words}</p>'


def label_length(hit: Hit) -> int:
    """Give how much of a snippet is the clause's own number, which stands in the column beside it already."""
    labels = (hit.path[start:] for start in range(max(0, len(hit.path) - 1)))
    label = next((one for one in labels if hit.snippet.startswith(one)), "")
    if not label or any(mark.start < len(label) for mark in hit.marks):
        return 0
    return len(hit.snippet) - len(hit.snippet[len(label) :].lstrip(" 　、"))


def _width(of: QFont, text: str) -> int:
    return QFontMetrics(of).horizontalAdvance(text)
