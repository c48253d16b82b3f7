"""The pages of a PDF as pictures, drawn by PDFium; nothing that a PDF can run or fetch is run."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from reader.errors import KnownError

WIDEST = 2400
"""Pixels of a picture, across or down: 23 MB at the most, whatever size a page claims."""
_LEAST = 16


@dataclass(frozen=True, slots=True)
class PagePicture:
    """A page drawn.

    Attributes:
        pages: How many the file has.
        number: Which one it is, from 0.
        width, height: In pixels.
        pixels: Four bytes each, blue, green, red and one unused, row after row.
    """

    pages: int
    number: int
    width: int
    height: int
    pixels: bytes


def draw(data: bytes, name: str, number: int, width: int) -> PagePicture:
    """Draw a page.

    Args:
        data: The file.
        name: Its name.
        number: Of the page, from 0; the nearest that there is.
        width: In pixels; less where the page would be too high.

    Raises:
        KnownError: ``file-damaged``: it is no PDF, or the page cannot be drawn.
    """
    import pypdfium2 as pdfium  # type: ignore[import-untyped]  # loaded in the worker, which alone draws

    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        raise KnownError("file-damaged", name=name) from error
    try:
        number = max(0, min(number, len(document) - 1))
        page = document[number]
        across, down = page.get_size()
        if not (across > 0 and down > 0):
            raise KnownError("file-damaged", name=name)
        scale = min(max(width, _LEAST), WIDEST) / across
        scale = min(scale, WIDEST / down)
        bitmap = page.render(scale=scale, rev_byteorder=False, prefer_bgrx=True)
        picture = PagePicture(len(document), number, bitmap.width, bitmap.height, _rows(bitmap))
        page.close()
    except pdfium.PdfiumError as error:
        raise KnownError("file-damaged", name=name) from error
    finally:
        document.close()
    return picture


def _rows(bitmap: Any) -> bytes:
    """Give the pixels without what pads the rows."""
    raw, length = bytes(bitmap.buffer), bitmap.width * 4
    if bitmap.stride == length:
        return raw[: length * bitmap.height]
    return b"".join(raw[row * bitmap.stride : row * bitmap.stride + length] for row in range(bitmap.height))
