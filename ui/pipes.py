"""How the program and its worker processes talk: frames of JSON and bytes over pipes.

A frame is two lengths (8 bytes each, big-endian), a JSON header and a payload of bytes. Never pickle: the other end has read
hostile files (docs/decisions/0009-workers-and-json-frames.md).
"""

from __future__ import annotations

import json
import struct
from typing import IO, Any

LENGTHS = struct.Struct(">QQ")
HEADER_LIMIT = 16 << 20
"""Bytes of a header: names, messages and counts; of an import that was undone the ids of all that it brought, and of a library without
its texts a sentence for each document."""
PAYLOAD_LIMIT = 256 << 20
"""Bytes of a payload: a document of 64 MiB comes back as at most a few times that."""

Header = dict[str, Any]


class BrokenPipe(Exception):
    """The other end is gone or does not keep to the frame."""


def send(stream: IO[bytes], header: Header, payload: bytes = b"") -> None:
    """Write one frame.

    Raises:
        BrokenPipe: The other end is gone.
    """
    head = json.dumps(header, ensure_ascii=False).encode(errors="replace")
    try:
        stream.write(LENGTHS.pack(len(head), len(payload)))
        stream.write(head)
        stream.write(payload)
        stream.flush()
    except (OSError, ValueError) as error:
        raise BrokenPipe(str(error)) from error


def receive(stream: IO[bytes]) -> tuple[Header, bytes] | None:
    """Read one frame; None at the end of the stream.

    Raises:
        BrokenPipe: The stream ended inside a frame, or the frame is larger than allowed or not JSON.
    """
    lengths = stream.read(LENGTHS.size)
    if not lengths:
        return None
    if len(lengths) < LENGTHS.size:
        raise BrokenPipe("the stream ended inside a frame")
    head_length, payload_length = LENGTHS.unpack(lengths)
    if head_length > HEADER_LIMIT or payload_length > PAYLOAD_LIMIT:
        raise BrokenPipe(f"a frame of {head_length} + {payload_length} bytes")
    head, payload = stream.read(head_length), stream.read(payload_length)
    if len(head) < head_length or len(payload) < payload_length:
        raise BrokenPipe("the stream ended inside a frame")
    try:
        header = json.loads(head)
    except ValueError as error:
        raise BrokenPipe("a header that is not JSON") from error
    if not isinstance(header, dict):
        raise BrokenPipe("a header that is not an object")
    return header, payload
