"""Annotations as JSON that other programs read and ``storage/incoming.py`` takes back: a W3C Web Annotation set.

The shape is the Recommendation of 2017 with Readium's ``AnnotationSet`` around it: a quote and a position for
each place, positions in code points of the reading text. What the standards have no word for (letters, styles, types) stands under
``piyue``, so that importing gives the identical annotation.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable, Mapping
from typing import Any

from reader.anchor import Anchor, place
from reader.model import Text, cite
from storage.annotations import Annotation, Color
from storage.cards import Card
from storage.colors import NO_NAMES
from storage.exports.exported import Exported

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
ANNOTATION, TEXT = "urn:piyue:annotation:", "urn:piyue:text:"
COLORS = {"yellow": "yellow", "green": "green", "blue": "blue", "pink": "pink", "violet": "purple"}
"""Our colours in the words of EPUB Annotations 1.0."""
STYLES = {"solid": "solid", "underline": "underline", "wavy": "underline", "strike": "strikethrough"}

Json = dict[str, Any]


def annotation_set(
    documents: Iterable[Exported], when: datetime.datetime, names: Mapping[Color, str] = NO_NAMES
) -> str:
    """Give the annotations of documents as one JSON file.

    Args:
        documents: In the order in which they appear.
        when: Time of the export, with time zone.
        names: What the user calls colours.
    """
    about: list[Json] = []
    items: list[Json] = []
    for document in documents:
        about.append(_about(document.card))
        items += [_item(annotation, document) for annotation, _spans in document.annotations]
    whole: Json = {
        "@context": CONTEXT,
        "type": "AnnotationSet",
        "generator": {"type": "Software", "name": "批阅 Piyue"},
        "generated": when.isoformat(timespec="seconds"),
        "about": about,
        "items": items,
    }
    if names:
        whole["piyue"] = {"colors": dict(names)}
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def _about(card: Card) -> Json:
    told = {"dc:creator": list(card.issuers), "dc:identifier": card.number, "dc:date": card.date, "dc:type": card.kind}
    return {"id": TEXT + card.text_id, "dc:title": card.title, **{name: value for name, value in told.items() if value}}


def _item(annotation: Annotation, document: Exported) -> Json:
    body = {
        "type": "TextualBody",
        "value": annotation.note,
        "format": "text/markdown",
        "color": COLORS[annotation.color],
        "highlight": STYLES[annotation.style],
        "tags": list(annotation.tags),
    }
    targets = [_target(anchor, document) for anchor in annotation.anchors]
    return {
        "@context": CONTEXT,
        "id": ANNOTATION + annotation.id,
        "type": "Annotation",
        "motivation": _motivation(annotation),
        "created": annotation.created,
        "modified": annotation.modified,
        "body": body,
        "target": targets or [{"source": TEXT + document.card.text_id, "dc:title": document.card.title}],
        "piyue": {
            "color": annotation.color,
            "style": annotation.style,
            "type": annotation.type,
            "bookmark": annotation.bookmark,
        },
    }


def _motivation(annotation: Annotation) -> str:
    if annotation.bookmark:
        return "bookmarking"
    return "commenting" if annotation.note else "highlighting"


def _target(anchor: Anchor, document: Exported) -> Json:
    selectors: list[Json] = [
        {"type": "TextQuoteSelector", "prefix": anchor.prefix, "exact": anchor.quote, "suffix": anchor.suffix}
    ]
    if position := _position(anchor, document.text):
        selectors.append(position)
    return {
        "source": TEXT + anchor.text_id,
        "dc:title": document.card.title,
        "selector": selectors,
        "piyue": {
            "start": anchor.start,
            "end": anchor.end,
            "clause": anchor.clause,
            "citation": cite(document.card.title, anchor.clause),
        },
    }


def _position(anchor: Anchor, text: Text) -> Json | None:
    """Give the place in the reading text; positions in a text that is no longer current would mislead."""
    span = place(text, anchor) if anchor.text_id == text.text_id else None
    return {"type": "TextPositionSelector", "start": span.start, "end": span.end} if span else None
