"""A clause with its differences marked: by colour, and by a line below or through, for who does not see the colours apart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Literal

from PySide6.QtGui import QFont, QTextCharFormat, QTextCursor, QTextDocument

from reader.model import Span
from reader.versions import Piece
from ui.window.theme import Theme

Side = Literal["old", "new"]
_HIDDEN = {"old": "added", "new": "removed"}


def write(
    document: QTextDocument, pieces: Sequence[Piece], side: Side, theme: Theme, words: Sequence[Span] = ()
) -> None:
    """Fill a document with one side of a difference.

    Args:
        document: Is emptied first; its font stays.
        pieces: The difference.
        side: What is only in the other side is left out.
        theme: Whose colours are used.
        words: Annotated words, in code points of this side's text.
    """
    document.clear()
    cursor = QTextCursor(document)
    at = 0
    for piece in pieces:
        if piece.kind == _HIDDEN[side]:
            continue
        for part, annotated in _parts(piece.text, at, words):
            cursor.insertText(part, _format(piece.kind, annotated, theme))
        at += len(piece.text)


def words_of(pieces: Sequence[Piece], side: Side) -> str:
    """Give the words of one side of a difference, unmarked."""
    return "".join(piece.text for piece in pieces if piece.kind != _HIDDEN[side])


def _parts(text: str, at: int, words: Sequence[Span]) -> Iterator[tuple[str, bool]]:
    """Cut a piece where annotated words begin and end."""
    cuts = {0, len(text)}
    for span in words:
        cuts |= {min(max(span.start - at, 0), len(text)), min(max(span.end - at, 0), len(text))}
    ordered = sorted(cuts)
    for start, end in pairwise(ordered):
        yield text[start:end], any(span.contains(at + start) for span in words)


def _format(kind: str, annotated: bool, theme: Theme) -> QTextCharFormat:
    words = QTextCharFormat()
    words.setForeground(theme.color("ink"))
    if annotated:
        words.setBackground(theme.color("highlight-yellow"))
        words.setFontWeight(QFont.Weight.Bold)
    if kind == "added":
        words.setBackground(theme.color("highlight-green"))
        words.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
        words.setUnderlineColor(theme.color("mark-green"))
    elif kind == "removed":
        words.setBackground(theme.color("highlight-pink"))
        words.setFontStrikeOut(True)
    return words
