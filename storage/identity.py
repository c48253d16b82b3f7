"""Ids for what users make: short enough to type, long enough never to meet."""

from __future__ import annotations

import secrets

# Base 32 without i, l, o and u, which are misread: twelve characters are 60 bits. A million objects meet with a chance of 1 in 2 million.
_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
_LENGTH = 12


def new_id() -> str:
    """Give a new random id of 12 lower-case letters and digits."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(_LENGTH))
