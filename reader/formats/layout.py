"""Rows of fixed pages -> lines of the document: what the layout did to the text is undone.

What repeats at the edges of the pages goes, and rows are joined to paragraphs by indent, width, distance and end marks.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from reader.formats.page import Page, PageWriter, squeeze
from reader.formats.rows import Row
from reader.numerals import NUMERAL

_EDGE_ROWS = 3
"""How many rows at the top and bottom of a page may be furniture."""
_LEAST_REPEATS = 0.5
"""Share of the pages on which a row of furniture stands. Odd and even pages may differ, so half is all there is."""
_PAGE_NUMBER = re.compile(
    r"[\s—–―\-·.•|]*(?:第\s*)?(?:[0-9]{1,4}|[ivxlcIVXLC]{1,6})(?:\s*页)?(?:\s*[/／,，]?\s*共?\s*[0-9]{1,4}\s*页?)?[\s—–―\-·.•|]*"
)
_COUNTED = re.compile(r"(?P<page>[0-9]{1,4})\s*(?:/|／|页\s*[,，/]?\s*共|\s+of\s+)\s*(?P<all>[0-9]{1,4})\s*页?")
_FIGURES = re.compile(r"[0-9]+|[ivxlc]{1,6}\b")
_LEADER = re.compile(r"(?:[.·…・．]\s?){4,}\s*[0-9ivxlc]*$")
_END = re.compile(r"[。！？；：.!?;:][”’」』）)]?$")
_CLAUSE = re.compile(
    rf"第{NUMERAL}{{1,7}}[编章节条]|{NUMERAL}{{1,3}}、|[（(](?:{NUMERAL}{{1,3}}|\d{{1,2}})[）)]|\d{{1,3}}[.．、]\s?\D|附件|附录"
)
_LATIN_END = re.compile(r"[0-9A-Za-z,.;:)%]$")
_LATIN_START = re.compile(r"[0-9A-Za-z(]")
_HYPHENATED = re.compile(r"[a-z]-$")
_SOFT_HYPHENS = ("\u00ad", "\x02", "\ufffe")
"""How a hyphen that only parts a word at a row's end is drawn, or told by PDFium."""

# All in em.
_SAME_SIZE = 0.12
_SAME_PLACE = 0.5
_INDENT = 0.9
_FULL = 1.3
_NEARLY_FULL = 5.0
_LEAST_FULL = 3
"""Rows, not em."""
_LATIN_WORD = 9.0
_LEAST_WIDTH = 12.0
"""What is narrower holds no running text, so that its rows are only as full as the longest of them."""
_CENTRED = 0.8
_LEAST_CENTRED = 2.2
_LEADING_PLAY = 1.25
_WIDEST_LEADING = 3.2
"""A row further below is a new paragraph whatever else."""


@dataclass(frozen=True, slots=True)
class _Edges:
    left: float
    right: float


def page_of(pages: Sequence[Sequence[Row]], title: str = "") -> Page:
    """Give the page of a document of fixed pages.

    Args:
        pages: Rows of each, in reading order.
        title: What the file calls itself; empty where it does not.
    """
    every = [row for each in pages for row in each]
    # Where all of it looks like furniture, nothing is.
    rows = [row for each in without_furniture(pages) for row in each] or every
    edges = _edges(rows)
    writer = PageWriter()
    begins = _beginnings(rows, edges)
    words, centred = "", False
    for begin, row in zip(begins, rows, strict=True):
        if not begin:
            words = _join(words, row.text)
            continue
        writer.add(squeeze(_solid(words)), centred=centred)
        words, centred = row.text, _is_centred(row, edges[row.page, row.column])
    writer.add(squeeze(_solid(words)), centred=centred)
    return writer.page(squeeze(title))


def without_furniture(pages: Sequence[Sequence[Row]]) -> list[list[Row]]:
    """Take page numbers and running heads off the edges of the pages."""
    heights = [_levels(rows) for rows in pages]
    repeated: Counter[_Standing] = Counter()
    for rows, levels in zip(pages, heights, strict=True):
        for is_top, around in ((True, levels[0]), (False, levels[1])):
            repeated.update({_standing(row, is_top) for row in rows if row.y in around})
    enough = max(2, _LEAST_REPEATS * len(pages) * 0.8)
    kept = []
    for number, (rows, (top, bottom)) in enumerate(zip(pages, heights, strict=True), start=1):
        gone: set[float] = set()
        for edge, is_top in ((sorted(top), True), (sorted(bottom, reverse=True), False)):
            for y in edge:  # from the edge inwards, as far as there is furniture
                at = [row for row in rows if row.y == y]
                if not _is_furniture(at, is_top, number, len(pages), repeated, enough):
                    break
                gone.add(y)
        kept.append([row for row in rows if row.y not in gone])
    return kept


def _levels(rows: Sequence[Row]) -> tuple[set[float], set[float]]:
    """Give the baselines of the first and the last rows of a page."""
    heights = sorted({row.y for row in rows})
    return set(heights[:_EDGE_ROWS]), set(heights[-_EDGE_ROWS:])


def _is_furniture(
    rows: Sequence[Row], is_top: bool, number: int, pages: int, repeated: Counter[_Standing], enough: float
) -> bool:
    for row in rows:
        counted = _COUNTED.search(row.text)
        if counted and (int(counted["page"]), int(counted["all"])) == (number, pages):
            return True
    if not all(row.text.strip() for row in rows):
        return False
    if all(_PAGE_NUMBER.fullmatch(row.text) for row in rows):
        # On a page of its own a lone figure at the bottom may be its number; any other may be anything.
        return pages > 1 or (not is_top and _FIGURES.findall(rows[0].text) == ["1"])
    return all(repeated[_standing(row, is_top)] >= enough for row in rows)


_Standing = tuple[bool, int, str]


def _standing(row: Row, is_top: bool) -> _Standing:
    """Give what stays of a running head from page to page: its edge, its place there, and its words without figures."""
    return is_top, round(row.y / row.size), _FIGURES.sub("#", re.sub(r"\s+", "", row.text))


def _edges(rows: Sequence[Row]) -> dict[tuple[int, int], _Edges]:
    """Give the edges of running text for each page and column.

    A page with few rows may not reach its edges; it has those that are usual in the document, moved with its own left one.
    """
    by_place: dict[tuple[int, int], list[Row]] = {}
    for row in rows:
        by_place.setdefault((row.page, row.column), []).append(row)
    usual: dict[int, tuple[float, float]] = {}
    for column in {column for _page, column in by_place}:
        inside = [each for (_page, other), each in by_place.items() if other == column]
        lefts = [_left(each) for each in inside]
        rights = [max(row.right for row in each) for each in inside]
        usual[column] = (median(lefts), median(rights))
    edges = {}
    for (page, column), each in by_place.items():
        left, right = _left(each), max(row.right for row in each)
        usual_left, usual_right = usual[column]
        moved = left - usual_left if abs(left - usual_left) < (usual_right - usual_left) / 6 else 0.0
        if len(each) < 6:  # too few to tell an indent from an edge
            moved = 0.0
            left = min(left, usual_left)
        edges[page, column] = _Edges(left, max(right, usual_right + moved))
    return edges


def _left(rows: Sequence[Row]) -> float:
    """Give the left edge of running text: a short row of its own further left (报告：) is none where full rows share another."""
    outermost = min(rows, key=lambda row: row.left)
    right = max(row.right for row in rows)
    others = [row for row in rows if row.left - outermost.left > _SAME_PLACE * row.size]
    if len(others) + 1 != len(rows) or right - outermost.right < _NEARLY_FULL * outermost.size:
        return outermost.left
    following = min((row.left for row in others), default=outermost.left)
    full = [
        row for row in others if row.left - following < _SAME_PLACE * row.size and right - row.right < _FULL * row.size
    ]
    return following if len(full) >= _LEAST_FULL else outermost.left


def _leading(rows: Sequence[Row], edges: dict[tuple[int, int], _Edges]) -> float:
    """Give the distance of rows inside paragraphs, in em: measured under rows that are full."""
    found = []
    for before, row in pairwise(rows):
        same_place = (before.page, before.column) == (row.page, row.column)
        edge = edges[row.page, row.column]
        is_full = edge.right - before.right < _FULL * before.size and row.left - edge.left < _INDENT * row.size
        distance = (row.y - before.y) / before.size
        if (
            same_place
            and is_full
            and abs(before.size - row.size) < _SAME_SIZE * row.size
            and 0 < distance < _WIDEST_LEADING
        ):
            found.append(distance)
    return median(found) if found else _WIDEST_LEADING


def _beginnings(rows: Sequence[Row], edges: dict[tuple[int, int], _Edges]) -> list[bool]:
    """Tell of each row whether it begins a paragraph."""
    leading = _leading(rows, edges)
    begins = [True] + [_begins(before, row, edges, leading) for before, row in pairwise(rows)]
    for index in range(1, len(rows)):
        before, row = rows[index - 1], rows[index]
        if begins[index] or before.page == row.page or not _END.search(before.text):
            continue
        # A full row that ends a sentence at the end of a page may end its paragraph. Programs leave no row of a paragraph
        # alone on a page (widow and orphan control): where one would be, there are two paragraphs.
        begins[index] = begins[index - 1] or index + 1 == len(rows) or begins[index + 1]
    return begins


def _begins(before: Row, row: Row, edges: dict[tuple[int, int], _Edges], leading: float) -> bool:
    """Tell whether a row begins a paragraph."""
    em = row.size
    edge, edge_before = edges[row.page, row.column], edges[before.page, before.column]
    if before.cell or row.cell or abs(before.size - row.size) > _SAME_SIZE * max(before.size, row.size):
        return True
    if _LEADER.search(before.text) or _LEADER.search(row.text):
        return True
    same_place = (before.page, before.column) == (row.page, row.column)
    if same_place and not 0 < row.y - before.y <= leading * _LEADING_PLAY * em:
        return True
    if _is_centred(row, edge) or _is_centred(before, edge_before):
        return True
    if edge_before.right - edge_before.left < _LEAST_WIDTH * em:
        return True
    short = (edge_before.right - before.right) / em
    ended = bool(_END.search(before.text))
    if row.left - edge.left > _INDENT * em:
        # Either the first row of a paragraph, or a row of a block that is indented as a whole.
        aligned = abs((row.left - edge.left) - (before.left - edge_before.left)) < _SAME_PLACE * em
        return not aligned or short > _FULL or ended
    if short <= _FULL:
        return ended and bool(_CLAUSE.match(row.text))
    if _LATIN_END.search(before.text) and _LATIN_START.match(row.text) and not ended:
        return short > _LATIN_WORD
    return short > _NEARLY_FULL or ended


def _is_centred(row: Row, edge: _Edges) -> bool:
    before, behind = row.left - edge.left, edge.right - row.right
    return before > _LEAST_CENTRED * row.size and abs(before - behind) < _CENTRED * row.size


def _join(words: str, following: str) -> str:
    """Join two rows of a paragraph: Latin words part with a blank, Chinese goes on at once."""
    if words.endswith(_SOFT_HYPHENS):
        return words + following
    if _HYPHENATED.search(words) and following[:1].islower():
        return words[:-1] + following
    if re.search(r"[A-Za-z,.;:]$", words) and re.match(r"[A-Za-z]", following):
        return words + " " + following
    return words + following


def _solid(words: str) -> str:
    """Take hyphens out that only parted a word at a row's end; at the end of all they were printed."""
    for hyphen in _SOFT_HYPHENS:
        words = words.replace(hyphen, "")
    return words
