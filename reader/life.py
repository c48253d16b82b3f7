"""When a document was published, came into force and was amended, and what it says is no longer in force with it.

Told by the notes under the title (题注), by the last article (本法自2020年1月1日起施行) and by a clause of repeal (《…》同时废止). A date whose
sentence can be read in two ways is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from reader.model import Field, Span
from reader.patterns import DATE, iso_date

_TITLE = re.compile(r"《[^《》\n]{1,160}(?:《[^《》\n]{1,160}》[^《》\n]{0,120})*》")
_IN_TITLES = re.compile(r"[《〈<][^《》\n]*[》〉>]")
_PUBLISHED = re.compile("公布|发布|颁布|印发")
_IN_FORCE = re.compile(r"(?:日|^)?\s*(?:起|开始|正式|公布|发布|公告|通告|令|[，,])*\s*(?:施行|实施|生效|执行)")
_ENACTED_AS = re.compile("修正案")
_AMENDED = re.compile("修正(?!案)|修订")
_SINCE_PUBLISHED = re.compile(r"自(?:公布|发布|颁布|印发)之日起\s*(?:施行|实施|生效|执行)")
_LABELLED_PUBLISHED = re.compile(r"(?:公布|发布|印发|颁布)(?:日期|时间)?[：:]\s*$")
_LABELLED_IN_FORCE = re.compile(r"(?:施行|实施|生效|执行)(?:日期|时间)?[：:]\s*$")
_LABELLED_AMENDED = re.compile(r"(?:修正|修订)(?:日期|时间)?[：:]\s*$")
_BEGINS = re.compile(
    r"本[^第。；，,《》\n本]{1,12}[，,]?\s?(?:将|于|从)?自?\s?$|现(?:予|将|予以)?(?:公布|发布|印发)[^。；\n]{0,24}[，,]\s?自\s?$"
)
_BEGINS_NOW = re.compile(
    r"本[^第。；，,《》\n本]{1,12}[，,]?\s?自(?:公布|发布|颁布|印发|签发|发文)之日起\s?(?:正式)?(?:施行|实施|生效|执行)"
)
_FORCE_WORD = re.compile(r"\s?起\s?(?:正式|开始)?(?:施行|实施|生效|执行)")
_IN_BRACKET = re.compile(
    r"[（(](?P<year>(?:19|20)\d{2})年?(?:第[一二三四五六七八九十]次)?(?:修正|修订)(?:本|版|文本)?[）)]$"
)

_REPEALED_AFTER = re.compile(
    r"\s?(?:[（(][^（）()\n]{0,80}[）)])?(?:自[^，。《》\n]{2,20}起)?[，,]?(?:现|均|也|一律|相应|即|等\S{0,12})?"
    r"(?:同时|予以|即行|一并|随之|自行|自动|现予)?(?:废止|失效)"
)
_REPEALED_BEFORE = re.compile(r"(?:(?:关于|决定|同时|一并|[，,。；])废止)(?:[^《》。；，\n不]{0,80}的)?$")
_JOINS = re.compile(
    r"\s?(?:[（(][^（）()\n]{0,80}[）)])?\s?(?:[、和及与，；,]|以及|和|及|、|，|；)+(?:[^《》。\n]{0,80}?(?:公布|发布|印发|通过|批准|制定|颁布|施行|下发|颁发|实施|修订|修正)的)?"
)
_LONGEST_REPEAL = 3000


@dataclass(frozen=True, slots=True)
class Life:
    """See ``Text`` for the fields."""

    published: Field | None
    effective: Field | None
    amended: Field | None
    repeals: tuple[Field, ...]


def life(text: str, *, title: Field | None, date: Field | None, notes: Sequence[Span], is_signed: bool) -> Life:
    """Read the dates of a document and what it repeals.

    Args:
        text: The reading text.
        title: Its title.
        date: Its date of signature, or of enactment.
        notes: The paragraphs that are notes: 题注, and the imprint at the very end.
        is_signed: Whether ``date`` stands under a signature: who signs publishes, while a congress that passes a law does not.
    """
    told = [each for note in notes for each in _told(text, note)]
    published = _last(field for kind, field in told if kind == "published")
    effective = _last(field for kind, field in told if kind == "effective")
    amended = _last(field for kind, field in told if kind == "amended")
    if any(_SINCE_PUBLISHED.search(text, note.start, note.end) for note in notes) and published and not effective:
        effective = published
    signed = date if is_signed else None
    effective = _last(field for field in (effective, _in_last_article(text, published or signed)) if field)
    if amended is None and title and title.span and (bracket := _IN_BRACKET.search(title.value)):
        start = title.span.start + bracket.start("year")
        amended = Field(bracket["year"], Span(start, start + 4))
    return Life(published, effective, amended, tuple(_repeals(text, title)))


def _told(text: str, note: Span) -> Iterator[tuple[str, Field]]:
    """Give what a note tells of each of its dates: the words up to the next date, titles left out, or the label before it."""
    matches = [match for match in DATE.finditer(text, note.start, note.end) if iso_date(match)]
    for match, following in zip_longest(matches, matches[1:]):
        field = Field(iso_date(match), Span(*match.span()))
        before = text[max(note.start, match.start() - 12) : match.start()]
        labels = {
            "published": _LABELLED_PUBLISHED.search(before),
            "effective": _LABELLED_IN_FORCE.search(before),
            "amended": _LABELLED_AMENDED.search(before),
        }
        if any(labels.values()):
            yield from ((kind, field) for kind, found in labels.items() if found)
            continue
        raw = text[match.end() : following.start() if following else note.end]
        words = _SINCE_PUBLISHED.sub("", _IN_TITLES.sub("", _TITLE.sub("", raw)))
        if _AMENDED.search(words) or (_ENACTED_AS.search(raw) and "通过的" in words):
            yield "amended", field
        if _PUBLISHED.search(words):
            yield "published", field
        if _IN_FORCE.match(words) or re.search("(?:公布|发布|公告)(?:施行|实施)", words):
            yield "effective", field


def _in_last_article(text: str, published: Field | None) -> Field | None:
    """Give the day that the document names for itself: 本法自2020年1月1日起施行; the last such sentence counts."""
    found: Field | None = None
    for word in _FORCE_WORD.finditer(text):
        date = next(iter(DATE.finditer(text, max(word.start() - 16, 0), word.start())), None)
        if date is None or date.end() != word.start() or not iso_date(date):
            continue
        if _BEGINS.search(text[max(date.start() - 48, 0) : date.start()]):
            found = Field(iso_date(date), Span(*date.span()))
    if found is None and published and (now := _BEGINS_NOW.search(text)):
        found = Field(published.value, Span(*now.span()))
    return found


def _repeals(text: str, title: Field | None) -> Iterator[Field]:
    """Give the titles that stand before 同时废止 or behind it, back and forth through their list, and those in 关于废止《…》的决定."""
    found: dict[str, Field] = {}
    for place in re.finditer("废止|失效", text):
        for span in (
            *_listed_before(text, place.start(), place.end()),
            *_listed_behind(text, place.start(), place.end()),
        ):
            inner = Span(span.start + 1, span.end - 1)
            name = text[inner.start : inner.end]
            is_title = title is not None and title.span is not None and title.span.overlaps(span)
            if is_title and not re.search(r"(?:关于|决定)废止$", text[: span.start][-8:]):
                continue
            found.setdefault(name, Field(name, inner))
    yield from sorted(found.values(), key=lambda field: field.span or Span(0, 0))


def _listed_before(text: str, start: int, end: int) -> list[Span]:
    close = text.rfind("》", max(start - 120, 0), start)
    if close < 0 or not _REPEALED_AFTER.fullmatch(text, close + 1, end):
        return []
    line = max(text.rfind("\n", 0, start) + 1, start - _LONGEST_REPEAL)
    titles = [Span(*match.span()) for match in _TITLE.finditer(text, line, close + 1)]
    listed: list[Span] = []
    following: Span | None = None
    for span in reversed(titles):
        if following is not None and not _JOINS.fullmatch(text, span.end, following.start):
            break
        listed.append(span)
        following = span
    return listed[::-1]


def _listed_behind(text: str, start: int, end: int) -> list[Span]:
    opening = text.find("《", end, end + 90)
    if opening < 0 or not _REPEALED_BEFORE.search(text[max(start - 2, 0) : opening]):
        return []
    line_end = text.find("\n", opening)
    listed: list[Span] = []
    stop = opening
    for match in _TITLE.finditer(text, opening, line_end if line_end >= 0 else len(text)):
        if match.start() != opening and not _JOINS.fullmatch(text, stop, match.start()):
            break
        listed.append(Span(*match.span()))
        stop = match.end()
    # 废止《…》第三条 repeals an article, not the document.
    return [] if re.match(r"\s?(?:第|中|的)", text[stop : stop + 2]) else listed


def _last(fields: Iterable[Field]) -> Field | None:
    return max(fields, key=lambda field: field.value, default=None)
