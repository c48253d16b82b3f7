"""A note is shown as Markdown, loses nothing and does nothing."""

from __future__ import annotations

import html as entities
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from storage.exports.shown_notes import note_html, printed_note
from tests.support.exports import EVIL


@pytest.mark.parametrize(
    ("note", "shown"),
    [
        ("**重点**和*斜*，~~删~~", "<p><strong>重点</strong>和<em>斜</em>，<s>删</s></p>"),
        ("一行\n二行", "<p>一行<br>二行</p>"),
        ("- 甲\n- 乙", "<ul><li>甲</li><li>乙</li></ul>"),
        ("# 题\n文", "<p><strong>题</strong></p><p>文</p>"),
        ("    缩进", "<p>缩进</p>"),
        ("![图](http://a.example/p.png)", "<p>![图](http://a.example/p.png)</p>"),
        ("[坏](javascript:x)", "<p>[坏](javascript:x)</p>"),
        ("[网](https://a.example/)", '<p><a href="https://a.example/" rel="noopener noreferrer">网</a></p>'),
        ("[处](piyue://annotation/x1)", '<p><a href="piyue://annotation/x1" rel="noopener noreferrer">处</a></p>'),
        ("[a]: http://a.example/", "<p>[a]: http://a.example/</p>"),
        ("<b>粗</b>", "<p>&lt;b&gt;粗&lt;/b&gt;</p>"),
    ],
)
def test_markdown_is_shown(note: str, shown: str) -> None:
    assert re.sub(r" ?/>", ">", note_html(note)).replace("\n", "") == shown


@pytest.mark.parametrize("note", [*EVIL, "[x](data:text/html,<script>)", "<https://a.example/>", "[x](vbscript:y)"])
def test_nothing_acts(note: str) -> None:
    shown = f"<div>{note_html(note)}</div>".encode("utf-8", "replace")  # as an export is written
    tree = html.fromstring(shown, parser=html.HTMLParser(encoding="utf-8"))
    assert not tree.xpath(".//script | .//img | .//*[@src or @onerror or @style] | .//form | .//iframe")
    assert all(link.startswith(("http://", "https://", "piyue://")) for link in tree.xpath(".//a/@href"))


@pytest.mark.parametrize(
    "note", [">" * 200 + "深", "- " * 100 + "深", "|甲|\n|-|\n|乙|深|", "*" * 500 + "深" + "*" * 500]
)
def test_what_is_nested_deeply_is_not_lost(note: str) -> None:
    assert "深" in note_html(note)


@given(st.text(st.sampled_from("甲乙 \n#>-*_`[]()!<&|~:1.\\")))
def test_no_letter_is_lost(note: str) -> None:
    words = entities.unescape(note_html(note))
    assert [letter for letter in words if letter in "甲乙"] == [letter for letter in note if letter in "甲乙"]


@pytest.mark.parametrize(
    ("note", "printed"),
    [
        ("[网**页**](https://a.example/?a&b)", "<p>网<strong>页</strong>（https://a.example/?a&amp;b）</p>\n"),
        ("<https://a.example/>", "<p>https://a.example/</p>\n"),
        ("<a@b.example>", "<p>a@b.example</p>\n"),
        ("[处](piyue://annotation/x1)", "<p>处</p>\n"),
        ('<a href="x">甲</a>', "<p>&lt;a href=&quot;x&quot;&gt;甲&lt;/a&gt;</p>\n"),
    ],
)
def test_an_address_is_legible_on_paper(note: str, printed: str) -> None:
    assert printed_note(note) == printed
