"""Numbered headings of a scrambled document: found by ``MARK numeral MARK``, told apart by their order.

一、 and （一） leave the same trace. Counting alone often leaves several readings; what settles them is that a heading of the
first level is mostly followed by the next heading at once, one of the second never, and that the first level has stock titles.
"""

from __future__ import annotations

import re
from bisect import bisect
from dataclasses import dataclass, replace
from typing import Literal

from reader.marks.sheet import Sheet
from reader.marks.vocabulary import RUN_IN_TITLES, STOCK_TITLES
from reader.numerals import NUMERAL, to_int

_CHINESE = re.compile(f"{NUMERAL}{{1,3}}")
_ARABIC = re.compile(r"\d{1,2}")
_TITLE = re.compile(r"[\u4e00-\u9fff“A-Za-z].{1,59}")
_TITLE_AND_FIGURE = re.compile(r"(.{1,30}[\u4e00-\u9fff])\d{1,2}")
_ENDS_IN_ONE = re.compile("[^统之唯第同单合万专任每某划归逐]一")
_JOINS = re.compile("和|与|及|、")
_ANNOUNCES = re.compile(r"(?:如下|以下).{0,8}$")

_STOCK, _BODY_AT_ONCE, _MIXED, _ANNEX, _EMPTY, _ORPHAN, _SKIPPED = -2, 1, 2, 3, 5, 6, 8
"""Costs of a reading: a stock title on level 1, a level 1 with a body, a level 2 that restarts here and runs on there, a level 1
that begins anew as in an annex, a level 2 without a body, a level 2 before any level 1, a numeral that is taken for no heading."""

_MOST_STATES = 60
"""Cheapest readings that are followed; a bound on time, far above what a document needs."""

_LONGEST_TITLE = 20
_LEAST_BODY = 8


@dataclass(frozen=True, slots=True)
class _State:
    """How far the counting has come.

    Attributes:
        first: The last 一、.
        second: The last （一）.
        fresh: There is no （…） yet under the last 一、.
        habit: Whether level 2 runs on across level 1 or restarts under each; empty while nothing told.
    """

    first: int = 0
    second: int = 0
    fresh: bool = True
    habit: Literal["", "runs on", "restarts"] = ""


@dataclass(frozen=True, slots=True)
class _Path:
    """The cheapest way to a state, as a chain of levels."""

    cost: int
    level: int
    before: _Path | None


def boundaries(sheet: Sheet) -> set[int]:
    """Find where the line end behind a heading left no mark: before its body, before the 1. under it, and before a 一、."""
    found = set()
    for index in range(len(sheet) - 1):
        title = sheet.word(index + 1)
        if _is_number(sheet, index, _CHINESE):
            stock = STOCK_TITLES.match(title)
            if _TITLE_AND_FIGURE.fullmatch(title):
                found.add(sheet.offset(index + 1) + len(title.rstrip("0123456789")))
            elif stock and len(title) - stock.end() >= _LEAST_BODY and not _JOINS.match(title, stock.end()):
                found.add(sheet.offset(index + 1) + stock.end())
        elif (
            _ENDS_IN_ONE.fullmatch(sheet.word(index)[-2:])
            and len(title) <= _LONGEST_TITLE
            and sheet.word(index + 2) == "一"
            and _is_number(sheet, index + 2, _CHINESE)
        ):
            found.add(sheet.offset(index) + len(sheet.word(index)) - 1)
    return found


def settle_headings(sheet: Sheet) -> None:
    """Find the headings and write their marks: 一、 with a paragraph of its own, （一） run in or not, 1. run in."""
    candidates = [index for index in range(len(sheet)) if _is_number(sheet, index, _CHINESE)]
    levels = _levels(sheet, candidates)
    found = [(index, level) for index, level in zip(candidates, levels, strict=True) if level]
    found += [(index, 3) for index in _third_level(sheet, [index for index, _ in found])]
    found.sort()
    starts = {index for index, _ in found}
    for index, level in found:
        has_body = index + 3 not in starts or len(sheet.word(index + 2)) > _LONGEST_TITLE
        _write(sheet, index, level, has_body=has_body)
    if found:
        before = sheet.gaps[found[0][0]]
        before.settle("：" if _ANNOUNCES.search(sheet.word(found[0][0] - 1)) else "。")


def _is_number(sheet: Sheet, index: int, form: re.Pattern[str]) -> bool:
    return bool(form.fullmatch(sheet.word(index)) and _TITLE.fullmatch(sheet.word(index + 1)))


def _third_level(sheet: Sheet, above: list[int]) -> list[int]:
    """Give the places of 1. 2. 3. in sequence; a figure next to a figure belongs to a number of the text.

    They begin anew only behind another heading: a list inside a paragraph has figures too.

    Args:
        sheet: The paragraph.
        above: The places of the headings above this level.
    """
    found: list[int] = []
    last = 0
    for index in range(len(sheet)):
        if not _is_number(sheet, index, _ARABIC) or sheet.word(index - 1)[-1:].isdigit():
            continue
        number = int(sheet.word(index))
        restarts = number == 1 and last and (not above or bisect(above, index) > bisect(above, found[-1]))
        if number == last + 1 or restarts:
            last = number
            found.append(index)
    return found if last > 1 else []


def _levels(sheet: Sheet, candidates: list[int]) -> list[int]:
    """Give 1, 2 or 0 (no heading) for each candidate: the cheapest reading in which both levels count without a gap."""
    best: dict[_State, _Path | None] = {_State(): None}
    for place, index in enumerate(candidates):
        number = to_int(sheet.word(index))
        at_once = place + 1 < len(candidates) and candidates[place + 1] == index + 2
        stock = bool(STOCK_TITLES.fullmatch(sheet.word(index + 1)))
        reached: dict[_State, _Path | None] = {}
        for state, path in best.items():
            for following, level, cost in _steps(state, number, at_once=at_once, stock=stock):
                total = cost + (path.cost if path else 0)
                known = reached.get(following)
                if known is None or total < known.cost:
                    reached[following] = _Path(total, level, path)
        cheapest = sorted(reached.items(), key=lambda item: item[1].cost if item[1] else 0)
        best = dict(cheapest[:_MOST_STATES])
    path = min(best.values(), key=lambda path: path.cost if path else 0)
    levels = []
    while path:
        levels.append(path.level)
        path = path.before
    return levels[::-1]


def _steps(state: _State, number: int, *, at_once: bool, stock: bool) -> list[tuple[_State, int, int]]:
    steps = [(state, 0, _SKIPPED)]
    begins_anew = number == 1 and state.first > 1
    if number == state.first + 1 or begins_anew:
        cost = (_STOCK if stock else 0) + (0 if at_once else _BODY_AT_ONCE) + (_ANNEX if begins_anew else 0)
        steps.append((replace(state, first=number, fresh=True), 1, cost))
    if number == state.second + 1 or (number == 1 and state.fresh):
        cost = (_EMPTY if at_once else 0) + (_ORPHAN if not state.first else 0)
        habit = state.habit
        if state.fresh and state.second:
            habit = "restarts" if number == 1 else "runs on"
        cost += _MIXED if state.habit and habit != state.habit else 0
        steps.append((_State(state.first, number, False, habit), 2, cost))
    return steps


def _write(sheet: Sheet, index: int, level: int, *, has_body: bool) -> None:
    """Write the marks of a heading. Two segments and no more before the next heading are a title in two parts: 统筹市场，打造中心."""
    before, inside, behind = sheet.gaps[index], sheet.gaps[index + 1], sheet.gaps[index + 2]
    before.ends_paragraph = True
    if level == 1:
        inside.settle("、")
        behind.settle("")
        behind.ends_paragraph = True
    elif level == 2:
        before.open = "（"
        inside.close = "）"
        inside.settle("")
        if level == 2 and not has_body and not RUN_IN_TITLES.fullmatch(sheet.word(index + 1)):
            behind.settle("，")
            return
        behind.settle("。")
        behind.ends_paragraph = not RUN_IN_TITLES.fullmatch(sheet.word(index + 1))
    else:
        inside.settle(".")
        behind.settle("。")
