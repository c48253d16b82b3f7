"""Narrowing a search by cards, tags and notes, in the window and on the command line alike."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QToolButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from reader.errors import Cancelled
from reader.model import Span
from reader.validity import Validity
from search.query import of_notes
from search.results import Hit
from search.weights import CANDIDATES
from tests.support.cli import CommandLine
from tests.support.window_objects import card, hit
from ui.cli import run
from ui.filtering import Facet, Filters, Shelf, family
from ui.importing import Source
from ui.window.searching.answer import Question, answer_to
from ui.window.searching.hit_model import arrange
from ui.window.searching.search_filters import SearchFilters
from ui.window.searching.search_memory import as_json, question_of
from ui.window.theme import Theme
from ui.workspace import Workspace

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

SHELF = Shelf(
    {
        "d1": card(1, date="2019-03-01", kind="通知", annotations=1),
        "d2": card(2, date="2020-03-01", kind="意见", issuers=("财政部", "税务总局"), validity=Validity("in-force")),
        "d3": card(3, date="", kind="", issuers=()),
    },
    {"d1": frozenset({"重点"})},
)


@pytest.mark.parametrize(
    ("filters", "passing"),
    [
        (Filters({"issuer": frozenset({"税务总局"})}), {"d2"}),
        (Filters({"issuer": frozenset({"税务总局", "国务院"})}), {"d1", "d2"}),
        (Filters({"kind": frozenset({"意见"}), "year": frozenset({"2019"})}), set()),
        (Filters({"tag": frozenset({"重点"})}), {"d1"}),
        (Filters({"validity": frozenset({"in-force"})}), {"d2"}),
        (Filters(annotated=True), {"d1"}),
    ],
)
def test_filters_give_the_documents_that_may_answer(filters: Filters, passing: set[str]) -> None:
    assert SHELF.narrowed(filters) == frozenset(passing)


@pytest.mark.parametrize(
    ("query", "passing"),
    [
        ("标签:重点", {"d1"}),
        ("标签:重", {"d1"}),
        ("标签:重点 标签:别的", set()),
        ("-标签:重点", {"d2", "d3"}),
        ("批注:有", {"d1"}),
        ("notes:no", {"d2", "d3"}),
        ("批注:核对", {"d2"}),
        ("-批注:核对 批注:有", {"d1"}),
    ],
)
def test_what_a_query_says_of_notes_gives_the_documents_that_may_answer(query: str, passing: set[str]) -> None:
    shelf = replace(SHELF, noted=lambda words: {"核对": {"d2"}}.get(words, set()))
    said = of_notes(query)[0]
    assert shelf.narrowed(Filters(said=said)) == frozenset(passing)
    assert shelf.narrowed(Filters({"year": frozenset({"2020"})}, said=said)) == frozenset(passing & {"d2"})


def test_no_filter_narrows_nothing() -> None:
    assert SHELF.narrowed(Filters()) is None
    assert SHELF.narrowed(Filters({"kind": frozenset({"意见"})}).with_values("kind", ())) is None


def test_values_are_counted_by_places_and_years_run_backwards() -> None:
    counts = SHELF.counted({"d1": 5, "d2": 7, "d3": 1, "gone": 9})
    assert counts["issuer"] == [("财政部", 7), ("税务总局", 7), ("国务院", 5)]
    assert counts["year"] == [("2020", 7), ("2019", 5)]
    assert counts["tag"] == [("重点", 5)]
    names = [f"标签{number}" for number in range(8)]
    tagged = replace(SHELF, tags={"d1": frozenset(names)})
    assert tagged.counted({"d1": 5})["tag"] == [(name, 5) for name in names], "the same after each start"


def test_versions_of_a_law_have_the_title_in_common_and_others_the_issuer_too() -> None:
    old, new = "中华人民共和国专利法（2008年修正）", "中华人民共和国专利法(2020-10-17)"
    assert family(old, (), "法律") == family(new, ("全国人大常委会",), "法律")
    assert family("刑法修正案（十一）", (), "法律") != family("刑法修正案（十）", (), "法律")
    assert family("实施办法", ("甲市",), "办法") != family("实施办法", ("乙市",), "办法")


def test_old_versions_are_folded_below_the_newest() -> None:
    law = "中华人民共和国专利法"
    cards = {
        "d1": card(1, title=f"{law}（2008年修正）", date="2008-12-27"),
        "d2": card(2, title=f"{law}（2020年修正）", date="2020-10-17"),
    }
    hits = [hit("d1", 0), hit("d2", 0)]
    rows = arrange(hits, cards, direct=False)
    assert [(row.kind, row.document) for row in rows] == [("document", "d2"), ("hit", "d2"), ("versions", "d2")]
    assert rows[-1].title == "另有 1 个旧版本"
    unfolded = arrange(hits, cards, direct=False, unfolded={rows[-1].family})
    assert [(row.kind, row.document) for row in unfolded[2:]] == [("document", "d1"), ("hit", "d1")]


def test_who_counts_for_thousands_lets_others_have_their_turn_and_can_be_stopped() -> None:
    turns: list[int] = []

    def proceed() -> None:
        turns.append(1)
        if len(turns) == 5:
            raise Cancelled

    with pytest.raises(Cancelled):
        SHELF.counted(dict.fromkeys(map(str, range(30_000)), 1), proceed=proceed)


def test_the_row_of_filters_offers_counts_and_tells_what_was_chosen(qtbot: QtBot) -> None:
    bar = SearchFilters(Theme())
    qtbot.addWidget(bar)
    bar.set_counts({"kind": [("通知", 1200), ("意见", 3)], "issuer": [], "validity": [("repealed", 2)]})
    chips = {chip.text(): chip for chip in (*bar._chips.values(), bar._annotated) if chip.isVisibleTo(bar)}
    assert set(chips) == {"文种 ▾", "效力 ▾", "有批注"}, "a facet without values is not offered"
    standing = chips["效力 ▾"].menu()
    standing.aboutToShow.emit()
    assert [action.text() for action in standing.actions()] == ["已废止\t2"]
    menu = chips["文种 ▾"].menu()
    menu.aboutToShow.emit()
    assert [action.text() for action in menu.actions()] == ["通知\t1,200", "意见\t3"]
    with qtbot.waitSignal(bar.changed):
        menu.actions()[1].trigger()
    assert bar.filters == Filters({"kind": frozenset({"意见"})})
    assert chips["文种 ▾"].text() == "文种：意见"
    with qtbot.waitSignal(bar.changed):
        chips["有批注"].click()
    assert bar.filters.annotated
    with qtbot.waitSignal(bar.changed):
        bar.clear()
    assert not bar.filters
    assert not chips["有批注"].isChecked()


def test_a_chip_stays_short_however_long_and_many_the_chosen_values_are(qtbot: QtBot) -> None:
    bar = SearchFilters(Theme())
    qtbot.addWidget(bar)
    bodies = ["全国人民代表大会常务委员会", "国务院"]
    chip = bar._chips["issuer"]
    for count, shown in ((1, "机关：全国人民代表…"), (2, "机关：全国人民代表… +1")):
        bar.set_choice(Filters({"issuer": frozenset(bodies[:count])}), "relevance", regex=False, across=False)
        assert (chip.text(), chip.toolTip()) == (shown, "、".join(bodies[:count]))
    bar.clear()
    assert (chip.text(), chip.toolTip()) == ("机关 ▾", "")
    bar.set_value("issuer", "R&D部", wanted=True)
    assert chip.text() == "机关：R&&D部", "Qt takes a lone & away and underlines what follows"


def test_where_the_row_has_no_room_it_takes_a_second_line_and_cuts_nothing(qtbot: QtBot) -> None:
    """In English, beside the shelf of a small window, all chips were squeezed until none could be read."""
    room = QWidget()
    qtbot.addWidget(room)
    column, bar = QVBoxLayout(room), SearchFilters(Theme())
    column.addWidget(bar)
    column.addStretch(1)
    chosen: dict[Facet, frozenset[str]] = {
        "issuer": frozenset({"全国人民代表大会常务委员会"}),
        "year": frozenset({"2020"}),
    }
    bar.set_choice(Filters(chosen), "document", regex=True, across=True)
    room.resize(2_000, 200)
    room.show()
    chips = [chip for chip in bar.findChildren(QToolButton) if chip.isVisible()]
    asked = bar.layout().sizeHint().width()
    assert len({chip.y() for chip in chips}) == 1
    for width in (asked * 2 // 3, asked // 4):
        room.resize(width, 400)
        qtbot.waitUntil(lambda: bar.width() < asked)
        assert len({chip.y() for chip in chips}) > 1
        assert all(chip.width() >= chip.sizeHint().width() for chip in chips)
        assert all(bar.rect().contains(chip.geometry()) for chip in chips)
        assert len({(chip.x(), chip.y()) for chip in chips}) == len(chips)


NOTICE = "# {title}\n\n第一条 为了保障数据安全，制定本办法。\n\n第二条 数据应当分类。\n"


@pytest.fixture(scope="module")
def three(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three measures on data, one of them annotated with a tag; to be copied: to import and to index starts a process each."""
    parent = tmp_path_factory.mktemp("measures")
    folder = parent / "library"
    for number, (title, date) in enumerate(
        (("甲数据办法", "2019-01-01"), ("乙数据办法", "2021-01-01"), ("丙数据规定", ""))
    ):
        (parent / f"{number}.md").write_text(NOTICE.format(title=title, issuer="某省人民政府"), "utf-8")
        del date
    assert run(["--library", str(folder), "import", *(str(path) for path in parent.glob("*.md"))]) == 0
    with Workspace.open(folder) as workspace:
        ids = {card.title: card.id for card in workspace.cards()}
        workspace.correct(ids["甲数据办法"], "date", "2019-01-01")
        workspace.correct(ids["乙数据办法"], "date", "2021-01-01")
        workspace.correct(ids["丙数据规定"], "kind", "规定")
        start = workspace.text(ids["乙数据办法"]).text.index("应当")
        workspace.annotate(ids["乙数据办法"], [Span(start, start + 2)], note="数据要紧", tags=["重点"])
        workspace.bring_index_up_to_date()
    return folder


@pytest.fixture
def library(three: Path, tmp_path: Path) -> Path:
    """Three measures on data, one of them annotated with a tag."""
    return Path(shutil.copytree(three, tmp_path / "library"))


def _titles(hits: list[Hit]) -> set[str]:
    return {hit.title for hit in hits}


def test_the_window_narrows_all_three_lists_and_counts_what_else_could_be_chosen(library: Path) -> None:
    with Workspace.open(library) as workspace:
        cards = {card.id: card for card in workspace.cards()}
        everything = answer_to(workspace, Question("数据"), cards)
        assert len(_titles(everything.ranked.hits)) == 3
        assert dict(everything.counts[1]["year"]) == {"2019": 3, "2021": 3}
        narrowed = answer_to(workspace, Question("数据", Filters({"year": frozenset({"2021"})})), cards)
        for hits in (narrowed.ranked.hits, narrowed.verbatim.hits, narrowed.notes):
            assert _titles(hits) == {"乙数据办法"}
        assert dict(narrowed.counts[1]["year"]) == {"2019": 3, "2021": 3}, "another year can still be chosen"
        assert narrowed.counts[1]["tag"] == [("重点", 3)]
        by_tag = answer_to(workspace, Question("数据", Filters({"tag": frozenset({"重点"})})), cards)
        assert _titles(by_tag.verbatim.hits) == {"乙数据办法"}
        newest = answer_to(workspace, Question("数据", sort="date"), cards).ranked.hits
        assert list(dict.fromkeys(hit.title for hit in newest)) == ["乙数据办法", "甲数据办法", "丙数据规定"]


def test_the_window_is_narrowed_by_what_the_query_says_of_notes(library: Path) -> None:
    with Workspace.open(library) as workspace:
        cards = {card.id: card for card in workspace.cards()}
        for query in ("数据 标签:重点", "批注:有 数据", "数据 -批注:无", "批注:要紧 数据", "标签：重 tag:点 数据"):
            answer = answer_to(workspace, Question(query), cards)
            assert answer.query == query
            for hits in (answer.ranked.hits, answer.verbatim.hits):
                assert _titles(hits) == {"乙数据办法"}, query
            plain = answer_to(workspace, Question("数据", Filters({"tag": frozenset({"重点"})})), cards)
            assert [hit.start for hit in answer.ranked.hits] == [hit.start for hit in plain.ranked.hits]
            assert answer.verbatim.total == plain.verbatim.total == 3
            assert len(answer.notes) == 1
        others = answer_to(workspace, Question("数据 -标签:重点"), cards)
        assert _titles(others.ranked.hits) == _titles(others.verbatim.hits) == {"甲数据办法", "丙数据规定"}
        alone = answer_to(workspace, Question("标签:重点"), cards)
        assert [hit.title for hit in alone.ranked.hits] == ["乙数据办法"]
        assert (alone.verbatim.total, [hit.snippet for hit in alone.notes]) == (0, ["数据要紧"])
        assert not answer_to(workspace, Question("数据 标签:没有的"), cards).ranked.hits
        pattern = answer_to(workspace, Question("标签:重点", regex=True), cards)
        assert pattern.verbatim.total == 0, "a pattern is taken as it stands"


def test_what_a_filter_is_said_to_leave_it_leaves(tmp_path: Path) -> None:
    with Workspace.open(tmp_path / "library") as workspace:
        sources = []
        for number in range(CANDIDATES + 9):
            lines = "".join(f"\n第{place}条 船舶应当登记。" for place in "一二三四五六"[: 6 - number // 9])
            text = f"办法{number}\n{lines}\n第七条 另行规定。\n"
            sources.append(Source(str(number), f"办法{number}.txt", text.encode()))
        workspace.import_all(sources)
        ids = {card.title: card.id for card in workspace.cards()}
        for number in range(CANDIDATES + 9):
            workspace.correct(ids[f"办法{number}"], "date", f"{2020 + number % 2}-01-01")
        workspace.bring_index_up_to_date()
        cards = {card.id: card for card in workspace.cards()}
        for query in ("船舶登记", "船舶登记应当在哪里办理才好？", "第七条"):
            everything = answer_to(workspace, Question(query), cards)
            for year, count in everything.counts[0]["year"]:
                narrowed = answer_to(workspace, Question(query, Filters({"year": frozenset({year})})), cards)
                assert dict(narrowed.counts[0]["year"])[year] == narrowed.ranked.total >= count, query
                assert narrowed.ranked.total == count or everything.at_least[0], query
            assert everything.at_least[0] is everything.ranked.at_least is ("？" in query)


def test_the_command_line_narrows_and_sorts_alike(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    piyue = CommandLine(library, capsys)

    def found(*options: str) -> list[str]:
        hits = piyue("search", "数据", *options)["hits"]
        return list(dict.fromkeys(hit["title"] for hit in hits if hit["kind"] == "clause"))

    assert found("--year", "2019") == ["甲数据办法"]
    assert set(found("--year", "2019", "--year", "2021")) == {"甲数据办法", "乙数据办法"}
    assert found("--kind", "规定") == ["丙数据规定"]
    assert found("--tag", "重点") == found("--annotated") == found("--annotated", "--verbatim") == ["乙数据办法"]
    assert found("--issuer", "某省") == []
    for query in ("数据 标签:重点", "批注:有 数据", "数据 -批注:无"):
        hits = piyue("search", query)["hits"]
        assert {hit["title"] for hit in hits if hit["kind"] == "clause"} == {"乙数据办法"}
    assert not [hit for hit in piyue("search", "数据 标签:重点", "--year", "2019")["hits"] if hit["kind"] == "clause"]
    assert found("--sort", "date")[0] == "乙数据办法"


def test_queries_from_a_file_are_answered_line_by_line(
    library: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    queries = tmp_path / "queries.txt"
    queries.write_text("数据\n\n没有的词语\n", "utf-8")
    assert run(["--library", str(library), "search", "--from", str(queries), "--limit", "2"]) == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [line["query"] for line in lines] == ["数据", "", "没有的词语"]
    single = CommandLine(library, capsys)("search", "数据", "--limit", "2")
    assert lines[0]["hits"] == single["hits"]
    assert lines[0]["total"] == single["total"]
    assert lines[1]["hits"] == lines[2]["hits"] == []
    assert run(["--library", str(library), "search"]) == 2


def test_a_pattern_that_is_none_keeps_no_other_line_from_its_answer(
    library: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    queries = tmp_path / "queries.txt"
    queries.write_text("数据(\n数.\n", "utf-8-sig")  # with the mark that some editors put first
    assert run(["--library", str(library), "search", "--regex", "--from", str(queries)]) == 1
    bad, good = (json.loads(line) for line in capsys.readouterr().out.splitlines())
    assert bad["query"] == "数据("
    assert "正则表达式" in bad["error"]
    assert (good["query"], good["total"] > 0) == ("数.", True)


def test_this_law_is_the_document_that_is_read_in_both_faces(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    piyue = CommandLine(library, capsys)
    found = piyue("search", "本办法第二条", "--here", "乙数据办法")
    assert (found["how"], [hit["citation"] for hit in found["hits"]]) == ("citation", ["《乙数据办法》第二条"])
    assert piyue("search", "本办法第二条")["how"] != "citation"
    with Workspace.open(library) as workspace:
        cards = {card.id: card for card in workspace.cards()}
        here = workspace.find_document("乙数据办法").id
        answer = answer_to(workspace, Question("本办法第二条", here=here), cards)
        assert [hit.citation for hit in answer.ranked.hits] == ["《乙数据办法》第二条"]


def test_a_regular_expression_is_searched_in_both_faces_and_a_bad_one_is_told(
    library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    piyue = CommandLine(library, capsys)
    found = piyue("search", "--regex", "第.条 (?=数据)", "--year", "2021")
    assert [hit["title"] for hit in found["hits"]] == ["乙数据办法"]
    assert piyue("search", "--regex", "办法。.第二条", "--across")["total"] == 3
    assert piyue("search", "--regex", "办法。.第二条")["total"] == 0
    piyue("search", "--regex", "第(", status=1)
    assert "正则表达式" in piyue.error
    with Workspace.open(library) as workspace:
        cards = {card.id: card for card in workspace.cards()}
        shown = answer_to(workspace, Question("第.条 (?=数据)", regex=True), cards)
        assert shown.verbatim.total == 3
        assert shown.counts[1]["year"] == [("2021", 1), ("2019", 1)]
        for across, total in ((False, 0), (True, 3)):
            asked = Question("办法。.第二条", regex=True, across=across)
            assert answer_to(workspace, asked, cards).verbatim.total == total
            assert question_of(as_json(asked)) == asked
        half = answer_to(workspace, Question("第(", regex=True), cards)
        assert half.trouble is not None
        assert half.trouble.case == "pattern-invalid"


def test_who_asks_for_more_gets_more_of_the_same(tmp_path: Path) -> None:
    many = "戊办法\n" + "".join(f"第{number}条 报告并备案。\n" for number in range(1, 402))
    with Workspace.open(tmp_path / "library") as workspace:
        workspace.import_all([Source("戊", "戊.txt", many.encode())])
        workspace.bring_index_up_to_date()
        cards = {card.id: card for card in workspace.cards()}
        first, wider = (answer_to(workspace, Question("备案", wider=times), cards) for times in (0, 1))
        assert (len(first.ranked.hits), len(wider.ranked.hits), wider.ranked.total) == (60, 240, 401)
        assert wider.ranked.hits[:60] == first.ranked.hits
        assert (len(first.verbatim.hits), len(wider.verbatim.hits), first.verbatim.total) == (300, 401, 401)
