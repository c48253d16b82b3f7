"""Texts made by hand for the tests of search: a line is a paragraph, 第X条 begins an article, 一、 a heading, 5.3.2 a clause."""

from __future__ import annotations

import hashlib
import re

from reader.model import Alignment, Clause, ClauseKind, Paragraph, Span, Text
from search.folding import fold, letters
from search.results import Entry

_LABELS: tuple[tuple[ClauseKind, re.Pattern[str]], ...] = (
    ("article", re.compile(r"第[零〇○一二三四五六七八九十百千]+条(?:之[一二三四五六七八九十]+)?")),
    ("heading", re.compile(r"[一二三四五六七八九十]+、")),
    ("standard", re.compile(r"\d+(?:\.\d+)+(?=\s)")),
)


def make_search_text(text: str, version: int = 1) -> Text:
    """Give the Text of a reading text; a clause runs to the next one."""
    starts: list[tuple[int, ClauseKind, str]] = []
    paragraphs = []
    at = 0
    for line in text.split("\n"):
        paragraphs.append(Paragraph(Span(at, at + len(line)), "body"))
        for kind, pattern in _LABELS:
            if match := pattern.match(line):
                starts.append((at, kind, match[0]))
        at += len(line) + 1
    ends = [*(start for start, _, _ in starts), len(text)][1:]
    return Text(
        text_id=hashlib.sha256(letters(fold(text)).encode("utf-8", "replace")).hexdigest(),
        reader_version=version,
        source=text,
        text=text,
        alignment=Alignment(((0, 0, len(text)),)),
        restored=0,
        paragraphs=tuple(paragraphs),
        clauses=tuple(
            _clause(kind, label, Span(start, start + len(text[start:end].rstrip())))
            for (start, kind, label), end in zip(starts, ends, strict=True)
        ),
    )


def make_entry(document: str, title: str, text: str, **card: object) -> Entry:
    """Give the Entry of a document; ``card`` holds issuers, number, date and kind."""
    return Entry(document=document, text=make_search_text(text), title=title, **card)  # type: ignore[arg-type]


def _clause(kind: ClauseKind, label: str, span: Span) -> Clause:
    number = label.strip("第条、")
    path = label.rstrip("、") + ("、" if kind == "heading" else "")
    return Clause(kind, number, label, "", path, span, Span(span.start, span.start + len(label)))
