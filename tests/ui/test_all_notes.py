"""The list of all annotations: narrowed by words and menus, grouped in six ways, worked by keys, selected by heading."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from reader.anchor import Anchor
from reader.model import Span
from storage.annotations import Annotation
from ui.all_notes import Known, Line, Narrowing, _line, collect, grouped, narrowing
from ui.importing import sources
from ui.window.all_notes.delegate import bare_words
from ui.window.all_notes.model import AllNotesModel
from ui.window.all_notes.view import AllNotesView
from ui.window.notes.markdown import words_of
from ui.window.theme import Theme
from ui.wording import color_word
from ui.workspace import Workspace

LEFT = Qt.MouseButton.LeftButton
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


def a_line(number: int, title: str, **fields: Any) -> Line:
    anchors = (
        Anchor(
            "t",
            number * 10,
            number * 10 + 4,
            fields.pop("quote", f"原文{number}"),
            "",
            "",
            fields.pop("path", "第一条"),
        ),
    )
    whole = fields.pop("whole", False)
    values = {
        "color": "yellow",
        "note": "",
        "tags": (),
        "bookmark": False,
        "created": "2026-03-01T08:00:00+08:00",
        "modified": "2026-03-01T08:00:00+08:00",
    } | fields
    return _line(Annotation(id=f"a{number}", document=title, anchors=() if whole else anchors, **values), title)


def lines() -> list[Line]:
    return [
        a_line(1, "甲法", note="如何认定 Budget", tags=("疑问", "预算")),
        a_line(2, "甲法", color="green", style="wavy", type="todo", modified="2026-04-02T08:00:00+08:00"),
        a_line(3, "乙规划", tags=("预算",), type="important", quote="三十五个百分点"),
        a_line(4, "乙规划", whole=True, note="整份文件"),
    ]


def headings(by: Any, bodies: dict[str, tuple[str, ...]] | None = None) -> list[tuple[str, str]]:
    groups = grouped(lines(), by, bodies or {}, color_word)
    return [(group.name, "".join(line.annotation.id[1:] for line in group.lines)) for group in groups]


def test_annotations_are_grouped_in_six_ways() -> None:
    assert headings("document") == [("甲法", "12"), ("乙规划", "34")]
    assert headings("tag") == [("疑问", "1"), ("预算", "13"), ("没有标签", "24")]
    assert headings("color") == [("黄色", "134"), ("绿色", "2")]
    assert headings("type") == [("重点", "3"), ("待落实", "2"), ("没有类型", "14")]
    assert headings("date") == [("2026-04-02", "2"), ("2026-03-01", "134")]
    assert headings("body", {"a1": ("发改局", "财政局"), "a3": ("财政局",)}) == [
        ("发改局", "1"),
        ("财政局", "13"),
        ("没有责任单位", "24"),
    ]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (narrowing("budget 预算"), "1"),
        (narrowing("乙规划"), "34"),
        (narrowing("百分点"), "3"),
        (narrowing("", tags=["预算"]), "13"),
        (narrowing("", tags=["预算", "疑问"]), "1"),
        (narrowing("", types=["", "todo"]), "124"),
        (narrowing("", kinds=["page"]), "4"),
        (narrowing("甲", colors=["green"]), "2"),
        (Narrowing(), "1234"),
    ],
)
def test_a_narrowing_takes_what_was_typed_and_ticked(wanted: Narrowing, found: str) -> None:
    assert "".join(line.annotation.id[1:] for line in lines() if wanted.takes(line)) == found


def test_rows_are_headings_and_annotations() -> None:
    model = AllNotesModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.set_groups(grouped(lines(), "tag", {}, color_word))
    rows = range(model.rowCount())
    told = [group.name if (group := model.group(row)) else model.line(row).annotation.id for row in rows]  # type: ignore[union-attr]
    assert told == ["疑问", "a1", "预算", "a1", "a3", "没有标签", "a2", "a4"]
    assert sorted(index.row() for index in model.selection({"a1", "a3"}).indexes()) == [1, 3, 4]
    assert [index.row() for index in model.under(5).indexes()] == [6, 7]
    model.set_groups([])
    assert model.rowCount() == 0
    assert tester.parent() is None


@pytest.fixture
def view(qtbot: QtBot) -> AllNotesView:
    view = AllNotesView(Theme("light"))
    qtbot.addWidget(view)
    view.resize(700, 500)
    view.show()
    view.set_lines(lines())
    return view


def ids(chosen: Sequence[Line]) -> list[str]:
    return [line.annotation.id for line in chosen]


def test_a_heading_selects_its_group_and_keys_change_all_that_are_selected(view: AllNotesView, qtbot: QtBot) -> None:
    at = view.list.visualRect(view.list.rows.index(3)).topLeft() + QPoint(60, 20)
    qtbot.mouseClick(view.list.viewport(), LEFT, pos=at)
    assert ids(view.list.selected()) == ["a3", "a4"]
    with qtbot.waitSignal(view.changed) as changed:
        qtbot.keyClick(view.list, Qt.Key.Key_3)
    assert (ids(changed.args[0]), changed.args[1]) == (["a3", "a4"], {"color": "blue"})
    menu = view.menu("untag")
    with qtbot.waitSignal(view.changed) as changed:
        menu.actions()[0].trigger()
    assert changed.args[1] == {"drop_tags": ["预算"]}
    menu = view.menu("style")
    with qtbot.waitSignal(view.changed) as changed:
        menu.actions()[1].trigger()
    assert changed.args[1] == {"style": "underline"}
    with qtbot.waitSignal(view.acted) as acted:
        qtbot.keyClick(view.list, Qt.Key.Key_Delete)
    assert (acted.args[0], ids(acted.args[1])) == ("delete", ["a3", "a4"])


def test_what_is_selected_stays_selected_in_another_grouping(view: AllNotesView, qtbot: QtBot) -> None:
    view.list.selectionModel().select(
        view.list.rows.selection({"a1", "a4"}), view.list.selectionModel().SelectionFlag.ClearAndSelect
    )
    view.head.group_by("tag")
    assert sorted(ids(view.list.selected())) == ["a1", "a4"]
    view.head.field.setText("甲法")
    assert ids(view.list.selected()) == ["a1"], "what is filtered away is not changed unseen"


def test_the_list_is_worked_by_keys_alone(view: AllNotesView, qtbot: QtBot) -> None:
    view.head.field.setFocus()
    qtbot.keyClicks(view.head.field, "budget")
    qtbot.keyClick(view.head.field, Qt.Key.Key_Down)
    qtbot.waitUntil(view.list.hasFocus)
    with qtbot.waitSignal(view.list.jump_requested) as asked:
        qtbot.keyClick(view.list, Qt.Key.Key_Return)
    assert asked.args[0].annotation.id == "a1"
    qtbot.keyClick(view.list, Qt.Key.Key_Up)
    qtbot.waitUntil(view.head.field.hasFocus)
    qtbot.keyClick(view.head.field, Qt.Key.Key_Escape)
    assert view.head.narrowing() == Narrowing()
    with qtbot.waitSignal(view.list.left):
        qtbot.keyClick(view.head.field, Qt.Key.Key_Escape)


def test_the_row_that_has_the_keyboard_is_framed_as_in_other_lists(view: AllNotesView, qtbot: QtBot) -> None:
    """A bar at its edge was hardly seen, and a heading, where Tab comes first, had not even that."""

    def framed() -> list[int]:
        picture, focus = view.list.viewport().grab().toImage(), Theme("light").color("focus")
        rows = [view.list.visualRect(view.list.rows.index(row)) for row in range(view.list.rows.rowCount())]
        return [row for row, at in enumerate(rows) if picture.pixelColor(at.center().x(), at.top() + 2) == focus]

    view.head.field.setFocus()
    assert framed() == []
    for row in (0, 1):
        view.list.setFocus()
        qtbot.waitUntil(view.list.hasFocus)
        view.list.selectionModel().setCurrentIndex(
            view.list.rows.index(row), view.list.selectionModel().SelectionFlag.ClearAndSelect
        )
        assert framed() == [row]


def test_menus_offer_what_is_there_and_narrow(view: AllNotesView) -> None:
    menu = view.head.menu("tags")
    assert [action.text() for action in menu.actions()] == ["预算　2", "疑问　1"]
    menu.actions()[0].trigger()
    assert [line.annotation.id for row in range(9) if (line := view.list.rows.line(row))] == ["a1", "a3"]
    view.set_lines(lines()[3:])
    assert view.head.narrowing() == Narrowing(), "a tag that is gone hides nothing"


def test_what_was_read_before_is_read_again_only_where_it_changed(tmp_path: Path) -> None:
    with Workspace.open(tmp_path / "library") as workspace:
        for name in ("甲办法", "乙办法"):
            file = tmp_path / f"{name}.txt"
            file.write_text(f"{name}\n\n第一条 为了试验，制定本办法。\n\n第二条 试验应当公开。\n", "utf-8")
            workspace.import_all(list(sources([file])))
        first, second = sorted(card.id for card in workspace.cards())
        known: Known = {}
        made = [workspace.annotate(one, [Span(8 + n, 12 + n)])[0] for one in (first, second) for n in range(3)]
        steps = [
            lambda: workspace.change(made[0], note="新写的", add_tags=["一"]),
            lambda: workspace.delete([made[1]]),
            workspace.undo,
            lambda: workspace.change(made[:4], color="pink", style="strike"),
            lambda: workspace.remove([second]),
            lambda: workspace.restore([second]),
            lambda: workspace.correct(first, "title", "丙办法"),
            workspace.undo,
        ]
        for step in steps:
            step()
            titles = {card.id: card.title for card in workspace.cards()}
            fresh = [_line(one, titles[one.document]) for one in workspace.library.annotations.listed()]
            before = dict(known)
            lines = collect(workspace, known)
            assert lines == sorted(fresh, key=lambda line: line.order)
            assert all(line is before[id_] for id_, line in known.items() if id_ in before and line == before[id_])
            assert {hit.annotation for hit in workspace.search_notes("新写的")} == {made[0]}


def test_a_note_without_words_says_its_title_only_where_nothing_else_does() -> None:
    line = a_line(2, "甲法")
    assert bare_words(line, titled=True) == "甲法"
    assert bare_words(line, titled=False) == "高亮", "the heading above says the title"


def test_the_signs_of_markdown_do_not_stand_in_a_line(qtbot: QtBot) -> None:
    assert words_of("请核对：**股东会** 是否变更\n\n* [见此](https://example.org/)").split() == [
        "请核对：股东会",
        "是否变更",
        "见此",
    ]
    assert words_of("2 * 3 * 4 < 5") == "2 * 3 * 4 < 5"


def test_tab_goes_from_the_head_through_the_list_to_what_is_done_with_it(qtbot: QtBot) -> None:
    view = AllNotesView(Theme())
    qtbot.addWidget(view)
    stops, at = [], view.head.field
    while (at := at.nextInFocusChain()) is not view.head.field:
        stops.append(at)
    assert stops.index(view.head.findChild(QToolButton, "tags")) < stops.index(view.list)
    assert stops.index(view.list) < stops.index(view._buttons["color"])
