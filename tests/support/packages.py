"""Small office packages for tests: ZIPs of XML, built from the words that a test is about."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def zipped(members: Mapping[str, str | bytes]) -> bytes:
    """Give a ZIP with the members in their order."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def docx(
    body: str, *, styles: str = "", numbering: str = "", footnotes: str = "", extra: Mapping[str, str] = {}
) -> bytes:
    """Give a Word document from the inner XML of its parts; those that are empty are left out."""
    members: dict[str, str | bytes] = {
        "_rels/.rels": f'<Relationships xmlns="{_RELATIONSHIPS}"><Relationship Id="r" '
        f'Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": _part("document", f"<w:body>{body}</w:body>"),
    }
    for name, content in (("styles", styles), ("numbering", numbering), ("footnotes", footnotes)):
        if content:
            members[f"word/{name}.xml"] = _part(name, content)
    return zipped({**members, **extra})


def paragraph(words: str, properties: str = "") -> str:
    """Give a paragraph of one run."""
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>"


def _part(name: str, content: str) -> str:
    return f'<w:{name} xmlns:w="{WORD}" xmlns:mc="{COMPATIBILITY}">{content}</w:{name}>'
