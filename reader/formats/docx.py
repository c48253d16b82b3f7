"""DOCX: the words as Word prints them, with automatic numbers written out and tracked changes accepted.

Only the package's own parts are read. A relationship that leads out of it is never followed, and whatever the document embeds or
links stays closed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

from lxml import etree

from reader.formats.archive import Archive
from reader.formats.grid import RawCell, RawLine
from reader.formats.numbering import Numbering, integer
from reader.formats.page import Page, PageWriter, squeeze, without_controls
from reader.formats.xml import Element, attribute, child, children, ended, local, tree

_MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_PARAGRAPHS = (f"{{{_MAIN}}}p", f"{{{_STRICT}}}p")
_HEADING_NAME = re.compile(r"(?:heading|标题) ?([1-9])", re.IGNORECASE)
_NO_HEADING = 9
"""The outline level of body text."""

_SKIPPED = frozenset({"del", "moveFrom", "Fallback", "txbxContent", "pPr", "rt", "delText", "instrText", "sdtPr"})
"""Elements whose words Word does not print in this place. A text box's paragraphs come of their own."""

_ROW_HEAD = 2
"""Elements of a table row before its first cell, at most."""

_WIDEST = 200
"""Columns of a table that a cell may say it fills."""

_SEPARATORS = frozenset({"separator", "continuationSeparator", "continuationNotice"})
_OFF = frozenset({"0", "false", "off", "none"})


@dataclass(slots=True)
class _Style:
    """What a paragraph style says and does not inherit; None where it says nothing."""

    based_on: str = ""
    heading: int | None = None
    centred: bool | None = None
    number: str | None = None
    depth: int | None = None


@dataclass(slots=True)
class _Notes:
    """The footnotes or endnotes of the document.

    Attributes:
        texts: Lines of each note by its id.
        called: Ids in the order in which the text calls them.
    """

    texts: dict[str, list[str]] = field(default_factory=dict)
    called: list[str] = field(default_factory=list)


def parse(archive: Archive, main: str, name: str) -> Page:
    """Give the page of a Word document: a line per paragraph and line break, tables with their cells, notes at the end.

    A note's place in the text and the note itself are marked alike: ``[1]``, as Word does on a web page.

    Args:
        archive: The package.
        main: Name of its main part.
        name: Of the file.

    Raises:
        KnownError: ``file-damaged`` and what ``Archive.read`` raises.
    """
    document = _Document(archive, main, name)
    writer = PageWriter()
    table: _Table | None = None
    for paragraph in ended(archive.read(main), name, _PARAGRAPHS):
        around = _around(paragraph)
        if around.printed:
            if table is not None and table.element is not around.table:
                table.write(writer)
                table = None
            if around.table is not None:
                table = table or _Table(around.table)
                table.cell_of(around).lines += document.lines(paragraph)
            else:
                for line in document.lines(paragraph):
                    writer.add(line.text, heading=line.heading, centred=line.centred)
        paragraph.clear()
    if table is not None:
        table.write(writer)
    document.flush(writer)
    document.write_notes(writer)
    return writer.page()


def main_part(archive: Archive, name: str) -> str:
    """Give the name of the main part of a Word document; empty where the package is another one's."""
    relationships = "_rels/.rels"
    if relationships in archive:
        for each in tree(archive.read(relationships), name):
            if attribute(each, "Type").endswith("/officeDocument"):
                part = archive.nearest(attribute(each, "Target"))
                return part if part.startswith("word/") else ""
    return "word/document.xml" if "word/document.xml" in archive else ""


class _Document:
    def __init__(self, archive: Archive, main: str, name: str) -> None:
        styles = self._part(archive, main, "styles.xml", name)
        self._styles = _styles(styles) if styles is not None else {}
        self._default = ""
        for style in children(styles, "style") if styles is not None else ():
            if attribute(style, "type") == "paragraph" and attribute(style, "default") in ("1", "true", "on"):
                self._default = attribute(style, "styleId")
        self._numbering = Numbering(self._part(archive, main, "numbering.xml", name))
        self._notes = {
            "footnoteReference": _notes(self._part(archive, main, "footnotes.xml", name), "footnote"),
            "endnoteReference": _notes(self._part(archive, main, "endnotes.xml", name), "endnote"),
        }
        # Words of a paragraph whose end was deleted: they go before those of the next one.
        self._held = ""

    @staticmethod
    def _part(archive: Archive, main: str, part: str, name: str) -> Element | None:
        found = archive.nearest(part, main)
        return tree(archive.read(found), name) if found else None

    def lines(self, paragraph: Element) -> list[RawLine]:
        """Give the lines of a paragraph that are not blank."""
        properties = child(paragraph, "pPr")
        style = self._style_of(properties)
        words = self._held + self._words(paragraph)
        self._held = ""
        if properties is not None and child(properties, "rPr", "del") is not None:
            self._held = words
            return []
        if style.number and style.number != "0" and words.strip():
            words = self._numbering.label(style.number, style.depth or 0) + words
        lines = (squeeze(without_controls(line)) for line in words.split("\n"))
        return [RawLine(line, style.heading or 0, bool(style.centred)) for line in lines if line]

    def flush(self, writer: PageWriter) -> None:
        """Write what is still held at the end of the text."""
        writer.add(squeeze(without_controls(self._held.replace("\n", " "))))

    def write_notes(self, writer: PageWriter) -> None:
        at = 0
        for notes in self._notes.values():
            for called in notes.called:
                at += 1
                for index, line in enumerate(notes.texts.get(called, ())):
                    writer.add(f"[{at}] {line}" if index == 0 else line)

    def _words(self, paragraph: Element) -> str:
        pieces = []
        for kind, element in _printed(paragraph):
            if kind in self._notes:
                notes = self._notes[kind]
                identity = attribute(element, "id")
                if identity not in notes.called and identity in notes.texts:
                    notes.called.append(identity)
                    # Footnotes come before endnotes at the end, and count on from them.
                    before = len(self._notes["footnoteReference"].called) if kind == "endnoteReference" else 0
                    pieces.append(f"[{before + len(notes.called)}]")
            else:
                pieces.append(_characters(kind, element))
        return "".join(pieces)

    def _style_of(self, properties: Element | None) -> _Style:
        """Give what holds for a paragraph: its own properties over those of its style and of the styles below."""
        found = _Style()
        own = _properties(properties) if properties is not None else _Style()
        named = child(properties, "pStyle") if properties is not None else None
        key = attribute(named, "val") if named is not None else self._default
        chain = [own]
        seen: set[str] = set()
        while key and key not in seen and key in self._styles:
            seen.add(key)
            chain.append(self._styles[key])
            key = self._styles[key].based_on
        for style in chain:
            found.heading = style.heading if found.heading is None else found.heading
            found.centred = style.centred if found.centred is None else found.centred
            found.number = style.number if found.number is None else found.number
            found.depth = style.depth if found.depth is None else found.depth
        return found


@dataclass(slots=True)
class _Around:
    """What a paragraph lies in: its table, row and cell, outermost where tables lie in cells; whether it is printed at all.

    The second form of a text box is not, nor is a row that was deleted.
    """

    printed: bool = True
    table: Element | None = None
    row: Element | None = None
    cell: Element | None = None


def _around(paragraph: Element) -> _Around:
    around = _Around()
    for above in paragraph.iterancestors():
        match local(above):
            case "Fallback":
                around.printed = False
            case "tr":
                around.row = above
                around.printed = around.printed and not _is_deleted(above)
            case "tc":
                around.cell = above
            case "tbl":
                around.table = above
    if around.row is None or around.cell is None:
        around.table = None
    return around


class _Table:
    """The table that is being read.

    Attributes:
        element: Of the markup.
    """

    def __init__(self, element: Element) -> None:
        self.element = element
        self._rows: list[list[RawCell]] = []
        self._row: Element | None = None
        self._cell: Element | None = None
        # Of each column of the grid, the cell above that reaches down when the next one says that it goes on.
        self._above: dict[int, RawCell] = {}
        self._column = 0
        self._open = RawCell()

    def cell_of(self, around: _Around) -> RawCell:
        """Give the cell around a paragraph; the one above that it is merged with."""
        if around.row is not self._row:
            self._row, self._cell, self._column = around.row, None, 0
            self._rows.append([])
            before = child(around.row, "trPr", "gridBefore")
            self._column = min(integer(attribute(before, "val"), 0), _WIDEST) if before is not None else 0
        if around.cell is not self._cell:
            self._cell = around.cell
            self._open = self._begin(around.cell)
        return self._open

    def write(self, writer: PageWriter) -> None:
        """Write the table."""
        writer.add_table(self._rows)

    def _begin(self, element: Element) -> RawCell:
        properties = child(element, "tcPr")
        span = child(properties, "gridSpan") if properties is not None else None
        merge = child(properties, "vMerge") if properties is not None else None
        width = max(1, min(integer(attribute(span, "val"), 1), _WIDEST)) if span is not None else 1
        column, self._column = self._column, self._column + width
        if merge is not None and attribute(merge, "val") != "restart" and column in self._above:
            cell = self._above[column]
            cell.rows += 1
            return cell
        row = self._rows[-1]
        cell = RawCell(columns=width, before=column if not row else 0)
        row.append(cell)
        if merge is not None:
            self._above[column] = cell
        else:
            self._above.pop(column, None)
        return cell


def _is_deleted(row: Element) -> bool:
    # Properties come before the cells; looking through all of them for each of their paragraphs would take for ever.
    return any(local(entry) == "trPr" and child(entry, "del") is not None for entry in islice(row, _ROW_HEAD))


def _printed(paragraph: Element) -> Iterator[tuple[str, Element]]:
    """Give the elements of a paragraph that print something, in order, without what is hidden or deleted."""
    walk = etree.iterwalk(paragraph, events=("start",))
    for _event, element in walk:
        kind = local(element)
        if kind in _SKIPPED or (kind == "r" and _is_hidden(element)):
            walk.skip_subtree()
        else:
            yield kind, element


def _is_hidden(run: Element) -> bool:
    hidden = child(run, "rPr", "vanish")
    return hidden is not None and attribute(hidden, "val") not in _OFF


def _characters(kind: str, element: Element) -> str:
    match kind:
        case "t":
            return str(element.text or "").replace("\n", " ")
        case "br" | "cr":
            return "\n"
        case "tab" | "ptab":
            return "\t"
        case "noBreakHyphen":
            return "-"
    return ""


def _styles(root: Element) -> dict[str, _Style]:
    styles = {}
    for each in children(root, "style"):
        if attribute(each, "type") != "paragraph":
            continue
        properties = child(each, "pPr")
        style = _properties(properties) if properties is not None else _Style()
        if (base := child(each, "basedOn")) is not None:
            style.based_on = attribute(base, "val")
        named = child(each, "name")
        called = attribute(named, "val") if named is not None else ""
        if style.heading is None and (match := _HEADING_NAME.fullmatch(called)):
            style.heading = int(match[1])
        elif called.lower() == "title":
            style.heading = 1
        styles[attribute(each, "styleId")] = style
    return styles


def _properties(properties: Element) -> _Style:
    style = _Style()
    for entry in properties:
        value = attribute(entry, "val")
        match local(entry):
            case "outlineLvl":
                level = integer(value, _NO_HEADING)
                style.heading = level + 1 if 0 <= level < _NO_HEADING else 0
            case "jc":
                style.centred = value == "center"
            case "numPr":
                number, depth = child(entry, "numId"), child(entry, "ilvl")
                style.number = attribute(number, "val") if number is not None else None
                style.depth = integer(attribute(depth, "val"), 0) if depth is not None else None
    return style


def _notes(root: Element | None, kind: str) -> _Notes:
    notes = _Notes()
    for note in children(root, kind) if root is not None else ():
        if attribute(note, "type") in _SEPARATORS:
            continue
        lines = []
        for paragraph in note.iter(*_PARAGRAPHS):
            words = "".join(_characters(*printed) for printed in _printed(paragraph))
            lines += [squeeze(without_controls(line)) for line in words.split("\n")]
        notes.texts[attribute(note, "id")] = [line for line in lines if line]
    return notes
