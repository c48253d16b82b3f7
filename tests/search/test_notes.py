"""Notes, tags and quotes are searched as they are."""

from __future__ import annotations

from search import Note, search_notes


def note(annotation: str, quote: str, text: str, *tags: str) -> Note:
    return Note(annotation, "law", "劳动法", "第三条", quote, text, tags)


NOTES = [
    note("quoted", "应当缴纳社会保险费", ""),
    note("written", "其他", "核对：社會保險缴费基数，" + "很长的话" * 60),
    note("tagged", "其他", "另一条", "社会保险", "待办"),
]


def test_what_the_user_wrote_comes_before_what_he_marked() -> None:
    assert [hit.annotation for hit in search_notes("社会保险", NOTES)] == ["written", "tagged", "quoted"]


def test_every_word_is_wanted_and_exclusion_holds() -> None:
    assert [hit.annotation for hit in search_notes("社会保险 待办", NOTES)] == ["tagged"]
    assert [hit.annotation for hit in search_notes("社会保险 -基数 -待办", NOTES)] == ["quoted"]


def test_a_hit_names_its_clause_and_marks_what_was_found() -> None:
    hit = search_notes("社会保险", NOTES)[0]
    assert (hit.kind, hit.citation, hit.annotation) == ("note", "《劳动法》第三条", "written")
    assert [hit.snippet[mark.start : mark.end] for mark in hit.marks] == ["社會保險"]
    assert len(hit.snippet) <= 120


def test_nothing_asked_nothing_found() -> None:
    assert search_notes(" ", NOTES) == []
    assert search_notes("标题:劳动法 社会保险", NOTES) == []


def test_what_a_query_says_of_notes_is_asked_of_each() -> None:
    def found(query: str) -> list[str]:
        return [hit.annotation for hit in search_notes(query, NOTES)]

    assert found("标签:待办") == found("tag:待 批注:有 标签:保险") == found("社会保险 标签:待办") == ["tagged"]
    assert found("-标签:待办") == ["quoted", "written"]
    assert found("批注:核对") == found("批注:有 基数") == ["written"]
    assert found("批注:无") == found("标签:待办 标签:核对") == found("标签:待办 机关:国务院") == []
