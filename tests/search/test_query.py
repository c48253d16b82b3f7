"""Everything that can be typed is a query."""

from __future__ import annotations

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from search import Index
from search.manifest import Part as Place
from search.manifest import Record
from search.query import NOT, OF_NOTES, Part, of_notes, parse, passes

TYPED = st.text(
    st.sampled_from(
        '劳动法第三十条12号GBt/.-—"“”「」『』〔〕[]()（） ORNTAND标题机关年份类型签批注:：-？吗\n\0*^~𠮷\ud800'
    ),
    max_size=30,
)


def words(*texts: str) -> tuple[tuple[Part, ...], ...]:
    return tuple((Part(text),) for text in texts)


def test_words_phrases_and_exclusions() -> None:
    query = parse('知識产权 "保护，意见" -赔偿 NOT 煤矿 AND 机制')
    assert query.groups == ((Part("知识产权"),), (Part("保护,意见", phrase=True),), (Part("机制"),))
    assert query.excluded == (Part("赔偿"), Part("煤矿"))


def test_or_joins_its_neighbours() -> None:
    assert parse("甲 OR 乙 丙").groups == ((Part("甲"), Part("乙")), (Part("丙"),))


def test_fields_in_both_languages_and_both_colons() -> None:
    query = parse('标题:劳动法 issuer：国务院 年份:2016-2018 kind:"行政 法规" 工资')
    assert query.filters == (("title", "劳动法"), ("issuer", "国务院"), ("year", "2016-2018"), ("kind", "行政 法规"))
    assert query.groups == words("工资")
    assert parse("文种：条例").filters == parse("类型:条例").filters == (("kind", "条例"),)


def test_what_is_said_of_notes_is_taken_out_of_a_text() -> None:
    said = (("tag", "核对"), ("notes", "有"), ("-tag", "已 办"), ("-tag", "旧"))
    typed = '减税 标签：核对 notes:有  NOT 标签:"已 办" 机关:国务院 -tag:旧 -个人'
    assert of_notes(typed) == (said, "减税 机关:国务院 -个人")
    assert parse(typed).filters == (*said[:3], ("issuer", "国务院"), said[3])
    assert of_notes("标签:核对") == ((("tag", "核对"),), "")
    for plain in ("标签 核对", "  食品 的标签:应当 ", '"标签:应当"', "标签:", "减税  NOT 个人"):
        assert of_notes(plain) == ((), plain)


@given(TYPED)
@example("甲 NOT OR 标签:乙 丙")
@example('"甲  乙" -批注:丙 丁')
def test_what_is_taken_out_of_a_text_leaves_the_rest_as_it_was(typed: str) -> None:
    said, rest = of_notes(typed)
    whole, left = parse(typed), parse(rest)
    assert said == tuple(each for each in whole.filters if each[0].removeprefix(NOT) in OF_NOTES)
    assert left.filters == tuple(each for each in whole.filters if each not in said)
    assert (left.groups, left.excluded) == (whole.groups, whole.excluded)


def test_a_filter_that_is_turned_round_leaves_the_others() -> None:
    """-机关:国务院 gave what the State Council issued, and nothing else."""
    ours, theirs = (
        Record.of(0, "d", "", "办法", (issuer,), "", "", "通知", [Place(0, 0)] * 4) for issuer in ("国务院", "财政部")
    )
    for typed in ("-机关:国务院", "NOT 机关:国务院 文种:通知", "标签:甲 -批注:有 -issuer:国务院"):
        assert [passes(record, parse(typed).filters) for record in (ours, theirs)] == [False, True]


def test_a_question_is_told_from_words() -> None:
    assert parse("没签劳动合同公司不赔钱怎么办").question
    assert not parse("劳动合同 赔偿").question
    assert not parse("什么").question


def test_a_number_after_a_dash_is_no_exclusion() -> None:
    assert parse("GB 50016 -2014").excluded == ()


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(TYPED | st.text(max_size=20))
def test_any_text_has_an_answer_whose_offsets_hold(index: Index, entries: list, typed: str) -> None:  # type: ignore[type-arg]
    texts = {entry.document: entry.text.text for entry in entries}
    for results in (index.search(typed), index.verbatim(typed)):
        assert results.total >= len(results.hits)
        for hit in results.hits:
            text = texts[hit.document]
            assert hit.snippet in text
            assert 0 <= hit.start < hit.end <= len(text)
            assert all(0 <= mark.start < mark.end <= len(hit.snippet) for mark in hit.marks)
            assert all(one.end <= other.start for one, other in zip(hit.marks, hit.marks[1:], strict=False))


def test_what_only_asks_is_not_looked_for_in_a_question() -> None:
    asked = parse("没签劳动合同怎么办，公司要如何赔偿？")
    assert "劳动合同" in asked.index_words()
    assert not {"怎么办", "怎么", "如何"} & {*asked.index_words(), *asked.terms()}
    # Of words that are no question, each is meant.
    assert "如何" in parse("如何").index_words()
