"""The export reads well, and user text does nothing in it."""

from __future__ import annotations

import datetime
import html
import json
import re
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from reader.model import Span, Text
from storage.annotations import Annotation
from storage.cards import Card
from storage.exports.exported import Exported, Placed
from storage.exports.markdown import escape, markdown, markdown_of_many
from tests.support.exports import labels
from tests.support.texts import anchor, make_text

TEXT = make_text(
    "测绘法",
    "为了测绘，制定本法。",
    "第一章 总则",
    "第一条 为了加强测绘管理，促进测绘事业发展。",
    "第二条 在境内从事测绘活动，应当遵守本法。",
    "第二章 基准",
    "第三条 国家设立全国统一的大地基准。",
)
CARD = Card(
    "doc",
    '测绘法"修订"',
    ("甲", "乙"),
    "〔2017〕67号",
    "2017-04-27",
    "法律",
    TEXT.text_id,
    1,
    5,
    99,
    0,
    "",
    "",
    "a.txt",
)
LABELS = replace(
    labels(),
    colors={"yellow": "黄", "green": "绿"},
    unplaced="未找到原位置",
)
WHEN = datetime.datetime(2026, 11, 22, 20, 0, tzinfo=datetime.timezone(datetime.timedelta(hours=8)))
RENDER = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def note(id_: str, *quotes: str, text: Text = TEXT, found: bool = True, **fields: object) -> Placed:
    made = Annotation(id_, "doc", "yellow", "", (), False, tuple(anchor(text, quote) for quote in quotes), "", "")
    spans = [Span(start := text.text.index(quote), start + len(quote)) for quote in quotes]
    return replace(made, **fields), spans if found else []  # type: ignore[arg-type]


def export(*annotations: Placed, text: Text = TEXT) -> str:
    return markdown(Exported(CARD, text, annotations), WHEN, LABELS)


def test_an_export_as_a_whole() -> None:
    shown = export(
        note("n3", "大地基准", note="哪个？\n\n见附件"),
        note("n1", "加强测绘管理", tags=("重点", "两 词"), color="green"),
        note("n2", "测绘事业", "发展"),
        note("n0", "为了测绘"),
        note("b1", "第二条", bookmark=True, note="从这里读"),
        note("x1", "遵守本法", found=False),
    )
    assert shown == (
        '---\ntitle: "测绘法\\"修订\\""\nissuer: "甲、乙"\nnumber: "〔2017〕67号"\ndate: "2017-04-27"\n'
        'exported: "2026-11-22T20:00:00+08:00"\n---\n\n'
        '# 测绘法"修订"\n\n'
        '> 为了测绘\n>\n> —— [《测绘法"修订"》](piyue://annotation/n0) · 颜色：黄\n\n^n0\n\n'
        "## 第一章 总则\n\n### 第一条\n\n"
        '> 加强测绘管理\n>\n> —— [《测绘法"修订"》第一条](piyue://annotation/n1) · 颜色：绿 · 标签：#重点 两 词\n\n^n1\n\n'
        '> 测绘事业\n>\n> 发展\n>\n> —— [《测绘法"修订"》第一条](piyue://annotation/n2) · 颜色：黄\n\n^n2\n\n'
        "## 第二章 基准\n\n### 第三条\n\n"
        '> 大地基准\n>\n> —— [《测绘法"修订"》第三条](piyue://annotation/n3) · 颜色：黄\n>\n> **批注**：哪个？\n>\n> 见附件\n\n^n3\n\n'
        "## 书签\n\n"
        '- 《测绘法"修订"》第二条：第二条 · **批注**：从这里读 ^b1\n\n'
        "## 未找到原位置\n\n"
        '> 遵守本法\n>\n> —— [《测绘法"修订"》第二条](piyue://annotation/x1) · 颜色：黄\n\n^x1\n'
    )


def test_what_stands_behind_the_last_clause_is_not_under_its_heading() -> None:
    signed = make_text("办法", "第一条 内容。", "某某局")
    shown = export(note("a", "内容", text=signed), note("b", "某某局", text=signed), text=signed)
    assert shown.index("## 第一条") < shown.index("\n\n---\n\n> 某某局")


def test_a_quote_over_several_paragraphs_stays_one_quote() -> None:
    shown = export(note("a", "促进测绘事业发展。\n第二条 在境内"))
    assert "> 促进测绘事业发展。\n>\n> 第二条 在境内\n>\n> ——" in shown


def test_a_note_on_the_whole_stands_under_the_title() -> None:
    shown = export(note("p1", note="整份"), note("n1", "加强测绘管理"))
    assert '# 测绘法"修订"\n\n> —— [《测绘法"修订"》](piyue://annotation/p1)' in shown
    assert "未找到" not in shown


def test_without_annotations_there_is_the_title() -> None:
    assert export().endswith('---\n\n# 测绘法"修订"\n')


def test_many_documents_in_one_file() -> None:
    other = Exported(replace(CARD, title="另一部", issuers=(), number="", date=""), TEXT, [note("n2", "大地基准")])
    shown = markdown_of_many([Exported(CARD, TEXT, [note("n1", "加强测绘管理")]), other], WHEN, LABELS)
    assert shown.startswith('---\ntitle: "批注汇编"\nexported: "2026-11-22T20:00:00+08:00"\n---\n\n# 测绘法')
    assert "\n\n甲、乙 · 〔2017〕67号 · 2017-04-27\n\n## 第一章" in shown
    assert "^n1\n\n# 另一部\n\n## 第二章" in shown


HOSTILE = [
    "# 标题",
    "- 列表",
    "12. 条目",
    "3) 条目",
    "+ 加",
    "> 引",
    "```dataviewjs",
    "~~~",
    "===",
    "---",
    "* * *",
    "    代码",
    "<script>alert(1)</script>",
    "<https://a.cn>",
    "&lt;b&gt; &#35;",
    "[[内部]] ![[嵌入]] [a](javascript:x) ![](file:///etc/passwd) [^1]",
    "{{query}} [:iframe {:src 1}]",
    "**粗** _斜_ `码` ~~删~~ ==亮== %%注%% $x$ | 表 |",
    "#标签 ^块",
    "反斜杠\\",
    "\\# 两次",
]


def shown_text(source: str) -> tuple[str, set[str]]:
    """Give the words and the tags of what Markdown becomes."""
    rendered = RENDER.render(source)
    return html.unescape(re.sub(r"<[^>]*>", "", rendered)).strip("\n"), set(re.findall(r"</?(\w+)", rendered))


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_shows_as_it_was_written(text: str) -> None:
    assert shown_text(escape(text)) == (text.strip(), {"p"})


@given(st.text(st.one_of(st.sampled_from("\\`*_[]{}<>&|=%~$^#-+.)1! "), st.characters(exclude_categories=["C", "Z"]))))
def test_any_text_shows_as_it_was_written(text: str) -> None:
    words, tags = shown_text(escape(text))
    assert words == text.strip(" ")
    assert tags <= {"p"}


@given(st.text())
def test_nothing_of_obsidian_is_left_active(text: str) -> None:
    bare = re.sub(r"\\[!-/:-@\[-`{-~]", "", escape(text))
    assert not re.search(r"\[\[|\{\{|==|%%|\$|#|\^|<|&", bare)
    assert len(escape(text).splitlines()) <= 1


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_notes_titles_and_tags_stay_in_their_places(text: str) -> None:
    card = replace(CARD, title=text)
    placed: Sequence[Placed] = [
        note("n1", "大地基准", note=f"{text}\n{text}", tags=(text,)),
        note("b1", "测绘", bookmark=True, note=text),
    ]
    body = markdown(Exported(card, TEXT, placed), WHEN, LABELS).split("---\n\n", 1)[1]
    words, tags = shown_text(body)
    assert tags <= {"h1", "h2", "h3", "blockquote", "p", "strong", "ul", "li", "a"}
    assert re.findall(r'<a href="([^"]*)', RENDER.render(body)) == ["piyue://annotation/n1"]
    assert words.count(text.strip()) == 1 + 1 + 2 + 1 + 1 + 1


@given(st.text())
def test_front_matter_is_one_line_of_json_a_value(title: str) -> None:
    shown = markdown(Exported(replace(CARD, title=title), TEXT, []), WHEN, LABELS)
    line = shown.split("\n")[1]
    assert json.loads(line.removeprefix("title: ")) == title
    assert all(" " <= character < "\x7f" or character > "\x9f" for character in line)
