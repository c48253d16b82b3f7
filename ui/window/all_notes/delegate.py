"""Draws the rows of the list of all annotations, all of one height: nothing has to be laid out to know where a row stands."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui.all_notes import Group, Line
from ui.translation import _
from ui.window.all_notes.model import GROUP_ROLE, LINE_ROLE, Index
from ui.window.fonts import document_family, font, program_family
from ui.window.mark_lines import draw_mark_line, draw_style_line
from ui.window.notes.markdown import words_of
from ui.window.notes.times import short_time
from ui.window.painting import MIDDLE, draw_elided, has_state, rect_of
from ui.window.theme import Theme
from ui.wording import KIND_WORDS, TYPE_WORDS

ROW = 56
"""Height of every row in pixels, headings included."""
_SIDE = 28
_ASIDE = 190
_NARROW = 620
_LONGEST = 200
"""Characters of a quote or note that are looked at for one line."""


class AllNotesDelegate(QStyledItemDelegate):
    """Two lines an annotation: what it stands on, and what was written; where and when at the right.

    Attributes:
        titled: The headings do not name the documents: the rows do.
    """

    def __init__(self, theme: Theme, view: QListView) -> None:
        super().__init__(view)
        self.theme = theme
        self.titled = False
        program = program_family()
        self._heading = font(program, 15, weight=QFont.Weight.DemiBold)
        self._quote = font(document_family(), 15)
        self._note = font(program, 13)
        self._small = font(program, 12)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Give the height of a row: the same for all."""
        return QSize(100, ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw a heading or an annotation."""
        at = rect_of(option)
        painter.save()
        line = index.data(LINE_ROLE)
        if line is None:
            self._draw_heading(painter, at, index.data(GROUP_ROLE))
        else:
            chosen = has_state(option, QStyle.StateFlag.State_Selected)
            if chosen or has_state(option, QStyle.StateFlag.State_MouseOver):
                painter.fillRect(at, self.theme.color("seal-soft" if chosen else "hover"))
            self._draw_line(painter, at, line)
        if has_state(option, QStyle.StateFlag.State_HasFocus):
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(self.theme.color("focus"))
            painter.drawRoundedRect(QRectF(at).adjusted(4.5, 2.5, -4.5, -2.5), 4, 4)
        painter.restore()

    def _draw_heading(self, painter: QPainter, at: QRect, group: Group) -> None:
        row = at.adjusted(_SIDE, 16, -_SIDE, -4)
        painter.setFont(self._small)
        count = _("{count} 条").format(count=f"{len(group.lines):,}")
        painter.setPen(self.theme.color("ink3"))
        painter.drawText(row, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), count)
        painter.setFont(self._heading)
        painter.setPen(self.theme.color("ink"))
        draw_elided(painter, row.adjusted(0, 0, -80, 0), group.name, Qt.TextElideMode.ElideMiddle)
        painter.fillRect(QRect(at.left() + _SIDE, at.bottom(), at.width() - 2 * _SIDE, 1), self.theme.color("line"))

    def _draw_line(self, painter: QPainter, at: QRect, line: Line) -> None:
        annotation, theme = line.annotation, self.theme
        inner = at.adjusted(_SIDE + 26, 5, -_SIDE, -5)
        self._draw_sign(painter, QRect(at.left() + _SIDE, at.top(), 20, at.height() // 2 + 4), line)
        upper = QRect(inner.left(), inner.top(), inner.width(), inner.height() // 2)
        lower = upper.translated(0, upper.height())
        aside = 0 if at.width() <= _NARROW else inner.width() // 3 if self.titled else _ASIDE
        if aside:
            painter.setFont(self._small)
            painter.setPen(theme.color("ink3"))
            where = QRect(inner.right() - aside, upper.top(), aside, upper.height())
            words = line.path or (KIND_WORDS["page"]() if annotation.kind == "page" else "")
            if self.titled:
                words = f"{line.title}　{words}"
            shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideMiddle, aside)
            right = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            painter.drawText(where, right, shown)
            when = short_time(annotation.modified, datetime.now().astimezone())
            type_ = TYPE_WORDS[annotation.type]() if annotation.type else ""
            painter.drawText(
                where.translated(0, upper.height()), right, "　".join(part for part in (type_, when) if part)
            )
        room = inner.width() - aside - (16 if aside else 0)
        painter.setFont(self._quote)
        painter.setPen(theme.color("ink"))
        words = line.quote or line.title
        draw_elided(painter, QRect(upper.left(), upper.top(), room, upper.height()), _one_line(words))
        taken = 0
        painter.setFont(self._note)
        if annotation.note:
            painter.setPen(theme.color("ink2"))
            tags_room = 0 if not annotation.tags else room // 3
            note = QRect(lower.left(), lower.top(), room - tags_room, lower.height())
            taken = draw_elided(painter, note, _one_line(words_of(annotation.note[:_LONGEST]))) + 14
        if annotation.tags:
            painter.setFont(self._small)
            painter.setPen(theme.color("seal"))
            tags = QRect(lower.left() + taken, lower.top(), max(room - taken, 0), lower.height())
            draw_elided(painter, tags, " ".join(f"#{tag}" for tag in annotation.tags))
        if not annotation.note and not annotation.tags:
            painter.setPen(theme.color("ink3"))
            words = bare_words(line, titled=self.titled and not aside)
            painter.drawText(lower, MIDDLE, painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room))

    def _draw_sign(self, painter: QPainter, at: QRect, line: Line) -> None:
        """Draw what the annotation looks like on the page."""
        annotation = line.annotation
        if annotation.kind == "bookmark":
            self.theme.icon("bookmark", "seal").paint(painter, at.adjusted(0, 10, 0, 0))
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        mark = self.theme.color(f"mark-{annotation.color}")
        box = QRectF(at.left(), at.top() + 10, 18, 13)
        if annotation.style == "solid":
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self.theme.color(f"highlight-{annotation.color}"))
            painter.drawRoundedRect(box, 2, 2)
            draw_mark_line(painter, annotation.color, mark, box.left(), box.right(), box.bottom() - 1)
        else:
            draw_style_line(painter, annotation.color, annotation.style, mark, box)


def bare_words(line: Line, *, titled: bool) -> str:
    """Give what stands under the quote of an annotation without words and tags.

    Args:
        line: The annotation.
        titled: Nothing else tells its document: neither the heading above it nor the right side of a wide row.
    """
    return line.title if titled and line.quote else KIND_WORDS[line.annotation.kind]()


def _one_line(words: str) -> str:
    return " ".join(words[:_LONGEST].split())
