"""The words of an office file, whatever part they stand in."""

from __future__ import annotations

import io
import zipfile

from lxml import etree


def words_of(data: bytes) -> str:
    """Give the words of a DOCX or XLSX file: all of its parts, one behind the other."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = [etree.fromstring(archive.read(name)) for name in archive.namelist() if name.endswith(".xml")]
    return "\n".join("".join(part.itertext()) for part in parts)
