"""Annotations as plain text, for a mail or a chat."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator

from storage.exports.exported import Exported, Labels
from storage.exports.rows import NoteRow, note_rows


def plain(documents: Iterable[Exported], when: datetime.datetime, labels: Labels) -> str:
    """Give the annotations of documents as text: under each title its quotes, each with its source and what the user wrote.

    Args:
        documents: In the order in which they appear.
        when: Time of the export.
        labels: The words.
    """
    blocks = []
    for document in documents:
        card = document.card
        about = [part for part in ("、".join(card.issuers), card.number, card.date) if part]
        blocks.append("\n".join([card.title, *([" ".join(about)] if about else [])]))
        blocks += ["\n".join(_lines(row, labels)) for row in note_rows([document], labels)]
    return "\n\n".join([*blocks, when.strftime("%Y-%m-%d")]) + "\n"


def _lines(row: NoteRow, labels: Labels) -> Iterator[str]:
    if row.quote:
        yield f"“{' '.join(row.quote.split())}”"
    yield f"——{row.citation}" if row.spans or not row.annotation.anchors else f"——{row.citation}（{labels.unplaced}）"
    kinds = [row.kind if row.annotation.kind in ("bookmark", "page") else "", row.type]
    if any(kinds):
        yield f"{labels.columns['type']}{labels.colon}{'、'.join(kind for kind in kinds if kind)}"
    if row.annotation.note:
        yield f"{labels.note}{labels.colon}{row.annotation.note}"
    if row.annotation.tags:
        yield f"{labels.tags}{labels.colon}{'、'.join(row.annotation.tags)}"
