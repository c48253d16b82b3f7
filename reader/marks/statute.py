"""Laws whose marks were scrambled: 条 found by their sequence, 编, 章 and 节 by the 条 or 节 that their title runs into, 项 inside a 条.

A line end leaves no mark, so the title of a chapter and the 第…条 under it are one segment; the blank behind 第…条 was a mark.
"""

from __future__ import annotations

import re

from reader.marks.sheet import Sheet
from reader.numerals import NUMERAL, to_int
from reader.patterns import kind_of

_LABEL = re.compile(rf"第(?P<number>{NUMERAL}{{1,7}})条(?:之(?P<insert>{NUMERAL}{{1,3}}))?")
_DIVISION = re.compile(rf"第{NUMERAL}{{1,4}}(?:分编|[编章节])")
_ENDS_IN_DIVISION = re.compile(rf"(?P<before>.*?){_DIVISION.pattern}", re.DOTALL)
_RUNS_INTO = re.compile(
    rf"(?P<title>.{{1,40}}?)第{NUMERAL}{{1,7}}(?:条(?:之{NUMERAL}{{1,3}})?|分编|[编章节])", re.DOTALL
)
_FIRST = re.compile(r"(?P<before>.+)第一条", re.DOTALL)
_ENACTED = re.compile("(?:通过|公布|发布|施行|修订|修正|批准|日)$")
_ITEM = re.compile(f"{NUMERAL}{{1,3}}")
_LEAST_ARTICLES = 3
_MOST_TITLE_SEGMENTS = 3
_GAP = 2
"""A 条 may be this much above the one before it: sources lose one."""


def boundaries(sheet: Sheet) -> set[int]:
    """Find where a 条, 章 or 节 begins that has no mark before it."""
    found = set()
    for index in range(len(sheet)):
        division = _ENDS_IN_DIVISION.fullmatch(sheet.word(index))
        first = _FIRST.fullmatch(sheet.word(index))
        if division:
            into = next((at for at in _title(index) if _RUNS_INTO.fullmatch(sheet.word(at))), 0)
            if into:
                found.add(sheet.offset(index) + len(division["before"]))
                found.add(sheet.offset(into) + _title_end(sheet.word(into)))
        elif first and (kind_of(first["before"]) or _ENACTED.search(first["before"])):
            found.add(sheet.offset(index) + len(first["before"]))
    return found - {sheet.offset(index) for index in range(len(sheet))}


def settle_statute(sheet: Sheet) -> bool:
    """Write the heads of a law; give whether it is one: its 条 come in sequence."""
    articles = _articles(sheet)
    if len(articles) < _LEAST_ARTICLES:
        return False
    starts = set(articles)
    for index in range(len(sheet)):
        if _DIVISION.fullmatch(sheet.word(index)):
            _write_division(sheet, index, starts)
    for index in articles:
        sheet.gaps[index].settle("。" if sheet.has_mark(index) else "")
        sheet.gaps[index].ends_paragraph = True
        sheet.gaps[index + 1].settle(" ")
    for index, stop in zip(articles, [*articles[1:], len(sheet)], strict=True):
        _write_items(sheet, range(index + 1, stop))
    return True


def _title(index: int) -> range:
    return range(index + 1, index + 1 + _MOST_TITLE_SEGMENTS)


def _title_end(words: str) -> int:
    match = _RUNS_INTO.fullmatch(words)
    return len(match["title"]) if match else 0


def _articles(sheet: Sheet) -> list[int]:
    """Give the places of 第一条, 第二条 … in sequence; any other is a mention in a sentence."""
    found: list[int] = []
    last = (0, 0)
    for index in range(len(sheet) - 1):
        match = _LABEL.fullmatch(sheet.word(index))
        if not match:
            continue
        number, insert = to_int(match["number"]), to_int(match["insert"] or "零")
        follows = last[0] < number <= last[0] + _GAP and not insert
        if follows or (number == last[0] and insert == last[1] + 1):
            found.append(index)
            last = (number, insert)
    return found


def _write_division(sheet: Sheet, index: int, articles: set[int]) -> None:
    """Write 第一章 总则 on a line of its own, where a 条 or another division follows its title at once."""
    for stop in range(index + 2, min(index + 2 + _MOST_TITLE_SEGMENTS, len(sheet))):
        if stop in articles or _DIVISION.fullmatch(sheet.word(stop)):
            sheet.gaps[index].settle("。" if sheet.has_mark(index) else "")
            sheet.gaps[index].ends_paragraph = True
            sheet.gaps[index + 1].settle(" ")
            sheet.gaps[stop].settle("")
            sheet.gaps[stop].ends_paragraph = True
            for inside in range(index + 2, stop):
                sheet.gaps[inside].settle("、")
            return


def _write_items(sheet: Sheet, article: range) -> None:
    """Write （一）…；（二）… inside a 条."""
    last = 0
    for index in article:
        if not _ITEM.fullmatch(sheet.word(index)) or index + 1 not in article:
            continue
        if to_int(sheet.word(index)) != last + 1:
            continue
        sheet.gaps[index].settle("；" if last else "：")
        sheet.gaps[index].ends_paragraph = True
        sheet.gaps[index].open = "（"
        sheet.gaps[index + 1].close = "）"
        sheet.gaps[index + 1].settle("")
        last += 1
