"""Titles 《》 and quotations “” of a scrambled document, where the words around leave no choice.

Two observations carry this. No stop can follow a verb that still needs its object, so a mark there opened something. And no
stop can precede 的, 等 or a head noun such as 计划, so a mark there closed something.
"""

from __future__ import annotations

import re
from typing import Literal

from reader.marks.sheet import Sheet
from reader.marks.vocabulary import CITES, CONTINUES, DEFINES, HEAD_NOUN, NEEDS_OBJECT, STARTS_CLAUSE
from reader.patterns import kind_of

_YEAR = re.compile(r"(?:19|20)\d\d")
_YEAR_END = re.compile(r"(?:19|20)\d\d年?")
_KIND_HEAD = re.compile("和|与|及")
_MOST_SEGMENTS = 6
_LONGEST_SEGMENT = 20
_LONGEST_NAME = 8
_LEAST_TITLE = 5


def settle_quotes(sheet: Sheet) -> None:
    """Settle the gaps that open or close a definition, a title, or a quotation told from both its ends."""
    for index in range(1, len(sheet)):
        if DEFINES.match(sheet.word(index)):
            _definition(sheet, index)
        elif sheet.gaps[index].is_free and CITES.search(sheet.word(index - 1)):
            _title(sheet, index)
    if not sheet.is_statute:  # laws hardly quote: what looks so is a list
        _quotations(sheet, told_from="both ends")
        _names_again(sheet)


def guess_quotes(sheet: Sheet) -> None:
    """Write the quotations that one end alone tells of. Lists end in 等 and 的 too: it is the best guess and no more."""
    if sheet.is_statute:
        return
    _quotations(sheet, told_from="its beginning")
    for index in range(1, len(sheet)):
        if sheet.gaps[index].is_free and _closes(sheet, index):
            _name(sheet, index - 1)
    _names_again(sheet)


def _quotations(sheet: Sheet, *, told_from: Literal["both ends", "its beginning"]) -> None:
    for index in range(1, len(sheet)):
        if sheet.gaps[index].is_free and _needs_object(sheet, index):
            _quotation(sheet, index, may_end_at_clause=told_from == "its beginning")


def _definition(sheet: Sheet, index: int) -> None:
    sheet.gaps[index].settle("")
    sheet.gaps[index].open = "（"
    sheet.gaps[index + 1].close = "）" + sheet.gaps[index + 1].close
    sheet.gaps[index + 1].settle("")


def _title(sheet: Sheet, index: int) -> None:
    """Write 《…规划》 or 《…规划（2016—2025年）》 behind a word that cites."""
    words = sheet.word(index)
    is_conjunction = _KIND_HEAD.fullmatch(sheet.word(index - 1)[-1:])
    if not kind_of(words) or len(words) < _LEAST_TITLE or (is_conjunction and "关于" not in words):
        return
    gaps = sheet.gaps
    if not gaps[index + 1].is_free and not gaps[index + 1].ends_paragraph:
        return
    gaps[index].settle("")
    gaps[index].open = "《"
    if _YEAR.fullmatch(sheet.word(index + 1)) and _YEAR_END.fullmatch(sheet.word(index + 2)):
        gaps[index + 1].settle("")
        gaps[index + 1].open = "（"
        gaps[index + 3].close = "）》"
    else:
        gaps[index + 1].close = "》"


def _needs_object(sheet: Sheet, index: int) -> bool:
    starts_clause = STARTS_CLAUSE.match(sheet.word(index))
    return bool(NEEDS_OBJECT.fullmatch(sheet.word(index - 1))) and not starts_clause


def _quotation(sheet: Sheet, start: int, *, may_end_at_clause: bool) -> None:
    """Write “…” around the segments up to the mark that must have closed them, or else to the one before a new clause."""
    for stop in range(start + 1, min(start + 1 + _MOST_SEGMENTS, len(sheet))):
        gap = sheet.gaps[stop]
        if len(sheet.word(stop - 1)) > _LONGEST_SEGMENT or gap.ends_paragraph or gap.open or gap.close:
            return
        ends_clause = bool(STARTS_CLAUSE.match(sheet.word(stop)))
        if ends_clause and not may_end_at_clause:
            return
        if not (ends_clause or _closes(sheet, stop)):
            continue
        inner = _inner_mark(sheet, start, stop)
        sheet.gaps[start].settle("")
        sheet.gaps[start].open = "“"
        for index in range(start + 1, stop):
            if inner == "”“":
                sheet.gaps[index].close, sheet.gaps[index].open = "”", "“"
                sheet.gaps[index].settle("")
            else:
                sheet.gaps[index].settle(inner)
        gap.close = "”"
        gap.settle("，" if ends_clause else "")
        return


def _inner_mark(sheet: Sheet, start: int, stop: int) -> str:
    """Give the mark between quoted segments: + between figures; names before 等 are quoted one by one."""
    if all(sheet.word(index).isdecimal() for index in range(start, stop)):
        return "+"
    return "”“" if sheet.word(stop).startswith("等") else "、"


def _closes(sheet: Sheet, index: int) -> bool:
    words = sheet.word(index)
    return bool(HEAD_NOUN.match(words) or (CONTINUES.match(words) and not _KIND_HEAD.match(words)))


def _name(sheet: Sheet, index: int) -> None:
    """Write “…” around the one segment before a closing mark. What stands before a quoted list item is 、."""
    gap = sheet.gaps[index]
    if len(sheet.word(index)) > _LONGEST_NAME or not gap.is_free or index == 0:
        return
    is_listed = HEAD_NOUN.match(sheet.word(index - 1)) or sheet.word(index + 1).startswith("等")
    ends_in_conjunction = _KIND_HEAD.search(sheet.word(index - 1)[-1:])
    gap.settle("、" if is_listed and not ends_in_conjunction else "")
    gap.open = "“"
    sheet.gaps[index + 1].close = "”"
    sheet.gaps[index + 1].settle("")


def _names_again(sheet: Sheet) -> None:
    """Quote a name wherever it stands between two marks, once it was quoted for certain."""
    gaps = sheet.gaps
    names = {
        sheet.word(index)
        for index in range(len(sheet))
        if gaps[index].open == "“" and gaps[index + 1].close == "”" and len(sheet.word(index)) > 1
    }
    for index in range(1, len(sheet)):
        if sheet.word(index) in names and gaps[index].is_free and gaps[index + 1].is_free:
            gaps[index].settle("")
            gaps[index].open = "“"
            gaps[index + 1].close = "”"
            gaps[index + 1].settle("")
