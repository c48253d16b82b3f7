"""Versions of a document: which clause became which, and where anchors of the old one stand in the new one."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.anchor import describe
from reader.letters import LetterMap, letters
from reader.model import Span, Text
from reader.numerals import to_chinese
from reader.versions import Resolution, compare, difference, pair, resolve
from reader.versions.units import units
from tests.support.texts import make_text

BODIES = (
    "为了规范统计行为，保障统计资料的真实性，制定本法。",
    "企业应当按照国家有关规定设置原始记录，建立台账。",
    "县级以上人民政府对下级人民政府执行本法的情况实施监督。",
    "任何单位和个人不得利用虚假资料骗取荣誉称号。",
    "调查人员进行调查时不得少于二人，并应当出示证件；未出示的，有权拒绝。",
    "对检查中发现的问题应当及时处理，并向社会公布结果。",
    "本法自公布之日起施行。",
)


def law(*bodies: str) -> Text:
    return make_text("示范法", *(f"第{to_chinese(n)}条　{body}" for n, body in enumerate(bodies, start=1)))


def span_of(text: Text, words: str) -> Span:
    start = text.text.index(words)
    return Span(start, start + len(words))


def found(old: Text, new: Text, words: str) -> tuple[str, str]:
    """Give what became of words: the status, and the words at the new place."""
    resolution = resolve(describe(old, span_of(old, words)), old, new)
    return resolution.status, _words(new, resolution)


def _words(text: Text, resolution: Resolution) -> str:
    return text.text[resolution.span.start : resolution.span.end] if resolution.span else ""


def changes(old: Text, new: Text) -> list[tuple[str, list[str], list[str]]]:
    return [
        (row.change, [place.path for place in row.old], [place.path for place in row.new])
        for row in compare(old, new).rows
        if row.change != "same"
    ]


def test_an_inserted_clause_renumbers_those_behind_it() -> None:
    old, new = law(*BODIES), law(BODIES[0], "国家鼓励科学研究和技术创新。", *BODIES[1:])
    assert changes(old, new)[:2] == [("added", [], ["第二条"]), ("renumbered", ["第二条"], ["第三条"])]
    assert compare(old, new).counts == {"same": 2, "added": 1, "renumbered": 6}


def test_a_clause_that_is_gone_stands_where_it_was() -> None:
    old, new = law(*BODIES), law(*BODIES[:2], *BODIES[3:])
    assert changes(old, new)[0] == ("gone", ["第三条"], [])


def test_a_clause_that_was_split_or_merged_is_told_with_both_parts() -> None:
    whole, parts = BODIES[4], BODIES[4].split("；")
    apart = law(*BODIES[:4], f"{parts[0]}。", parts[1], *BODIES[5:])
    together = law(*BODIES[:4], whole, *BODIES[5:])
    assert changes(together, apart)[0] == ("split", ["第五条"], ["第五条", "第六条"])
    assert changes(apart, together)[0] == ("merged", ["第五条", "第六条"], ["第五条"])


def test_a_clause_at_another_place_is_moved_and_not_gone_and_added() -> None:
    old, new = law(*BODIES), law(BODIES[5], *BODIES[:5], BODIES[6])
    assert ("moved", ["第六条"], ["第一条"]) in changes(old, new)


def test_an_edited_clause_shows_what_was_removed_and_added() -> None:
    (row,) = [
        row
        for row in compare(law(*BODIES), law(BODIES[0], BODIES[1].replace("企业", "经营主体"), *BODIES[2:])).rows
        if row.change == "edited"
    ]
    assert [(piece.kind, piece.text) for piece in row.pieces] == [
        ("same", "第二条　"),
        ("removed", "企业"),
        ("added", "经营主体"),
        ("same", BODIES[1][2:]),
    ]


def test_words_keep_their_place_when_their_clause_is_renumbered() -> None:
    old, new = law(*BODIES), law("国家鼓励科学研究和技术创新。", *BODIES)
    assert found(old, new, "原始记录") == ("moved", "原始记录")
    assert found(old, old, "原始记录") == ("kept", "原始记录")


def test_the_number_of_a_clause_goes_where_the_clause_goes() -> None:
    old, new = law(*BODIES), law("国家鼓励科学研究和技术创新。", *BODIES)
    assert found(old, new, "第二条") == ("moved", "第三条")
    assert found(old, new, f"第二条　{BODIES[1]}") == ("moved", f"第三条　{BODIES[1]}")


def test_edited_words_are_found_by_what_stands_around_them() -> None:
    old = law(*BODIES)
    new = law(BODIES[0], BODIES[1].replace("原始记录", "电子记录"), *BODIES[2:])
    assert found(old, new, "设置原始记录") == ("edited", "设置电子记录")


def test_words_of_a_clause_that_is_gone_are_not_placed_on_others_like_them() -> None:
    twin = "检查人员进行检查时不得少于二人，并应当出示工作证件和通知书。"
    old, new = law(*BODIES, twin), law(*BODIES)
    start = span_of(old, twin).start
    assert resolve(describe(old, Span(start + 6, start + 13)), old, new).status == "gone"
    assert not resolve(describe(old, span_of(old, twin)), old, new).certain


def test_a_quote_that_stands_in_two_clauses_goes_with_its_own() -> None:
    twin = "检查人员应当出示证件后进行检查。"
    old, new = law(*BODIES, twin), law(twin, *BODIES)
    resolution = resolve(describe(old, span_of(old, "出示证件")), old, new)
    assert resolution.status == "moved"
    assert new.clause_at(resolution.span.start).path == "第六条"  # type: ignore[union-attr]


def test_a_highlight_over_two_clauses_takes_in_what_was_put_between_them() -> None:
    old, new = law(*BODIES), law(*BODIES[:2], "国家鼓励创新。", *BODIES[2:])
    status, words = found(old, new, f"建立台账。\n第三条　{BODIES[2][:6]}")
    assert (status, words.startswith("建立台账"), words.endswith("县级以上人民")) == ("edited", True, True)


def test_without_the_old_text_only_a_quote_with_its_surroundings_is_placed() -> None:
    old, new = law(*BODIES), law("国家鼓励科学研究和技术创新。", *BODIES)
    sure = resolve(describe(old, span_of(old, "建立台账")), None, new)
    assert (sure.status, _words(new, sure)) == ("moved", "建立台账")
    unlike = law("企业", "建立台账", "其他")
    assert resolve(describe(old, span_of(old, "建立台账")), None, unlike).status == "uncertain"


def test_no_letters_lie_outside_of_the_units(sample_bytes: bytes) -> None:
    import reader

    text = reader.read(sample_bytes, "sample.txt")
    those = units(text, LetterMap(text.text))
    assert "".join(letters(text.text)[unit.start : unit.end] for unit in those) == letters(text.text)
    assert all(a.end == b.start for a, b in pairwise(those))


@given(st.text("甲乙丙丁", max_size=30), st.text("甲乙丙丁", max_size=30))
def test_a_difference_gives_both_texts_back(old: str, new: str) -> None:
    pieces = difference(old, new)
    assert "".join(piece.text for piece in pieces if piece.kind != "added") == old
    assert "".join(piece.text for piece in pieces if piece.kind != "removed") == new


@settings(max_examples=60)
@given(st.data())
def test_what_survives_is_found_at_its_letters_and_what_is_gone_is_not_placed(data: st.DataObject) -> None:
    order = data.draw(st.permutations(range(len(BODIES))))
    kept = order[: data.draw(st.integers(2, len(BODIES)))]
    old, new = law(*BODIES), law(*(BODIES[index] for index in kept))
    pairing = pair(old, new)
    index = data.draw(st.integers(0, len(BODIES) - 1))
    low = data.draw(st.integers(0, len(BODIES[index]) - 4))
    high = data.draw(st.integers(low + 4, len(BODIES[index])))
    words = BODIES[index][low:high]
    start = span_of(old, BODIES[index]).start
    resolution = resolve(describe(old, Span(start + low, start + high)), old, new, pairing)
    if index in kept:
        assert resolution.status in ("kept", "moved")
        assert letters(_words(new, resolution)) == letters(words)
        assert new.clause_at(resolution.span.start).path == f"第{to_chinese(kept.index(index) + 1)}条"  # type: ignore[union-attr]
    else:
        assert not resolution.certain


@given(st.lists(st.sampled_from(BODIES), max_size=8), st.lists(st.sampled_from(BODIES), max_size=8))
def test_every_clause_of_both_sides_is_in_exactly_one_row(old_bodies: list[str], new_bodies: list[str]) -> None:
    old, new = law(*old_bodies), law(*new_bodies)
    rows = compare(old, new).rows
    assert sorted(place.span for row in rows for place in row.old) == [
        unit.span for unit in units(old, LetterMap(old.text))
    ]
    assert [place.span for row in rows for place in row.new] == sorted(place.span for row in rows for place in row.new)
    assert len([1 for row in rows for _ in row.new]) == len(units(new, LetterMap(new.text)))


@pytest.mark.parametrize("other", ["修", "改"])
def test_two_laws_of_100_kb_are_compared_in_a_second(other: str) -> None:
    bodies = [
        f"{BODIES[n % 7][:12]}第{n}号事项{chr(0x4E00 + n * 7)}{chr(0x5E00 + n * 3)}由主管部门{other if n % 3 else '审'}核。"
        for n in range(1200)
    ]
    old = law(*bodies)
    new = law(*(body.replace("主管", f"{other}管") if n % 2 else body for n, body in enumerate(bodies) if n % 9))
    began = time.process_time()
    compare(old, new)
    assert time.process_time() - began < 2
