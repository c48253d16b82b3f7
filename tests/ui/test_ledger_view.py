"""The parts of the ledger in the window: bars by mouse and keys, a table that is shown anew without losing its place."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from reader.corrections import NamedBody
from reader.model import Span
from storage.ledger import Entry, TaskStatus
from ui.ledger import LedgerRow, kept_same
from ui.window.ledger.model import ITEM_ROLE, MEASURE, STATUS, LedgerModel
from ui.window.ledger.view import LedgerView
from ui.window.theme import THEMES, Theme

NAMES = [f"第{number}局" for number in range(30)]


def task(number: int, status: TaskStatus = "todo", *, older: bool = False) -> LedgerRow:
    entry = Entry("d", "t", number, f"任务{number}" + "建设一批高水平平台，" * 20, "一、（二）", status=status)
    bodies = () if older else (NamedBody(NAMES[number % 30], "lead"), NamedBody("市府办", "support"))
    return LedgerRow(entry, "关于试验的意见", bodies, "2018", "5个", None if older else Span(number, number + 1))


def view_of(qtbot: QtBot, rows: list[LedgerRow], theme: str = "light") -> LedgerView:
    view = LedgerView(Theme(theme))
    qtbot.addWidget(view)
    view.resize(1200, 700)
    view.show()
    view.set_rows(rows)
    return view


def test_thirty_bars_are_reached_by_mouse_and_keys_and_lifted_again(qtbot: QtBot) -> None:
    view = view_of(qtbot, [task(number) for number in range(60)])
    chart = view.chart
    assert chart.height() >= 31 * 20
    qtbot.mouseClick(chart, Qt.MouseButton.LeftButton, pos=chart.row_rect(1).center())
    assert [row.bodies[0].name for row in view.shown()] == [NAMES[0]] * 2
    qtbot.mouseClick(chart, Qt.MouseButton.LeftButton, pos=chart.row_rect(1).center())
    assert len(view.shown()) == 60
    qtbot.keyClick(chart, Qt.Key.Key_End)
    qtbot.keyClick(chart, Qt.Key.Key_Space)
    assert view.head.body.text() == NAMES[29]
    assert view._area.verticalScrollBar().value() == view._area.verticalScrollBar().maximum()
    view.set_rows([task(1)])
    assert view.head.body.text() == "", "a body that is not there any more narrows nothing"
    assert len(view.shown()) == 1


def test_a_change_leaves_the_current_task_and_the_folds_as_they_are(qtbot: QtBot) -> None:
    rows = [task(number) for number in range(60)]
    view = view_of(qtbot, rows)
    table = view.table
    table.setCurrentIndex(table.rows.index(40, MEASURE))
    view.set_rows([task(number, "done" if number == 3 else "todo") for number in range(60)])
    assert table.currentIndex().row() == 40
    assert table.rows.index(3, STATUS).data() == "已完成"
    view.set_rows(rows[10:])
    assert table.currentIndex().data(ITEM_ROLE).row.key == rows[40].key
    view.head.grouped.setChecked(True)
    first, second = list(table.rows.groups())[:2]
    table.collapse(first)
    view.set_rows(rows[12:])
    again, other = list(table.rows.groups())[:2]
    assert (again.data(), table.isExpanded(again), table.isExpanded(other)) == (first.data(), False, True)
    assert second.data() in {index.data() for index in table.rows.groups()}


def test_tasks_of_older_versions_stand_apart(qtbot: QtBot) -> None:
    view = view_of(qtbot, [task(1), task(2, "done", older=True)])
    assert "旧版本" in view.table.rows.where(view.table.rows.index(1, 0).data(ITEM_ROLE))
    view.head.grouped.setChecked(True)
    assert [index.data() for index in view.table.rows.groups()] == [NAMES[1], "市府办", "旧版本里的任务"]


def test_both_themes_and_narrow_windows_show_what_there_is_room_for(qtbot: QtBot) -> None:
    for name in THEMES:
        view = view_of(qtbot, [task(number) for number in range(60)], name)
        bars = view.chart.grab().toImage()
        drawn = {bars.pixelColor(x, view.chart.row_rect(0).center().y()).name() for x in range(bars.width())}
        assert Theme(name).color("mark-blue").name() in drawn
        assert view._area.isVisible()
        view.resize(560, 400)
        qtbot.waitUntil(lambda view=view: view.table.isColumnHidden(1))  # type: ignore[misc]
        assert not view._area.isVisible()
        assert not view.table.isColumnHidden(STATUS)


def test_three_thousand_tasks_under_their_bodies_are_shown_folded_and_only_what_is_seen_is_made(qtbot: QtBot) -> None:
    rows = [task(number) for number in range(3000)]
    view = view_of(qtbot, rows)
    view.head.grouped.setChecked(True)
    table = view.table
    groups = list(table.rows.groups())
    assert [index.data() for index in groups[:2]] == ["市府办", NAMES[0]]
    assert not any(table.isExpanded(index) for index in groups)
    assert not table.currentIndex().parent().isValid(), "the current row does not unfold a body"
    table.expand(groups[1])
    view.grab()
    made = [len(list(table.rows.item_at(index).made())) for index in groups]  # type: ignore[union-attr]  # rows of bodies
    assert 0 < made[1] < 30
    assert sum(made) == made[1]

    # one status, under both bodies, and no other row is told of
    table.expand(groups[0])
    told: list[int] = []
    table.rows.dataChanged.connect(lambda first, last: told.append(first.row()))
    places = [table.rows.index_of(rows[30].key, name) for name in ("市府办", NAMES[0])]
    view.set_rows([task(number, "done" if number == 30 else "todo") for number in range(3000)])
    assert [place.siblingAtColumn(STATUS).data() for place in places] == ["已完成"] * 2
    assert [place.parent().data() for place in places] == ["市府办", NAMES[0]]
    assert len(told) == 4, "the task under two bodies, and the bodies, who tell how many are done"
    assert [table.isExpanded(index) for index in table.rows.groups()][:3] == [True, True, False]

    # narrowed and widened again: what was open is open, the rest stays folded
    view.head.words.setText("任务30建")
    assert len(view.shown()) == 1
    view.head.words.setText("")
    assert sum(table.isExpanded(index) for index in table.rows.groups()) == 2


@pytest.mark.parametrize("grouped", [False, True])
def test_cells_tell_whether_they_are_edited(qtbot: QtBot, grouped: bool) -> None:
    """Who hears the table instead of seeing it is told so by these flags alone."""
    view = view_of(qtbot, [task(number) for number in range(4)])
    view.head.grouped.setChecked(grouped)
    view.grab()
    rows = view.table.rows
    bodies = list(rows.groups())
    assert bool(bodies) is grouped
    first = rows.index(0, 0, bodies[0]) if grouped else rows.index(0, 0)
    cells = [first.siblingAtColumn(column) for column in range(rows.columnCount())]
    editable = [bool(cell.flags() & Qt.ItemFlag.ItemIsEditable) for cell in cells]
    assert editable == [False, False, True, True, False, True], "deadline, figure and note"
    assert editable == [rows.is_editable(cell) for cell in cells]
    for cell in [*cells, *(body.siblingAtColumn(column) for body in bodies for column in range(rows.columnCount()))]:
        assert cell.flags() & Qt.ItemFlag.ItemIsEnabled
        assert cell.flags() & Qt.ItemFlag.ItemIsSelectable
        assert not cell.flags() & (Qt.ItemFlag.ItemIsDragEnabled | Qt.ItemFlag.ItemIsDropEnabled)
        assert cell in cells or not cell.flags() & Qt.ItemFlag.ItemIsEditable


def test_three_thousand_tasks_are_selected_and_read_without_asking_for_each(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Qt asks several things of each row, and its head whether each cell is selected: two thirds of a second, were it Python."""
    rows = [task(number) for number in range(3000)]
    view = view_of(qtbot, rows)
    qtbot.waitUntil(lambda: "3,000" in view.head.summary.text() or "3000" in view.head.summary.text())
    assert view.chart.height() >= 30 * 20, "bars and sums of so many come a turn later"
    view.grab()
    asked: list[None] = []
    in_python = {"index", "flags", "parent", "rowCount", "columnCount", "hasChildren"} & set(vars(LedgerModel))
    assert not in_python, "what is asked of each row is Qt's own"
    for name in ("data", "item_at"):
        method = getattr(LedgerModel, name)
        monkeypatch.setattr(LedgerModel, name, lambda *given, method=method: asked.append(None) or method(*given))
    view.table.selectAll()
    assert view.table.chosen() == rows
    view.grab()
    assert 0 < len(asked) < 1500
    monkeypatch.undo()

    view.head.grouped.setChecked(True)
    table = view.table
    assert len(list(table.rows.groups())) == 31
    table.selectAll()
    assert table.chosen() == [], "what is folded away is not selected"
    table.expand(list(table.rows.groups())[1])
    table.selectAll()
    assert [row.bodies[0].name for row in table.chosen()] == [NAMES[0]] * 100


def test_tasks_that_say_the_same_are_the_same_objects_and_are_not_drawn_again(qtbot: QtBot) -> None:
    view = view_of(qtbot, [task(number) for number in range(40)])
    again = kept_same([task(number, "done" if number == 3 else "todo") for number in (3, 2, 50)], view.rows())
    assert [row.entry.letters for row in again] == [3, 2, 50]
    assert [any(row is old for old in view.rows()) for row in again] == [False, True, False]
    told: list[int] = []
    view.table.rows.dataChanged.connect(lambda first, last: told.append(first.row()))
    view.set_rows(kept_same([task(number, "done" if number == 3 else "todo") for number in range(40)], view.rows()))
    assert told == [3]
