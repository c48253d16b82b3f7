"""Annotations from JSON files: our own export, Hypothesis' (client ``annotations-exporter``) and KOReader's (``exporter.koplugin``).

What a file says is checked value by value: an entry that cannot be understood is told with its reason and takes no other along. Where the
annotations belong in the library is not decided here.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, cast, get_args

from reader.anchor import Anchor
from reader.errors import KnownError
from storage.annotations import Color, Style, Type
from storage.colors import checked
from storage.exports.web_annotation import ANNOTATION, COLORS, TEXT
from storage.identity import is_id

_LONGEST = 1 << 20
"""Code points of a note or quote: more is no annotation, and one file must not fill the disk."""
_LATEST = 253_402_128_000_000
"""In ms since 1970: 9999-12-30. Nearer to the end of all calendars, and before 1970 on Windows, no local time can be told."""
_OUR_COLORS = {theirs: ours for ours, theirs in COLORS.items()} | {
    "orange": "yellow",
    "red": "pink",
    "olive": "green",
    "cyan": "blue",
}
_OUR_STYLES = {"underline": "underline", "underscore": "underline", "strikethrough": "strike", "strikeout": "strike"}


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of a document, with what stood around them; both may be empty."""

    exact: str
    prefix: str = ""
    suffix: str = ""


@dataclass(frozen=True, slots=True)
class Incoming:
    """An annotation that came in a file.

    Attributes:
        id: Its id where it was made by this program; empty for others.
        title: Of the document, as the file has it; may be empty.
        text_ids: Of the texts that it was made on; empty where another program made it.
        anchors: Its places where this program made it.
        quotes: The words of each place.
        note, tags, color, style, type, bookmark: As in ``Annotation``.
        created, modified: In ms since 1970 UTC; None where the file does not tell, or tells none that can be.
        failure: Why it cannot be taken; empty where it can.
    """

    id: str = ""
    title: str = ""
    text_ids: tuple[str, ...] = ()
    anchors: tuple[Anchor, ...] = ()
    quotes: tuple[Quote, ...] = ()
    note: str = ""
    tags: tuple[str, ...] = ()
    color: Color = "yellow"
    style: Style = "solid"
    type: Type = ""
    bookmark: bool = False
    created: int | None = None
    modified: int | None = None
    failure: KnownError | None = None


def parse(data: bytes, name: str) -> list[Incoming]:
    """Give the annotations in a file, in its order.

    Args:
        data: The whole file.
        name: Its name, for messages.

    Raises:
        KnownError: ``notes-unreadable``: no JSON, or of none of the three shapes.
    """
    try:
        whole = json.loads(data.decode("utf-8-sig"))
    except (UnicodeDecodeError, ValueError, RecursionError) as error:
        raise KnownError("notes-unreadable", name=name) from error
    for shape in (_own, _hypothesis, _koreader):
        if (entries := shape(whole)) is not None:
            return [_guarded(read, entry) for read, entry in entries]
    raise KnownError("notes-unreadable", name=name)


def color_names(data: bytes) -> dict[Color, str]:
    """Give the names of colours in a file of our own; none for any other, and for what is no name."""
    try:
        whole = json.loads(data.decode("utf-8-sig")) if b'"colors"' in data else {}
        return checked(whole["piyue"]["colors"])
    except (UnicodeDecodeError, ValueError, RecursionError, KeyError, TypeError, AttributeError):
        return {}


Entry = tuple[Callable[[Any], Incoming], Any]


def _guarded(read: Callable[[Any], Incoming], entry: Any) -> Incoming:
    try:
        return read(entry)
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError):
        # The values of a foreign file are of any type: what is not what it should be is one failure, told like any other.
        return Incoming(failure=KnownError("note-unreadable"))


def _own(whole: Any) -> list[Entry] | None:
    if not isinstance(whole, dict) or whole.get("type") != "AnnotationSet" or not isinstance(whole.get("items"), list):
        return None
    return [(_own_entry, item) for item in whole["items"]]


def _own_entry(item: Any) -> Incoming:
    body, ours = item["body"], item.get("piyue", {})
    anchors, quotes, text_ids, title = [], [], [], ""
    for target in item["target"]:
        title = title or _words(target.get("dc:title", ""))
        text_id = _words(target["source"]).removeprefix(TEXT)
        text_ids.append(text_id)
        if "selector" not in target:
            continue
        quote = _quote(target["selector"])
        quotes.append(quote)
        if place := target.get("piyue"):
            start, end = _count(place["start"]), _count(place["end"])
            clause = _words(place["clause"])
            anchors.append(Anchor(text_id, start, end, quote.exact, quote.prefix, quote.suffix, clause))
    return Incoming(
        id=_identity(item["id"]),
        title=title,
        text_ids=tuple(dict.fromkeys(text_ids)),
        anchors=tuple(anchors),
        quotes=tuple(quotes),
        note=_words(body.get("value", "")),
        tags=tuple(map(_words, body.get("tags", ()))),
        color=_one_of(Color, ours.get("color", _OUR_COLORS.get(body.get("color"), "yellow"))),
        style=_one_of(Style, ours.get("style", _OUR_STYLES.get(body.get("highlight"), "solid"))),
        type=_one_of(Type, ours.get("type", "")),
        bookmark=bool(ours.get("bookmark", item.get("motivation") == "bookmarking")),
        created=_time(item.get("created")),
        modified=_time(item.get("modified")),
    )


def _hypothesis(whole: Any) -> list[Entry] | None:
    if not isinstance(whole, dict) or not isinstance(whole.get("annotations"), list):
        return None
    return [(_hypothesis_entry, annotation) for annotation in whole["annotations"]]


def _hypothesis_entry(annotation: Any) -> Incoming:
    titles = annotation.get("document", {}).get("title", [])
    selectors = [target["selector"] for target in annotation.get("target", []) if target.get("selector")]
    return Incoming(
        title=_words(titles[0] if isinstance(titles, list) and titles else titles or ""),
        quotes=tuple(_quote(selector) for selector in selectors),
        note=_words(annotation.get("text", "")),
        tags=tuple(map(_words, annotation.get("tags", ()))),
        created=_time(annotation.get("created")),
        modified=_time(annotation.get("updated")),
    )


def _koreader(whole: Any) -> list[Entry] | None:
    books = whole.get("documents", [whole]) if isinstance(whole, dict) else None
    if not isinstance(books, list) or not all(
        isinstance(book, dict) and isinstance(book.get("entries"), list) for book in books
    ):
        return None
    return [(_koreader_entry, (book, entry)) for book in books for entry in book["entries"]]


def _koreader_entry(pair: tuple[Any, Any]) -> Incoming:
    book, entry = pair
    seconds = entry.get("time")
    return Incoming(
        title=_words(book.get("title", "")),
        quotes=(Quote(_words(entry.get("text", ""))),),
        note=_words(entry.get("note") or ""),
        color=_one_of(Color, _OUR_COLORS.get(entry.get("color"), "yellow")),
        style=_one_of(Style, _OUR_STYLES.get(entry.get("drawer"), "solid")),
        bookmark=entry.get("sort") == "bookmark",
        created=_clock(int(seconds) * 1000) if seconds else None,
    )


def _quote(selectors: Iterable[Any]) -> Quote:
    chosen = next(selector for selector in _listed(selectors) if selector["type"] == "TextQuoteSelector")
    return Quote(*(_words(chosen.get(part, "")) for part in ("exact", "prefix", "suffix")))


def _listed(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise TypeError(value)
    if not any(isinstance(one, dict) and one.get("type") == "TextQuoteSelector" for one in value):
        raise ValueError(value)
    return [one for one in value if isinstance(one, dict)]


def _words(value: Any) -> str:
    if not isinstance(value, str) or len(value) > _LONGEST:
        raise TypeError(value)
    return value.encode(errors="replace").decode()


def _count(value: Any) -> int:
    if not isinstance(value, int) or value < 0:
        raise TypeError(value)
    return value


def _one_of(words: Any, value: Any) -> Any:
    if value not in get_args(words):
        raise ValueError(value)
    return cast("Any", value)


def _time(value: Any) -> int | None:
    return None if value is None else _clock(round(datetime.datetime.fromisoformat(value).timestamp() * 1000))


def _clock(told: int) -> int | None:
    return told if 0 <= told <= _LATEST else None


def _identity(value: Any) -> str:
    id_ = _words(value).removeprefix(ANNOTATION)
    if id_ and not is_id(id_):
        raise ValueError(value)
    return id_
