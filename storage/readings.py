"""A reading as it travels and lies: the packed bytes, and beside them what the shelf shows.

Whoever reads a file packs it once, away from the process that holds the library; that one stores the bytes as they are. A law of
300 KB is thousands of objects, which a bulk import must not make, pack and squeeze a second time.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from reader.model import Text
from reader.packing import pack, unpack
from reader.validity import claims_of

# The fastest level packs a law to a third; the slower ones gain little and cost import time.
_COMPRESSION = 1

_TEXT_KEY = ',"text":'
_DECODER = json.JSONDecoder()


@dataclass(frozen=True, slots=True)
class PackedReading:
    """A Text, packed.

    Attributes:
        text_id: Its id.
        reader_version: Version of the reader that made it.
        shown: What a card shows of it, by column of the table ``reading``; JSON values. ``claims`` goes into a table of its own
            (``storage/validity.py``).
        data: The Text itself; ``unpack_reading`` gives it back.
    """

    text_id: str
    reader_version: int
    shown: Mapping[str, Any]
    data: bytes


def pack_reading(text: Text) -> PackedReading:
    """Pack a Text."""
    packed = json.dumps(pack(text), ensure_ascii=False, separators=(",", ":")).encode(errors="surrogatepass")
    return PackedReading(text.text_id, text.reader_version, _shown(text), zlib.compress(packed, _COMPRESSION))


def packed(text: Text | PackedReading) -> PackedReading:
    """Give a reading packed, whether it was or not."""
    return text if isinstance(text, PackedReading) else pack_reading(text)


def unpack_reading(data: bytes) -> Text:
    """Give the Text that was packed.

    Raises:
        zlib.error, ValueError, KeyError, TypeError: The bytes are not from ``pack_reading``; the source has to be read again.
    """
    return unpack(json.loads(zlib.decompress(data).decode(errors="surrogatepass")))


def unpack_words(data: bytes) -> str:
    """Give nothing but the reading text of what was packed, five times faster than all of it.

    Raises:
        zlib.error, ValueError: As ``unpack_reading``.
    """
    packed = zlib.decompress(data).decode(errors="surrogatepass")
    # No string inside of the JSON can hold this: its quotes are escaped there.
    words, _end = _DECODER.raw_decode(packed, packed.index(_TEXT_KEY) + len(_TEXT_KEY))
    return str(words)


def _shown(text: Text) -> dict[str, Any]:
    fields = {
        name: field.value if (field := getattr(text, name)) else ""
        for name in ("title", "number", "date", "kind", "published", "effective", "amended")
    }
    return {
        **fields,
        "issuers": [issuer.value for issuer in text.issuers],
        "clauses": sum(1 for _ in text.walk()),
        "chars": len(text.text),
        "tasks": len(text.tasks),
        "claims": [[claim.verb, claim.key, claim.date] for claim in claims_of(text)],
    }
