"""Whether a document is in force: from what it says itself and from what other documents of the same library say of it.

The program knows only what it was given: a document of which nothing is known has no standing, it is not 现行有效.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from reader.model import Field, Text
from reader.names import name_key

State = Literal["", "in-force", "future", "amended", "repealed"]
"""Nothing known, 现行有效, 尚未施行, 已修改 (修正 or 修订: there is a later version), 已废止."""

STATES: tuple[State, ...] = ("", "in-force", "future", "amended", "repealed")

_REPEALED_TITLE = re.compile(r"[（(]\s?(?:已|现已)?(?:被)?(?:废止|失效)\s?[）)]\s?$")
_AMENDS = re.compile(r"修改《(?P<law>[^《》]+)》[^《》]*的(?:决定|决议)$")
_LEAST_SHARED = 4
"""Letters of a title that two versions share; shorter ones (通知) are no name."""


@dataclass(frozen=True, slots=True)
class Claim:
    """What a text says of the standing of a document.

    Attributes:
        verb: ``repeals``, ``amends``, or ``is``: it is a version of that document itself.
        key: ``name_key`` of the title of which it is said.
        date: From when, ISO; of ``is`` the date of the version. Empty where it is not known.
        title: Of the document that says so.
    """

    verb: Literal["is", "repeals", "amends"]
    key: str
    date: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Validity:
    """The standing of a document.

    Attributes:
        state: See ``State``.
        date: Since when, or from when; ISO, empty where not known.
        source: Who says so: the title of another document, or the words of the user; empty for the document itself.
        by_hand: The user said so.
    """

    state: State = ""
    date: str = ""
    source: str = ""
    by_hand: bool = False


UNKNOWN = Validity()


def claims_of(text: Text) -> tuple[Claim, ...]:
    """Give what a text says of documents: of itself, and of those that it repeals or amends."""
    title = text.title.value if text.title else ""
    own, passed = name_key(title), _value(text.date)
    begins = _value(text.effective) or _value(text.published) or passed
    found = [Claim("repeals", name_key(field.value), begins, title) for field in text.repeals]
    amends = _AMENDS.search(title)
    if amends:
        found.append(Claim("amends", name_key(amends["law"]), passed or begins, title))
    version = passed or _value(text.amended) or _value(text.published)
    if version and len(own) >= _LEAST_SHARED and (text.effective or text.published or text.amended):
        found.append(Claim("is", own, version, title))
    return tuple(dict.fromkeys(claim for claim in found if claim.key))


def standing(title: str, date: str, effective: str, claims: Iterable[Claim], today: str, *, is_dated: bool) -> Validity:
    """Give the standing of a document.

    Args:
        title: Its title.
        date: Of this version: when it was passed or signed; empty where not known.
        effective: When it came or comes into force; empty where not known.
        claims: What other documents say of its name.
        today: ISO.
        is_dated: Whether it tells when it was published, came into force or was amended, as laws do.
    """
    if _REPEALED_TITLE.search(title):
        return Validity("repealed")
    claims = list(claims)
    if not claims and effective <= today:  # most documents nobody speaks of
        return _in_force(effective) if is_dated else UNKNOWN
    key = name_key(title)
    said = sorted((claim for claim in claims if claim.key == key and claim.date), key=lambda claim: claim.date)
    past = [claim for claim in said if claim.date <= today]
    for claim in past:
        # A law of the same name that replaces this one is its later version; see below.
        if claim.verb == "repeals" and name_key(claim.title) != key and date < claim.date:
            return Validity("repealed", claim.date, claim.title)
    if effective > today:
        return Validity("future", effective)
    later = [claim for claim in past if claim.verb in ("is", "amends") and date and date < claim.date]
    if later:
        return Validity("amended", later[-1].date, later[-1].title)
    return _in_force(effective) if is_dated else UNKNOWN


@lru_cache(maxsize=4096)
def _in_force(since: str) -> Validity:
    """Give one object for all documents of a day: a shelf has thousands."""
    return Validity("in-force", since)


def _value(field: Field | None) -> str:
    return field.value if field else ""
