"""Draws the rows of the task ledger, and edits deadline, figure and note in place."""

from __future__ import annotations

from PySide6.QtCore import (
    QAbstractItemModel,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QKeyEvent, QPainter, QTextLayout, QTextOption
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ui.ledger_export import STATUS_WORDS
from ui.translation import _, counted
from ui.window.fonts import font, program_family
from ui.window.ledger.model import BODIES, DEADLINE, FIGURE, ITEM_ROLE, MEASURE, NOTE, STATUS, Item, LedgerModel
from ui.window.painting import draw_elided, has_state, rect_of
from ui.window.theme import Theme

ROW = 64
STATUS_COLORS = {"todo": "ink3", "doing": "mark-blue", "done": "mark-green", "stuck": "mark-pink"}
_PAD = 8
_LINE = 19
_MOST_NOTE_HEIGHT = 96

Index = QModelIndex | QPersistentModelIndex


class NoteField(QPlainTextEdit):
    """A note being written: Enter keeps it, Shift+Enter begins another line.

    Signals:
        finished: Enter was pressed.
    """

    finished = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keep with Enter."""
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.finished.emit()
        else:
            super().keyPressEvent(event)


class LedgerDelegate(QStyledItemDelegate):
    """Draws bodies and tasks.

    Attributes:
        theme: The theme to draw in.
    """

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.theme = theme
        family = program_family()
        self._font = font(family, 13)
        self._strong = font(family, 13, weight=QFont.Weight.Medium)
        self._small = font(family, 11)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """All rows have one height: Qt then lays out thousands without asking for each."""
        return QSize(80, ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one cell."""
        item = index.data(ITEM_ROLE)
        if not isinstance(item, Item):
            return
        rect = rect_of(option)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if has_state(option, QStyle.StateFlag.State_Selected):
            painter.fillRect(rect, self.theme.color("seal-soft"))
        elif has_state(option, QStyle.StateFlag.State_MouseOver):
            painter.fillRect(rect, self.theme.color("hover"))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), self.theme.color("line"))
        inner = rect.adjusted(_PAD, 5, -_PAD, -5)
        if item.row is None:
            self._draw_body(painter, inner, item)
        elif index.column() == MEASURE:
            self._draw_measure(painter, inner, item, index)
        elif index.column() == STATUS:
            self._draw_status(painter, inner, item)
        else:
            by_hand = (index.column() == DEADLINE and item.row.entry.deadline is not None) or (
                index.column() == FIGURE and item.row.entry.figure is not None
            )
            lines = 2 if index.column() in (DEADLINE, FIGURE) else 3
            role = "ink2" if index.column() == BODIES else "ink"
            self._draw_lines(painter, inner, str(index.data()), "focus" if by_hand else role, lines)
        if has_state(option, QStyle.StateFlag.State_HasFocus):
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(self.theme.color("focus"))
            painter.drawRoundedRect(QRectF(rect).adjusted(1.5, 1.5, -1.5, -2.5), 4, 4)
        painter.restore()

    def status_rect(self, cell: QRect) -> QRect:
        """Give the part of a status cell that opens its menu."""
        return QRect(cell.left() + 2, cell.top() + 3, cell.width() - 4, _LINE + 6)

    def _draw_body(self, painter: QPainter, inner: QRect, item: Item) -> None:
        """Draw name and figures of a body, and how much of its work is done."""
        painter.setFont(self._strong)
        painter.setPen(self.theme.color("ink"))
        line = QRect(inner.left(), inner.top() + 5, inner.width(), _LINE)
        draw_elided(painter, line, item.name)
        painter.setFont(self._small)
        painter.setPen(self.theme.color("ink3"))
        count = len(item.rows)
        words = counted("{count} 项任务", count).format(count=count)
        if item.leads:
            words = counted("{count} 项，牵头或列首位 {leads} 项", count).format(count=count, leads=item.leads)
        done = sum(row.entry.status == "done" for row in item.rows)
        told = _("{words}，已完成 {done} 项").format(words=words, done=done)
        took = draw_elided(painter, line.translated(0, _LINE + 2), told)
        bar = QRect(inner.left() + took + 12, line.center().y() + _LINE + 1, min(160, inner.width() - took - 20), 4)
        if bar.width() > 40 and done:
            painter.fillRect(bar, self.theme.color("line"))
            bar.setWidth(max(round(bar.width() * done / count), 2))
            painter.fillRect(bar, self.theme.color("mark-green"))

    def _draw_measure(self, painter: QPainter, inner: QRect, item: Item, index: Index) -> None:
        older = item.row is not None and item.row.span is None
        self._draw_lines(painter, inner, str(index.data()), "ink3" if older else "ink", 2)
        painter.setFont(self._small)
        painter.setPen(self.theme.color("seal" if older else "ink3"))
        model = index.model()
        where = model.where(item) if isinstance(model, LedgerModel) else ""
        below = QRect(inner.left(), inner.top() + 2 * _LINE, inner.width(), inner.height() - 2 * _LINE)
        if item.parent is not None and item.leads:
            where = " · ".join(part for part in (_("牵头或列首位"), where) if part)
        draw_elided(painter, below, where, Qt.TextElideMode.ElideLeft)

    def _draw_status(self, painter: QPainter, inner: QRect, item: Item) -> None:
        assert item.row is not None
        status = item.row.entry.status
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.theme.color(STATUS_COLORS[status]))
        painter.drawEllipse(QRect(inner.left(), inner.top() + 6, 8, 8))
        painter.setFont(self._font)
        painter.setPen(self.theme.color("ink2" if status == "todo" else "ink"))
        line = QRect(inner.left() + 14, inner.top(), inner.width() - 14, _LINE)
        draw_elided(painter, line, STATUS_WORDS[status]())

    def _draw_lines(self, painter: QPainter, inner: QRect, words: str, role: str, most: int) -> None:
        """Draw words in several lines, with … where they do not fit."""
        painter.setFont(self._font)
        painter.setPen(self.theme.color(role))
        words = words.replace("\n", " ")
        layout = self._laid_out(words, inner.width(), most)
        ellipsis = painter.fontMetrics().horizontalAdvance("…")
        overflows = layout.lineCount() > most
        if overflows:
            layout = self._laid_out(words, inner.width(), most, less=ellipsis)
        for number in range(min(layout.lineCount(), most)):
            line = layout.lineAt(number)
            top = inner.top() + number * _LINE
            line.draw(painter, QPointF(inner.left(), top - line.y()))
            if overflows and number == most - 1:
                left = inner.left() + int(line.naturalTextWidth())
                painter.drawText(QRect(left, top, ellipsis + 1, _LINE), "…")

    def _laid_out(self, words: str, width: int, most: int, less: int = 0) -> QTextLayout:
        """Lay out one line more than can be shown; the last one that is shown is that much shorter."""
        layout = QTextLayout(words, self._font)
        option = QTextOption(Qt.AlignmentFlag.AlignLeft)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.beginLayout()
        for number in range(most + 1):
            line = layout.createLine()
            if not line.isValid():
                break
            line.setLineWidth(max(width - (less if number == most - 1 else 0), 1))
        layout.endLayout()
        return layout

    # Editing

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """Give a field for one line, or one of several for a note."""
        if index.column() != NOTE:
            field = QLineEdit(parent)
            field.setPlaceholderText(_("如 2020-06") if index.column() == DEADLINE else "")
            return field
        note = NoteField(parent)
        note.finished.connect(self._keep)
        note.setTabChangesFocus(True)
        return note

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Begin with what is there."""
        words = str(index.data(Qt.ItemDataRole.EditRole))
        if isinstance(editor, QPlainTextEdit):
            editor.setPlainText(words)
            editor.selectAll()
        elif isinstance(editor, QLineEdit):
            editor.setText(words)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Ask for the change."""
        if isinstance(editor, QPlainTextEdit):
            model.setData(index, editor.toPlainText())
        elif isinstance(editor, QLineEdit):
            model.setData(index, editor.text())

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        """Lie over the cell; a note takes some more room."""
        cell = rect_of(option)
        viewport = editor.parentWidget()
        if isinstance(editor, QPlainTextEdit) and viewport is not None:
            room = viewport.rect()
            width = max(cell.width(), min(260, room.width()))
            box = QRect(cell.right() - width + 1, cell.top(), width, _MOST_NOTE_HEIGHT)
            box.moveBottom(min(box.bottom(), max(room.bottom(), box.height())))
            editor.setGeometry(box)
        else:
            editor.setGeometry(cell.adjusted(0, 4, 0, 4 - cell.height() + 34))

    def _keep(self) -> None:
        editor = self.sender()
        if isinstance(editor, QWidget):
            self.commitData.emit(editor)
            self.closeEditor.emit(editor)
