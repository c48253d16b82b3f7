"""Words that are passed on: a whole clause or chapter, and links to the share pages of 微博, QQ, QQ空间 and 贴吧."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from reader.model import Clause, Span, Text, cite
from ui.translation import _

_CHAPTERS = ("chapter", "section", "part", "annex")
_LONGEST = 200
"""Code points of a quote in a link: what is longer makes addresses that browsers and services cut."""
_PAGES: dict[str, tuple[str, str, str]] = {
    "weibo": ("https://service.weibo.com/share/share.php", "title", ""),
    "qq": ("https://connect.qq.com/widget/shareqq/index.html", "title", "summary"),
    "qzone": ("https://sns.qzone.qq.com/cgi-bin/qzshare/cgi_qzshare_onekey", "title", "summary"),
    "tieba": ("https://tieba.baidu.com/f/commit/share/openShareApi", "title", "desc"),
}
"""Service -> its share page, and its parameters for a title and for a text; one without the second takes all as the title."""


def clause_and_chapter(text: Text, offset: int) -> tuple[Clause | None, Clause | None]:
    """Give the 条 or heading around a place, and the chapter around that; None where there is none, or it is the same."""
    chain: list[Clause] = []
    level = text.clauses
    while around := next((one for one in level if one.span.contains(offset)), None):
        chain.append(around)
        level = around.children
    if not chain:
        return None, None
    clause = next((one for one in chain if one.kind == "article"), chain[-1])
    above = chain[: next(number for number, one in enumerate(chain) if one is clause)]
    chapter = next((one for one in reversed(above) if one.kind in _CHAPTERS), above[0] if above else None)
    return clause, chapter


@dataclass(frozen=True, slots=True)
class Passage:
    """Words that are passed on.

    Attributes:
        quote: The words.
        source: Where they stand: ``《…法》第十二条``.
    """

    quote: str
    source: str

    def cited(self) -> str:
        """Give the words with where they stand behind them, as they go into a letter."""
        return _("{quote}\n——{source}").format(quote=self.quote, source=self.source)


def passage(title: str, text: Text, spans: Sequence[Span]) -> Passage:
    """Give words of a text, of several pieces each in a line of its own."""
    quote = "\n".join(text.text[span.start : span.end] for span in spans)
    return Passage(quote, source_of(title, text, spans[0]))


def source_of(title: str, text: Text, span: Span) -> str:
    """Give where words stand: ``《…法》第十二条``."""
    clause = text.clause_at(span.start)
    return cite(title, clause.path if clause else "")


def services() -> dict[str, str]:
    """Give what the services are called."""
    return {"weibo": _("微博"), "qq": "QQ", "qzone": _("QQ空间"), "tieba": _("贴吧")}


def share_link(service: str, shared: Passage) -> str:
    """Give the address of a service's share page, filled in. Nothing is sent before the user opens and confirms it.

    Args:
        service: Of ``services``.
        shared: The words.
    """
    page, title, body = _PAGES[service]
    words = " ".join(shared.quote.split())
    if len(words) > _LONGEST:
        words = words[: _LONGEST - 2] + "……"
    told = {title: shared.source, body: words} if body else {title: f"{words} ——{shared.source}"}
    return f"{page}?{urlencode(told, encoding='utf-8', errors='replace')}"
