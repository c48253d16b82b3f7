"""Places that name another document or clause: 《…》, 〔2016〕65号, GB/T 1.1—2020, 第十二条第二款, 本条第二款, 前款."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from reader.mentions import Mentions
from reader.model import Clause, Definition, Reference, Span
from reader.patterns import HAN, STANDARD, standard_number, standard_of

_DOCUMENT = re.compile(r"《(?P<title>[^《》\n]{1,120}(?:《[^《》\n]{1,120}》[^《》\n]{0,120})?)》")
_STANDARD_CLAUSE = re.compile(
    r"(?P<clause>第\s?(?:\d{1,2}|[A-Z])(?:\.\d{1,3}){1,4}\s?条|附录\s?[A-Z](?![A-Za-z]))(?P<paragraph>第\d{1,2}款)?"
)
_NUMBER_TAIL = re.compile(r"(?P<open>[〔\[［(（【])\s?\d{4}\s?[〕\]］)）】]\s?第?\d{1,5}\s?号")
_CODE = re.compile(rf"[{HAN}A-Za-z]{{1,20}}$")
_AMENDS = re.compile(r"修改《(?P<law>[^《》]+(?:《[^《》]+》[^《》]*)?)》(?P<rest>[^《》]*)的(?:决定|决议)")
_SHORT_TITLE = re.compile("[（(，](?:以下|下)(?:均|合)?(?:统称|简称|称)(?:为|作)?[：:]?《$")
_LEAD_IN = re.compile("[与和及据照依见将对按由经按以为关于根在]|印发|转发|落实|执行|贯彻|下发|发布")


def references(
    text: str, clauses: Sequence[Clause], defined: Sequence[Definition] = (), title: str = ""
) -> tuple[Reference, ...]:
    """Give all references in the order of the text.

    Args:
        text: The reading text.
        clauses: Roots of its clause tree, to which references inside the document lead.
        defined: The short forms that it defines: 《条例》 then means what was so called.
        title: Of the document; the clauses that a decision on 修改《…》 names are those of that law.
    """
    shorts = {definition.short: definition.full for definition in defined}
    own = _AMENDS.search(title)
    amended = None if "修改" in title and title.endswith(("决定", "决议")) else ""
    if own and "等" not in own["rest"]:
        amended = own["law"]
    mentions = Mentions(text, clauses, shorts, amended)
    found = [
        *mentions.find(list(_documents(text, defined))),
        *_numbers(text),
        *_standards(text),
        *_standard_clauses(text, clauses),
    ]
    return tuple(sorted(found, key=lambda reference: reference.span))


def number_start(text: str, start: int, end: int) -> int:
    """Give where a document number begins without the words of the sentence that run into its code (根据国函〔2016〕65号).

    Args:
        text: The reading text.
        start: Of the letters before the bracket.
        end: Of the same letters.
    """
    for lead_in in _LEAD_IN.finditer(text, start, end - 1):
        start = lead_in.end()
    return start


def _documents(text: str, defined: Sequence[Definition]) -> Iterator[Reference]:
    places = {definition.span.start: definition for definition in defined}
    full_of = {definition.short: definition.full for definition in defined}
    short_of = {definition.full: definition.short for definition in defined}
    told: set[str] = set()
    for match in _DOCUMENT.finditer(text):
        title = match["title"]
        if match.start("title") in places and _SHORT_TITLE.search(text, max(match.start() - 8, 0), match.start() + 1):
            continue  # the short form where it is defined
        short = short_of.get(title, "") if title not in told else ""
        told.add(title)
        yield Reference("document", Span(*match.span()), full_of.get(title, title), short)


def _numbers(text: str) -> Iterator[Reference]:
    for match in _NUMBER_TAIL.finditer(text):
        code = _CODE.search(text, max(match.start() - 20, 0), match.start())
        if code:
            span = Span(number_start(text, code.start(), match.start()), match.end())
        elif match["open"] in "〔［":
            span = Span(*match.span())
        else:
            continue
        yield Reference("number", span, standard_number(text[span.start : span.end]))


def _standard_clauses(text: str, clauses: Sequence[Clause]) -> Iterator[Reference]:
    """Give the references to clauses of this standard: 本规范第3.2.1条第2款, 附录A; those behind another's name mean another one."""
    known = {clause.path for root in clauses if root.kind in ("standard", "annex") for clause in root.walk()}
    headings = {clause.heading.start for root in clauses for clause in root.walk()} if known else set()
    for match in _STANDARD_CLAUSE.finditer(text) if known else ():
        is_elsewhere = re.search(r"[》\d]\s?(?:（[^（）]{1,40}）)?$", text[max(match.start() - 42, 0) : match.start()])
        if match.start() in headings or is_elsewhere:
            continue
        target = re.sub(r"[第条\s]", "", match["clause"]) + (match["paragraph"] or "")
        target = target if target in known else target.removesuffix(match["paragraph"] or "")
        if target in known:
            yield Reference("clause", Span(*match.span()), target)


def _standards(text: str) -> Iterator[Reference]:
    for match in STANDARD.finditer(text):
        yield Reference("standard", Span(*match.span()), standard_of(match[0]))
