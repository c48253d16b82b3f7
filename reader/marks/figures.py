"""Figures of a scrambled document: document numbers, ranges of years, shares, decimals."""

from __future__ import annotations

import re

from reader.marks.sheet import Sheet
from reader.marks.vocabulary import CITES
from reader.patterns import kind_of

_YEAR = re.compile(r"(?:19|20)\d\d")
_YEAR_END = re.compile(r"((?:19|20)\d\d)年?")
_SERIAL = re.compile(r"\d{1,5}号")
_CODE = re.compile(r"[\u4e00-\u9fff]{2,10}")
_FIGURE_END = re.compile(r"\d+$")
_FIGURE_START = re.compile(r"(\d+)(.*)", re.DOTALL)
_SHARE = re.compile(
    r"(?:比重|占比|比例|份额|[^效]率|增速)(?:达到|达|为|占|超过|提高到|提高|降至|下降到|控制在|不低于|保持在){0,2}\d+$"
)
_LIMIT = re.compile("以上|以下|以内|左右")
_SPAN_UNIT = re.compile("年|个月|个工作日|天|日")
_MOST_TITLE_SEGMENTS = 4


def settle_figures(sheet: Sheet) -> None:
    """Settle every gap between figures, and those behind a share whose % was swallowed."""
    for index in range(1, len(sheet)):
        if _YEAR.fullmatch(sheet.word(index)) and _SERIAL.match(sheet.word(index + 1)):
            _document_number(sheet, index)
    for index in range(1, len(sheet)):
        if sheet.gaps[index].is_free and _FIGURE_END.search(sheet.word(index - 1)):
            _between_figures(sheet, index)
            _percent(sheet, index)


def _document_number(sheet: Sheet, year: int) -> None:
    """Write 《…》（国函〔2016〕65号）: the code is a segment of its own, and what stands before it is a title."""
    sheet.gaps[year].settle("")
    sheet.gaps[year].open = "〔"
    sheet.gaps[year + 1].close = "〕"
    sheet.gaps[year + 1].settle("")
    code = year - 1
    if sheet.gaps[code].ends_paragraph:
        return  # the document's own number, on a line of its own
    if not _CODE.fullmatch(sheet.word(code)) or not _SERIAL.fullmatch(sheet.word(year + 1)):
        return
    sheet.gaps[code].settle("")
    sheet.gaps[code].open = "（"
    sheet.gaps[year + 2].close = "）"
    if not kind_of(sheet.word(code - 1)):
        return
    for start in range(code - 1, max(code - 1 - _MOST_TITLE_SEGMENTS, 0), -1):
        if CITES.search(sheet.word(start - 1)):
            sheet.gaps[start].settle("")
            sheet.gaps[start].open = "《"
            sheet.gaps[code].close = "》"
            break


def _between_figures(sheet: Sheet, index: int) -> None:
    following = _FIGURE_START.fullmatch(sheet.word(index))
    left = _FIGURE_END.search(sheet.word(index - 1))
    if not following or not left:
        return
    gap = sheet.gaps[index]
    figure, rest = following.groups()
    if _YEAR.fullmatch(left[0]) and _YEAR_END.fullmatch(figure + rest[:1]):
        gap.settle("—")
    elif _SPAN_UNIT.match(rest) and int(left[0]) < int(figure) <= 31:
        gap.settle("-")
    elif len(figure) == 3 and len(left[0]) <= 3:
        gap.settle(",")
    elif not rest and not _SHARE.search(sheet.word(index - 1)):
        return
    else:
        gap.settle(".")


def _percent(sheet: Sheet, index: int) -> None:
    """Write the % that a gap swallowed behind 比重达到3.5 or before 以上."""
    if sheet.gaps[index].stop == "." and _SHARE.search(sheet.word(index - 1)) and sheet.word(index).isdigit():
        sheet.gaps[index + 1].close = "%"
        if _LIMIT.match(sheet.word(index + 1)):
            sheet.gaps[index + 1].settle("")
    elif _LIMIT.match(sheet.word(index)):
        sheet.gaps[index].close = "%"
        sheet.gaps[index].settle("")
    elif sheet.gaps[index].is_free and _SHARE.search(sheet.word(index - 1)):
        sheet.gaps[index].close = "%"
