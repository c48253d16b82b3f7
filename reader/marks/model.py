"""A small linear model for the stops that rules cannot settle: ， 。 ； 、 or ： between two segments of a scrambled sentence.

It sees the characters on both sides, how long the segments are, what the rules would write and what stands before. Features are hashed
into a table of signed bytes, so it is read in milliseconds and needs nothing but the standard library. The weights are made by
``bench/train_marks.py`` from laws and State Council pages scrambled by the noise model, never from the sample page.
"""

from __future__ import annotations

import zlib
from collections.abc import Collection, Iterator
from functools import cache
from pathlib import Path

from reader.errors import KnownError
from reader.marks.sheet import Sheet

STOPS = "，。；、："
BITS = 18
"""The table has two to this power rows, one signed byte a stop in each."""

WEIGHTS = Path(__file__).resolve().parents[2] / "assets" / "marks" / "stops.bin"
_STEPS = (1, 2, 3, 4, 5, 6, 8, 10, 12, 15, 20, 30, 45, 60, 90, 130)


def refine(sheet: Sheet, free: Collection[int]) -> None:
    """Decide anew the stops of the gaps that only the rules for sentences have settled.

    Args:
        sheet: All of its gaps are settled.
        free: The indexes of those that no rule before had anything to say about.
    """
    table = weights()
    among = set(free)
    for index, context in walk(sheet):
        gap = sheet.gaps[index]
        if index in among and gap.stop and gap.stop in STOPS and not (gap.ends_paragraph or gap.close):
            scores = score(table, [*still(sheet, index, gap.stop), *moving(sheet, index, gap.stop, context)])
            gap.stop = STOPS[scores.index(max(scores))]


def walk(sheet: Sheet) -> Iterator[tuple[int, tuple[str, int]]]:
    """Give the inner gaps in order, each with the stop before it and the characters since a sentence ended.

    The caller may set the stop of the gap at hand before it asks for the next one.
    """
    before, length = "", 0
    for index in range(1, len(sheet)):
        length += len(sheet.word(index - 1))
        yield index, (before, length)
        gap = sheet.gaps[index]
        before = gap.close + (gap.stop or "") + gap.open
        if gap.ends_paragraph or "。" in before:
            length = 0


def still(sheet: Sheet, index: int, rule: str) -> list[int]:
    """Give the rows of the features of a gap that do not depend on other stops.

    Args:
        sheet: The paragraph.
        index: Of the gap.
        rule: The stop that the rules wrote.
    """
    left, right = sheet.word(index - 1), sheet.word(index)
    rule += str(sheet.is_statute)[0]  # the rules were written for 公文; how far to trust them differs
    wide, near = _step(len(left)), _step(len(right))
    a1, a2, b1, b2 = left[-1:], left[-2:], right[:1], right[:2]
    features = (
        *(f"a{a1}", f"b{a2}", f"c{left[-3:]}", f"d{b1}", f"e{b2}", f"f{right[:3]}"),
        *(f"g{a1}{b1}", f"h{a2}|{b1}", f"i{a1}|{b2}", f"j{a2}{b2}", f"k{wide}", f"l{near}", f"m{wide},{near}"),
        *(f"n{right[-1:]}", f"o{right[-2:]}", f"p{left[:2]}", f"q{sheet.word(index + 1)[:2]}"),
        *(
            f"r{sheet.word(index - 2)[-2:]}",
            f"s{left[-6:]}",
            f"t{right[:5]}",
            f"z{_step(len(sheet.word(index + 1)))},{near}",
        ),
        *(f"u{rule}", f"v{rule}{b2}", f"w{rule}{a1}", f"x{rule}{wide},{near}", f"y{rule}{right[-2:]}"),
    )
    return [_row(feature) for feature in features]


def moving(sheet: Sheet, index: int, rule: str, context: tuple[str, int]) -> list[int]:
    """Give the rows of the features of a gap that depend on the stops before it."""
    before, length = context
    rule += str(sheet.is_statute)[0]
    since, wide, right = _step(length), _step(len(sheet.word(index - 1))), sheet.word(index)
    features = (
        *(f"A{before}", f"B{before}{wide}", f"C{since}", f"D{since}{right[:1]}", f"E{before}{right[:2]}"),
        *(f"F{before}{rule}", f"G{since}{right[:2]}", f"H{before}{wide},{_step(len(right))}"),
    )
    return [_row(feature) for feature in features]


def score(table: memoryview, rows: list[int]) -> list[int]:
    """Give the weight of each stop."""
    width = len(STOPS)
    return [sum([table[row * width + stop] for row in rows]) for stop in range(width)]


@cache
def weights() -> memoryview:
    """Give the table, read once.

    Raises:
        KnownError: ``program-damaged``: it is missing or not whole.
    """
    try:
        return memoryview(zlib.decompress(WEIGHTS.read_bytes())).cast("b")
    except (OSError, zlib.error) as error:
        raise KnownError("program-damaged", path=WEIGHTS) from error


def _row(feature: str) -> int:
    return zlib.crc32(feature.encode("utf-8", "surrogatepass")) & ((1 << BITS) - 1)


def _step(length: int) -> int:
    return next((at for at, step in enumerate(_STEPS) if length <= step), len(_STEPS))
