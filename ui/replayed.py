"""What an undo or redo says that it did, in the window and on the command line."""

from __future__ import annotations

from storage.history import Undone
from ui.translation import _
from ui.wording import status_word

_MOVING = ("import", "update", "remove", "restore")
"""What takes whole documents along, their annotations with them."""


def undone_words(undone: Undone) -> str:
    """Give the sentence for what was taken back."""
    return _("已撤销：{action}").format(action=_what(undone))


def redone_words(redone: Undone) -> str:
    """Give the sentence for what was done again."""
    return _("已重做：{action}").format(action=_what(redone))


def _what(replayed: Undone) -> str:
    """Give the name of the action, of one that took several documents or annotations along with how many."""
    named = status_word(replayed.label_case)
    documents, notes = len(replayed.changes.documents), len(replayed.changes.annotations)
    if replayed.label_case not in _MOVING or (documents < 2 and not notes):
        return named
    words = _("{action}（{count} 件，连同 {notes} 条批注）") if notes else _("{action}（{count} 件）")
    return words.format(action=named, count=documents, notes=notes)
