"""Markdown through markdown-it-py, of which only what carries words is asked for.

Lists and indented code stay as they are written: in a policy document ``1.`` and an indent belong to the text.
"""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.token import Token

from reader.formats import hypertext, plain
from reader.formats.grid import RawCell, RawLine
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
_INLINE = MarkdownIt("commonmark", {"maxNesting": 20}).disable(_SWITCHED_OFF)
# Nearly no line of a document has markup inside: those that have are parsed one by one, which is a third of the time.
_PARSER = MarkdownIt("commonmark", {"maxNesting": 20}).disable([*_SWITCHED_OFF, "inline"]).enable("table")
_MARKUP = re.compile(r"[\\*_<]")


def parse(text: str) -> Page:
    """Give the page of a Markdown file: headings keep their depth, comments go, tables stay tables."""
    text = without_controls(text)
    if any(len(line) > _LONGEST_LINE for line in text.splitlines()):
        return plain.parse(text)
    writer = PageWriter()
    heading = 0
    rows: list[list[RawCell]] = []
    in_table = False
    for token in _PARSER.parse(text):
        match token.type:
            case "heading_open":
                heading = int(token.tag[1])
            case "heading_close":
                heading = 0
            case "table_open":
                rows, in_table = [], True
            case "tr_open":
                rows.append([])
            case "table_close":
                writer.add_table(rows)
                in_table = False
            case "inline" if in_table:
                lines = [squeeze(line) for line in _lines_of(token)]
                rows[-1].append(RawCell([RawLine(line) for line in lines if line]))
            case "inline":
                for line in _lines_of(token):
                    writer.add(squeeze(line), heading=heading)
            case "html_block":
                hypertext.write_all(token.content, writer)
            case "fence":
                for line in token.content.splitlines():
                    writer.add(squeeze(line))
    return writer.page()


def _lines_of(inline: Token) -> list[str]:
    """Give the words of an inline token; a line end in the file is a line end, as people paste documents."""
    if not _MARKUP.search(inline.content):
        return inline.content.split("\n")
    pieces = []
    for child in _INLINE.parseInline(inline.content)[0].children or []:
        if child.type in ("softbreak", "hardbreak"):
            pieces.append("\n")
        elif child.type == "html_inline":
            pieces.append("\n" if child.content.lower().startswith("<br") else "")
        else:
            pieces.append(child.content)
    return "".join(pieces).split("\n")
