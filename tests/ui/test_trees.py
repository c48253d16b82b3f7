"""Outline and tasks: the clauses and measures as trees, notes in them, and the place where one is."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from reader.model import Clause, Span
from tests.support.window_objects import plan
from ui.window.outline import outline
from ui.window.outline_panel import OutlinePanel
from ui.window.task_panel import TaskPanel, tasks_by_body
from ui.window.theme import Theme
from ui.window.tree_model import Node, TreeModel
from ui.window.tree_view import fold_mark, words_of

# Qt's offscreen platform says so for every window that is shown.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

TEXT = plan()


@dataclass(frozen=True)
class Colored:
    """As much of an annotation as the outline asks for."""

    color: str


@dataclass(frozen=True)
class PlacedThere:
    """As much of a placed annotation as the outline asks for."""

    annotation: Colored
    spans: tuple[Span, ...]


@pytest.fixture
def panel(qtbot: QtBot) -> OutlinePanel:
    panel = OutlinePanel(Theme())
    qtbot.addWidget(panel)
    panel.resize(260, 400)
    panel.show()
    panel.set_nodes(outline(TEXT.text, TEXT.clauses))
    return panel


def test_the_model_keeps_qts_rules(qtbot: QtBot, qtmodeltester: ModelTester) -> None:
    model = TreeModel()
    model.set_roots(outline(TEXT.text, TEXT.clauses))
    qtmodeltester.check(model)
    model.set_roots([])
    qtmodeltester.check(model)


def test_rows_are_labels_and_titles_in_their_nesting() -> None:
    nodes = outline(TEXT.text, TEXT.clauses)
    assert [node.label for node in nodes] == ["一、总则", "二、附则"]
    assert [node.label for node in nodes[0].children] == ["（一）建平台", "（二）引人才"]


def test_a_paragraph_without_number_has_no_row_but_its_items_do() -> None:
    text = "第一条　有下列情形的：（一）甲；"
    item = Clause("item", "一", "（一）", "", "第一条第一款第（一）项", Span(11, 16), Span(11, 14))
    paragraph = Clause("paragraph", "一", "", "", "第一条第一款", Span(4, 16), Span(4, 4), (item,))
    article = Clause("article", "1", "第一条", "", "第一条", Span(0, 16), Span(0, 3), (paragraph,))
    (node,) = outline(text, [article])
    assert node.label == "第一条"
    assert node.hint.startswith("有下列情形的")
    assert [child.label for child in node.children] == ["（一）"]


def test_the_current_clause_is_the_innermost_one(panel: OutlinePanel) -> None:
    panel.set_offset(TEXT.text.index("引进人才"))
    current = panel._view.current_node
    assert current is not None
    assert current.label == "（二）引人才"
    panel.set_offset(-1)
    assert panel._view.current_node is None


def test_notes_are_counted_where_they_stand_and_summed_where_folded(panel: OutlinePanel) -> None:
    at = TEXT.text.index("建设平台")
    there = PlacedThere(Colored("green"), (Span(at, at + 4),))
    orphan = PlacedThere(Colored("pink"), ())
    panel.set_annotations([there, there, orphan])  # type: ignore[list-item]
    root = next(iter(panel._view.nodes.walk()))
    assert root.marks == {}
    assert root.children[0].marks == {"green": 2}
    assert root.all_marks() == {"green": 2}
    panel.set_annotations([])
    assert root.all_marks() == {}
    panel.set_annotations([there])  # type: ignore[list-item]
    panel.set_nodes(None)  # another document comes to the front, and this one again
    assert root.all_marks() == {}


def test_a_note_between_two_clauses_is_counted_in_the_one_around_both(panel: OutlinePanel) -> None:
    root, last = (node for node in panel._view.nodes.walk() if node.level == 1)
    first, second = root.children
    starts = [
        root.span.start,
        first.span.start,
        first.span.end - 1,
        second.span.start,
        second.span.start,
        last.span.start,
    ]
    for order in (starts, starts[::-1]):
        panel.set_annotations([PlacedThere(Colored("blue"), (Span(at, at + 1),)) for at in order])  # type: ignore[list-item]
        assert [node.marks.get("blue", 0) for node in (root, first, second, last)] == [1, 2, 2, 1]


def test_a_click_asks_for_the_heading_and_the_fold_mark_only_folds(panel: OutlinePanel, qtbot: QtBot) -> None:
    view = panel._view
    index = view.nodes.index(0, 0)
    root = next(iter(view.nodes.walk()))
    row = view.visualRect(index)
    with qtbot.waitSignal(panel.clause_chosen) as chosen:
        qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=words_of(row).center())
    assert chosen.args == [TEXT.clauses[0].heading]
    with qtbot.assertNotEmitted(panel.clause_chosen):
        place = fold_mark(root, words_of(row)).center()
        qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert not view.is_open(root)


def test_a_long_code_opens_with_its_first_level_alone(qtbot: QtBot) -> None:
    panel = OutlinePanel(Theme())
    qtbot.addWidget(panel)
    part = Clause("part", "1", "第一编", "总则", "第一编", Span(0, 5), Span(0, 5))
    article = Clause("article", "1", "第一条", "", "第一条", Span(0, 3), Span(0, 3))
    parts = tuple(
        Clause(part.kind, part.number, part.label, part.title, part.path, part.span, part.heading, (article,) * 100)
        for _ in range(2)
    )
    text = plan()
    panel.set_nodes(outline(text.text, parts))
    root = next(iter(panel._view.nodes.walk()))
    assert not panel._view.is_open(root)


def test_tasks_are_grouped_by_body_the_busiest_first() -> None:
    bodies = tasks_by_body(TEXT.text, TEXT.tasks)
    assert [(node.label, node.count) for node in bodies] == [("科技局", 2), ("财政局", 1)]
    assert [(node.label, node.hint) for node in bodies[0].children] == [
        ("建设平台", "一、（一）"),
        ("引进人才", "一、（二）"),
    ]


def test_a_task_leads_to_its_measure(qtbot: QtBot) -> None:
    panel = TaskPanel(Theme())
    qtbot.addWidget(panel)
    panel.set_text(TEXT)
    view = panel._view
    measure = view.nodes.index(1, 0, view.nodes.index(0, 0))
    with qtbot.waitSignal(panel.task_chosen) as chosen:
        view.activated.emit(measure)
    assert chosen.args == [TEXT.tasks[1].measure]


def test_trees_draw_in_both_themes(panel: OutlinePanel) -> None:
    panel.set_offset(TEXT.text.index("建设平台"))
    light = panel.grab().toImage()
    panel.set_theme(Theme("dark"))
    assert panel.grab().toImage() != light


def test_a_node_knows_its_level_and_row(qtbot: QtBot) -> None:
    child = Node("（一）", Span(1, 2))
    root = Node("一、", Span(0, 2), children=[child])
    TreeModel().set_roots([root])
    assert (root.level, child.level, child.parent, child.row) == (1, 2, root, 0)
