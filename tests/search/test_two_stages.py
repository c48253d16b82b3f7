"""What a ranking says there is, is what there is: the best documents alone are looked into at first, and a filter brings others."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from reader.errors import Cancelled
from search import Index
from search.results import Results
from search.weights import CANDIDATES
from tests.support.search_texts import make_entry

MANY = CANDIDATES * 3
OLD = frozenset(f"d{number:03}" for number in range(0, MANY, 3))


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    """An index of three times the documents that are looked into, each with one clause more about 登记 than others."""
    draw = random.Random(5)
    words = ("登记", "水库", "教育", "应当", "处罚", "法")
    entries = []
    for number in range(MANY):
        said = ["".join(draw.choices(words, k=3)) for _ in range(4)]
        lines = "\n".join(f"第{place}条 {words}。" for place, words in zip("一二三四", said, strict=True))
        entries.append(make_entry(f"d{number:03}", f"办法{number}", f"办法{number}\n{lines}\n第五条 船舶登记。"))
    # The best documents for these two words have none of them beside the other.
    apart = "甲条例\n第一条 潜水潜水潜水。\n第二条 考古考古考古。"
    entries += [make_entry(f"e{number:03}", "甲条例", apart) for number in range(CANDIDATES)]
    filler = "".join(f"\n第二条 {draw.choice(words)}。" for _ in range(40))
    entries.append(make_entry("f", "乙条例", f"乙条例\n第一条 潜水与考古并举。{filler}"))
    index = Index(tmp_path_factory.mktemp("index"))
    with closing(index):
        index.update(entries)
        yield index


def _settled(index: Index, query: str, documents: frozenset[str] | None = None, limit: int = 60) -> Results:
    found = index.search(query, documents=documents, limit=limit)
    return index.settled(query, found, documents=documents, limit=limit)


@pytest.mark.parametrize(
    "query",
    [
        *("登记", "登记 水库", "教育 OR 水库", "登记 NOT 水库", "办法 处罚", "办法3 登记", "标题:办法 教育"),
        *('"教育法"', '"第二条 教育"', '"处罚法" 登记', '"登记" NOT "水库"', '"教育" "法。"', '"教育登记" OR "法。"'),
    ],
)
def test_the_counts_are_those_of_all_documents_and_a_filter_leaves_them_as_they_are(index: Index, query: str) -> None:
    settled = _settled(index, query)
    assert not settled.at_least
    every = index.search(query, limit=10_000, beyond=True)
    assert settled.counts == every.counts
    assert settled.total == every.total == len(every.hits)
    narrowed = _settled(index, query, OLD)
    assert narrowed.counts == {document: count for document, count in settled.counts.items() if document in OLD}
    assert narrowed.total == sum(narrowed.counts.values())


def test_until_then_they_are_told_to_be_the_least(index: Index) -> None:
    found = index.search("登记")
    assert found.at_least
    assert len(found.counts) == CANDIDATES < len(_settled(index, "登记").counts)
    assert not index.search("登记", documents=sorted(OLD)[:5]).at_least, "all were looked into"


def test_what_is_listed_does_not_move_where_more_is_asked_for(index: Index) -> None:
    few = [(hit.document, hit.start) for hit in index.search("登记", limit=60).hits]
    more = [(hit.document, hit.start) for hit in index.search("登记", limit=10_000, beyond=True).hits]
    assert more[: len(few)] == few
    assert len(set(more)) == len(more) > index.search("登记", limit=10_000).total


def test_nobody_is_told_that_no_clause_has_all_words_where_one_has(index: Index) -> None:
    first = index.search("潜水 考古")
    assert (first.how, first.at_least) == ("best", True)
    settled = index.settled("潜水 考古", first)
    assert (settled.how, settled.total) == ("all", 1)
    assert [hit.citation for hit in settled.hits] == ["《乙条例》第一条"]
    assert index.settled("潜水 考古", first, limit=0).counts == {"f": 1}
    others = frozenset(f"e{number:03}" for number in range(CANDIDATES))
    assert _settled(index, "潜水 考古", others).how == "best"


def test_what_is_listed_is_what_is_counted_where_letters_alone_were_found_first(tmp_path: Path) -> None:
    """A clause of another document was counted beside those that the words lead to, and gone from the list that had them."""
    filler = [f"\n第三条 处罚{number}。" for number in range(200)]
    apart = f"甲条例\n第一条 潜水。\n第二条 考古。{''.join(filler[:100])}"
    entries = [make_entry(f"e{number:03}", "甲条例", apart) for number in range(CANDIDATES)]
    entries.append(make_entry("f", "乙条例", f"乙条例\n第一条 潜水与考古并举。{''.join(filler)}"))
    entries.append(make_entry("g", "丙条例", f"丙条例\n第一条 {'潜水，' * 20}参考古籍。"))
    entries += [make_entry(f"h{number:03}", "丁条例", "丁条例\n第一条 考古。") for number in range(CANDIDATES * 3)]
    with closing(Index(tmp_path)) as index:
        index.update(entries)
        first = index.search("潜水 考古")
        assert (first.how, first.at_least, first.counts) == ("all", True, {"g": 1})
        settled = index.settled("潜水 考古", first)
        assert (settled.how, settled.at_least, settled.counts) == ("all", False, {"f": 1})
        assert [hit.document for hit in settled.hits] == ["f"]
        assert index.settled("潜水 考古", first, limit=0).counts == {"f": 1}


def test_a_best_match_and_the_first_clause_of_all_laws_are_no_matter_of_counts(index: Index) -> None:
    for query in ("教育登记应当怎样处罚才算合法？", "第一条"):
        found = _settled(index, query)
        assert found.at_least, query
        assert found.hits


def test_counting_ends_when_nobody_waits_for_it(index: Index) -> None:
    def leave() -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        index.settled("船舶登记", index.search("船舶登记"), proceed=leave)
    assert _settled(index, "船舶登记").counts.keys() >= OLD, "half a count is not kept"
