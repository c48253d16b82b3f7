"""Official documents (公文): 一、 / （一） / 1. / （1） (GB/T 9704-2012, 7.3.3), plain or run into their paragraph.

Numbers may restart under each parent or run on across them; measured on State Council documents, both are common, so both
are accepted. What is never accepted is a number out of any sequence: it belongs to the sentence.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from reader.model import Span
from reader.numerals import NUMERAL, to_int
from reader.outline.tree import Head

_LEVELS = (
    re.compile(rf"(?P<label>(?P<number>{NUMERAL}{{1,4}})\s?[、．.])"),
    re.compile(rf"(?P<label>[（(]\s?(?P<number>{NUMERAL}{{1,4}})\s?[）)])[、.．]?"),
    re.compile(r"(?P<label>(?P<number>[0-9０-９]{1,3})\s?[.．、])(?![0-9０-９])"),
    re.compile(r"(?P<label>[（(]\s?(?P<number>[0-9０-９]{1,3})\s?[）)])[、.．]?"),
)
_FIRST_ARABIC = 2
_FIRST_RANK = 10
"""Below 编, 章 and 节: plans have chapters with 一、 below."""

_GAP = 2
"""A number may be this much above the one before it: sources lose a paragraph or miscount."""

_LONGEST_TITLE = 60
_LONGEST_RUN_IN = 40
_NOTES = re.compile("[备附]?注[：:]?")
"""Alone on a line above the notes to a table: figures below are no outline, 一、 or （一） are again."""

_SENTENCE_END = re.compile("[。！？]")
_INSIDE_SENTENCE = re.compile("[，；：]")


def heads(text: str, paragraphs: Sequence[Span]) -> list[Head]:
    """Give the heads of an official document in the order of the text.

    Args:
        text: The reading text.
        paragraphs: Those of its body, or of one annex: numbering starts anew in each.
    """
    found = []
    last = [0] * len(_LEVELS)
    is_noted = False
    for span in paragraphs:
        is_noted = is_noted or bool(_NOTES.fullmatch(text, span.start, span.end))
        for level, pattern in enumerate(_LEVELS):
            match = pattern.match(text, span.start, span.end)
            if not match:
                continue
            is_noted = is_noted and level >= _FIRST_ARABIC
            if is_noted:
                break
            number = to_int(match["number"])
            if number == 1 or last[level] < number <= last[level] + _GAP:
                last[level] = number
                found.append(_head(text, span, match, level))
            break
    return found


def labelled_head(text: str, span: Span) -> Head | None:
    """Give the head that a paragraph has by its label alone, in or out of sequence; None where it has none of these labels."""
    for level, pattern in enumerate(_LEVELS):
        if match := pattern.match(text, span.start, span.end):
            return _head(text, span, match, level)
    return None


def _head(text: str, span: Span, match: re.Match[str], level: int) -> Head:
    words = text[match.end() : span.end]
    blanks = len(words) - len(words.lstrip())
    title = _title(words.strip())
    end = match.end() + blanks + len(title) if title else match.end("label")
    label = match["label"]
    return Head("heading", _FIRST_RANK + level, match["number"], label, title, Span(span.start, end), label)


def _title(words: str) -> str:
    """Give the heading's own words: the paragraph without its end mark, or the first sentence of a run-in paragraph.

    A sentence with parts in it, or a long one, is no heading: such a clause has a number only.
    """
    end = _SENTENCE_END.search(words)
    first = words[: end.start()] if end else words
    is_all = not end or end.end() == len(words)
    if len(first) > (_LONGEST_TITLE if is_all and not end else _LONGEST_RUN_IN):
        return ""
    return "" if _INSIDE_SENTENCE.search(first) else first
