"""Old and new versions of one law among the hits of a search: in the command line as in the window, the newest stands for all."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.model import Span
from search.results import Hit
from tests.support.cli import CommandLine
from tests.support.window_objects import card
from ui.cli import run
from ui.families import folded, newer_versions, version_beside
from ui.workspace import Workspace

CARDS = {
    one.id: one
    for one in (
        card(1, title="中华人民共和国试验法（2009年修正）", date="2009-08-27", kind="法律"),
        card(2, title="中华人民共和国试验法（2020年修正）", date="2020-08-27", kind="法律"),
        card(3, title="中华人民共和国试行法", date="2001-01-01", kind="法律"),
    )
}


def _hit(which: int, place: int = 0) -> Hit:
    return Hit(f"d{which}", "", "", "", place, place + 1, Span(place, place + 1), "字", ())


def test_the_version_beside_is_the_one_before_and_of_the_oldest_the_one_after() -> None:
    cards = CARDS | {
        one.id: one
        for one in (
            card(4, title="中华人民共和国试验法", date="2001-01-01", kind="法律"),
            card(5, title="中华人民共和国试验法", date="2020-08-27", kind="法律"),  # a part of the newest, or a copy
            card(6, title="中华人民共和国试验法", date="", kind="法律"),
        )
    }
    beside = {document: version_beside(document, cards) for document in (*cards, "gone")}
    assert beside == {"d1": "d4", "d2": "d1", "d3": "", "d4": "d1", "d5": "d1", "d6": "", "gone": ""}


def test_the_newest_comes_where_the_first_of_its_law_came() -> None:
    hits = [_hit(1), _hit(3), _hit(2, 5), _hit(1, 7), _hit(2, 9)]
    newer = newer_versions(hits, CARDS)
    assert newer == {"d1": "d2"}
    assert folded(hits, newer, direct=False) == [_hit(2, 5), _hit(3), _hit(2, 9)]


def test_what_was_named_and_what_the_user_wrote_are_never_folded() -> None:
    note = replace(_hit(1), kind="note", annotation="a")
    hits = [_hit(1), note, _hit(2), _hit(1, 7)]
    assert folded(hits, newer_versions(hits, CARDS), direct=True) == [_hit(1), note, _hit(2)]
    assert newer_versions([note, _hit(2)], CARDS) == {}


def test_the_books_of_one_code_are_no_older_versions_of_each_other() -> None:
    books = {
        f"d{which}": card(which, title="中华人民共和国试典", date="2020-05-28", kind="法律") for which in (1, 2, 3)
    }
    books["d4"] = card(4, title="中华人民共和国试典", date="1999-01-01", kind="法律")
    hits = [_hit(4), _hit(2), _hit(3), _hit(1)]
    newer = newer_versions(hits, books)
    assert newer == {"d4": "d2"}
    assert folded(hits, newer, direct=False) == [_hit(2), _hit(3), _hit(1)]


@given(st.lists(st.tuples(st.integers(1, 4), st.integers(0, 99)), unique=True, max_size=12))
def test_no_hit_of_a_newest_version_is_lost_or_made_up(places: list[tuple[int, int]]) -> None:
    hits = [_hit(*place) for place in places]
    newer = newer_versions(hits, CARDS)
    shown = folded(hits, newer, direct=False)
    assert len(shown) == len(set(shown))
    assert set(shown) == {hit for hit in hits if hit.document not in newer}


def test_the_command_line_folds_them_unless_all_are_wanted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    command = CommandLine(tmp_path / "library", capsys)
    for year in ("2009", "2020"):
        law = tmp_path / f"{year}.txt"
        law.write_text(f"中华人民共和国试验法\n第一条 为了试验，制定本法。\n第二条 {year}年的试验应当公开。\n", "utf-8")
        (row,) = command("import", law)
        with Workspace.open(command.library) as workspace:
            workspace.correct(row["document"], "date", f"{year}-01-01")
            workspace.bring_index_up_to_date()
    newer = {hit["snippet"][4:8]: hit["newer_version"] for hit in command("search", "试验应当公开")["hits"]}
    assert newer == {"2009": row["document"], "2020": ""}

    def printed(*arguments: str) -> str:
        assert run(["--library", str(command.library), "search", *arguments]) == 0
        return capsys.readouterr().out

    assert "2009年" not in printed("试验应当公开")
    assert "另有 1 处在旧版本中" in printed("试验应当公开")
    for option in ("--all-versions", "--verbatim"):
        assert "2009年的试验" in printed(option, "试验应当公开")
