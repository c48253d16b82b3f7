"""Automatic numbers of a Word document, written out as Word shows them (ECMA-376 part 1, 17.9)."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from reader.formats.xml import Element, attribute, child, children, local
from reader.numerals import to_chinese

_PLACE = re.compile("%([1-9])")
_LEVELS = 9
_MOST_COUNTED = 99_999_999
_BULLET = "•"
_NO_GAP_AFTER = re.compile(r"[\u3001-\u303f\uff01-\uff65.、）)：]$")
_PRIVATE = re.compile("[\ue000-\uf8ff]")

_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_FORMAL = str.maketrans("一二三四五六七八九十百千", "壹贰叁肆伍陆柒捌玖拾佰仟")
_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
    (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip


@dataclass(slots=True)
class _Level:
    start: int = 1
    form: str = "decimal"
    pattern: str = ""
    restart: int | None = None
    legal: bool = False
    gap: bool = True


@dataclass(slots=True)
class _List:
    """A ``w:num``: levels of its abstract list, some of them overridden."""

    abstract: str
    levels: list[_Level]
    starts: dict[int, int] = field(default_factory=dict)


class Numbering:
    """Counts the numbered paragraphs of one document in their order.

    Args:
        root: Of ``numbering.xml``; None where the document has none.
    """

    def __init__(self, root: Element | None) -> None:
        self._lists = _lists(root) if root is not None else {}
        # Lists of one abstract list go on counting where another left off, as Word does.
        self._counts: dict[str, list[int | None]] = {}
        self._begun: set[tuple[str, int]] = set()

    def label(self, number: str, depth: int) -> str:
        """Count a paragraph and give what Word prints before it, with a blank behind where it needs one.

        Args:
            number: ``w:numId`` of its list.
            depth: ``w:ilvl``, from 0.
        """
        found = self._lists.get(number)
        if found is None or not 0 <= depth < _LEVELS:
            return ""
        level = found.levels[depth]
        counts = self._counts.setdefault(found.abstract, [None] * _LEVELS)
        if depth in found.starts and (number, depth) not in self._begun:
            counts[depth] = found.starts[depth]
        elif counts[depth] is None:
            counts[depth] = level.start
        else:
            counts[depth] = (counts[depth] or 0) + 1
        self._begun.add((number, depth))
        for below in range(depth + 1, _LEVELS):
            restart = found.levels[below].restart
            if restart is None or (restart and depth < restart):
                counts[below] = None
        return self._written(found.levels, counts, depth)

    def _written(self, levels: list[_Level], counts: list[int | None], depth: int) -> str:
        level = levels[depth]
        if level.form == "bullet":
            return (_BULLET if _PRIVATE.search(level.pattern) else level.pattern) + " "

        def spelled(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            count = counts[at]
            form = "decimal" if level.legal else levels[at].form
            return spell(levels[at].start if count is None else count, form)

        text = _PLACE.sub(spelled, level.pattern)
        return text + " " if text and level.gap and not _NO_GAP_AFTER.search(text) else text


def spell(count: int, form: str) -> str:
    """Write a count in a number format of WordprocessingML (``ST_NumberFormat``); one that is unknown as a decimal."""
    if not 0 < count <= _MOST_COUNTED:
        return str(count) if form != "none" else ""
    return _FORMS.get(form, str)(count)


def _roman(count: int) -> str:
    pieces = []
    for value, letters in _ROMAN:
        times, count = divmod(count, value)
        pieces.append(letters * min(times, 9))
    return "".join(pieces)


def _letter(count: int) -> str:
    # Word doubles the letter after z: aa, bb.
    times, at = divmod(count - 1, 26)
    return chr(ord("a") + at) * min(times + 1, 9)


def _of(characters: str) -> Callable[[int], str]:
    return lambda count: characters[(count - 1) % len(characters)]


def _from(first: str, most: int) -> Callable[[int], str]:
    return lambda count: chr(ord(first) + count - 1) if count <= most else str(count)


def _digits(characters: str) -> Callable[[int], str]:
    return lambda count: "".join(characters[int(digit)] for digit in str(count))


_FORMS: dict[str, Callable[[int], str]] = {
    "none": lambda count: "",
    "decimalZero": lambda count: f"{count:02}",
    "upperRoman": _roman,
    "lowerRoman": lambda count: _roman(count).lower(),
    "upperLetter": lambda count: _letter(count).upper(),
    "lowerLetter": _letter,
    **dict.fromkeys(
        (
            "chineseCounting",
            "chineseCountingThousand",
            "japaneseCounting",
            "koreanCounting",
            "taiwaneseCounting",
            "taiwaneseCountingThousand",
        ),
        to_chinese,
    ),
    "chineseLegalSimplified": lambda count: to_chinese(count).translate(_FORMAL),
    "ideographDigital": _digits("〇一二三四五六七八九"),
    "japaneseDigitalTenThousand": _digits("〇一二三四五六七八九"),
    "taiwaneseDigital": _digits("○一二三四五六七八九"),
    "ideographTraditional": _of(_STEMS),
    "ideographZodiac": _of(_BRANCHES),
    "decimalFullWidth": _digits("０１２３４５６７８９"),
    "decimalFullWidth2": _digits("０１２３４５６７８９"),
    "decimalEnclosedCircle": _from("①", 20),
    "decimalEnclosedCircleChinese": _from("①", 20),
    "decimalEnclosedParen": _from("⑴", 20),
    "decimalEnclosedFullstop": _from("⒈", 20),
    "ideographEnclosedCircle": _from("㊀", 10),
    "ideographParenthesized": _from("㈠", 10),
}


def _lists(root: Element) -> dict[str, _List]:
    abstracts: dict[str, list[_Level]] = {}
    linked: dict[str, str] = {}
    named: dict[str, str] = {}
    for each in children(root, "abstractNum"):
        key = attribute(each, "abstractNumId")
        abstracts[key] = _levels(each, [_Level() for _ in range(_LEVELS)])
        if (link := child(each, "numStyleLink")) is not None:
            linked[key] = attribute(link, "val")
        if (link := child(each, "styleLink")) is not None:
            named[attribute(link, "val")] = key
    lists = {}
    for each in children(root, "num"):
        reference = child(each, "abstractNumId")
        key = attribute(reference, "val") if reference is not None else ""
        key = named.get(linked.get(key, ""), key)
        if key not in abstracts:
            continue
        found = _List(key, list(abstracts[key]))
        for override in children(each, "lvlOverride"):
            depth = integer(attribute(override, "ilvl"), -1)
            if not 0 <= depth < _LEVELS:
                continue
            _levels(override, found.levels)
            if (start := child(override, "startOverride")) is not None:
                found.starts[depth] = integer(attribute(start, "val"), 1)
        lists[attribute(each, "numId")] = found
    return lists


def _levels(parent: Element, levels: list[_Level]) -> list[_Level]:
    """Write the ``w:lvl`` below an element over a list of levels, and give it."""
    for each in children(parent, "lvl"):
        depth = integer(attribute(each, "ilvl"), -1)
        if not 0 <= depth < _LEVELS:
            continue
        level = _Level()
        for entry in each:
            value = attribute(entry, "val")
            match local(entry):
                case "start":
                    level.start = integer(value, 1)
                case "numFmt":
                    level.form = value
                case "lvlText":
                    level.pattern = value
                case "lvlRestart":
                    level.restart = integer(value, 0)
                case "isLgl":
                    level.legal = value not in ("0", "false", "off")
                case "suff":
                    level.gap = value != "nothing"
        levels[depth] = level
    return levels


def integer(text: str, otherwise: int) -> int:
    """Give the value of a short decimal number; ``otherwise`` where it is none."""
    return int(text) if re.fullmatch(r"-?[0-9]{1,9}", text) else otherwise
