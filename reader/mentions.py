"""Clauses that a text names: 第十条至第十二条, 前两款, 本条第二款, 下列, and 《劳动法》第三十三条 of another document.

Each is resolved against the place where it stands. What cannot be resolved with certainty is left out: a wrong target is worse than none.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from reader.model import Clause, Reference, Span
from reader.numerals import NUMERAL, to_int
from reader.targets import RANGE, Address, descend

_ORDINAL = rf"(?:{NUMERAL}{{1,9}}|\d{{1,4}})"
_SOME = "[一两二三四五六七八九]"
_ITEM = rf"(?:第\s?[（(]?(?P<item>{_ORDINAL})[）)]?项|[（(](?P<bracketed>{_ORDINAL})[）)]项)"
_BEGINS = re.compile(
    rf"第[（(]?{_ORDINAL}[）)]?[条款项目]|[（(]{_ORDINAL}[）)]项|本[条款](?![例约件款项文])|下列"
    rf"|(?<![目当以之提事先此年日月期向])前(?:{_SOME}[条款项]|[条款项](?![件例款约项文目]))"
    r"|上[条款](?=规定|所|的规定|第)"
)
_PIECE = re.compile(
    rf"(?:第(?P<article>{_ORDINAL})条(?:之(?P<insert>{NUMERAL}{{1,3}}))?"
    rf"|(?P<back>[前上])(?P<count>{_SOME})?(?P<unit>[条款项])|(?P<here>本[条款])|(?P<below>下列))?"
    rf"(?:第(?P<paragraph>{_ORDINAL})款)?(?:{_ITEM})?(?:第(?P<subitem>{_ORDINAL})目)?"
)
_AND = re.compile(r"[、，]|和|或|或者|及|以及|与|，或者")
_GAP = re.compile(r"\s?(?:[（(][^（）()]{1,60}[）)])?[的中]?")
_NAMED_BEFORE = re.compile(
    r"(?P<own>本(?:实施|暂行|若干|管理|试行|司法)?)?(?P<same>该)?(?:法[典律规]?|规章|文件|条例|规定|办法|决定|细则|解释|公约|规则|规程|规范|意见|通知|章程|附件|附表)$"
)
_BARE_LAW = re.compile(
    r"(?:^|[，。；：、（“\s]|依照|依据|根据|按照|违反|适用|触犯|符合|参照|比照)(?P<name>[\u4e00-\u9fff]{1,13}(?:法|法典))$"
)
_NO_NAME = re.compile("[为是的应或即]|依照|依据|根据|按照|违反|适用|触犯|符合|参照|比照|实施|规定|属于|构成|可以")
"""What no name of a law has in it: 可以认定为刑法 is 刑法."""

_NO_LAW = re.compile("[该本同此各旧]|其他|原(?!子)|新(?!能源)|.*前")
_WINDOW = 64


@dataclass(frozen=True, slots=True)
class _Last:
    """The mention before: 第三条、第五条第一款 and 第三项 behind it go on from there."""

    end: int
    address: Address
    document: str
    found: int


class Mentions:
    """Finds the clauses that a text names.

    Args:
        text: The reading text.
        clauses: Roots of its clause tree.
        shorts: What the document's short forms stand for.
        amended: Title of the law that the document changes article by article; None where several, empty where it is no
            such decision. Its 第三条 are those of that law.
    """

    def __init__(self, text: str, clauses: Sequence[Clause], shorts: Mapping[str, str], amended: str | None) -> None:
        self._text = text
        self._shorts = shorts
        self._amended = amended
        self._articles = [clause for root in clauses for clause in root.walk() if clause.kind == "article"]
        self._starts = [article.span.start for article in self._articles]
        self._by_number = {
            Address.of_article(article.number): article for article in reversed(self._articles) if article.number
        }
        self._labels = {article.heading.start for article in self._articles}
        self._found: list[Reference] = []
        self._last: _Last | None = None

    def find(self, documents: Sequence[Reference]) -> list[Reference]:
        """Give the references to clauses, and the documents with the clauses that are named with them.

        Args:
            documents: The references in 《》, in the order of the text.
        """
        self._found = list(documents)
        ends = {reference.span.end: index for index, reference in enumerate(documents)}
        order = sorted(ends)
        for begin in _BEGINS.finditer(self._text):
            start = begin.start()
            if start in self._labels or (self._last and start < self._last.end):
                continue
            match = _PIECE.match(self._text, start)
            if match and match.end() > start:
                self._take(match, ends, order)
        return self._found

    def _take(self, match: re.Match[str], ends: Mapping[int, int], order: Sequence[int]) -> None:
        if match["below"]:
            self._take_below(match)
        elif match["back"] or match["here"]:
            self._take_relative(match)
        elif not self._take_on(match):
            self._take_first(match, ends, order)

    def _take_on(self, match: re.Match[str]) -> bool:
        """Go on from the mention before, where only 、 or 至 stands between; tell whether it was so."""
        last = self._last
        if last is None or match.start() - last.end > 3:
            return False
        between = self._text[last.end : match.start()]
        is_range = between in ("至", "到")
        if not is_range and not _AND.fullmatch(between):
            return False
        address = _address(match).below(last.address)
        if is_range:
            self._extend(last, address, match.end())
        elif last.document:
            self._add(match.start(), match.end(), address, last.document)
        else:
            self._add_own(match, address)
        return True

    def _extend(self, last: _Last, address: Address, end: int) -> None:
        before = self._found[last.found]
        span = Span(before.span.start, end)
        if last.document:
            grown = replace(before, span=span, path=f"{before.path}{RANGE}{address}")
        else:
            clause = self._clause(address)
            if clause is None or RANGE in before.target:
                return
            grown = replace(before, span=span, target=f"{before.target}{RANGE}{clause.path}")
        self._found[last.found] = grown
        self._last = _Last(end, address, last.document, last.found)

    def _take_first(self, match: re.Match[str], ends: Mapping[int, int], order: Sequence[int]) -> None:
        """Take a mention that stands by itself or behind the name of a document."""
        start, address = match.start(), _address(match)
        close = self._text.rfind("》", max(start - _WINDOW, 0), start)
        if close >= 0 and self._text[close + 1 : start] in ("）", ")"):
            # 《…》（以下简称《规划》）第三条
            close = self._text.rfind("》", max(start - _WINDOW, 0), close)
        if close >= 0 and _GAP.fullmatch(self._text, close + 1, start):
            index = ends.get(close + 1)
            if index is not None and (match["article"] or match["paragraph"] or match["item"]):
                named = self._found[index]
                self._found[index] = replace(named, span=Span(named.span.start, match.end()), path=str(address))
                self._last = _Last(match.end(), address, named.target, index)
            return
        before = self._text[max(start - 24, 0) : start]
        named_before = _NAMED_BEFORE.search(before)
        if named_before and not named_before["own"]:
            name = self._document_named(before, start, same=bool(named_before["same"]), order=order, ends=ends)
            if name and match["article"]:
                begin = start if named_before["same"] else start - len(name[1])
                self._add(begin, match.end(), address, name[0])
        elif self._amended and match["article"] and not named_before:
            self._add(start, match.end(), address, self._amended)
        elif self._amended == "" or named_before:
            self._add_own(match, address)

    def _document_named(
        self, before: str, start: int, *, same: bool, order: Sequence[int], ends: Mapping[int, int]
    ) -> tuple[str, str] | None:
        """Give the title and the printed name of a law named without 《》; of 该法 the document that was named last."""
        if same:
            at = bisect_right(order, start) - 1
            is_near = at >= 0 and "\n" not in self._text[order[at] : start]
            named = self._found[ends[order[at]]].target if is_near else ""
            return (named, named) if named.endswith(before[-1]) else None
        short = next((short for short in self._shorts if before.endswith(short)), "")
        if short:
            return self._shorts[short], short
        if self._last and self._last.end > start - len(before):
            # 刑法第三条和民法典第五条: what stands between is a name and the word that joins.
            joined = re.fullmatch(
                r"(?:规定)?(?:、|和|或者|以及|及|与)(?P<name>[\u4e00-\u9fff]{1,13}法典?)",
                self._text[self._last.end : start],
            )
            if joined:
                return joined["name"], joined["name"]
        bare = _BARE_LAW.search(before)
        name = _NO_NAME.split(bare["name"])[-1] if bare else ""
        # 修改前商标法 and 原民法通则 are laws that are no more: today's may number its articles otherwise.
        means_none = _NO_LAW.match(name)
        return (name, name) if len(name) > 1 and not means_none else None

    def _take_relative(self, match: re.Match[str]) -> None:
        """Take 本条, 本款, 前款, 前两款, 前条, 前项 with what follows it."""
        at = bisect_right(self._starts, match.start()) - 1
        article = self._articles[at] if at >= 0 else None
        if article is None or not article.span.contains(match.start()):
            return
        here = Address.at(article, match.start())
        count = to_int(match["count"]) if match["count"] else 1
        unit = match["unit"] or match["here"][1]
        back = count if match["back"] else 0
        if unit == "条":
            if back > at:
                return
            first, until = self._articles[at - back], self._articles[at - 1] if back else article
            addresses = [Address.of_article(first.number), Address.of_article(until.number)]
        elif unit == "款":
            now = here.paragraph or 1
            if now <= back:
                return
            addresses = [replace(here, paragraph=now - away, item=0, subitem=0) for away in (back, min(back, 1))]
        else:
            if here.item <= back:
                return
            addresses = [replace(here, item=here.item - away, subitem=0) for away in (back, 1)]
        if count > 1:
            self._add_range(match, addresses)
        else:
            self._add_own(match, _address(match).below(addresses[0]))

    def _add_range(self, match: re.Match[str], addresses: Sequence[Address]) -> None:
        first, until = (self._clause(address) for address in addresses)
        if first and until:
            self._found.append(Reference("clause", Span(*match.span()), f"{first.path}{RANGE}{until.path}"))
            self._last = _Last(match.end(), addresses[1], "", len(self._found) - 1)

    def _take_below(self, match: re.Match[str]) -> None:
        """Take 下列: the 项 that follow its 款."""
        at = bisect_right(self._starts, match.start()) - 1
        if at < 0 or not self._articles[at].span.contains(match.start()):
            return
        article = self._articles[at]
        inside = (each for each in article.children if each.kind == "paragraph" and each.span.contains(match.start()))
        holder = next(inside, article)
        line_end = self._text.find("\n", match.start())
        items = [each for each in holder.children if each.kind == "item" and each.span.start > match.start()]
        if items and items[0].span.start == line_end + 1 and self._text[line_end - 1] in "：:":
            target = items[0].path if len(items) == 1 else f"{items[0].path}{RANGE}{items[-1].path}"
            self._found.append(Reference("clause", Span(*match.span()), target))

    def _add_own(self, match: re.Match[str], address: Address) -> None:
        named_alone = not (match["article"] or match["back"] or match["here"]) and not address.article
        if named_alone:
            at = bisect_right(self._starts, match.start()) - 1
            if at < 0 or not self._articles[at].span.contains(match.start()):
                return
            here = Address.at(self._articles[at], match.start())
            address = address.below(replace(here, subitem=0) if address.subitem and not address.item else here)
        clause = self._clause(address, exactly=named_alone)
        if clause is not None:
            self._found.append(Reference("clause", Span(*match.span()), clause.path))
            self._last = _Last(match.end(), address, "", len(self._found) - 1)

    def _add(self, start: int, end: int, address: Address, document: str) -> None:
        if address.article:
            self._found.append(Reference("document", Span(start, end), document, path=str(address)))
            self._last = _Last(end, address, document, len(self._found) - 1)

    def _clause(self, address: Address, *, exactly: bool = False) -> Clause | None:
        article = self._by_number.get(Address(article=address.article, insert=address.insert))
        return descend(article, address, exactly=exactly) if article else None


def _address(match: re.Match[str]) -> Address:
    """Give what a mention names, in numbers; 0 where it names none."""

    def number(*groups: str) -> int:
        printed = next((match[group] for group in groups if match[group]), "")
        try:
            return to_int(printed) if printed else 0
        except ValueError:
            return 0

    return Address(
        number("article"), number("insert"), number("paragraph"), number("item", "bracketed"), number("subitem")
    )
