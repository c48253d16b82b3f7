"""Annotations as one HTML file that a phone opens: outline, filters, search, nothing fetched from anywhere.

Whatever comes from documents and users is escaped by the template engine. The page forbids itself everything but its own style and its
own script, which are named by their hashes (Content Security Policy), so that nothing in a note could ever run.
"""

from __future__ import annotations

import base64
import datetime
import hashlib
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, StrictUndefined

from reader.model import Clause
from storage.exports.exported import Exported, Labels
from storage.exports.headings import headings_around
from storage.exports.rows import NoteRow, note_rows
from storage.exports.shown_notes import note_html

TEMPLATES = Path(__file__).resolve().parents[2] / "assets" / "templates"


def page(documents: Sequence[Exported], when: datetime.datetime, labels: Labels) -> bytes:
    """Give the annotations of documents as an HTML file.

    Args:
        documents: In the order in which they appear.
        when: Time of the export, with time zone.
        labels: The words.
    """
    style, script = _asset("notes.css"), _asset("notes.js")
    shown = [_document(document, number, labels) for number, document in enumerate(documents, start=1)]
    annotations = [annotation for document in documents for annotation, _spans in document.annotations]
    types = {annotation.type for annotation in annotations}
    colors = {annotation.color for annotation in annotations if not annotation.bookmark}
    made: str = _template().render(
        title=documents[0].card.title if len(documents) == 1 else labels.collection,
        style=style,
        script=script,
        style_hash=_hash(style),
        script_hash=_hash(script),
        count=len(annotations),
        words={
            "find": labels.find,
            "outline": labels.outline,
            "document": labels.columns["title"],
            "color": labels.color,
            "type": labels.columns["type"],
            "tags": labels.tags,
        },
        documents=shown,
        colors=[(role, word) for role, word in labels.colors.items() if role in colors],
        types=[(role, word) for role, word in labels.types.items() if role in types],
        tags=sorted({tag for annotation in annotations for tag in annotation.tags}),
    )
    return made.encode(errors="replace")


def _document(document: Exported, number: int, labels: Labels) -> dict[str, Any]:
    card = document.card
    parts = list(_parts(document, number, labels))
    return {
        "title": card.title,
        "about": [part for part in ("、".join(card.issuers), card.number, card.date) if part],
        "parts": parts,
        "headings": [
            {"id": part["id"], "level": part["level"], "words": part["heading"]} for part in parts if part["heading"]
        ],
    }


def _parts(document: Exported, number: int, labels: Labels) -> Iterator[dict[str, Any]]:
    """Give the annotations under the headings around them; a heading without annotations of its own stands alone."""
    text = document.text
    open_headings: list[Clause] = []
    part: dict[str, Any] = {"heading": "", "notes": [], "level": 0, "id": ""}
    for row in note_rows([document], labels):
        here = headings_around(text, row.spans[0].start) if row.spans else []
        shared = sum(1 for one, other in zip(here, open_headings, strict=False) if one is other)
        for level, clause in enumerate(here[shared:], start=shared + 1):
            yield part
            words = text.text[clause.heading.start : clause.heading.end]
            part = {
                "heading": words,
                "notes": [],
                "level": min(level, 6),
                "id": f"d{number}-{clause.span.start}-{level}",
            }
        if open_headings and not here:
            yield part
            heading = "" if row.spans else labels.unplaced
            part = {"heading": heading, "notes": [], "level": 1, "id": f"d{number}-rest"}
        open_headings = here
        part["notes"].append(_note(row))
    yield part


def _note(row: NoteRow) -> dict[str, Any]:
    kind = row.kind if row.annotation.kind in ("bookmark", "page") else ""
    words = [row.citation, kind, row.color, row.type, row.annotation.created[:10]]
    return {
        "id": row.annotation.id,
        "color": "" if row.annotation.bookmark else row.annotation.color,
        "style": "" if row.annotation.bookmark else row.annotation.style,
        "type": row.annotation.type,
        "quote": row.quote,
        "note": note_html(row.annotation.note) if row.annotation.note else "",
        "tags": list(row.annotation.tags),
        "source": [word for word in words if word],
    }


def _hash(content: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()


@cache
def _asset(name: str) -> str:
    return (TEMPLATES / name).read_text("utf-8")


@cache
def _template() -> Any:
    return Environment(autoescape=True, undefined=StrictUndefined).from_string(_asset("notes.html.j2"))
