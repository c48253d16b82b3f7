"""Chinese numerals and integers, both ways.

Only for numerals that stand alone (a clause number, a year): converting inside running text would turn 一带一路 into 1带1路.
"""

from __future__ import annotations

import re

_DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2}
_UNITS = {"十": 10, "百": 100, "千": 1000}
_SHORT_TENS = {"廿": "二十", "卅": "三十"}

NUMERAL = "[零〇○一二三四五六七八九十百千两廿卅]"
"""Pattern of one character of a Chinese numeral as clauses and dates use them."""

_ORDINAL = re.compile(rf"第?({NUMERAL}+|[0-9０-９]+)[编章节条款项目]?(?:之({NUMERAL}+|[0-9０-９]+))?")


def to_int(chinese: str) -> int:
    """Give the value of a numeral: 二十 is 20, 一百零八 108, 二〇一六 2016, 12 and １２ are 12.

    Raises:
        ValueError: It is not a numeral below one hundred million.
    """
    if chinese.isdecimal():
        return int(chinese)
    for short, full in _SHORT_TENS.items():
        chinese = chinese.replace(short, full)
    if not chinese:
        raise ValueError("an empty numeral")
    if not set(chinese) - _DIGITS.keys():
        return int("".join(str(_DIGITS[digit]) for digit in chinese))
    above, wan, below = chinese.partition("万")
    if wan:
        return _below_wan(above) * 10_000 + (_below_wan(below) if below else 0)
    return _below_wan(chinese)


def to_chinese(number: int) -> str:
    """Give the numeral of an integer as laws write it: 12 is 十二, 108 一百零八, 1260 一千二百六十.

    Raises:
        ValueError: Below 0, or one hundred million and more.
    """
    if not 0 <= number < 100_000_000:
        raise ValueError(f"{number} is outside 0 to 99,999,999")
    if number >= 10_000:
        above, below = divmod(number, 10_000)
        gap = "零" if 0 < below < 1000 else ""
        return to_chinese(above) + "万" + gap + (_spell(below) if below else "")
    spelled = _spell(number)
    return spelled[1:] if 10 <= number < 20 else spelled


def number_of(label: str) -> tuple[int, int]:
    """Give the number of a clause as a value that sorts: 第一百三十三条之一 is (133, 1), 第20条 is (20, 0).

    Raises:
        ValueError: It is not such a label.
    """
    match = _ORDINAL.fullmatch(label)
    if not match:
        raise ValueError(f"not the number of a clause: {label!r}")
    return to_int(match[1]), to_int(match[2]) if match[2] else 0


def _below_wan(chinese: str) -> int:
    total, digit = 0, None
    previous_unit = 10_000
    for character in chinese:
        if character in _UNITS:
            unit = _UNITS[character]
            # 十二 and 百二 leave the leading one out; a unit may not follow a smaller one.
            if unit >= previous_unit:
                raise ValueError(f"not a numeral: {chinese!r}")
            total += (1 if digit is None else digit) * unit
            previous_unit, digit = unit, None
        elif character in _DIGITS:
            if digit:
                raise ValueError(f"not a numeral: {chinese!r}")
            digit = _DIGITS[character]
        else:
            raise ValueError(f"not a numeral: {chinese!r}")
    if not chinese:
        raise ValueError("an empty numeral")
    return total + (digit or 0)


def _spell(number: int) -> str:
    digits = "零一二三四五六七八九"
    if number == 0:
        return digits[0]
    spelled, gap = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, unit)
        if digit:
            spelled += ("零" if gap and spelled else "") + digits[digit] + name
            gap = False
        else:
            gap = True
    return spelled
