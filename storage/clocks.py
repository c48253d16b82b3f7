"""Clocks as people and files have them: ISO with the local time zone. The log of changes counts milliseconds."""

from __future__ import annotations

import datetime
from functools import lru_cache

# In ms. Wherever clocks change, they do it on a quarter of an hour.
_QUARTER = 15 * 60 * 1000
_ISO_SECOND = len("2026-01-01T00:00:00")


def clock(when: str) -> int:
    """Give an ISO time as a clock in ms: the way back from ``iso``."""
    return round(datetime.datetime.fromisoformat(when).timestamp() * 1000)


def iso(clock: int) -> str:
    """Give a clock in ms as ISO with the local time zone, to the millisecond."""
    second, rest = divmod(clock, 1000)
    local, zone = _second(second)
    return f"{local}.{rest:03}{zone}"


@lru_cache(maxsize=1024)
def _second(second: int) -> tuple[str, str]:
    """Give a second as ISO, and the offset of its zone as it is written: many cards of an import share one."""
    local = datetime.datetime.fromtimestamp(second, _zone(second * 1000 // _QUARTER)).isoformat()
    return local[:_ISO_SECOND], local[_ISO_SECOND:]


@lru_cache(maxsize=1024)
def _zone(quarter: int) -> datetime.tzinfo | None:
    """Give the local time zone of a quarter of an hour: asking the system for every card takes a third of a list's time."""
    return datetime.datetime.fromtimestamp(quarter * _QUARTER / 1000, datetime.UTC).astimezone().tzinfo
