"""Small Texts by hand, for tests that need a text and not a reader."""

from __future__ import annotations

import re

from reader.anchor import Anchor
from reader.letters import identity, letters
from reader.model import Alignment, Clause, Field, Paragraph, Span, Text

_CHAPTER = re.compile(r"第([一二三四五六七八九十]+)章\s*(.*)")
_ARTICLE = re.compile(r"第([一二三四五六七八九十]+)条")


def make_text(*paragraphs: str, title: str | None = None, issuers: tuple[str, ...] = (), version: int = 1) -> Text:
    """Give a Text of these paragraphs: its title, its chapters (第一章 …) and their articles (第一条 …).

    Args:
        paragraphs: The first one is the title unless another is given.
        title: What the reader is said to have read as the title.
        issuers: What it is said to have read as issuers.
        version: The reader's version.
    """
    text = "\n".join(paragraphs)
    spans = []
    start = 0
    for paragraph in paragraphs:
        spans.append(Span(start, start + len(paragraph)))
        start += len(paragraph) + 1
    return Text(
        text_id=identity(text),
        reader_version=version,
        source=text,
        text=text,
        alignment=Alignment(((0, 0, len(text)),)),
        restored=0,
        paragraphs=tuple(Paragraph(span, "title" if not index else "body") for index, span in enumerate(spans)),
        title=Field(paragraphs[0] if title is None else title),
        issuers=tuple(Field(issuer) for issuer in issuers),
        clauses=_clauses(text, spans),
    )


def _clauses(text: str, spans: list[Span]) -> tuple[Clause, ...]:
    roots: list[Clause] = []
    for span in spans:
        line = text[span.start : span.end]
        if chapter := _CHAPTER.match(line):
            label = line.split()[0]
            roots.append(Clause("chapter", chapter[1], label, chapter[2], label, span, span))
        elif article := _ARTICLE.match(line):
            heading = Span(span.start, span.start + len(article[0]))
            clause = Clause("article", article[1], article[0], "", article[0], span, heading)
            if roots and roots[-1].kind == "chapter":
                roots[-1] = _adopt(roots[-1], clause)
            else:
                roots.append(clause)
    return tuple(roots)


def _adopt(chapter: Clause, article: Clause) -> Clause:
    return Clause(
        chapter.kind,
        chapter.number,
        chapter.label,
        chapter.title,
        chapter.path,
        Span(chapter.span.start, article.span.end),
        chapter.heading,
        (*chapter.children, article),
    )


def source_of(text: Text) -> bytes:
    """Give the bytes of a file that ``reread`` makes the text of."""
    return text.source.encode()


def reread(data: bytes, name: str) -> Text:
    """Stand in for ``reader.read``: every line is a paragraph."""
    return make_text(*data.decode().split("\n"))


def anchor(text: Text, quote: str) -> Anchor:
    """Give an anchor on the first place of a quote, counted in letters."""
    start = text.text.index(quote)
    before, inside = letters(text.text[:start]), letters(quote)
    clause = text.clause_at(start)
    return Anchor(
        text_id=text.text_id,
        start=len(before),
        end=len(before) + len(inside),
        quote=quote,
        prefix=before[-32:],
        suffix=letters(text.text[start + len(quote) :])[:32],
        clause=clause.path if clause else "",
    )
