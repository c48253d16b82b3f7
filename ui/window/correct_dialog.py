"""Mending what the program read of a document: title, issuers, number, date, kind, and whether it is in force."""

from __future__ import annotations

import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QLineEdit,
    QWidget,
)

from reader.validity import STATES
from storage.cards import Card
from storage.documents import CardField, Corrected
from ui.standing import state_word, told
from ui.translation import _
from ui.window.dialog_parts import TypedDialog, column_of, hint, problem, save_or_cancel

_WIDTH = 480
_BETWEEN = "、"


class CorrectDialog(TypedDialog):
    """A form with what is known; only what was changed counts.

    Signals:
        corrected: Document id, and a dict of the changed fields with their new values; None where the field was emptied,
            which takes a correction back.
    """

    corrected = Signal(str, object)

    def __init__(self, card: Card, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("更正信息"))
        self.setMinimumWidth(_WIDTH)
        self._card = card
        self._before: dict[CardField, str] = {
            "title": card.title,
            "issuers": _BETWEEN.join(card.issuers),
            "number": card.number,
            "date": card.date,
            "kind": card.kind,
        }
        self._edits = {name: QLineEdit(value) for name, value in self._before.items()}
        self._edits["date"].setPlaceholderText("2020-01-31")
        self._edits["issuers"].setPlaceholderText(_("几个机关之间用顿号"))
        labels = {
            "title": _("标题"),
            "issuers": _("发文机关"),
            "number": _("文号"),
            "date": _("成文日期"),
            "kind": _("文种"),
        }
        form = QFormLayout()
        form.setSpacing(10)
        for name, edit in self._edits.items():
            edit.setCursorPosition(0)
            form.addRow(labels[name], edit)
        self._state, self._since, self._source = QComboBox(), QLineEdit(), QLineEdit()
        self._add_validity(form)
        self._problem = problem()
        self._problem.hide()
        column = column_of(self)
        column.addLayout(form)
        column.addWidget(hint(_("留空的一项恢复为程序从文件里读到的内容。")))
        column.addWidget(self._problem)
        column.addWidget(save_or_cancel(self))

    def accept(self) -> None:
        """Tell what was changed, unless the date is none."""
        for edit in (self._edits["date"], self._since):
            if edit.text().strip() and not _is_date(edit.text().strip()):
                self.warn(_("日期写成 2020-01-31 这样。"))
                edit.setFocus(Qt.FocusReason.OtherFocusReason)
                return
        if changed := self.has_typed():
            self.corrected.emit(self._card.id, changed)
        super().accept()

    def has_typed(self) -> dict[CardField, Corrected]:
        """Give the changed fields with their new values."""
        changed: dict[CardField, Corrected] = {}
        for name, before in self._before.items():
            value = self._edits[name].text().strip()
            if value == before:
                continue
            if name == "issuers":
                changed[name] = [issuer for issuer in map(str.strip, value.split(_BETWEEN)) if issuer] or None
            else:
                changed[name] = value or None
        said = self._validity()
        if said != self._said_before:
            changed["validity"] = said
        return changed

    def warn(self, words: str) -> None:
        """Show what is wrong."""
        self._problem.setText(words)
        self._problem.show()

    def _add_validity(self, form: QFormLayout) -> None:
        """Add the standing, its date and its source; without a choice it is what the program finds out."""
        validity = self._card.validity
        by_hand = validity if validity.by_hand else None
        found = "" if by_hand else told(validity)
        self._state.addItem(_("按程序所知（{found}）").format(found=found) if found else _("按程序所知"), "")
        for state in STATES:
            if state:
                self._state.addItem(state_word(state), state)
        self._state.setCurrentIndex(max(self._state.findData(by_hand.state if by_hand else ""), 0))
        self._state.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._since.setText(by_hand.date if by_hand else "")
        self._since.setPlaceholderText("2020-01-31")
        self._source.setText(by_hand.source if by_hand else "")
        self._source.setPlaceholderText(_("依据的文件或网页"))
        form.addRow(_("效力"), self._state)
        form.addRow(_("效力起始日"), self._since)
        form.addRow(_("效力依据"), self._source)
        self._state.currentIndexChanged.connect(self._offer_details)
        self._offer_details()
        self._said_before = self._validity()

    def _offer_details(self) -> None:
        for edit in (self._since, self._source):
            edit.setEnabled(bool(self._state.currentData()))

    def _validity(self) -> dict[str, str] | None:
        state = self._state.currentData()
        if not state:
            return None
        return {"state": state, "date": self._since.text().strip(), "source": self._source.text().strip()}


def _is_date(text: str) -> bool:
    try:
        return datetime.date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
