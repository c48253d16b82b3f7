"""What stands under the title and is not the document's text: who issued it and when, the red rule, and word of restored marks."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLabel, QPushButton, QToolTip, QVBoxLayout, QWidget

from reader.model import Text
from reader.validity import Validity
from ui.standing import told, warning_word
from ui.translation import _, counted
from ui.window.theme import Theme


class PageHeader(QWidget):
    """Metadata, rule and banner; it lies on the page and scrolls with it.

    Signals:
        original_toggled(bool): Show the marks as the source printed them, or restored again.
        details_wanted: The mouse rests on the facts, and the keywords are not known yet.
    """

    original_toggled = Signal(bool)
    details_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._original = False
        self._told = ""
        self._keywords: tuple[str, ...] | None = None
        self._asked_at: QPoint | None = None
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self._facts = _label()
        self._tasks = _label()
        self._tasks.setObjectName("tasks")
        self._standing = _label()
        self._standing.setObjectName("standing")
        self._meta = QHBoxLayout()
        self._meta.setSpacing(14)
        self._meta.addStretch()
        self._meta.addWidget(self._facts)
        self._meta.addWidget(self._standing)
        self._meta.addWidget(self._tasks)
        self._meta.addStretch()
        self._rule = QFrame()
        self._rule.setFixedHeight(2)
        self._rule.setObjectName("rule")
        self._banner = QFrame()
        self._banner.setObjectName("banner")
        self._said = _label()
        self._said.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self._sign = QLabel()
        self._switch = QPushButton()
        self._switch.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._switch.setObjectName("switch")
        self._switch.setCursor(Qt.CursorShape.PointingHandCursor)
        self._switch.clicked.connect(self._toggle)
        banner = QHBoxLayout(self._banner)
        banner.setContentsMargins(12, 5, 12, 5)
        banner.setSpacing(8)
        banner.addWidget(self._sign)
        banner.addWidget(self._said, 1)
        banner.addWidget(self._switch)
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 8, 0, 14)
        self._rows.setSpacing(14)
        self._rows.addLayout(self._meta)
        self._rows.addWidget(self._rule)
        self._rows.addWidget(self._banner)
        self.set_look(theme, 1)

    def set_look(self, theme: Theme, scale: float) -> None:
        """Draw in the colours of a theme and in the size of the page's text; a scale of 1 is 13 px."""
        color, size = theme.color, round(13 * scale)
        self.setStyleSheet(
            f"QLabel {{ color: {color('ink2').name()}; font-size: {size}px; background: transparent; }}"
            f"QLabel#tasks, QLabel#standing {{ color: {color('seal').name()}; }}"
            f"#rule {{ background: {color('seal').name()}; border: none; }}"
            f"#banner {{ background: {color('desk').name()}; border: none; border-radius: 6px; }}"
            f"#switch {{ color: {color('focus').name()}; background: transparent; border: none; border-radius: 4px;"
            f" font-size: {size}px; padding: 1px 4px; min-width: 0; }}"
            f"#switch:hover {{ color: {color('ink').name()}; }}"
            f"#switch:focus {{ border: 1px solid {color('focus').name()}; padding: 0 3px; }}"
        )
        self._sign.setPixmap(theme.icon("original", "ink3").pixmap(QSize(16, 16)))

    def show_facts(self, text: Text, facts: tuple[str, ...], *, original: bool) -> None:
        """Say what is known about a document.

        Args:
            text: The reading on the page.
            facts: Issuers, date, kind: as the user sees them, corrections included; empty ones are left out.
            original: The page shows the marks as the source printed them.
        """
        self._original = original
        self._facts.setText("　".join(fact for fact in facts if fact))
        self._facts.setVisible(bool(self._facts.text()))
        # Under nothing at all (a note without title) there is nothing to rule off.
        has_title = any(paragraph.role == "title" for paragraph in text.paragraphs)
        self._rule.setVisible(has_title or bool(text.tasks or self._facts.text()))
        bodies = {body.name for task in text.tasks for body in task.bodies}
        tasks = counted("{count} 项任务", len(text.tasks)).format(count=len(text.tasks))
        tasks += " · " + counted("{count} 个责任单位", len(bodies)).format(count=len(bodies))
        self._tasks.setText(tasks if text.tasks else "")
        self._tasks.setVisible(bool(text.tasks))
        self._banner.setVisible(original or text.restored > 0 or bool(text.mended))
        self._switch.setVisible(original or text.restored > 0)
        if original:
            self._said.setText(_("这里是来源网页的原貌，标点未经复原。"))
            self._switch.setText(_("查看复原"))
        else:
            by_program = max(text.restored - len(text.mended), 0)
            said = counted("来源网页打乱了标点，此处 {n} 处标点由程序复原，原文保留。", by_program)
            mended = (
                counted("{n} 处标点由你改定，以朱色显示。", len(text.mended)).format(n=len(text.mended))
                if text.mended
                else ""
            )
            restored = said.format(n=by_program) if text.restored else ""
            self._said.setText(restored + mended)
            self._switch.setText(_("查看原貌"))

    def show_standing(self, validity: Validity) -> None:
        """Say that a document is not in force; one that is, or of which nothing is known, needs no word."""
        self._standing.setText(warning_word(validity))
        self._standing.setVisible(bool(self._standing.text()))
        self._told = told(validity)
        self._keywords = None

    def show_keywords(self, keywords: Sequence[str]) -> None:
        """Tell what the document is about, where the mouse still rests."""
        self._keywords = tuple(keywords)
        if self._asked_at is not None and self.isVisible():
            self._tell(self._asked_at)
        self._asked_at = None

    def event(self, event: QEvent) -> bool:
        """Tell the standing and the keywords where the mouse rests; the keywords are only counted when somebody asks."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            if self._keywords is None:
                self._asked_at = event.globalPos()
                self.details_wanted.emit()
            self._tell(event.globalPos())
            return True
        if event.type() == QEvent.Type.Leave:
            self._asked_at = None
        return super().event(event)

    def details(self) -> str:
        """Give what the mouse is told: a line for the standing, a line for the keywords, as far as they are known."""
        about = _("关键词：{words}").format(words="、".join(self._keywords)) if self._keywords else ""
        return "\n".join(line for line in (self._told, about) if line)

    def _tell(self, place: QPoint) -> None:
        if details := self.details():
            QToolTip.showText(place, details, self)

    def fit(self, width: int) -> int:
        """Lay it out for the width of the text; give the height that it needs, in pixels."""
        together = sum(label.sizeHint().width() for label in self._labels() if label.text()) + 20
        fits = together <= width
        self._meta.setDirection(QBoxLayout.Direction.LeftToRight if fits else QBoxLayout.Direction.TopToBottom)
        for label in self._labels():
            label.setWordWrap(not fits)
        self._said.setWordWrap(self._said.sizeHint().width() + self._switch.sizeHint().width() + 40 > width)
        self._rows.invalidate()
        self._rows.activate()
        wraps = self._rows.hasHeightForWidth()
        height = self._rows.heightForWidth(width) if wraps else self._rows.sizeHint().height()
        self.resize(QSize(width, height))
        return height

    def _labels(self) -> tuple[QLabel, ...]:
        return self._facts, self._standing, self._tasks

    def _toggle(self) -> None:
        self.original_toggled.emit(not self._original)


def _label() -> QLabel:
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setAlignment(Qt.AlignmentFlag.AlignCenter)
    return label


def chinese_date(iso: str) -> str:
    """Give an ISO date as it is printed in a document (``2016年11月2日``); what is not one stays as it is."""
    parts = iso.split("-")
    if len(parts) != 3 or not all(part.isdecimal() for part in parts):
        return iso
    year, month, day = (int(part) for part in parts)
    return _("{year}年{month}月{day}日").format(year=year, month=month, day=day)
