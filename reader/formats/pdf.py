"""PDF with a text layer, through PDFium: the characters and where they stand. Nothing that a PDF can run or fetch is run."""

from __future__ import annotations

import ctypes
import math
import re
import unicodedata
from collections.abc import Iterator

import pypdfium2 as pdfium  # type: ignore[import-untyped]
import pypdfium2.raw as raw  # type: ignore[import-untyped]

from reader.errors import KnownError
from reader.formats.layout import page_of
from reader.formats.page import Page, without_controls
from reader.formats.rows import Glyph, Row, rows_of

_MOST_PAGES = 5_000
_MOST_CHARACTERS = 5_000_000
"""Some thirty times the longest law; what has more is no document of text."""
_LARGEST = 1e6
"""Points. Coordinates beyond are nonsense and would only spoil the medians."""
_WRONG_PASSWORD = "password"
_TURN_PLAY = 5.0
"""Degrees by which a row may be askew. Text at other angles is a watermark."""
_HYPHENS = {0x02: "-", 0xFFFE: "-"}
"""What PDFium gives for a hyphen at the end of a row."""

_HAN = re.compile("[\u3400-\u9fff]")
_KANGXI = range(0x2F00, 0x2FD6)
_RADICALS = dict(
    zip(
        "⺝⺟⺠⺩⺬⺮⺶⺼⻁⻄⻅⻆⻉⻋⻑⻓⻔⻕⻗⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻪⻬⻮⻰",
        "月母民王示竹羊月虎西见角贝车長长门阜雨青韦页风飞食马骨鬼鱼鸟卤麦黄黾齐齿龙",
        strict=True,
    )
)
"""Radicals that stand for whole characters in PDFs whose fonts share a glyph between both (Unicode's EquivalentUnifiedIdeograph)."""


def parse(data: bytes, name: str) -> Page:
    """Give the page of a PDF.

    Raises:
        KnownError: ``file-encrypted``: it needs a password; ``file-damaged``; ``file-is-scan``: no page has characters;
            ``file-too-heavy``.
    """
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        case = "file-encrypted" if _WRONG_PASSWORD in str(error).lower() else "file-damaged"
        raise KnownError(case, name=name) from error
    try:
        pages = _pages(document, name)
        title = document.get_metadata_value("Title") or ""
    finally:
        document.close()
    if not any(pages):
        raise KnownError("file-is-scan", name=name)
    return page_of(pages, without_controls(title))


def _pages(document: pdfium.PdfDocument, name: str) -> list[list[Row]]:
    if len(document) > _MOST_PAGES:
        raise KnownError("file-too-heavy", name=name)
    pages: list[list[Row]] = []
    characters = 0
    broken = 0
    for number in range(len(document)):
        try:
            page = document[number]
            text = page.get_textpage()
        except pdfium.PdfiumError:
            broken += 1
            pages.append([])
            continue
        characters += text.count_chars()
        if characters > _MOST_CHARACTERS:
            raise KnownError("file-too-heavy", name=name)
        pages.append(_rows(text, len(pages)))
        text.close()
        page.close()
    if not pages or broken == len(pages):
        raise KnownError("file-damaged", name=name)
    return pages


def _rows(text: pdfium.PdfTextPage, page: int) -> list[Row]:
    """Give the rows of a page. Words that are printed along another edge come after those along the first."""
    turned: dict[int, list[Glyph]] = {}
    for turn, glyph in _glyphs(text):
        turned.setdefault(turn, []).append(glyph)
    order = sorted(turned, key=lambda turn: -len(turned[turn]))
    return [row for turn in order for row in rows_of(turned[turn], page)]


def _glyphs(text: pdfium.PdfTextPage) -> Iterator[tuple[int, Glyph]]:
    """Give the characters with the quarter turn of their row, placed as if it were level."""
    matrix, box = raw.FS_MATRIX(), raw.FS_RECTF()
    x, y = ctypes.c_double(), ctypes.c_double()
    for index in range(text.count_chars()):
        if raw.FPDFText_IsGenerated(text, index) == 1:
            continue
        character = _character(raw.FPDFText_GetUnicode(text, index))
        if not character or not raw.FPDFText_GetMatrix(text, index, matrix):
            continue
        raw.FPDFText_GetLooseCharBox(text, index, box)
        raw.FPDFText_GetCharOrigin(text, index, x, y)
        font_size = raw.FPDFText_GetFontSize(text, index)
        size = font_size * math.hypot(matrix.c, matrix.d)
        angle = math.degrees(math.atan2(matrix.b, matrix.a))
        turn = round(angle / 90) % 4
        if abs(angle - round(angle / 90) * 90) > _TURN_PLAY or not 0 < size < _LARGEST:
            continue
        # Written so that what is no number at all, as damaged matrices give, is left out too.
        if not (abs(x.value) <= _LARGEST and abs(y.value) <= _LARGEST):
            continue
        if _HAN.fullmatch(character):
            # Always a full em wide; PDFium measures the ink alone where a font gives it no better.
            along = font_size * math.hypot(matrix.a, matrix.b)
        else:
            along = abs(box.top - box.bottom) if turn % 2 else abs(box.right - box.left)
        left, base = ((x.value, -y.value), (y.value, x.value), (-x.value, y.value), (-y.value, -x.value))[turn]
        yield turn, Glyph(character, left, base, along if along <= 4 * size else 4 * size, size)


def _character(code: int) -> str:
    if code in _HYPHENS:
        return _HYPHENS[code]
    if not 0 < code < 0x110000 or 0xD800 <= code < 0xE000:
        return ""
    character = chr(code)
    if code in _KANGXI:
        return unicodedata.normalize("NFKC", character)
    return _RADICALS.get(character, without_controls(character))
