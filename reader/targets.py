"""From the address of a clause to the clause: 第五条第二款第（三）项, 第十条至第十二条.

For whoever follows a reference, inside a document or into another one: the address that is printed there may name 第一款 of an article
that has but one, or leave the 款 of a 项 out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from reader.model import Clause, Text
from reader.numerals import NUMERAL, number_of, to_chinese, to_int

RANGE = "至"
"""Between the first and the last path of a range of clauses."""

_ORDINAL = rf"(?:{NUMERAL}+|\d+)"
_PATH = re.compile(
    rf"(?:第(?P<article>{_ORDINAL})条(?:之(?P<insert>{_ORDINAL}))?)?(?:第(?P<paragraph>{_ORDINAL})款)?"
    rf"(?:第[（(]?(?P<item>{_ORDINAL})[）)]?项)?(?:第(?P<subitem>{_ORDINAL})目)?"
)


@dataclass(frozen=True, slots=True)
class Address:
    """The address of a clause in a law, in numbers; 0 for what it does not name."""

    article: int = 0
    insert: int = 0
    paragraph: int = 0
    item: int = 0
    subitem: int = 0

    def __str__(self) -> str:
        """Give it as it is written in full: 第一百三十三条之一第二款第（三）项第1目."""
        return "".join(
            (
                f"第{to_chinese(self.article)}条" if self.article else "",
                f"之{to_chinese(self.insert)}" if self.insert else "",
                f"第{to_chinese(self.paragraph)}款" if self.paragraph else "",
                f"第（{to_chinese(self.item)}）项" if self.item else "",
                f"第{self.subitem}目" if self.subitem else "",
            )
        )

    @classmethod
    def of_article(cls, number: str) -> Self:
        """Give the address of an article from ``Clause.number``; the empty one for a number that is none."""
        try:
            article, insert = number_of(number)
        except ValueError:
            return cls()
        return cls(article, insert)

    @classmethod
    def parse(cls, path: str) -> Self | None:
        """Give the address that a path writes; None for the path of something else than a clause of a law."""
        match = _PATH.fullmatch(path)
        if not match or not path:
            return None
        try:
            return cls(*(to_int(printed) if printed else 0 for printed in match.groups()))
        except ValueError:
            return None

    @classmethod
    def at(cls, article: Clause, offset: int) -> Self:
        """Give the address of the innermost clause of an article around a code point."""
        here = cls.of_article(article.number)
        numbers = {"paragraph": 0, "item": 0, "subitem": 0}
        level = article.children
        while inner := next((clause for clause in level if clause.span.contains(offset)), None):
            numbers[inner.kind] = _number(inner)
            level = inner.children
        return cls(here.article, here.insert, numbers["paragraph"], numbers["item"], numbers["subitem"])

    def below(self, before: Address) -> Address:
        """Give it with what it leaves out taken from the address named before it: 第三条第一款、第二款."""
        if self.article:
            return self
        if self.paragraph:
            return Address(before.article, before.insert, self.paragraph, self.item, self.subitem)
        if self.item:
            return Address(before.article, before.insert, before.paragraph, self.item, self.subitem)
        if self.subitem:
            return Address(before.article, before.insert, before.paragraph, before.item, self.subitem)
        return before


def descend(article: Clause, address: Address, *, exactly: bool = False) -> Clause | None:
    """Give the clause of an article at an address.

    Args:
        article: The article that the address names.
        address: 第一款 of an article with one 款 only is the article; a 项 without its 款 is the first of that number.
        exactly: Give None, not the deepest clause that there is, where a part of the address leads nowhere.
    """
    clause, complete = article, True
    if address.paragraph:
        paragraphs = [child for child in article.children if child.kind == "paragraph"]
        found = next((child for child in paragraphs if _number(child) == address.paragraph), None)
        complete = found is not None or (not paragraphs and address.paragraph == 1)
        clause = found or clause
    for kind, wanted in (("item", address.item), ("subitem", address.subitem)):
        if wanted and complete:
            below = (child for child in clause.walk() if child.kind == kind and _number(child) == wanted)
            found = next(below, None)
            complete, clause = found is not None, found or clause
    return clause if complete or not exactly else None


def clauses_at(text: Text, path: str) -> tuple[Clause, ...]:
    """Give the clauses that a reference's ``target`` or ``path`` means in a text, in its order; empty where it has none.

    Args:
        text: The document itself, or the one that a reference to another document was matched with.
        path: Of one clause, or of a range (第十条至第十二条).
    """
    ends = [_clause_at(text, part) for part in path.split(RANGE)] if path else []
    if not ends or ends[0] is None or ends[-1] is None:
        return ()
    first, last = ends[0], ends[-1]
    if len(ends) == 1 or last.span.start <= first.span.start:
        return (first,)
    same_kind = (clause for clause in text.walk() if clause.kind == last.kind)
    return tuple(clause for clause in same_kind if first.span.start <= clause.span.start <= last.span.start)


def _clause_at(text: Text, path: str) -> Clause | None:
    clauses = list(text.walk())
    exact = next((clause for clause in clauses if clause.path == path), None)
    address = Address.parse(path)
    if exact or address is None:
        return exact
    return _descend_from(clauses, address)


def _descend_from(clauses: Iterable[Clause], address: Address) -> Clause | None:
    wanted = Address(address.article, address.insert)
    articles = (
        clause for clause in clauses if clause.kind == "article" and Address.of_article(clause.number) == wanted
    )
    article = next(articles, None)
    return descend(article, address) if article else None


def _number(clause: Clause) -> int:
    try:
        return number_of(clause.number)[0]
    except ValueError:
        return -1
