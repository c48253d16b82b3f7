"""A note as the Markdown that it is, shown without harm: no HTML, nothing loaded, only links of the web and of mail.

A note is not Markdown alone but words that somebody typed: its line ends stay line ends.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from PySide6.QtCore import QPointF, QUrl
from PySide6.QtGui import (
    QDesktopServices,
    QFont,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextOption,
)

_MARKED = re.compile(r"[*_`~\[<|]|://|^\s{0,3}(?:#{1,6}\s|>|[-+]\s|\d{1,9}[.)]\s)|^-{3,}$", re.MULTILINE)
_FENCE = re.compile(r"^\s{0,3}(?:```|~~~)")
_OWN_LINES = re.compile(r"^\s{0,3}(?:#{1,6}\s|\||>|[-+*]\s|\d{1,9}[.)]\s)")
_SCHEMES = ("http", "https", "mailto")


class NoteDocument(QTextDocument):
    """A note laid out; it loads nothing, whatever it names."""

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        """Load nothing: reading a note touches no file and no network."""
        return None


def is_marked(note: str) -> bool:
    """Tell whether a note has anything in it that Markdown would show otherwise than as it was typed."""
    return _MARKED.search(note) is not None


def note_document(note: str, font: QFont, width: float) -> NoteDocument:
    """Give a note laid out as Markdown.

    Args:
        note: The user's words.
        font: Of the plain words.
        width: To lay it out for, in pixels.
    """
    document = NoteDocument()
    document.setUndoRedoEnabled(False)
    document.setDocumentMargin(0)
    document.setDefaultFont(font)
    document.setIndentWidth(1.2 * font.pixelSize())
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    document.setDefaultTextOption(option)
    document.setMarkdown(_with_line_ends(note), _features())
    _even(document)
    document.setTextWidth(width)
    return document


@lru_cache(maxsize=2048)
def words_of(note: str) -> str:
    """Give the words of a note without the signs of Markdown, for where there is no room for more than a line."""
    document = QTextDocument()
    document.setUndoRedoEnabled(False)
    document.setMarkdown(_with_line_ends(note), _features())
    return document.toPlainText()


def link_at(document: QTextDocument, point: QPointF) -> str:
    """Give the address of the link under a point of a laid out note, where it is one that may be opened; else nothing."""
    address = document.documentLayout().anchorAt(point)
    return address if QUrl(address).scheme().lower() in _SCHEMES else ""


def open_link(address: str) -> None:
    """Open a link in the system's browser or mail program; any other kind of address is left alone."""
    url = QUrl(address)
    if url.scheme().lower() in _SCHEMES:
        QDesktopServices.openUrl(url)


@cache
def _features() -> QTextDocument.MarkdownFeature:
    return QTextDocument.MarkdownFeature.MarkdownDialectGitHub | QTextDocument.MarkdownFeature.MarkdownNoHTML


def _with_line_ends(note: str) -> str:
    """Give Markdown in which a line end typed inside a paragraph stays one: two spaces before it say so."""
    lines = note.split("\n")
    fenced = False
    given = []
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        fence = _FENCE.match(line) is not None
        plain = not fenced and not fence and line.strip() and following.strip() and not _OWN_LINES.match(following)
        given.append(f"{line}  " if plain else line)
        fenced ^= fence
    return "\n".join(given)


def _even(document: QTextDocument) -> None:
    """Keep headings as large as the card's words: they are bold already; and give lines the height of plain notes."""
    cursor = QTextCursor(document)
    block = document.begin()
    while block.isValid():
        cursor.setPosition(block.position())
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
        look = cursor.blockFormat()
        if look.headingLevel():
            words = QTextCharFormat()
            words.setFontWeight(QFont.Weight.Bold)
            words.setProperty(QTextFormat.Property.FontSizeAdjustment, 0)
            cursor.mergeCharFormat(words)
        look.setTopMargin(0)
        look.setBottomMargin(3)
        look.setLineHeight(120, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        cursor.setBlockFormat(look)
        block = block.next()
