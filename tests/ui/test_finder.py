"""No stale answer is ever shown, in whatever order the lane and the keys come."""

from __future__ import annotations

import random
import threading
from collections.abc import Callable

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QStackedWidget, QWidget
from pytestqt.qtbot import QtBot

from search.results import Results
from tests.support.window_objects import hit
from ui.window.searching.answer import Answer, Question
from ui.window.searching.finder import Finder, may_be_a_slip
from ui.window.searching.search_field import SearchField
from ui.window.status_bar import StatusBar
from ui.window.tasks import TaskRunner
from ui.window.theme import Theme

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


class _Session(QObject):
    """The search lane alone: it answers each question after as long as the test says."""

    def __init__(self, tasks: TaskRunner, wait: Callable[[str], None]) -> None:
        super().__init__()
        self.cards: dict[str, object] = {}
        self._tasks, self._wait = tasks, wait

    def search(self, question: Question, done: Callable[[Answer], None]) -> None:
        def answer() -> Answer:
            self._wait(question.query)
            found = Results([hit("d1", title=question.query)], 1, "all")
            return Answer(question.query, found, Results([hit("d1")], 1, "verbatim"), [])

        self._tasks.run(answer, lane="search", done=done, topic="search")

    def run(self, _remember: Callable[..., object]) -> None:
        """Keep no queries."""


def test_what_is_shown_is_never_older_than_what_was_shown_or_asked_last(qtbot: QtBot) -> None:
    chance = random.Random(7)
    tasks = TaskRunner()
    shown: list[str] = []
    asked: list[str] = []

    def take_a_while(_query: str) -> None:
        for _ in range(chance.randrange(4000)):
            chance.random()

    session = _Session(tasks, take_a_while)
    theme = Theme()
    field, layers = SearchField(theme, ""), QStackedWidget()
    for widget in (field, layers):
        qtbot.addWidget(widget)
    layers.addWidget(QWidget())
    finder = Finder(session, field, layers, StatusBar(), theme, layers)  # type: ignore[arg-type]  # as much of a session as it needs
    view = finder.view
    show = view.show_answer

    def watched(answer: Answer, cards: dict[str, object]) -> None:
        shown.append(answer.query)
        assert answer.query == asked[-1], "an answer to something that is no longer asked"
        show(answer, cards)  # type: ignore[arg-type]  # no cards are needed

    view.show_answer = watched  # type: ignore[method-assign,assignment]  # looked over its shoulder
    for number in range(200):
        asked.append(f"词{number}")
        finder.search(asked[-1])
        if chance.random() < 0.3:
            qtbot.wait(1)
        if chance.random() < 0.1:
            finder.leave()
            asked.append("")
            shown_before = len(shown)
            qtbot.waitUntil(tasks.is_idle)
            assert len(shown) == shown_before, "nothing comes up after the search was left"
    asked.append("最后")
    finder.search("最后")
    qtbot.waitUntil(lambda: bool(shown) and shown[-1] == "最后")
    assert view._query == "最后"
    tasks.close()
    assert shown == sorted(shown, key=asked.index)


@pytest.mark.parametrize(
    ("query", "how", "verbatim", "slip"),
    [
        ("劳动和同", "all", 0, True),
        ("劳动合同", "all", 9, False),
        ("用人单位 经济补偿", "all", 0, False),
        ("用人单位 经纪补尝", "best", 0, True),
    ],
)
def test_several_words_that_stand_in_one_clause_are_no_slip(query: str, how: str, verbatim: int, slip: bool) -> None:
    ranked = Results([hit("d1")], 1, how)  # type: ignore[arg-type]  # one of its words
    assert may_be_a_slip(Answer(query, ranked, Results([], verbatim, "verbatim"), [])) is slip


def test_enter_opens_a_hit_of_the_words_that_stand_there_never_of_older_ones(qtbot: QtBot) -> None:
    tasks = TaskRunner()
    gate = threading.Event()
    opened: list[str] = []

    def wait(query: str) -> None:
        if query == "国家鼓励":
            gate.wait(10)

    theme = Theme()
    field, layers = SearchField(theme, ""), QStackedWidget()
    for widget in (field, layers):
        qtbot.addWidget(widget)
    layers.addWidget(QWidget())
    finder = Finder(_Session(tasks, wait), field, layers, StatusBar(), theme, layers)  # type: ignore[arg-type]  # as above
    view = finder.view
    field.query_changed.connect(finder.search)
    field.submitted.connect(finder.open_chosen)
    view.hit_chosen.connect(lambda hit: opened.append(hit.title))
    field.set_query("国")
    qtbot.waitUntil(lambda: view.answers("国"))
    field.set_query("国家鼓励")
    field.submitted.emit()
    assert opened == []
    gate.set()
    qtbot.waitUntil(lambda: opened == ["国家鼓励"])
    field.query_changed.disconnect(finder.search)  # the field says its last words once more when its moment is over
    tasks.close()


def test_what_was_found_goes_with_the_search_and_does_not_come_again_before_it_is_found_again(qtbot: QtBot) -> None:
    tasks = TaskRunner()
    gate = threading.Event()
    gate.set()
    theme = Theme()
    field, layers = SearchField(theme, ""), QStackedWidget()
    for widget in (field, layers):
        qtbot.addWidget(widget)
    layers.addWidget(QWidget())
    session = _Session(tasks, lambda _query: gate.wait(10) and None)
    finder = Finder(session, field, layers, StatusBar(), theme, layers)  # type: ignore[arg-type]  # as above
    view = finder.view
    finder.search("国")
    qtbot.waitUntil(lambda: view.answers("国"))
    finder.search("")
    assert not finder.is_shown()
    assert view._model.rowCount() == 0
    gate.clear()
    finder.search("国")
    assert not view.answers("国"), "nothing to open yet"
    gate.set()
    qtbot.waitUntil(lambda: view.answers("国") and finder.is_shown())
    assert view._model.rowCount() == 2
    tasks.close()


def test_what_goes_on_after_the_search_was_left_is_ended(qtbot: QtBot) -> None:
    tasks = TaskRunner()
    theme = Theme()
    field, layers = SearchField(theme, ""), QStackedWidget()
    for widget in (field, layers):
        qtbot.addWidget(widget)
    layers.addWidget(QWidget())
    ended = threading.Event()

    class Endless(_Session):
        def search(self, question: Question, done: Callable[[Answer], None]) -> None:
            def answer(heard: Callable[[Answer], None], overtaken: Callable[[float], bool]) -> Answer:
                found = Results([hit("d1")], 1, "all")
                first = Answer(question.query, found, Results([], 0, "verbatim"), [], complete=False)
                heard(first)
                if question.query and overtaken(10):
                    ended.set()
                return first

            self._tasks.run(answer, lane="search", done=done, heard=done, topic="search")

    finder = Finder(
        Endless(tasks, lambda _query: None),  # type: ignore[arg-type]  # as above
        field,
        layers,
        StatusBar(),
        theme,
        layers,
    )
    finder.search("国家")
    qtbot.waitUntil(finder.is_shown)
    finder.leave()
    assert ended.wait(5)
    qtbot.waitUntil(tasks.is_idle)
    assert not finder.is_shown()
    tasks.close()


def test_the_document_in_front_is_asked_with_the_query(qtbot: QtBot) -> None:
    theme = Theme()
    field, layers = SearchField(theme, ""), QStackedWidget()
    for widget in (field, layers):
        qtbot.addWidget(widget)
    asked: list[Question] = []

    class Asked(QObject):
        def search(self, question: Question, done: Callable[[Answer], None]) -> None:
            asked.append(question)

    in_front = ["d7"]
    finder = Finder(Asked(), field, layers, StatusBar(), theme, layers, lambda: in_front[0])  # type: ignore[arg-type]  # as above
    finder.search("本法第三条")
    in_front[0] = ""
    finder.search("本法第三条")
    assert [question.here for question in asked] == ["d7", ""]
