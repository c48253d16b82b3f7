"""MHTML, the page with all its parts in one file that browsers save: only the page itself is opened."""

from __future__ import annotations

import re
from email import message_from_bytes
from email.message import Message

from reader.decode import decode
from reader.errors import KnownError
from reader.formats import hypertext
from reader.formats.page import Page

_HEAD = re.compile(rb"\s*(?:[A-Za-z-]+:[^\n]*\n(?:[ \t][^\n]*\n)*)+")
_TYPE = re.compile(
    rb"^content-type:\s*(?:multipart/related|multipart/alternative|text/html)\b", re.IGNORECASE | re.MULTILINE
)
_LONGEST_HEAD = 8192


def is_mhtml(data: bytes) -> bool:
    """Tell whether a file begins with the header of a message that holds a web page."""
    head = _HEAD.match(data[:_LONGEST_HEAD].replace(b"\r\n", b"\n"))
    return head is not None and bool(_TYPE.search(head[0]))


def parse(data: bytes, name: str) -> Page:
    """Give the page of the first HTML part.

    Raises:
        KnownError: ``file-damaged``: there is none, or parts lie in parts without end; what ``decode`` raises.
    """
    try:
        page = _page(message_from_bytes(data))
    except (RecursionError, LookupError, ValueError) as error:  # the package nests one call per part in a part
        raise KnownError("file-damaged", name=name) from error
    if page is None:
        raise KnownError("file-damaged", name=name)
    return hypertext.parse(decode(page, name))


def _page(message: Message) -> bytes | None:
    waiting = [message]
    while waiting:
        part = waiting.pop(0)
        content = part.get_payload()
        if part.get_content_type() == "text/html":
            decoded = part.get_payload(decode=True)
            return decoded if isinstance(decoded, bytes) else None
        if isinstance(content, list):
            waiting[:0] = [each for each in content if isinstance(each, Message)]
    return None
