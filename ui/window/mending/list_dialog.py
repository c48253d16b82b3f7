"""更正记录: what the user corrected in a document, and the way back from each."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ui.mending import ShownCorrection, value_words
from ui.translation import _
from ui.window.dialog_parts import close_only, hint, quiet
from ui.wording import status_word

_SHOWN_LENGTH = 40
_ROLE = Qt.ItemDataRole.UserRole


class CorrectionsDialog(QDialog):
    """A list of corrections.

    Signals:
        taken_back: Names of the corrections to take back.
        place_chosen: Span to show.
    """

    taken_back = Signal(list)
    place_chosen = Signal(object)

    def __init__(self, corrections: Sequence[ShownCorrection], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("更正记录"))
        self.resize(560, 400)
        self.list = QListWidget()
        self.list.setObjectName("plainList")
        self.list.setAccessibleName(_("更正记录"))
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for one in corrections:
            item = QListWidgetItem(_line(one))
            item.setToolTip(one.here)
            item.setData(_ROLE, one)
            self.list.addItem(item)
        told = (
            _("双击看它在哪里；撤回后恢复为程序读到的样子。")
            if corrections
            else _("这份文件没有更正过标点、标题层级或责任单位。")
        )
        buttons = close_only(self)
        self.back = QPushButton(_("撤回"))
        self.back.setEnabled(False)
        quiet(self.back)
        buttons.addButton(self.back, QDialogButtonBox.ButtonRole.ActionRole)
        self.back.clicked.connect(self._take_back)
        self.list.itemSelectionChanged.connect(self._selected)
        self.list.itemActivated.connect(self._show_place)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 16)
        column.setSpacing(10)
        column.addWidget(hint(told))
        column.addWidget(self.list, 1)
        column.addWidget(buttons)
        if corrections:
            self.list.setCurrentRow(0)

    def _take_back(self) -> None:
        chosen = [item.data(_ROLE).correction.field for item in self.list.selectedItems()]
        self.taken_back.emit(chosen)
        self.accept()

    def _show_place(self, item: QListWidgetItem) -> None:
        self.place_chosen.emit(item.data(_ROLE).span)
        self.accept()

    def _selected(self) -> None:
        self.back.setEnabled(bool(self.list.selectedItems()))


def _line(one: ShownCorrection) -> str:
    here = one.here if len(one.here) <= _SHOWN_LENGTH else f"{one.here[:_SHOWN_LENGTH]}…"
    where = f"{one.clause}　" if one.clause else ""
    words = f"{one.before}【{here}】{one.after}" if one.correction.kind == "mark" else here
    value = "" if one.correction.kind == "mark" else f" → {value_words(one.correction.value)}"
    return f"{status_word(_WHAT[one.correction.kind])}　{where}{words}{value}"


_WHAT = {"mark": "mend-mark", "level": "mend-level", "bodies": "mend-bodies"}
