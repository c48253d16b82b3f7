"""The foot of the window: where one is, how far, what is selected, and that everything is saved."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QSizePolicy, QWidget

from ui.translation import _, counted


class ElidedLabel(QLabel):
    """A label that ends in … instead of asking for more room, or has it where ``mode`` says."""

    def __init__(self, parent: QWidget | None = None, mode: Qt.TextElideMode = Qt.TextElideMode.ElideRight) -> None:
        super().__init__(parent)
        self._mode = mode
        # As wide as its words where there is room, so that what follows stands beside them.
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self.setTextFormat(Qt.TextFormat.PlainText)

    def minimumSizeHint(self) -> QSize:
        """Give no width: what does not fit is left out."""
        return QSize(0, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw what fits."""
        painter = QPainter(self)
        text = self.fontMetrics().elidedText(self.text(), self._mode, self.width())
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), text)


class StatusBar(QFrame):
    """Answers, at any time, where one is and whether all is well."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("statusBar")
        self.setFixedHeight(28)
        self._path = ElidedLabel()
        self._bar = QProgressBar(textVisible=False, maximum=100)
        self._bar.setFixedWidth(90)
        self._percent = QLabel()
        self._selected = QLabel()
        self._took = QLabel()
        self._library = QLabel()
        self._saved = QLabel()
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 0, 14, 0)
        row.setSpacing(18)
        for widget in (self._path, self._bar, self._percent):
            row.addWidget(widget)
        row.addStretch(1)
        for widget in (self._selected, self._took, self._library, self._saved):
            row.addWidget(widget)
        self._documents: int | None = None
        self._indexing: tuple[int, int] | None = None
        self._is_behind = False
        self._skipped = 0
        self.set_place("", None)
        self.set_selected(0)
        self.set_took(None)
        self.set_busy(False)
        self._tell_library()

    def set_place(self, path: str, percent: int | None) -> None:
        """Show where one reads.

        Args:
            path: The clause with those around it, or any other sentence.
            percent: How far into the document; None hides it.
        """
        self._path.setText(path)
        self._path.setVisible(bool(path))
        self._path.setToolTip(path)
        for widget in (self._bar, self._percent):
            widget.setVisible(percent is not None)
        if percent is not None:
            self._bar.setValue(percent)
            self._percent.setText(f"{percent}%")

    def set_selected(self, characters: int) -> None:
        """Show how many characters are selected; nothing for none."""
        self._selected.setVisible(characters > 0)
        self._selected.setText(counted("已选 {count} 字", characters).format(count=f"{characters:,}"))

    def set_took(self, milliseconds: float | None) -> None:
        """Show how long a search took; None hides it."""
        self._took.setVisible(milliseconds is not None)
        if milliseconds is not None:
            self._took.setText(_("{count} 毫秒").format(count=max(1, round(milliseconds))))

    def set_documents(self, count: int) -> None:
        """Show how many documents stand on the shelf."""
        self._documents = count
        self._tell_library()

    def set_indexing(self, progress: tuple[int, int] | None) -> None:
        """Show how far the index is, done and total; None when it is complete."""
        self._indexing = progress
        self._is_behind = False
        self._tell_library()

    def set_index_behind(self, _why: object) -> None:
        """Show that the index lacks something and nothing is being done about it, until it is told how far it is again."""
        self._is_behind = True
        self._tell_library()

    def set_skipped(self, said: Sequence[str]) -> None:
        """Show how many documents the index could not take in; the tool tip says which and why."""
        self._skipped = len(said)
        self._library.setToolTip("\n".join(said))
        self._tell_library()

    def set_busy(self, busy: bool) -> None:
        """Show whether something is still on its way to the disk."""
        self._saved.setText(_("正在保存…") if busy else _("已保存"))

    def _tell_library(self) -> None:
        # Of a library that is not open, or did not open, nothing is known: neither that it is empty nor that it is saved.
        self._library.setVisible(self._documents is not None)
        self._saved.setVisible(self._documents is not None)
        if self._documents is None:
            return
        state = _("{count} 件没有编入索引").format(count=self._skipped) if self._skipped else _("索引完成")
        if self._indexing is not None:
            state = _("正在索引 {done} / {total}").format(done=self._indexing[0], total=self._indexing[1])
        if self._is_behind:
            state = _("索引没有完成")
        self._library.setText(
            counted("{count} 件 · {state}", self._documents).format(count=f"{self._documents:,}", state=state)
        )
