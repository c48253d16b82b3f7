"""改责任单位: the bodies of one task in their order, with what each is to do."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from reader.corrections import ROLES
from ui.mending import role_word
from ui.translation import _
from ui.window.dialog_parts import TypedDialog, column_of, hint, problem, quiet, save_or_cancel
from ui.window.theme import Theme

_WIDTH, _HEIGHT = 460, 380
_LONGEST_NAME = 60


class BodiesDialog(TypedDialog):
    """A row for each body: name, role, and its place among the others.

    Signals:
        corrected: List of (name, role).
    """

    corrected = Signal(list)

    def __init__(
        self, theme: Theme, measure: str, bodies: Sequence[tuple[str, str]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("改责任单位"))
        self.resize(_WIDTH, _HEIGHT)
        self._theme = theme
        self._rows: list[_Row] = []
        said = QLabel(measure, wordWrap=True)
        said.setTextFormat(Qt.TextFormat.PlainText)
        said.setProperty("voice", "second")
        self._problem = problem()
        self._problem.hide()
        self._column = QVBoxLayout()
        self._column.setSpacing(6)
        inside = QWidget()
        around = QVBoxLayout(inside)
        around.setContentsMargins(0, 0, 0, 0)
        around.addLayout(self._column)
        around.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setWidget(inside)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # what is in it has the keyboard, and is brought into sight
        self._add_button = add = QPushButton(_("添加"))
        quiet(add)
        add.clicked.connect(self._add_empty)
        column = column_of(self)
        column.addWidget(said)
        column.addWidget(area, 1)
        foot = QHBoxLayout()
        foot.addWidget(hint(_("一行不留，表示这里不是任务。")), 1)
        foot.addWidget(add)
        column.addLayout(foot)
        column.addWidget(self._problem)
        column.addWidget(save_or_cancel(self))
        for name, role in bodies:
            self._add(name, role)
        self._before = self.bodies()
        (self._rows[0].name if self._rows else add).setFocus(Qt.FocusReason.OtherFocusReason)

    def bodies(self) -> list[tuple[str, str]]:
        """Give what the rows say; those without a name are left out."""
        return [(row.name.text().strip(), row.role.currentData()) for row in self._rows if row.name.text().strip()]

    def accept(self) -> None:
        """Tell what was changed, unless a body is named twice."""
        bodies = self.bodies()
        if len({name for name, _role in bodies}) < len(bodies):
            self.warn(_("同一个单位写了两次。"))
            return
        if bodies != self._before:
            self.corrected.emit(bodies)
        super().accept()

    def has_typed(self) -> list[tuple[str, str]]:
        """Give what the rows say, where they say another thing than before; no row at all is nothing that was typed."""
        bodies = self.bodies()
        return bodies if bodies != self._before else []

    def warn(self, words: str) -> None:
        """Show what is wrong."""
        self._problem.setText(words)
        self._problem.show()

    def _add_empty(self) -> None:
        self._add("", "support" if self._rows and self._rows[0].role.currentData() != "responsible" else "responsible")
        self._rows[-1].name.setFocus(Qt.FocusReason.OtherFocusReason)

    def _add(self, name: str, role: str) -> None:
        row = _Row(self._theme, name, role)
        row.moved.connect(self._move)
        row.removed.connect(self._remove)
        self._rows.append(row)
        self._column.addWidget(row)
        self._order_keyboard()

    def _move(self, by: int) -> None:
        row = self.sender()
        at = next(place for place, one in enumerate(self._rows) if one is row)
        to = at + by
        if 0 <= to < len(self._rows):
            moved = self._rows.pop(at)
            self._rows.insert(to, moved)
            self._column.removeWidget(moved)
            self._column.insertWidget(to, moved)
            self._order_keyboard()

    def _order_keyboard(self) -> None:
        """Let Tab go through the rows as they stand, then to what is below them."""
        parts = [part for row in self._rows for part in row.in_order] + [self._add_button]
        for one, other in pairwise(parts):
            QWidget.setTabOrder(one, other)

    def _remove(self) -> None:
        row = self.sender()
        gone = next(one for one in self._rows if one is row)
        self._rows.remove(gone)
        self._column.removeWidget(gone)
        gone.hide()
        gone.deleteLater()


class _Row(QWidget):
    """One body.

    Signals:
        moved(int): One up (-1) or down (1).
        removed: Away with it.
    """

    moved = Signal(int)
    removed = Signal()

    def __init__(self, theme: Theme, name: str, role: str) -> None:
        super().__init__()
        self.name = QLineEdit(name)
        self.name.setMaxLength(_LONGEST_NAME)
        self.name.setAccessibleName(_("单位名称"))
        self.name.setCursorPosition(0)
        self.role = QComboBox()
        self.role.setAccessibleName(_("作用"))
        for one in ROLES:
            self.role.addItem(role_word(one), one)
        self.role.setCurrentIndex(ROLES.index(role) if role in ROLES else 0)
        self.in_order: list[QWidget] = [self.name, self.role]
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(4)
        line.addWidget(self.name, 1)
        line.addWidget(self.role)
        for icon, words, act in (
            ("chevron-up", _("上移"), self._up),
            ("chevron-down", _("下移"), self._down),
            ("close", _("删除"), self.removed.emit),
        ):
            button = QToolButton()
            button.setIcon(theme.icon(icon))
            button.setIconSize(QSize(16, 16))
            button.setToolTip(words)
            button.setAccessibleName(words)
            button.clicked.connect(act)
            line.addWidget(button)
            self.in_order.append(button)

    def _up(self) -> None:
        self.moved.emit(-1)

    def _down(self) -> None:
        self.moved.emit(1)
