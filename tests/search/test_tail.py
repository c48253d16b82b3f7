"""What the library has and the index has not: found in its texts by the rules of the index, and counted once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.errors import Cancelled, KnownError
from search import Entry, Index
from search.results import Results, stamp_begins
from search.tail import Standing
from tests.search.conftest import LABOUR, OPINION, STANDARD
from tests.support.search_texts import make_entry

OLD = make_entry("old", "旧办法", "第一条 监督检查。\n第二条 罚款五元。", date="2001-01-01")
NEW = make_entry("new", "新办法", "第一条 监督检查应当公开。\n第二条 监督\n检查。", date="2020-01-01")
NEWEST = make_entry("newest", "更新的办法", "第十二条 监督检查，GB/T 1.1—2020，不是GB/T 11—2020。", date="2024-01-01")
ALL = (OLD, NEW, NEWEST)


class _Texts:
    def __init__(self, entries: Sequence[Entry]) -> None:
        self._entries = {entry.document: entry for entry in entries}
        self.read: list[str] = []

    def words(self, document: str) -> str | None:
        self.read.append(document)
        return entry.text.text if (entry := self.entry(document)) else None

    def entry(self, document: str) -> Entry | None:
        return self._entries.get(document)

    @contextmanager
    def open(self) -> Iterator[_Texts]:
        yield self


def standing(entries: Sequence[Entry]) -> list[tuple[str, Standing]]:
    return [
        (entry.document, Standing(stamp_begins(entry.text.text_id, entry.text.reader_version), entry.date))
        for entry in entries
    ]


@pytest.fixture
def behind(tmp_path: Path) -> Iterator[Index]:
    """An index that has the first of three documents."""
    with closing(Index(tmp_path / "index")) as index:
        index.update([OLD])
        index.follow(standing(ALL), _Texts(ALL).open)
        yield index


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    with closing(Index(tmp_path_factory.mktemp("whole") / "index")) as index:
        index.update(ALL)
        yield index


@pytest.mark.parametrize("sort", ["relevance", "date"])
@pytest.mark.parametrize("query", ["监督检查", "监", "第12条", "“监督检查应当”", "，", "GB/T 1.1", "1.1", "没有"])
def test_the_tail_answers_as_the_index_will(behind: Index, whole: Index, query: str, sort: str) -> None:
    for limit in (100, 2, 1, 0):
        for documents in (None, {"old", "newest"}):
            early = behind.verbatim(query, limit=limit, sort=sort, documents=documents)  # type: ignore[arg-type]
            later = whole.verbatim(query, limit=limit, sort=sort, documents=documents)  # type: ignore[arg-type]
            assert (early.hits, early.total) == (later.hits, later.total)
            assert list(early.counts.items()) == list(later.counts.items())


@settings(max_examples=25, deadline=None)
@given(st.data())
def test_any_piece_of_a_text_is_found_where_it_stands(data: st.DataObject) -> None:
    entry = make_entry("law", "法", data.draw(st.sampled_from((LABOUR, OPINION, STANDARD))))
    text = entry.text.text
    start = data.draw(st.integers(0, len(text) - 1))
    piece = text[start : start + data.draw(st.integers(1, 12))]
    if piece.strip() != piece or piece[0] in '"“„「『”':
        return
    index = Index(Path("there is none"))
    index.follow(standing([entry]), _Texts([entry]).open)
    found = index.verbatim(piece).hits
    assert any((hit.start, hit.end) == (start, start + len(piece)) for hit in found)


def test_a_pattern_is_looked_for_in_the_tail(behind: Index, whole: Index) -> None:
    early, later = behind.pattern("监督.检查", across=True), whole.pattern("监督.检查", across=True)
    assert early.hits == later.hits
    assert early.total == 1
    assert not behind.pattern("监督.检查").hits
    with pytest.raises(KnownError, match="pattern-too-slow"):
        behind.pattern("(监督?)+", seconds=0.0)


def test_what_no_word_of_the_index_leads_to_is_found_in_the_tail(behind: Index) -> None:
    assert [hit.document for hit in behind.search("应当公开").hits] == ["new"]


def test_a_search_that_cannot_be_ended_does_not_read_thousands_of_texts(
    behind: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert behind.search("GB/T").total == 2
    monkeypatch.setattr("search.tail._SHORT", 1)
    assert behind.search("GB/T").total == 0
    assert behind.verbatim("GB/T").total == 2


def test_without_any_index_everything_is_the_tail(tmp_path: Path) -> None:
    with closing(Index(tmp_path / "index")) as index:
        index.follow(standing(ALL), _Texts(ALL).open)
        assert index.verbatim("监督检查").total == 4
        assert [hit.document for hit in index.search("罚款五元").hits] == ["old"]


def test_a_document_that_is_another_by_now_is_found_in_its_new_text_only(behind: Index) -> None:
    changed = make_entry("old", "旧办法", "第一条 检查监督。", date="2001-01-01")
    behind.follow(standing([changed]), _Texts([changed]).open)
    assert not behind.verbatim("罚款五元").hits
    assert behind.verbatim("检查监督").total == 1
    assert behind.verbatim("检查监督", documents={"new"}).total == 0


def test_once_the_index_has_it_the_text_is_not_read_any_more(behind: Index) -> None:
    texts = _Texts(ALL)
    behind.follow(standing(ALL), texts.open)
    assert behind.verbatim("监督检查").total == 4
    assert texts.read == ["new", "newest"]
    assert behind.verbatim("公开").total == 1
    assert len(texts.read) == 2, "the second query reads nothing again"
    behind.update([NEW, NEWEST])
    texts.read.clear()
    assert behind.verbatim("监督检查").total == 4
    assert not texts.read


def test_texts_beyond_what_is_kept_are_found_all_the_same(behind: Index, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("search.tail._KEPT_LETTERS", len(NEW.text.text))
    texts = _Texts(ALL)
    behind.follow(standing(ALL), texts.open)
    for _turn in range(2):
        assert behind.verbatim("监督检查").total == 4
    assert texts.read == ["new", "newest", "newest"]


def test_a_text_that_cannot_be_read_now_costs_its_own_places_only(behind: Index) -> None:
    behind.follow(standing(ALL), _Texts([OLD, NEWEST]).open)
    assert dict(behind.verbatim("监督检查").counts) == {"old": 1, "newest": 1}


def test_places_of_the_tail_are_told_as_they_come_and_the_search_can_be_ended(
    behind: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("search.tail.REPORT_SECONDS", 0.0)
    told: list[Results] = []
    behind.verbatim("监督检查", heard=told.append)
    assert [each.total for each in told] == [1, 3, 4]
    assert [hit.document for hit in told[-1].hits] == ["old", "new", "new", "newest"]

    def stop() -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        behind.verbatim("监督检查", documents={"new"}, proceed=stop)
