"""What a measure is to reach, and by when: 到2020年，建成50家以上; 2018年6月底前完成; “十三五”末.

Only what is certainly a target counts. 3D, 985大学, 中国制造2025, document numbers, ranges of years and durations are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reader.model import Field, Span
from reader.numerals import to_int

_DAY = r"(?P<year>20\d{2})\s?年(?:\s?(?P<month>\d{1,2})\s?月(?:份)?(?:\s?(?P<day>\d{1,2})\s?日)?)?"
_UNTIL = re.compile(rf"(?<!年)(?<![\d年—–\-－~～])(?:到|至|截至|截止到)\s?{_DAY}(?![—–\-－~～至到])")
_BEFORE = re.compile(
    rf"(?<![\d—–\-－~～]){_DAY}(?:年?底|年?末|月?底|月?末)?\s?(?:以前|之前|前)(?![一二三四五六七八九十\d期景])"
)
_DONE = re.compile(
    rf"(?<![\d—–\-－~～自从]){_DAY}(?:年?底|年?末)?(?:基本|全面|力争|全部|底前)*(?:完成|建成|实现|达到|建立|形成)"
)
_PLAN = re.compile(
    r"(?P<quote>“)?(?P<number>[一二三四五六七八九十]{1,3})五(?(quote)”)(?:规划)?(?:时?期)?(?:末|期末|结束)"
)
_FIRST_PLAN_END = 1955
"""The n-th five-year plan ended in this year and five times n, from the sixth (1985) on: 十三五 in 2020."""

_LEAST_PLAN = 6

_NUMBER = r"\d{1,3}(?:[,，]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_UNIT = (
    "个百分点|%|％|‰|倍|[余多]?(?:[十百千万亿]{1,2}[余多]?)?(?:人次|平方公里|平方千米|平方米|立方米|公里|公顷|公斤|千克|千瓦时?|兆瓦|吉瓦|"
    "标准煤|吨标准煤|美元|人民币|元|名|家|个(?!月|工作日|小时|自然日|季度|学期|星期|周|年度|五年)|项|人(?!民|大|社|口|才|工|均)|件|所|亩|吨|"
    "辆|户|台|套|座|篇|种|批次?|支|只|处|张|场|部(?!门|委|队|分)|条|列|架|艘|间|床|床位|标箱|米)"
)
_FIGURE = re.compile(
    rf"(?<![\d.A-Za-z第〔（(\-—–+＋“年月])(?:{_NUMBER})(?:[%％]?\s?[—–\-－~～至]\s?(?:{_NUMBER}))?\s?(?:{_UNIT})(?:\s?(?:以上|以下|左右|以内))?"
)


def deadline(text: str, measure: Span, statement: Span) -> Field | None:
    """Give by when a measure is to be done; of several dates the last.

    Args:
        text: The reading text.
        measure: Where it stands.
        statement: Its responsibility statement, which may name the date (（6月底完成，牵头单位：…）).

    Returns:
        An ISO date or its beginning (``2018``, ``2018-06``); None where no year is named.
    """
    return max(
        (found for span in (measure, statement) for found in _deadlines(text, span)),
        key=lambda field: field.value,
        default=None,
    )


def figures(text: str, measure: Span) -> tuple[Field, ...]:
    """Give the target figures of a measure in the order of the text, as written: a number with its unit and 以上.

    Args:
        text: The reading text.
        measure: Where it stands.
    """
    return tuple(Field(match[0], Span(*match.span())) for match in _FIGURE.finditer(text, measure.start, measure.end))


def _deadlines(text: str, span: Span) -> Iterator[Field]:
    for pattern in (_UNTIL, _BEFORE, _DONE):
        for match in pattern.finditer(text, span.start, span.end):
            value = _iso(match)
            if value:
                yield Field(value, Span(match.start("year"), match.end()))
    for match in _PLAN.finditer(text, span.start, span.end):
        number = to_int(match["number"])
        if number >= _LEAST_PLAN:
            yield Field(str(_FIRST_PLAN_END + 5 * number), Span(*match.span()))


def _iso(match: re.Match[str]) -> str:
    """Give the date of a match, as far as it is told; empty where no calendar has it."""
    month, day = (int(match[group]) if match[group] else 0 for group in ("month", "day"))
    if month > 12 or day > 31:
        return ""
    return match["year"] + (f"-{month:02}" if month else "") + (f"-{day:02}" if day else "")
