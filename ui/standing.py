"""The standing of a document in words: 现行有效, 尚未施行, 已修改, 已废止, since when and who says so."""

from __future__ import annotations

from reader.validity import State, Validity
from ui.translation import _


def state_word(state: State) -> str:
    """Give the word for a standing; empty where nothing is known."""
    return {
        "": "",
        "in-force": _("现行有效"),
        "future": _("尚未施行"),
        "amended": _("已修改"),
        "repealed": _("已废止"),
    }[state]


def warning_word(validity: Validity) -> str:
    """Give the word for a document that is not in force, which one must know before citing it; else empty."""
    return "" if validity.state == "in-force" else state_word(validity.state)


def told(validity: Validity) -> str:
    """Give the standing with its date and source, on one line; empty where nothing is known."""
    source = validity.source
    if source and not validity.by_hand:
        source = _("见《{title}》").format(title=source)
    by_hand = _("由用户注明") if validity.by_hand else ""
    parts = (state_word(validity.state), validity.date, source, by_hand)
    return " · ".join(part for part in parts if part) if validity.state else ""
