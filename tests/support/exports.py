"""A document full of what makes exports stumble."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import reader
from reader.anchor import describe
from reader.model import Span, Text
from storage.annotations import Annotation
from storage.cards import Card
from storage.exports.exported import Exported, Labels, Placed
from ui.exporting import labels_in_use

WHEN = datetime.datetime(2026, 11, 22, 20, 0, tzinfo=datetime.timezone(datetime.timedelta(hours=8)))
WORDS = """数据安全管理办法
第一章 总则
第一条 为了保障数据安全𠮷，制定本办法。
第二条 处理数据应当合法、正当。
第二章 职责
第三条 各单位应当建立制度：
（一）分类保护；
（二）定期评估。
"""
EVIL = [
    '=HYPERLINK("http://a.example/","x")',
    "<script>alert(1)</script><img src=http://a.example/x.png onerror=alert(1)>",
    "[点我](javascript:alert(1)) ![](http://a.example/p.png)",
    "{{ 7*7 }}{% for x in y %}",
    "\u3000＝1+1\n+2\n\t-3\n@SUM(A1)",
    "\u202eעברית\x0b\x00",
    "]]></script><!--",
    "\ud800",
]


def labels() -> Labels:
    """Give the words of an export as the program has them."""
    return labels_in_use()


def text_of(words: str = WORDS) -> Text:
    """Read a document."""
    return reader.read(words.encode(), "办法.txt")


def card_of(text: Text, **fields: Any) -> Card:
    """Give a card for a text."""
    card = Card(
        "doc1",
        "数据安全管理办法",
        ("某部",),
        "某发〔2026〕1号",
        "2026-01-02",
        "办法",
        text.text_id,
        1,
        3,
        99,
        0,
        "",
        "",
        "a.txt",
    )
    return replace(card, **fields)


def placed(text: Text, number: int, *quotes: str, found: bool = True, **fields: Any) -> Placed:
    """Give an annotation on quotes of a text."""
    spans = [Span(start := text.text.index(quote), start + len(quote)) for quote in quotes]
    anchors = tuple(describe(text, span) for span in spans)
    when = f"2026-02-{number:02d}T08:00:00.000+08:00"
    made = Annotation(f"id{number:010d}", "doc1", "yellow", "", (), False, anchors, when, when)
    return replace(made, **fields), spans if found else []


def document(*annotations: Placed, text: Text | None = None) -> Exported:
    """Give a document with annotations."""
    read = text or text_of()
    return Exported(card_of(read), read, annotations)


def evil_document() -> Exported:
    """Give a document whose notes and tags are all hostile, of every kind and style."""
    text = text_of()
    made: Sequence[Placed] = [
        placed(text, number, "数据安全𠮷", note=words, tags=(words[:20],), color="green", style="wavy", type="todo")
        for number, words in enumerate(EVIL, start=1)
    ]
    others = [
        placed(text, 20, "处理数据", "建立制度", note="两处"),
        placed(text, 21, "分类保护", style="strike", color="violet"),
        placed(text, 22, "定期评估", bookmark=True),
        placed(text, 23, note="全文"),
        placed(text, 24, "合法、正当", note="找不到了", found=False),
    ]
    return Exported(card_of(text, title="=1+1 <b>办法</b>"), text, [*made, *others])
