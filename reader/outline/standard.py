"""Standards (GB/T 1.1-2020): 章 5, 条 5.3.2, 列项 a) and 1), 附录A with A.1 below."""

from __future__ import annotations

import re
from collections.abc import Sequence

from reader.model import ClauseKind, Span
from reader.outline.tree import Head

CLAUSE = re.compile(r"(?P<number>(?:\d{1,2}|[A-Z])(?:\.\d{1,3}){1,5})(?=[ \u3000\u00a0\u4e00-\u9fff]|\Z)")
_CHAPTER = re.compile(r"(?P<number>\d{1,2})[ \u3000\u00a0]+(?=[\u4e00-\u9fff])")
_ANNEX = re.compile(r"附\s?录\s?(?P<number>[A-Z])(?![A-Za-z])")
_LETTERED = re.compile(r"(?P<label>(?P<number>[a-z])[)）])")
_NUMBERED = re.compile(r"(?P<label>(?P<number>\d{1,2})[)）])")
_ANNEX_RANK, _CHAPTER_RANK, _LETTERED_RANK, _NUMBERED_RANK = 1, 20, 30, 31
_LONGEST_TITLE = 40
_PROSE = re.compile("[。；，：]")


def heads(text: str, paragraphs: Sequence[Span]) -> list[Head]:
    """Give the heads of a standard in the order of the text.

    Args:
        text: The reading text.
        paragraphs: Those of its body.
    """
    found: list[Head] = []
    chapter = 0
    for span in paragraphs:
        words = text[span.start : span.end]
        annex, clause, plain = _ANNEX.match(words), CLAUSE.match(words), _CHAPTER.match(words)
        if annex:
            label = words[: annex.end()]
            address = f"附录{annex['number']}"
            found.append(_head("annex", _ANNEX_RANK, annex["number"], label, words, span, address))
        elif clause:
            number = clause["number"]
            rank = _CHAPTER_RANK + number.count(".")
            found.append(_head("standard", rank, number, number, words, span, number))
        elif plain and int(plain["number"]) == chapter + 1 and not _PROSE.search(words):
            chapter += 1
            found.append(
                _head("standard", _CHAPTER_RANK, plain["number"], plain["number"], words, span, plain["number"])
            )
        elif found:
            found.extend(_list_item(words, span))
    return found


def _head(kind: ClauseKind, rank: int, number: str, label: str, words: str, span: Span, address: str) -> Head:
    """Give the head of a clause; 条 without a title begin with their first sentence."""
    title = words[len(label) :].strip()
    if len(title) > _LONGEST_TITLE or _PROSE.search(title):
        title = ""
    end = span.end if title else span.start + len(label)
    return Head(kind, rank, number, label, title, Span(span.start, end), address, absolute=True)


def _list_item(words: str, span: Span) -> list[Head]:
    for pattern, rank in ((_LETTERED, _LETTERED_RANK), (_NUMBERED, _NUMBERED_RANK)):
        match = pattern.match(words)
        if match:
            heading = Span(span.start, span.start + match.end())
            return [Head("standard", rank, match["number"], match["label"], "", heading, f" {match['label']}")]
    return []
