"""Ids for what users make: short enough to type, long enough never to meet."""

from __future__ import annotations

import re
import secrets

# Base 32 without i, l, o and u, which are misread: twelve characters are 60 bits. A million objects meet with a chance of 1 in 2 million.
_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
_LENGTH = 12
_ID = re.compile(r"[0-9A-Za-z_-]{1,64}")


def new_id() -> str:
    """Give a new random id of 12 lower-case letters and digits."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(_LENGTH))


def is_id(words: str) -> bool:
    """Tell whether words from outside can be an id: of no more characters than a link to it may have, and of none that says more.

    What has one object on all devices, a colour or a word, has a colon in its id; nobody outside names those.
    """
    return _ID.fullmatch(words) is not None
