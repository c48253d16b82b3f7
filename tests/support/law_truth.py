"""The 条 of a law and the 编, 章 and 节 around each, by the markup of the file alone.

The truth is made without ``reader/``, so that it can judge it: in the Markdown of laws.tar.xz every division is a ``#`` heading and every 条
begins a line. 附则 without a number ends the division before it; a few files print it without ``#``, each was looked at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from reader.model import Clause

_NUMERAL = "[零〇○一二三四五六七八九十百千两0-9]"
_NUMBER = rf"第{_NUMERAL}+"
_DIVISION = re.compile(rf"#+\s*({_NUMBER}(分编|[编章节])(?:之{_NUMERAL}+)?)")
_ARTICLE = re.compile(rf"({_NUMBER}条(?:之{_NUMERAL}+)?)(?=[ \u3000]|$)")
_UNNUMBERED = re.compile(r"(?:#+\s*)?附[ \u3000]*则")
_COMMENT = re.compile("<!--.*?-->", re.DOTALL)
_ORDER = ("编", "分编", "章", "节")


class Article(NamedTuple):
    """A 条: its label, and the labels of the 编, 分编, 章 and 节 around it from the outside in."""

    label: str
    divisions: tuple[str, ...]


def articles(markdown: str) -> list[Article]:
    """Give the 条 of a law in the order of the file."""
    found = []
    around: dict[str, str] = {}
    for line in _COMMENT.sub("", markdown).splitlines():
        division, article = _DIVISION.match(line), _ARTICLE.match(line)
        if division:
            rank = _ORDER.index(division[2])
            around = {kind: label for kind, label in around.items() if _ORDER.index(kind) < rank}
            around[division[2]] = division[1]
        elif _UNNUMBERED.fullmatch(line.strip()):
            around = {}
        elif article:
            found.append(Article(article[1], tuple(around.values())))
    return found


def found_articles(clauses: Sequence[Clause], around: tuple[str, ...] = ()) -> Iterator[Article]:
    """Give the 条 of a clause tree in the same form."""
    for clause in clauses:
        if clause.kind == "article":
            yield Article(clause.label, around)
        is_division = clause.kind in ("part", "chapter", "section") and bool(clause.number)
        yield from found_articles(clause.children, (*around, clause.label) if is_division else around)


def without_markup(markdown: str) -> str:
    """Give a law as somebody would paste it: no ``#``, no ``**``, no comments, no line breaks of HTML."""
    plain = re.sub(r"(?m)^#+[ \t]*", "", _COMMENT.sub("", markdown))
    return re.sub(r"\n{2,}", "\n", re.sub(r"<br\s*/?>", "\n", plain).replace("**", "")).strip() + "\n"
