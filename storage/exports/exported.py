"""What every form of export is given: a document with its annotations in their places, and the words of the user's language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reader.model import Span, Text
from storage.annotations import Annotation, Color
from storage.cards import Card
from storage.versions import Version

Placed = tuple[Annotation, Sequence[Span]]
"""An annotation and where it stands in the text that is exported; no spans where its place was not found."""


@dataclass(frozen=True, slots=True)
class Labels:
    """The words of an export in the user's language.

    Attributes:
        collection: Title of an export of several documents.
        note: Before the user's words.
        tags: Before the tags.
        color: Before the name of the colour.
        colors: Names of the colours by role.
        named: Of these, what the user gave.
        bookmarks: Heading of the list of bookmarks.
        unplaced: Heading of the annotations whose place was not found in this text.
        current, earlier: The version that is exported; before the date of one that was replaced.
        colon: Between a label and what it labels.
        program: Name of the program, as the author of comments.
        find, outline: Of the search field and the table of contents.
        kinds, styles, types, validities: Words of ``Annotation.kind``, ``style``, ``type`` and of ``Validity.state``.
        columns: Headings of a table by the name of the column (``storage/exports/table.py``), in their order.
    """

    collection: str
    note: str
    tags: str
    color: str
    colors: Mapping[str, str]
    named: Mapping[Color, str]
    bookmarks: str
    unplaced: str
    current: str
    earlier: str
    colon: str
    program: str
    find: str
    outline: str
    kinds: Mapping[str, str]
    styles: Mapping[str, str]
    types: Mapping[str, str]
    validities: Mapping[str, str]
    columns: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Exported:
    """One document of an export.

    Attributes:
        card: Its card.
        text: The text that the spans refer to.
        annotations: In any order.
        versions: Its chain of texts, the youngest last; may be left out where there is only one.
    """

    card: Card
    text: Text
    annotations: Sequence[Placed]
    versions: Sequence[Version] = ()
