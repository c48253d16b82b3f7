"""What stands in a gap between two letters, as the user edits it: closing marks, a stop, an end of the paragraph, opening marks."""

from __future__ import annotations

STOPS = "、，。；：？！"
"""The likely ones, in the order in which they are offered."""
OPENING, CLOSING = "（《“", "）》”"
PARAGRAPH = "↵"
"""Shown for the end of a paragraph; a line end inside a field of one line is not seen."""

_ASCII_STOPS = ",.;:?!"


def shown(value: str) -> str:
    """Give the words of a gap for a field of one line."""
    return value.replace("\n", PARAGRAPH)


def meant(field: str) -> str:
    """Give the words of a gap that a field shows."""
    return field.replace(PARAGRAPH, "\n")


def with_stop(field: str, stop: str) -> str:
    """Give a field with another stop: in place of the one that is there, else behind what closes."""
    kept = "".join(mark for mark in field if mark not in STOPS + _ASCII_STOPS)
    first = next((at for at, mark in enumerate(field) if mark in STOPS + _ASCII_STOPS), None)
    if first is None:
        first = next((at for at, mark in enumerate(kept) if mark not in CLOSING), len(kept))
    return kept[:first] + stop + kept[first:]


def toggled(field: str, mark: str) -> str:
    """Give a field with a mark more or, where it has it, without it: what closes leads, what opens comes last."""
    if mark in field:
        return field.replace(mark, "", 1)
    if mark in CLOSING:
        return mark + field
    if mark == PARAGRAPH:
        first = next((at for at, one in enumerate(field) if one in OPENING), len(field))
        return field[:first] + mark + field[first:]
    return field + mark
