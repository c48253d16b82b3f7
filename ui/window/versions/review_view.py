"""The review: every annotation that waits, with its clause in both versions side by side, to be accepted or refused."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QSplitter,
    QTextBrowser,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from reader.versions import Piece
from ui.comparing import REVIEW_WORDS
from ui.translation import _, counted
from ui.versioning import ReviewRow, Side
from ui.window.fonts import document_family, font
from ui.window.layer import Cover
from ui.window.narrow import KeyButton
from ui.window.notes.markdown import words_of
from ui.window.status_bar import ElidedLabel
from ui.window.theme import Theme
from ui.window.versions.marked import write

_QUOTE = 46
_LIST_WIDTH = 320
_ROW = 52
_SIGNS = {"kept": "✓", "moved": "→", "edited": "✎", "uncertain": "?", "gone": "✗"}


class ReviewItem(QListWidgetItem):
    """A row of the list, put into words when it is seen: of a thousand a screen shows a dozen."""

    def __init__(self, row: ReviewRow) -> None:
        super().__init__()
        self._row = row
        self._times = 0

    def show_row(self, row: ReviewRow) -> None:
        """Show what has become of the annotation."""
        self._row = row
        self._times += 1
        self.setData(Qt.ItemDataRole.UserRole, self._times)  # another value has the list draw the row again

    def data(self, role: int) -> Any:
        """Give what the list shows."""
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return _line(self._row)
            case Qt.ItemDataRole.ToolTipRole:
                return _quote(self._row)
            case Qt.ItemDataRole.SizeHintRole:
                return QSize(0, _ROW)
        return None


class ReviewView(Cover):
    """The layer of the review.

    Enter accepts, Ctrl+Enter all that is certain, Delete refuses, P chooses another place, G shows it in the text, Esc leaves.

    Signals:
        accepted(str): The proposed place of this annotation is right.
        rejected(str): This annotation gets no place in the new text.
        all_accepted: Accept all that are certain.
        other_place_wanted(str): The user chooses another place for this annotation.
        place_wanted(str): Show the proposed place of this annotation in the text.
        comparison_wanted: Compare the two versions.
        left: Esc, or the cross.
    """

    accepted = Signal(str)
    rejected = Signal(str)
    all_accepted = Signal()
    other_place_wanted = Signal(str)
    place_wanted = Signal(str)
    comparison_wanted = Signal()
    left = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("reviewView")
        self._theme = theme
        self._rows: list[ReviewRow] = []
        head, body = self._make_head(), self._make_body()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(head)
        whole.addWidget(body, 1)
        self.setFocusProxy(self.list)
        self._take_keys()
        self.set_theme(theme)

    def show_rows(self, title: str, rows: Sequence[ReviewRow]) -> None:
        """Show what waits; the row that is chosen stays where it was in the list."""
        at = max(self.list.currentRow(), 0)
        current = self.current()
        ids = [row.annotation.id for row in rows]
        if current is not None and current.annotation.id in ids:
            at = ids.index(current.annotation.id)
        certain = sum(row.certain for row in rows)
        self._heading.setText(_("审阅《{title}》").format(title=title))
        self._told.setText(
            counted("{count} 条批注等着放到新版本，{certain} 条有把握", len(rows)).format(
                count=len(rows), certain=certain
            )
            if rows
            else _("都审阅过了。")
        )
        self.all.say(_("全部接受有把握的 ({count})").format(count=certain))
        self.all.setEnabled(certain > 0)
        self._fill(rows)
        self.list.setCurrentRow(min(at, len(rows) - 1))
        self._show_row(self.list.currentRow())

    def show_working(self, title: str) -> None:
        """Tell that it is being worked out what waits in a document: rows of another one would be decided by mistake."""
        self.show_rows(title, ())
        self._told.setText(_("正在比对两个版本……"))

    def show_failed(self, title: str) -> None:
        """Tell that it could not be worked out what waits in a document."""
        self.show_rows(title, ())
        self._told.setText(_("没能比对这两个版本；回到正文后可以再点“审阅”。"))

    def _fill(self, rows: Sequence[ReviewRow]) -> None:
        """Let the list hold these rows: each decision takes one of a thousand away, and the others stay as they are."""
        wanted = {row.annotation.id for row in rows}
        self.list.blockSignals(True)
        if 2 * len(rows) < len(self._rows):
            self.list.clear()
            self._rows = []
        for at in range(len(self._rows) - 1, -1, -1):
            if self._rows[at].annotation.id not in wanted:
                self.list.takeItem(at)
                del self._rows[at]
        for at, row in enumerate(rows):
            if at < len(self._rows) and self._rows[at].annotation.id == row.annotation.id:
                item = self.list.item(at)
                if self._rows[at] is not row and isinstance(item, ReviewItem):
                    item.show_row(row)
                    self._rows[at] = row
            else:
                self.list.insertItem(at, ReviewItem(row))
                self._rows.insert(at, row)
        while len(self._rows) > len(rows):  # those that stand further up by now
            self.list.takeItem(len(rows))
            del self._rows[len(rows)]
        self.list.blockSignals(False)

    def current(self) -> ReviewRow | None:
        """Give the chosen row; None where there is none."""
        row = self.list.currentRow()
        return self._rows[row] if 0 <= row < len(self._rows) else None

    def set_theme(self, theme: Theme) -> None:
        """Draw in another theme."""
        self._theme = theme
        self._close.setIcon(theme.icon("close"))
        self._show_row(self.list.currentRow())

    def _make_head(self) -> QHBoxLayout:
        self._heading = ElidedLabel()
        self._heading.setProperty("voice", "heading")
        self._told = ElidedLabel()
        self._told.setProperty("voice", "hint")
        self.all = KeyButton("")
        self._compare = KeyButton(_("比较两个版本"))
        self._close = QToolButton()
        self._close.setToolTip(_("回到正文 (Esc)"))
        self._close.setAccessibleName(_("回到正文 (Esc)"))
        self.all.clicked.connect(self.all_accepted)
        self._compare.clicked.connect(self.comparison_wanted)
        self._close.clicked.connect(self.left)
        head = QHBoxLayout()
        head.setContentsMargins(24, 12, 14, 12)
        head.setSpacing(10)
        head.addWidget(self._heading)
        head.addWidget(self._told)
        head.addStretch(1)
        for widget in (self.all, self._compare, self._close):
            head.addWidget(widget)
        return head

    def _make_body(self) -> QSplitter:
        self.list = QListWidget()
        self.list.setObjectName("reviewList")
        self.list.setAccessibleName(_("待审阅的批注"))
        self.list.setUniformItemSizes(True)  # else a thousand rows are asked how high they are, each time
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.list.currentRowChanged.connect(self._show_row)
        self.list.itemActivated.connect(self._accept)
        body = QSplitter(Qt.Orientation.Horizontal)
        body.setHandleWidth(1)
        body.setChildrenCollapsible(False)
        body.addWidget(self.list)
        body.addWidget(self._make_chosen())
        body.setStretchFactor(1, 1)
        body.setSizes([_LIST_WIDTH, 10_000])
        return body

    def _make_chosen(self) -> QWidget:
        """Make what shows the chosen row: the clause in both versions, the note, and what can be done."""
        self._old_words, self.old = self._side()
        self._new_words, self.new = self._side()
        sides = QHBoxLayout()
        sides.setSpacing(16)
        for words, browser in ((self._old_words, self.old), (self._new_words, self.new)):
            side = QVBoxLayout()
            side.setSpacing(6)
            side.addWidget(words)
            side.addWidget(browser, 1)
            sides.addLayout(side, 1)
        self._note = QLabel(wordWrap=True)
        self._note.setTextFormat(Qt.TextFormat.PlainText)
        self._note.setProperty("voice", "second")
        chosen = QWidget()
        column = QVBoxLayout(chosen)
        column.setContentsMargins(16, 0, 24, 16)
        column.setSpacing(12)
        column.addLayout(sides, 1)
        column.addWidget(self._note)
        column.addLayout(self._make_foot())
        return chosen

    def _side(self) -> tuple[QLabel, QTextBrowser]:
        words = QLabel()
        words.setProperty("voice", "hint")
        browser = QTextBrowser()
        browser.setOpenLinks(False)
        browser.setTabChangesFocus(True)
        browser.setFont(font(document_family(), 16))
        browser.document().setDocumentMargin(10)
        return words, browser

    def _make_foot(self) -> QHBoxLayout:
        def button(text: str, key: str, act: Callable[[], None]) -> KeyButton:
            made = KeyButton(text, key)
            made.clicked.connect(act)
            return made

        self.yes = button(_("接受"), "Enter", self._accept)
        self.no = button(_("不放到新版本"), "Del", self._reject)
        self.other = button(_("另选位置…"), "P", self._other_place)
        self.see = button(_("在正文中看"), "G", self._show_place)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        for widget in (self.yes, self.no, self.other, self.see):
            foot.addWidget(widget)
        foot.addStretch(1)
        return foot

    def _take_keys(self) -> None:
        # Not by key events: the list takes letters for a search among its rows.
        for key, act in (
            ("Esc", self.left.emit),
            ("Del", self._reject),
            ("P", self._other_place),
            ("G", self._show_place),
            ("Ctrl+Return", self.all.click),
        ):
            shortcut = QShortcut(QKeySequence(key), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    def _show_row(self, _number: int) -> None:
        row = self.current()
        for widget in (self.no, self.other):
            widget.setEnabled(row is not None)
        for widget in (self.yes, self.see):
            widget.setEnabled(row is not None and bool(row.spans))
        if row is None:
            for browser in (self.old, self.new):
                browser.clear()
            for label in (self._old_words, self._new_words, self._note):
                label.clear()
            return
        self._old_words.setText(_("旧文　{path}").format(path=_path(row.old)))
        self._new_words.setText(_("新文　{path}").format(path=_path(row.new)))
        quote = row.annotation.anchors[0].quote
        old = row.old.text if row.old else quote
        new = row.new.text if row.new else _("新版本里没有这一条，也没有与它相当的地方。")
        pieces = row.pieces
        write(
            self.old.document(),
            pieces or (Piece("same", old),),
            "old",
            self._theme,
            row.old.words if row.old else (),
        )
        write(
            self.new.document(),
            pieces or (Piece("same", new),),
            "new",
            self._theme,
            row.new.words if row.new and row.spans else (),
        )
        note = words_of(row.annotation.note)
        self._note.setText(_("批注：{note}").format(note=note) if note else "")
        self._note.setVisible(bool(note))

    def _accept(self, *_told: object) -> None:
        row = self.current()
        if row is not None and row.spans:
            self.accepted.emit(row.annotation.id)

    def _reject(self) -> None:
        if row := self.current():
            self.rejected.emit(row.annotation.id)

    def _other_place(self) -> None:
        if row := self.current():
            self.other_place_wanted.emit(row.annotation.id)

    def _show_place(self) -> None:
        row = self.current()
        if row is not None and row.spans:
            self.place_wanted.emit(row.annotation.id)


def _line(row: ReviewRow) -> str:
    paths = [_path(side) for side in (row.old, row.new if row.spans else None)]
    where = paths[0] if paths[0] == paths[1] or not paths[1] else " → ".join(paths)
    return f"{_SIGNS[row.status]} {REVIEW_WORDS[row.status]()}　{where}\n{_quote(row)}"


def _path(side: Side | None) -> str:
    return side.path if side else ""


def _quote(row: ReviewRow) -> str:
    quote = " ".join(row.annotation.anchors[0].quote.split())
    return quote if len(quote) <= _QUOTE else f"{quote[:_QUOTE]}…"
