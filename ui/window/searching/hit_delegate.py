"""Draws the rows of a search: headings, clauses with the words found marked, and what was named directly."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPixmap
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from reader.model import Span
from search.results import Hit
from ui.translation import _
from ui.window.fonts import document_family, font, program_family
from ui.window.painting import MIDDLE, draw_elided, has_state, rect_of
from ui.window.searching.hit_model import ROW_ROLE, HitRow
from ui.window.searching.snippet import MOST_LINES, Snippet, label_length
from ui.window.theme import Theme

_SIDE = 28
_PATH_WIDTH = 112
_GAP = 12
_HEADING = 40
_MORE = 28
_DIRECT = 54
_PAD = 7
_SEAL_BAR = 3
_SNIPPET_PIXELS = 15
_MEASURE = 66 * _SNIPPET_PIXELS
"""The longest line of a snippet: the eye finds its way back from 66 characters, as on the page, not from a hundred."""
_WIDEST = _MEASURE + _PATH_WIDTH + 3 * _GAP
"""What a row takes of a list that is wider than can be read."""
_KEPT = 400
"""Laid out snippets that are kept; more rows than fit into any window."""
_COMMON = (
    "的，、。人第条法行定和应十当规民管理以政有者会业关；部或用）（门设务一工市二国机建保三员本事生其公作不地区主责施在对制经等合产处",
    "位为物单可府发安及动四五上全依资由照护出中构水进实院方权级监证提下委内通并所他自时议家大查任体要案品同按准报审得成划期组违件代",
    "表职标营款交服情六共开项收据年日利检请县立防办信重化文改督织相告程向例取律分计企社境城性与使供展场活予七明未罚专学决申技道能执",
    "运外元批加备调常治八教环车反个采求后正金负费过受列省育源质域于接限具量范术农电九章入商确度况指持止之",
)
"""The 240 characters that laws use most: three of four that they are written in."""
_UNSEEN = QRect(0, 0, 1200, 120)


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
        self._laid_out: dict[tuple[int, str, str, tuple[Span, ...], Span | None], Snippet] = {}
        self._heights: dict[str, int] = {}

    def unseen(self) -> list[Callable[[], None]]:
        """Give steps that draw, where nobody sees it, what the first answer draws for the first time.

        A font takes three times as long for a character that it has not drawn yet, and the first picture of a list has hundreds.
        """
        return [partial(self._draw_unseen, words) for words in _COMMON]

    def _draw_unseen(self, words: str) -> None:
        hit = Hit("", words, "", words[:3], 0, 0, Span(0, 0), words, (Span(2, 4),))
        picture = QPixmap(_UNSEEN.size())  # opaque as the window: what is not has other pictures of its characters
        picture.setDevicePixelRatio(self._view.devicePixelRatioF())
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._draw_heading(painter, _UNSEEN, HitRow("document", "", words, words))
        self._draw_ground(painter, _UNSEEN, True)
        self._draw_hit(painter, _UNSEEN, HitRow("hit", "", hit=hit))
        painter.end()

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
        return QSize(0, max(self._lay_out(row.hit).height, self._height_of(row.hit.path)) + 2 * _PAD)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw one row."""
        row: HitRow = index.data(ROW_ROLE)
        chosen = has_state(option, QStyle.StateFlag.State_Selected)
        hovered = has_state(option, QStyle.StateFlag.State_MouseOver)
        place = rect_of(option).adjusted(_SIDE, 0, -_SIDE, 0)
        place.setWidth(min(place.width(), _WIDEST))
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
        words = f"{row.hit.title} {row.hit.path}　{row.hit.snippet[label_length(row.hit, marks=False) :]}"
        draw_elided(painter, QRect(left, inner.top(), inner.right() - key_width - _GAP - left, inner.height()), words)

    def _draw_hit(self, painter: QPainter, place: QRect, row: HitRow) -> None:
        assert row.hit is not None
        painter.setFont(self._path)
        painter.setPen(self._theme.color("ink2"))
        path = QRect(place.left() + _GAP, place.top() + _PAD + 3, _PATH_WIDTH, place.height() - 2 * _PAD)
        flags = int(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWrapAnywhere)
        painter.setClipRect(path)
        painter.drawText(path, flags, row.hit.path or _("正文"))
        snippet = self._lay_out(row.hit)
        painter.setClipRect(QRect(path.right() + _GAP, place.top() + _PAD, place.width(), snippet.height))
        painter.setPen(self._theme.color("ink"))
        snippet.draw(painter, QPointF(path.right() + _GAP, place.top() + _PAD))

    def _height_of(self, path: str) -> int:
        """Give the height of what stands beside a snippet: a long path takes more lines than a short snippet."""
        if path not in self._heights:
            if len(self._heights) >= _KEPT:
                self._heights.clear()
            metrics = QFontMetrics(self._path)
            lines = -(-metrics.horizontalAdvance(path) // (_PATH_WIDTH - metrics.height()))
            self._heights[path] = 3 + metrics.lineSpacing() * max(1, min(lines, MOST_LINES))
        return self._heights[path]

    def _lay_out(self, hit: Hit) -> Snippet:
        width = min(max(self._view.viewport().width() - 2 * _SIDE - _PATH_WIDTH - 3 * _GAP, 120), _MEASURE)
        # By what is drawn, not by where it stands: another query marks other words of the same clause, and notes are written on.
        key = (width, hit.path, hit.snippet, hit.marks, hit.own)
        if key not in self._laid_out:
            if len(self._laid_out) >= _KEPT:
                self._laid_out.clear()
            self._laid_out[key] = Snippet(hit, self._snippet, width, self._theme.color("highlight-yellow"))
        return self._laid_out[key]


def _width(of: QFont, text: str) -> int:
    return QFontMetrics(of).horizontalAdvance(text)
