"""What holds for each dialog: where the keyboard is, where Tab, Enter and Esc lead, and that nothing typed is lost by one key."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import shiboken6
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QLineEdit, QMainWindow, QPushButton, QRadioButton, QWidget
from pytestqt.qtbot import QtBot

from reader.model import Span
from storage.trash import Deleted, Removed, Wording
from tests.support.page_texts import page_text, placed
from tests.support.window_objects import card
from ui.following import Absent, Citation, Cited
from ui.window.about_dialog import AboutDialog
from ui.window.color_names_dialog import ColorNamesDialog
from ui.window.correct_dialog import CorrectDialog
from ui.window.crash_dialog import CrashDialog
from ui.window.dialog_parts import TypedDialog
from ui.window.export_dialog import ExportDialog
from ui.window.following.citing_dialog import AbsentDialog, CitingDialog
from ui.window.mending.bodies_dialog import BodiesDialog
from ui.window.mending.list_dialog import CorrectionsDialog
from ui.window.notes.history_dialog import HistoryDialog
from ui.window.outcome_dialog import Outcome, OutcomeDialog
from ui.window.searching.words_dialog import WordsDialog
from ui.window.sharing.notes_choice import NotesChoice
from ui.window.sharing.picture_dialog import PictureDialog
from ui.window.shelf.removed_dialog import RemovedDialog
from ui.window.theme import Theme
from ui.window.versions.choose_dialog import ChooseDialog

# Qt's offscreen platform says so for every window that is shown.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

ROOT = Path(__file__).resolve().parents[2]
CITATION = Citation("d2", "细则", "第一条", Span(0, 2), "根据《法》第一条", False)
WORDINGS = [Wording("二", "2026-03-02T08:00:00+08:00"), Wording("一", "2026-03-01T08:00:00+08:00")]
BODIES = [("市教育局", "lead"), ("市财政局", "support")]


class Asked:
    """Stands for a session: it knows one answer, and has looked through the library."""

    def __init__(self, answer: object) -> None:
        self._answer = answer

    def run(self, ask: Callable[..., object], *_arguments: object, done: Callable[[Any], object]) -> None:
        done((1, 1) if ask.__name__ == "_look" else self._answer)


def deleted() -> Deleted:
    return Deleted(placed(page_text(), "核心专利", 1).annotation, "2026-03-01T08:00:00+08:00")


MAKE: dict[type[QDialog], Callable[[QWidget], QDialog]] = {
    AboutDialog: lambda window: AboutDialog(Path("library"), window),
    AbsentDialog: lambda window: AbsentDialog(Asked([Absent("收费法", 1, (CITATION,))]), "d1", window),  # type: ignore[arg-type]
    BodiesDialog: lambda window: BodiesDialog(Theme(), "建设甲", BODIES, window),
    ChooseDialog: lambda window: ChooseDialog({"d1": card(1), "d2": card(2)}, "d1", window),
    CitingDialog: lambda window: CitingDialog(Asked(Cited((CITATION,), 1, 1)), "d1", "第一条", window),  # type: ignore[arg-type]
    ColorNamesDialog: lambda window: ColorNamesDialog(Theme(), {"yellow": "重点"}, window),
    CorrectDialog: lambda window: CorrectDialog(card(1), window),
    CorrectionsDialog: lambda window: CorrectionsDialog([], window),
    CrashDialog: lambda window: CrashDialog("三除以零", lambda: None, window),
    ExportDialog: lambda window: ExportDialog([card(1)], [card(1), card(2)], window, tags=["核对"]),
    HistoryDialog: lambda window: HistoryDialog(WORDINGS, window),
    NotesChoice: lambda window: NotesChoice("打印", 3, window),
    OutcomeDialog: lambda window: OutcomeDialog("导入", "一件", [Outcome("failed", "甲", "读不了")], window),
    PictureDialog: lambda window: PictureDialog("引文卡", QImage(300, 200, QImage.Format.Format_RGB32), "一", window),
    RemovedDialog: lambda window: RemovedDialog([Removed(card(1), deleted().when)], [(deleted(), "意见")], window),
    WordsDialog: lambda window: WordsDialog(["新质生产力"], window),
}
ENTER = {
    BodiesDialog: "Save",
    ChooseDialog: "比较",
    ColorNamesDialog: "Save",
    CorrectDialog: "Save",
    CrashDialog: "继续",
    ExportDialog: "选择位置…",
    HistoryDialog: "恢复成这样",
    NotesChoice: "继续…",
    PictureDialog: "复制图片",
    RemovedDialog: "恢复",
    WordsDialog: "添加",
}
"""What Enter means; in the others it is for the list, or for the button that has the keyboard."""


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[QMainWindow]:
    window = QMainWindow()
    qtbot.addWidget(window)
    window.show()
    yield window
    window.hide()


@pytest.fixture(params=MAKE, ids=lambda kind: kind.__name__)
def dialog(request: pytest.FixtureRequest, qtbot: QtBot, window: QMainWindow) -> QDialog:
    made = MAKE[request.param](window)
    shown(qtbot, made)
    return made


def shown(qtbot: QtBot, dialog: QDialog) -> None:
    dialog.open()
    dialog.activateWindow()
    qtbot.waitUntil(lambda: dialog.isActiveWindow() and dialog.focusWidget() is QApplication.focusWidget() is not None)


def focus() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def is_gone(dialog: QDialog) -> bool:
    return not shiboken6.isValid(dialog) or not dialog.isVisible()


def test_each_dialog_is_tried() -> None:
    said = "".join(path.read_text("utf-8") for path in (ROOT / "ui" / "window").rglob("*.py"))
    named = {line.split("(")[0] for line in said.split("class ") if line.split(")")[0].endswith(("Dialog", "_Looking"))}
    assert named == {kind.__name__ for kind in MAKE} | {TypedDialog.__name__, "_Looking"}


def test_tab_goes_through_all_in_the_order_of_reading(qtbot: QtBot, dialog: QDialog) -> None:
    seen: list[QWidget] = []
    while focus() not in seen:
        seen.append(focus())
        qtbot.keyClick(focus(), Qt.Key.Key_Tab)
    assert focus() is seen[0], "Tab is caught in a part"
    inputs = [one for one in seen if not isinstance(one, QPushButton) or one.text() == "添加"]
    places = [one.mapTo(dialog, QPoint(0, one.height() // 2)) for one in inputs]
    order = [(place.y() // 12, place.x()) for place in places]
    begin = order.index(min(order)) if order else 0
    assert order[begin:] + order[:begin] == sorted(order)
    missed = {
        one
        for one in dialog.findChildren(QWidget)
        if one.isVisible() and one.isEnabled() and one.focusPolicy() & Qt.FocusPolicy.TabFocus
        if one.focusProxy() is None and one not in seen
    }
    assert all(isinstance(one, QRadioButton) for one in missed), "the arrow keys choose among them"


def test_the_keyboard_is_at_the_first_thing_to_do(dialog: QDialog) -> None:
    first = focus()
    fields = [field for field in dialog.findChildren(QLineEdit) if field.isVisible()]
    assert first.accessibleName() or isinstance(first, QRadioButton | QPushButton) or first in fields
    if fields and not isinstance(dialog, ExportDialog):
        assert first is min(fields, key=lambda field: field.mapTo(dialog, QPoint(0, 0)).y())


def test_enter_means_what_the_dialog_is_for(dialog: QDialog) -> None:
    defaults = [button.text() for button in dialog.findChildren(QPushButton) if button.isDefault()]
    expected = ENTER.get(type(dialog))
    assert defaults == ([expected] if expected else [])


def test_esc_leaves_where_nothing_was_typed(qtbot: QtBot, dialog: QDialog) -> None:
    qtbot.keyClick(focus(), Qt.Key.Key_Escape)
    assert is_gone(dialog)


@pytest.mark.parametrize("kind", [kind for kind in MAKE if issubclass(kind, TypedDialog)])
def test_what_was_typed_is_not_lost_by_one_key(qtbot: QtBot, window: QMainWindow, kind: type[QDialog]) -> None:
    dialog = MAKE[kind](window)
    shown(qtbot, dialog)
    qtbot.keyClicks(focus(), "X")
    qtbot.keyClick(focus(), Qt.Key.Key_Escape)
    assert not is_gone(dialog)
    assert any("还没有保存" in label.text() for label in dialog.findChildren(QLabel) if label.isVisible())
    qtbot.keyClicks(focus(), "Y")
    qtbot.keyClick(focus(), Qt.Key.Key_Escape)
    assert not is_gone(dialog), "more was typed since"
    qtbot.keyClick(focus(), Qt.Key.Key_Escape)
    assert is_gone(dialog)


def test_enter_presses_the_button_that_has_the_keyboard(qtbot: QtBot, window: QMainWindow) -> None:
    dialog = MAKE[OutcomeDialog](window)
    shown(qtbot, dialog)
    qtbot.keyClick(focus(), Qt.Key.Key_Tab)
    assert isinstance(focus(), QPushButton)
    qtbot.keyClick(focus(), Qt.Key.Key_Return)
    assert is_gone(dialog)


def test_tab_follows_the_rows_where_they_moved(qtbot: QtBot, window: QMainWindow) -> None:
    dialog = MAKE[BodiesDialog](window)
    assert isinstance(dialog, BodiesDialog)
    shown(qtbot, dialog)
    dialog._rows[1].moved.emit(-1)
    dialog._rows[0].name.setFocus()
    walked = []
    for _key in range(6):
        walked.append(focus())
        qtbot.keyClick(focus(), Qt.Key.Key_Tab)
    assert [one.text() for one in walked if isinstance(one, QLineEdit)] == ["市财政局", "市教育局"]
