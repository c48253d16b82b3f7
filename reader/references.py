"""Places that name another document or clause: 《…》, 〔2016〕65号, GB/T 1.1—2020, 第十二条第二款, 本条第二款, 前款."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from reader.model import Clause, Reference, Span
from reader.numerals import NUMERAL, to_chinese, to_int
from reader.patterns import NUMBER, standard_number

_DOCUMENT = re.compile(r"《(?P<title>[^《》\n]{1,120}(?:《[^《》\n]{1,120}》[^《》\n]{0,120})?)》")
_SHORT = re.compile(
    r"(?:（[^（）\n]{0,60}?)?[（，]以下(?:统称|简称)(?:为)?[“《]?(?P<short>[^”》（），。\n]{1,20})[”》]?）"
)
_STANDARD = re.compile(
    r"(?<![A-Za-z])(?:GB|GBJ|GBZ|JGJ|CJJ|JTG|HJ|DL|SL|YY|WS|AQ|TB|CECS|DB\d{2,4}|T/[A-Z]{2,8})(?:/[TZ])?\s?"
    r"\d{1,6}(?:\.\d{1,3})*(?:\s?[-—–－]\s?\d{4})?"
)
_ORDINAL = rf"(?:{NUMERAL}{{1,9}}|\d{{1,4}})"
_CLAUSE = re.compile(
    rf"(?P<article>第(?P<number>{_ORDINAL})条(?P<insert>之{NUMERAL}{{1,3}})?|本条(?![例约])|前条|前款)"
    rf"(?P<paragraph>第{_ORDINAL}款)?(?P<item>第?[（(]?{_ORDINAL}[）)]?项)?"
)
_ELSEWHERE = re.compile(r"(?:》|(?<!本)(?:法典?|条例|规定|办法|决定|细则|解释|公约))\s?(?:（[^（）]{1,20}）)?$")
_LEAD_IN = re.compile("[与和及据照依见将对按由经按以为关于根在]|印发|转发|落实|执行|贯彻|下发|发布")


def references(text: str, clauses: Sequence[Clause]) -> tuple[Reference, ...]:
    """Give all references in the order of the text.

    Args:
        text: The reading text.
        clauses: Roots of its clause tree, to which references inside the document lead.
    """
    found = [*_documents(text), *_numbers(text), *_standards(text), *_clauses(text, clauses)]
    return tuple(sorted(found, key=lambda reference: reference.span))


def number_span(match: re.Match[str]) -> Span:
    """Give the place of a document number without the words of the sentence that run into its code (根据国函〔2016〕65号)."""
    code_end = match.start() + len(re.split(r"[〔\[［(（【]", match[0], maxsplit=1)[0])
    start = match.start()
    for lead_in in _LEAD_IN.finditer(match.string, match.start(), code_end - 1):
        start = lead_in.end()
    return Span(start, match.end())


def _documents(text: str) -> Iterator[Reference]:
    defined_to = 0
    for match in _DOCUMENT.finditer(text):
        if match.start() < defined_to:
            continue  # the short form where it is defined
        short = _SHORT.match(text, match.end())
        defined_to = short.end() if short else 0
        yield Reference("document", Span(*match.span()), match["title"], short["short"] if short else "")


def _numbers(text: str) -> Iterator[Reference]:
    for match in NUMBER.finditer(text):
        span = number_span(match)
        yield Reference("number", span, standard_number(text[span.start : span.end]))


def _standards(text: str) -> Iterator[Reference]:
    for match in _STANDARD.finditer(text):
        yield Reference("standard", Span(*match.span()), re.sub(r"\s?[-—–－]\s?", "—", match[0]))


def _clauses(text: str, clauses: Sequence[Clause]) -> Iterator[Reference]:
    """Give the references to clauses of this document; those behind 《…》 or the name of a law mean another one."""
    known = {clause.path: clause for root in clauses for clause in root.walk()}
    articles = [clause for root in clauses for clause in root.walk() if clause.kind == "article"]
    labels = {clause.heading.start for clause in articles}
    around = _Around(articles)
    for match in _CLAUSE.finditer(text):
        if match.start() in labels or _ELSEWHERE.search(text, max(match.start() - 24, 0), match.start()):
            continue
        article = around.meant(match)
        if article is None:
            continue
        paragraph = _ordinal(match["paragraph"], "款") if match["paragraph"] else ""
        if match["article"] == "前款":
            paragraph = around.paragraph_before(article, match.start())
        item = f"第（{to_chinese(to_int(_digits(match['item'])))}）项" if match["item"] else ""
        target = article.path + paragraph + item
        while target not in known and target != article.path:
            target = article.path + (item if paragraph and item and target.endswith(paragraph + item) else "")
        yield Reference("clause", Span(*match.span()), target)


class _Around:
    """The articles of the document by number and by place. References are asked for in the order of the text."""

    def __init__(self, articles: Sequence[Clause]) -> None:
        self._articles = articles
        self._by_number = {_number(article.number): article for article in reversed(articles)}
        self._at = 0

    def meant(self, match: re.Match[str]) -> Clause | None:
        while self._at < len(self._articles) and self._articles[self._at].span.end <= match.start():
            self._at += 1
        if match["number"]:
            return self._by_number.get(_number(match["number"] + (match["insert"] or "")))
        here = self._articles[self._at] if self._at < len(self._articles) else None
        if here is None or not here.span.contains(match.start()):
            return None
        if match["article"] == "前条":
            return self._articles[self._at - 1] if self._at else None
        return here

    def paragraph_before(self, article: Clause, offset: int) -> str:
        paragraphs = [clause for clause in article.children if clause.kind == "paragraph"]
        at = next((index for index, clause in enumerate(paragraphs) if clause.span.contains(offset)), 0)
        return f"第{paragraphs[at - 1].number}款" if at else ""


def _number(printed: str) -> tuple[int, str]:
    number, _, insert = printed.partition("之")
    try:
        return to_int(number), insert
    except ValueError:
        return -1, printed


def _digits(ordinal: str) -> str:
    return ordinal.strip("第（()）项款")


def _ordinal(printed: str, unit: str) -> str:
    try:
        return f"第{to_chinese(to_int(_digits(printed)))}{unit}"
    except ValueError:
        return ""
