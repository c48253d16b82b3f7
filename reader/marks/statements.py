"""Responsibility statements of a scrambled document: ``MARK 责任单位 MARK`` and the bodies behind it."""

from __future__ import annotations

import re
from collections import Counter

from reader.marks.sheet import Sheet
from reader.marks.vocabulary import STARTS_CLAUSE

_LABEL = re.compile("(?:责任|牵头|配合|主办|协办|落实|承办)(?:单位|部门)")
_UNIT = re.compile(r".{1,20}(?:[局委办部会院厅行署]|中支|支行|支队|单位|部门|政府|集团|公司|大学|办公室|领导小组)")
_WEAK_UNIT = re.compile(".{1,18}(?:中心|供销社|联社|站|所|学校)")
"""Bodies end so, and so do clauses that begin behind a statement (重点打造…创新中心): these must not begin as one."""

_CLOSES_LIST = re.compile("等.{0,4}$")
_LEAST_NAME = 4
_LEAST_COUNT = 2


def boundaries(sheet: Sheet) -> set[int]:
    """Find where the site lost the mark between two bodies: both are named by themselves elsewhere in the document."""
    lists = [sheet.word(at) for index in _labels(sheet) for at in _units(sheet, index)]
    counted = Counter(lists)
    known = {name for name, count in counted.items() if count >= _LEAST_COUNT and len(name) >= _LEAST_NAME}
    found = set()
    for index in _labels(sheet):
        for at in _units(sheet, index):
            words = sheet.word(at)
            for cut in range(_LEAST_NAME, len(words) - _LEAST_NAME + 1):
                if words[:cut] in known and words[cut:] in known:
                    found.add(sheet.offset(at) + cut)
    return found


def settle_statements(sheet: Sheet) -> None:
    """Write （责任单位：甲、乙）; the measure ends its paragraph unless the sentence goes on behind the statement."""
    for index in _labels(sheet):
        units = _units(sheet, index)
        if not units:
            continue
        stop = units.stop
        goes_on = _goes_on(sheet, stop)
        before, behind = sheet.gaps[index], sheet.gaps[stop]
        if before.close != "；":
            before.settle("" if goes_on else "。")
            before.open = "（"
        sheet.gaps[index + 1].settle("：")
        for at in units[1:]:
            sheet.gaps[at].settle("、")
        if _LABEL.fullmatch(sheet.word(stop)):
            # 配合单位 follows inside the same brackets; the mark between the two closes the first list.
            behind.close = "；"
            behind.settle("")
            continue
        behind.close = "）"
        behind.settle("、" if goes_on else "")
        behind.ends_paragraph = behind.ends_paragraph or not goes_on


def _labels(sheet: Sheet) -> list[int]:
    return [index for index in range(1, len(sheet)) if _LABEL.fullmatch(sheet.word(index))]


def _units(sheet: Sheet, label: int) -> range:
    """Give the bodies behind a label. A signature is no body: it begins a paragraph."""
    stop = label + 1
    while stop < len(sheet) and _is_unit(sheet.word(stop)):
        if stop > label + 1 and sheet.gaps[stop].ends_paragraph:
            break
        stop += 1
    return range(label + 1, stop)


def _is_unit(words: str) -> bool:
    return bool(_UNIT.fullmatch(words) or (_WEAK_UNIT.fullmatch(words) and not STARTS_CLAUSE.match(words)))


def _goes_on(sheet: Sheet, index: int) -> bool:
    """Tell whether the sentence goes on behind a statement: a list that began before it, not a clause of its own."""
    following = sheet.word(index)
    if not following or sheet.gaps[index].ends_paragraph or STARTS_CLAUSE.match(following):
        return False
    return any(_CLOSES_LIST.search(sheet.word(at)) for at in (index, index + 1))
