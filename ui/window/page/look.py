"""What a new annotation is to look like, and what it is for: the choice of the annotation bar."""

from __future__ import annotations

from typing import NamedTuple

from storage.annotations import Color, Style, Type


class Look(NamedTuple):
    """Colour, style and type of an annotation."""

    color: Color = "yellow"
    style: Style = "solid"
    type: Type = ""


PLAIN = Look()
