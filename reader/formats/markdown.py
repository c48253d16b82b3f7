"""Markdown through markdown-it-py, of which only what carries words is asked for.

Lists and indented code stay as they are written: in a policy document ``1.`` and an indent belong to the text.
"""

from __future__ import annotations

from markdown_it import MarkdownIt
from markdown_it.token import Token

from reader.formats import hypertext, plain
from reader.formats.page import Page, PageWriter, squeeze, without_controls

_LONGEST_LINE = 50_000
"""Above this a line is no paragraph that somebody wrote; such a file is read as plain text, in linear time."""

_SWITCHED_OFF = [
    "list",
    "code",
    "reference",
    "lheading",
    "blockquote",
    "entity",
    "link",
    "image",
    "autolink",
    "backticks",
]
_PARSER = MarkdownIt("commonmark", {"maxNesting": 20}).disable(_SWITCHED_OFF).enable("table")


def parse(text: str) -> Page:
    """Give the page of a Markdown file: headings keep their depth, comments go, tables give a line per cell."""
    text = without_controls(text)
    if any(len(line) > _LONGEST_LINE for line in text.splitlines()):
        return plain.parse(text)
    writer = PageWriter()
    heading = 0
    for token in _PARSER.parse(text):
        if token.type == "heading_open":
            heading = int(token.tag[1])
        elif token.type == "heading_close":
            heading = 0
        elif token.type == "inline":
            for line in _lines_of(token):
                writer.add(squeeze(line), heading=heading)
        elif token.type == "html_block":
            for line in hypertext.text_lines(token.content):
                writer.add(line)
        elif token.type == "fence":
            for line in token.content.splitlines():
                writer.add(squeeze(line))
    return writer.page()


def _lines_of(inline: Token) -> list[str]:
    """Give the words of an inline token; a line end in the file is a line end, as people paste documents."""
    pieces = []
    for child in inline.children or []:
        if child.type in ("softbreak", "hardbreak"):
            pieces.append("\n")
        elif child.type == "html_inline":
            pieces.append("\n" if child.content.lower().startswith("<br") else "")
        else:
            pieces.append(child.content)
    return "".join(pieces).split("\n")
