"""OFD, the fixed format of Chinese offices (GB/T 33190): a ZIP of XML that places runs of characters on pages.

Real files differ from the standard in namespaces and in how paths are written, so elements are known by their bare names and
paths are looked for from the root and from the member that names them.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator

from reader.errors import KnownError
from reader.formats.archive import Archive
from reader.formats.layout import page_of
from reader.formats.page import Page, without_controls
from reader.formats.rows import Glyph, Row, rows_of
from reader.formats.xml import Element, attribute, children, local, tree

ROOT = "OFD.xml"
"""Every OFD has this member, which names its documents."""

_MOST_PAGES = 5_000
_MOST_GLYPHS = 5_000_000
_MOST_REPEATS = 100_000
_LARGEST = 1e6
_NUMBER = re.compile(r"[-+]?(?:[0-9]{1,9}(?:\.[0-9]{0,40})?|\.[0-9]{1,40})(?:[eE][-+]?[0-9]{1,2})?")
_WIDE = re.compile(
    "[\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\ufe30-\ufe4f\uff01-\uff60\U00020000-\U0003ffff]"
)
_HALF = 0.5
"""Em that a Latin character takes where the file does not say."""

_Matrix = tuple[float, float, float, float, float, float]
_LEVEL: _Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def parse(archive: Archive, name: str) -> Page:
    """Give the page of an OFD: the words of all its pages in reading order, those of templates among them.

    Raises:
        KnownError: ``file-is-scan``: no page has characters; ``file-damaged``, ``file-too-heavy``; what ``Archive.read`` raises.
    """
    pages: list[list[Row]] = []
    for body in children(tree(archive.read(ROOT), name), "DocBody"):
        for reference in children(body, "DocRoot"):
            document = archive.nearest(reference.text or "", ROOT)
            if document:
                _read_document(archive, document, name, pages)
    if not pages:
        raise KnownError("file-damaged", name=name)
    if not any(pages):
        raise KnownError("file-is-scan", name=name)
    return page_of(pages)


def _read_document(archive: Archive, document: str, name: str, pages: list[list[Row]]) -> None:
    root = tree(archive.read(document), name)
    templates: dict[str, str] = {}
    members: dict[str, None] = {}  # in order, each once however often a document names it
    for element in root.iter():
        if local(element) == "TemplatePage":
            templates[attribute(element, "ID")] = archive.nearest(attribute(element, "BaseLoc"), document)
        elif local(element) == "Page" and (found := archive.nearest(attribute(element, "BaseLoc"), document)):
            members[found] = None
    if len(pages) + len(members) > _MOST_PAGES:
        raise KnownError("file-too-heavy", name=name)
    total = 0
    for member in members:
        page = tree(archive.read(member), name)
        glyphs = list(_glyphs(page, name))
        for used in {attribute(each, "TemplateID") for each in children(page, "Template")}:
            if templates.get(used):
                glyphs += _glyphs(tree(archive.read(templates[used]), name), name)
        total += len(glyphs)
        if total > _MOST_GLYPHS:
            raise KnownError("file-too-heavy", name=name)
        pages.append(rows_of(glyphs, len(pages)))


def _glyphs(page: Element, name: str) -> Iterator[Glyph]:
    count = 0
    for element in page.iter():
        if local(element) != "TextObject" or attribute(element, "Visible") == "false":
            continue
        for glyph in _placed(element):
            count += 1
            if count > _MOST_GLYPHS:
                raise KnownError("file-too-heavy", name=name)
            yield glyph


def _placed(text_object: Element) -> Iterator[Glyph]:
    """Give the characters of a text object where they stand on the page."""
    boundary = _numbers(attribute(text_object, "Boundary"))
    left, top = (boundary[0], boundary[1]) if len(boundary) >= 2 else (0.0, 0.0)
    given = _numbers(attribute(text_object, "CTM"))
    matrix: _Matrix = (given[0], given[1], given[2], given[3], given[4], given[5]) if len(given) >= 6 else _LEVEL
    sizes = _numbers(attribute(text_object, "Size"))
    stretch = _numbers(attribute(text_object, "HScale"))
    size = sizes[0] if sizes and sizes[0] > 0 else 1.0
    x = y = 0.0
    for code in children(text_object, "TextCode"):
        words = without_controls(code.text or "")
        start_x, start_y = _numbers(attribute(code, "X")), _numbers(attribute(code, "Y"))
        x, y = start_x[0] if start_x else x, start_y[0] if start_y else y  # one that is missing goes on from the last
        steps = _steps(attribute(code, "DeltaX"), len(words))
        falls = _steps(attribute(code, "DeltaY"), len(words))
        if len(words) > 1 and _is_vertical(steps, falls, len(words)):
            yield _transformed(words, x, y, size, size, matrix, left, top)
            continue
        for index, character in enumerate(words):
            usual = size * (1.0 if _WIDE.match(character) else _HALF) * (stretch[0] if stretch else 1.0)
            step = steps[index] if index < len(steps) else usual
            yield _transformed(character, x, y, min(step, 2 * size) if step > 0 else usual, size, matrix, left, top)
            x += step
            y += falls[index] if index < len(falls) else 0.0


def _is_vertical(steps: list[float], falls: list[float], count: int) -> bool:
    """Tell whether a run is set from top to bottom, as labels of forms are: it is read as one word."""
    return len(falls) >= count - 1 and all(falls[: count - 1]) and not any(steps[: count - 1])


def _transformed(
    text: str, x: float, y: float, width: float, size: float, matrix: _Matrix, left: float, top: float
) -> Glyph:
    a, b, c, d, e, f = matrix
    across, down = math.hypot(a, b) or 1.0, math.hypot(c, d) or 1.0
    place_x, place_y = a * x + c * y + e + left, b * x + d * y + f + top
    return Glyph(text, _bounded(place_x), _bounded(place_y), _bounded(width * across), _bounded(size * down))


def _bounded(value: float) -> float:
    return max(-_LARGEST, min(value, _LARGEST))


def _numbers(text: str) -> list[float]:
    return [float(match[0]) for match in _NUMBER.finditer(text)]


def _steps(text: str, most: int) -> list[float]:
    """Give the distances of a delta list, in which ``g 11 1.59`` stands for eleven times 1.59."""
    steps: list[float] = []
    parts = iter(text.split())
    for part in parts:
        if part == "g":
            count, step = _numbers(next(parts, "")), _numbers(next(parts, ""))
            if count and step:
                steps += [step[0]] * int(min(max(count[0], 0), most, _MOST_REPEATS))
        else:
            steps += _numbers(part)[:1]
        if len(steps) >= most:
            break
    return steps
