"""Annotations as Markdown that Obsidian, Typora and a plain editor show well.

Only the clauses that carry annotations appear, under the headings above them; each highlight is a quote with its citation and,
on a line of its own, a block id (``^id``) that Obsidian can link to. Whatever comes from documents and users is escaped: it
shows as it was written and does nothing.
"""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Iterable, Iterator, Sequence

from reader.model import Clause, Span, Text, cite
from storage.annotations import Annotation
from storage.cards import Card
from storage.exports.exported import Exported, Labels, Placed
from storage.exports.headings import headings_around
from storage.exports.links import annotation_link
from storage.exports.origin import own_anchors, version_word, with_version

# What CommonMark, GFM, Obsidian or Logseq act upon wherever it stands: emphasis, code, links, [[ ]], [: ], {{ }}, HTML,
# entities, tables, ==marks==, %%comments%%, ~~strikes~~, $formulas$, ^ids and #tags.
_SPECIAL = re.compile(r"[\\`*_\[\]{}<>&|=%~$^#]")
# What they act upon at the beginning of a line: lists, numbered lists, underlines of headings, rules.
_LEADING = re.compile(r"^(\d{1,9}(?=[.)])|)([-+.)])")
_LINE_ENDS = re.compile(r"[\t\n\v\f\r\x1c-\x1e\x85\u2028\u2029]+")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
# A tag that Obsidian takes as one; others are shown as words.
_LIVE_TAG = re.compile(r"(?!\d+$)[^\W_]+(?:[-/][^\W_]+)*")
# In code points: enough to know the place again.
_BOOKMARK_WORDS = 40
# What YAML does not take even in quotes.
_UNPRINTABLE = re.compile(r"[\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")


def markdown(document: Exported, when: datetime.datetime, labels: Labels) -> str:
    """Give the annotations of one document as a Markdown file.

    Args:
        document: What to export.
        when: Time of the export, with time zone.
        labels: The words.
    """
    card = document.card
    front = _front_matter(
        title=card.title, issuer="、".join(card.issuers), number=card.number, date=card.date, exported=_iso(when)
    )
    return _file([front, *_blocks(document, labels)])


def markdown_of_many(documents: Iterable[Exported], when: datetime.datetime, labels: Labels) -> str:
    """Give the annotations of several documents as one Markdown file.

    Args:
        documents: In the order in which they appear.
        when: Time of the export, with time zone.
        labels: The words.
    """
    blocks = [_front_matter(title=labels.collection, exported=_iso(when))]
    for document in documents:
        title, *rest = _blocks(document, labels)
        card = document.card
        about = " · ".join(escape(part) for part in ("、".join(card.issuers), card.number, card.date) if part)
        blocks += [title, *([about] if about else []), *rest]
    return _file(blocks)


def escape(text: str) -> str:
    """Give one line of text so that Markdown shows exactly that: no markup, link, tag, embed, formula or HTML.

    Args:
        text: Anything; line ends become spaces, white space at its ends and control characters go.
    """
    line = _CONTROL.sub("", _LINE_ENDS.sub(" ", text)).strip(" ")
    return _LEADING.sub(r"\1\\\2", _SPECIAL.sub(r"\\\g<0>", line))


def _blocks(document: Exported, labels: Labels) -> Iterator[str]:
    """Give the title, the annotations on the whole, those in the order of the text, the bookmarks, and those without a place."""
    card, text = document.card, document.text
    yield f"# {escape(card.title)}"
    for annotation in (one for one, _spans in document.annotations if not one.anchors):
        yield from _quoted(annotation, (), cite(card.title, ""), labels)
    placed = sorted((one for one in document.annotations if one[1]), key=_place)
    open_headings: list[Clause] = []
    for annotation, spans in placed:
        if annotation.bookmark:
            continue
        headings = headings_around(text, spans[0].start)
        if not headings and open_headings:
            # Behind the last clause: its heading must not claim what follows.
            yield "---"
        shared = sum(1 for one, other in zip(headings, open_headings, strict=False) if one is other)
        for level, clause in enumerate(headings[shared:], start=shared + 2):
            yield f"{'#' * min(level, 6)} {escape(text.text[clause.heading.start : clause.heading.end])}"
        open_headings = headings
        yield from _quoted(annotation, _words(text, spans), _citation(card, text, spans), labels)
    bookmarks = [(annotation, spans) for annotation, spans in placed if annotation.bookmark]
    if bookmarks:
        yield f"## {escape(labels.bookmarks)}"
        yield "\n".join(
            _listed(one, _words(text, spans), _citation(card, text, spans), labels) for one, spans in bookmarks
        )
    lost = [annotation for annotation, spans in document.annotations if annotation.anchors and not spans]
    if lost:
        yield f"## {escape(labels.unplaced)}"
        for annotation in lost:
            anchors = own_anchors(document, annotation)
            path = anchors[0].clause if anchors else ""
            citation = with_version(cite(card.title, path), version_word(document, annotation, False, labels))
            yield from _quoted(annotation, [piece.quote for piece in anchors], citation, labels)


def _place(placed: Placed) -> tuple[Span, Span, str]:
    annotation, spans = placed
    return min(spans), max(spans), annotation.id


def _words(text: Text, spans: Sequence[Span]) -> list[str]:
    return [text.text[span.start : span.end] for span in spans]


def _citation(card: Card, text: Text, spans: Sequence[Span]) -> str:
    clause = text.clause_at(spans[0].start)
    return cite(card.title, clause.path if clause else "")


def _quoted(annotation: Annotation, quotes: Iterable[str], citation: str, labels: Labels) -> Iterator[str]:
    """Give an annotation as a block quote and its block id."""
    color = labels.colors.get(annotation.color, annotation.color)
    source = [
        f"—— [{escape(citation)}]({annotation_link(annotation.id)})",
        f"{labels.color}{labels.colon}{escape(color)}",
        *_tags(annotation, labels),
    ]
    paragraphs = [*_paragraphs(*quotes), " · ".join(source)]
    if annotation.note:
        first, *more = _paragraphs(annotation.note) or [""]
        paragraphs += [f"**{labels.note}**{labels.colon}{first}", *more]
    yield "\n>\n".join(f"> {paragraph}" for paragraph in paragraphs)
    yield f"^{annotation.id}"


def _listed(annotation: Annotation, quotes: Iterable[str], citation: str, labels: Labels) -> str:
    """Give a bookmark as an item of a list, with its block id at the end as Obsidian has it for lists."""
    words = " ".join(" ".join(quotes).split())
    shown = words if len(words) <= _BOOKMARK_WORDS else words[:_BOOKMARK_WORDS] + "……"
    parts = [
        f"{escape(citation)}{labels.colon}{escape(shown)}" if shown else escape(citation),
        *_tags(annotation, labels),
    ]
    if annotation.note:
        parts.append(f"**{labels.note}**{labels.colon}{' '.join(_paragraphs(annotation.note))}")
    return f"- {' · '.join(parts)} ^{annotation.id}"


def _tags(annotation: Annotation, labels: Labels) -> list[str]:
    if not annotation.tags:
        return []
    shown = " ".join(f"#{tag}" if _LIVE_TAG.fullmatch(tag) else escape(tag) for tag in annotation.tags)
    return [f"{labels.tags}{labels.colon}{shown}"]


def _paragraphs(*texts: str) -> list[str]:
    return [line for text in texts for paragraph in text.splitlines() if (line := escape(paragraph))]


def _front_matter(**values: str) -> str:
    """Give YAML whose values are JSON strings, which YAML reads as they are whatever is in them."""
    lines = [
        f"{name}: {_UNPRINTABLE.sub(_escaped, json.dumps(value, ensure_ascii=False))}" for name, value in values.items()
    ]
    return "\n".join(["---", *lines, "---"])


def _escaped(match: re.Match[str]) -> str:
    return f"\\u{ord(match[0]):04x}"


def _iso(when: datetime.datetime) -> str:
    return when.isoformat(timespec="seconds")


def _file(blocks: Iterable[str]) -> str:
    return "\n\n".join(blocks) + "\n"
