"""Links from an export back to the place in the program: ``piyue://annotation/<id>``."""

from __future__ import annotations

import re

SCHEME = "piyue:"
_LINK = re.compile(r"(?i:piyue:/{0,2}annotation)/([0-9A-Za-z_-]{1,64})/?")


def annotation_link(annotation: str) -> str:
    """Give the link to an annotation."""
    return f"piyue://annotation/{annotation}"


def annotation_of(link: str) -> str | None:
    """Give the id that a link names; None where it is no link of ours.

    Args:
        link: As pasted or as the system hands it over; spaces around it do not count.
    """
    found = _LINK.fullmatch(link.strip())
    return found[1] if found else None
