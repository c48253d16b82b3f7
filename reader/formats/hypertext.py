"""HTML through lxml's event parser: no tree is built, so no depth of nesting can hurt, and nothing is fetched.

The site's own words are told by structure: elements that HTML has for them (``nav``, ``footer``, ``form`` …), and lines
outside of the element that holds the document.
"""

from __future__ import annotations

import re
from collections.abc import Container, Mapping
from dataclasses import dataclass
from html import unescape
from html.entities import html5

from lxml import etree

from reader.formats.grid import RawCell, RawLine, placed
from reader.formats.numbering import integer
from reader.formats.page import Page, PageWriter, squeeze, without_controls

_SILENT = frozenset(
    {"script", "style", "template", "svg", "math", "object", "iframe", "noscript", "select", "textarea"}
)
_SITE = frozenset({"nav", "header", "footer", "aside", "form", "button", "menu", "dialog"})
_INLINE = re.compile(
    "a|abbr|acronym|b|bdi|bdo|big|cite|code|data|del|dfn|em|font|i|img|input|ins|kbd|label|mark|o:p|output|q|rp|rt|ruby|s|samp|"
    "small|span|strike|strong|sub|sup|time|tt|u|var|wbr"
)
_VOID = frozenset({"area", "base", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "wbr"})
_HEADING = re.compile(r"h([1-6])")
_CENTRED = re.compile(r"text-align\s*:\s*center", re.IGNORECASE)
_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_HAN = "\u2018-\u201d\u3000-\u9fff\uff00-\uffef"
_WRAP_BETWEEN_HAN = re.compile(rf"(?<=[{_HAN}])[ \t]*[\r\n][ \t\r\n]*(?=[{_HAN}])")
_PROSE = re.compile("[，。；：、]")
_END_OF_ALL = re.compile(r"</html\b[^>]*>", re.IGNORECASE)
_OPEN_REFERENCE = re.compile(f"&({'|'.join(name for name in html5 if name[-1] != ';')})(?![;=0-9A-Za-z])")
_OF_WINDOWS = re.compile(r"&#(?:0*1[2-5]\d|x0*[89][0-9a-f])(?:;|(?![0-9a-f]))", re.IGNORECASE)

_LEAST_SHARE = 0.9
"""The document's element is the innermost container with this share of the prose. Navigation and notices have no
sentences, so nearly all of a page's prose is the document's."""

_LEAST_ROWS = 3
"""An element with fewer lines is a paragraph, not a document."""

_LEAST_TITLE = 6
"""A line above the document that is part of ``<title>`` and has as many characters is the document's title."""


@dataclass(slots=True)
class _Element:
    """An open or closed element; those inside of it have the numbers from its own to ``stop``, excluded.

    ``table``, ``line`` and ``cell`` are the innermost table, its row and its cell around or at the element; 0 outside. ``spans`` are
    the rows and columns that a cell says it fills.
    """

    tag: str
    parent: int
    silent: bool = False
    site: bool = False
    centred: bool = False
    heading: int = 0
    stop: int = 0
    prose: int = 0
    rows: int = 0
    table: int = 0
    line: int = 0
    cell: int = 0
    spans: tuple[int, int] = (1, 1)


@dataclass(frozen=True, slots=True)
class _Row:
    text: str
    element: int
    linked: int


_Grid = list[list[RawCell]]


def parse(text: str) -> Page:
    """Give the page of an HTML file: a line per block, line break and table cell, in the order of the source."""
    events = _read(text)
    title = squeeze(events.title)
    tables = _tables(events)
    first, stop = _document(events.elements, events.rows, tables)
    writer = PageWriter()
    written: set[int] = set()
    for row in events.rows:
        element = events.elements[row.element]
        inside = first <= row.element < stop
        names_it = row.element < first and len(row.text) >= _LEAST_TITLE and row.text in title
        if element.site or not (inside or names_it):
            writer.add(row.text, heading=element.heading, centred=element.centred, site=True)
        else:
            _write(row, element, tables, written, writer)
    return writer.page(title)


def write_all(text: str, writer: PageWriter) -> None:
    """Write every line of an HTML file that belongs to a document as a whole: a chapter of a book has no site around it."""
    events = _read(text)
    tables = _tables(events)
    written: set[int] = set()
    for row in events.rows:
        _write(row, events.elements[row.element], tables, written, writer)


def _write(row: _Row, element: _Element, tables: dict[int, _Grid], written: set[int], writer: PageWriter) -> None:
    """Write a line of the document, or the whole table where the first line of one stands."""
    if not (element.cell and element.table in tables):
        writer.add(row.text, heading=element.heading, centred=element.centred)
    elif element.table not in written:
        written.add(element.table)
        writer.add_table(tables[element.table])


def _tables(events: _Events) -> dict[int, _Grid]:
    """Give the tables that are tables of the document, by the number of their element.

    One that holds another only lays the page out; so does one that is no table by its form (``reader/formats/grid.py``).
    """
    elements = events.elements
    outer = {elements[each.parent].table for each in elements if each.tag == "table"}
    grids: dict[int, dict[int, list[RawCell]]] = {}
    cells: dict[int, RawCell] = {}
    for number, element in enumerate(elements):
        if element.cell == number and element.tag and element.table not in outer:
            cell = cells[number] = RawCell([], *element.spans)
            grids.setdefault(element.table, {}).setdefault(element.line, []).append(cell)
    for row in events.rows:
        element = elements[row.element]
        if element.cell in cells and element.site == elements[element.table].site:
            cells[element.cell].lines.append(RawLine(row.text, element.heading, element.centred))
    found = {table: list(lines.values()) for table, lines in grids.items()}
    return {table: grid for table, grid in found.items() if placed(grid)}


def evened(text: str) -> str:
    """Give HTML so that each libxml2 reads it as HTML5 has it: that in lxml for Windows is 2.11, which tells HTML apart in an older way.

    That one ends the document at ``</html>``, whatever follows; leaves ``&nbsp`` without its semicolon as it is; and takes ``&#150;`` for the
    control character of that number, not for the dash that it has been since Windows 3.1.

    Args:
        text: Of the file.
    """
    text = _END_OF_ALL.sub("</body>", text)
    text = _OPEN_REFERENCE.sub(r"&\1;", text)
    return _OF_WINDOWS.sub(lambda number: unescape(number[0]), text)


def _read(text: str) -> _Events:
    events = _Events()
    parser = etree.HTMLParser(target=events, encoding="utf-8", recover=True, no_network=True, huge_tree=True)
    # The parser takes a file without any element, or with nothing but a comment, for an error: open one.
    parser.feed(b"<html>" + without_controls(evened(text)).encode())
    parser.close()
    return events


def _document(elements: list[_Element], rows: list[_Row], tables: Container[int]) -> tuple[int, int]:
    """Give the numbers of the elements that hold the document, the last one excluded; a table is never cut to one of its cells."""
    for row in rows:
        element = elements[row.element]
        element.rows += 1
        if not element.site and _PROSE.search(row.text):
            element.prose += max(len(row.text) - row.linked, 0)
    for element in reversed(elements[1:]):  # children come after their parents
        elements[element.parent].prose += element.prose
        elements[element.parent].rows += element.rows
    best = 0
    for number, element in enumerate(elements[1:], start=1):
        holds_enough = element.prose >= _LEAST_SHARE * elements[0].prose and element.rows >= _LEAST_ROWS
        if element.parent == best and holds_enough and element.table not in tables:
            best = number
    return best, elements[best].stop


class _Events:
    """Takes the parser's events. The element with number 0 stands for the whole file."""

    def __init__(self) -> None:
        self.elements = [_Element("", 0)]
        self.rows: list[_Row] = []
        self.title = ""
        self._open = [0]
        self._pieces: list[str] = []
        self._linked = 0
        self._links = 0
        self._titles = 0

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "br":
            self._end_row()
        if tag == "br" or tag in _VOID:
            return
        if not _INLINE.fullmatch(tag):
            self._end_row()
        self._links += tag == "a"
        self._titles += tag == "title"
        parent = self.elements[self._open[-1]]
        style = attributes.get("style", "")
        heading = _HEADING.fullmatch(tag)
        element = _Element(
            tag,
            self._open[-1],
            silent=parent.silent or tag in _SILENT or "hidden" in attributes or bool(_HIDDEN.search(style)),
            site=parent.site or tag in _SITE,
            centred=parent.centred
            or tag == "center"
            or attributes.get("align") == "center"
            or bool(_CENTRED.search(style)),
            heading=int(heading[1]) if heading else parent.heading,
        )
        self._set_in_table(element, parent, attributes)
        self._open.append(len(self.elements))
        self.elements.append(element)

    def _set_in_table(self, element: _Element, parent: _Element, attributes: Mapping[str, str]) -> None:
        number = len(self.elements)
        element.table, element.line, element.cell = parent.table, parent.line, parent.cell
        if element.tag == "table":
            element.table, element.line, element.cell = number, number, 0
        elif element.table and element.tag == "tr":
            element.line, element.cell = number, 0
        elif element.table and element.tag in ("td", "th"):
            element.cell = number
            element.spans = integer(attributes.get("rowspan", ""), 1), integer(attributes.get("colspan", ""), 1)

    def end(self, tag: str) -> None:
        if tag == "br" or tag in _VOID:
            return
        if not _INLINE.fullmatch(tag):
            self._end_row()
        self._links -= tag == "a"
        self._titles -= tag == "title"
        self.elements[self._open.pop()].stop = len(self.elements)

    def data(self, text: str) -> None:
        if self._titles:
            self.title += text
        elif not self.elements[self._open[-1]].silent:
            self._pieces.append(text)
            self._linked += len(text) if self._links else 0

    def close(self) -> None:
        self._end_row()
        self.elements[0].stop = len(self.elements)

    def _end_row(self) -> None:
        text = squeeze(_WRAP_BETWEEN_HAN.sub("", "".join(self._pieces)))
        if text:
            self.rows.append(_Row(text, self._open[-1], self._linked))
        self._pieces.clear()
        self._linked = 0
