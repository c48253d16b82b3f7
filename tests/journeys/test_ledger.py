"""The user works through the tasks of the sample in the ledger: status, note, body, export, text, and finds all of it after a restart."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QMenu
from pytestqt.qtbot import QtBot

from reader.errors import KnownError
from tests.journeys.conftest import SAMPLE
from tests.support.user import User
from ui.window.ledger.delegate import NoteField
from ui.window.ledger.model import DEADLINE, MEASURE, NOTE, STATUS
from ui.window.ledger.scopes import ALL, CHOSEN, CURRENT
from ui.window.ledger.view import LedgerTable, LedgerView
from ui.window.left_panel import TASKS

PLAN = """关于试验的意见

建设甲，2018年底前完成。（责任单位：市教育局、市财政局）
"""
LAW = "试验法\n\n第一条 为了试验，制定本法。\n"


@pytest.fixture
def menus(monkeypatch: pytest.MonkeyPatch) -> list[QMenu]:
    """Collect the menus that are asked for: the offscreen plugin warns of every popup."""
    opened: list[QMenu] = []
    monkeypatch.setattr(QMenu, "popup", lambda menu, _place: opened.append(menu))
    return opened


def ledger_of(user: User, tasks: int) -> LedgerView:
    """Open the ledger by its key and wait for its rows."""
    user.press("T", control=True, shift=True)
    view = user.window.ledger.view
    user.wait(lambda: user.window.ledger.is_shown() and len(view.shown()) == tasks)
    return view


def at(table: LedgerTable, row: int, column: int, parent: QModelIndex | None = None) -> QModelIndex:
    return table.rows.index(row, column, parent or QModelIndex())


def click(qtbot: QtBot, table: LedgerTable, index: QModelIndex, *, twice: bool = False) -> None:
    table.scrollTo(index)
    point = table.visualRect(index).topLeft() + QPoint(12, 12)
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=point)
    if twice:
        qtbot.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, pos=point)


def set_statuses(user: User, qtbot: QtBot, view: LedgerView, menus: list[QMenu]) -> None:
    """Set a status by its menu, another by a key for two rows."""
    table = view.table
    click(qtbot, table, at(table, 0, STATUS))
    (menu,) = menus
    next(action for action in menu.actions() if action.text().startswith("进行中")).trigger()
    user.wait(lambda: at(table, 0, STATUS).data() == "进行中")
    click(qtbot, table, at(table, 1, MEASURE))
    qtbot.keyClick(table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    user.press("3")
    user.wait(lambda: [at(table, row, STATUS).data() for row in range(4)] == ["进行中", "已完成", "已完成", "未开始"])
    assert view.head.summary.text().endswith("已完成 2 项")


def write_in_cells(user: User, qtbot: QtBot, table: LedgerTable) -> None:
    """Write a note by double click, a deadline by key."""
    click(qtbot, table, at(table, 0, NOTE), twice=True)
    user.wait(lambda: isinstance(QApplication.focusWidget(), NoteField))
    user.type("等市科技局报方案")
    user.press("Return")
    user.wait(lambda: at(table, 0, NOTE).data() == "等市科技局报方案")
    table.setCurrentIndex(at(table, 0, DEADLINE))
    user.press("F2")
    user.wait(lambda: isinstance(QApplication.focusWidget(), QLineEdit))
    QApplication.focusWidget().clear()  # type: ignore[union-attr]
    user.type("2021-6")
    user.press("Return")
    user.wait(lambda: at(table, 0, DEADLINE).data() == "2021-06")


def look_by_body(qtbot: QtBot, view: LedgerView) -> None:
    """Look at the tasks body by body, then at one body's alone by its bar."""
    table = view.table
    view.head.grouped.click()
    groups = [(index.data(), table.rows.rowCount(index)) for index in table.rows.groups()]
    assert (len(groups), sum(count for _name, count in groups)) == (30, 165)
    assert groups[0] == ("市科技局", 34)
    qtbot.mouseClick(view.chart, Qt.MouseButton.LeftButton, pos=view.chart.row_rect(0).center())
    assert [(index.data(), table.rows.rowCount(index)) for index in table.rows.groups()] == [("市科技局", 34)]
    assert at(table, 0, STATUS, at(table, 0, 0)).data() == "已完成"
    view.head.grouped.click()
    assert len(view.shown()) == 34


def export_what_is_left(user: User, view: LedgerView, monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """Export the 34 of 41 tasks that are listed."""
    output = folder / "台账"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(output), "Excel 工作簿 (*.xlsx)"))
    view.head.export.click()
    user.wait(lambda: "34 项任务" in user.window.messages._bar.text())
    told = user.window.messages._bar.text()
    assert told.endswith("（筛选出的 34 项，共 41 项）"), "that others were left out is told"
    book = openpyxl.load_workbook(folder / "台账.xlsx")
    assert [sheet.max_row for sheet in book] == [35, 35, 2], "of the one body that it is narrowed to"


def go_to_the_text_of(user: User, qtbot: QtBot, view: LedgerView, row: int) -> None:
    """Go from a task to its place in the text."""
    view.table.setFocus(Qt.FocusReason.OtherFocusReason)
    click(qtbot, view.table, at(view.table, row, MEASURE))
    span = view.shown()[row].span
    user.press("Return")
    user.wait(lambda: not user.window.ledger.is_shown() and user.has_page)
    assert user.window.notes.isVisible()
    assert span is not None
    user.wait(lambda: abs(user.page.place - span.start) < 500)


def test_the_tasks_of_the_sample_are_worked_through_and_exported(
    user: User, qtbot: QtBot, menus: list[QMenu], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    user.waits_for_document(SAMPLE)
    view = ledger_of(user, 41)
    assert not user.window.notes.isVisible()
    assert view.head.summary.text().startswith("41 项任务，165 次列为责任单位，30 个单位")
    set_statuses(user, qtbot, view, menus)
    write_in_cells(user, qtbot, view.table)
    look_by_body(qtbot, view)
    export_what_is_left(user, view, monkeypatch, tmp_path)
    view.head.body.click()
    assert len(view.shown()) == 41
    go_to_the_text_of(user, qtbot, view, 6)

    # All is there after a restart, what was being written too; and each step can be undone
    ledger_of(user, 41)
    user.press("Return")
    assert view.table.hasFocus()
    view.table.setCurrentIndex(at(view.table, 3, NOTE))
    user.press("F2")
    user.wait(lambda: isinstance(QApplication.focusWidget(), NoteField))
    user.type("没写完")
    user.close()
    user.open()
    user.waits_for_document(SAMPLE)
    view = ledger_of(user, 41)
    first = view.shown()[0]
    assert (first.entry.status, first.entry.note, first.deadline) == ("doing", "等市科技局报方案", "2021-06")
    assert view.shown()[3].entry.note == "没写完"
    user.window.actions_["undo"].trigger()
    user.wait(lambda: view.shown()[3].entry.note == "")
    user.window.actions_["undo"].trigger()
    user.wait(lambda: view.shown()[0].deadline == "2020")
    user.press("Escape")
    user.wait(lambda: not user.window.ledger.is_shown())


def _locked(*_asked: object) -> None:
    raise KnownError("library-locked", path="")


def test_several_documents_are_gathered_and_lead_to_their_text(
    user: User, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.window.ledger.desk._SLICE", 1)  # one document at a time, as of a large library
    user.waits_for_document(SAMPLE)
    for name, words in (("plan.txt", PLAN), ("law.txt", LAW)):
        (tmp_path / name).write_text(words, "utf-8")
    user.drop([tmp_path / "plan.txt", tmp_path / "law.txt"])
    user.wait(lambda: len(user.titles) == 3 and user.has_page)
    user.window._show_left(TASKS)
    documents = {card.title: card.id for card in user.window.session.cards.values()}
    user.window.desk.open(documents["试验法"])
    user.waits_for_document("试验法")
    # Where the gathering fails, nobody waits for the rest of it, and it can be asked for again
    with monkeypatch.context() as broken:
        broken.setattr("ui.window.ledger.desk._rows_of", _locked)
        view = ledger_of(user, 0)
        user.wait(lambda: view._nothing.text().startswith("没能汇总"))
        assert "文库" in user.window.messages._bar.text()
        view.head.scope.setCurrentIndex(view.head.scope.findData(ALL))
        view.head.scope.activated.emit(view.head.scope.currentIndex())
        user.wait(user.window._tasks.is_idle)
        assert not view.head.summary.text()
        view.head.scope.setCurrentIndex(view.head.scope.findData(CURRENT))
        view.head.scope.activated.emit(view.head.scope.currentIndex())
        user.press("Escape")
    view = ledger_of(user, 0)
    user.wait(lambda: "没有写明责任单位的任务" in view._nothing.text())
    view.head.scope.setCurrentIndex(view.head.scope.findData(ALL))
    view.head.scope.activated.emit(view.head.scope.currentIndex())
    user.wait(lambda: len(view.shown()) == 42)
    view.head.until.setText("2018-12")
    view.head.words.setText("建设甲")
    assert [row.title for row in view.shown()] == ["关于试验的意见"]
    assert view.table.rows.where(view.table.rows.item_at(at(view.table, 0, 0))).startswith("《关于试验的意见》")  # type: ignore[arg-type]
    click(qtbot, view.table, at(view.table, 0, MEASURE), twice=True)
    user.waits_for_document("关于试验的意见")
    assert not user.window.ledger.is_shown()

    # Chosen ones from the shelf, narrowed by a key in the chart; a search comes over it and leaves to the page
    user.window.left.library.ledger_requested.emit([documents["关于试验的意见"], documents["试验法"]])
    view.head.words.clear()
    user.wait(lambda: user.window.ledger.is_shown() and len(view.shown()) == 1)
    assert view.head.scope.currentData() == CHOSEN
    view.chart.setFocus(Qt.FocusReason.OtherFocusReason)
    user.press("Down")
    user.press("Return")
    assert view.head.body.text() == "市财政局"
    assert view.chart.accessibleDescription() == "市财政局：1 项，牵头或列首位 0 项"
    user.search("建设")
    assert not user.window.ledger.is_shown()
    user.press("Escape")
    user.wait(lambda: user.has_page)
    assert user.window.notes.isVisible()


def test_a_wrong_date_is_told_and_changes_nothing(user: User) -> None:
    user.waits_for_document(SAMPLE)
    view = ledger_of(user, 41)
    view.table.rows.setData(at(view.table, 0, DEADLINE), "年底")
    user.wait(lambda: "年底" in user.window.messages._bar.text())
    assert view.shown()[0].deadline == "2020"
