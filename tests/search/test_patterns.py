"""Regular expressions: over the folded text, at the offsets of the reading text, stopped in time."""

from __future__ import annotations

import pytest

from reader.errors import KnownError
from search import Index
from tests.search.conftest import LABOUR, OPINION
from tests.support.search_texts import make_entry


def _words(index: Index, pattern: str, text: str, document: str, **options: bool) -> list[str]:
    hits = index.pattern(pattern, documents=[document], **options).hits  # type: ignore[arg-type]
    return [text[hit.start : hit.end] for hit in hits]


@pytest.mark.parametrize(
    ("pattern", "found"),
    [
        (r"第[一二三十]+条", ["第一条", "第二条", "第三条", "第十二条", "第三十三条"]),
        (r"劳动(?=报酬)", ["劳动", "劳动"]),
        (r"劳動報酬", ["劳动报酬", "劳动报酬"]),
        (r"^用人单位", ["用人单位"]),
        (r"减免[^应]+", ["减免的权利。"]),
        (r"利。\n用", []),
        (r"x*", []),
        (r"\S{200}", []),
    ],
)
def test_a_pattern_finds_its_places(index: Index, pattern: str, found: list[str]) -> None:
    assert _words(index, pattern, LABOUR, "law") == found


def test_it_runs_across_paragraphs_only_when_asked(index: Index) -> None:
    assert _words(index, r"减免.{3,12}单位", LABOUR, "law") == []
    assert _words(index, r"减免.{3,12}单位", LABOUR, "law", across=True) == ["减免的权利。\n用人单位"]


def test_marks_of_the_pattern_are_folded_and_their_meaning_is_kept(index: Index) -> None:
    assert _words(index, r"〔\d{4}〕６５号", OPINION, "opinion") == ["〔2016〕65号", "〔2016〕65号"]
    assert _words(index, r"（国函.2016", OPINION, "opinion") == ["（国函〔2016"]
    assert _words(index, r"GB/T\s(?P<N>1)\.1", OPINION, "opinion") == ["GB/T 1.1"]
    assert _words(index, r"\p{Han}{2}省", OPINION, "opinion") != []


def test_limit_and_counts_agree_with_all_places(index: Index) -> None:
    few, all_ = index.pattern("的", limit=1), index.pattern("的")
    assert len(few.hits) == 1
    assert few.total == all_.total == len(all_.hits) == sum(few.counts.values())


def test_a_bad_pattern_is_told(index: Index) -> None:
    with pytest.raises(KnownError) as told:
        index.pattern("第(一")
    assert told.value.case == "pattern-invalid"
    assert told.value.details == {"reason": "missing )", "position": 3}


def test_a_pattern_that_would_run_for_ever_is_stopped(index: Index) -> None:
    index.update([make_entry("long", "某表", f"第一条 {'一' * 80}二。")])
    with pytest.raises(KnownError) as told:
        index.pattern("(?:一|一一|一一一)+[三四]", seconds=0.2)
    assert told.value.case == "pattern-too-slow"
