"""Standards: 章 5, 条 5.3.2, 附录A with A.1 below.

GB/T 1.1-2020 lists a) and 1) under a 条. Construction standards (工程建设标准编写规定) write 条 of three numbers, in a 章 without 节 as 1.0.1,
with 款 1 2 3 and 项 1）2） below, and repeat all numbers in a 条文说明 behind the text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from reader.model import ClauseKind, Span
from reader.outline.tree import ANNEX_RANK, Head

CLAUSE = re.compile(r"(?P<number>(?:\d{1,2}|[A-Z])(?:\.\d{1,3}){1,5})(?=[ \u3000\u00a0\u4e00-\u9fff]|\Z)")
_CHAPTER = re.compile(r"(?P<number>\d{1,2})[ \u3000\u00a0]+(?=[\u4e00-\u9fff])")
_ANNEX = re.compile(r"附\s?录\s?(?P<number>[A-Z])(?![A-Za-z])")
_LETTERED = re.compile(r"(?P<label>(?P<number>[a-z])[)）])")
_PARAGRAPH = re.compile(r"(?P<label>(?P<number>\d{1,2}))[ \u3000\u00a0]*(?=[\u4e00-\u9fff“《])")
_APPENDED = re.compile(r"本(?:规范|标准|规程)用词(?:用语)?说明|引用标准名录|参\s?考\s?文\s?献")
_EXPLANATION = re.compile(r"(?:附[：:]\s?)?条\s?文\s?说\s?明")
_NUMBERED = re.compile(r"(?P<label>(?P<number>\d{1,2})[)）])")
_ANNEX_RANK, _CHAPTER_RANK, _PARAGRAPH_RANK, _LETTERED_RANK, _NUMBERED_RANK = 1, 20, 29, 30, 31
_NO_MORE = 1000
_LONGEST_TITLE = 40
_PROSE = re.compile("[。；，：]")


def heads(text: str, paragraphs: Sequence[Span]) -> list[Head]:
    """Give the heads of a standard in the order of the text.

    Args:
        text: The reading text.
        paragraphs: Those of its body.
    """
    found: list[Head] = []
    chapter = counted = 0
    for span, below in zip(paragraphs, _chapters_below(text, paragraphs), strict=True):
        words = text[span.start : span.end]
        head = _explanation(words, span) or _annex(words, span) or _clause(words, span)
        if head:
            chapter = 0 if head.rank == ANNEX_RANK else chapter
            counted = 0
        elif head := _chapter(words, span, chapter + 1, below, is_counting=counted > 0):
            chapter, counted = chapter + 1, 0
        elif found and (head := _paragraph(words, span, counted + 1)):
            counted += 1
        elif found:
            head = _list_item(words, span, in_paragraph=counted > 0)
        if head:
            found.append(head)
    return found


def _explanation(words: str, span: Span) -> Head | None:
    """Give the head of the 条文说明, in which all numbers come again."""
    return Head("annex", ANNEX_RANK, "", "", words, span, "条文说明") if _EXPLANATION.fullmatch(words) else None


def _annex(words: str, span: Span) -> Head | None:
    if _APPENDED.fullmatch(words):
        return Head("annex", _ANNEX_RANK, "", "", words, span, words, absolute=True)
    match = _ANNEX.match(words)
    if not match:
        return None
    return _head("annex", _ANNEX_RANK, match["number"], match[0], words, span, f"附录{match['number']}")


def _clause(words: str, span: Span) -> Head | None:
    match = CLAUSE.match(words)
    if not match:
        return None
    number = match["number"]
    return _head("standard", _CHAPTER_RANK + number.count("."), number, number, words, span, number)


def _chapter(words: str, span: Span, number: int, below: int, *, is_counting: bool) -> Head | None:
    """Give the head of the next 章. Where 款 are being counted it could be one of them, unless its own 条 follow."""
    match = _CHAPTER.match(words)
    if not match or int(match["number"]) != number or _PROSE.search(words):
        return None
    if below < number or (is_counting and below != number):
        return None
    return _head("standard", _CHAPTER_RANK, match["number"], match["number"], words, span, match["number"])


def _paragraph(words: str, span: Span, number: int) -> Head | None:
    match = _PARAGRAPH.match(words)
    if not match or int(match["number"]) != number:
        return None
    label = match["label"]
    return Head(
        "standard", _PARAGRAPH_RANK, label, label, "", Span(span.start, span.start + len(label)), f"第{label}款"
    )


def _chapters_below(text: str, paragraphs: Sequence[Span]) -> list[int]:
    """Give for each paragraph the 章 of the next 条 behind it; a large number where none follows.

    A line 2 甲 before 1.0.3 is a 款 of 1.0.2, before 2.0.1 it is the heading of 章 2.
    """
    below: list[int] = []
    chapter = _NO_MORE
    for span in reversed(paragraphs):
        below.append(chapter)
        clause = CLAUSE.match(text, span.start, span.end)
        if clause and clause["number"][0].isdecimal():
            chapter = int(clause["number"].split(".")[0])
    return below[::-1]


def _head(kind: ClauseKind, rank: int, number: str, label: str, words: str, span: Span, address: str) -> Head:
    """Give the head of a clause; 条 without a title begin with their first sentence."""
    title = words[len(label) :].strip()
    if len(title) > _LONGEST_TITLE or _PROSE.search(title):
        title = ""
    end = span.end if title else span.start + len(label)
    return Head(kind, rank, number, label, title, Span(span.start, end), address, absolute=True)


def _list_item(words: str, span: Span, *, in_paragraph: bool) -> Head | None:
    for pattern, rank in ((_LETTERED, _LETTERED_RANK), (_NUMBERED, _NUMBERED_RANK)):
        match = pattern.match(words)
        if match:
            heading = Span(span.start, span.start + match.end())
            is_item = in_paragraph and rank == _NUMBERED_RANK
            address = f"第{match['number']}项" if is_item else f" {match['label']}"
            return Head("standard", rank, match["number"], match["label"], "", heading, address)
    return None
