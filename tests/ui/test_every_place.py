"""Every place of a string on the command line: all of them, in their order, told while they are found, a few at a time."""

from __future__ import annotations

import json
from collections.abc import Collection
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.model import Span
from search.results import Hit, Results
from tests.support.cli import CommandLine
from ui.cli import run
from ui.cli.every_place import EveryPlace


class Library:
    """Gives places as an index does, and notes what it was asked for."""

    def __init__(self, counts: dict[str, int]) -> None:
        self.counts = counts
        self.asked: list[int] = []

    def __call__(self, limit: int, documents: Collection[str] | None) -> Results:
        chosen = {each: count for each, count in self.counts.items() if documents is None or each in documents}
        places = (hit(each, at) for each, count in chosen.items() for at in range(count))
        hits = [place for place, _ in zip(places, range(limit), strict=False)]
        self.asked.append(len(hits))
        return Results(hits, sum(chosen.values()), "verbatim", took_ms=1.0, counts=chosen)


def hit(document: str, at: int) -> Hit:
    return Hit(document, "法", "《法》", "", at, at + 1, Span(at, at + 1), "字", (Span(0, 1),))


@given(st.lists(st.integers(1, 60), max_size=40), st.integers(1, 700))
def test_all_that_are_wanted_are_given_once_and_in_order(counts: list[int], limit: int) -> None:
    library = Library({f"d{n}": count for n, count in enumerate(counts)})
    every = EveryPlace(library, limit, None)
    given_ = [each for batch in every.batches() for each in batch]
    assert given_ == Library(library.counts)(limit, None).hits
    assert every.total == sum(counts)
    assert every.documents == list(dict.fromkeys(each.document for each in given_))
    assert every.took_ms == len(library.asked)


def test_the_first_are_told_before_the_rest_is_looked_for_and_no_batch_is_large() -> None:
    library = Library({f"d{n}": 10 for n in range(3_000)})
    batches = EveryPlace(library, 10**9, None).batches()
    assert library.asked == [0]
    assert len(next(batches)) == 20
    assert library.asked == [0, 20]
    assert sum(map(len, batches)) == 30_000 - 20
    assert 1_000 < max(library.asked) <= 4_010


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library with three versions of a law, in which 试验应当 stands sixty times and 公布 half as often."""
    folder = tmp_path_factory.mktemp("laws")
    for year in (2009, 2020, 2015):
        words = "".join(f"第{n}条 试验应当公开，试验应当{year}年第一次公布。\n" for n in "一二三四五六七八九十")
        law = folder / f"{year}.txt"
        law.write_text(f"中华人民共和国试验法\n（{year}年5月1日通过）\n{words}", "utf-8")
    assert run(["--library", str(folder / "library"), "import", *map(str, sorted(folder.glob("*.txt")))]) == 0
    return folder / "library"


@pytest.fixture
def shelf(library: Path, capsys: pytest.CaptureFixture[str]) -> CommandLine:
    return CommandLine(library, capsys)


def test_each_place_is_a_line_of_one_json_value(shelf: CommandLine, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--library", str(shelf.library), "--json", "search", "--verbatim", "试验应当"]) == 0
    out = capsys.readouterr().out
    found = json.loads(out)
    assert (found["total"], len(found["hits"]), found["how"], found["took_ms"] > 0) == (60, 60, "verbatim", True)
    assert len(out.splitlines()) == 61
    by_document = [one["document"] for one in found["hits"]]
    assert len(set(by_document)) == 3
    assert found["hits"] == sorted(found["hits"], key=lambda one: (by_document.index(one["document"]), one["start"]))
    assert shelf("search", "--regex", "试验应.")["hits"] == found["hits"]
    few = shelf("search", "--verbatim", "试验应当", "--limit", "33")["hits"]
    assert [{**one, "newer_version": ""} for one in few] == [{**one, "newer_version": ""} for one in found["hits"][:33]]
    assert {one["newer_version"] for one in few} <= {"", *by_document[:33]}, "the newest of those that are shown"
    nothing = shelf("search", "--verbatim", "没有的词")
    assert (nothing["total"], nothing["hits"]) == (0, [])


def test_each_place_is_a_line_for_a_person(shelf: CommandLine, capsys: pytest.CaptureFixture[str]) -> None:
    for options in (("--verbatim", "试验应当"), ("--regex", "试验应.")):
        assert run(["--library", str(shelf.library), "search", *options]) == 0
        lines = capsys.readouterr().out.splitlines()
        assert len(lines) == 60
        assert all(line.startswith("《中华人民共和国试验法》第") for line in lines)
        assert run(["--library", str(shelf.library), "search", options[0], "没有的词"]) == 0
        assert capsys.readouterr().out == "没有找到\n"


def test_of_many_queries_each_has_so_many_places_that_a_line_can_hold(
    shelf: CommandLine, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.cli.searching._IN_A_LINE", 25)
    queries = tmp_path / "queries.txt"
    queries.write_text("试验应当\n公布\n", "utf-8")
    for options, shown in ((("--verbatim",), 25), (("--regex",), 25), (("--verbatim", "--limit", "40"), 40)):
        assert run(["--library", str(shelf.library), "search", *options, "--from", str(queries)]) == 0
        first, second = (json.loads(line) for line in capsys.readouterr().out.splitlines())
        assert (first["total"], len(first["hits"])) == (60, shown)
        assert (second["total"], len(second["hits"])) == (30, min(shown, 30))


def test_queries_are_read_in_any_encoding(
    shelf: CommandLine, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    queries = tmp_path / "queries.txt"
    asked = ["试验应当", "", "公布", "“㐂”", "第三条"]
    for encoding in ("utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"):
        mark = "\ufeff" if encoding in ("utf-16-le", "utf-16-be") else ""
        queries.write_bytes((mark + "\r\n".join(asked)).encode(encoding))
        assert run(["--library", str(shelf.library), "search", "--verbatim", "--from", str(queries)]) == 0
        lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
        assert [(line["query"], line["total"]) for line in lines] == list(zip(asked, [60, 0, 30, 0, 3], strict=True))
