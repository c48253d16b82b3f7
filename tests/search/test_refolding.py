"""An index that was made before circles were folded: right at once, and only what holds a circle is indexed again."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from search import Entry, Index, folding, manifest
from search.results import Results, stamp_begins
from search.tail import Standing
from tests.support.search_texts import make_entry

CIRCLED = make_entry("circled", "旧办法", "第一条 自二○○四年起施行。\n第二条 二◯条。")
ENTRIES = (
    make_entry("plain", "办法", "第一条 没有年份，一年一次。"),
    CIRCLED,
    make_entry("digits", "新办法", "第一条 自2004年起施行。"),
    make_entry("zeros", "更新的办法", "第一条 自二〇〇四年起施行，自二零零四年起废止。"),
)


class _Texts:
    def words(self, document: str) -> str | None:
        return self.entry(document).text.text

    def entry(self, document: str) -> Entry:
        return next(entry for entry in ENTRIES if entry.document == document)

    @contextmanager
    def open(self) -> Iterator[_Texts]:
        yield self


@pytest.fixture
def earlier(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of an index as it was made before."""
    folder = tmp_path / "index"
    with monkeypatch.context() as patched:
        patched.setattr(folding, "CIRCLES", "")
        folding._folds.cache_clear()
        index = Index(folder)
        index.update(ENTRIES)
        index.close()
    folding._folds.cache_clear()
    _, body = (folder / manifest.NAME).read_bytes().split(b"\n", 1)
    assert b',"folding":1' in body
    body = body.replace(b',"folding":1', b"")
    (folder / manifest.NAME).write_bytes(manifest._head(body) + b"\n" + body)
    return folder


def found(results: Results) -> set[tuple[str, str]]:
    return {(hit.document, hit.snippet[hit.start - hit.clause.start :][: hit.end - hit.start]) for hit in results.hits}


def test_an_earlier_index_is_right_at_once_and_after_a_small_update(earlier: Path) -> None:
    everywhere = {
        ("circled", "二○○四年"),
        ("digits", "2004年"),
        ("zeros", "二〇〇四年"),
        ("zeros", "二零零四年"),
    }
    index = Index(earlier)
    assert index.state == "ready"
    assert index.indexed() == {entry.document: entry.stamp for entry in ENTRIES} | {"circled": ""}
    index.follow(
        [(one.document, Standing(stamp_begins(one.text.text_id, one.text.reader_version), "")) for one in ENTRIES],
        _Texts().open,
    )
    for query in ("二○○四年", "二〇〇四年", "二零零四年", "2004年", "二◯〇四年"):
        assert found(index.verbatim(query)) == everywhere, query
    assert index.verbatim("二一条").total == 0

    index.update([CIRCLED])
    assert index.indexed() == {entry.document: entry.stamp for entry in ENTRIES}
    index.close()
    held = manifest.load(earlier)
    assert held is not None
    assert held.folding == folding.FOLDING, "else every start looks through all texts once more"
    index = Index(earlier)  # that nobody tells of any text
    assert index.indexed() == {entry.document: entry.stamp for entry in ENTRIES}
    assert found(index.verbatim("二〇〇四年")) == everywhere
    assert {hit.document for hit in index.search("二〇条").hits} == {"circled"}
    index.close()


def test_an_index_of_now_is_not_looked_through(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    index = Index(tmp_path / "index")
    index.update(ENTRIES)
    index.close()
    monkeypatch.setattr("search.refolding._holding_circles", None)
    index = Index(tmp_path / "index")
    assert found(index.verbatim("第一条 自二○")) == {("circled", "第一条 自二○"), ("zeros", "第一条 自二〇")}
    index.close()
