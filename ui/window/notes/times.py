"""When a note was written, as short as it can be said."""

from __future__ import annotations

from datetime import datetime

from ui.translation import _


def short_time(iso: str, now: datetime) -> str:
    """Give a time as a reader says it: the hour today, 昨天, the day this year, the date before.

    Args:
        iso: With time zone, as the library keeps it.
        now: The present, with time zone; its zone is the reader's.
    """
    then = datetime.fromisoformat(iso).astimezone(now.tzinfo)
    days = (now.date() - then.date()).days
    if days == 0:
        return f"{then:%H:%M}"
    if days == 1:
        return _("昨天")
    if then.year == now.year:
        return _("{month}月{day}日").format(month=then.month, day=then.day)
    return f"{then:%Y-%m-%d}"
