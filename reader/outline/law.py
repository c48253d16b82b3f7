"""Laws and regulations: 编, 分编, 章, 节, 条, 款, 项, 目 (立法法 2023 art. 65).

条 run through the whole law and are an address by themselves; 款 is a paragraph of its article and carries no number;
项 is （一）; 目 is 1.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reader.model import ClauseKind, Span
from reader.numerals import NUMERAL, to_chinese
from reader.outline.tree import Head

_NUMBER = rf"(?:{NUMERAL}+|[0-9０-９]+)(?:之{NUMERAL}+)?"
_BLANK = r"[ \u3000\u00a0]"
ARTICLE = re.compile(rf"第(?P<number>(?:{NUMERAL}+|[0-9０-９]+))条(?P<insert>之{NUMERAL}+)?(?P<gap>{_BLANK}*)")
_DIVISION = re.compile(rf"第(?P<number>{_NUMBER})(?P<kind>分编|[编章节])(?P<gap>{_BLANK}*)")
_NAMED_PART = re.compile(rf"[\u4e00-\u9fff]{{2,8}}编|序{_BLANK}*言|前{_BLANK}*言|附{_BLANK}*则")
_ARTICLE_TITLE = re.compile(r"[【〔]([^】〕]{1,40})[】〕]")
_POINT = re.compile(r"(?P<label>(?P<number>\d{1,3})[.．、])(?!\d)")
_BRACKETED = re.compile(rf"(?P<label>[（(](?P<number>{NUMERAL}{{1,4}})[）)])")
_PLAIN = re.compile(rf"(?P<label>(?P<number>{NUMERAL}{{1,3}})、)")
_ROUND = re.compile(r"(?P<label>[（(](?P<number>\d{1,2})[)）])")
_FORMS = (_PLAIN, _BRACKETED, _POINT, _ROUND)
"""How the paragraphs of an article are numbered, the highest first."""
_CONTENTS = re.compile(rf"目{_BLANK}*[录次]")
_PROSE = re.compile("[。；，：]")
_STOP = re.compile("[。；：]")
_MENTION = re.compile("[、，。；：和与及或至的规款项之第中所以]")
"""After 第十二条 without a space these make it a mention in a sentence that was broken there, not an article."""

_DIVISION_KINDS: dict[str, tuple[ClauseKind, int]] = {
    "编": ("part", 1),
    "分编": ("part", 2),
    "章": ("chapter", 3),
    "节": ("section", 4),
}
_ARTICLE_RANK, _PARAGRAPH_RANK, _ITEM_RANK, _SUBITEM_RANK = 5, 6, 7, 8
_LONGEST_TITLE = 60
_LONGEST_TITLE_LINE = 40
_MOST_TITLE_LINES = 3
"""Below the first: 监督法 (2006) breaks the title of a chapter twice."""


@dataclass(frozen=True, slots=True)
class _Row:
    words: str
    start: int


def contents(text: str, paragraphs: Sequence[Span]) -> range:
    """Give which paragraphs are a table of contents (目录), as indexes: its entries come again, they are no clauses."""
    for index, span in enumerate(paragraphs):
        words = text[span.start : span.end]
        if not _CONTENTS.fullmatch(words) or index + 1 >= len(paragraphs):
            continue
        entries = [_entry(text, paragraph) for paragraph in paragraphs[index + 1 :]]
        stop = 1
        while stop < len(entries) and entries[stop] != entries[0] and not ARTICLE.match(entries[stop]):
            stop += 1
        if stop < len(entries) and entries[stop] == entries[0]:
            return range(index, index + 1 + stop)
        # The first entry does not come again: the list is what looks like one.
        stop = next((at for at, entry in enumerate(entries) if not _DIVISION.match(entry)), len(entries))
        return range(index, index + 1 + stop)
    return range(0)


def division_heads(text: str, paragraphs: Sequence[Span]) -> list[Head]:
    """Give the heads of 编, 分编, 章 and 节, which plans have as well as laws."""
    heads = []
    for index, span in enumerate(paragraphs):
        words = text[span.start : span.end]
        match = _DIVISION.match(words)
        if match and _begins_division(match, words):
            below = _title_lines(text, paragraphs, index + 1, needs_title=match.end() == len(words))
            end = below[-1].end if below else span.end
            title = "".join([words[match.end() :], *(text[line.start : line.end] for line in below)]).removesuffix("。")
            kind, rank = _DIVISION_KINDS[match["kind"]]
            label = words[: match.end("kind")]
            heads.append(Head(kind, rank, match["number"], label, title, Span(span.start, end), label))
    return heads


def heads(text: str, paragraphs: Sequence[Span]) -> list[Head]:
    """Give the heads of a law in the order of the text.

    Args:
        text: The reading text.
        paragraphs: Those of the law's body, without title, notes and table of contents.
    """
    if not _speaks(text, paragraphs):
        return []
    divisions = {head.heading.start: head for head in division_heads(text, paragraphs)}
    found: list[Head] = []
    article: list[_Row] = []
    skip_to = 0
    for span in paragraphs:
        if span.start < skip_to:
            continue
        words = text[span.start : span.end]
        division = divisions.get(span.start) or _named_part(words, span, after_article=bool(article))
        match = ARTICLE.match(words)
        if division:
            found.extend(_inside(article))
            article = []
            found.append(division)
            skip_to = division.heading.end
        elif match and _begins_article(match, words):
            found.extend(_inside(article))
            found.append(_article_head(match, words, span.start))
            article = [_Row(words[match.end() :], span.start + match.end())]
        elif article:
            article.append(_Row(words, span.start))
    found.extend(_inside(article))
    return found


def _entry(text: str, span: Span) -> str:
    """Give a line of a table of contents without blanks, dots and page number."""
    return re.sub(rf"{_BLANK}|[.·…]+\d*$|\d+$", "", text[span.start : span.end])


def _begins_division(match: re.Match[str], words: str) -> bool:
    """Tell whether a paragraph is the heading of a division. With a blank behind the label its title may be a list of phrases."""
    if len(words) > _LONGEST_TITLE:
        return False
    return not (_STOP.search(words.removesuffix("。")) if match["gap"] else _PROSE.search(words))


def _title_lines(text: str, paragraphs: Sequence[Span], index: int, *, needs_title: bool) -> Sequence[Span]:
    """Give the lines on which the title of a division goes on.

    They are what stands between it and the next 条, 章 or 节, unless that is a sentence. A label alone takes the line below
    for its title in any case.
    """
    for stop in range(index, min(index + _MOST_TITLE_LINES + 1, len(paragraphs))):
        words = text[paragraphs[stop].start : paragraphs[stop].end]
        if ARTICLE.match(words) or _DIVISION.match(words):
            return paragraphs[index:stop]
        if len(words) > _LONGEST_TITLE_LINE or _STOP.search(words) or _number(words):
            break
    if needs_title and index < len(paragraphs) and _is_lone_title(text, paragraphs[index]):
        return paragraphs[index : index + 1]
    return ()


def _is_lone_title(text: str, span: Span) -> bool:
    words = text[span.start : span.end]
    return len(words) <= 30 and not _PROSE.search(words)


def _speaks(text: str, paragraphs: Sequence[Span]) -> bool:
    """Tell whether the 条 say something: a table with 第134条 in its cells is no law."""
    total = speaking = 0
    for index, span in enumerate(paragraphs):
        if ARTICLE.match(text, span.start, span.end):
            total += 1
            end = paragraphs[min(index + 1, len(paragraphs) - 1)].end
            speaking += bool(_STOP.search(text, span.start, end))
    return 2 * speaking >= total > 0


def _named_part(words: str, span: Span, *, after_article: bool) -> Head | None:
    """Give the head of a part without a number: 人格权编 before the articles, 附则 after them."""
    if not _NAMED_PART.fullmatch(words) or after_article != words.startswith("附"):
        return None
    return Head("part", 1, "", "", words, span, words)


def _begins_article(match: re.Match[str], words: str) -> bool:
    return bool(match["gap"]) or match.end() == len(words) or not _MENTION.match(words[match.end()])


def _article_head(match: re.Match[str], words: str, start: int) -> Head:
    number = match["number"] + (match["insert"] or "")
    label = words[: match.start("gap")]
    titled = _ARTICLE_TITLE.match(words, match.end())
    title = titled[1] if titled else ""
    heading = Span(start, start + (titled.end() if titled else len(label)))
    return Head("article", _ARTICLE_RANK, number, label, title, heading, label, absolute=True)


def _inside(article: Sequence[_Row]) -> Iterator[Head]:
    """Give the heads of 款, 项 and 目 of an article; an article of a single 款 is cited without it.

    What a number stands for depends on those above it: the highest form under a 款 counts its 项 and the next one their 目, so
    1. or （1） count 项 where there is no （一）. Below 目 the law knows nothing.
    """
    numbers = [_number(row.words) for row in article]
    several = numbers.count(None) > 1
    ordinal = 0
    forms: list[int] = []
    for row, number in zip(article, numbers, strict=True):
        if number is None:
            forms.clear()
            ordinal += 1
            if several:
                chinese = to_chinese(ordinal)
                here = Span(row.start, row.start)
                yield Head("paragraph", _PARAGRAPH_RANK, chinese, "", "", here, f"第{chinese}款")
            continue
        form, match = number
        while forms and forms[-1] >= form:
            forms.pop()
        forms.append(form)
        if len(forms) == 1:
            yield _item_head(row, match, "item", _ITEM_RANK, "项")
        elif len(forms) == 2:
            yield _item_head(row, match, "subitem", _SUBITEM_RANK, "目")


def _number(words: str) -> tuple[int, re.Match[str]] | None:
    """Give how high the number of a paragraph ranks, from 一、 down to （1）, with its match; None where it has no number."""
    for form, pattern in enumerate(_FORMS):
        match = pattern.match(words)
        if match:
            return form, match
    return None


def _item_head(row: _Row, match: re.Match[str], kind: ClauseKind, rank: int, noun: str) -> Head:
    number = match["number"]
    address = f"第（{number}）{noun}" if match["label"].startswith(("（", "(")) else f"第{number}{noun}"
    heading = Span(row.start, row.start + match.end())
    return Head(kind, rank, number, match["label"], "", heading, address)
