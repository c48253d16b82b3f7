"""What a document says of itself, from its title to its signature and attachments, each with its place in the reading text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest

from reader.composition import Composition
from reader.frame import Frame
from reader.life import Life, life
from reader.model import Field, Span
from reader.patterns import (
    DATE,
    HAN,
    INSTITUTION,
    NUMBER,
    ORDER_NUMBER,
    STANDARD,
    iso_date,
    kind_of,
    standard_number,
    standard_of,
)

_TITLE_ISSUERS = re.compile(r"(?P<bodies>.{2,60}?)(?:关于|转发|印发|批转|对|办公厅函|令)")
_CONGRESS = re.compile(
    r"(?:(?<=\d)日)?(?:第.{1,4}届)?(?P<body>[\u4e00-\u9fff]{0,20}人民代表大会(?:常务委员会)?)(?:第.{1,4}次)?(?:全体)?会议"
)
_ORDER = re.compile(
    rf"日?(?P<body>[{HAN}]{{2,30}}?)(?:令\s?第?|第.{{1,6}}号令|(?:第.{{1,4}}次)?(?:常务|部务|局务|全体)会议|公布|发布|批准)"
)
_ENACTED = re.compile("通过|公布|发布|修订|修正|修改|批准")
_TITLE_BRACKET = re.compile(r"[（(][^（）()]{1,20}[）)]$")
_ATTACHED = re.compile(r"附\s?件\s?[：:]\s*")
_ATTACHED_NUMBER = re.compile(r"(?<![\d.．])\d{1,2}\s?[.．、](?!\d)\s*")
_OTHER_NOTE = re.compile(r"[（(]|.{0,40}(?:抄送|主送|分送|联系|印发)")
_AROUND_TITLE = " \u3000\u00a0。；;"
_MOST_ATTACHED = 20
_HEAD_OF_STANDARD = 12
"""Paragraphs among which a standard bears its number."""

_NAMES = re.compile(r"[^、，,\s]+")


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the document says of itself; see ``Text`` for the fields."""

    title: Field | None
    number: Field | None
    date: Field | None
    kind: Field | None
    issuers: tuple[Field, ...]
    addressees: tuple[Field, ...]
    signature: tuple[Field, ...]
    attachments: tuple[Field, ...]
    life: Life


def metadata(composition: Composition, around: Frame) -> Metadata:
    """Read the metadata of a document.

    Args:
        composition: The reading text.
        around: The document taken apart.
    """
    reader = _Fields(composition, around)
    title, date = reader.title(), reader.date()
    return Metadata(
        title=title,
        number=reader.number(),
        date=date,
        kind=_kind(title),
        issuers=tuple(reader.issuers(title)),
        addressees=tuple(reader.addressees()),
        signature=tuple(reader.signature()),
        attachments=tuple(reader.attachments()),
        life=life(
            composition.text,
            title=title,
            date=date,
            notes=[composition.blocks[index].span for index in around.having("note")],
            is_signed=bool(around.having("date")),
        ),
    )


def _kind(title: Field | None) -> Field | None:
    if not title or not title.span:
        return None
    kind = kind_of(title.value)
    if not kind:
        return None
    bracket = _TITLE_BRACKET.search(title.value)
    end = title.span.start + (bracket.start() if bracket else len(title.value))
    return Field(kind, Span(end - len(kind), end))


class _Fields:
    def __init__(self, composition: Composition, around: Frame) -> None:
        self._text = composition.text
        self._blocks = composition.blocks
        self._frame = around

    def title(self) -> Field | None:
        for index in self._frame.having("title"):
            span = self._blocks[index].span
            return Field(self._text[span.start : span.end], span)
        return None

    def number(self) -> Field | None:
        for index in self._frame.having("number"):
            span = self._blocks[index].span
            match = NUMBER.search(self._text, span.start, span.end) or ORDER_NUMBER.search(
                self._text, span.start, span.end
            )
            if match:
                return Field(standard_number(match[0]), Span(*match.span()))
        return self._own_standard_number()

    def _own_standard_number(self) -> Field | None:
        """Give the number that a standard bears: on a line of its own at its head, or behind its title."""
        for block in self._blocks[:_HEAD_OF_STANDARD]:
            match = STANDARD.search(self._text, block.span.start, block.span.end)
            is_title = block.span.start in {self._blocks[index].span.start for index in self._frame.having("title")}
            if match and re.search(r"\d{4}$", match[0]) and (is_title or len(match[0]) >= len(block.span) - 2):
                return Field(standard_of(match[0]), Span(*match.span()))
        return None

    def date(self) -> Field | None:
        """Give the date of signature; of a law, the day on which this version was passed."""
        for index in self._frame.having("date"):
            match = self._search(DATE, index)
            if match and iso_date(match):
                return Field(iso_date(match), Span(*match.span()))
        enacted = [
            Field(iso_date(match), Span(*match.span()))
            for index in self._frame.having("note")
            for match in self._dates_of_enactment(index)
        ]
        return max(enacted, key=lambda field: field.value, default=None)

    def issuers(self, title: Field | None) -> Iterator[Field]:
        signatures = self._frame.having("signature")
        for index in signatures:
            yield from self._bodies(self._blocks[index].span)
        dated = self._frame.having("date")
        if not signatures and dated:
            span = self._blocks[dated[0]].span
            match = DATE.search(self._text, span.start, span.end)
            yield from self._bodies(Span(span.start, match.start() if match else span.start))
            signatures = dated if match and match.start() > span.start else []
        if signatures:
            return
        found = list(self._issuers_in_title(title)) or list(self._issuers_in_notes())
        yield from found

    def signature(self) -> Iterator[Field]:
        """Give the 署名 line by line: bodies, or an office with the name of who holds it (总理 某某)."""
        for index in self._frame.having("signature"):
            span = self._blocks[index].span
            bodies = list(self._bodies(span))
            yield from bodies or [Field(self._text[span.start : span.end].strip(), span)]
        if not self._frame.having("signature"):
            for index in self._frame.having("date"):
                span = self._blocks[index].span
                match = self._search(DATE, index)
                if match:
                    yield from self._bodies(Span(span.start, match.start()))

    def attachments(self) -> Iterator[Field]:
        """Give the titles in the 附件说明: 附件：1.… 2.…, on one line or several."""
        notes = self._frame.having("note")
        first = next((at for at in notes if self._search(_ATTACHED, at)), None)
        if first is None:
            return
        for index in range(first, first + _MOST_ATTACHED):
            if index not in notes or (index > first and self._search(_OTHER_NOTE, index)):
                return
            span = self._blocks[index].span
            label = _ATTACHED.match(self._text, span.start, span.end) if index == first else None
            start = label.end() if label else span.start
            marks = list(_ATTACHED_NUMBER.finditer(self._text, start, span.end))
            bounds = [
                (match.end(), following.start() if following else span.end)
                for match, following in zip_longest(marks, marks[1:])
            ]
            for at, stop in bounds or [(start, span.end)]:
                name = self._text[at:stop].strip(_AROUND_TITLE)
                if name:
                    begin = self._text.index(name, at)
                    yield Field(name, Span(begin, begin + len(name)))

    def addressees(self) -> Iterator[Field]:
        """Give the addressees. 各省、自治区、直辖市人民政府 is one: what comes before its 、 names no body."""
        for index in self._frame.having("addressees"):
            span = self._blocks[index].span
            start = span.start
            for match in re.finditer("[，,、：:]", self._text[span.start : span.end]):
                stop = span.start + match.start()
                name = self._text[start:stop]
                if match[0] == "、" and not INSTITUTION.search(name):
                    continue
                if name:
                    yield Field(name, Span(start, stop))
                start = stop + 1

    def _search(self, pattern: re.Pattern[str], index: int) -> re.Match[str] | None:
        span = self._blocks[index].span
        return pattern.search(self._text, span.start, span.end)

    def _dates_of_enactment(self, index: int) -> Iterator[re.Match[str]]:
        span = self._blocks[index].span
        matches = [match for match in DATE.finditer(self._text, span.start, span.end) if iso_date(match)]
        for match, following in zip_longest(matches, matches[1:]):
            if _ENACTED.search(self._text, match.end(), following.start() if following else span.end):
                yield match

    def _bodies(self, span: Span) -> Iterator[Field]:
        for match in _NAMES.finditer(self._text, span.start, span.end):
            if INSTITUTION.search(match[0]):
                yield Field(match[0], Span(*match.span()))

    def _issuers_in_title(self, title: Field | None) -> Iterator[Field]:
        if not title or not title.span:
            return
        match = _TITLE_ISSUERS.match(title.value)
        if not match:
            return
        for name in _NAMES.finditer(match["bodies"]):
            if not (INSTITUTION.search(name[0]) or name[0].endswith("中共中央")):
                return
            yield Field(name[0], Span(title.span.start + name.start(), title.span.start + name.end()))

    def _issuers_in_notes(self) -> Iterator[Field]:
        for index in self._frame.having("note"):
            for pattern in (_CONGRESS, _ORDER):
                match = self._search(pattern, index)
                if match and INSTITUTION.search(match["body"]):
                    yield Field(match["body"], Span(*match.span("body")))
                    return
