"""Taking in annotations from a file: each finds its document and its place there, or says why not."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from reader.anchor import Anchor, describe
from reader.errors import KnownError
from reader.quotes import find_quote
from storage.annotations import Annotation
from storage.cards import Card
from storage.changes import Changes
from storage.clocks import iso
from storage.incoming import Incoming, color_names, parse
from ui.coloring import taken_along
from ui.wording import sentence

if TYPE_CHECKING:
    from ui.workspace import Workspace


@dataclass(frozen=True, slots=True)
class NoteRow:
    """What became of one annotation of a file.

    Attributes:
        status: ``unchanged`` is one that is here already and stays as it is.
        annotation: Its id; empty where it failed.
        title: Of its document, as the file or the shelf has it.
        quote: The words that it stands on.
        message: A sentence for the user where something is to be said.
    """

    status: Literal["imported", "unchanged", "failed"]
    annotation: str
    title: str
    quote: str
    message: str = ""


def import_notes(
    workspace: Workspace, data: bytes, name: str, document: str | None = None
) -> tuple[list[NoteRow], Changes]:
    """Take in the annotations of a file, as one action.

    Args:
        workspace: The open library.
        data: The file.
        name: Its name, for messages.
        document: Id of the document that they belong to; found by text or title where None.

    Returns:
        A row for each in the order of the file, and what changed.

    Raises:
        KnownError: ``notes-unreadable``; ``document-unknown``.
    """
    cards = workspace.cards()
    arrived = parse(data, name)
    forged = workspace.library.annotations.taken_ids(one.id for one in arrived if one.id)
    taken = [
        _taken(
            workspace, cards, replace(one, failure=KnownError("note-unreadable")) if one.id in forged else one, document
        )
        for one in arrived
    ]
    arriving = [one for one in taken if isinstance(one, Annotation)]
    news, changes = workspace.bring_in(arriving, taken_along(workspace, color_names(data)))
    return list(_rows(taken, news, {card.id: card.title for card in cards})), changes


def _rows(taken: Sequence[Annotation | NoteRow], news: Sequence[bool], titles: dict[str, str]) -> Iterator[NoteRow]:
    told = iter(news)
    for one in taken:
        if isinstance(one, NoteRow):
            yield one
        else:
            quote = "…".join(anchor.quote for anchor in one.anchors)
            yield NoteRow("imported" if next(told) else "unchanged", one.id, titles[one.document], quote)


def _taken(
    workspace: Workspace, cards: Sequence[Card], incoming: Incoming, document: str | None
) -> Annotation | NoteRow:
    try:
        if incoming.failure is not None:
            raise incoming.failure
        holder = workspace.library.card(document).id if document else _holder(workspace, cards, incoming)
        return _annotation(incoming, holder, _anchors(workspace, incoming, holder))
    except KnownError as error:
        quote = "…".join(quote.exact for quote in incoming.quotes)
        return NoteRow("failed", "", incoming.title, quote, sentence(error))


def _holder(workspace: Workspace, cards: Sequence[Card], incoming: Incoming) -> str:
    """Find the document: by the texts that the annotation was made on, else by its title."""
    if holder := workspace.library.holding(incoming.text_ids):
        return holder
    named = [card.id for card in cards if incoming.title and card.title == incoming.title]
    if len(named) != 1:
        raise KnownError("note-without-document" if not named else "note-document-ambiguous", title=incoming.title)
    return named[0]


def _anchors(workspace: Workspace, incoming: Incoming, document: str) -> tuple[Anchor, ...]:
    """Give its places as they were made, where the document has that text; else find its words in the current one."""
    if incoming.anchors and workspace.library.holding(incoming.text_ids) == document:
        return incoming.anchors
    text = workspace.text(document)
    found = [find_quote(text, quote.exact, quote.prefix, quote.suffix) for quote in incoming.quotes]
    if None in found:
        raise KnownError("note-place-unknown")
    return tuple(describe(text, span) for span in found if span is not None)


def _annotation(incoming: Incoming, document: str, anchors: tuple[Anchor, ...]) -> Annotation:
    now = round(datetime.datetime.now().timestamp() * 1000)
    created = incoming.created if incoming.created is not None else now
    modified = incoming.modified if incoming.modified is not None else created
    return Annotation(
        id=incoming.id or _foreign_id(incoming, document),
        document=document,
        color=incoming.color,
        note=incoming.note,
        tags=incoming.tags,
        bookmark=incoming.bookmark,
        anchors=anchors,
        created=iso(created),
        modified=iso(modified),
        style=incoming.style,
        type=incoming.type,
    )


def _foreign_id(incoming: Incoming, document: str) -> str:
    """Give another program's annotation an id that it has again when the same file comes again."""
    said = repr((document, incoming.quotes, incoming.note, incoming.created))
    return hashlib.sha256(said.encode()).hexdigest()[:12]
