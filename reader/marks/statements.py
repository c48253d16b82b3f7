"""Responsibility statements of a scrambled document: ``MARK 责任单位 MARK`` and the bodies behind it, or bodies and ``…负责 MARK``."""

from __future__ import annotations

import re
from collections import Counter

from reader.marks.sheet import Sheet
from reader.marks.vocabulary import STARTS_CLAUSE

_LABEL = re.compile("(?:责任|牵头|配合|主办|协办|落实|承办)(?:单位|部门)")
_UNIT = re.compile(r".{1,20}(?:[局委办部会院厅行署]|中支|支行|支队|单位|部门|政府|集团|公司|大学|办公室|领导小组)")
_WEAK_UNIT = re.compile(".{1,18}(?:中心|供销社|联社|站|所|学校)")
"""Bodies end so, and so do clauses that begin behind a statement (重点打造…创新中心): these must not begin as one."""

_MUST = r"(?:按(?:照)?职责分工|分别|共同|具体|牵头)*(?:负责落实|负责|牵头|配合|参加|参与|指导|落实)"
_ASSIGNED = re.compile(rf"(?P<unit>.{{2,32}}?)(?:等(?:有关)?(?:部门|单位|方面)?)?{_MUST}")
_BODY = re.compile(rf"{_UNIT.pattern}|.{{1,18}}(?:中央|妇联|工商联|残联|总社)|(?:各|有关).{{1,12}}(?:地区|省份|市|县)")
_PROSE = re.compile(".[由将应的要]|^(?:由|各项|本)|社会$|(?<!银)行$")
_NOBODY = re.compile("(?:行业|业务|主管|相关|有关|责任|政府|职能)*(?:部门|单位)")
"""Says who without a name: what stands in brackets names somebody."""

_REMARK = re.compile("(?:排|列)(?:在|名)?第一.{0,16}|以下.{2,20}|下同|不再列出")
_LONGEST_SHORT_NAME = 8
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
    """Write （责任单位：甲、乙） and （甲、乙负责）; the measure ends its paragraph unless the sentence goes on behind the statement."""
    for index in _labels(sheet):
        units = _units(sheet, index)
        if not units:
            continue
        before, behind = sheet.gaps[index], sheet.gaps[units.stop]
        if before.close != "；":
            before.settle("" if _goes_on(sheet, units.stop) else "。")
            before.open = "（"
        sheet.gaps[index + 1].settle("：")
        for at in units[1:]:
            sheet.gaps[at].settle("、")
        if _LABEL.fullmatch(sheet.word(units.stop)):
            # 配合单位 follows inside the same brackets; the mark between the two closes the first list.
            behind.close = "；"
            behind.settle("")
            continue
        _close(sheet, units.stop)
    if not sheet.is_statute:
        for last in range(len(sheet)):
            if sheet.gaps[last + 1].is_free or sheet.gaps[last + 1].ends_paragraph:
                _settle_assigned(sheet, last)


def _settle_assigned(sheet: Sheet, last: int) -> None:
    """Write （甲牵头，乙、丙参与） around a run of bodies of which the last is followed by its verb, with a remark behind it."""
    if not _is_assigned(sheet.word(last)) or not sheet.gaps[last].is_free:
        return
    start = last
    while start > 1 and sheet.gaps[start].is_free and _is_named(sheet.word(start - 1)):
        start -= 1
    while start < last and _NOBODY.fullmatch(_name(sheet.word(start))):
        start += 1
    following = last + 1
    goes_on = sheet.gaps[following].is_free and _is_named(sheet.word(following))  # to a verb that will settle them all
    if goes_on or not sheet.gaps[start].is_free or (start == last and _NOBODY.fullmatch(_name(sheet.word(last)))):
        return
    stop = following
    while sheet.gaps[stop].is_free and _REMARK.fullmatch(sheet.word(stop)):
        stop += 1
    sheet.gaps[start].settle("。")
    sheet.gaps[start].open = "（"
    for at in range(start + 1, stop):
        sheet.gaps[at].settle("，" if at > last or _is_assigned(sheet.word(at - 1)) else "、")
    _close(sheet, stop)


def _close(sheet: Sheet, stop: int) -> None:
    """Close the bracket of a statement; what follows begins a paragraph or carries the sentence on."""
    goes_on = _goes_on(sheet, stop)
    behind = sheet.gaps[stop]
    behind.close = "）"
    behind.settle("、" if goes_on else "")
    behind.ends_paragraph = behind.ends_paragraph or not goes_on


def _name(words: str) -> str:
    match = _ASSIGNED.fullmatch(words)
    return match["unit"] if match else words


def _is_assigned(words: str) -> bool:
    return bool(_ASSIGNED.fullmatch(words)) and _is_named(words)


def _is_named(words: str) -> bool:
    """Tell whether a segment is a body, with its verb or without; a clause may end in one but begins otherwise."""
    name = _name(words)
    if not _BODY.fullmatch(name) or _PROSE.search(name) or _REMARK.fullmatch(words):
        return False
    return len(name) <= _LONGEST_SHORT_NAME or not STARTS_CLAUSE.match(name)


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
