"""Verbatim search finds every place, at its offset."""

from __future__ import annotations

import contextlib
import random
from array import array
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reader.errors import Cancelled
from search import Entry, Index, Results, fold
from search.corpus import Slice
from search.finding import Stretch, packed
from search.folding import LETTER
from search.manifest import Part, Record
from search.results import Sort
from search.units import ENCODING, UNIT
from search.verbatim import scan, tally
from tests.support.search_texts import make_entry


def places(index: Index, query: str) -> list[tuple[str, int, int]]:
    return [(hit.document, hit.start, hit.end) for hit in index.verbatim(query).hits]


def plain_scan(entries: list[Entry], query: str) -> list[tuple[str, int, int]]:
    found = []
    for entry in entries:
        at = entry.text.text.find(query)
        while at >= 0:
            found.append((entry.document, at, at + len(query)))
            at = entry.text.text.find(query, at + 1)
    return found


@pytest.mark.parametrize("word", ["社会保险", "应当", "的", "劳动者", "𠮷", "第三", "不在其中"])
def test_a_word_is_found_where_a_plain_scan_finds_it(index: Index, entries: list[Entry], word: str) -> None:
    found = [place for place in places(index, f"“{word}”") if place]
    assert found == plain_scan(entries, word)


def test_every_fragment_is_found_at_its_offset_with_and_without_marks(index: Index, entries: list[Entry]) -> None:
    draw = random.Random(7)
    for _ in range(300):
        entry = draw.choice(entries)
        text = entry.text.text
        offsets = [match.start() for match in LETTER.finditer(text)]
        size = draw.randint(1, 12)
        first = draw.randrange(len(offsets) - size + 1)
        start, end = offsets[first], offsets[first + size - 1] + 1
        without_marks = "".join(text[offset] for offset in offsets[first : first + size])
        for query in (text[start:end], without_marks):
            assert (entry.document, start, end) in places(index, query), (query, start)


@pytest.mark.parametrize("sort", ["relevance", "date"])
@pytest.mark.parametrize("query", ["第12条", "的", "“，”", "1.1", "劳动者"])
def test_documents_are_counted_in_the_order_of_their_places(tmp_path: Path, query: str, sort: Sort) -> None:
    texts = ["第12条 5.1.1，的。", "第十二条 劳动者，的", "没有", "1.1 第十二条，第12条", "的的，劳动者 1.1 第12条"]
    index = Index(tmp_path / "order")
    index.update(make_entry(f"d{n}", "法", text, date=f"{2000 + n % 3}-01-01") for n, text in enumerate(texts))
    found = index.verbatim(query, sort=sort)
    assert list(found.counts) == list(dict.fromkeys(hit.document for hit in found.hits))
    assert len(found.counts) > 1
    for limit in (0, 1, 2):
        assert list(index.verbatim(query, limit=limit, sort=sort).counts.items()) == list(found.counts.items())
    index.close()


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(st.sampled_from("一二三，。 \n𠮷Ａa1.〔"), min_size=1, max_size=40), data=st.data())
def test_any_text_gives_back_what_is_cut_from_it(tmp_path: Path, text: str, data: st.DataObject) -> None:
    index = Index(tmp_path / "any")
    index.clear()
    index.update([make_entry("d", "某法", text)])
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    fragment = text[start:end]
    found = places(index, fragment)
    index.close()
    kept = [offset for offset in range(start, end) if LETTER.match(fold(text[offset]))]
    if kept:
        assert any(first <= kept[0] and kept[-1] < last for _, first, last in found)


def test_marks_between_letters_are_passed_over_unless_quoted(index: Index) -> None:
    assert len(places(index, "知识产权")) == 3 + 0
    assert [hit.snippet[hit.marks[0].start : hit.marks[0].end] for hit in index.verbatim("知识产权").hits] == [
        "知识产权",
        "知识产权",
        "知识、产权",
    ]
    assert len(places(index, "“知识产权”")) == 2
    assert len(places(index, '"知识、产权"')) == 1


def test_a_mark_between_digits_counts(index: Index) -> None:
    assert [hit.snippet[m.start : m.end] for hit in index.verbatim("gb/t 1.1-2020").hits for m in hit.marks] == [
        "GB/T 1.1—2020"
    ]
    assert [hit.path for hit in index.verbatim("5.3.2").hits] == ["5.3.2"]


@pytest.mark.parametrize(
    "query", ["国函〔2016〕65号", "国函[2016]65号", "国函（2016）65号", "國函【2016】65號", "国函2016 65号"]
)
def test_brackets_of_a_number_are_one(index: Index, query: str) -> None:
    assert len(places(index, query)) == 2


@pytest.mark.parametrize("query", ["第十二条", "第12条", "第１２条", "第 12 条"])
def test_numerals_of_a_clause_are_one(index: Index, query: str) -> None:
    assert [hit.path for hit in index.verbatim(query).hits] == ["第十二条"]


def test_marks_alone_are_looked_for_as_they_are(index: Index, entries: list[Entry]) -> None:
    assert places(index, "〔") == plain_scan(entries, "〔")
    assert index.verbatim("").hits == []


def test_many_places_are_counted_beyond_the_limit(tmp_path: Path) -> None:
    text = "第一条 甲，乙。" + "应当，应、当。" * 3000
    index = Index(tmp_path / "many")
    index.update([make_entry("d", "某法", text), make_entry("e", "某法", text)])
    for query, expected in {"，": 6002, "“应当”": 6000, "应当": 12000, "“应当，”": 6000, "当应": 11998}.items():
        results = index.verbatim(query, limit=5)
        assert (len(results.hits), results.total) == (5, expected), query
    index.close()


def test_what_stands_between_documents_in_the_index_is_never_found(index: Index) -> None:
    assert index.verbatim("\0").total == 0
    assert index.verbatim("。\0").total == 0


def test_marks_at_the_ends_belong_to_the_place_where_the_text_has_them(index: Index, entries: list[Entry]) -> None:
    assert places(index, "《国务院关于同意的批复》") == plain_scan(entries, "《国务院关于同意的批复》")
    assert len(places(index, "〔国务院关于同意的批复〕")) == 1


def test_total_counts_what_the_limit_cuts_off(index: Index) -> None:
    results = index.verbatim("劳动", limit=2)
    assert len(results.hits) == 2
    assert results.total == len(index.verbatim("劳动").hits) > 2


def test_chosen_documents_only(index: Index) -> None:
    assert {hit.document for hit in index.verbatim("应当", documents=["standard"]).hits} == {"standard"}


def test_chosen_documents_come_in_their_own_order(index: Index) -> None:
    every = list(dict.fromkeys(hit.document for hit in index.verbatim("应当").hits))
    assert len(every) > 1
    chosen = index.verbatim("应当", documents=[*reversed(every), "gone"])
    assert list(dict.fromkeys(hit.document for hit in chosen.hits)) == every


_LETTERS = st.text(st.sampled_from("一丁七乎万𠮷𠮸"), max_size=30)


@given(_LETTERS, st.text(st.sampled_from("一丁七乎万𠮷𠮸"), min_size=1, max_size=3))
def test_scan_finds_every_place_and_those_that_overlap(text: str, form: str) -> None:
    expected = [at for at in range(len(text)) if text.startswith(form, at)]
    found = list(scan(stretch_of(text), [packed(form)]))
    assert [len(text.encode(ENCODING)[: at * UNIT].decode(ENCODING)) for at, _ in found] == expected
    assert {size for _, size in found} <= {len(form.encode(ENCODING)) // UNIT}


@given(st.lists(_LETTERS, min_size=1, max_size=5), st.text(st.sampled_from("一丁𠮷"), min_size=1, max_size=3))
def test_tally_counts_what_scan_finds_in_each_document(texts: list[str], form: str) -> None:
    # Half of 𠮷 is half of 𠮸: a character of two units is never found by one of them.
    starts = array("I", [len(packed("".join(f"{one}\0" for one in texts[:n]))) // UNIT for n in range(len(texts))])
    part = Slice([record(str(index)) for index in range(len(texts))], 0, 0, starts)
    expected = {
        str(index): count
        for index, text in enumerate(texts)
        if (count := sum(text.startswith(form, at) for at in range(len(text))))
    }
    assert tally(stretch_of("\0".join(texts)), part, [packed(form)]) == expected


def stretch_of(text: str) -> Stretch:
    return Stretch(memoryview(bytearray(packed(text))))


def record(document: str) -> Record:
    nowhere = Part(0, 0)
    return Record.of(0, document, "", "", (), "", "", "", (nowhere,) * 4)


def test_what_is_found_is_told_while_the_search_goes_on(tmp_path: Path) -> None:
    entries = [make_entry(f"d{n:02}", f"文件{n}", f"文件{n}\n" + "第一条 应当办理。\n" * 2_000) for n in range(4)]
    with contextlib.closing(Index(tmp_path / "index")) as index:
        index.update(entries)
        told: list[Results] = []
        whole = index.verbatim("应当", limit=60, heard=told.append)
        assert whole.total == 8_000
        # The first report comes before the first document is counted, and each is the beginning of the whole.
        assert 0 < told[0].total < 2_000
        assert all(one.hits == whole.hits[: len(one.hits)] for one in told)
        assert sorted(one.total for one in told) == [one.total for one in told]


def test_whoever_hears_of_places_can_end_the_search(index: Index) -> None:
    def enough(_: Results) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        index.verbatim("劳动", heard=enough)
    assert index.verbatim("劳动").hits


@pytest.mark.parametrize("limit", [0, 1, 3, 1000])
@pytest.mark.parametrize("query", ["应当", "劳动", "第12条", "5.3.2", "“", "一一"])
def test_documents_that_lead_change_the_order_alone(index: Index, query: str, limit: int) -> None:
    told: list[Results] = []
    usual, whole = index.verbatim(query), index.verbatim(query, limit=limit)
    leading = ["standard", "nowhere", "law"]
    led = index.verbatim(query, limit=limit, first=leading, heard=told.append)
    ordered = sorted(usual.hits, key=lambda hit: [*leading, hit.document].index(hit.document))
    assert led.hits == ordered[:limit]
    assert (led.total, led.counts) == (whole.total, whole.counts)
    assert all(one.hits == led.hits[: len(one.hits)] for one in told)
    opinion = index.verbatim(query, limit=limit, first=leading, documents=["opinion"])
    assert opinion.hits == [hit for hit in usual.hits if hit.document == "opinion"][:limit]
    by_date = index.verbatim(query, limit=limit, first=leading, sort="date")
    assert by_date.hits == index.verbatim(query, limit=limit, sort="date").hits
