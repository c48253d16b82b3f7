"""What the user corrects holds for these letters: nothing is lost by it, and taken back it is gone."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import reader
from reader.corrections import (
    Corrections,
    NamedBody,
    corrected,
    gap_at,
    letters_before,
    paragraph_at,
    place_of,
    task_at,
    usable_bodies,
    usable_marks,
)
from reader.errors import KnownError
from reader.letters import letters
from reader.model import Clause, Span, Text
from reader.original import original
from reader.packing import pack, unpack

PIECES = (
    "某市人民政府关于甲的通知",
    "各县人民政府：",
    "第一章 总则",
    "第一条 为了甲。",
    "第二条 乙，丙：",
    "（一）丁；",
    "一、总体要求",
    "（一）措施。建设甲，推进乙。（责任单位：市教育局、市财政局）",
    "（甲部牵头，乙部、丙部配合）",
    "5.3.2 管材",
    "中.国 甲,乙。丙、丁.戊 己 " * 8,
    "责任单位.市局 一. 二. 2016,2025年",
    "<table><tr><td>甲</td><td></td></tr><tr><td>乙，丙</td><td>丁</td></tr></table>",
    "附件1：表",
    "市政府",
    "2020年1月2日",
    "㈠ﬁ😀𠀀……",
)
documents = st.lists(st.sampled_from(PIECES), min_size=1, max_size=12).map(lambda lines: "<p>".join(["", *lines]))
bodies = st.lists(
    st.tuples(st.sampled_from(["市教育局", "市财政局", "新区"]), st.sampled_from(["lead", "support", "responsible"])),
    unique_by=lambda body: body[0],
    max_size=3,
)


def texts(document: str) -> Iterator[Text]:
    try:
        yield reader.read(document.encode(), "a.html")
    except KnownError:
        return


def draw_corrections(text: Text, data: st.DataObject) -> Corrections:
    count = len(letters(text.text))
    keys = st.integers(0, count + 2)
    marks = data.draw(
        st.dictionaries(keys, st.sampled_from(["", "，", "。", "》（", "。\n", "\n（", "……"]), max_size=6)
    )
    starts = [letters_before(text, paragraph.span.start) for paragraph in text.paragraphs]
    levels = data.draw(st.dictionaries(st.sampled_from(starts) | keys, st.integers(0, 5), max_size=6))
    statements = [letters_before(text, task.statement.start) for task in text.tasks] or [0]
    named = data.draw(st.dictionaries(st.sampled_from(statements), bodies.map(usable_bodies), max_size=3))
    return Corrections(marks, levels, named)


def check(text: Text) -> None:
    """Assert what the model promises of paragraphs, alignment, tree and tables."""
    end = -1
    for paragraph in text.paragraphs:
        assert paragraph.span.start == end + 1
        end = paragraph.span.end
    assert end == len(text.text)
    assert len(text.paragraphs) == text.text.count("\n") + 1
    kept = ""
    for reading, source, length in text.alignment.runs:
        assert text.text[reading : reading + length] == text.source[source : source + length]
        kept += text.text[reading : reading + length]
    assert letters(kept) == letters(text.text)
    spans = {paragraph.span for paragraph in text.paragraphs}
    assert all(cell.span in spans for table in text.tables for cell in table.cells)
    _nests(text.clauses, Span(0, len(text.text)))


def _nests(clauses: tuple[Clause, ...], around: Span) -> None:
    for clause in clauses:
        assert around.start <= clause.span.start <= clause.heading.start <= clause.heading.end <= around.end
        _nests(clause.children, clause.span)


@settings(deadline=None, max_examples=60)
@given(documents, st.data())
def test_whatever_is_corrected_the_letters_stay_and_twice_is_once(document: str, data: st.DataObject) -> None:
    for text in texts(document):
        corrections = draw_corrections(text, data)
        once = corrected(text, corrections)
        assert (letters(once.text), once.text_id, once.source) == (letters(text.text), text.text_id, text.source)
        assert (once.reader_version, once.restored) == (text.reader_version, text.restored)
        check(once)
        check(original(once))
        assert corrected(once, corrections) == once
        assert corrected(text, Corrections()) is text, "taken back"
        assert unpack(json.loads(json.dumps(pack(once)))) == once
        for span in once.mended:
            gap = gap_at(once, span.start)
            assert gap.span == span
            assert once.text[span.start : span.end] == corrections.marks[gap.letters]


def test_confirming_a_mark_changes_nothing_else(data_dir: Path, sample_bytes: bytes) -> None:
    """The reader's own steps over a Text give that Text: nothing that they need is lost with the page."""
    pages = [
        ("sample.txt", sample_bytes),
        *((path.name, path.read_bytes()) for path in (data_dir / "gov").glob("*.html")),
    ]
    for name, page in pages:
        text = reader.read(page, name)
        gap = gap_at(text, text.text.index("。"))
        same = corrected(text, Corrections({gap.letters: text.text[gap.span.start : gap.span.end]}))
        assert same == replace(text, mended=(gap.span,)), name


def test_a_mark_that_is_mended_changes_what_hangs_on_it() -> None:
    page = "某市人民政府关于试验的通知\n\n一、总体要求\n\n建设甲，市教育局负责。按照《甲条例，乙办法执行。\n"
    text = reader.read(page.encode(), "a.txt")
    assert [reference.target for reference in text.references] == []
    gap = gap_at(text, text.text.index("，乙"))
    mended = corrected(text, Corrections({gap.letters: usable_marks(text, gap, "》，")}))
    assert [reference.target for reference in mended.references] == ["甲条例"]
    bracket = {
        letters_before(text, text.text.index("，市教")): "（",
        letters_before(text, text.text.index("。按照")): "）。",
    }
    assert [body.name for task in corrected(text, Corrections(bracket)).tasks for body in task.bodies] == ["市教育局"]


def test_a_paragraph_is_parted_and_joined() -> None:
    text = reader.read("关于甲的通知\n\n一、总体要求。建设甲\n\n推进乙。".encode(), "a.txt")
    parted = corrected(text, Corrections({letters_before(text, text.text.index("。建")): "\n"}))
    assert parted.text.split("\n") == ["关于甲的通知", "一、总体要求", "建设甲", "推进乙。"]
    assert [paragraph.role for paragraph in parted.paragraphs] == ["title", "heading", "body", "body"]
    joined = corrected(text, Corrections({letters_before(text, text.text.index("推进")): "，"}))
    assert joined.text.split("\n")[-1] == "一、总体要求。建设甲，推进乙。"


def heading_levels(text: Text) -> list[tuple[str, int]]:
    return [(text.text[one.span.start : one.span.end], one.level) for one in text.paragraphs if one.role == "heading"]


OUTLINE = "关于甲的意见\n\n一、总体要求\n\n（一）目标。\n\n建设甲。\n\n保障措施\n\n推进乙。\n\n二、其他\n\n推进丙。"


def levels_at(text: Text, wanted: Mapping[str, int]) -> Corrections:
    return Corrections(levels={letters_before(text, text.text.index(words)): level for words, level in wanted.items()})


@pytest.mark.parametrize(
    ("wanted", "levels", "paths"),
    [
        ({}, [("一、总体要求", 1), ("（一）目标。", 2), ("二、其他", 1)], ["一、", "一、（一）", "二、"]),
        (
            {"保障措施": 1},
            [("一、总体要求", 1), ("（一）目标。", 2), ("保障措施", 1), ("二、其他", 1)],
            ["一、", "一、（一）", "保障措施", "二、"],
        ),
        (
            {"保障措施": 3},
            [("一、总体要求", 1), ("（一）目标。", 2), ("保障措施", 3), ("二、其他", 1)],
            ["一、", "一、（一）", "一、（一）保障措施", "二、"],
        ),
        ({"（一）目标": 0}, [("一、总体要求", 1), ("二、其他", 1)], ["一、", "二、"]),
        (
            {"（一）目标": 1, "二、其他": 2},
            [("一、总体要求", 1), ("（一）目标。", 1), ("二、其他", 2)],
            ["一、", "（一）", "（一）二、"],
        ),
        (
            {"推进丙": 4},
            [("一、总体要求", 1), ("（一）目标。", 2), ("二、其他", 1), ("推进丙。", 2)],
            ["一、", "一、（一）", "二、", "二、推进丙"],
        ),
    ],
)
def test_a_heading_stands_where_the_user_puts_it(
    wanted: dict[str, int], levels: list[tuple[str, int]], paths: list[str]
) -> None:
    text = reader.read(OUTLINE.encode(), "a.txt")
    mended = corrected(text, levels_at(text, wanted))
    assert heading_levels(mended) == levels
    assert [clause.path for clause in mended.walk()] == paths


def test_levels_in_a_law() -> None:
    page = "甲法\n\n第一章 总则\n\n第一条 为了甲。\n\n第二条 乙：\n\n特别规定\n\n第三条 丙的。\n\n丁。\n\n第四条 戊。"
    text = reader.read(page.encode(), "a.txt")
    plain = corrected(text, levels_at(text, {"第三条": 0}))
    assert [clause.label for clause in plain.walk() if clause.kind == "article"] == ["第一条", "第二条", "第四条"]
    assert [c.path for c in plain.walk() if c.kind == "paragraph"] == [f"第二条第{n}款" for n in "一二三四"]
    chapter = corrected(text, levels_at(text, {"特别规定": 1}))
    assert [root.title for root in chapter.clauses] == ["总则", "特别规定"]
    assert [clause.label for clause in chapter.clauses[1].children] == ["第三条", "第四条"]


def test_the_bodies_of_a_task_are_those_that_the_user_names() -> None:
    page = "关于甲的意见\n\n一、任务\n\n建设甲。（责任单位：市教育局、市财政局）\n\n建设乙。（责任单位：市水务局）"
    text = reader.read(page.encode(), "a.txt")
    first, second = (letters_before(text, task.statement.start) for task in text.tasks)
    named = usable_bodies([("市财政局", "lead"), ("新区", "support"), ("市教育局", "responsible")])
    mended = corrected(text, Corrections(bodies={first: named}))
    assert [(body.name, body.role) for body in mended.tasks[0].bodies] == named
    assert [mended.text[body.span.start : body.span.end] for body in mended.tasks[0].bodies] == [
        "市财政局",
        "",
        "市教育局",
    ]
    assert mended.tasks[1] == text.tasks[1]
    none = corrected(text, Corrections(bodies={second: []}))
    assert [task.statement for task in none.tasks] == [text.tasks[0].statement]
    assert [paragraph.role for paragraph in none.paragraphs][-2:] == ["task", "body"]


def test_a_later_reader_that_restores_otherwise_shows_the_users_marks(sample_bytes: bytes) -> None:
    text = reader.read(sample_bytes, "sample.txt")
    assert text.restored
    at = text.text.index("，")
    corrections = Corrections({letters_before(text, at): "；"})
    # As another version might restore it: every comma a full stop.
    other = replace(text, text=text.text.replace("，", "。"), reader_version=99)
    assert letters(other.text) == letters(text.text)
    for reading in (text, other):
        mended = corrected(reading, corrections)
        assert mended.text == reading.text[:at] + "；" + reading.text[at + 1 :]
        assert mended.reader_version == reading.reader_version
        assert "；" not in original(mended).text[: at + 1]


def test_places_and_keys_lead_to_each_other() -> None:
    text = reader.read("甲（乙）。\n\n丙㈠丁".encode(), "a.txt")
    for offset in (1, 2, 3, 4, 5, 6):
        gap = gap_at(text, offset)
        assert gap.span.start <= offset <= gap.span.end
        assert place_of(text, gap.letters) == gap.span
    assert paragraph_at(text, 1).span == Span(0, 5)
    assert task_at(text, 1) is None


@pytest.mark.parametrize("value", ["字", "1", "\t", "\u200b", "，" * 40, "\n\n", "。\n\n（"])
def test_marks_that_cannot_be(value: str) -> None:
    text = reader.read("甲，乙。\n\n丙".encode(), "a.txt")
    with pytest.raises(KnownError, match="marks-unusable"):
        usable_marks(text, gap_at(text, 1), value)


def test_a_table_keeps_its_cells() -> None:
    page = "<p>甲<table><tr><td>乙</td><td>丙，丁</td></tr><tr><td>戊</td><td>己</td></tr></table><p>庚"
    text = reader.read(page.encode(), "a.html")
    assert text.tables
    with pytest.raises(KnownError, match="marks-unusable"):
        usable_marks(text, gap_at(text, text.text.index("，")), "\n")
    with pytest.raises(KnownError, match="marks-unusable"):
        usable_marks(text, gap_at(text, text.text.index("\n丙")), "，")
    gap = gap_at(text, text.text.index("，"))
    mended = corrected(text, Corrections({gap.letters: usable_marks(text, gap, "、")}))
    assert [mended.text[cell.span.start : cell.span.end] for cell in mended.tables[0].cells] == [
        "乙",
        "丙、丁",
        "戊",
        "己",
    ]


@pytest.mark.parametrize(
    "named",
    [[("", "lead")], [("，", "lead")], [("局" * 61, "lead")], [("甲", "boss")], [("甲", "lead"), ("甲", "support")]],
)
def test_bodies_that_cannot_be(named: list[tuple[str, str]]) -> None:
    with pytest.raises(KnownError, match="bodies-unusable"):
        usable_bodies(named)


def test_corrections_have_a_stamp_of_their_own() -> None:
    assert not Corrections()
    assert Corrections().stamp == ""
    one, other = Corrections({3: "，"}), Corrections({3: "。"})
    assert one.stamp == Corrections({3: "，"}).stamp != other.stamp
    assert Corrections(bodies={1: [NamedBody("甲", "lead")]}).stamp != Corrections(bodies={1: []}).stamp
