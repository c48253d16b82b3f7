"""Which lines at the head of a document are its title. In a paste and on web pages it is often split over several."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from reader.letters import has_letters, letters
from reader.numerals import NUMERAL
from reader.patterns import DATE, NUMBER, ORDER_NUMBER, STANDARD, kind_of

_LOOKED_AT = 12
_MOST_LINES = 5
_LONGEST_LINE = 60
_LONGEST_TITLE = 160
_LEAST_KNOWN = 6
"""Letters that a line must share with the name of the page before it counts as a piece of it."""

_ENDED = re.compile(r"[。：:；;，,！？!?、]$")
_CLAUSE = re.compile(
    rf"第{NUMERAL}+[编章节条]|{NUMERAL}{{1,3}}、|[（(]{NUMERAL}{{1,3}}[）)]|\d{{1,3}}[.．、]|目\s*[录次]$"
)
_LETTERHEAD = re.compile(
    r".{2,30}文件|.{2,30}(?:公报|公告|令)|[绝机秘]密.{0,8}|特急|加急|\d{6}|.{0,8}[：:].{0,60}"
    r"|中华人民共和国(?:国家|.{0,8}行业)标准|.{2,12}(?:地方|团体|行业)标准"
)
_MARKED_END = re.compile(r"[。；;，,！？!?]")


@dataclass(frozen=True, slots=True)
class HeadLine:
    """A line at the head of a document, with what the markup said of it."""

    words: str
    heading: int = 0
    centred: bool = False


def title_lines(lines: Sequence[HeadLine], page_title: str) -> range:
    """Give which lines make the title, as a range of indexes; empty where there is no title.

    Args:
        lines: Of the document, in order; only the first dozen are looked at.
        page_title: What the file calls itself; empty where it does not.
    """
    head = lines[:_LOOKED_AT]
    return _named_by_page(head, letters(page_title)) or _marked_up(head) or _by_form(head)


def _named_by_page(head: Sequence[HeadLine], known: str) -> range:
    best = range(0)
    for first, line in enumerate(head):
        joined = letters(line.words)
        if len(joined) < _LEAST_KNOWN or joined not in known:
            continue
        stop = first + 1
        while stop < len(head) and letters(head[stop].words) and joined + letters(head[stop].words) in known:
            joined += letters(head[stop].words)
            stop += 1
        if len(range(first, stop)) > len(best):
            best = range(first, stop)
    return best


def _marked_up(head: Sequence[HeadLine]) -> range:
    for index, line in enumerate(head):
        if line.heading == 1 and not _CLAUSE.match(line.words):
            return range(index, index + 1)
    return range(0)


def _by_form(head: Sequence[HeadLine]) -> range:
    first = next((index for index, line in enumerate(head) if not _is_front_matter(line.words)), len(head))
    number = next((at for at in range(first + 1, len(head)) if NUMBER.fullmatch(head[at].words.strip("（）()"))), 0)
    if 0 < number - first <= _MOST_LINES and _is_title(head[first:number]):
        return range(first, number)
    joined = ""
    for stop, line in enumerate(head[first : first + _MOST_LINES], start=first + 1):
        if not _may_be_title(line.words) or line.centred != head[first].centred:
            break
        joined += line.words
        if len(joined) <= _LONGEST_TITLE and kind_of(joined):
            return range(first, stop)
    if first < len(head) and _may_be_title(head[first].words):
        return range(first, first + 1)
    return range(0)


def _is_title(lines: Sequence[HeadLine]) -> bool:
    """Tell whether all of some lines make one title: the number stands right below it, so none is left over."""
    joined = "".join(line.words for line in lines)
    is_even = all(line.centred == lines[0].centred and _may_be_title(line.words) for line in lines)
    return is_even and len(joined) <= _LONGEST_TITLE and bool(kind_of(joined))


def _is_front_matter(words: str) -> bool:
    """Tell whether a line may stand above the title: letterhead, number, date, index entries."""
    plain = words.strip("（）()")
    if any(pattern.fullmatch(plain) for pattern in (NUMBER, ORDER_NUMBER, DATE, STANDARD)):
        return True
    return bool(_LETTERHEAD.fullmatch(words)) and "关于" not in words


def _may_be_title(words: str) -> bool:
    if len(words) > _LONGEST_LINE or not has_letters(words):
        return False
    if _ENDED.search(words) or _MARKED_END.search(words) or _CLAUSE.match(words) or NUMBER.search(words):
        return False
    return not DATE.match(words)
